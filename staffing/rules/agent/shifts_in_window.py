"""Shifts of some kind in every so many days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import Integers, Problem
from staffing.rules.counted import CountedRule, ShiftsRule
from staffing.rules.spans import Span, windows


class ShiftsInWindow(ShiftsRule, CountedRule):
    """The late ones, those of the night, or those named; days before the plan count, and `min` needs all known."""

    rule: Literal["shifts_in_window"] = "shifts_in_window"
    days: Annotated[int, Field(ge=1, le=366)] = 7
    law: ClassVar = (
        "In every `days` days that end in the plan an agent works at least `min` and at most `max` of the shifts."
    )
    unit: ClassVar = "shifts out of bounds"
    example: ClassVar = {"days": 3, "late": True, "max": 1}
    allowed: ClassVar = "N--N-"
    forbidden: ClassVar = "N-N--"

    def worth(self, problem: Problem) -> Integers:
        chosen = self.chosen(problem).astype(np.int64)
        return np.broadcast_to(chosen, problem.shift_start.shape)

    def spans(self, problem: Problem) -> Iterable[Span]:
        return windows(problem, self.days)
