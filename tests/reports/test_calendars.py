"""Calendars of people: the right moments in every zone, and events that move when a week is published again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from staffing.outlook import look_ahead
from staffing.plan import Plan, Settings, judge_roster
from staffing.publication import publication_of
from staffing.read.workspace import read_workspace
from staffing.reports.calendars import calendars_of
from staffing.reports.ics import ics_text
from staffing.reports.roster_tables import roster_csv
from staffing.reports.view.calendars import Calendar
from staffing.roster import Roster
from tests.reports.calendar_program import Program, by_icalendar, by_vobject
from tests.reports.night_desk import write_night_desk
from tests.reports.published_plans import after, published, told, working

TORONTO = ZoneInfo("America/Toronto")
TEAM = "Night; desk, north"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    outlook = look_ahead(read_workspace(write_night_desk(tmp_path_factory.mktemp("night") / "w")))
    return judge_roster(outlook, Roster.empty(outlook.problem), Settings(seed=3, replications=20))


def calendar(plan: Plan, agent: str, *, is_published: bool = True) -> Calendar:
    return next(each for each in made(plan, published=is_published) if each.agent_id == agent)


def made(plan: Plan, *, published: bool) -> tuple[Calendar, ...]:
    return calendars_of(plan, publication_of(plan), published=published)


def text(plan: Plan, agent: str, *, is_published: bool = True) -> str:
    return ics_text(calendar(plan, agent, is_published=is_published))


def rows(plan: Plan, agent: str) -> list[tuple[datetime, datetime, str]]:
    """What a calendar should show, as roster.csv tells it."""
    found = (line.split(",") for line in roster_csv(plan).splitlines()[1:])
    return sorted(
        (
            datetime.fromisoformat(start).astimezone(UTC),
            datetime.fromisoformat(end).astimezone(UTC),
            f"{shift}, {TEAM}",
        )
        for agent_id, _, shift, start, end, *_ in found
        if agent_id == agent
    )


def test_events_are_at_the_moments_of_roster_csv_in_every_zone(desk: Plan) -> None:
    shifts = [
        (agent, day, shift) for agent in ("ana", "bela") for day, shift in enumerate(["day", "night"] * 3 + ["day"])
    ]
    plan = working(desk, *shifts)
    for agent in ("ana", "bela"):
        for reader in (by_icalendar, by_vobject):
            found = reader(text(plan, agent))
            assert sorted((event.start, event.end, event.summary) for event in found) == rows(plan, agent)


def test_a_night_in_which_clocks_go_forward_is_an_hour_short(desk: Plan) -> None:
    plan = working(desk, ("ana", 5, "night"))
    (event,) = calendar(plan, "ana").events
    assert (event.start.isoformat(), event.end.isoformat()) == (
        "2026-03-07T22:00:00-05:00",
        "2026-03-08T06:00:00-04:00",
    )
    found = text(plan, "ana")
    assert "DTSTART;TZID=America/Toronto:20260307T220000\r\n" in found
    assert "DTEND;TZID=America/Toronto:20260308T060000\r\n" in found
    (seen,) = by_vobject(found)
    assert seen.end - seen.start == timedelta(hours=7)


def test_breaks_stand_in_the_text_by_the_clock_of_the_site(desk: Plan) -> None:
    said = text(working(desk, ("bela", 0, "night")), "bela").replace("\r\n ", "")
    assert (
        "DESCRIPTION:Shift night\\, Mon 02 Mar 22:00-06:00 (next day) (Asia/Jakarta)\\n"
        "Break 01:45-02:15 (unpaid)\\nBreak 04:00-04:15 (paid)\r\n"
    ) in said
    assert "LOCATION:jakarta\r\n" in said
    assert "X-WR-TIMEZONE:Asia/Jakarta\r\n" in said
    assert "X-WR-CALNAME:bela\\, Night\\; desk\\, north\r\n" in said


def test_a_week_published_again_moves_events_and_doubles_none(desk: Plan) -> None:
    first = working(desk, ("ana", 0, "day"), ("ana", 1, "day"), ("ana", 5, "night"))
    second = working(desk, ("ana", 0, "night"), ("ana", 3, "day"), ("ana", 5, "night"))
    third = working(desk, ("ana", 1, "night"), ("ana", 3, "day"), ("ana", 5, "night"))
    program, plans = Program(), []
    for plan in (first, second, third):
        plans.append(plan)
        now = published(*plans)
        program.take_in(text(now, "ana"))
        assert program.shown == rows(now, "ana")
    assert {(uid, event.sequence, event.status) for uid, event in program.held.items()} == {
        ("2026-03-02.0.ana@night-desk-north.staffing", 5, "CANCELLED"),
        ("2026-03-03.0.ana@night-desk-north.staffing", 5, "CONFIRMED"),
        ("2026-03-05.0.ana@night-desk-north.staffing", 1, "CONFIRMED"),
        ("2026-03-07.0.ana@night-desk-north.staffing", 1, "CONFIRMED"),
    }


def test_an_older_file_imported_late_changes_nothing(desk: Plan) -> None:
    first, second = working(desk, ("ana", 0, "day"), ("ana", 1, "day")), working(desk, ("ana", 0, "night"))
    old, new = text(published(first), "ana"), text(published(first, second), "ana")
    program = Program().take_in(old).take_in(new).take_in(old)
    assert program.shown == rows(second, "ana")


def test_who_has_no_shift_any_more_still_gets_the_withdrawal(desk: Plan) -> None:
    first, second = working(desk, ("ana", 0, "night"), ("bela", 0, "day")), working(desk, ("bela", 0, "day"))
    assert [each.agent_id for each in made(published(first, second), published=True)] == ["ana", "bela"]
    assert [each.agent_id for each in made(told(second), published=True)] == ["bela"]
    (event,) = by_vobject(text(published(first, second), "ana"))
    assert (event.status, event.sequence) == ("CANCELLED", 3)
    assert event.start == datetime(2026, 3, 2, 22, tzinfo=TORONTO).astimezone(UTC)
    assert "Withdrawn: this shift is not worked any more." in text(published(first, second), "ana").replace("\r\n ", "")


def test_whatever_is_published_outranks_its_drafts_and_a_new_draft_outranks_it(desk: Plan) -> None:
    first, second = working(desk, ("ana", 0, "day")), working(desk, ("ana", 0, "night"))
    draft = text(told(first), "ana", is_published=False)
    after_it = text(published(second), "ana")
    program = Program().take_in(draft).take_in(after_it).take_in(draft)
    assert program.shown == rows(second, "ana")
    new_draft = text(told(first, after(told(second))), "ana", is_published=False)
    assert program.take_in(new_draft).shown == rows(first, "ana")
    assert program.take_in(text(published(second, first), "ana")).shown == rows(first, "ana")
    assert {event.status for event in program.held.values()} == {"CONFIRMED"}


def test_a_draft_is_tentative_where_it_differs_from_what_is_published(desk: Plan) -> None:
    first = working(desk, ("ana", 0, "day"), ("bela", 0, "day"))
    draft = told(working(desk, ("ana", 0, "night"), ("bela", 0, "day")), after(told(first)))
    assert [each.published for each in made(draft, published=False)] == [False, True]
    assert {event.status for event in by_vobject(text(draft, "ana", is_published=False))} == {"TENTATIVE"}
    assert "A draft: not published yet." in text(draft, "ana", is_published=False).replace("\r\n ", "")
    program = Program().take_in(text(draft, "ana", is_published=False)).take_in(text(draft, "ana"))
    assert program.shown == rows(draft, "ana")
    assert {event.status for event in program.held.values()} == {"CONFIRMED"}


def test_two_shifts_of_a_day_are_two_events(desk: Plan) -> None:
    events = by_vobject(text(working(desk, ("ana", 0, "night"), ("ana", 0, "day")), "ana", is_published=False))
    assert [event.uid.split("@")[0] for event in events] == ["2026-03-02.0.ana", "2026-03-02.1.ana"]
    assert [event.summary.split(",")[0] for event in events] == ["day", "night"]


def test_a_calendar_kept_as_json_makes_the_same_bytes(desk: Plan) -> None:
    made = calendar(working(desk, ("ana", 4, "day"), ("ana", 5, "night")), "ana")
    kept = Calendar.model_validate_json(made.model_dump_json())
    assert ics_text(kept) == ics_text(made) == ics_text(made)
