"""Forecast and shifts in whole minutes on the hourly grid: next to nothing is lost, and nothing invented."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.build.clocks import clocks_of
from staffing.build.demand import demand_of, tail_intervals
from staffing.build.people import published, rostered
from staffing.build.problem import axis_of, places_for
from staffing.documents.people import Assignment
from staffing.documents.workspace import Workspace
from staffing.problem import Demand
from tests.build.desks import EARLY, MONDAY, NIGHT, agents_of, known_forecast, team_of, workspace_of

SPRING_WEEK, AUTUMN_WEEK = date(2026, 3, 23), date(2026, 10, 19)
LORD_HOWE = "Australia/Lord_Howe"
PAYMENTS = {"id": "payments", "target_hours": 24, "handle_minutes": {"mean": 14}}
LISTINGS = {"id": "listings", "target_hours": 24, "handle_minutes": {"mean": 22.5}}
CLAIMS = {"id": "claims", "target_hours": 48, "handle_minutes": {"mean": 30}}


def demand(workspace: Workspace, per_hour: Any = 1.0) -> Demand:
    places = places_for(workspace)
    queues = tuple(queue.id for queue in workspace.team.queues)
    days = -(-tail_intervals(places.axis, clocks_of(places)) // 24)
    forecast = known_forecast(places.axis, queues, per_hour, days)
    return demand_of(workspace, places, forecast, published(workspace, rostered(workspace), places))


@st.composite
def shifts(draw: st.DrawFn) -> dict[str, Any]:
    """A template of 2 to 10 hours with up to two breaks, at any quarter of an hour."""
    start, length = 15 * draw(st.integers(0, 95)), 15 * draw(st.integers(8, 40))
    breaks, at = [], start
    for _ in range(draw(st.integers(0, 2)) if length >= 240 else 0):
        at += 15 * draw(st.integers(1, length // 60))
        breaks.append({"start": at, "minutes": (minutes := draw(st.sampled_from((10, 15, 30, 45))))})
        at += minutes
    return {"id": "s", "start": start, "end": start + length, "breaks": breaks}


@settings(derandomize=True, max_examples=60, deadline=None)
@given(template=shifts(), absence=st.integers(0, 15), in_shift=st.integers(0, 25))
def test_whole_minutes_lose_at_most_half_a_minute_of_a_shift(
    template: dict[str, Any], absence: int, in_shift: int
) -> None:
    lost = {"absence": absence / 100, "in_shift": in_shift / 100}
    team = team_of("Asia/Jakarta", shifts=[template], shrinkage=lost)
    on_queue = template["end"] - template["start"] - sum(pause["minutes"] for pause in template["breaks"])
    exact = Fraction(on_queue) * Fraction(100 - absence, 100) * Fraction(100 - in_shift, 100)
    capacity = demand(workspace_of(team)).capacity
    for day in range(1, 6):  # the last day may run beyond the grid, the first comes again in the tail
        error = abs(int(capacity[day, 0].sum()) - exact)
        assert error <= Fraction(1, 2)
        assert exact < 100 or error <= exact * Fraction(5, 1000)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    means=st.lists(st.floats(0, 40, allow_nan=False), min_size=24, max_size=24),
    handle=st.sampled_from((4.0, 7.3, 14.0, 22.5)),
)
def test_demand_is_never_less_than_the_forecast_and_less_than_a_minute_more(means: list[float], handle: float) -> None:
    queue = {"id": "cases", "handle_minutes": {"mean": handle}}
    found = demand(workspace_of(team_of("Asia/Jakarta", queues=[queue])), np.tile(means, 8)[None])
    exact = np.cumsum(np.tile(means, 7) * handle)
    running = np.cumsum(found.work[0])
    assert (running >= exact - 1e-6).all()
    assert (running < exact + 1 + 1e-6).all()
    assert (found.work >= 0).all()


@pytest.mark.parametrize(
    ("first_day", "zone", "minutes", "intervals"),
    [
        (MONDAY, "Asia/Jakarta", 10080, 168),
        (SPRING_WEEK, "Europe/Berlin", 10020, 167),
        (AUTUMN_WEEK, "Europe/Berlin", 10140, 169),
        (date(2026, 3, 30), LORD_HOWE, 10110, 169),
        (date(2026, 9, 28), LORD_HOWE, 10050, 168),
    ],
)
def test_the_grid_spans_the_week_and_the_last_deadline(
    first_day: date, zone: str, minutes: int, intervals: int
) -> None:
    workspace = workspace_of(team_of(zone), first_day=first_day)
    found = demand(workspace)
    assert axis_of(workspace).end == minutes
    assert found.work.shape == (1, intervals)
    assert found.capacity.shape == (7, 2, intervals + 24)
    assert np.bincount(found.interval_day).tolist()[:6] == [24] * 6
    assert found.interval_day[-1] == 6


def test_one_case_an_hour_is_one_handle_time_an_interval_also_over_a_change() -> None:
    for first_day in (SPRING_WEEK, AUTUMN_WEEK):
        assert (demand(workspace_of(team_of(), first_day=first_day)).work == 10).all()


def test_arrivals_of_a_half_hour_of_lord_howe_are_spread_over_the_grid() -> None:
    workspace = workspace_of(team_of(LORD_HOWE), first_day=date(2026, 3, 30))
    found = demand(workspace)
    # 168 hours of the clock and the half hour that comes twice: a bin of its own in the forecast
    assert found.work.sum() == pytest.approx(169 * 10, abs=6)


@pytest.mark.parametrize(("first_day", "hours"), [(SPRING_WEEK, 7), (AUTUMN_WEEK, 9), (MONDAY, 8)])
def test_the_night_over_the_change_brings_its_true_capacity(first_day: date, hours: int) -> None:
    capacity = demand(workspace_of(team_of(), first_day=first_day)).capacity
    assert capacity[5, 1].sum() == 60 * hours
    assert capacity[4, 1].sum() == 480


def test_a_shift_brings_capacity_in_the_hours_it_is_on_queue_and_not_in_its_break() -> None:
    capacity = demand(workspace_of(team_of("Asia/Jakarta"))).capacity
    assert capacity[1, 0, 24:48].tolist() == [0] * 6 + [60] * 4 + [30] + [60] * 3 + [0] * 10


def test_the_tail_repeats_the_first_day_and_what_the_last_night_begins() -> None:
    capacity = demand(workspace_of(team_of("Asia/Jakarta"))).capacity
    assert capacity[0, 0, 168:].tolist() == capacity[0, 0, :24].tolist()
    assert capacity[6, 1, 166:176].tolist() == [60] * 8 + [0] * 2
    assert capacity[0, 1, 190:].tolist() == [60, 60]
    assert not capacity[1:6, :, 168:].any()


def test_the_tail_of_a_week_of_clock_change_keeps_the_hours_of_the_first_day() -> None:
    found = demand(workspace_of(team_of(), first_day=AUTUMN_WEEK))
    assert found.capacity[0, 0, 169:].tolist() == found.capacity[0, 0, :24].tolist()


def test_a_longer_deadline_has_a_longer_tail_of_its_first_days() -> None:
    workspace = workspace_of(team_of("Asia/Jakarta", queues=[PAYMENTS, CLAIMS]))
    found, places = demand(workspace), places_for(workspace)
    assert found.capacity.shape[2] == 168 + 48
    assert found.capacity[1, 0, 192:].tolist() == found.capacity[1, 0, 24:48].tolist()
    assert tail_intervals(places.axis, clocks_of(places)) == 48


def test_queues_of_one_deadline_form_one_class() -> None:
    found = demand(workspace_of(team_of("Asia/Jakarta", queues=[PAYMENTS, CLAIMS, LISTINGS])))
    assert found.class_names == ("payments+listings", "claims")
    assert found.queue_class.tolist() == [0, 1, 0]
    assert found.deadline.tolist() == [24, 48]
    assert (found.work[0] == found.queue_work[0] + found.queue_work[2]).all()
    assert (found.work[1] == 30).all()


def test_a_night_shift_of_the_history_is_capacity_of_the_first_morning() -> None:
    rows = (
        Assignment(agent_id="a0", date=MONDAY - timedelta(days=1), shift_id="night"),
        Assignment(agent_id="a1", date=MONDAY - timedelta(days=1), shift_id="early"),
    )
    team = team_of("Asia/Jakarta", shrinkage={"absence": 0.1})
    base = demand(workspace_of(team, published=rows)).base_capacity
    assert base.tolist() == [[54] * 6 + [0] * 186]


def opened(ages: list[float], **targets: Any) -> list[tuple[int, int, int]]:
    team = team_of("Asia/Jakarta", targets={"maximum_age_hours": 72, **targets})
    found = demand(workspace_of(team, opened={"cases": ages}))
    return list(
        zip(
            found.opening_work.tolist(),
            found.opening_deadline.tolist(),
            found.opening_age_limit.tolist(),
            strict=True,
        )
    )


@pytest.mark.parametrize(
    ("age", "deadline", "limit"),
    [
        (0.0, 24, 72),
        (0.5, 23, 71),  # whole intervals that surely are within the time left
        (1.0, 23, 71),
        (23.0, 1, 49),
        (23.5, 0, 48),
        (24.0, 0, 48),
        (47.0, 0, 25),
        (48.0, 0, 24),
        (71.0, 0, 24),  # late, and to be cleared within a day, however old
        (72.0, 0, 24),
        (500.0, 0, 24),
    ],
)
def test_an_open_case_has_the_time_left_that_its_age_leaves(age: float, deadline: int, limit: int) -> None:
    assert opened([age]) == [(10, deadline, limit)]


def test_open_cases_of_one_hour_are_one_cohort() -> None:
    assert opened([3.2, 3.8, 5.5, 100.0, 300.0]) == [(20, 0, 24), (10, 18, 66), (20, 20, 68)]


def test_no_open_cases_are_no_cohorts() -> None:
    assert opened([]) == []


def test_open_cases_of_every_queue_join_the_class_of_its_deadline() -> None:
    team = team_of("Asia/Jakarta", queues=[PAYMENTS, CLAIMS, LISTINGS])
    found = demand(workspace_of(team, opened={"payments": [2.0], "listings": [2.0], "claims": [30.0]}))
    assert found.opening_class.tolist() == [0, 1]
    assert found.opening_work.tolist() == [37, 30]  # 14 + 22.5, rounded up
    assert found.opening_deadline.tolist() == [22, 18]


def test_the_opening_backlog_is_that_of_as_of() -> None:
    team = team_of("Asia/Jakarta")
    thursday = datetime(2026, 11, 19, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
    found = demand(workspace_of(team, as_of=thursday, opened={"cases": [1.0]}))
    assert found.opening_deadline.tolist() == [23]


def test_two_weeks_are_planned_in_one_grid() -> None:
    found = demand(workspace_of(team_of(), weeks=2, first_day=AUTUMN_WEEK))
    assert found.work.shape == (1, 337)
    assert np.bincount(found.interval_day).tolist() == [24] * 6 + [25] + [24] * 7


def test_capacity_is_the_same_on_every_ordinary_day() -> None:
    capacity = demand(workspace_of(team_of("Asia/Jakarta", shrinkage={"in_shift": 0.123}))).capacity
    for day, later in pairwise(range(1, 6)):
        assert capacity[day, 0, 24 * day : 24 * day + 24].tolist() == capacity[later, 0, 24 * later :][:24].tolist()


def test_the_agents_of_these_tests_bring_no_capacity_by_being_there() -> None:
    alone = workspace_of(team_of("Asia/Jakarta"), agents=agents_of({}))
    assert (demand(alone).capacity == demand(workspace_of(team_of("Asia/Jakarta"))).capacity).all()
    assert [EARLY["id"], NIGHT["id"]] == ["early", "night"]
