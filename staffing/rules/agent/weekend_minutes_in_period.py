"""Paid minutes on weekend days in a week, a month or the whole plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

import numpy as np

from staffing.problem import Integers, Problem
from staffing.rules.counted import CountedRule
from staffing.rules.spans import Period, Span, periods


class WeekendMinutesInPeriod(CountedRule):
    """A shift that starts on Friday evening is one of Friday; of a month the days before the plan count too."""

    rule: Literal["weekend_minutes_in_period"] = "weekend_minutes_in_period"
    period: Period = "week"
    law: ClassVar = (
        "In every `period` an agent is rostered for at least `min` and at most `max` paid minutes on weekend days."
    )
    unit: ClassVar = "minutes out of bounds"
    example: ClassVar = {"max": 480}
    allowed: ClassVar = "MMMM-"
    forbidden: ClassVar = "---MM"

    def worth(self, problem: Problem) -> Integers:
        return np.outer(problem.weekend, problem.credited_minutes)

    def spans(self, problem: Problem) -> Iterable[Span]:
        return periods(problem, self.period)

    def counts(self) -> str:
        return "paid minutes on weekend days"
