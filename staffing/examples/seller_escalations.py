"""Seller escalations: six agents and a lead in Jakarta, two queues, 26 weeks with a double-day sale."""

from __future__ import annotations

from datetime import date, timedelta

from staffing.examples.arrivals import Case, Sale, Season, Stream, arrivals
from staffing.examples.desk import Desk, Habits, attendance, foresee
from staffing.examples.draws import Draws
from staffing.examples.rosters import Duty, Line, Template, leave_days, roster_rows, rotate
from staffing.examples.seller_team import SCENARIO, TEAM
from staffing.examples.tables import (
    AGENT_COLUMNS,
    REQUISITION_COLUMNS,
    ROSTER_COLUMNS,
    Row,
    csv_text,
    satisfaction,
    soil,
    wall_time,
)

SEED = 63
ZONE = "Asia/Jakarta"
WARM_UP = date(2026, 4, 27)
"""A Monday before the log begins: the desk starts empty, its log does not."""
FIRST, LAST = date(2026, 4, 30), date(2026, 10, 29)
LAST_MINUTE = 15 * 60 + 20
PUBLISHED_FROM, PUBLISHED_TO = date(2026, 10, 5), date(2026, 11, 1)

WEEKDAYS = (1.24, 1.08, 1.00, 1.00, 0.98, 0.87, 0.83)
HOURS = (
    0.9, 0.6, 0.5, 0.4, 0.5, 0.9, 1.6, 2.8, 4.6, 6.6, 7.6, 7.2,
    5.6, 5.0, 5.4, 5.6, 5.2, 4.8, 5.4, 6.8, 7.4, 6.2, 4.0, 2.0,
)  # fmt: skip
STREAMS = (
    Stream("payments", 48.0, 14.0, 1.0, WEEKDAYS, HOURS),
    Stream("listings", 25.0, 22.0, 1.2, WEEKDAYS, HOURS),
)
SEASON = Season(WARM_UP, LAST, 0.08, (Sale(date(2026, 9, 9), 0.20), Sale(date(2026, 10, 10), 0.65)))
HABITS = Habits(absence=0.06)

EARLY = Template("early", 360, 900, (600, 660))
DAY = Template("day", 600, 1140, (840, 900))
LATE = Template("late", 840, 1380, (1080, 1140), late=True)
LINES = (
    Line(EARLY, (5, 6)),
    Line(EARLY, (2, 3)),
    Line(DAY, (2, 6)),
    Line(DAY, (3, 5)),
    Line(LATE, (1, 5)),
    Line(LATE, (4, 6)),
)

AGENTS = (
    ("ayu", "Ayu Prameswari", "full_time", "agent", "jakarta", "", "2022-02-14", "", "", ""),
    ("bagus", "Bagus Hartanto", "full_time", "agent", "jakarta", "", "2022-08-01", "", "", ""),
    ("citra", "Citra Maheswari", "full_time", "agent", "jakarta", "", "2023-05-08", "", "", ""),
    ("dimas", "Dimas Wirawan", "full_time", "agent", "jakarta", "", "2024-01-15", "", "", ""),
    ("eka", "Eka Purnamasari", "full_time", "agent", "jakarta", "", "2025-03-03", "", "", ""),
    ("fajar", "Fajar Nurhadi", "full_time", "agent", "jakarta", "", "2026-08-03", "", "", "ayu"),
    ("ratna", "Ratna Kusumawati", "full_time", "lead", "jakarta", "", "2020-11-02", "", "", ""),
)
FORMER, NEWEST, HIRED = "gilang", "fajar", date(2026, 8, 3)
"""Whose place the newest agent took: the log still names him."""

