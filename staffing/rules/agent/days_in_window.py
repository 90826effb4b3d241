"""Days worked in every so many days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import Integers, Problem
from staffing.rules.counted import CountedRule
from staffing.rules.spans import Span, windows


class DaysInWindow(CountedRule):
    """The days before the plan count, and `min` needs all of them to be known."""

    rule: Literal["days_in_window"] = "days_in_window"
    days: Annotated[int, Field(ge=1, le=366)] = 7
    once_a_day: ClassVar = True
    law: ClassVar = (
        "In every `days` days that end in the plan an agent works on at least `min` and at most `max` of them."
    )
    unit: ClassVar = "days out of bounds"
    example: ClassVar = {"days": 3, "max": 2}
    allowed: ClassVar = "MM-MM"
    forbidden: ClassVar = "MMM--"

    def worth(self, problem: Problem) -> Integers:
        return np.ones(problem.shift_start.shape, dtype=np.int64)

    def spans(self, problem: Problem) -> Iterable[Span]:
        return windows(problem, self.days)

    def counts(self) -> str:
        return "days worked"
