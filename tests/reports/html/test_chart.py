from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest

from staffing.reports.html.chart import chart_html
from staffing.reports.html.frame import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, frame_of
from staffing.reports.view.page import Chart, Series
from tests.reports.html.elements import Element, parsed
from tests.reports.html.sample import backlog_chart, hours, work_chart

HOUR = timedelta(hours=1)


def _chart(values: tuple[float | None, ...], shape: str = "step", **more: object) -> Chart:
    starts = hours()[: len(values)]
    line = Series.model_validate({"name": "work", "role": "work", "shape": shape, "values": values, **more})
    until = starts[-1] + HOUR if starts else hours()[0]
    return Chart(title="Work", unit="cases", starts=starts, until=until, series=(line,), words="Work.")


def _drawn(chart: Chart) -> Element:
    return parsed(str(chart_html(chart, "c")))


def _paths(root: Element, name: str) -> list[str]:
    figure = root.all("svg", role="img")[0]
    return [path.attributes["d"] for path in figure.all("path", class_=name)]


def test_a_chart_has_a_name_and_is_told_in_words() -> None:
    root = _drawn(work_chart())
    picture = root.all("svg", role="img")[0]
    assert picture.attributes["aria-labelledby"] == "c-t c-d"
    assert root.all("desc", id="c-d")[0].words == "Capacity is above the work by day and below it at night."


def test_the_legend_names_all_lines_and_bands() -> None:
    items = [item.words for item in _drawn(backlog_chart()).all("li")]
    assert items == ["Backlog, ours", "90% of weeks, backlog, ours", "Backlog of the last published week", "Late cases"]


def test_lines_of_one_role_differ_in_their_dashes() -> None:
    roles = [group.attributes["class"] for group in _drawn(backlog_chart()).all("g") if group.all(class_="line")]
    assert roles == ["backlog d0", "backlog d1", "late d0"]


def test_steps_are_level_over_each_interval() -> None:
    (path,) = _paths(_drawn(_chart((1.0, 2.0, 2.0))), "line")
    third = (WIDTH - LEFT - RIGHT) / 3
    assert path == f"M{LEFT} {(BOTTOM + TOP) / 2:g}H{LEFT + third:.1f}V{TOP}H{WIDTH - RIGHT}"


def test_a_line_goes_through_the_middles_of_its_intervals() -> None:
    (path,) = _paths(_drawn(_chart((0.0, 2.0), "line")), "line")
    assert path == f"M{LEFT} {BOTTOM}H289L755 {TOP}H{WIDTH - RIGHT}"


def test_where_a_number_is_missing_there_is_a_gap() -> None:
    for shape in ("line", "step"):
        (path,) = _paths(_drawn(_chart((1.0, None, 1.0, 1.0), shape)), "line")
        assert path.count("M") == 2
    (area,) = _paths(_drawn(_chart((1.0, None, 1.0), "area")), "fill")
    assert area.count("Z") == 2


def test_one_interval_and_zeros_can_be_drawn() -> None:
    assert _paths(_drawn(_chart((3.0,))), "line") == [f"M{LEFT} {TOP}H{WIDTH - RIGHT}"]
    assert _paths(_drawn(_chart((3.0,), "line")), "line") == [f"M{LEFT} {TOP}H522H{WIDTH - RIGHT}"]
    assert _paths(_drawn(_chart((0.0, 0.0))), "line") == [f"M{LEFT} {BOTTOM}H{WIDTH - RIGHT}"]


@pytest.mark.parametrize("values", [(), (None, None)])
def test_a_chart_without_numbers_says_so(values: tuple[float | None, ...]) -> None:
    assert "no numbers to show" in _drawn(_chart(values)).words


def test_a_band_is_drawn_with_its_line_and_even_without_one() -> None:
    both = _drawn(_chart((1.0, 1.0), low=(0.5, 0.5), high=(2.0, 2.0), band="range"))
    alone = _drawn(_chart((None, None), low=(0.5, 0.5), high=(2.0, 2.0), band="range"))
    assert _paths(both, "band") == _paths(alone, "band") != []
    assert "no numbers" not in alone.words


def test_nothing_is_drawn_beyond_the_edges() -> None:
    for chart in (work_chart(4), backlog_chart(4), _chart((-3.0, 1e9, 0.0), low=(-9.0,) * 3, high=(2e9,) * 3)):
        for name in ("line", "fill", "band"):
            for path in _paths(_drawn(chart), name):
                assert all(0 <= float(number) <= WIDTH for number in re.findall(r"-?[\d.]+", path))


@pytest.mark.parametrize(("weeks", "first", "count"), [(1, "Mon 2 Mar", 7), (2, "Mon 2", 14), (4, "Mon 2 Mar", 4)])
def test_days_are_named_as_far_as_there_is_room(weeks: int, first: str, count: int) -> None:
    foot = [text.words for text in _drawn(work_chart(weeks)).all("text") if float(text.attributes["y"]) > BOTTOM + 5]
    assert (foot[0], len(foot)) == (first, count)


@pytest.mark.parametrize(("zone", "changed"), [("America/Toronto", 23), ("Europe/Lisbon", 23)])
def test_a_day_of_23_hours_is_drawn_shorter(zone: str, changed: int) -> None:
    starts = hours(4, zone)
    chart = work_chart(4).model_copy(update={"starts": starts, "until": starts[-1] + HOUR})
    lengths = [sum(start.date() == day for start in starts) for day in sorted({start.date() for start in starts})]
    uprights = re.findall(r'd="M([\d.]+) 26V', str(chart_html(chart, "c")))
    edges = [float(LEFT), *map(float, uprights), float(WIDTH - RIGHT)]
    hour = (WIDTH - LEFT - RIGHT) / len(starts)
    assert changed in lengths
    assert [round((end - start) / hour) for start, end in pairwise(edges)][: len(lengths)] == lengths[: len(edges) - 1]


def test_a_day_is_named_by_the_clock_its_hours_show() -> None:
    starts = tuple(start + timedelta(hours=9) for start in hours()[:48])
    chart = work_chart().model_copy(update={"starts": starts, "until": starts[-1] + HOUR, "series": ()})
    assert [start.date() for start in starts][-1] == date(2026, 3, 4)
    foot = [text.words for text in _drawn(chart).all("text") if float(text.attributes["y"]) > BOTTOM + 5]
    assert foot == ["Mon 2 Mar", "Tue 3 Mar", "Wed 4 Mar"]


def test_the_frame_is_as_high_as_the_highest_band() -> None:
    frame = frame_of(_chart((1.0, 1.0), low=(0.0, 0.0), high=(7.0, 3.0)))
    assert frame.ticks[-1] == 8.0
    assert TOP <= frame.y(7.0) < BOTTOM < HEIGHT
