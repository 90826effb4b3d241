"""Where the hours and the numbers of a chart lie, and its axes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from staffing.reports.forecast_view import known, round_ticks, short_day, tick_texts
from staffing.reports.svg_text import cut, svg_text
from staffing.reports.view.page import Chart

WIDTH, HEIGHT = 1000, 250
LEFT, RIGHT, TOP, FOOT = 56, 12, 26, 28
BOTTOM = HEIGHT - FOOT
_DATED, _SHORT = 90, 50
"""So many pixels a day needs for `Mon 2 Mar`, and for `Mon 2`; with less only the first days of weeks are named."""


@dataclass(frozen=True)
class Frame:
    """The edges of the intervals in pixels from the left, one more than there are intervals, and the scale above.

    An interval whose start is not after the one before is as wide as nothing.
    """

    edges: tuple[float, ...]
    ticks: tuple[float, ...]

    def y(self, number: float) -> float:
        """The pixel of a number; what is below 0 is at 0, what is beyond the top at the top."""
        inside = min(max(number, 0.0), self.ticks[-1])
        return BOTTOM - (BOTTOM - TOP) * inside / self.ticks[-1]

    def middle(self, at: int) -> float:
        """The pixel in the middle of an interval."""
        return (self.edges[at] + self.edges[at + 1]) / 2


def frame_of(chart: Chart) -> Frame:
    """The frame that holds all numbers and bands of a chart."""
    moments = [start.timestamp() for start in (*chart.starts, chart.until)]
    first, long = moments[0], max(moments[-1] - moments[0], 1.0)
    numbers = [known(number) for series in chart.series for number in (*series.values, *series.high)]
    top = max((number for number in numbers if number is not None), default=0.0)
    scale = (WIDTH - LEFT - RIGHT) / long
    return Frame(tuple(LEFT + scale * (moment - first) for moment in moments), tuple(round_ticks(top)))


def axes(chart: Chart, frame: Frame) -> Iterator[str]:
    """The lines behind the numbers with what they say: the unit, round numbers, and local days."""
    yield svg_text(LEFT, TOP - 11, cut(chart.unit, WIDTH - LEFT - RIGHT))
    for tick, shown in zip(frame.ticks, tick_texts(frame.ticks), strict=True):
        y = frame.y(tick)
        yield f'<path class="{"g" if tick else "a"}" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        yield svg_text(LEFT - 7, y + 4, shown, "", "end")
    yield from _days(chart, frame)


def _days(chart: Chart, frame: Frame) -> Iterator[str]:
    midnights = _midnights(chart, frame)
    width = (WIDTH - LEFT - RIGHT) / max(1, len(midnights))
    ends = [x for _, x in [*midnights, (date.max, frame.edges[-1])][1:]]
    for at, ((day, x), end) in enumerate(zip(midnights, ends, strict=True)):
        week = at % 7 == 0 and len(midnights) > 7
        if at and x < WIDTH - RIGHT - 1:
            yield f'<path class="{"w" if week else "g"}" d="M{x:.1f} {TOP}V{BOTTOM + (FOOT - 4 if week else 4)}"/>'
        if width < _SHORT:
            if at % 7 == 0:
                yield svg_text(x + (5 if at else 0), BOTTOM + 19, f"{day:%a} {short_day(day)}")
        elif end - x > _SHORT - 4:
            shown = f"{day:%a} {short_day(day)}" if width >= _DATED else f"{day:%a} {day.day}"
            yield svg_text((x + end) / 2, BOTTOM + 19, shown, "", "middle")


def _midnights(chart: Chart, frame: Frame) -> list[tuple[date, float]]:
    """Each local day with the pixel where it begins, by the clock that its first interval shows."""
    found: list[tuple[date, float]] = []
    scale = _scale(chart.starts, chart.until, frame.edges)
    for start, x in zip(chart.starts, frame.edges, strict=False):
        if not found or start.date() > found[-1][0]:
            since = timedelta(hours=start.hour, minutes=start.minute, seconds=start.second).total_seconds()
            found.append((start.date(), max(float(LEFT), x - scale * since)))
    return found


def _scale(starts: Sequence[datetime], until: datetime, edges: Sequence[float]) -> float:
    """Pixels a second."""
    return (edges[-1] - edges[0]) / max((until - starts[0]).total_seconds(), 1.0) if starts else 0.0
