"""Shifts of the night, as rules count them."""

from __future__ import annotations

from staffing.documents.team import Shift
from staffing.rules.clock import minutes_between

NIGHT, NIGHT_MINUTES = (23 * 60, 30 * 60), 180
"""23:00 to 06:00 by the clock, and how many minutes of it make a shift one of the night (2003/88/EC article 2)."""


def is_night(shift: Shift) -> bool:
    """Whether three hours or more of a shift lie between 23:00 and 06:00."""
    return minutes_between(shift.start, shift.end, NIGHT) >= NIGHT_MINUTES
