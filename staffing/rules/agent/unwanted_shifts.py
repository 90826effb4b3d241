"""Shifts that people would rather not work."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from staffing.problem import Integers, Problem
from staffing.rules.rule import Ids, Weight
from staffing.rules.shift_ids import ids_of
from staffing.rules.shift_rule import ShiftRule


class UnwantedShifts(ShiftRule):
    """A standing wish, for a single day there are requests; priced by default."""

    rule: Literal["unwanted_shifts"] = "unwanted_shifts"
    weight: Weight = 5
    shifts: Ids
    law: ClassVar = "No shift that an agent works is one of `shifts`."
    unit: ClassVar = "shifts not wanted"
    names_shifts: ClassVar = ("shifts",)
    example: ClassVar = {"shifts": ("N",)}
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "MM-N-"

    def units(self, problem: Problem) -> Integers:
        breaks = np.isin(ids_of(problem), self.shifts)
        return np.broadcast_to(breaks.astype(np.int64), (problem.agents, problem.days, problem.shifts))

    def said(self, problem: Problem, shift: int, units: int) -> str:
        return f"{problem.shift_names[shift]} is not wanted"
