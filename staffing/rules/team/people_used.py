"""How many people have work at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.team.headcount import HeadcountRule

if TYPE_CHECKING:
    from staffing.rules.model import Model


class PeopleUsed(HeadcountRule):
    """Over all planned days together; who worked before them does not count."""

    rule: Literal["people_used"] = "people_used"
    kind: ClassVar = "team"
    law: ClassVar = "At least `min` and at most `max` people have any shift in the plan."
    unit: ClassVar = "persons out of bounds"
    example: ClassVar = {"max": 1}
    allowed: ClassVar = "MMNNN\n-----"
    forbidden: ClassVar = "MMNNN\n---M-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        there = sum(bool(line.any()) for line in roster.work)
        yield from self.out_of_limits(there, "with any shift")

    def bounds(self, model: Model) -> Iterator[Bound]:
        planned = model.work[:, model.problem.history_days :]
        used = np.array([model.any_of(cells) for cells in planned], dtype=np.int64)
        yield Bound(used, low=self.min, high=self.max)
