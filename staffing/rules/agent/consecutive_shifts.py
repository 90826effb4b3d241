"""Shifts of some kind in a row."""

from __future__ import annotations

from typing import ClassVar, Literal

from staffing.problem import Flags, Problem
from staffing.rules.counted import LimitedRule, ShiftsRule
from staffing.rules.runs import RunRule, working


class ConsecutiveShifts(ShiftsRule, LimitedRule, RunRule):
    """Runs of days on late shifts, on those of the night, or on those named; the days before the plan count.

    Exempt from `min` is one that may have begun before the days known, goes on at the plan's end, or is cut by absence.
    """

    rule: Literal["consecutive_shifts"] = "consecutive_shifts"
    law: ClassVar = "An agent works the shifts on at least `min` and at most `max` days in a row."
    unit: ClassVar = "days out of bounds"
    example: ClassVar = {"late": True, "min": 2, "max": 3}
    allowed: ClassVar = "MNNM-"
    forbidden: ClassVar = "MNM--"

    def lengths(self) -> tuple[int, int | None]:
        return self.min or 1, self.max

    def inside(self, problem: Problem, agent: int, *, shortest: bool) -> Flags:
        return working(problem, self.chosen(problem))
