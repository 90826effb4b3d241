"""Days worked in a week, a month or the whole plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

import numpy as np

from staffing.problem import Integers, Problem
from staffing.rules.counted import CountedRule
from staffing.rules.spans import Period, Span, periods


class DaysInPeriod(CountedRule):
    """The day of a shift is the day it starts; of a month the days before the plan count too."""

    rule: Literal["days_in_period"] = "days_in_period"
    period: Period = "week"
    once_a_day: ClassVar = True
    law: ClassVar = "In every `period` an agent works on at least `min` and at most `max` days."
    unit: ClassVar = "days out of bounds"
    example: ClassVar = {"min": 2, "max": 3}
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "M----"

    def worth(self, problem: Problem) -> Integers:
        return np.ones(problem.shift_start.shape, dtype=np.int64)

    def spans(self, problem: Problem) -> Iterable[Span]:
        return periods(problem, self.period)

    def counts(self) -> str:
        return "days worked"
