"""Axes of shares for the pictures of a what-if."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = (1, 2, 5, 10, 20)
_MOST = 5


@dataclass(frozen=True)
class Axis:
    """Shares from `low` to `high`, drawn from pixel `start` to pixel `end` (which may be the smaller one)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, share: float) -> float:
        """The pixel of a share; what lies beyond an end is at the end."""
        inside = min(max(share, self.low), self.high)
        return self.start + (self.end - self.start) * (inside - self.low) / (self.high - self.low)


def share_ticks(shares: Iterable[float]) -> list[float]:
    """Round shares around those given, six at most; what is not a number does not count."""
    known = [100 * share for share in shares if math.isfinite(share)]
    if not known:
        return [0.0, 0.5, 1.0]
    low, high = min(known), max(known)
    step = next((step for step in _STEPS if high - low <= (_MOST - 1) * step), _STEPS[-1])
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if first == last:
        first, last = (first - 1, last) if last * step >= 100 else (first, last + 1)
    return [step * tick / 100 for tick in range(first, last + 1)]
