"""The colours of everything that people open: of shifts, of days that differ, and of numbers by size.

The colours of shifts are tints and shades of the palette of Okabe and Ito (Color Universal Design, 2008), which
colour-blind people can tell apart. Colour is never alone: every cell says in words what it is.
"""

from __future__ import annotations

from typing import NamedTuple


class ShiftColours(NamedTuple):
    """Fills of a shift on a light and on a dark page, each with the text that is read on it; `#rrggbb`."""

    light: str
    dark: str
    light_text: str = "#1a1a1a"
    dark_text: str = "#f2f2f2"


SHIFTS = (
    ShiftColours("#c9e9fa", "#19679a"),  # sky blue
    ShiftColours("#f5cd85", "#75663e"),  # orange
    ShiftColours("#7fdcb9", "#043a24"),  # bluish green
    ShiftColours("#e39ccb", "#752059"),  # reddish purple
    ShiftColours("#86b3ef", "#124089"),  # blue
    ShiftColours("#f3ef8a", "#362f04"),  # yellow
    ShiftColours("#d79c7f", "#973c18"),  # vermilion
    ShiftColours("#b5b5b5", "#5c5c5c"),  # grey
)
"""By place of the shift in `team.yaml`; a ninth shift has the first one's colours again."""

INK = "#1a1a1a"
QUIET = "#595959"
"""Text that matters less; still readable on white and on a weekend's shade."""
HEAD = "#dfe6ee"
WEEKEND = "#eeeeee"
HOLIDAY = "#e3dcf2"
LEAVE = "#f5f5f5"
LEAVE_LINES = "#8a8a8a"
LINES = "#c4c4c4"
REFUSED = "#9a3412"
"""The mark of a refused request, and text that says a target is missed."""
NONE = "#d9d9d9"
"""An hour at which nobody may work."""
HEAT = ("#ffffff", "#5b9bd5")
"""Numbers by size, from the least to the most; dark text is readable on both."""


def shift_colours(number: int) -> ShiftColours:
    """The colours of a shift by its place in `team.yaml`."""
    return SHIFTS[number % len(SHIFTS)]
