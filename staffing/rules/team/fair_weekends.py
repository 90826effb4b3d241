"""Weekend days shared fairly."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from staffing.problem import Flags, Problem
from staffing.rules.team.fair_rule import FairShifts


class FairWeekends(FairShifts):
    """A weekend day is worked where a shift starts on it."""

    rule: Literal["fair_weekends"] = "fair_weekends"
    law: ClassVar = (
        "Nobody works more weekend days, remembered and planned, than the share of contract days present; "
        "each whole one above counts one more than the one before."
    )
    unit: ClassVar = "weekend days over, rising"
    allowed: ClassVar = "MMMM-\nMMM-M"
    forbidden: ClassVar = "MMMMM\nMMM--"
    things: ClassVar = "weekend days"

    def burden(self, problem: Problem) -> Flags:
        return np.broadcast_to(problem.weekend[:, None], problem.available.shape)
