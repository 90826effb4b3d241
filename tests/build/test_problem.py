"""The Problem of a workspace: rest, paid minutes and midnights are true on nights with a clock change."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from staffing.build.problem import axis_of, build_problem, places_for, rules_of
from staffing.build.rosters import roster_of
from staffing.documents.people import Assignment, Request
from staffing.documents.workspace import Workspace
from staffing.problem import OFF, Problem
from staffing.roster import Roster
from staffing.rules.agent.contract_minutes import ContractMinutes
from staffing.rules.agent.guaranteed_minutes import GuaranteedMinutes
from staffing.rules.agent.min_rest import MinRest
from tests.build.desks import EARLY, MONDAY, NIGHT, agents_of, known_forecast, team_of, workspace_of

SPRING_WEEK, AUTUMN_WEEK = date(2026, 3, 23), date(2026, 10, 19)
LORD_HOWE = "Australia/Lord_Howe"
LATE = {"id": "late", "start": "14:00", "end": "22:00"}


def problem_of(workspace: Workspace) -> Problem:
    axis = axis_of(workspace)
    return build_problem(workspace, axis, known_forecast(axis, ("cases",), 1.0))


def desk(first_day: date = MONDAY, zone: str = "Europe/Berlin", **changes: Any) -> Workspace:
    return workspace_of(team_of(zone, shifts=[EARLY, LATE, NIGHT]), first_day=first_day, **changes)


def rest_after_saturday_late(first_day: date, zone: str) -> int:
    problem = problem_of(desk(first_day, zone))
    return int(problem.shift_start[6, 0] - problem.shift_end[5, 1])


@pytest.mark.parametrize(
    ("first_day", "zone", "minutes"),
    [
        (MONDAY, "Europe/Berlin", 480),
        (SPRING_WEEK, "Europe/Berlin", 420),
        (AUTUMN_WEEK, "Europe/Berlin", 540),
        (date(2026, 3, 30), LORD_HOWE, 510),
        (date(2026, 9, 28), LORD_HOWE, 450),
        (SPRING_WEEK, "Asia/Jakarta", 480),
    ],
)
def test_rest_is_the_time_that_really_passes(first_day: date, zone: str, minutes: int) -> None:
    assert rest_after_saturday_late(first_day, zone) == minutes


@pytest.mark.parametrize(("first_day", "minutes"), [(SPRING_WEEK, 420), (AUTUMN_WEEK, 540)])
def test_the_rest_rule_follows_the_clock_change(first_day: date, minutes: int) -> None:
    problem = problem_of(desk(first_day))
    roster = Roster.parse("-----LE\n-------", "ELN")
    assert not list(MinRest(minutes=minutes).violations(problem, roster))
    (breach,) = MinRest(minutes=minutes + 1).violations(problem, roster)
    assert (breach.amount, breach.agent, breach.day) == (1, 0, 6)


@pytest.mark.parametrize(("first_day", "paid"), [(SPRING_WEEK, 420), (AUTUMN_WEEK, 540), (MONDAY, 480)])
def test_a_night_is_paid_for_the_time_that_really_passes(first_day: date, paid: int) -> None:
    problem = problem_of(desk(first_day))
    assert problem.paid_minutes[5].tolist() == [450, 480, paid]
    assert problem.paid_minutes[4].tolist() == [450, 480, 480]


def test_a_night_ends_on_the_day_after_it_starts() -> None:
    problem = problem_of(desk())
    assert (problem.shift_end[:, 2] > problem.day_start[1:]).all()
    assert (problem.shift_end[:, :2] <= problem.day_start[1:, None]).all()


def test_weeks_count_from_the_first_planned_day_and_are_negative_before() -> None:
    rows = (Assignment(agent_id="a0", date=MONDAY - timedelta(days=9), shift_id="early"),)
    problem = problem_of(desk(published=rows, weeks=2))
    assert problem.week.tolist() == [-2] * 2 + [-1] * 7 + [0] * 7 + [1] * 7
    assert problem.weekend.tolist() == ([True] * 2 + ([False] * 5 + [True] * 2) * 3)
    assert (problem.history_days, problem.days, problem.weeks) == (9, 14, 2)


def test_a_week_may_start_on_any_day() -> None:
    problem = problem_of(desk(MONDAY + timedelta(days=3)))
    assert problem.week.tolist() == [0] * 7
    assert problem.weekend.tolist() == [False, False, True, True, False, False, False]


def test_history_and_pins_are_what_is_published() -> None:
    rows = (
        Assignment(agent_id="a0", date=MONDAY - timedelta(days=1), shift_id="night"),
        Assignment(agent_id="a1", date=MONDAY + timedelta(days=6), shift_id="late"),
    )
    problem = problem_of(desk(published=rows))
    assert problem.history.tolist() == [[2], [OFF]]
    assert problem.pins.tolist() == [[OFF] * 7, [OFF] * 6 + [1]]


def test_a_shift_that_the_clocks_skip_is_no_time_and_no_crash() -> None:
    short = {"id": "short", "start": "02:00", "end": "03:00"}
    problem = problem_of(workspace_of(team_of(shifts=[EARLY, short]), first_day=SPRING_WEEK))
    assert problem.shift_start[6, 1] == problem.shift_end[6, 1] == 6 * 1440 + 120
    assert problem.paid_minutes[:, 1].tolist() == [60] * 6 + [0]
    assert not problem.demand.capacity[6, 1].any()
    assert not problem.available[:, 6, 1].any()
    assert problem.available[:, 5, 1].all()


def test_the_hour_of_a_clock_change_does_not_cost_a_night_worker_a_shift() -> None:
    problem = problem_of(workspace_of(team_of(), first_day=AUTUMN_WEEK))
    nights = np.full((2, 7), OFF)
    nights[0, 2:] = 1
    roster = Roster.of(nights, 2)
    assert (roster.work[0] * problem.paid_minutes).sum() == 2460
    assert not list(ContractMinutes().violations(problem, roster))
    assert not [breach for breach in GuaranteedMinutes().violations(problem, roster) if breach.agent == 0]


def test_no_array_of_a_problem_can_be_written_to() -> None:
    problem = problem_of(desk())
    for owner in (problem, problem.demand):
        for field in fields(owner):
            value = getattr(owner, field.name)
            if isinstance(value, np.ndarray):
                assert not value.flags.writeable, field.name


def test_every_array_has_the_shape_of_its_axes() -> None:
    rows = (Assignment(agent_id="a0", date=MONDAY - timedelta(days=4), shift_id="early"),)
    problem = problem_of(desk(published=rows, agents=agents_of({}, {}, {})))
    agents, history, days, shifts = 3, 4, 7, 3
    assert problem.day_start.shape == (history + days + 1,)
    assert problem.shift_start.shape == problem.shift_end.shape == (history + days, shifts)
    assert problem.available.shape == (agents, history + days, shifts)
    assert problem.on_leave.shape == problem.employed.shape == (agents, history + days)
    assert problem.days_due.shape == problem.minutes_due.shape == problem.minutes_guaranteed.shape == (agents, 1)
    assert problem.pins.shape == (agents, days)
    assert problem.history.shape == (agents, history)
    assert len(problem.day_names) == history + days


def test_rows_of_a_file_become_a_roster_of_the_planned_days_and_people() -> None:
    workspace = desk(agents=agents_of({}, {"role": "lead"}, {}))
    rows = tuple(
        Assignment(agent_id=agent, date=MONDAY + timedelta(days=day), shift_id=shift)
        for agent, day, shift in (
            ("a0", 0, "early"),
            ("a0", 0, "night"),
            ("a2", 6, "late"),
            ("a1", 1, "early"),  # a lead
            ("a0", 7, "early"),  # after the plan
            ("a0", -1, "early"),  # before it
        )
    )
    roster = roster_of(rows, problem_of(workspace), places_for(workspace), workspace.agents)
    assert roster.text("ELN") == "*------\n------L"
    assert roster.work.sum() == 3


def test_a_rule_that_the_team_writes_takes_the_place_of_the_one_everybody_has() -> None:
    team = team_of(
        rules=[{"rule": "requests", "weight": 7}, {"rule": "min_rest"}],
        targets={"rate_24h": 0.93, "day_floor": 0.7, "occupancy_max": 0.8, "utilization": {"min": 0.5, "max": 0.7}},
    )
    rules = {rule.rule: rule for rule in rules_of(team)}
    assert len(rules) == len(rules_of(team))
    assert rules["requests"].weight == 7
    assert rules["min_rest"].hard
    assert (rules["resolution_rate"].model_dump()["rate"], rules["day_floor"].model_dump()["rate"]) == (0.93, 0.7)
    assert rules["occupancy_cap"].model_dump()["share"] == 0.8
    assert rules["utilization_band"].model_dump()["max"] == 0.7


def test_no_shift_begins_on_a_closed_day() -> None:
    problem = problem_of(workspace_of(team_of(open_hours={"saturday": "closed", "sunday": "closed"})))
    planned = problem.available[:, problem.history_days :]
    assert planned[:, :5].any(axis=(0, 2)).all()
    assert not planned[:, 5:].any()


def test_requests_are_known_by_agent_in_their_order() -> None:
    asked = [("a1", 2, "off"), ("a0", 1, "early"), ("a1", 0, "not:night")]
    requests = tuple(Request(agent_id=who, date=MONDAY + timedelta(day), want=want) for who, day, want in asked)
    team = team_of()
    workspace = workspace_of(team, agents=agents_of({}, {}, {}), requests=requests)
    axis = axis_of(workspace)
    problem = build_problem(workspace, axis, known_forecast(axis, ("cases",), 1.0))
    assert problem.wishes_of == ((problem.wishes[1],), (problem.wishes[0], problem.wishes[2]), ())
