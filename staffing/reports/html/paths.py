"""The lines, steps, areas and bands of a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from staffing.reports.forecast_view import known
from staffing.reports.html.frame import BOTTOM, Frame
from staffing.reports.view.page import Series

Point = tuple[float, float]


def band_path(series: Series, frame: Frame) -> str:
    """The outline of the band, where the series has a number, or all of it where it has none; empty without one."""
    if not (series.low and len(series.low) == len(series.high) == len(series.values)):
        return ""
    return "".join(
        _outline(_line(series, series.high, run, frame), _line(series, series.low, run, frame))
        for run in _runs(series.values) or [range(len(series.values))]
    )


def area_path(series: Series, frame: Frame) -> str:
    """What lies below the steps of a series."""
    return "".join(
        _outline(_steps(series.values, run, frame), [(frame.edges[run.start], BOTTOM), (frame.edges[run.stop], BOTTOM)])
        for run in _runs(series.values)
    )


def line_path(series: Series, frame: Frame) -> str:
    """The line of a series, with a gap where a number is missing."""
    return "".join(_path(_line(series, series.values, run, frame)) for run in _runs(series.values))


def _runs(values: Sequence[float | None]) -> list[range]:
    """Neighbours that are numbers."""
    found = []
    for there, run in groupby(range(len(values)), lambda at: known(values[at]) is not None):
        if there:
            places = list(run)
            found.append(range(places[0], places[-1] + 1))
    return found


def _line(series: Series, values: Sequence[float | None], run: range, frame: Frame) -> list[Point]:
    """Through the middles of the intervals, level from the first one's start and to the last one's end; or steps."""
    if series.shape != "line":
        return _steps(values, run, frame)
    middles = [(frame.middle(at), _height(values, at, frame)) for at in run]
    return [(frame.edges[run.start], middles[0][1]), *middles, (frame.edges[run.stop], middles[-1][1])]


def _steps(values: Sequence[float | None], run: range, frame: Frame) -> list[Point]:
    """Level over each interval; neighbours of the same height are one step."""
    found: list[Point] = []
    for at in run:
        y = _height(values, at, frame)
        if found and found[-1][1] == y:
            found[-1] = (frame.edges[at + 1], y)
        else:
            found += [(frame.edges[at], y), (frame.edges[at + 1], y)]
    return found


def _height(values: Sequence[float | None], at: int, frame: Frame) -> float:
    return round(frame.y(known(values[at]) or 0.0), 1)


def _outline(over: Sequence[Point], under: Sequence[Point]) -> str:
    return _path([*over, *reversed(under)]) + "Z" if over else ""


def _path(points: Sequence[Point]) -> str:
    """The points joined, level and upright lines written short."""
    return "".join(_parts(points))


def _parts(points: Sequence[Point]) -> Iterator[str]:
    before = ("", "")
    for at, (across, down) in enumerate(points):
        x, y = _short(across), _short(down)
        if not at:
            yield f"M{x} {y}"
        elif y == before[1]:
            yield f"H{x}" if x != before[0] else ""
        elif x == before[0]:
            yield f"V{y}"
        else:
            yield f"L{x} {y}"
        before = (x, y)


def _short(pixel: float) -> str:
    return f"{pixel:.1f}".removesuffix(".0")
