"""What a change to a published roster costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import OFF, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.published import told_off
from staffing.rules.resource import Resource, each_counts, nothing_added
from staffing.rules.rule import LineRule, Weight

if TYPE_CHECKING:
    from staffing.rules.model import Model


class PublishedChanges(LineRule):
    """Priced: for repairing a published week with as few changes as it takes.

    Shifts are kept anyway unless `pins` has a weight of its own, `{rule: pins, weight: 200}`. Without this rule or
    `published_days_off` a further run may add shifts on days that people were told are free.
    """

    rule: Literal["published_changes"] = "published_changes"
    weight: Weight = 50
    law: ClassVar = "In a published week every published shift is kept, and none is added on a day that was off."
    unit: ClassVar = "changes"
    allowed: ClassVar = "MM---"
    forbidden: ClassVar = "MN-M-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        off = told_off(problem)
        for agent in range(problem.agents):
            for day in range(problem.days):
                at, pin = problem.history_days + day, int(problem.pins[agent, day])
                if pin != OFF and not roster.work[agent, day, pin]:
                    yield self.breach(1, f"{problem.shift_names[pin]} was published and is changed", agent, at)
                for shift in np.flatnonzero(roster.work[agent, day]) if off[agent, day] else ():
                    yield self.breach(1, f"{problem.shift_names[shift]} on a day published as off", agent, at)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem, first = model.problem, model.problem.history_days
        for agent, day in np.argwhere(problem.pins != OFF).tolist():
            cell = model.work[agent, first + day, [problem.pins[agent, day]]]
            yield Bound(cell, low=1, agent=agent, day=first + day, note="a published shift is changed")
        for agent, day in np.argwhere(told_off(problem)).tolist():
            note = "a shift is added on a day published as off"
            yield Bound(model.work[agent, first + day], high=0, agent=agent, day=first + day, note=note)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        adds = nothing_added(problem)
        adds[told_off(problem)[agent], :-1] = 1
        for day in np.flatnonzero(problem.pins[agent] != OFF):
            adds[day] = 1
            adds[day, problem.pins[agent, day]] = 0
        return each_counts(adds)
