"""Work on public holidays shared fairly."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from staffing.problem import Flags, Problem
from staffing.rules.team.fair_rule import FairShifts


class FairHolidays(FairShifts):
    """Public holidays are those of the person's site; a shift belongs to the day on which it starts."""

    rule: Literal["fair_holidays"] = "fair_holidays"
    law: ClassVar = (
        "Nobody works more public holidays, remembered and planned, than the share of contract days present on them; "
        "each whole one above counts one more than the one before."
    )
    unit: ClassVar = "public holidays over, rising"
    allowed: ClassVar = "MMM--\nMM-M-"
    forbidden: ClassVar = "MMMM-\nMM---"
    things: ClassVar = "public holidays"

    def burden(self, problem: Problem) -> Flags:
        kept = problem.labour.holiday[problem.agent_site]
        return np.broadcast_to(kept[:, :, None], problem.available.shape)
