"""Rest days in each week."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import Flags, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule

if TYPE_CHECKING:
    from staffing.rules.model import Model


class WeeklyRestDays(Rule):
    """A rest day is a day on which no shift starts."""

    rule: Literal["weekly_rest_days"] = "weekly_rest_days"
    days: Annotated[int, Field(ge=0, le=7)] = 1
    kind: ClassVar = "agent"
    law: ClassVar = "In every planned week an agent has at least `days` days on which no shift starts."
    unit: ClassVar = "days short"
    allowed: ClassVar = "MMMM-"
    forbidden: ClassVar = "MMMMM"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        works: Flags = np.any(roster.work, axis=2)
        for agent in range(problem.agents):
            for week in range(problem.weeks):
                days = [d for d in range(problem.days) if problem.week[problem.history_days + d] == week]
                rest = sum(not works[agent, d] for d in days)
                if rest < self.days:
                    note = f"{rest} rest days in the week of {problem.day_names[problem.history_days + days[0]]}"
                    at = problem.history_days + days[0]
                    yield self.breach(self.days - rest, f"{note}; at least {self.days}", agent, at)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for week in range(problem.weeks):
            days = [d for d in problem.planned if problem.week[d] == week]
            for agent in range(problem.agents):
                worked = model.work[agent, days].ravel()
                yield Bound(worked, high=len(days) - self.days, agent=agent, day=days[0])
