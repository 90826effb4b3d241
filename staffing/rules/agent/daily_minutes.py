"""Working time of a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from staffing.problem import Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.contracted import ByContractDays, by_contract_days
from staffing.rules.resource import Counter, Resource, per_choice
from staffing.rules.rule import LineRule

if TYPE_CHECKING:
    from staffing.rules.model import Model

Minutes = Annotated[int, Field(ge=0, le=1440)]


class DailyMinutes(LineRule):
    """By the clock, unpaid breaks left out; the day of a shift is the day on which it starts."""

    rule: Literal["daily_minutes"] = "daily_minutes"
    max: Minutes | None = None
    by_contract_days: ByContractDays = Field(default_factory=dict)
    """In place of `max`, for contracts of so many days a week."""
    overtime: Minutes = 0
    """Minutes more for those who have agreed to overtime."""
    law: ClassVar = (
        "On one day an agent works at most `max` minutes, or those of the contract's days a week, and with consent to "
        "overtime `overtime` minutes more."
    )
    unit: ClassVar = "minutes over"
    example: ClassVar = {"by_contract_days": {5: 450, 6: 400}}
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "MN-M-"

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.max is None) == (not self.by_contract_days):
            given = "neither max nor by_contract_days" if self.max is None else "both max and by_contract_days"
            raise ValueError(f"has {given}; give one of them")
        return self

    def _most(self, problem: Problem) -> Integers:
        normal = by_contract_days(problem, self.by_contract_days, self.max or 0)
        most: Integers = normal + self.overtime * problem.labour.consented("overtime")
        return most

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        most = self._most(problem)
        minutes = roster.work.astype(np.int64) @ problem.credited_minutes
        for agent, day in np.argwhere(minutes > most[:, None]).tolist():
            there, limit = int(minutes[agent, day]), int(most[agent])
            note = f"{there} minutes of work; at most {limit}"
            yield self.breach(there - limit, note, agent, problem.history_days + day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem, most = model.problem, self._most(model.problem)
        for agent in range(problem.agents):
            for day in problem.planned:
                cells = model.work[agent, day]
                yield Bound(cells, problem.credited_minutes, high=int(most[agent]), agent=agent, day=day)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        adds = per_choice(problem, np.broadcast_to(problem.credited_minutes, problem.shift_start.shape))
        ones = np.ones(problem.days, dtype=np.int64)
        most = int(self._most(problem)[agent])
        return (Counter(adds, np.zeros_like(adds), low=0 * ones, high=most * ones, clears=ones),)
