"""A chart as a picture within the page: drawn in the colours of its theme, told in words as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from staffing.reports.forecast_view import known
from staffing.reports.html.frame import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, Frame, axes, frame_of
from staffing.reports.html.paths import area_path, band_path, line_path
from staffing.reports.html.templates import filled
from staffing.reports.svg_text import svg_text
from staffing.reports.view.page import Chart, Series

_DASHES = 3
"""Lines of one role differ in so many dashes."""
_FILL = "M0 0H26V10H0Z"
_SAMPLES = {"line": "M1 5H25", "step": "M1 8H9V2H17V6H25", "area": _FILL}


@dataclass(frozen=True)
class _Drawn:
    """A series, and which of its role it is."""

    series: Series
    place: int

    @property
    def role(self) -> str:
        """The classes that give colour and dashes."""
        return f"{self.series.role} d{self.place % _DASHES}"


@dataclass(frozen=True)
class _Sample:
    """A line of the legend: the shape it is drawn with, and what it stands for."""

    role: str
    name: str
    path: str
    text: str


def chart_html(chart: Chart, key: str) -> Markup:
    """The chart with its legend; `key` begins its ids."""
    drawn = _drawn(chart)
    return filled(
        "chart.html",
        key=key,
        title=chart.title,
        words=chart.words,
        width=WIDTH,
        height=HEIGHT,
        samples=[sample for one in drawn for sample in _samples(one)],
        shapes=[Markup(shape) for shape in _shapes(chart, drawn)],
    )


def _drawn(chart: Chart) -> list[_Drawn]:
    seen: Counter[str] = Counter()
    found = []
    for series in chart.series:
        found.append(_Drawn(series, seen[series.role]))
        seen[series.role] += 1
    return found


def _samples(one: _Drawn) -> Iterator[_Sample]:
    shape = "fill" if one.series.shape == "area" else "line"
    yield _Sample(one.role, shape, _SAMPLES[one.series.shape], one.series.name)
    if one.series.low:
        yield _Sample(one.role, "band", _FILL, one.series.band or f"range of {one.series.name}")


def _shapes(chart: Chart, drawn: list[_Drawn]) -> Iterator[str]:
    """What lies below first: bands and areas, the axes' lines, then the lines."""
    frame = frame_of(chart)
    for one in drawn:
        yield from _shape(one, "band", band_path(one.series, frame))
        if one.series.shape == "area":
            yield from _shape(one, "fill", area_path(one.series, frame))
    yield from axes(chart, frame)
    for one in drawn:
        if one.series.shape != "area":
            yield from _shape(one, "line", line_path(one.series, frame))
    if not _any_number(chart, frame):
        yield svg_text((LEFT + WIDTH) / 2, (TOP + BOTTOM) / 2, "no numbers to show", "", "middle")


def _shape(one: _Drawn, name: str, path: str) -> Iterator[str]:
    if path:
        yield f'<g class="{one.role}"><path class="{name}" d="{path}"/></g>'


def _any_number(chart: Chart, frame: Frame) -> bool:
    numbers = (number for series in chart.series for number in (*series.values, *series.high))
    return len(frame.edges) > 1 and any(known(number) is not None for number in numbers)
