"""Headcounts from left to right: the share of weeks that keep the promise, and the utilization with its band."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from staffing.reports.plain_text import percent
from staffing.reports.svg_text import pixels, svg_text, xml_text
from staffing.reports.whatif.axis import Axis, share_ticks
from staffing.reports.whatif.dots import mark, row_words
from staffing.reports.whatif.words import NO_ROSTER, weeks_interval
from staffing.scenarios.figures import Figures, Tried
from staffing.scenarios.whatif import Frontier

HEIGHT, HEAD, FOOT, INSIDE = 150, 26, 34, 30


def curve_block(frontier: Frontier, down: float, left: float, right: float) -> tuple[str, float]:
    """The two panels that begin at `down`, between the pixels `left` and `right`, and their height."""
    heads = Axis(min(frontier.heads), max(min(frontier.heads) + 1, *frontier.heads), left + INSIDE, right - INSIDE)
    figures = [tried.figures for tried in frontier.tried if tried.figures is not None]
    up = down + HEAD
    promised = {each.confidence for each in figures}
    shares = share_ticks(
        [share for each in figures for share in (each.probability_met, *weeks_interval(each))] + list(promised)
    )
    first = [
        svg_text(left, down + 14, "weeks that keep the promise", "name"),
        *_grid(shares, up, left, right),
        *(_level(share, shares, up, left, right) for share in sorted(promised)),
        *_points(frontier, heads, _axis(shares, up), _weeks),
        *_numbers(frontier, heads, up + HEIGHT + 17),
    ]
    under = up + HEIGHT + FOOT
    bands = {each.band for each in figures}
    used = share_ticks([each.utilization for each in figures] + [end for band in bands for end in band])
    second = [
        svg_text(left, under + 14, "utilization", "name"),
        *_grid(used, under + HEAD, left, right),
        *(_band(band, used, under + HEAD, left, right) for band in sorted(bands)),
        *_points(frontier, heads, _axis(used, under + HEAD), _used),
        *_numbers(frontier, heads, under + HEAD + HEIGHT + 17),
        svg_text(right, under + HEAD + HEIGHT + 34, "agents planned", "soft", "end"),
    ]
    return "<g>" + "\n".join([*first, *second]) + "</g>", under + HEAD + HEIGHT + FOOT + 18 - down


Shown = Callable[[Figures], tuple[float, float, float, bool]]
"""A share, the ends of its interval, and whether what is asked of it is met."""


def _weeks(figures: Figures) -> tuple[float, float, float, bool]:
    return figures.probability_met, *weeks_interval(figures), figures.met


def _used(figures: Figures) -> tuple[float, float, float, bool]:
    return figures.utilization, math.nan, math.nan, "utilization" not in figures.missed


def _axis(ticks: Sequence[float], up: float) -> Axis:
    return Axis(ticks[0], ticks[-1], up + HEIGHT, up)


def _grid(ticks: Sequence[float], up: float, left: float, right: float) -> Iterator[str]:
    axis = _axis(ticks, up)
    for tick in ticks:
        y = axis.at(tick)
        yield f'<path class="grid" d="M{left} {y:.1f}H{right}"/>'
        yield svg_text(left - 8, y + 4, percent(tick, 0), "soft", "end")


def _level(share: float, ticks: Sequence[float], up: float, left: float, right: float) -> str:
    y = _axis(ticks, up).at(share)
    return f'<path class="wanted" d="M{left} {y:.1f}H{right}"/>'


def _band(band: tuple[float, float], ticks: Sequence[float], up: float, left: float, right: float) -> str:
    axis = _axis(ticks, up)
    above, below = axis.at(band[1]), axis.at(band[0])
    return f'<path class="band" d="M{left} {above:.1f}H{right}V{below:.1f}H{left}z"/>'


def _points(frontier: Frontier, heads: Axis, axis: Axis, shown: Shown) -> Iterator[str]:
    """The line through the dots, then the dots with their intervals; a cross at the foot where there is no roster."""
    places = [heads.at(count) for count in frontier.heads]
    line = [
        f"{x:.1f} {axis.at(shown(tried.figures)[0]):.1f}"
        for x, tried in zip(places, frontier.tried, strict=True)
        if tried.figures is not None and math.isfinite(shown(tried.figures)[0])
    ]
    if len(line) > 1:
        yield f'<path class="line" d="M{" ".join(line)}"/>'
    for x, tried in zip(places, frontier.tried, strict=True):
        yield _point(x, tried, axis, shown)


def _point(x: float, tried: Tried, axis: Axis, shown: Shown) -> str:
    title = f"<title>{xml_text(row_words(tried))}</title>"
    if tried.figures is None:
        cross = f'<path class="cross" d="M{x - 4:.1f} {axis.start - 9:.1f}l8 8m0 -8l-8 8"/>'
        return f"<g>{title}{cross}{svg_text(x + 8, axis.start - 2, NO_ROSTER, 'soft')}</g>"
    share, low, high, met = shown(tried.figures)
    if not math.isfinite(share):
        return ""
    span = ""
    if math.isfinite(low + high):
        span = f'<path class="span" d="M{x:.1f} {axis.at(low):.1f}V{axis.at(high):.1f}"/>'
    return f"<g>{title}{span}{mark(x, axis.at(share), tried.figures, met)}</g>"


def _numbers(frontier: Frontier, heads: Axis, y: float) -> Iterator[str]:
    """The headcounts, as far as there is room."""
    reached = -math.inf
    for count in frontier.heads:
        x, half = heads.at(count), pixels(str(count)) / 2 + 3
        if x - half > reached:
            yield svg_text(x, y, str(count), "soft", "middle")
            reached = x + half
