"""Rest between shifts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import OFF, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource, Succession
from staffing.rules.rule import LineRule
from staffing.rules.successions import pairs

if TYPE_CHECKING:
    from staffing.rules.model import Model


class MinRest(LineRule):
    """Real minutes between the end of one shift and the start of a later day's; true over a clock change."""

    rule: Literal["min_rest"] = "min_rest"
    minutes: Annotated[int, Field(ge=0, le=2880)] = 660
    law: ClassVar = "Between two shifts of different days an agent rests at least `minutes`."
    unit: ClassVar = "minutes short"
    allowed: ClassVar = "MNN-M"
    forbidden: ClassVar = "NM---"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        timeline = roster.timeline(problem)
        for agent in range(problem.agents):
            worked = [(int(d), int(s)) for d, s in np.argwhere(timeline[agent])]
            for (day, shift), (later, next_) in combinations(worked, 2):
                rest = int(problem.shift_start[later, next_] - problem.shift_end[day, shift])
                if later > day and later >= problem.history_days and rest < self.minutes:
                    first, second = problem.shift_names[shift], problem.shift_names[next_]
                    said = f"{rest} minutes of rest between" if rest >= 0 else f"{-rest} minutes of overlap between"
                    note = f"{said} {first} on {problem.day_names[day]} and {second}"
                    yield self.breach(self.minutes - rest, note, agent, later)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for day in range(len(problem.day_names)):
            for later in problem.planned:
                if not 0 < later - day <= 5:  # two days of rest after a shift that ends on the third
                    continue
                rest = problem.shift_start[later][None, :] - problem.shift_end[day][:, None]
                for first, second in np.argwhere(rest < self.minutes):
                    short = self.minutes - int(rest[first, second])
                    for agent, pair in pairs(model, (day, int(first)), (later, int(second))):
                        yield Bound(pair, high=1, amount=short, agent=agent, day=later)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        starts, ends, off = problem.shift_start, problem.shift_end, problem.shifts
        units = np.zeros((problem.days, off + 1, off + 1), dtype=np.int64)
        for later in problem.planned:
            for day in range(max(0, later - 5), later):
                rest = starts[later][None, :] - ends[day][:, None]
                short = np.maximum(0, self.minutes - rest)
                if day == later - 1:
                    units[later - problem.history_days, :off, :off] = short
                elif short.any() and (day >= problem.history_days or problem.history[agent, day] != OFF):
                    return None  # rest that reaches over a day off is no matter of two days in a row
        before = int(problem.history[agent, -1]) if problem.history_days else OFF
        return (Succession(units, off if before == OFF else before),)
