"""Who is planned, when, and for how many days and minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from staffing.build.axis import Axis
from staffing.build.people import Dues, dues, presence, published, rostered, wishes
from staffing.build.places import places_of
from staffing.build.problem import axis_of, places_for
from staffing.documents.people import Assignment, Leave, PublicHoliday, Request
from staffing.documents.workspace import Workspace
from staffing.problem import OFF, Wish
from tests.build.desks import EARLY, MONDAY, NIGHT, agents_of, team_of, workspace_of

SUNDAY = MONDAY + timedelta(days=6)


def on(day: int) -> date:
    return MONDAY + timedelta(days=day)


def desk(*rows: dict[str, Any], **changes: Any) -> Workspace:
    return workspace_of(team_of(), agents=agents_of(*rows), **changes)


def dues_of(workspace: Workspace) -> Dues:
    places, agents = places_for(workspace), rostered(workspace)
    return dues(places, agents, presence(places, agents, workspace.leave))


@pytest.mark.parametrize(
    ("row", "planned"),
    [
        ({}, True),
        ({"role": "lead"}, False),
        ({"hired_on": SUNDAY}, True),
        ({"hired_on": SUNDAY + timedelta(days=1)}, False),
        ({"leaves_on": MONDAY}, True),
        ({"leaves_on": MONDAY - timedelta(days=1)}, False),
    ],
)
def test_leads_and_people_of_other_weeks_are_not_planned(row: dict[str, Any], planned: bool) -> None:
    assert bool(rostered(desk(row))) == planned


def test_someone_hired_in_the_second_week_is_planned_with_two_weeks() -> None:
    assert len(rostered(desk({"hired_on": on(8)}, weeks=2))) == 1


@pytest.mark.parametrize(
    ("employed", "days"), [(7, 5), (6, 4), (5, 4), (4, 3), (3, 2), (2, 1), (1, 1)]
)  # 5/7 of the days, rounded half up: 4.3, 3.6, 2.9, 2.1, 1.4, 0.7
def test_a_week_begun_or_ended_is_due_pro_rata(employed: int, days: int) -> None:
    begun = desk({"hired_on": SUNDAY - timedelta(days=employed - 1)}, {"leaves_on": on(employed - 1)})
    owed = dues_of(begun)
    assert owed.days.ravel().tolist() == [days, days]
    assert owed.minutes.ravel().tolist() == [480 * days, 480 * days]
    assert owed.guaranteed.ravel().tolist() == [480 * days, 480 * days]


@pytest.mark.parametrize(("away", "days"), [(0, 5), (1, 4), (4, 1), (5, 0), (6, 0), (7, 0)])
def test_each_leave_day_takes_a_contract_day_down_to_none(away: int, days: int) -> None:
    leave = (Leave(agent_id="a0", start=MONDAY, end=on(away - 1)),) if away else ()
    assert dues_of(desk({}, leave=leave)).days.tolist() == [[days]]


def test_leave_outside_the_employment_takes_no_day() -> None:
    leave = (Leave(agent_id="a0", start=on(3), end=on(9)),)
    owed = dues_of(desk({"leaves_on": on(2)}, leave=leave))
    assert owed.days.tolist() == [[2]]


def test_a_contract_that_guarantees_less_owes_its_share_of_that() -> None:
    short = {"id": "full", "minutes_per_week": 2400, "days_per_week": 5, "shifts": ["early"]}
    short["min_minutes_per_week"] = 1001
    workspace = workspace_of(team_of(contracts=[short]), agents=agents_of({"leaves_on": on(2)}))
    owed = dues_of(workspace)
    assert (owed.days[0, 0], owed.minutes[0, 0], owed.guaranteed[0, 0]) == (2, 960, 400)


def test_leave_is_marked_on_both_its_ends_and_before_the_plan() -> None:
    leave = (Leave(agent_id="a0", start=on(-1), end=on(1)), Leave(agent_id="a0", start=on(6), end=on(40)))
    workspace = desk({}, leave=leave, published=(Assignment(agent_id="a0", date=on(-3), shift_id="early"),))
    places = places_for(workspace)
    there = presence(places, rostered(workspace), leave)
    assert places.axis.history == 3
    assert np.flatnonzero(there.on_leave[0]).tolist() == [2, 3, 4, 9]


def test_leave_of_the_past_or_of_others_marks_nothing() -> None:
    leave = (Leave(agent_id="a0", start=on(-9), end=on(-8)), Leave(agent_id="nobody", start=on(0), end=on(1)))
    workspace = desk({}, leave=leave)
    assert not presence(places_for(workspace), rostered(workspace), leave).on_leave.any()


def test_availability_opens_the_shifts_of_each_weekday() -> None:
    pattern = {"id": "some", "days": {"monday": "off", "tuesday": ["night"], "wednesday": "any"}}
    team = team_of(availability=[pattern])
    workspace = workspace_of(team, agents=agents_of({"availability": "some"}, {}))
    available = presence(places_for(workspace), rostered(workspace), ()).available
    assert available[0, :4].tolist() == [[False, False], [False, True], [True, True], [True, True]]
    assert available[1].all()


def test_a_contract_opens_the_shifts_it_names() -> None:
    narrow = {"id": "full", "minutes_per_week": 2400, "days_per_week": 5, "shifts": ["night"]}
    workspace = workspace_of(team_of(contracts=[narrow]))
    there = presence(places_for(workspace), rostered(workspace), ())
    assert there.contract_allows.tolist() == [[False, True], [False, True]]


def test_published_rows_become_history_and_pins() -> None:
    rows = (
        Assignment(agent_id="a0", date=on(-2), shift_id="night"),
        Assignment(agent_id="a1", date=on(0), shift_id="early"),
        Assignment(agent_id="a1", date=on(7), shift_id="early"),  # after the plan
    )
    workspace = desk({}, {}, published=rows)
    places = places_for(workspace)
    shifts = published(workspace, rostered(workspace), places)
    assert places.axis.history == 2
    assert shifts[:, :3].tolist() == [[1, OFF, OFF], [OFF, OFF, 0]]
    assert (shifts[:, 3:] == OFF).all()


def test_history_reaches_back_half_a_year_at_most() -> None:
    rows = tuple(Assignment(agent_id="a0", date=on(-back), shift_id="early") for back in (182, 183, 300))
    assert axis_of(desk({}, published=rows[:1])).history == 182
    workspace = desk({}, published=rows)
    shifts = published(workspace, rostered(workspace), places_for(workspace))
    assert (shifts != OFF).sum() == 1


def test_rows_of_people_who_are_gone_are_left_out() -> None:
    rows = (Assignment(agent_id="a0", date=on(-1), shift_id="early"),)
    workspace = desk({"role": "lead"}, {}, published=rows)
    assert (published(workspace, rostered(workspace), places_for(workspace)) == OFF).all()


def test_requests_of_the_plan_become_wishes() -> None:
    requests = tuple(
        Request(agent_id=agent, date=day, want=want, weight=weight)
        for agent, day, want, weight in (
            ("a0", on(0), "off", 1),
            ("a1", on(6), "night", 2),
            ("a1", on(2), "not:early", 3),
            ("a0", on(7), "off", 4),
            ("a0", on(-1), "off", 5),
            ("lead", on(1), "off", 6),
        )
    )
    agents = agents_of({}, {}, {"agent_id": "lead", "role": "lead"})
    workspace = workspace_of(team_of(), agents=agents)
    places = places_of(workspace.team, Axis(MONDAY, 7, 3, axis_of(workspace).zone))
    assert wishes(requests, rostered(workspace), places) == (
        Wish(0, 3, OFF, False, 1),
        Wish(1, 9, 1, False, 2),
        Wish(1, 5, 0, True, 3),
    )


def test_the_shifts_of_these_tests_are_what_they_seem() -> None:
    assert [shift.id for shift in team_of().shifts] == [EARLY["id"], NIGHT["id"]]


def test_leave_on_a_day_that_the_pattern_has_off_takes_nothing() -> None:
    weekdays = {"id": "weekdays", "days": {"saturday": "off", "sunday": "off"}}
    leave = (Leave(agent_id="a0", start=on(4), end=on(6)), Leave(agent_id="a1", start=on(4), end=on(6)))
    workspace = workspace_of(
        team_of(availability=[weekdays]), agents=agents_of({"availability": "weekdays"}, {}), leave=leave
    )
    assert dues_of(workspace).days.ravel().tolist() == [4, 2]


def closed_on(day: int, row: dict[str, Any], holidays: str = "closed", **changes: Any) -> Workspace:
    """Two sites, of which the second is as said on a public holiday that both have."""
    sites = [
        {"id": "berlin", "zone": "Europe/Berlin"},
        {"id": "manila", "zone": "Asia/Manila", "holidays": holidays},
    ]
    people = agents_of({"site": "berlin"}, {"site": "manila", **row})
    return workspace_of(team_of(sites=sites, **changes), agents=people, holidays=(PublicHoliday(date=on(day)),))


@pytest.mark.parametrize(("holidays", "days"), [("closed", [5, 4]), ("open", [5, 5])])
def test_a_holiday_on_which_the_site_is_closed_takes_a_contract_day_and_its_minutes(
    holidays: str, days: list[int]
) -> None:
    owed = dues_of(closed_on(2, {}, holidays))
    assert owed.days.ravel().tolist() == days
    assert owed.minutes.ravel().tolist() == owed.guaranteed.ravel().tolist() == [480 * each for each in days]


def test_a_closed_holiday_within_a_leave_takes_no_second_day() -> None:
    leave = (Leave(agent_id="a1", start=on(1), end=on(3)),)
    workspace = closed_on(2, {})
    assert dues_of(replace(workspace, leave=leave)).days.ravel().tolist() == [5, 2]


def test_a_closed_holiday_outside_the_employment_or_on_a_day_off_by_pattern_takes_nothing() -> None:
    weekdays = {"id": "weekdays", "days": {"saturday": "off", "sunday": "off"}}
    assert dues_of(closed_on(5, {"availability": "weekdays"}, availability=[weekdays])).days.ravel().tolist() == [5, 5]
    assert dues_of(closed_on(5, {"leaves_on": on(3)})).days.ravel().tolist() == [5, 3]


def test_a_closed_holiday_on_a_day_of_the_week_that_the_site_never_opens_takes_nothing() -> None:
    hours = {"saturday": "closed", "sunday": "closed"}
    assert dues_of(closed_on(5, {}, open_hours=hours)).days.ravel().tolist() == [5, 5]
    assert dues_of(closed_on(4, {}, open_hours=hours)).days.ravel().tolist() == [5, 4]


def test_a_holiday_of_another_site_takes_nothing() -> None:
    workspace = closed_on(2, {})
    elsewhere = (PublicHoliday(date=on(2), site="berlin"),)
    assert dues_of(replace(workspace, holidays=elsewhere)).days.ravel().tolist() == [5, 5]


def test_a_contract_opens_its_shifts_at_the_agents_own_site_only() -> None:
    workspace = closed_on(2, {})
    there = presence(places_for(workspace), rostered(workspace), ())
    assert there.contract_allows.tolist() == [[True, True, False, False], [False, False, True, True]]


def test_published_rows_and_requests_are_of_the_shifts_of_the_agents_site() -> None:
    rows = (
        Assignment(agent_id="a0", date=on(0), shift_id="night"),
        Assignment(agent_id="a1", date=on(0), shift_id="night"),
    )
    workspace = replace(closed_on(2, {}), published=rows)
    places, agents = places_for(workspace), rostered(workspace)
    assert published(workspace, agents, places)[:, 0].tolist() == [1, 3]
    wanted = tuple(Request(agent_id=agent, date=on(1), want="not:early") for agent in ("a0", "a1"))
    assert [wish.shift for wish in wishes(wanted, agents, places)] == [0, 2]
