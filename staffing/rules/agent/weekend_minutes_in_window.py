"""Paid minutes on weekend days in every so many days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import Integers, Problem
from staffing.rules.counted import CountedRule
from staffing.rules.spans import Span, windows


class WeekendMinutesInWindow(CountedRule):
    """The days before the plan count, and `min` needs all of them to be known; Friday's night is one of Friday."""

    rule: Literal["weekend_minutes_in_window"] = "weekend_minutes_in_window"
    days: Annotated[int, Field(ge=1, le=366)] = 28
    law: ClassVar = (
        "In every `days` days that end in the plan an agent is rostered for at least `min` "
        "and at most `max` paid minutes on weekend days."
    )
    unit: ClassVar = "minutes out of bounds"
    example: ClassVar = {"max": 480}
    allowed: ClassVar = "MMMM-"
    forbidden: ClassVar = "---MM"

    def worth(self, problem: Problem) -> Integers:
        return np.outer(problem.weekend, problem.credited_minutes)

    def spans(self, problem: Problem) -> Iterable[Span]:
        return windows(problem, self.days)

    def counts(self) -> str:
        return "paid minutes on weekend days"
