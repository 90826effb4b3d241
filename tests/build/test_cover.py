"""Open hours as stretches of people: equal to a count of every minute."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.build.axis import Axis, stretches
from staffing.build.cover import cover_of
from staffing.build.people import published, rostered
from staffing.build.problem import axis_of, build_problem, places_for
from staffing.documents.people import Assignment
from staffing.documents.team import Team
from staffing.documents.workspace import Workspace
from staffing.problem import OFF, Problem
from staffing.roster import Roster
from staffing.rules.team.min_on_queue import MinOnQueue
from tests.build.desks import EARLY, MONDAY, NIGHT, agents_of, known_forecast, team_of, workspace_of

LATE = {"id": "late", "start": "13:00", "end": "22:00", "breaks": [{"start": "18:00", "minutes": 60}]}
SPRING_WEEK, AUTUMN_WEEK = date(2026, 3, 23), date(2026, 10, 19)
BEFORE = timedelta(days=1)


def desk(open_hours: dict[str, Any], first_day: date = MONDAY, **changes: Any) -> Workspace:
    team = team_of(shifts=[EARLY, LATE, NIGHT], open_hours=open_hours)
    return workspace_of(team, first_day=first_day, **changes)


def problem_of(workspace: Workspace) -> Problem:
    axis = axis_of(workspace)
    return build_problem(workspace, axis, known_forecast(axis, ("cases",), 1.0))


def stretches_of(workspace: Workspace) -> list[tuple[Any, ...]]:
    places, agents = places_for(workspace), rostered(workspace)
    site = np.array([places.place_of(agent) for agent in agents])
    return list(cover_of(places, published(workspace, agents, places), site))


def short_by_the_minute(team: Team, axis: Axis, shift_of: Any, wanted: int) -> int:
    """Person-minutes missing, counted minute by minute; `shift_of` is [A, H + D]."""
    there = np.zeros(axis.end + 1440, dtype=int)
    for agent, day in np.argwhere(shift_of != OFF):
        for piece in stretches(axis, team.shifts[shift_of[agent, day]], axis.date_of(int(day))):
            if piece.kind == "queue":
                there[max(0, piece.start) : max(0, piece.end)] += 1
    is_open = np.zeros(axis.end + 1440, dtype=bool)
    for offset in range(axis.days):
        day = axis.first_day + timedelta(days=offset)
        span = team.open_hours.span(day.weekday())
        if span:
            is_open[axis.minute(day, span[0]) : axis.minute(day, span[1])] = True
    return int(np.maximum(wanted - there, 0)[is_open].sum())


def test_without_people_wanted_there_is_nothing_to_cover() -> None:
    assert stretches_of(desk({"daily": "06:00-22:00"})) == []


def test_open_time_is_cut_where_a_shift_or_a_break_begins_or_ends() -> None:
    first = stretches_of(desk({"daily": "05:00-23:00", "min_on_queue": 1}))[:8]
    assert [(stretch[0], stretch[1], [shift for _, shift in stretch[4]]) for stretch in first] == [
        (300, 360, []),
        (360, 600, [0]),
        (600, 630, []),
        (630, 780, [0]),
        (780, 840, [0, 1]),
        (840, 1080, [1]),
        (1080, 1140, []),
        (1140, 1320, [1]),
    ]


def test_a_closed_day_wants_nobody() -> None:
    found = stretches_of(desk({"daily": "06:00-07:00", "sunday": "closed", "min_on_queue": 2}))
    assert [(stretch[0], stretch[2]) for stretch in found] == [(1440 * day + 360, 2) for day in range(6)]


def test_the_last_open_night_counts_whole_and_the_one_before_the_plan_does_not() -> None:
    found = stretches_of(desk({"daily": "22:00-26:00", "min_on_queue": 1}))
    assert found[0][0] == 1320
    assert found[-1][1] == 7 * 1440 + 120


def test_a_night_of_the_last_day_is_filled_by_its_own_shift() -> None:
    problem = problem_of(desk({"sunday": "22:00-30:00", "daily": "closed", "min_on_queue": 1}))
    nobody = Roster.empty(problem)
    assert sum(breach.amount for breach in MinOnQueue().violations(problem, nobody)) == 480
    assert not list(MinOnQueue().violations(problem, nobody.assigned(0, 6, 2)))


def test_neighbours_with_the_same_people_are_one_stretch() -> None:
    found = stretches_of(desk({"daily": "00:00-24:00", "min_on_queue": 1}))
    assert all(a[1] < b[0] or a[2:] != b[2:] for a, b in pairwise(found))


def test_a_night_shift_of_the_history_is_present_on_the_first_morning() -> None:
    rows = (Assignment(agent_id="a0", date=MONDAY - BEFORE, shift_id="night"),)
    first, second = stretches_of(desk({"daily": "04:00-07:00", "min_on_queue": 1}, published=rows))[:2]
    assert (first[0], first[1], first[3]) == (240, 360, 1)
    assert (second[0], second[1], second[3]) == (360, 420, 0)


def test_a_stretch_that_the_history_covers_needs_nobody() -> None:
    rows = (Assignment(agent_id="a0", date=MONDAY - BEFORE, shift_id="night"),)
    problem = problem_of(desk({"monday": "04:00-06:00", "daily": "closed", "min_on_queue": 1}, published=rows))
    assert list(MinOnQueue().violations(problem, Roster.empty(problem))) == []


@pytest.mark.parametrize("first_day", [MONDAY, SPRING_WEEK, AUTUMN_WEEK])
def test_an_empty_week_is_short_by_all_its_open_minutes(first_day: date) -> None:
    workspace = desk({"daily": "00:00-24:00", "min_on_queue": 1}, first_day)
    problem = problem_of(workspace)
    missing = sum(violation.amount for violation in MinOnQueue().violations(problem, Roster.empty(problem)))
    assert missing == axis_of(workspace).end == {MONDAY: 10080, SPRING_WEEK: 10020, AUTUMN_WEEK: 10140}[first_day]


def two_sites(first: dict[str, Any], second: dict[str, Any], **changes: Any) -> Workspace:
    """A site in Berlin and one in Manila, where it is seven hours later; the team itself wants nobody."""
    sites = [{"id": "berlin", "zone": "Europe/Berlin"} | first, {"id": "manila", "zone": "Asia/Manila"} | second]
    people = agents_of({"site": "berlin"}, {"site": "manila"})
    return workspace_of(team_of(sites=sites, shifts=[EARLY, LATE, NIGHT]), agents=people, **changes)


HOURS = {"open_hours": {"daily": "13:00-14:00", "min_on_queue": 2}}


def test_the_cover_of_a_site_counts_its_own_shifts_at_its_own_hours_and_no_other() -> None:
    here, there = stretches_of(two_sites(HOURS, {})), stretches_of(two_sites({}, HOURS))
    assert [stretch[0] for stretch in here] == [1440 * day + 780 for day in range(7)]
    assert [stretch[0] for stretch in there] == [1440 * day + 780 - 420 for day in range(7)]
    assert (here[0][2], here[0][4]) == (2, ((0, 0), (0, 1)))
    assert (there[0][2], there[0][4]) == (2, ((0, 3), (0, 4)))


def test_the_cover_of_a_site_is_told_in_its_own_days_and_times() -> None:
    found = stretches_of(two_sites({}, {"open_hours": {"daily": "00:30-01:30", "min_on_queue": 1}}))
    assert [(stretch[5], stretch[6]) for stretch in found] == [(day, "00:30-01:30 at manila") for day in range(7)]
    assert found[0][0] == 30 - 420  # Sunday afternoon in Berlin


def test_the_team_counts_everybody_in_addition_to_each_site() -> None:
    workspace = two_sites(HOURS, HOURS)
    hours = {"daily": "06:30-07:00", "min_on_queue": 1}
    team = team_of(sites=list(workspace.team.sites), shifts=[EARLY, LATE, NIGHT], open_hours=hours)
    found = stretches_of(workspace_of(team, agents=workspace.agents))
    assert len(found) == 21
    assert found[0][4] == ((0, 0), (0, 3), (0, 4))  # in Manila it is half past one in the afternoon


def test_only_people_of_the_site_are_present_from_its_history() -> None:
    rows = tuple(Assignment(agent_id=f"a{agent}", date=MONDAY - BEFORE, shift_id="night") for agent in (0, 1))
    hours = {"open_hours": {"daily": "03:00-04:00", "min_on_queue": 1}}
    found = stretches_of(two_sites(hours, hours, published=rows))
    assert [found[number][3] for number in (0, 7)] == [1, 0]
    assert [found[number][0] for number in (0, 7)] == [180, 180 - 420]  # in Manila that is before the plan


@settings(derandomize=True, max_examples=40, deadline=None)
@given(
    cells=st.lists(st.integers(OFF, 2), min_size=27, max_size=27),
    wanted=st.integers(1, 3),
    hours=st.sampled_from(("06:00-22:00", "00:00-24:00", "20:00-31:00", "09:45-18:10")),
    first_day=st.sampled_from((MONDAY, SPRING_WEEK, AUTUMN_WEEK)),
    zone=st.sampled_from(("Europe/Berlin", "Australia/Lord_Howe", "Asia/Jakarta")),
)
def test_the_shortage_of_any_roster_equals_a_count_of_every_minute(
    cells: list[int], wanted: int, hours: str, first_day: date, zone: str
) -> None:
    shift_of = np.array(cells).reshape(3, 9)
    team = team_of(zone, shifts=[EARLY, LATE, NIGHT], open_hours={"daily": hours, "min_on_queue": wanted})
    rows = tuple(
        Assignment(agent_id=f"a{agent}", date=first_day + timedelta(days=int(day) - 2), shift_id=team.shifts[shift].id)
        for agent, day in np.argwhere(shift_of[:, :2] != OFF)
        for shift in [shift_of[agent, day]]
    )
    workspace = workspace_of(team, first_day=first_day, published=rows, agents=agents_of({}, {}, {}))
    problem = problem_of(workspace)
    roster = Roster.of(shift_of[:, 2:], 3)
    missing = sum(violation.amount for violation in MinOnQueue().violations(problem, roster))
    axis = Axis(first_day, 7, 2, axis_of(workspace).zone)
    assert missing == short_by_the_minute(team, axis, shift_of, wanted)
