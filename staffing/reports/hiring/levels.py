"""The scale of full-time equivalents in the pictures: round numbers around the lines, not always from 0."""

from __future__ import annotations

import math
from collections.abc import Iterable

from staffing.reports.forecast_view import round_ticks

LEAST_SPAN, PARTS = 1.0, 4


def level_ticks(numbers: Iterable[float], parts: int = PARTS) -> list[float]:
    """Round numbers from below the least to above the largest; from 0 where the least is far below the largest.

    They are apart by about the `parts`-th of what lies between.
    """
    known = [number for number in numbers if math.isfinite(number)]
    low, high = min(known, default=0.0), max(known, default=1.0)
    if 0 <= low < high / 3:
        low = 0.0
    step = round_ticks(max(high - low, LEAST_SPAN) * PARTS / parts)[1]
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [step * tick for tick in range(first, max(last, first + 1) + 1)]
