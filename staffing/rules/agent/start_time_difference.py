"""How far the start moves from day to day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource
from staffing.rules.rule import LineRule
from staffing.rules.successions import pair_bounds, succession

if TYPE_CHECKING:
    from staffing.rules.model import Model

DAY = 1440


class StartTimeDifference(LineRule):
    """By the clock, the shorter way round it: from 23:00 to 01:00 are 120 minutes. A day off ends the comparison."""

    rule: Literal["start_time_difference"] = "start_time_difference"
    minutes: Annotated[int, Field(ge=0, le=720)] = 120
    law: ClassVar = "On two days in a row an agent starts at times that differ by at most `minutes`."
    unit: ClassVar = "minutes over"
    allowed: ClassVar = "MM-NN"
    forbidden: ClassVar = "MN---"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        timeline, clock = roster.timeline(problem), problem.labour.clock[:, 0].tolist()
        for agent, day, shift in np.argwhere(timeline).tolist():
            if day < max(1, problem.history_days):
                continue
            for before in np.flatnonzero(timeline[agent, day - 1]):
                later = (clock[shift] - clock[before]) % DAY
                apart = min(later, DAY - later)
                if apart > self.minutes:
                    names = problem.shift_names[before], problem.shift_names[shift]
                    note = f"{names[1]} starts {apart} minutes from {names[0]} of the day before"
                    yield self.breach(apart - self.minutes, f"{note}; at most {self.minutes}", agent, day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        yield from pair_bounds(model, self._over(model.problem))

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        return (succession(problem, agent, self._over(problem)),)

    def _over(self, problem: Problem) -> Integers:
        """[S, S] minutes by which the starts of two shifts are too far apart."""
        starts = problem.labour.clock[:, 0]
        apart = np.abs(starts[:, None] - starts) % DAY
        over: Integers = np.maximum(0, np.minimum(apart, DAY - apart) - self.minutes)
        return over
