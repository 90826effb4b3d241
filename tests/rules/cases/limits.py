"""Cases of limits: minutes, shifts and days per period and per rolling window, runs, weekends, nights."""

from __future__ import annotations

from typing import Any

import numpy as np

from staffing.labour import Labour
from tests.rules.cases.worlds import Case, line, pair

MONTHS: dict[str, Any] = {"labour": Labour(month=np.array([1, 1, 2, 2, 2, 2, 3, 3]))}
"""Of the line's eight days the second month begins with the last day of the history."""

CASES: list[Case] = [
    ("minutes_in_period", {"max": 1440}, line, "line"),
    ("minutes_in_period", {"min": 480, "max": 960}, pair, "pair"),
    ("minutes_in_period", {"min": 900, "period": "plan"}, line, "line"),
    ("minutes_in_period", {"max": 961, "period": "month"}, lambda: line(**MONTHS), "line"),
]
AT_THE_EDGE: list[tuple[str, dict[str, Any]]] = []
