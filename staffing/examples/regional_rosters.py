"""The rosters that regional-hub worked: three sites in their own zones, nights in Manila, ten-hour days in Toronto."""

from __future__ import annotations

from datetime import date, datetime

from staffing.examples.draws import Draws
from staffing.examples.regional_people import HOLIDAYS, PEOPLE, Person
from staffing.examples.rosters import Duty, Line, Template, roster_rows, rotate

ZONES = {"jakarta": "Asia/Jakarta", "manila": "Asia/Manila", "toronto": "America/Toronto"}
BEHIND = {"jakarta": 0, "manila": -60, "toronto": 720}
"""Minutes by which a site's clock is behind Jakarta's in winter: no clock changes within the log."""
SITE_OF = {person.agent_id: person.site for person in PEOPLE}
RAMADAN, RAMADAN_CUT = (date(2026, 2, 19), date(2026, 3, 20)), 60

EARLY = Template("early", 360, 900, (600, 660))
DAY = Template("day", 540, 1080, (780, 840))
LATE = Template("late", 840, 1380, (1080, 1140), late=True)
NIGHT = Template("night", 1320, 1860, (1560, 1620))
SHORT = Template("short", 960, 1320)
LONG = Template("long", 480, 1140, (720, 780))
LONG_LATE = Template("long_late", 660, 1320, (900, 960), late=True)

WEEKEND, WORKDAYS = (5, 6), (0, 1, 2, 3, 4)
ROTATING = {
    ("jakarta", "full_time"): (
        Line(EARLY, WEEKEND),
        Line(EARLY, (2, 3)),
        Line(EARLY, (1, 6)),
        Line(DAY, (2, 6)),
        Line(DAY, (0, 5)),
        Line(LATE, WEEKEND),
        Line(LATE, (4, 6)),
        Line(LATE, (1, 5)),
    ),
    ("manila", "full_time"): (
        Line(EARLY, WEEKEND),
        Line(EARLY, (2, 3)),
        Line(EARLY, (1, 6)),
        Line(LATE, (3, 6)),
        Line(LATE, (4, 6)),
        Line(LATE, (0, 5)),
    ),
    ("toronto", "compressed"): (
        Line(LONG, (4, 5, 6)),
        Line(LONG, (0, 5, 6)),
        Line(LONG_LATE, (2, 5, 6)),
        Line(LONG_LATE, (3, 5, 6)),
        Line(LONG, (1, 2, 3)),
    ),
}
"""Lines that are passed on from week to week, by site and contract; each serves as many people as it has lines."""

FIXED = {
    "office_hours": (Line(EARLY, WEEKEND),),
    "nights": (Line(NIGHT, (0, 1)), Line(NIGHT, (3, 4))),
    "evenings": (Line(SHORT, (4, 5, 6)), Line(SHORT, (0, 1, 6)), Line(SHORT, (1, 2, 3))),
    "weekends": (Line(EARLY, WORKDAYS), Line(LATE, WORKDAYS)),
}
"""Lines of those who work the same week throughout, by what they agreed on; given in turn."""


def worked(weeks: list[date], draws: Draws) -> list[Duty]:
    """Everybody's duties in some weeks, by the clock of their site."""
    duties: list[Duty] = []
    for (site, contract), lines in ROTATING.items():
        people = [person.agent_id for person in PEOPLE if _rotates(person, site, contract)]
        for start in range(0, len(people), len(lines)):
            duties += rotate(tuple(people[start : start + len(lines)]), lines, weeks, draws)
    for agreed, lines in FIXED.items():
        people = [person.agent_id for person in PEOPLE if person.role == "agent" and _agreed(person) == agreed]
        for number, agent_id in enumerate(people):
            duties += rotate((agent_id,), (lines[number % len(lines)],), weeks, draws)
    return [_as_worked(duty) for duty in duties if not _closed(duty)]


def published_rows(duties: list[Duty]) -> list[list[str]]:
    """Rows of `published.csv`, each in the zone of its site, by day and start."""
    rows = []
    for site, zone in ZONES.items():
        rows += roster_rows([duty for duty in duties if SITE_OF[duty.agent_id] == site], zone)
    return sorted(rows, key=lambda row: (row[1], datetime.fromisoformat(row[3]), row[0]))


def _agreed(person: Person) -> str:
    return "evenings" if person.contract == "part_time" else person.availability


def _rotates(person: Person, site: str, contract: str) -> bool:
    return (person.role, person.site, person.contract) == ("agent", site, contract) and not _agreed(person)


def _closed(duty: Duty) -> bool:
    """Whether the day is a holiday that Toronto, alone of the sites, keeps by closing."""
    closed = {day for day, _, site, _ in HOLIDAYS if site == "toronto"} | {"2025-12-25", "2026-01-01"}
    return SITE_OF[duty.agent_id] == "toronto" and duty.day.isoformat() in closed


def _as_worked(duty: Duty) -> Duty:
    fasting = SITE_OF[duty.agent_id] == "jakarta" and RAMADAN[0] <= duty.day <= RAMADAN[1]
    return Duty(duty.agent_id, duty.day, duty.template, RAMADAN_CUT) if fasting else duty
