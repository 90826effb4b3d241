"""A row per scenario: dots with their 95% intervals of the mean rate and of the weeks that keep the promise."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from staffing.reports.plain_text import percent
from staffing.reports.svg_text import cut, svg_text, xml_text
from staffing.reports.whatif.axis import Axis, share_ticks
from staffing.reports.whatif.words import NO_ROSTER, kept, name_of, weeks_interval
from staffing.scenarios.figures import Figures, Tried

NAMES, GAP, ROW, HEAD, FOOT = 210, 56, 26, 34, 40
PANELS = ("cases on time (mean)", "weeks that keep the promise")
Dot = tuple[float, float, float, float]
"""What one dot shows: a share, the ends of its interval, and what it is held against."""


def dots_block(rows: Sequence[Tried], down: float, left: float, right: float) -> tuple[str, float]:
    """The two panels that begin at `down`, between the pixels `left` and `right`, and their height."""
    wide = (right - left - NAMES - GAP) / 2
    top, height = down + HEAD, ROW * len(rows)
    found = [_dots(tried) for tried in rows]
    axes, parts = [], []
    for panel, title in enumerate(PANELS):
        start = left + NAMES + panel * (wide + GAP)
        ticks = share_ticks(share for dots in found if dots is not None for share in dots[panel])
        axis = Axis(ticks[0], ticks[-1], start, start + wide)
        axes.append(axis)
        parts.append(svg_text(start, down + 16, title, "name"))
        parts += _grid(axis, ticks, top, height)
    for at, (tried, dots) in enumerate(zip(rows, found, strict=True)):
        parts.append(_row(tried, dots, axes, left, top + ROW * (at + 0.5)))
    return "<g>" + "\n".join(parts) + "</g>", HEAD + height + FOOT


def row_words(tried: Tried) -> str:
    """A scenario in words: `base: 93.1% of cases on time; the promise is kept in 94.0% of weeks`, with its bound."""
    if tried.figures is not None:
        return f"{name_of(tried)}: {percent(tried.figures.rate_mean)} of cases on time; {kept(tried.figures)}"
    if tried.screen is not None:
        share = percent(tried.screen.probability_met)
        return f"{name_of(tried)}: screened, {percent(tried.screen.rate_mean)} on time, {share} of weeks kept"
    return f"{name_of(tried)}: {NO_ROSTER}"


def mark(x: float, y: float, figures: Figures | None, met: bool) -> str:
    """A dot, filled where what is asked is met; a diamond for what was only screened."""
    if figures is None:
        return f'<path class="ring" d="M{x - 5:.1f} {y:.1f}l5 -5l5 5l-5 5z"/>'
    return f'<circle class="{"dot" if met else "ring"}" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'


def _dots(tried: Tried) -> tuple[Dot, Dot] | None:
    found, screen = tried.figures, tried.screen
    if found is not None:
        rate = (found.rate_mean, *found.rate_ci, found.target)
        return rate, (found.probability_met, *weeks_interval(found), found.confidence)
    if screen is None:
        return None
    rate = (screen.rate_mean, screen.rate_mean, screen.rate_mean, math.nan)
    return rate, (screen.probability_met, screen.probability_met, screen.probability_met, screen.confidence)


def _grid(axis: Axis, ticks: Sequence[float], top: float, height: float) -> Iterator[str]:
    for tick in ticks:
        x = axis.at(tick)
        yield f'<path class="grid" d="M{x:.1f} {top:.1f}v{height + 4}"/>'
        yield svg_text(x, top + height + 18, percent(tick, 0), "soft", "middle")


def _row(tried: Tried, dots: tuple[Dot, Dot] | None, axes: Sequence[Axis], left: float, y: float) -> str:
    parts = [f"<title>{xml_text(row_words(tried))}</title>", svg_text(left, y + 4, cut(name_of(tried), NAMES - 14))]
    if dots is None:
        parts.append(svg_text(left + NAMES + 6, y + 4, NO_ROSTER, "soft"))
        return f"<g>{''.join(parts)}</g>"
    for axis, (share, low, high, wanted) in zip(axes, dots, strict=True):
        if math.isfinite(wanted):
            parts.append(f'<path class="wanted" d="M{axis.at(wanted):.1f} {y - ROW / 2:.1f}v{ROW}"/>')
        if not math.isfinite(share):
            continue
        if math.isfinite(low + high):
            parts.append(f'<path class="span" d="M{axis.at(low):.1f} {y:.1f}H{axis.at(high):.1f}"/>')
        parts.append(mark(axis.at(share), y, tried.figures, tried.figures is not None and tried.figures.met))
    return f"<g>{''.join(parts)}</g>"
