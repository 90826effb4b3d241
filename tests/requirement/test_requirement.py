"""Full-time equivalents that a week needs: identities, and what moves them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from staffing.build.problem import build_problem, places_for
from staffing.documents.people import Leave
from staffing.documents.roles import roles_of
from staffing.requirement.pooled_desk import last_hours, pattern_of, shift_mix
from staffing.service.rates import fte_needed
from tests.requirement.requirement_desk import DAY_SHIFT, MONDAY, forecast, people, requirement, team, workspace

CASES = {"a": 300.0}
CHANCE: dict[str, Any] = {"cv": 0.15, "hours": np.r_[np.ones(8), 4 * np.ones(12), np.ones(4)]}


def full(**changes: Any) -> dict[str, Any]:
    return {"targets": {"rate_24h": 0.9, "confidence": 0.9, "occupancy_max": 1.0, **changes}}


def test_where_chance_asks_for_less_the_occupancy_cap_says_how_many() -> None:
    found = requirement(CASES)
    (week,) = found.week
    assert week.workload_hours == pytest.approx(420)
    assert week.occupancy == pytest.approx(0.8)
    assert week.required_fte == pytest.approx(420 / 0.8 / 0.9 / 40)
    assert week.required_fte == pytest.approx(fte_needed(420, week.occupancy, 0.1, 0.0, 40))
    assert week.gap_fte == week.required_fte - week.available_fte
    assert found.full_time_minutes == 2400


def test_required_is_always_the_workload_at_the_occupancy_told() -> None:
    own = team(CASES, shrinkage={"absence": 0.06, "in_shift": 0.1}, **full())
    found = requirement(CASES, own, **CHANCE)
    for hours in (3.0, 100.0, 420.0, 5000.0):
        work = np.array([hours])
        occupancy = float(found.occupancy_of(work)[0])
        assert found.required(work)[0] == pytest.approx(fte_needed(hours, occupancy, 0.1, 0.06, 40))


def test_the_week_s_workload_is_that_of_its_hourly_forecast_even_with_several_weeks() -> None:
    cases = {"a": 30.0, "b": 50.0}
    one, three = requirement(cases), requirement(cases, weeks=3, days=28)
    assert sum(week.workload_hours for week in one.week) == pytest.approx(7 * 80 * 12 / 60)
    assert one.week == three.week


def test_occupancy_rises_with_size_and_required_with_volume() -> None:
    own = team(CASES, shrinkage={"absence": 0.06, "in_shift": 0.1}, **full(confidence=0.95))
    (pool,) = (found := requirement({"a": 60.0}, own, **CHANCE)).pools
    assert (np.diff(pool.occupancy) >= 0).all()
    assert pool.occupancy[0] < pool.occupancy[-1] - 0.05
    hours = np.linspace(1, 3000, 60)[None]
    assert (np.diff(found.required(hours)[0]) > 0).all()
    assert pool.sizes == pytest.approx(84 * np.array([0.25, 0.5, 1, 2, 4]))


def test_a_lower_promise_needs_fewer() -> None:
    found = [requirement(CASES, team(CASES, **full(**one)), **CHANCE).week[0].required_fte for one in _promises()]
    assert found == sorted(found)
    assert found[0] < found[-1] - 0.2


def _promises() -> list[dict[str, float]]:
    return [
        {"rate_24h": 0.7, "confidence": 0.8},
        {"rate_24h": 0.9, "confidence": 0.8},
        {"rate_24h": 0.9, "confidence": 0.99},
        {"rate_24h": 0.99, "confidence": 0.99},
    ]


def test_as_many_as_required_keep_the_promise_and_fewer_do_not() -> None:
    found = requirement(CASES, team(CASES, **full(confidence=0.9)), **CHANCE)
    ratios = np.array([0.0, 0.8, 1.0, 1.2, 3.0])
    kept = found.promise(0, ratios, ratios)
    assert (np.diff(kept) >= 0).all()
    assert kept[0] == 0
    assert kept[2] == pytest.approx(0.9, abs=0.03)
    assert kept[1] < 0.5
    assert kept[-1] > 0.99


def test_a_split_queue_changes_nothing() -> None:
    whole, halves = requirement(CASES), requirement({"a": 150.0, "b": 150.0})
    assert [week.required_fte for week in halves.week] == pytest.approx([week.required_fte for week in whole.week])


def test_absence_and_late_work_that_goes_first_need_more() -> None:
    plain = requirement(CASES, team(CASES, **full()), **CHANCE).week[0].required_fte
    absent = team(CASES, shrinkage={"absence": 0.1, "in_shift": 0.1}, **full())
    assert requirement(CASES, absent, **CHANCE).week[0].required_fte > plain / 0.9
    oldest = team(CASES, dispatch={"order": "oldest_first"}, **full())
    assert requirement(CASES, oldest, **CHANCE).week[0].required_fte > plain


def test_paid_breaks_are_no_time_on_queue() -> None:
    paid = {**DAY_SHIFT, "end": "16:00", "breaks": [{"start": "12:00", "minutes": 60, "paid": True}]}
    contracts = [{"id": "full", "minutes_per_week": 2400, "days_per_week": 5, "shifts": ["day"]}]
    own = team(CASES, shifts=[paid], contracts=contracts, **full(confidence=0.99))
    without = team(CASES, shifts=[DAY_SHIFT], contracts=contracts, **full(confidence=0.99))
    ratio = requirement(CASES, own).week[0].required_fte / requirement(CASES, without).week[0].required_fte
    assert ratio == pytest.approx(8 / 7, rel=0.03)


def test_open_hours_may_ask_for_more_people_than_the_work() -> None:
    cases = {"a": 10.0}
    own = team(cases, open_hours={"daily": "08:00-22:00", "min_on_queue": 2})
    found = requirement(cases, own)
    assert found.week[0].required_fte == pytest.approx(7 * 14 * 2 / 40)
    assert found.week[0].occupancy == pytest.approx(14 / (7 * 14 * 2 * 0.9))
    assert found.required(np.zeros(1)) == pytest.approx([7 * 14 * 2 / 40])
    assert np.isnan(found.occupancy_of(np.zeros(1))).all()


def test_available_counts_leave_part_time_speed_and_who_is_employed() -> None:
    agents = (
        *people("", ""),
        *people("", first=2, contract="half"),
        *people("a:0.5", first=3),
        *people("", first=4, hired_on=MONDAY + timedelta(days=14)),
        *people("", first=5, leaves_on=MONDAY - timedelta(days=1)),
    )
    leave = (Leave(agent_id="p0", start=MONDAY, end=MONDAY + timedelta(days=1)),)
    found = requirement(CASES, None, agents, leave=leave)
    (week,) = found.week
    assert week.available_fte == pytest.approx(3 / 5 + 1 + 0.5 + 0.5)
    assert week.people == 4
    assert found.present == pytest.approx({"p0": 0.6, "p1": 1, "p2": 0.5, "p3": 0.5})
    assert found.speeds["p3"] == 0.5


def test_closed_days_get_no_capacity_and_their_work_falls_on_others() -> None:
    own = team(CASES, open_hours={"daily": "08:00-22:00", "sunday": "closed"})
    known = workspace(own, people("", ""))
    places = places_for(known)
    expected = forecast(CASES)
    problem = build_problem(known, places.axis, expected)
    work = 12 * expected.mean[:, :168]
    mix = shift_mix(problem, roles_of(own, known.agents))
    pattern = pattern_of(places, mix, work, last_hours(places), 2400)
    assert pattern.minutes[6].sum() == pattern.heads[6] == 0
    assert pattern.heads.sum() == pytest.approx(5)
    # what comes on Saturday night waits beyond its day; what comes later on Sunday falls on Monday
    assert pattern.heads[0] > 1.2 * pattern.heads[2]
    assert pattern.heads[1:5] == pytest.approx(np.full(4, pattern.heads[2]))


def test_a_week_that_is_short_keeps_more_after_one_that_was_not() -> None:
    found = requirement(CASES, team(CASES, **full(confidence=0.9)), **CHANCE)
    ratio = np.full(4, 0.85)
    kept = found.promise(0, ratio, np.array([0.85, 0.9, 1.0, 2.0]))
    assert kept[0] < kept[1] < kept[2] == kept[3]
    enough = np.full(2, 1.1)
    assert np.ptp(found.promise(0, enough, np.array([0.5, 2.0]))) == 0


def test_cases_that_no_number_of_people_could_save_do_not_ask_for_endless_ones() -> None:
    strict = team(CASES, open_hours={"daily": "08:00-22:00", "sunday": "closed"}, **full(rate_24h=0.95))
    found = requirement(CASES, strict)
    assert found.week[0].required_fte < 420 / 0.9 / 40 * 1.1
    assert found.promise(0, np.array([1.3]), np.array([1.3]))[0] == 1


def test_a_team_without_work_needs_nobody() -> None:
    found = requirement({"a": 0.0})
    assert found.week[0].required_fte == 0
    assert np.isnan(found.week[0].occupancy)
    assert found.required(np.array([80.0]))[0] == pytest.approx(80 / 0.8 / 0.9 / 40)


def test_the_same_seed_has_the_same_requirement() -> None:
    own = team(CASES, **full())
    assert requirement(CASES, own, **CHANCE).week == requirement(CASES, own, **CHANCE).week
