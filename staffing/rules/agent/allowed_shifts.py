"""Shifts of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource, each_counts, per_choice
from staffing.rules.rule import Rule

if TYPE_CHECKING:
    from staffing.rules.model import Model


class AllowedShifts(Rule):
    """A contract names the shifts that can be worked under it."""

    rule: Literal["allowed_shifts"] = "allowed_shifts"
    kind: ClassVar = "agent"
    law: ClassVar = "An agent works only shifts that the contract names."
    unit: ClassVar = "shifts"
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "MN-M-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for agent, day, shift in np.argwhere(roster.work):
            if not problem.contract_allows[agent, shift]:
                note = f"shift {problem.shift_names[shift]} is not in the contract"
                yield self.breach(1, note, int(agent), problem.history_days + int(day))

    def bounds(self, model: Model) -> Iterator[Bound]:
        for agent, shift in np.argwhere(~model.problem.contract_allows):
            for day in model.problem.planned:
                yield Bound(model.work[agent, day, [shift]], high=0, agent=int(agent), day=day)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        barred = np.broadcast_to(~problem.contract_allows[agent], problem.shift_start.shape)
        return each_counts(per_choice(problem, barred))
