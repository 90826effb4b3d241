"""Days off in a row."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from staffing.problem import Flags, Problem
from staffing.rules.counted import LimitedRule
from staffing.rules.runs import RunRule
from staffing.rules.spans import present


class ConsecutiveDaysOff(LimitedRule, RunRule):
    """A day off is a day of the employment on which no shift starts.

    Leave counts as off for `min`; for `max` it does not, and ends the run. Exempt from `min` is a run that may have
    begun before the days known, that goes on at the plan's end, or that begins or ends the employment.
    """

    rule: Literal["consecutive_days_off"] = "consecutive_days_off"
    law: ClassVar = "Days off come at least `min` and at most `max` in a row."
    unit: ClassVar = "days off out of bounds"
    example: ClassVar = {"min": 2, "max": 3}
    allowed: ClassVar = "MM--M"
    forbidden: ClassVar = "MM-MM"

    def lengths(self) -> tuple[int, int | None]:
        return self.min or 1, self.max

    def inside(self, problem: Problem, agent: int, *, shortest: bool) -> Flags:
        inside = np.zeros((len(problem.day_names), problem.shifts + 1), dtype=bool)
        inside[:, -1] = problem.employed[agent] if shortest else present(problem, agent)
        return inside

    def cuts(self, problem: Problem, agent: int) -> Flags:
        away: Flags = ~problem.employed[agent]
        return away

    def counts(self) -> str:
        return "days off"
