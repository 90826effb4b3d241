"""First and last day employed."""

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


class Employment(Rule):
    """From `hired_on` to `leaves_on`, both included."""

    rule: Literal["employment"] = "employment"
    kind: ClassVar = "agent"
    law: ClassVar = "An agent works only from the day hired to the last day employed."
    unit: ClassVar = "shifts"
    allowed: ClassVar = "MMM--"
    forbidden: ClassVar = "MM-M-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for agent, day, _ in np.argwhere(roster.work):
            at = problem.history_days + int(day)
            if not problem.employed[agent, at]:
                yield self.breach(1, "works on a day outside the employment", int(agent), at)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for agent, day in np.argwhere(~problem.employed[:, problem.history_days :]):
            at = problem.history_days + int(day)
            for variable in model.work[agent, at]:
                yield Bound(np.array([variable]), high=0, agent=int(agent), day=at)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        away = np.broadcast_to(~problem.employed[agent][:, None], problem.shift_start.shape)
        return each_counts(per_choice(problem, away))
