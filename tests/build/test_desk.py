"""The judge's desk: its segments are the roster's on-queue minutes, no more and no less."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.build.axis import stretches
from staffing.build.bridge import Bridge, bridge_of
from staffing.build.desk import build_desk
from staffing.build.problem import axis_of, build_problem, places_for
from staffing.documents.people import Assignment
from staffing.documents.workspace import Workspace
from staffing.problem import OFF
from staffing.roster import Roster
from staffing.simulate.desk import Desk
from tests.build.desks import EARLY, MONDAY, NIGHT, agents_of, known_forecast, team_of, workspace_of

AUTUMN_WEEK = date(2026, 10, 19)
LATE = {"id": "late", "start": "13:00", "end": "22:00", "breaks": [{"start": "18:00", "minutes": 60}]}
LETTERS = "ELN"


def workspace(first_day: date = MONDAY, zone: str = "Europe/Berlin", **changes: Any) -> Workspace:
    return workspace_of(team_of(zone, shifts=[EARLY, LATE, NIGHT]), first_day=first_day, **changes)


def desk_of(work: Workspace, text: str) -> Desk:
    places = places_for(work)
    forecast = known_forecast(places.axis, ("cases",), 1.0)
    problem = build_problem(work, places.axis, forecast)
    return build_desk(work, places, problem, Roster.parse(text, LETTERS), forecast)


def bridged(work: Workspace, text: str, hours_before: int) -> tuple[Desk, Bridge]:
    """The desk whose run starts where the log ends, which lies in the first of so many hours before the plan."""
    places = places_for(work)
    forecast = known_forecast(places.axis, ("cases",), 1.0, hours_before=hours_before)
    problem = build_problem(work, places.axis, forecast)
    bridge = bridge_of(work, places)
    return build_desk(work, places, problem, Roster.parse(text, LETTERS), forecast, bridge), bridge


def segments(desk: Desk, agent: int) -> list[tuple[int, int, int]]:
    own = desk.segment_agent == agent
    columns = (desk.segment_start[own], desk.segment_end[own], desk.segment_day[own])
    return [(int(start), int(end), int(day)) for start, end, day in zip(*columns, strict=True)]


def test_a_break_parts_a_shift_into_two_segments_of_one_number() -> None:
    desk = desk_of(workspace(), "-E-----\n-------")
    assert segments(desk, 0) == [(1440 + 360, 1440 + 600, 1), (1440 + 630, 1440 + 840, 1)]
    assert len(set(desk.segment_shift.tolist())) == 1


def test_the_tail_repeats_the_first_day_with_a_number_and_a_day_of_its_own() -> None:
    desk = desk_of(workspace(), "E------\n-------")
    week = 7 * 1440
    assert segments(desk, 0) == [(360, 600, 0), (630, 840, 0), (week + 360, week + 600, 7), (week + 630, week + 840, 7)]
    assert len(set(desk.segment_shift.tolist())) == 2


def test_the_repeated_first_night_runs_beyond_the_end_of_the_run() -> None:
    desk = desk_of(workspace(), "N------\n-------")
    week = 7 * 1440
    assert segments(desk, 0) == [(1320, 1800, 0), (week + 1320, week + 1800, 7)]
    assert desk.interval_start[-1] == week + 1440


def test_days_after_the_first_do_not_come_again_within_a_day_of_tail() -> None:
    desk = desk_of(workspace(), "-EEEEEE\n-------")
    assert max(day for _, _, day in segments(desk, 0)) == 6


def test_a_night_of_the_history_is_on_the_desk_from_the_first_midnight() -> None:
    rows = (Assignment(agent_id="a1", date=MONDAY - timedelta(days=1), shift_id="night"),)
    desk = desk_of(workspace(published=rows), "-------\n-------")
    assert segments(desk, 0) == []
    assert segments(desk, 1) == [(0, 360, -1)]


def test_a_shift_of_the_history_that_ended_before_the_plan_is_not() -> None:
    rows = (Assignment(agent_id="a1", date=MONDAY - timedelta(days=1), shift_id="late"),)
    assert segments(desk_of(workspace(published=rows), "-------\n-------"), 1) == []


def test_the_night_over_the_clock_change_is_as_long_as_it_is() -> None:
    desk = desk_of(workspace(AUTUMN_WEEK), "-----N-\n------E")
    assert segments(desk, 0) == [(5 * 1440 + 1320, 5 * 1440 + 1320 + 540, 5)]
    assert segments(desk, 1)[0][0] == 6 * 1440 + 60 + 360
    assert np.diff(desk.day_start).tolist() == [1440] * 6 + [1500]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Australia/Lord_Howe", "Asia/Jakarta"])
def test_arrival_intervals_run_from_the_first_midnight_to_the_last_deadline(zone: str) -> None:
    for first_day in (AUTUMN_WEEK, date(2026, 9, 28), MONDAY):
        work = workspace(first_day, zone)
        desk = desk_of(work, "-------\n-------")
        assert (desk.interval_start[0], desk.plan_end) == (0, axis_of(work).end)
        assert desk.interval_start[-1] == axis_of(work).end + 1440


def test_paid_minutes_are_those_of_the_plan_alone() -> None:
    rows = (Assignment(agent_id="a1", date=MONDAY - timedelta(days=1), shift_id="night"),)
    desk = desk_of(workspace(published=rows), "E-----N\n--LL---")
    # an early shift and two hours of Sunday's night; six hours of the night before Monday and two late shifts
    assert desk.paid_minutes.tolist() == [450 + 120, 360 + 2 * 480]


@settings(derandomize=True, max_examples=40, deadline=None)
@given(
    cells=st.lists(st.integers(OFF, 2), min_size=14, max_size=14),
    first_day=st.sampled_from((MONDAY, AUTUMN_WEEK, date(2026, 3, 23))),
    zone=st.sampled_from(("Europe/Berlin", "Asia/Jakarta")),
)
def test_the_segments_of_planned_days_are_the_on_queue_minutes_of_the_roster(
    cells: list[int], first_day: date, zone: str
) -> None:
    shift_of = np.array(cells).reshape(2, 7)
    if ((shift_of[:, :-1] == 2) & (shift_of[:, 1:] == 0)).any():
        shift_of[shift_of == 0] = OFF  # a night that ends at 06:00 and an early one would meet
    work = workspace(first_day, zone)
    axis = axis_of(work)
    desk = desk_of(work, Roster.of(shift_of, 3).text(LETTERS))
    for agent in range(2):
        there = np.zeros(axis.end + 2880, dtype=int)
        for start, end, day in segments(desk, agent):
            if day < 7:
                there[start:end] += 1
        wanted = np.zeros_like(there)
        for planned in np.flatnonzero(shift_of[agent] != OFF):
            for piece in stretches(axis, work.team.shifts[shift_of[agent, planned]], axis.date_of(int(planned))):
                wanted[piece.start : piece.end] += piece.kind == "queue"
        assert (there == wanted).all()


def test_open_cases_are_as_old_at_the_start_as_at_as_of() -> None:
    desk = desk_of(workspace(opened={"cases": [0.0, 5.5, 100.0]}), "-------\n-------")
    assert sorted(desk.opening_created.tolist()) == [-6000.0, -330.0, 0.0]
    assert desk.opening_queue.tolist() == [0, 0, 0]
    thursday = datetime(2026, 11, 19, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    later = desk_of(workspace(as_of=thursday, opened={"cases": [5.5]}), "-------\n-------")
    assert later.opening_created.tolist() == [-330.0]


def test_somebody_with_two_overlapping_shifts_on_a_day_is_on_queue_once() -> None:
    work = workspace()
    places = places_for(work)
    forecast = known_forecast(places.axis, ("cases",), 1.0)
    problem = build_problem(work, places.axis, forecast)
    cells = np.zeros((2, 7, 3), dtype=bool)
    cells[0, 1, :2] = True  # 06-14 with a break at 10, and 13-22 with one at 18
    desk = build_desk(work, places, problem, Roster(cells), forecast)
    hours = [(360, 600), (630, 840), (840, 1080), (1140, 1320)]
    assert segments(desk, 0) == [(1440 + start, 1440 + end, 1) for start, end in hours]


def test_a_last_night_that_runs_into_the_repeated_first_morning_is_worked_once() -> None:
    long_night = {"id": "night", "start": "22:00", "end": "31:00"}
    work = workspace_of(team_of(shifts=[EARLY, LATE, long_night]))
    desk = desk_of(work, "E-----N\n-------")
    week = 7 * 1440
    assert segments(desk, 0)[2:] == [
        (week - 120, week + 420, 6),
        (week + 420, week + 600, 7),
        (week + 630, week + 840, 7),
    ]


BERLIN = ZoneInfo("Europe/Berlin")
SATURDAY, SUNDAY = MONDAY - timedelta(days=2), MONDAY - timedelta(days=1)
NOBODY = "-------\n-------"


def row(agent: int, day: date, shift: str) -> Assignment:
    return Assignment(agent_id=f"a{agent}", date=day, shift_id=shift)


def at(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=BERLIN)


def test_the_run_starts_in_the_middle_of_the_hour_in_which_the_log_ends() -> None:
    work = workspace(as_of=at(SUNDAY, 9, 35), published=(row(0, SATURDAY, "early"),))
    desk, bridge = bridged(work, NOBODY, 15)
    assert desk.interval_start[:3].tolist() == [bridge.start, -14 * 60, -13 * 60] == [-865, -840, -780]
    assert (np.diff(desk.interval_start[1:]) == 60).all()
    assert desk.interval_start[-1] == desk_of(workspace(), NOBODY).interval_start[-1]
    assert desk.day_start[0] == 0


def test_the_shifts_before_the_plan_are_on_the_desk_from_the_start_of_the_run() -> None:
    rows = (row(0, SATURDAY, "late"), row(0, SUNDAY, "early"), row(1, SATURDAY, "night"), row(1, SUNDAY, "night"))
    work = workspace(as_of=at(SUNDAY, 4, 30), published=rows)
    desk, _ = bridged(work, "E------\n-------", 20)
    assert desk.interval_start[0] == -1170
    # Saturday's late shift is over; of its night an hour and a half is left; Sunday's runs into the plan
    assert segments(desk, 0)[:3] == [(-1080, -840, -1), (-810, -600, -1), (360, 600, 0)]
    assert segments(desk, 1) == [(-1170, -1080, -2), (-120, 360, -1)]


def test_a_run_that_starts_in_a_break_goes_on_with_the_rest_of_the_shift() -> None:
    work = workspace(as_of=at(SUNDAY, 10, 15), published=(row(0, SUNDAY, "early"),))
    desk, _ = bridged(work, NOBODY, 14)
    assert segments(desk, 0) == [(-810, -600, -1)]


def test_repeated_days_are_worked_like_published_ones_and_into_the_plan() -> None:
    rows = (row(0, SATURDAY - timedelta(days=7), "early"), row(1, SUNDAY - timedelta(days=7), "night"))
    work = workspace(as_of=at(SATURDAY, 0), published=rows)
    desk, bridge = bridged(work, NOBODY, 48)
    assert bridge.repeated == (SATURDAY, SUNDAY)
    assert segments(desk, 0) == [(-2520, -2280, -2), (-2250, -2040, -2)]
    assert segments(desk, 1) == [(-120, 360, -1)]
    assert desk.paid_minutes.tolist() == [0, 360]


def test_open_cases_have_their_true_clock_starts_when_the_days_before_the_plan_are_simulated() -> None:
    work = workspace(
        as_of=at(SUNDAY, 9, 35), opened={"cases": [0.0, 5.5, 100.0]}, published=(row(0, SATURDAY, "early"),)
    )
    desk, _ = bridged(work, NOBODY, 15)
    assert sorted(desk.opening_created.tolist()) == [-865 - 6000, -865 - 330, -865]


def test_a_case_that_came_within_the_first_minute_of_the_run_waits_at_its_start() -> None:
    work = workspace(as_of=at(SUNDAY, 9, 35, 40), opened={"cases": [0.0, 1.0]}, published=(row(0, SATURDAY, "early"),))
    desk, bridge = bridged(work, NOBODY, 15)
    assert desk.interval_start[0] == bridge.start == -865
    assert sorted(desk.opening_created.tolist()) == pytest.approx([-865 + 40 / 60 - 60, -865])


def test_without_a_roster_before_the_plan_the_desk_is_the_one_without_a_bridge() -> None:
    work = workspace(as_of=at(SATURDAY, 12), opened={"cases": [5.5]})
    desk, bridge = bridged(work, "E-----N\n--LL---", 0)
    alone = desk_of(work, "E-----N\n--LL---")
    assert bridge.reason
    for name in ("interval_start", "segment_start", "segment_end", "segment_day", "opening_created", "paid_minutes"):
        assert getattr(desk, name).tolist() == getattr(alone, name).tolist()


def test_the_planned_days_of_a_desk_do_not_depend_on_the_days_before() -> None:
    rows = (row(0, SATURDAY, "late"), row(1, SUNDAY, "night"))
    text = "E-----N\n--LL---"
    alone = desk_of(workspace(published=rows), text)
    desk, _ = bridged(workspace(as_of=at(SATURDAY, 12), published=rows), text, 36)
    for agent in range(2):
        assert [each for each in segments(desk, agent) if each[0] >= 0] == [
            each for each in segments(alone, agent) if each[0] > 0
        ]
    assert desk.paid_minutes.tolist() == alone.paid_minutes.tolist()
    assert segments(desk, 1)[0] == (-120, 360, -1)


def test_people_beside_those_of_the_problem_come_last_and_change_nothing_for_the_others() -> None:
    work = workspace(as_of=at(SUNDAY, 4), published=(row(1, SUNDAY, "night"),))
    places = places_for(work)
    forecast, bridge = known_forecast(places.axis, ("cases",), 1.0, hours_before=20), bridge_of(work, places)
    problem = build_problem(work, places.axis, forecast)
    two, three = (Roster.parse(text, LETTERS) for text in ("E------\n--LL---", "E------\n--LL---\n----N--"))
    alone, more = (build_desk(work, places, problem, roster, forecast, bridge) for roster in (two, three))
    assert more.agent_names == ("a0", "a1", "more 1")
    assert [segments(more, agent) for agent in (0, 1)] == [segments(alone, agent) for agent in (0, 1)]
    assert segments(more, 2) == [(4 * 1440 + 1320, 5 * 1440 + 360, 4)]
    assert more.paid_minutes.tolist() == [*alone.paid_minutes.tolist(), 480]


def with_leaver(more: str = "", like: tuple[int, ...] = (), **changes: Any) -> tuple[Desk, Bridge]:
    """Three people of whom `a1` leaves with Sunday's night: the others, and who is hired for the plan."""
    rows = (row(0, SATURDAY, "late"), row(1, SATURDAY, "late"), row(1, SUNDAY, "night"), row(2, SUNDAY, "early"))
    people = agents_of({}, {"leaves_on": SUNDAY, **changes}, {"skills": ("cases:0.9",)})
    work = workspace(as_of=at(SATURDAY, 12), published=rows, agents=people)
    places = places_for(work)
    forecast, bridge = known_forecast(places.axis, ("cases",), 1.0, hours_before=36), bridge_of(work, places)
    problem = build_problem(work, places.axis, forecast)
    assert problem.agent_names == ("a0", "a2")
    roster = Roster.parse(f"E------\n--L----{more}", LETTERS)
    return build_desk(work, places, problem, roster, forecast, bridge, like), bridge


