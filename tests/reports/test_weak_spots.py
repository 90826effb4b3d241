"""Weak spots: which days are told, and what a shift there buys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from staffing.plan import Plan
from staffing.promise.extra import Difference
from staffing.promise.weak_spots import OneMore, WeakSpot
from staffing.reports.console import console
from staffing.reports.plain_json import finite
from staffing.reports.terminal import print_plan
from staffing.reports.verdict import verdict
from staffing.reports.weak_spots import COLUMNS, weak_spot_lines, weak_spot_records, weak_spot_rows
from staffing.service.windows import Window

WINDOW = Window(start=0, end=47, work=600.0, capacity=900.0, sigma=120.0, z=2.5)
MORE = OneMore((3, 0), 0.004, Difference(0.006, 0.003, 0.009), Difference(0.02, 0.008, 0.032), 500)
NOTHING = Difference(0.0, -0.01, 0.01)


def spot(day: int, miss: float, more: OneMore | None = MORE) -> WeakSpot:
    return WeakSpot(day, miss, 0.02, (24 * day + 10, 24 * day + 24), WINDOW, more)


def weak(plan: Plan, *spots: WeakSpot, met: bool = False) -> Plan:
    return replace(plan, weak_spots=spots, service=replace(plan.service, met=met))


def test_a_day_is_told_with_its_hours_and_the_shift_that_helps(plan: Plan) -> None:
    (line,) = weak_spot_lines(weak(plan, spot(4, 0.0103)))
    assert line == (
        "Fri 06 Mar: 1.0% of its cases miss, most of them come 10:00-24:00; one more early on Thu 05 Mar takes off "
        "0.6 points (0.3 to 0.9), weeks kept +2.0 points (0.8 to 3.2)"
    )


@pytest.mark.parametrize(
    ("more", "ends"),
    [
        (None, "most of them come 10:00-24:00"),
        (
            replace(MORE, week_gain=NOTHING),
            "(0.3 to 0.9), but in weeks kept no difference that the simulation can tell",
        ),
        (replace(MORE, day_gain=NOTHING), "the best single shift, makes no difference that the simulation can tell"),
    ],
)
def test_a_gain_that_chance_may_explain_is_not_claimed(plan: Plan, more: OneMore | None, ends: str) -> None:
    (line,) = weak_spot_lines(weak(plan, spot(4, 0.01, more)))
    assert line.endswith(ends)


def test_where_the_promise_is_kept_the_gain_in_weeks_is_left_to_the_page(plan: Plan) -> None:
    (line,) = weak_spot_lines(weak(plan, spot(4, 0.01), met=True))
    assert line.endswith("; one more early on Thu 05 Mar takes off 0.6 points (0.3 to 0.9)")


def test_at_most_three_days_are_told_the_worst_first(plan: Plan) -> None:
    shares = (0.006, 0.004, 0.03, 0.0, 0.05, 0.02, 0.005)
    given = weak(plan, *(spot(day, miss) for day, miss in enumerate(shares)))
    assert [line[:3] for line in weak_spot_lines(given)] == ["Fri", "Wed", "Sat"]


def test_a_week_that_keeps_its_promise_tells_only_its_worst_day(plan: Plan) -> None:
    assert len(list(weak_spot_lines(weak(plan, spot(0, 0.01), spot(1, 0.02), met=True)))) == 1
    assert not list(weak_spot_lines(weak(plan, spot(0, 0.00499), met=True)))
    assert len(list(weak_spot_lines(weak(plan, spot(0, 0.005), met=True)))) == 1


def test_a_week_without_weak_days_has_no_such_section(plan: Plan, capsys: pytest.CaptureFixture[str]) -> None:
    given = weak(plan, spot(0, 0.0, None), met=True)
    print_plan(console(), given, verdict(given))
    assert "Weak spots" not in capsys.readouterr().out


def test_the_page_has_a_row_for_every_planned_day(plan: Plan) -> None:
    rows = weak_spot_rows(plan)
    assert [row[0][:3] for row in rows] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_a_row_compares_the_shift_on_the_same_simulated_plans(plan: Plan) -> None:
    (row,) = weak_spot_rows(weak(plan, spot(4, 0.0123)))
    assert row == (
        "Fri 06 Mar",
        "1.23%",
        "2.0%",
        "10:00-24:00",
        "Mon 02 Mar 00:00 to Wed 04 Mar 00:00, z = 2.50",
        "early on Thu 05 Mar",
        "from 1.00% to 0.40%",
        "+2.0 points (0.8 to 3.2)",
        "500",
    )


def test_a_row_says_what_the_simulation_cannot_tell(plan: Plan) -> None:
    (row,) = weak_spot_rows(weak(plan, spot(4, 0.01, replace(MORE, day_gain=NOTHING, week_gain=NOTHING))))
    assert row[6:8] == (
        "from 0.40% to 0.40%: no difference that the simulation can tell",
        "no difference that the simulation can tell (-1.0 to 1.0)",
    )


def test_a_day_without_misses_has_empty_cells(plan: Plan) -> None:
    (row,) = weak_spot_rows(weak(plan, WeakSpot(2, 0.0, 0.0, None, None, None)))
    assert row == ("Wed 04 Mar", "0.00%", "0.0%", *[""] * 6)


def test_the_records_name_days_and_shifts(plan: Plan) -> None:
    weak_day, good_day = weak_spot_records(weak(plan, spot(4, 0.0123), WeakSpot(5, 0.0, 0.0, None, None, None)))
    assert finite(weak_day["date"]) == "2026-03-06"
    assert weak_day["hours"] == {"start": "2026-03-06T10:00:00+00:00", "end": "2026-03-07T00:00:00+00:00"}
    assert weak_day["window"]["z"] == 2.5
    more = weak_day["one_more"]
    assert (finite(more["date"]), more["shift"], more["replications"]) == ("2026-03-05", "early", 500)
    assert (more["miss_before"], more["miss"]) == (pytest.approx(0.01), 0.004)
    assert more["week_gain"] == {"mean": 0.02, "low": 0.008, "high": 0.032}
    assert (good_day["hours"], good_day["window"], good_day["one_more"]) == (None, None, None)
