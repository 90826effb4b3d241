"""Share of weeks that keep the promise, a line per scenario, in a terminal: readable without colour."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from staffing.reports.plain_text import percent
from staffing.reports.whatif.words import NO_ROSTER, name_of, weeks_interval
from staffing.scenarios.figures import Tried

TITLE = "Weeks that keep the promise"
LEGEND = "● kept  ○ missed  ◇ screened  ━ 95% interval  ┃ promised"
NAME_WIDTH, SHARE_WIDTH, NARROWEST = 28, 7, 21
KEPT, MISSED, SCREENED, INTERVAL, PROMISED, EMPTY = "●", "○", "◇", "━", "┃", "·"


def bar_lines(tried: Sequence[Tried], width: int) -> list[str]:
    """The scale, then a line per scenario; none where nothing has figures."""
    low = _low(tried)
    if low is None:
        return []
    names = min(NAME_WIDTH, max(cell_len(name_of(each)) for each in tried))
    columns = max(NARROWEST, width - names - SHARE_WIDTH - 2)
    lines = [f"{set_cell_size(_short(each, names), names)} {_line(each, low, columns)}" for each in tried]
    return [" " * (names + 1) + _scale(low, columns), *lines]


def _low(tried: Sequence[Tried]) -> float | None:
    """Where the scale begins: the tenth below the least of all that is drawn."""
    figures = [each.figures for each in tried if each.figures is not None]
    shares = [share for each in figures for share in (each.probability_lower, each.probability_met, each.confidence)]
    screens = [each.screen for each in tried if each.figures is None and each.screen is not None]
    shares += [share for each in screens for share in (each.probability_met, each.confidence)]
    known = [share for share in shares if math.isfinite(share)]
    return min(0.9, math.floor(10 * min(known) + 1e-9) / 10) if known else None


def _scale(low: float, columns: int) -> str:
    """Percent at the ends and in the middle, each at its place."""
    line = [" "] * columns
    for share in (low, (1 + low) / 2, 1.0):
        text = percent(share, 0)
        start = min(max(0, _place(share, low, columns) - len(text) // 2), columns - len(text))
        line[start : start + len(text)] = text
    return "".join(line).rstrip()


def _line(tried: Tried, low: float, columns: int) -> str:
    figures, screen = tried.figures, tried.screen
    cells = [EMPTY] * columns
    if figures is not None:
        share, mark, confidence = figures.probability_met, KEPT if figures.met else MISSED, figures.confidence
        lower, upper = weeks_interval(figures)
        for at in range(_place(lower, low, columns), _place(upper, low, columns) + 1):
            cells[at] = INTERVAL
    elif screen is not None:
        share, mark, confidence = screen.probability_met, SCREENED, screen.confidence
    else:
        return NO_ROSTER
    cells[_place(confidence, low, columns)] = PROMISED
    cells[_place(share, low, columns)] = mark
    return f"{''.join(cells)} {percent(share):>{SHARE_WIDTH - 1}}"


def _place(share: float, low: float, columns: int) -> int:
    """The cell of a share; what lies beyond an end is in its last cell."""
    if not math.isfinite(share):
        return 0
    return min(max(0, round((columns - 1) * (share - low) / (1 - low))), columns - 1)


def _short(tried: Tried, width: int) -> str:
    name = name_of(tried)
    return name if cell_len(name) <= width else set_cell_size(name, width - 1).rstrip() + "…"
