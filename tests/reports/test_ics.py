"""iCalendar as text: names that would break out of it, file names, zones, and what the standard asks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from staffing.reports.ics import calendar_file, ics_text
from staffing.reports.view.calendars import Break, Calendar, Event
from tests.reports.calendar_program import by_icalendar, by_vobject

STAMP = datetime(2026, 10, 22, 18, tzinfo=UTC)
EVIL = (
    "x\r\nBEGIN:VEVENT\r\nUID:evil",
    "x\nATTACH:https://example.com",
    "x\rDTSTART:20260101T000000",
    "x\u2028LOCATION:here\x85\x0b\x0cURL:y",
    'a;b,c\\d":n\\nOK',
    "\x1b[31mred\x00\x07",
    "\u202eesrever",
    "é" * 200,
)


def calendar(zone: str = "Europe/Lisbon", **changed: object) -> Calendar:
    """Three nights around the Sunday on which clocks in Lisbon go back."""
    there = ZoneInfo(zone)
    nights = [datetime(2026, 10, day, 22, tzinfo=there) for day in (23, 24, 25)]
    events = tuple(
        Event(
            day=start.date(),
            place=0,
            shift="night",
            start=start,
            end=(start + timedelta(hours=8)),
            breaks=(Break(start=start + timedelta(hours=3), end=start + timedelta(hours=4), paid=False),),
        )
        for start in nights
    )
    base = Calendar(
        agent_id="ayu",
        name="Ayu Prameswari",
        team="Escalations",
        site="lisbon",
        zone=zone,
        stamp=STAMP,
        published=True,
        events=events,
    )
    return Calendar.model_validate_json(base.model_copy(update=changed).model_dump_json())


def lines(text: str) -> list[str]:
    """Unfolded lines."""
    return text.replace("\r\n ", "").split("\r\n")


def test_a_calendar_is_what_the_standard_asks_for() -> None:
    text = ics_text(calendar())
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    found = lines(text)
    assert {"VERSION:2.0", "PRODID:-//staffing//rosters//EN", "METHOD:PUBLISH", "CALSCALE:GREGORIAN"} <= set(found)
    assert found.count("BEGIN:VTIMEZONE") == 1
    assert found.count("DTSTAMP:20261022T180000Z") == found.count("LAST-MODIFIED:20261022T180000Z") == 3
    assert found.count("TRANSP:OPAQUE") == found.count("STATUS:CONFIRMED") == 3


@pytest.mark.parametrize(
    "zone", ["Europe/Lisbon", "America/Toronto", "Asia/Jakarta", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"]
)
def test_both_libraries_read_the_moments_in_every_zone(zone: str) -> None:
    made = calendar(zone)
    wanted = [(event.start.astimezone(UTC), event.end.astimezone(UTC)) for event in made.events]
    for reader in (by_icalendar, by_vobject):
        assert [(event.start, event.end) for event in reader(ics_text(made))] == wanted


def test_the_zone_of_the_file_holds_the_change_of_its_year() -> None:
    (zone,) = vobject.readOne(ics_text(calendar())).vtimezone_list
    offsets = [zone.tzinfo.utcoffset(datetime(2026, month, 25, 12)) for month in (1, 7, 10)]
    assert offsets == [timedelta(), timedelta(hours=1), timedelta()]
    assert "COMMENT" not in ics_text(calendar())


def test_a_time_that_clocks_show_twice_is_told_in_utc_when_it_is_the_second() -> None:
    start, end = (datetime(2026, 10, day, hour, tzinfo=UTC) for day, hour in ((24, 21), (25, 1)))
    event = Event(day=start.date(), place=0, shift="night", start=start, end=end)
    text = ics_text(calendar(events=(event,)))
    assert "DTSTART;TZID=Europe/Lisbon:20261024T220000\r\nDTEND:20261025T010000Z\r\n" in text
    assert by_vobject(text)[0].end == end


def test_a_shift_that_a_clock_change_skips_has_no_end() -> None:
    start = datetime(2026, 3, 29, 1, tzinfo=UTC)
    (event,) = icalendar.Calendar.from_ical(
        ics_text(calendar(events=(Event(day=start.date(), place=0, shift="blink", start=start, end=start),)))
    ).walk("VEVENT")
    assert "DTEND" not in event


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("where", ["name", "team", "site"])
def test_no_name_adds_a_line_of_its_own(where: str, evil: str) -> None:
    plain, text = ics_text(calendar()), ics_text(calendar(**{where: evil}))
    assert [line.partition(":")[0] for line in lines(text)] == [line.partition(":")[0] for line in lines(plain)]
    assert not any(ord(letter) < 32 for letter in text.replace("\r\n", ""))
    assert "\u202e" not in text
    assert [event.start for event in by_vobject(text)] == [event.start for event in by_vobject(plain)]


def test_no_shift_adds_a_line_of_its_own() -> None:
    for evil in EVIL:
        (event, *_) = calendar().events
        text = ics_text(calendar(events=(event.model_copy(update={"shift": evil}),)))
        assert lines(text).count("BEGIN:VEVENT") == 1
        assert len(by_vobject(text)) == 1


def test_a_uid_names_person_day_and_team_and_not_the_shift() -> None:
    (event, *_) = calendar().events
    for shift in ("night", "late"):
        text = ics_text(calendar(events=(event.model_copy(update={"shift": shift, "sequence": 3}),)))
        assert [seen.uid for seen in by_vobject(text)] == ["2026-10-23.0.ayu@escalations.staffing"]
    (other,) = {seen.uid.split("@")[1] for seen in by_vobject(ics_text(calendar(team="夜勤")))}
    assert other != by_vobject(ics_text(calendar(team="日勤")))[0].uid.split("@")[1]


def test_file_names_differ_on_every_system() -> None:
    taken: set[str] = set()
    ids = ("ayu", "Ayu", "ayu_", "AYU_", "con", "CON", "nul.x", "com1", "lpt9.a.b", "console", "a.b")
    files = [calendar_file(agent_id, taken) for agent_id in ids]
    assert files == [
        *("ayu.ics", "Ayu_.ics", "ayu__.ics", "AYU___.ics", "con_.ics", "CON__.ics", "nul_.x.ics", "com1_.ics"),
        *("lpt9_.a.b.ics", "console.ics", "a.b.ics"),
    ]
    assert len({file.casefold() for file in files}) == len(files)


def test_a_calendar_without_events_is_one_all_the_same() -> None:
    assert by_icalendar(ics_text(calendar(events=()))) == []
