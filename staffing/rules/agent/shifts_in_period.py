"""Shifts of some kind in a week, a month or the whole plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

import numpy as np

from staffing.problem import Integers, Problem
from staffing.rules.counted import CountedRule, ShiftsRule
from staffing.rules.spans import Period, Span, periods


class ShiftsInPeriod(ShiftsRule, CountedRule):
    """The late ones, those of the night, or those named; of a month the days before the plan count too."""

    rule: Literal["shifts_in_period"] = "shifts_in_period"
    period: Period = "week"
    law: ClassVar = "In every `period` an agent works at least `min` and at most `max` of the shifts."
    unit: ClassVar = "shifts out of bounds"
    example: ClassVar = {"late": True, "max": 2}
    allowed: ClassVar = "NN-M-"
    forbidden: ClassVar = "NNN--"

    def worth(self, problem: Problem) -> Integers:
        chosen = self.chosen(problem).astype(np.int64)
        return np.broadcast_to(chosen, problem.shift_start.shape)

    def spans(self, problem: Problem) -> Iterable[Span]:
        return periods(problem, self.period)
