"""Days off that people have been told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.published import told_off
from staffing.rules.resource import Resource, each_counts, nothing_added
from staffing.rules.rule import LineRule

if TYPE_CHECKING:
    from staffing.rules.model import Model


class PublishedDaysOff(LineRule):
    """For weeks that are published whole: with one shift published, every other day of the week is told as off.
    Where `published.csv` has Ayu on Monday and Tuesday and Bagus on Wednesday, Ayu was told that Wednesday is free.

    Left out, published shifts stay, but a further run may add shifts on days that people were told are free.
    """

    rule: Literal["published_days_off"] = "published_days_off"
    law: ClassVar = "A day that was off in a published week stays off."
    unit: ClassVar = "shifts on published days off"
    allowed: ClassVar = "MM---"
    forbidden: ClassVar = "MM-M-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        off = told_off(problem)
        for agent, day, shift in np.argwhere(roster.work).tolist():
            if off[agent, day]:
                note = f"{problem.shift_names[shift]} on a day that was published as off"
                yield self.breach(1, note, agent, problem.history_days + day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        first = model.problem.history_days
        for agent, day in np.argwhere(told_off(model.problem)).tolist():
            for cell in model.work[agent, first + day]:
                if cell:  # 0 is a shift at another site
                    yield Bound(np.array([cell]), high=0, agent=agent, day=first + day)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        adds = nothing_added(problem)
        adds[told_off(problem)[agent], :-1] = 1
        return each_counts(adds)
