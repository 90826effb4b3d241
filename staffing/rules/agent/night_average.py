"""Average working time of night workers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import OFF, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.reference import known_days, reference_weeks
from staffing.rules.resource import Resource
from staffing.rules.rule import LineRule
from staffing.rules.states import States

if TYPE_CHECKING:
    from staffing.rules.model import Model


class NightAverage(LineRule):
    """One night shift in the reference period makes a night worker: how many do is left to national law, and one is
    the strictest reading. Of every seven days one is the weekly rest, which the average leaves out, as it does leave.
    """

    rule: Literal["night_average"] = "night_average"
    minutes: Annotated[int, Field(ge=1, le=1440)] = 480
    weeks: Annotated[int, Field(ge=1, le=26)] = 17
    law: ClassVar = (
        "Over every `weeks` weeks that end with a planned one whoever works a night shift in them works on average at "
        "most `minutes` a day, one rest day in seven left out."
    )
    unit: ClassVar = "minutes over the average"
    example: ClassVar = {"weeks": 1}
    allowed: ClassVar = "ZZ-Z-"
    forbidden: ClassVar = "ZZZZZ"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        timeline = roster.timeline(problem)
        for span in reference_weeks(problem, self.weeks):
            for agent in range(problem.agents):
                worked = [(day, int(s)) for day in span.days.tolist() for s in np.flatnonzero(timeline[agent, day])]
                there = sum(int(problem.credited_minutes[shift]) for _, shift in worked)
                past = sum(int(problem.credited_minutes[shift]) for day, shift in worked if day < problem.history_days)
                limit = max(past, self._limit(problem, agent, span.days))
                if there > limit and any(problem.labour.night[shift] for _, shift in worked):
                    note = f"{there} minutes, nights among them, {span.name}; at most {limit} on average"
                    yield self.breach(there - limit, note, agent, int(span.days[-1]))

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem, nights = model.problem, np.flatnonzero(model.problem.labour.night)
        for span in reference_weeks(problem, self.weeks) if len(nights) else ():
            before, planned = span.days[span.days < problem.history_days], span.days[span.days >= problem.history_days]
            minutes = np.tile(problem.credited_minutes, len(planned))
            for agent in range(problem.agents):
                at_night = model.any_of(model.work[agent, span.days][:, nights])
                past = int(((model.work[agent, before] == 1) * problem.credited_minutes).sum())
                left = max(0, self._limit(problem, agent, span.days) - past)
                most = int(minutes.sum())  # no line works more, so the bound is void without a night
                variables = np.append(model.work[agent, planned].ravel(), at_night)
                coefficients = np.append(minutes, most)
                yield Bound(variables, coefficients, high=left + most, agent=agent, day=int(span.days[-1]))

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        if not problem.labour.night.any():
            return ()
        history, shape = problem.history[agent], (problem.days, problem.shifts + 1)
        night, minutes = tuple(problem.labour.night.tolist()), tuple(problem.credited_minutes.tolist())
        found = []
        for span in reference_weeks(problem, self.weeks):
            first, past = int(span.days[0]), problem.history_days
            before = history[span.days[span.days < past]]
            before = before[before != OFF].tolist()
            left = max(0, self._limit(problem, agent, span.days) - sum(minutes[shift] for shift in before))
            inside = range(max(0, first - past), int(span.days[-1]) + 1 - past)
            at_night = any(night[shift] for shift in before)
            found.append(_sum_with_nights(shape, inside, (night, minutes), left, at_night=at_night))
        return tuple(found)

    def _limit(self, problem: Problem, agent: int, days: np.ndarray) -> int:
        return self.minutes * 6 * known_days(problem, agent, days) // 7


@lru_cache(maxsize=1024)
def _sum_with_nights(
    shape: tuple[int, int],
    inside: range,
    shifts: tuple[tuple[bool, ...], tuple[int, ...]],
    left: int,
    *,
    at_night: bool,
) -> States:
    """The sum of the minutes of some planned days, and whether a night is among them; breach at their end.

    `shifts`: of each, whether it is a night, and its minutes. People who are alike share what was worked out once.
    """
    night, minutes = shifts

    def step(day: int, state: tuple[int, bool], choice: int) -> tuple[tuple[int, bool], int]:
        there, at_night = state
        if day in inside and choice < len(minutes):
            there, at_night = there + minutes[choice], at_night or night[choice]
        if day < inside[-1]:
            return (there, at_night), 0
        return (0, False), max(0, there - left) if day == inside[-1] and at_night else 0

    return States.of(shape, (0, at_night), step, far=True)