def test_who_leaves_before_the_plan_is_on_the_desk_until_then_behind_the_people_of_the_plan() -> None:
    desk, bridge = with_leaver()
    assert [agent.agent_id for agent in bridge.leavers] == ["a1"]
    assert desk.agent_names == ("a0", "a2", "a1")
    late = [(-35 * 60, -30 * 60, -2), (-29 * 60, -26 * 60, -2)]  # Saturday 13:00 to 18:00 and 19:00 to 22:00
    week = 7 * 1440
    assert segments(desk, 0) == [
        *late,
        (360, 600, 0),
        (630, 840, 0),
        (week + 360, week + 600, 7),
        (week + 630, week + 840, 7),
    ]
    assert segments(desk, 1)[:2] == [(-1080, -840, -1), (-810, -600, -1)]
    assert segments(desk, 2) == [*late, (-120, 360, -1)]
    assert desk.paid_minutes.tolist() == [450, 480, 360]


def test_people_beside_those_of_the_problem_come_after_those_who_leave() -> None:
    alone, _ = with_leaver()
    desk, _ = with_leaver("\n----N--\n-E-E---", like=(1,), skills=("cases:0.5",))
    assert desk.agent_names == ("a0", "a2", "a1", "more 1", "more 2")
    assert [segments(desk, agent) for agent in range(3)] == [segments(alone, agent) for agent in range(3)]
    assert segments(desk, 3) == [(4 * 1440 + 1320, 5 * 1440 + 360, 4)]  # a single shift: it does not come again
    assert {day for _, _, day in segments(desk, 4)} == {1, 3}
    assert desk.proficiency[:, 0].tolist() == [1.0, 0.9, 0.5, 0.9, 1.0]
    assert desk.paid_minutes.tolist() == [450, 480, 360, 480, 900]


