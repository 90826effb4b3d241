"""Paid minutes in a week, a month or the whole plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

import numpy as np

from staffing.problem import Integers, Problem
from staffing.rules.counted import CountedRule
from staffing.rules.spans import Period, Span, periods


class MinutesInPeriod(CountedRule):
    """By the clock, as contracts count them; of a month its days before the plan count too."""

    rule: Literal["minutes_in_period"] = "minutes_in_period"
    period: Period = "week"
    law: ClassVar = "In every `period` an agent is rostered for at least `min` and at most `max` paid minutes."
    unit: ClassVar = "minutes out of bounds"
    example: ClassVar = {"max": 1440}
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "MMMM-"

    def worth(self, problem: Problem) -> Integers:
        return np.broadcast_to(problem.credited_minutes, problem.shift_start.shape)

    def spans(self, problem: Problem) -> Iterable[Span]:
        return periods(problem, self.period)

    def counts(self) -> str:
        return "paid minutes"
