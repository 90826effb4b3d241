"""Work on public holidays."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from staffing.problem import Flags, Integers, Problem
from staffing.rules.shift_rule import ShiftRule


class HolidayWork(ShiftRule):
    """Public holidays are those of the agent's site. A night that runs into one is work on it, too."""

    rule: Literal["holiday_work"] = "holiday_work"
    law: ClassVar = "No minute of a shift lies on a public holiday without the agent's consent."
    unit: ClassVar = "shifts on public holidays"
    allowed: ClassVar = "MMM--"
    forbidden: ClassVar = "MMMM-"

    def units(self, problem: Problem) -> Integers:
        asked = ~problem.labour.consented("holidays")
        touching = np.stack([_touching(problem, site) for site in range(len(problem.site_names))])
        units: Integers = (asked[:, None, None] & touching[problem.agent_site]).astype(np.int64)
        return units

    def said(self, problem: Problem, shift: int, units: int) -> str:
        return f"{problem.shift_names[shift]} lies on a public holiday, without consent to work on one"


def _touching(problem: Problem, site: int) -> Flags:
    """[D, S] whether a shift that starts on a planned day has minutes on a public holiday of a site."""
    today = problem.labour.holiday[site, problem.history_days :]
    tomorrow = np.append(today[1:], problem.labour.holiday_after[site])
    start, end = problem.labour.clock.T
    touching: Flags = (today[:, None] & (start < 1440)) | (tomorrow[:, None] & (end > 1440))
    return touching