def test_without_a_bridge_nobody_leaves() -> None:
    rows = (row(0, SUNDAY, "night"), row(1, SUNDAY, "night"))
    desk = desk_of(workspace(published=rows, agents=agents_of({}, {"leaves_on": SUNDAY}, {})), NOBODY)
    assert desk.agent_names == ("a0", "a2")


@pytest.mark.parametrize("hours_before", [14, 16])
def test_a_forecast_whose_first_hour_does_not_hold_the_start_is_refused(hours_before: int) -> None:
    work = workspace(as_of=at(SUNDAY, 9, 35), published=(row(0, SATURDAY, "early"),))
    with pytest.raises(ValueError, match="the run starts at minute -865, outside the forecast's first interval"):
        bridged(work, NOBODY, hours_before)


def test_days_with_a_change_of_the_clocks_before_the_plan_have_their_hours() -> None:
    monday = date(2026, 10, 26)
    saturday = monday - timedelta(days=2)
    work = workspace(monday, as_of=at(saturday, 20), published=(row(0, saturday, "night"), row(1, saturday, "early")))
    desk, bridge = bridged(work, NOBODY, 29)
    assert bridge.start == -29 * 60
    assert segments(desk, 0) == [(-27 * 60, -18 * 60, -2)]  # 22:00 to 06:00, nine hours
    assert (np.diff(desk.interval_start) == 60).all()


