"""Paid minutes in every so many days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import Integers, Problem
from staffing.rules.counted import CountedRule
from staffing.rules.spans import Span, windows


class MinutesInWindow(CountedRule):
    """By the clock, as contracts count them; the days before the plan count, and `min` needs all of them known."""

    rule: Literal["minutes_in_window"] = "minutes_in_window"
    days: Annotated[int, Field(ge=1, le=366)] = 7
    law: ClassVar = (
        "In every `days` days that end in the plan an agent is rostered for at "
        "least `min` and at most `max` paid minutes."
    )
    unit: ClassVar = "minutes out of bounds"
    example: ClassVar = {"days": 3, "max": 960}
    allowed: ClassVar = "MM-MM"
    forbidden: ClassVar = "MMM--"

    def worth(self, problem: Problem) -> Integers:
        return np.broadcast_to(problem.credited_minutes, problem.shift_start.shape)

    def spans(self, problem: Problem) -> Iterable[Span]:
        return windows(problem, self.days)

    def counts(self) -> str:
        return "paid minutes"
