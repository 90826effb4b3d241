"""Regional hub: sixty agents at three sites follow the sun, five queues, ten weeks of a log in UTC."""

from __future__ import annotations

from datetime import date, timedelta

from staffing.examples.arrivals import Case, Season, Stream, arrivals
from staffing.examples.desk import Desk, Habits, attendance, foresee
from staffing.examples.draws import Draws
from staffing.examples.regional_people import HOLIDAYS, LEAVE, PEOPLE, REQUESTS, REQUISITIONS
from staffing.examples.regional_rosters import BEHIND, published_rows, worked
from staffing.examples.regional_team import TEAM
from staffing.examples.rosters import Duty, leave_days
from staffing.examples.tables import AGENT_COLUMNS, REQUISITION_COLUMNS, ROSTER_COLUMNS, Row, csv_text, soil, wall_time

SEED = 65
WARM_UP = date(2025, 12, 15)
"""A Monday before the log begins: the desk starts empty, its log does not."""
FIRST, LAST = date(2025, 12, 18), date(2026, 2, 26)
LAST_MINUTE = 15 * 60 + 40
PUBLISHED_FROM, PUBLISHED_TO = date(2026, 2, 2), date(2026, 3, 1)
UTC_BEHIND = 420
"""Minutes by which the log's clock is behind Jakarta's."""

SHOPS = (1.16, 1.06, 1.00, 1.00, 1.00, 0.92, 0.86)
OFFICES = (1.50, 1.45, 1.40, 1.35, 1.20, 0.05, 0.05)
SHOPPING_HOURS = (
    0.9, 0.6, 0.5, 0.4, 0.5, 0.9, 1.6, 2.8, 4.6, 6.6, 7.6, 7.2,
    5.6, 5.0, 5.4, 5.6, 5.2, 4.8, 5.4, 6.8, 7.4, 6.2, 4.0, 2.0,
)  # fmt: skip
OFFICE_HOURS = (
    0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.5, 1.5, 5.0, 9.0, 10.0, 9.0,
    6.5, 8.0, 9.0, 8.5, 7.0, 4.0, 1.5, 0.8, 0.5, 0.3, 0.2, 0.1,
)  # fmt: skip
TORONTO = BEHIND["toronto"] // 60
STREAMS = (
    Stream("payments", 116.0, 18.0, 1.0, SHOPS, SHOPPING_HOURS),
    Stream("payments", 36.0, 18.0, 1.0, SHOPS, SHOPPING_HOURS, TORONTO),
    Stream("listings", 108.0, 26.0, 1.1, SHOPS, SHOPPING_HOURS),
    Stream("appeals", 39.0, 40.0, 1.2, SHOPS, SHOPPING_HOURS),
    Stream("appeals", 26.0, 40.0, 1.2, SHOPS, SHOPPING_HOURS, TORONTO),
    Stream("logistics", 78.0, 15.0, 0.9, SHOPS, SHOPPING_HOURS),
    Stream("partners", 30.0, 30.0, 1.0, OFFICES, OFFICE_HOURS, TORONTO),
)
SEASON = Season(WARM_UP, LAST, 0.03)
HABITS = Habits(absence=0.08, in_shift=0.16, asks_outside=0.11, pause_recorded=0.0, reopened=0.0)
TICKET_COLUMNS = ("ticket_id", "queue", "created_at", "resolved_at", "handle_minutes")


def files() -> dict[str, str]:
    """Every file of the workspace, by name."""
    draws = Draws(SEED)
    weeks = [WARM_UP + timedelta(days=7 * n) for n in range((PUBLISHED_TO - WARM_UP).days // 7 + 1)]
    duties = worked(weeks, draws)
    cases = _handled(duties, draws)
    published = [duty for duty in duties if PUBLISHED_FROM <= duty.day <= PUBLISHED_TO]
    return {
        "team.yaml": TEAM,
        "agents.csv": csv_text((*AGENT_COLUMNS, "overtime"), [person.row() for person in PEOPLE]),
        "tickets.csv": csv_text(TICKET_COLUMNS, _ticket_rows(cases, draws)),
        "leave.csv": csv_text(("agent_id", "start", "end", "kind"), LEAVE),
        "requests.csv": csv_text(("agent_id", "date", "want", "weight"), REQUESTS),
        "holidays.csv": csv_text(("date", "name", "site", "kind"), HOLIDAYS),
        "published.csv": csv_text(ROSTER_COLUMNS, published_rows(published)),
        "requisitions.csv": csv_text(REQUISITION_COLUMNS, REQUISITIONS),
    }


def _handled(duties: list[Duty], draws: Draws) -> list[Case]:
    """The cases of the log as the sites left them in the last minute."""
    until = (LAST - WARM_UP).days * 1440 + LAST_MINUTE
    cases = [case for case in arrivals(STREAMS, SEASON, draws) if case.created < until]
    foresee(cases, HABITS, draws)
    behind = {person.agent_id: BEHIND[person.site] for person in PEOPLE}
    skills = {person.agent_id: person.queues() for person in PEOPLE if person.skills}
    present = attendance(duties, WARM_UP, leave_days(LEAVE), HABITS, draws, behind)
    Desk(cases, present, HABITS, draws, skills).run(until)
    return [case for case in cases if case.created >= (FIRST - WARM_UP).days * 1440]


def _ticket_rows(cases: list[Case], draws: Draws) -> list[list[str]]:
    rows = soil([_ticket(case) for case in cases], {name: name for name in TICKET_COLUMNS}, draws)
    return [[row[column] for column in TICKET_COLUMNS] for row in rows]


def _ticket(case: Case) -> Row:
    return {
        "ticket_id": f"R{10_000 + case.number}",
        "queue": case.queue,
        "created_at": _utc(case.created),
        "resolved_at": _utc(case.resolved),
        "handle_minutes": f"{case.handled:.1f}" if case.resolved is not None else "",
    }


def _utc(minutes: float | None) -> str:
    """To the minute, to keep the file small."""
    moment = wall_time(WARM_UP, None if minutes is None else minutes - UTC_BEHIND)
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""
