"""Fewest days worked in a row."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import Flags, Problem
from staffing.rules.runs import RunRule, working


class MinConsecutiveDays(RunRule):
    """Exempt is a run that may have begun before the days known, goes on at the plan's end, or is cut by absence."""

    rule: Literal["min_consecutive_days"] = "min_consecutive_days"
    days: Annotated[int, Field(ge=1, le=14)] = 2
    law: ClassVar = "An agent who works a day works at least `days` days in a row."
    unit: ClassVar = "days short"
    allowed: ClassVar = "MM-MM"
    forbidden: ClassVar = "M-M--"

    def lengths(self) -> tuple[int, int | None]:
        return self.days, None

    def inside(self, problem: Problem, agent: int, *, shortest: bool) -> Flags:
        return working(problem, np.ones(problem.shifts, dtype=bool))

    def counts(self) -> str:
        return "days worked"
