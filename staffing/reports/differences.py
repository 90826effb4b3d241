"""Differences of two simulations of the same random weeks, as people read them."""

from __future__ import annotations

import math

from staffing.promise.extra import Difference

CANNOT_TELL = "no difference that the simulation can tell"
NOT_SEEN = "no difference seen"


def differs(difference: Difference) -> bool:
    """Whether the interval of the difference leaves 0 out."""
    return difference.low > 0 or difference.high < 0


def points(difference: Difference, *, sign: bool = True) -> str:
    """A difference of shares in points: `+0.2 points (0.1 to 0.3)`."""
    shown = f"{_rounded(difference.mean, _digits(difference)):{'+' if sign else ''}.{_digits(difference)}f}"
    return f"{shown} points{interval(difference)}"


def gain(difference: Difference) -> str:
    """A difference for a table: its points, or that none is seen; with its interval either way."""
    return points(difference) if is_seen(difference) else NOT_SEEN + interval(difference)


def is_seen(difference: Difference) -> bool:
    """Whether it differs by what is worth telling: less than a case in ten thousand is none."""
    return differs(difference) and round(100 * difference.mean, 2) != 0


def interval(difference: Difference) -> str:
    """Its 95% interval in brackets; nothing where one simulated plan gives none."""
    if not math.isfinite(difference.low + difference.high):
        return ""
    digits = _digits(difference)
    low, high = _rounded(difference.low, digits), _rounded(difference.high, digits)
    return f" ({low:.{digits}f} to {high:.{digits}f})"


def _digits(difference: Difference) -> int:
    """Two where an interval that leaves 0 out would seem to reach it."""
    near = min(abs(difference.low), abs(difference.high))
    return 2 if differs(difference) and round(100 * near, 1) == 0 else 1


def _rounded(share: float, digits: int) -> float:
    return round(100 * share, digits) + 0.0  # adding zero turns -0.0 into 0.0
