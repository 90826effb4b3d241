"""Weekends worked in a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import Flags, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.limited import Limit
from staffing.rules.resource import NO_LIMIT, Counter, Resource
from staffing.rules.rule import LineRule
from staffing.rules.spans import weekends
from staffing.rules.weekend_work import begun, worked_before

if TYPE_CHECKING:
    from staffing.rules.model import Model


class ConsecutiveWeekends(LineRule):
    """Counted through the history; each weekend beyond `max` is one, unless work before the plan has made it so.

    A weekend is worked where any of its days is.
    """

    rule: Literal["consecutive_weekends"] = "consecutive_weekends"
    max: Annotated[Limit, Field(le=52)] = 2
    law: ClassVar = "An agent works on days of at most `max` weekends in a row."
    unit: ClassVar = "weekends over"
    example: ClassVar = {"max": 0}
    allowed: ClassVar = "MMM--"
    forbidden: ClassVar = "MMMM-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        works: Flags = np.any(roster.timeline(problem), axis=2)
        for agent in range(problem.agents):
            run = 0
            for weekend in weekends(problem):
                days = [int(day) for day in weekend if works[agent, day]]
                run = run + 1 if days else 0
                if run > self.max and days[0] >= problem.history_days:
                    yield self.breach(1, f"weekend {run} in a row; at most {self.max}", agent, days[0])

    def bounds(self, model: Model) -> Iterator[Bound]:
        every = weekends(model.problem)
        for agent in range(model.problem.agents):
            worked = [model.any_of(model.work[agent, weekend]) for weekend in every]
            for last in range(self.max, len(every)):
                if worked[last] > 1:  # to be decided, and not by the days before the plan
                    in_a_row = np.array(worked[last - self.max : last + 1])
                    yield Bound(in_a_row, high=self.max, agent=agent, day=int(every[last][-1]))

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        every, off, run = weekends(problem), problem.shifts, 0
        adds = begun(problem, agent, every)
        if adds is None:
            return None
        resets, high = np.zeros_like(adds), np.full(problem.days, NO_LIMIT)
        for weekend in every:
            planned = weekend[weekend >= problem.history_days] - problem.history_days
            if worked_before(problem, agent, weekend):
                run += 1
            elif not len(planned):
                run = 0
            else:
                free_before = slice(None) if len(planned) == 1 else off
                resets[planned[-1], free_before, off] = 1
                high[planned[-1]] = self.max
        counter = Counter.of(adds[:, 0], start=run)
        return (replace(counter, adds=adds, resets=resets, high=high, most=1),)
