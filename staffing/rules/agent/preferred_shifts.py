"""Shifts that people prefer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource, each_counts, nothing_added
from staffing.rules.rule import Ids, LineRule, Weight
from staffing.rules.shift_ids import ids_of

if TYPE_CHECKING:
    from staffing.rules.model import Model


class PreferredShifts(LineRule):
    """A standing wish, for a single day there are requests; priced by default."""

    rule: Literal["preferred_shifts"] = "preferred_shifts"
    weight: Weight = 5
    shifts: Ids
    law: ClassVar = "Every shift that an agent works is one of `shifts`."
    unit: ClassVar = "shifts not preferred"
    names_shifts: ClassVar = ("shifts",)
    example: ClassVar = {"shifts": ("M",)}
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "MM-N-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        ids = ids_of(problem)
        for agent, day, shift in np.argwhere(roster.work).tolist():
            if ids[shift] not in self.shifts:
                note = f"{problem.shift_names[shift]} is not one of {', '.join(self.shifts)}"
                yield self.breach(1, note, agent, problem.history_days + day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        others = ~np.isin(ids_of(model.problem), self.shifts)
        for agent in range(model.problem.agents):
            for day in model.problem.planned:
                for cell in model.work[agent, day, others]:
                    if cell:  # 0 is a shift at another site
                        yield Bound(np.array([cell]), high=0, agent=agent, day=day)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        adds = nothing_added(problem)
        adds[:, :-1] = ~np.isin(ids_of(problem), self.shifts)
        return each_counts(adds)