def test_a_single_shift_more_is_worked_once_and_a_person_more_again_after_the_plan() -> None:
    work = workspace()
    places = places_for(work)
    forecast = known_forecast(places.axis, ("cases",), 1.0)
    problem = build_problem(work, places.axis, forecast)
    roster = Roster.parse("-------\n-------\nE------\nE-E----", LETTERS)
    desk = build_desk(work, places, problem, roster, forecast)
    assert {day for _, _, day in segments(desk, 2)} == {0}
    assert {day for _, _, day in segments(desk, 3)} == {0, 2, 7}


def test_a_shift_of_a_second_site_is_worked_in_the_minutes_of_the_first() -> None:
    sites = [{"id": "berlin", "zone": "Europe/Berlin"}, {"id": "new-york", "zone": "America/New_York"}]
    team = team_of(sites=sites, shifts=[EARLY, NIGHT])
    rows = (Assignment(agent_id="a1", date=SUNDAY, shift_id="night"),)  # 22:00 there is four in the morning in Berlin
    work = workspace_of(team, agents=agents_of({"site": "berlin"}, {"site": "new-york"}), published=rows)
    places = places_for(work)
    forecast = known_forecast(places.axis, ("cases",), 1.0)
    problem = build_problem(work, places.axis, forecast)
    roster = Roster.parse("E------\n-A-----", "ENAB")
    desk = build_desk(work, places, problem, roster, forecast)
    assert segments(desk, 0)[:2] == [(360, 600, 0), (630, 840, 0)]
    assert segments(desk, 1) == [(240, 720, -1), (1440 + 720, 1440 + 960, 1), (1440 + 990, 1440 + 1200, 1)]
    assert desk.paid_minutes.tolist() == [450, 480 + 450]


