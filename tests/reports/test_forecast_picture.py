"""The pictures of a forecast, as SVG and in a terminal, say what the numbers say."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from io import StringIO
from itertools import pairwise
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

from staffing.reports.forecast_chart import print_chart
from staffing.reports.forecast_picture import MOST_POINTS, forecast_svg
from staffing.reports.forecast_view import Mark, Step, View, round_ticks, thinned, tick_texts
from staffing.reports.svg_text import cut, pixels

NOW = datetime(2026, 11, 2, tzinfo=ZoneInfo("Europe/Berlin"))
DOUBLE_DAY = Mark(date(2026, 11, 11), "double day 11.11", "x1.8, own history of 2")
SVG = "{http://www.w3.org/2000/svg}"


def past(number: int, length: timedelta, count: float | None) -> list[Step]:
    return [Step(NOW - length * ahead, "", None, None, None, count) for ahead in range(number, 0, -1)]


def ahead(number: int, length: timedelta, mean: float) -> list[Step]:
    return [Step(NOW + length * step, "", mean, mean / 2, mean * 2, None) for step in range(number)]


def days(history: int, future: int, *marks: Mark, number: float = 10) -> View:
    day = timedelta(days=1)
    return View("billing", "D", (*past(history, day, number), *ahead(future, day, number)), marks)


def hours(history: int, future: int) -> View:
    hour = timedelta(hours=1)
    return View("billing", "h", (*past(history, hour, 3), *ahead(future, hour, 2)), ())


def parsed(*views: View) -> ElementTree.Element:
    return ElementTree.fromstring(forecast_svg("team", views))


def paths(picture: ElementTree.Element, name: str) -> list[str]:
    """The paths of a class, without the first, which is the legend's."""
    return [path.attrib["d"] for path in picture.iter(f"{SVG}path") if path.attrib.get("class") == name][1:]


