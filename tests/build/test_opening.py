"""What is open at the start of a plan, and up to when the log is believed to know it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.errors import HistoryError
from staffing.build.arrivals import fit_arrivals
from staffing.build.bridge import after_now, bridge_of
from staffing.build.clocks import clocks_of
from staffing.build.desk import build_desk
from staffing.build.opening import Waiting, cohorts, open_cases, with_opening
from staffing.build.problem import axis_of, build_problem, places_for
from staffing.documents.people import Assignment
from staffing.documents.workspace import Workspace
from staffing.outlook import predicted
from staffing.problem import Problem
from staffing.read.workspace import read_workspace
from staffing.roster import Roster
from staffing.simulate.opening import OpenCases, open_at_plan_start
from tests.build.desks import MONDAY, known_forecast, team_of, workspace_of

EXAMPLE = Path(__file__).resolve().parents[2] / "configs" / "seller-escalations"


def later(workspace: Workspace, hours: float) -> Workspace:
    return replace(workspace, as_of=workspace.as_of + timedelta(hours=hours))


def waiting() -> Workspace:
    return workspace_of(team_of(), opened={"cases": [30.0, 2.0]})


def test_open_cases_are_told_by_queue_with_their_age_oldest_first() -> None:
    assert open_cases(waiting()) == ((0, 30.0), (0, 2.0))


@pytest.mark.parametrize(("hours", "grown"), [(0.0, 0.0), (24.0, 24.0), (24.5, 0.0), (200.0, 0.0)])
def test_a_log_that_ends_more_than_a_day_before_now_is_believed_up_to_its_end(hours: float, grown: float) -> None:
    assert open_cases(later(waiting(), hours)) == ((0, 30.0 + grown), (0, 2.0 + grown))


def test_an_empty_log_is_as_old_as_now() -> None:
    workspace = waiting()
    empty = replace(workspace, tickets=replace(workspace.tickets, frame=workspace.tickets.frame.iloc[:0]))
    assert empty.known_until == empty.as_of


def test_days_after_the_end_of_the_log_are_not_days_without_cases() -> None:
    known = read_workspace(EXAMPLE)
    places = places_for(known)
    at_its_end, three_days_on = (
        predicted(places, fit_arrivals(workspace), from_now=False).mean for workspace in (known, later(known, 72))
    )
    assert np.array_equal(at_its_end, three_days_on)


def test_a_history_too_short_is_told_with_its_queue() -> None:
    known = read_workspace(EXAMPLE)
    short = replace(known, tickets=known.tickets.known_at(known.as_of - timedelta(days=170)))
    with pytest.raises(HistoryError, match=r"^ticket log: queue \w+ has .* days of history; at least 28 days"):
        fit_arrivals(short)


QUEUES = [
    {"id": "payments", "target_hours": 24, "handle_minutes": {"mean": 14}},
    {"id": "claims", "target_hours": 48, "handle_minutes": {"mean": 30}},
    {"id": "listings", "target_hours": 24, "handle_minutes": {"mean": 22.5}},
]
TEAM = team_of(queues=QUEUES)
PLACES = places_for(workspace_of(TEAM))


def problem_with(cases: OpenCases) -> Problem:
    return with_opening(bare(), PLACES, cases)


def bare() -> Problem:
    workspace = workspace_of(TEAM, opened={"payments": [3.0], "claims": [1.0]})
    axis = axis_of(workspace)
    return build_problem(workspace, axis, known_forecast(axis, ("payments", "claims", "listings"), 1.0, 2))


def open_at(replications: int, *rows: tuple[int, int, float, float]) -> OpenCases:
    """Rows of replication, queue, age in hours and minutes still to be done."""
    columns = np.array(rows, dtype=float).reshape(-1, 4).T
    replication, queue = columns[:2].astype(np.int64)
    return OpenCases(replications, replication, queue, -60 * columns[2], columns[3])


def opening(problem: Problem) -> list[tuple[int, int, int, int]]:
    """Class, minutes, intervals left to be on time and to the maximum age."""
    demand = problem.demand
    columns = (demand.opening_class, demand.opening_work, demand.opening_deadline, demand.opening_age_limit)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def test_the_expected_backlog_is_the_mean_over_the_replications() -> None:
    cases = open_at(4, (0, 0, 3.2, 20.0), (1, 2, 3.9, 30.0), (3, 1, 10.5, 10.0), (3, 0, 23.5, 8.0))
    assert opening(problem_with(cases)) == [(0, 2, 0, 48), (0, 13, 20, 68), (1, 3, 37, 61)]


def test_the_expected_backlog_takes_the_place_of_the_known_one_and_of_nothing_else() -> None:
    before, after = bare(), problem_with(open_at(1, (0, 0, 1.0, 10.0)))
    assert len(before.demand.opening_work) == 2
    for name in (field.name for field in fields(before.demand)):
        if not name.startswith("opening_"):
            assert np.array_equal(getattr(before.demand, name), getattr(after.demand, name))
    assert np.array_equal(before.pins, after.pins)
    assert not after.demand.opening_work.flags.writeable


@pytest.mark.parametrize(
    ("age", "deadline", "limit"),
    [
        (0.0, 24, 72),
        (0.25, 23, 71),
        (23.0, 1, 49),
        (23.0 + 1 / 3600, 0, 48),
        (24.0, 0, 48),  # its deadline is now
        (48.0, 0, 24),
        (72.0, 0, 24),
        (500.0, 0, 24),  # above the maximum age: to be cleared within a day
    ],
)
def test_a_case_open_at_the_start_has_the_time_left_that_its_age_leaves(age: float, deadline: int, limit: int) -> None:
    assert opening(problem_with(open_at(1, (0, 0, age, 10.0)))) == [(0, 10, deadline, limit)]


def test_small_parts_of_a_minute_add_up_and_the_most_urgent_comes_first() -> None:
    rows = [(number, 0, 1.0 + number, 0.3) for number in range(10)]
    found = opening(problem_with(open_at(1, *rows)))
    assert sum(work for _, work, _, _ in found) == 3
    assert [left for _, _, left, _ in found] == [14, 17, 20]
    assert all(work > 0 for _, work, _, _ in found)


def test_no_case_open_at_the_start_in_any_replication_is_no_cohort() -> None:
    assert opening(problem_with(open_at(100))) == []


def test_work_of_next_to_nothing_is_one_minute_and_not_none() -> None:
    assert opening(problem_with(open_at(2000, (7, 1, 5.0, 3.0)))) == [(1, 1, 43, 67)]


def test_the_simulated_days_before_the_plan_leave_their_mean_backlog_to_it() -> None:
    rows = (Assignment(agent_id="a0", date=MONDAY - timedelta(days=1), shift_id="early"),)  # 06:00 to 14:00
    workspace = workspace_of(TEAM, opened={"payments": [30.0] * 20}, published=rows)
    workspace = replace(workspace, as_of=workspace.as_of - timedelta(hours=13, minutes=30))  # 10:30
    workspace = replace(workspace, tickets=workspace.tickets.known_at(workspace.as_of))
    places = places_for(workspace)
    axis, bridge = places.axis, bridge_of(workspace, places)
    forecast = known_forecast(axis, ("payments", "claims", "listings"), 1.0, 2, hours_before=14)
    problem = build_problem(workspace, axis, forecast)
    desk = build_desk(workspace, places, problem, Roster.empty(problem), forecast, bridge)
    paths = np.random.default_rng(2).poisson(1.0, (500, 3, len(desk.interval_start) - 1))
    volume = after_now(paths, forecast, axis, bridge, 2)
    cases = open_at_plan_start(desk, volume, seed=2)
    found = with_opening(problem, places, cases).demand
    # 13.5 hours of 66.5 minutes of work, less three and a half hours of one person who is never idle
    arrived = (volume[:, :, :14].sum(axis=(0, 2)) / 500 * [14, 30, 22.5]).sum()
    assert arrived == pytest.approx(13.5 * 66.5, rel=0.02)
    assert found.opening_work.sum() == pytest.approx(arrived + 20 * 14 - 210, abs=25)
    for kind, queues in enumerate(([0, 2], [1])):
        exact = cases.minutes[np.isin(cases.queue, queues)].sum() / 500
        assert exact <= found.opening_work[found.opening_class == kind].sum() < exact + 1
    assert found.opening_deadline[found.opening_class == 0].max() == 23
    assert found.opening_deadline[found.opening_class == 1].max() == 47


@pytest.mark.parametrize("name", ["seller-escalations", "incident-desk"])
def test_the_examples_publish_every_day_between_now_and_the_plan(name: str) -> None:
    workspace = read_workspace(EXAMPLE.parent / name)
    found = bridge_of(workspace, places_for(workspace))
    assert (found.repeated, found.reason) == ((), "")
    assert -4 * 1440 < found.start < -3 * 1440


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 2), st.floats(0, 200), st.floats(0.01, 90)),
        max_size=40,
    ),
    replications=st.integers(1, 500),
)
def test_each_class_holds_its_expected_work_and_less_than_a_minute_more(
    rows: list[tuple[int, float, float]], replications: int
) -> None:
    queue = np.array([row[0] for row in rows], dtype=np.int64)
    age, work = (np.array([row[part] for row in rows], dtype=float) for part in (1, 2))
    found = cohorts(TEAM, np.array([0, 1, 0]), Waiting(queue, 60 * age, work / replications), 60, clocks_of(PLACES))
    target = np.array([24, 48, 24])[queue]
    for kind in (0, 1):
        own = np.array([0, 1, 0])[queue] == kind
        for left in range(-1, 48):  # at every deadline: what is due by then, and in the end all of it
            due = (work[own & (np.maximum(np.floor(target - age), 0) <= left)] / replications).sum()
            planned = found[(found[:, 0] == kind) & (found[:, 2] <= left), 1].sum()
            assert due - 1e-6 <= planned < due + 1
    assert (found[:, 1] > 0).all()
    assert (found[:, 3] >= 24).all()
