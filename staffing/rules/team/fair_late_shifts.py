"""Late shifts shared fairly."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from staffing.problem import Flags, Problem
from staffing.rules.team.fair_rule import FairShifts


class FairLateShifts(FairShifts):
    """Late shifts are those that `team.yaml` calls late, whenever they end."""

    rule: Literal["fair_late_shifts"] = "fair_late_shifts"
    law: ClassVar = (
        "Nobody works more late shifts, remembered and planned, than the share of contract days present; "
        "each whole one above counts one more than the one before."
    )
    unit: ClassVar = "late shifts over, rising"
    allowed: ClassVar = "NM-NM\nMN-MN"
    forbidden: ClassVar = "NN-NM\nMM-MM"
    things: ClassVar = "late shifts"

    def burden(self, problem: Problem) -> Flags:
        return np.broadcast_to(problem.late, problem.available.shape)
