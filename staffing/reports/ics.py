"""A calendar as iCalendar (RFC 5545): published anew, its events move in the calendars they were imported into.

A calendar program knows an event by its UID, and takes the one with the higher SEQUENCE. So a UID names the person and
the day, never the shift or the run.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import icalendar

from staffing.reports.plain_text import plain
from staffing.reports.view.calendars import Break, Calendar, Event

PRODUCT = "-//staffing//rosters//EN"
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
"""Names that Windows keeps for devices, whatever stands after their first dot."""
_WITHOUT = {"UTC", "Etc/UTC", "Etc/Zulu", "Etc/UCT", "Zulu", "UCT", "Etc/Universal", "Universal"}
"""Names of UTC, in which times are written without a zone."""


def calendar_file(agent_id: str, taken: set[str]) -> str:
    """The name of a person's file, which is then taken: `ayu.ics`.

    It gets `_` where some system would take it for another: two ids that differ in case, or a device of Windows.
    """
    first, dot, rest = agent_id.partition(".")
    if first.casefold() in RESERVED:
        first += "_"
    name = first + dot + rest
    while name.casefold() in taken:
        name += "_"
    taken.add(name.casefold())
    return f"{name}.ics"


def ics_text(calendar: Calendar) -> str:
    """The calendar as text with CRLF; the same calendar makes the same bytes."""
    zone = ZoneInfo("UTC") if calendar.zone in _WITHOUT else ZoneInfo(calendar.zone)
    found = icalendar.Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", icalendar.vText(plain(f"{calendar.name}, {calendar.team}")))
    found.add("x-wr-timezone", calendar.zone)
    days = [event.day for event in calendar.events]
    if days and zone.key != "UTC":
        found.add_component(_timezone(zone.key, min(days).year, max(days).year))
    for event in calendar.events:
        found.add_component(_event(calendar, event, zone))
    text: bytes = found.to_ical()
    return text.decode()


@lru_cache(maxsize=64)
def _timezone(name: str, first_year: int, last_year: int) -> icalendar.Timezone:
    """The offsets of a zone and their changes, in whole years."""
    found = icalendar.Timezone.from_tzid(name, first_date=date(first_year, 1, 1), last_date=date(last_year + 1, 1, 2))
    found.pop("COMMENT", None)  # the library says there that it knows no other years
    return found


def _event(calendar: Calendar, event: Event, zone: ZoneInfo) -> icalendar.Event:
    found = icalendar.Event()
    stamp = calendar.stamp.astimezone(UTC)
    found.add("uid", _uid(calendar, event))
    found.add("sequence", event.sequence)
    found.add("dtstamp", stamp)
    found.add("last-modified", stamp)
    found.add("dtstart", _local(event.start, zone))
    if event.end > event.start:  # a clock change can skip a whole shift
        found.add("dtend", _local(event.end, zone))
    found.add("summary", plain(f"{event.shift}, {calendar.team}"))
    if calendar.site:
        found.add("location", plain(calendar.site))
    found.add("description", _description(calendar, event, zone))
    found.add("status", "CANCELLED" if event.cancelled else "CONFIRMED" if calendar.published else "TENTATIVE")
    found.add("transp", "TRANSPARENT" if event.cancelled else "OPAQUE")
    return found


def _uid(calendar: Calendar, event: Event) -> str:
    """`2026-11-02.0.ayu@seller-escalations.staffing`."""
    team = re.sub(r"[^a-z0-9]+", "-", calendar.team.casefold()).strip("-")
    team = team or hashlib.sha256(calendar.team.encode()).hexdigest()[:16]
    return plain(f"{event.day}.{event.place}.{calendar.agent_id}@{team}.staffing")


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment by the clock of the zone; in UTC where that clock shows the same time twice and this is the second."""
    local = moment.astimezone(zone)
    return local.astimezone(UTC) if local.fold else local


def _description(calendar: Calendar, event: Event, zone: ZoneInfo) -> str:
    start, end = event.start.astimezone(zone), event.end.astimezone(zone)
    lines = [f"Shift {event.shift}, {start:%a %d %b} {start:%H:%M}-{end:%H:%M}{_next_day(start, end)} ({zone.key})"]
    lines += [_break(pause, zone) for pause in event.breaks]
    if event.cancelled:
        lines.append("Withdrawn: this shift is not worked any more.")
    elif not calendar.published:
        lines.append("A draft: not published yet.")
    return "\n".join(map(plain, lines))


def _next_day(start: datetime, end: datetime) -> str:
    return " (next day)" if end.date() > start.date() else ""


def _break(pause: Break, zone: ZoneInfo) -> str:
    """`Break 10:30-11:30 (unpaid)`."""
    start, end = pause.start.astimezone(zone), pause.end.astimezone(zone)
    return f"Break {start:%H:%M}-{end:%H:%M} ({'paid' if pause.paid else 'unpaid'})"