LEAVE = (
    ("dimas", "2026-05-18", "2026-05-20", "annual"),
    ("ayu", "2026-06-15", "2026-06-19", "annual"),
    ("eka", "2026-07-09", "2026-07-10", "sick"),
    ("bagus", "2026-08-20", "2026-08-22", "annual"),
    ("ratna", "2026-09-21", "2026-09-25", "annual"),
    ("citra", "2026-11-04", "2026-11-05", "annual"),
)
REQUESTS = (
    ("ayu", "2026-11-08", "off", "20"),
    ("bagus", "2026-11-03", "early", "10"),
    ("dimas", "2026-11-07", "off", "10"),
    ("eka", "2026-11-06", "not:late", "15"),
    ("fajar", "2026-11-02", "late", "5"),
)
EVENTS = (
    ("2026-09-09", "Double day 9.9", "sale", "", "1.2", "0", "10"),
    ("2026-10-10", "Double day 10.10", "sale", "", "1.65", "0", "10"),
    ("2026-11-11", "Double day 11.11", "sale", "", "2.0", "0", "10"),
)
REQUISITIONS = (("R-2026-14", "agent", "1", "2026-10-12", "interview", "", ""),)
"""One more agent for the growth of the coming year."""
TICKET_COLUMNS = (
    "ticket_id", "queue", "created_at", "resolved_at", "handle_minutes", "agent_id", "reopened_at",
    "paused_minutes", "csat",
)  # fmt: skip


def files() -> dict[str, str]:
    """Every file of the workspace, by name."""
    draws = Draws(SEED)
    duties = _duties(draws)
    cases = _worked(duties, draws)
    published = [duty for duty in duties if PUBLISHED_FROM <= duty.day <= PUBLISHED_TO]
    return {
        "team.yaml": TEAM,
        "agents.csv": csv_text(AGENT_COLUMNS, AGENTS),
        "tickets.csv": csv_text(TICKET_COLUMNS, _ticket_rows(cases, draws)),
        "leave.csv": csv_text(("agent_id", "start", "end", "kind"), LEAVE),
        "requests.csv": csv_text(("agent_id", "date", "want", "weight"), REQUESTS),
        "events.csv": csv_text(("date", "name", "kind", "queue", "uplift", "lead_days", "lag_days"), EVENTS),
        "published.csv": csv_text(ROSTER_COLUMNS, roster_rows(published, ZONE)),
        "requisitions.csv": csv_text(REQUISITION_COLUMNS, REQUISITIONS),
        "scenarios/busier.yaml": SCENARIO,
    }


def _duties(draws: Draws) -> list[Duty]:
    people = tuple(row[0] for row in AGENTS if row[3] == "agent")
    weeks = [WARM_UP + timedelta(days=7 * n) for n in range((PUBLISHED_TO - WARM_UP).days // 7 + 1)]
    return [
        Duty(FORMER, duty.day, duty.template) if duty.agent_id == NEWEST and duty.day < HIRED else duty
        for duty in rotate(people, LINES, weeks, draws)
    ]


def _worked(duties: list[Duty], draws: Draws) -> list[Case]:
    """The cases of the log as the desk left them in the last minute."""
    until = (LAST - WARM_UP).days * 1440 + LAST_MINUTE
    cases = [case for case in arrivals(STREAMS, SEASON, draws) if case.created < until]
    foresee(cases, HABITS, draws)
    Desk(cases, attendance(duties, WARM_UP, leave_days(LEAVE), HABITS, draws), HABITS, draws).run(until)
    return [case for case in cases if case.created >= (FIRST - WARM_UP).days * 1440]


def _ticket_rows(cases: list[Case], draws: Draws) -> list[list[str]]:
    rows = soil([_ticket(case, draws) for case in cases], {name: name for name in TICKET_COLUMNS}, draws)
    return [[row[column] for column in TICKET_COLUMNS] for row in rows]


def _ticket(case: Case, draws: Draws) -> Row:
    closed = case.resolved is not None
    return {
        "ticket_id": f"E{400_000 + case.number}",
        "queue": case.queue,
        "created_at": str(wall_time(WARM_UP, case.created)),
        "resolved_at": str(wall_time(WARM_UP, case.resolved) or ""),
        "handle_minutes": f"{case.handled:.1f}" if closed else "",
        "agent_id": case.agent if closed else "",
        "reopened_at": str(wall_time(WARM_UP, case.reopened) or ""),
        "paused_minutes": f"{case.paused:.0f}" if case.paused else "",
        "csat": satisfaction(case, draws),
    }
