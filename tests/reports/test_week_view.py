"""The planned weeks as plain data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from staffing.outlook import Outlook, look_ahead
from staffing.plan import Plan, Settings, judge_roster
from staffing.read.workspace import read_workspace
from staffing.reports.people import marked
from staffing.reports.view.document import mark
from staffing.reports.view.week import Person, Week
from staffing.reports.week_view import week_of
from staffing.roster import Roster
from tests.reports.small_desk import TEAM, write_small_desk
from tests.reports.two_sites import write_two_sites

EARLY, LATE = 0, 1


def judged(outlook: Outlook, *cells: tuple[int, int, int]) -> Plan:
    """A roster of these agents, days and shifts, judged."""
    roster = Roster.empty(outlook.problem)
    work = roster.work.copy()
    for agent, day, shift in cells:
        work[agent, day, shift] = True
    return judge_roster(outlook, Roster(work), Settings(seed=3, replications=20))


def person(week: Week, agent_id: str) -> Person:
    return next(each for each in week.people if each.agent_id == agent_id)


@pytest.fixture(scope="module")
def by_hand(outlook: Outlook) -> Plan:
    """ana early on Monday and late on Saturday, bela late on Tuesday and both on Wednesday."""
    return judged(outlook, (0, 0, EARLY), (0, 5, LATE), (1, 1, LATE), (1, 2, EARLY), (1, 2, LATE))


def test_days_are_those_planned(by_hand: Plan) -> None:
    week = week_of(by_hand)
    assert week.dates[0] == date(2026, 3, 2)
    assert week.weekend == (False,) * 5 + (True, True)
    assert week.holidays == ("",) * 7
    assert week.at_work == (1, 1, 1, 0, 0, 1, 0)
    assert week.band == (0.05, 0.95)


def test_shifts_have_their_times_and_their_place_in_the_file(by_hand: Plan) -> None:
    early, late = week_of(by_hand).shifts
    assert (early.id, early.label, early.times, early.number) == ("early", "early", "08:00-16:00", 0)
    assert (early.paid_minutes, early.late, early.night, early.sites) == (450, False, False, ())
    assert late.late


@pytest.mark.parametrize(
    ("start", "end", "night"),
    [
        ("06:00", "23:00", False),
        ("14:00", "25:59", False),
        ("14:00", "26:00", True),
        ("22:00", "30:00", True),
        ("03:00", "11:00", True),
        ("03:01", "11:00", False),
    ],
)
def test_a_night_shift_has_three_hours_between_eleven_and_six(
    tmp_path: Path, start: str, end: str, night: bool
) -> None:
    old = '{id: late, start: "10:00", end: "18:00", breaks: [{start: "14:00", minutes: 30}], late: true}'
    assert old in TEAM
    team = TEAM.replace(old, f'{{id: late, start: "{start}", end: "{end}", late: true}}')
    outlook = look_ahead(read_workspace(write_small_desk(tmp_path / "w", team=team)))
    week = week_of(judged(outlook, (0, 0, LATE)))
    assert [shift.night for shift in week.shifts] == [False, night]
    assert person(week, "ana").nights == int(night)


def test_a_person_has_days_hours_and_counts(by_hand: Plan) -> None:
    ana = person(week_of(by_hand), "ana")
    assert [day.kind for day in ana.days] == ["work", "off", "off", "off", "off", "work", "off"]
    assert ana.days[0].shifts == ("early",)
    assert (ana.paid_minutes, ana.due_minutes) == ((900,), (2250,))
    assert (ana.weekend_days, ana.late_shifts, ana.nights) == (1, 1, 0)
    assert (ana.site, ana.serves, ana.shifts) == ("", "", ("early", "late"))
    assert ana.utilization.p05 <= ana.utilization.mean <= ana.utilization.p95


def test_a_broken_roster_shows_both_shifts_of_a_day(by_hand: Plan) -> None:
    bela = person(week_of(by_hand), "bela")
    assert bela.days[2].shifts == ("early", "late")
    assert bela.paid_minutes == (1350,)


def test_leave_is_no_day_off_and_takes_from_what_is_due(by_hand: Plan) -> None:
    caio = person(week_of(by_hand), "caio")
    assert [day.kind for day in caio.days[:5]] == ["off", "leave", "leave", "leave", "off"]
    assert caio.due_minutes == (900,)


def test_requests_say_what_was_asked_and_what_became_of_it(by_hand: Plan) -> None:
    week = week_of(by_hand)
    refused, granted = person(week, "ana"), person(week, "bela")
    assert (refused.days[0].asked, refused.days[0].granted) == ("day off wanted", False)
    assert (refused.asked, refused.granted) == (1, 0)
    assert (granted.days[1].asked, granted.days[1].granted) == ("late wanted", True)
    assert (granted.asked, granted.granted) == (1, 1)
    assert (granted.days[3].asked, granted.days[3].granted) == ("", False)


def test_a_shift_that_is_not_wanted_is_told_so(tmp_path: Path) -> None:
    folder = write_small_desk(tmp_path / "w")
    (folder / "requests.csv").write_text("agent_id,date,want\nana,2026-03-02,not:early\n", encoding="utf-8")
    outlook = look_ahead(read_workspace(folder))
    day = person(week_of(judged(outlook, (0, 0, EARLY))), "ana").days[0]
    assert (day.asked, day.granted) == ("early not wanted", False)


def test_a_day_that_was_published_and_is_kept_says_so(tmp_path: Path) -> None:
    folder = write_small_desk(tmp_path / "w")
    rows = "agent_id,date,shift_id\nana,2026-03-02,early\nana,2026-03-03,early\n"
    (folder / "published.csv").write_text(rows, encoding="utf-8")
    outlook = look_ahead(read_workspace(folder))
    days = person(week_of(judged(outlook, (0, 0, EARLY), (0, 1, LATE))), "ana").days
    assert [day.published for day in days[:3]] == [True, False, False]


def test_who_is_not_employed_is_out(tmp_path: Path) -> None:
    agents = "agent_id,contract,hired_on\nana,full_time,\nbela,full_time,2026-03-04\n"
    folder = write_small_desk(tmp_path / "w", agents=agents)
    for name in ("requests.csv", "leave.csv"):
        (folder / name).unlink()
    week = week_of(judged(look_ahead(read_workspace(folder)), (0, 0, EARLY)))
    assert [day.kind for day in person(week, "bela").days[:3]] == ["out", "out", "off"]


def test_cases_are_those_that_the_judge_expects(by_hand: Plan) -> None:
    assert [each.cases for each in week_of(by_hand).people] == [each.cases for each in by_hand.service.agents[:3]]


def test_people_without_names_show_their_ids_and_marks_stay_whole(by_hand: Plan) -> None:
    assert [each.name for each in week_of(by_hand).people] == ["Ana Sousa", "bela", "Caio Reis"]
    assert [each.name for each in week_of(marked(by_hand)).people] == [mark("ana"), mark("bela"), mark("caio")]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Week:
    outlook = look_ahead(read_workspace(write_two_sites(tmp_path_factory.mktemp("sites") / "w")))
    return week_of(judged(outlook, (0, 0, EARLY)))


def test_people_stand_by_site_with_what_they_serve(sites: Week) -> None:
    assert [(each.agent_id, each.site) for each in sites.people] == [
        ("ana", "jakarta"),
        ("caio", "jakarta"),
        ("bela", "manila"),
        ("dora", "manila"),
    ]
    assert person(sites, "bela").serves == "billing, refunds at 0.8"
    assert person(sites, "bela").shifts == ("early",)


def test_shifts_say_where_they_are_worked(sites: Week) -> None:
    assert [shift.sites for shift in sites.shifts] == [("jakarta", "manila"), ("jakarta",)]


def test_holidays_name_their_site_and_are_those_of_its_people(sites: Week) -> None:
    assert sites.holidays[4] == "Foundation Day (manila)"
    assert [person(sites, name).days[4].holiday for name in ("ana", "bela")] == [False, True]


def test_several_weeks_have_hours_by_week(tmp_path: Path) -> None:
    outlook = look_ahead(read_workspace(write_small_desk(tmp_path / "w"), weeks=2))
    week = week_of(judged(outlook, (0, 0, EARLY), (0, 7, LATE), (0, 8, LATE)))
    assert len(week.dates) == 14
    assert person(week, "ana").paid_minutes == (450, 900)
    assert person(week, "ana").due_minutes == (2250, 2250)