def texts(picture: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


def printed(view: View, width: int = 80) -> list[str]:
    out = StringIO()
    print_chart(Console(width=width, file=out, markup=False, highlight=False, emoji=False), view)
    return out.getvalue().splitlines()


def test_a_panel_has_history_mean_band_now_and_event() -> None:
    picture = parsed(days(28, 14, DOUBLE_DAY))
    assert [len(paths(picture, name)) for name in ("came", "mean", "band", "now", "event")] == [1, 1, 1, 1, 1]
    assert {"billing", "now", "double day 11.11", "9 Nov", "what came"} <= set(texts(picture))
    tooltips = [title.text for title in picture.iter(f"{SVG}title")]
    assert tooltips == ["team", "Wed 11 Nov double day 11.11 (x1.8, own history of 2)"]


def test_the_picture_is_described_for_those_who_do_not_see_it() -> None:
    picture = parsed(days(2, 1, DOUBLE_DAY))
    assert picture.attrib["role"] == "img"
    said = picture.findtext(f"{SVG}desc") or ""
    assert said.startswith("billing: 20 cases came in the steps from 2026-10-31 to 2026-11-01, 10 cases are forecast")
    assert "prefers-color-scheme:dark" in (picture.findtext(f"{SVG}style") or "")


def test_what_was_not_observed_is_a_gap() -> None:
    view = days(9, 3)
    steps = (*view.steps[:4], Step(view.steps[4].start, "", None, None, None, None), *view.steps[5:])
    assert paths(parsed(View("q", "D", steps, ())), "came")[0].count("M") == 2


def test_untrusted_text_is_escaped() -> None:
    evil = '</text><script>alert("1")</script>\x1b[31m\ufffe&'
    day = timedelta(days=1)
    view = View(evil, "D", tuple(ahead(14, day, 5)), (Mark(date(2026, 11, 9), evil, evil),))
    drawn = forecast_svg(evil, [view])
    assert "<script" not in drawn
    assert "\x1b" not in drawn
    assert {element.tag for element in ElementTree.fromstring(drawn).iter()} <= {
        SVG + tag for tag in ("svg", "title", "desc", "style", "g", "path", "text")
    }


@pytest.mark.parametrize(
    "view",
    [
        days(0, 1),
        days(1, 0),
        days(0, 14),
        days(14, 7, number=0),
        days(3, 3, number=math.nan),
        days(3, 3, number=math.inf),
        days(3, 3, number=1e-7),
        View("none", "W", (), (DOUBLE_DAY,)),
    ],
)
def test_odd_views_are_drawn_without_nan(view: View) -> None:
    drawn = forecast_svg("team", [view])
    ElementTree.fromstring(drawn)
    assert not re.search(r"\b(nan|inf|None)\b", drawn + "\n".join(printed(view)))


def test_a_year_of_hours_is_small_and_the_same_each_time() -> None:
    views = [hours(8760, 8760)] * 3
    drawn = forecast_svg("team", views)
    assert len(drawn.encode()) < 200_000
    assert drawn == forecast_svg("team", views)
    assert "lines through the lowest and the highest of neighbouring steps" in drawn


def test_thinning_keeps_extremes_and_gaps() -> None:
    numbers: list[float | None] = [float(at % 97) for at in range(9000)]
    numbers[4321], numbers[5000:5100] = 1e6, [None] * 100
    kept = thinned(numbers, MOST_POINTS)
    assert len(kept) <= MOST_POINTS
    assert 4321 in kept
    assert any(numbers[at] is None for at in kept)
    assert kept == sorted(set(kept))
    assert thinned([None, 1.0, None, 2.0, None], MOST_POINTS) == [1, 2, 3]


def test_labels_of_events_do_not_overlap() -> None:
    marks = [Mark(date(2026, 11, 3) + timedelta(days=at // 2), f"a long name of an event {at}") for at in range(20)]
    picture = parsed(days(28, 14, *marks))
    labels: dict[float, list[tuple[float, float]]] = {}
    for text in picture.iter(f"{SVG}text"):
        if "long" in (text.text or "") and text.attrib.get("text-anchor") == "end":
            right = float(text.attrib["x"])
            labels.setdefault(float(text.attrib["y"]), []).append((right - pixels(text.text or ""), right))
    assert 0 < len(labels) <= 3
    for row in labels.values():
        row.sort()
        assert all(left[1] < right[0] for left, right in pairwise(row))
    assert any("without a name for lack of room" in text for text in texts(picture))


def test_events_outside_the_panel_are_not_drawn() -> None:
    assert not paths(parsed(days(5, 5, DOUBLE_DAY)), "event")


@pytest.mark.parametrize(
    ("top", "shown"),
    [
        (0, ["0", "1"]),
        (1, ["0", "0.5", "1.0"]),
        (37, ["0", "10", "20", "30", "40"]),
        (2300, ["0", "1,000", "2,000", "3,000"]),
    ],
)
def test_ticks_are_round(top: float, shown: list[str]) -> None:
    assert tick_texts(round_ticks(top)) == shown


def test_long_names_end_in_an_ellipsis() -> None:
    assert cut("payday", 130) == "payday"
    assert cut("payday of the whole company", 60) == "payday…"


def test_a_chart_shows_columns_dates_and_events() -> None:
    lines = printed(days(60, 14, DOUBLE_DAY))
    assert len(lines) <= 14
    assert lines[0] == "billing  cases a day"
    assert lines[1].startswith("20 ")
    assert lines[6].count("█") == 28 + 14
    assert lines[-1] == "▲ Wed 11 Nov double day 11.11 (x1.8, own history of 2)"
    assert lines[7].index("▲") == lines[8].index("9 Nov") + 2
    assert "░" in lines[2]
    assert "░ to top of 80% interval" in lines[-2]


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("view", [days(60, 200, DOUBLE_DAY), hours(2000, 1000), days(0, 1), days(40, 0)])
def test_a_chart_fits_its_console(view: View, width: int) -> None:
    lines = printed(view, width)
    assert len(lines) <= 14
    assert all(len(line) <= width for line in lines)


def test_hours_that_do_not_fit_become_days_and_the_chart_says_so() -> None:
    lines = printed(hours(24 * 28, 24 * 7))
    assert lines[0] == "billing  cases a day"
    assert lines[1].startswith("100 ")
    assert "80% intervals added up (too wide)" in lines[-1]


def test_a_day_begun_counts_what_came_and_what_is_expected() -> None:
    hour = timedelta(hours=1)
    later = [Step(step.start + 12 * hour, "", step.mean, None, None, None) for step in ahead(12 + 24 * 7, hour, 2)]
    begun = [Step(NOW + at * hour, "", None, None, None, 10) for at in range(12)]
    lines = printed(View("q", "h", (*begun, *later), ()))
    assert lines[1].startswith("150 ")
    assert lines[2][4] == "█"
    assert "what came" not in lines[-1]


def test_no_queues_make_an_empty_picture() -> None:
    assert parsed().findtext(f"{SVG}desc") == "There are no queues to show."


def test_a_part_of_a_week_at_the_end_is_named() -> None:
    assert printed(days(0, 200))[0] == "billing  cases a week; the last column is only a part"


def test_many_events_are_counted() -> None:
    marks = [Mark(date(2026, 10, 27) + timedelta(days=at), f"event {at}") for at in range(9)]
    lines = printed(days(28, 14, *marks))
    assert lines[-4:-1] == ["▲ Mon 2 Nov event 6", "▲ Tue 3 Nov event 7", "▲ Wed 4 Nov event 8"]
    assert lines[-1] == "and 6 more events"


def test_a_chart_without_numbers_says_so() -> None:
    assert printed(View("q", "D", (), ())) == ["q: nothing was counted and nothing forecast"]
