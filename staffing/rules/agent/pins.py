"""What is published already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import OFF, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource, each_counts, nothing_added
from staffing.rules.rule import Rule

if TYPE_CHECKING:
    from staffing.rules.model import Model


class Pins(Rule):
    """Rows of `published.csv` inside the planned week are kept."""

    rule: Literal["pins"] = "pins"
    kind: ClassVar = "agent"
    law: ClassVar = "An assignment that is already published stays as it is."
    unit: ClassVar = "assignments"
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "MN-M-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for agent in range(problem.agents):
            for day in range(problem.days):
                pin = int(problem.pins[agent, day])
                if pin != OFF and not roster.work[agent, day, pin]:
                    note = f"{problem.shift_names[pin]} is published and was changed"
                    yield self.breach(1, note, agent, problem.history_days + day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for agent, day in np.argwhere(problem.pins != OFF):
            at = problem.history_days + int(day)
            cell = model.work[agent, at, [problem.pins[agent, day]]]
            yield Bound(cell, low=1, agent=int(agent), day=at)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        adds = nothing_added(problem)
        for day in np.flatnonzero(problem.pins[agent] != OFF):
            adds[day] = 1
            adds[day, problem.pins[agent, day]] = 0
        return each_counts(adds)
