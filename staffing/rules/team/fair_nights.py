"""Nights shared fairly."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from staffing.problem import Flags, Problem
from staffing.rules.team.fair_rule import FairShifts


class FairNights(FairShifts):
    """Night shifts have three hours or more between 23:00 and 06:00; who may not work at night owes none."""

    rule: Literal["fair_nights"] = "fair_nights"
    law: ClassVar = (
        "Nobody works more night shifts, remembered and planned, than the share of contract days present; "
        "each whole one above counts one more than the one before."
    )
    unit: ClassVar = "night shifts over, rising"
    allowed: ClassVar = "ZZ--M\nMM-ZZ"
    forbidden: ClassVar = "ZZ--Z\nMM-MM"
    things: ClassVar = "night shifts"

    def burden(self, problem: Problem) -> Flags:
        return np.broadcast_to(problem.labour.night, problem.available.shape)

    def able(self, problem: Problem) -> Flags:
        able: Flags = super().able(problem) & ~problem.labour.no_nights
        return able