def test_the_desk_knows_who_serves_what_and_whom_people_beside_the_problem_are_like() -> None:
    queues = [{"id": name, "handle_minutes": {"mean": 10}} for name in ("payments", "claims")]
    people = agents_of({"skills": ("payments",)}, {"skills": ("claims:0.8", "payments")})
    work = workspace_of(team_of(queues=queues, shifts=[EARLY, LATE, NIGHT]), agents=people)
    places = places_for(work)
    forecast = known_forecast(places.axis, ("payments", "claims"), 1.0)
    problem = build_problem(work, places.axis, forecast)
    roster = Roster.parse("-------\n-------\nE-E----\n-E-E---", LETTERS)
    own = [[1.0, 0.0], [1.0, 0.8]]
    for like, more in (((), [own[0], own[0]]), ((1,), [own[1], own[0]]), ((1, 1), [own[1], own[1]])):
        desk = build_desk(work, places, problem, roster, forecast, like=like)
        assert desk.proficiency.tolist() == [*own, *more]


def test_the_desk_has_the_clock_and_the_rate_of_every_queue() -> None:
    office = {"daily": "09:00-17:00"}
    payments, claims = ({"id": name, "handle_minutes": {"mean": 10}} for name in ("payments", "claims"))
    business = {"target_hours": 8, "clock": "business", "open_hours": office, "rate_24h": 0.95}
    work = workspace_of(team_of(queues=[payments, claims | business], shifts=[EARLY, LATE, NIGHT]))
    places = places_for(work)
    forecast = known_forecast(places.axis, ("payments", "claims"), 1.0)
    problem = build_problem(work, places.axis, forecast)
    desk = build_desk(work, places, problem, Roster.empty(problem), forecast)
    assert [len(corners) > 0 for corners in desk.clock_from] == [False, True]
    assert (np.isnan(desk.queue_target[0]), desk.queue_target[1]) == (True, 0.95)
    assert desk.deadline_minutes.tolist() == [1440, 480]
    ten_on_monday = np.interp(600.0, desk.clock_from[1], desk.clock_until[1])
    assert ten_on_monday == 1440 + 600
