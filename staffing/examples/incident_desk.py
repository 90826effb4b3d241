"""Incident desk: twelve agents in Lisbon, a ServiceNow-style export in UTC with a column map, 14 weeks."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from staffing.examples.arrivals import Case, Season, Stream, arrivals
from staffing.examples.desk import Desk, Habits, attendance, foresee
from staffing.examples.draws import Draws
from staffing.examples.incident_team import TEAM
from staffing.examples.rosters import Duty, Line, Template, leave_days, roster_rows, rotate
from staffing.examples.tables import (
    AGENT_COLUMNS,
    ROSTER_COLUMNS,
    Row,
    csv_text,
    satisfaction,
    soil,
    wall_time,
)

SEED = 466
ZONE = "Europe/Lisbon"
WARM_UP = date(2026, 7, 27)
"""A Monday before the log begins: the desk starts empty, its log does not."""
FIRST, LAST = date(2026, 7, 30), date(2026, 11, 5)
LAST_MINUTE = 16 * 60 + 40
PUBLISHED_FROM, PUBLISHED_TO = date(2026, 10, 12), date(2026, 11, 8)

STREAMS = (
    Stream(
        "incidents", 88.0, 25.0, 1.1,
        (1.38, 1.25, 1.20, 1.16, 1.06, 0.49, 0.46),
        (
            0.5, 0.4, 0.3, 0.3, 0.4, 0.7, 1.6, 4.0, 8.0, 10.5, 10.0, 8.6,
            6.0, 5.6, 8.2, 8.6, 7.4, 5.6, 3.4, 2.4, 1.9, 1.6, 1.2, 0.8,
        ),
    ),
)  # fmt: skip
SEASON = Season(WARM_UP, LAST, 0.03)
HABITS = Habits(absence=0.05, asks_outside=0.11)

EARLY = Template("early", 420, 960, (660, 720))
DAY = Template("day", 600, 1140, (840, 900))
LATE = Template("late", 780, 1320, (1080, 1140), late=True)
MORNING, AFTERNOON = Template("morning", 480, 720), Template("afternoon", 840, 1080)
WEEKEND = (5, 6)
ROTATING = (
    Line(EARLY, WEEKEND),
    Line(EARLY, (2, 3)),
    Line(DAY, (2, 6)),
    Line(DAY, WEEKEND),
    Line(DAY, (0, 5)),
    Line(LATE, WEEKEND),
    Line(LATE, (4, 6)),
    Line(LATE, (1, 5)),
)
FIXED = {"carla": Line(EARLY, WEEKEND), "joana": Line(MORNING, WEEKEND), "nuno": Line(AFTERNOON, WEEKEND)}
"""The one with school days, and the two part-timers, worked the same week throughout."""

AGENTS = (
    ("ana", "Ana Figueira", "full_time", "agent", "lisbon", "", "2019-09-02", "", "", ""),
    ("beatriz", "Beatriz Salgueiro", "full_time", "agent", "lisbon", "", "2020-01-13", "", "", ""),
    ("carla", "Carla Vidigal", "full_time", "agent", "lisbon", "", "2020-06-01", "", "school_days", ""),
    ("duarte", "Duarte Lameira", "full_time", "agent", "lisbon", "", "2021-04-06", "", "", ""),
    ("filipe", "Filipe Marinho", "full_time", "agent", "lisbon", "", "2022-02-01", "", "", ""),
    ("goncalo", "Gonçalo Teles", "full_time", "agent", "lisbon", "", "2022-10-03", "", "", ""),
    ("helena", "Helena Bravo", "full_time", "agent", "lisbon", "", "2023-03-01", "2026-11-12", "", ""),
    ("ines", "Inês Caldeira", "full_time", "agent", "lisbon", "", "2024-05-02", "", "", ""),
    ("joana", "Joana Pestana", "part_time", "agent", "lisbon", "", "2024-09-09", "", "", ""),
    ("miguel", "Miguel Barroca", "full_time", "agent", "lisbon", "", "2025-02-03", "", "", ""),
    ("nuno", "Nuno Quintela", "part_time", "agent", "lisbon", "", "2025-06-16", "", "", ""),
    ("sofia", "Sofia Arruda", "full_time", "agent", "lisbon", "", "2026-11-11", "", "", "ana"),
)
HIRED_LATER = "sofia"

LEAVE = (
    ("duarte", "2026-08-10", "2026-08-16", "annual"),
    ("nuno", "2026-08-31", "2026-09-04", "annual"),
    ("ines", "2026-09-24", "2026-09-25", "sick"),
    ("filipe", "2026-11-13", "2026-11-13", "annual"),
)
REQUESTS = (
    ("beatriz", "2026-11-14", "off", "20"),
    ("goncalo", "2026-11-10", "not:late", "10"),
    ("joana", "2026-11-11", "afternoon", "10"),
    ("miguel", "2026-11-15", "off", "10"),
)
COLUMNS = {
    "created_at": "opened_at", "resolved_at": "resolved_at", "queue": "assignment_group",
}  # fmt: skip
EXPORT_COLUMNS = (
    "number", "priority", "state", "assignment_group", "assigned_to", "opened_at", "resolved_at",
    "u_last_reopened", "u_work_minutes", "u_on_hold_minutes", "u_survey_score",
)  # fmt: skip
GROUPS = ("Service Desk L2", "Network Operations")


def files() -> dict[str, str]:
    """Every file of the workspace, by name; `leave.csv` as a spreadsheet in Portugal saves it."""
    draws = Draws(SEED)
    duties = _duties(draws)
    cases = _worked(duties, draws)
    published = [duty for duty in duties if PUBLISHED_FROM <= duty.day <= PUBLISHED_TO]
    leave = csv_text(("agent_id", "start", "end", "kind"), LEAVE, delimiter=";")
    return {
        "team.yaml": TEAM,
        "agents.csv": csv_text(AGENT_COLUMNS, AGENTS),
        "incident.csv": csv_text(EXPORT_COLUMNS, _export_rows(cases, draws)),
        "leave.csv": "\ufeff" + leave,
        "requests.csv": csv_text(("agent_id", "date", "want", "weight"), REQUESTS),
        "published.csv": csv_text(ROSTER_COLUMNS, roster_rows(published, ZONE)),
    }


def _duties(draws: Draws) -> list[Duty]:
    rotating = tuple(row[0] for row in AGENTS if row[0] not in FIXED and row[0] != HIRED_LATER)
    weeks = [WARM_UP + timedelta(days=7 * n) for n in range((PUBLISHED_TO - WARM_UP).days // 7 + 1)]
    duties = rotate(rotating, ROTATING, weeks, draws)
    for agent_id, line in FIXED.items():
        duties += rotate((agent_id,), (line,), weeks, draws)
    return duties


def _worked(duties: list[Duty], draws: Draws) -> list[Case]:
    """The cases of the log as the desk left them in the last minute."""
    until = (LAST - WARM_UP).days * 1440 + LAST_MINUTE
    cases = [case for case in arrivals(STREAMS, SEASON, draws) if case.created < until]
    foresee(cases, HABITS, draws)
    Desk(cases, attendance(duties, WARM_UP, leave_days(LEAVE), HABITS, draws), HABITS, draws).run(until)
    return [case for case in cases if case.created >= (FIRST - WARM_UP).days * 1440]


def _export_rows(cases: list[Case], draws: Draws) -> list[list[str]]:
    rows = soil([_export(case, draws) for case in cases], COLUMNS, draws)
    return [[row[column] for column in EXPORT_COLUMNS] for row in rows]


def _export(case: Case, draws: Draws) -> Row:
    closed = case.resolved is not None
    return {
        "number": f"INC{1_040_000 + case.number:07d}",
        "priority": ("2 - High", "3 - Moderate", "4 - Low")[draws.index((1.0, 4.0, 3.0))],
        "state": "Closed" if closed else "In Progress",
        "assignment_group": GROUPS[draws.index((7.0, 3.0))],
        "assigned_to": case.agent if closed else "",
        "opened_at": _utc(case.created),
        "resolved_at": _utc(case.resolved),
        "u_last_reopened": _utc(case.reopened),
        "u_work_minutes": f"{case.handled:.1f}" if closed else "",
        "u_on_hold_minutes": f"{case.paused:.0f}" if case.paused else "",
        "u_survey_score": satisfaction(case, draws),
    }


def _utc(minutes: float | None) -> str:
    local = wall_time(WARM_UP, minutes)
    if local is None:
        return ""
    return f"{local.replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC):%Y-%m-%d %H:%M:%S}"
