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
from staffing.rules.rule import LineRule

if TYPE_CHECKING:
    from staffing.rules.model import Model


class WeeklyRestDays(LineRule):
    """A rest day is a day on which no shift starts."""

    rule: Literal["weekly_rest_days"] = "weekly_rest_days"
    days: Annotated[int, Field(ge=0, le=7)] = 1
    law: ClassVar = "In every planned week an agent has at least `days` days on which no shift starts."
    unit: ClassVar = "days short"
    allowed: ClassVar = "MMMM-"
    forbidden: ClassVar = "MMMMM"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        works: Flags = np.any(roster.work, axis=2)
        for agent in range(problem.agents):
            for week in range(problem.weeks):
                days = problem.days_of(week)
                rest = sum(not works[agent, day - problem.history_days] for day in days)
                if rest < self.days:
                    note = f"{rest} rest days in the week of {problem.day_names[days[0]]}"
                    yield self.breach(self.days - rest, f"{note}; at least {self.days}", agent, int(days[0]))

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for week in range(problem.weeks):
            days = problem.days_of(week)
            for agent in range(problem.agents):
                worked = model.work[agent, days].ravel()
                yield Bound(worked, high=len(days) - self.days, agent=agent, day=int(days[0]))
