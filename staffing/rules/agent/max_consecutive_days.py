"""Days worked in a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import OFF, Flags, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Counter, Resource, nothing_added
from staffing.rules.rule import LineRule

if TYPE_CHECKING:
    from staffing.rules.model import Model


class MaxConsecutiveDays(LineRule):
    """Counted through the history: six days before Monday and one on Monday are seven."""

    rule: Literal["max_consecutive_days"] = "max_consecutive_days"
    days: Annotated[int, Field(ge=1, le=31)] = 6
    law: ClassVar = "An agent works at most `days` days in a row."
    unit: ClassVar = "days over"
    example: ClassVar = {"days": 3}
    allowed: ClassVar = "MMM-M"
    forbidden: ClassVar = "-MMMM"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        works: Flags = np.any(roster.timeline(problem), axis=2)
        for agent in range(problem.agents):
            run = 0
            for day, at_work in enumerate(works[agent]):
                run = run + 1 if at_work else 0
                if run > self.days and day >= problem.history_days:
                    yield self.breach(1, f"day {run} in a row; at most {self.days}", agent, day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        for agent in range(model.problem.agents):
            for last in model.problem.planned:
                if last >= self.days:
                    window = model.work[agent, last - self.days : last + 1]
                    yield Bound(window.ravel(), high=self.days, agent=agent, day=last)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        adds, resets = nothing_added(problem), nothing_added(problem)
        adds[:, :-1], resets[:, -1] = 1, 1
        run = 0
        for worked in problem.history[agent] != OFF:
            run = run + 1 if worked else 0
        counter = Counter.of(adds, high=self.days, start=run)
        return (replace(counter, resets=resets, most=1),)
