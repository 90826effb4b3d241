"""Rosters as files: `published.csv`, and a `roster.csv` that people edited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from staffing.documents.base import clock_text
from staffing.documents.people import Agent, Assignment
from staffing.documents.team import Shift, Team
from staffing.documents.workspace import Workspace
from staffing.read.faults import choice, shown
from staffing.read.people import check_known_agent
from staffing.read.rows import Columns, Rows, first_twice, typed
from staffing.read.tables import Table, open_table

ROSTER = Columns(
    required=("agent_id", "date", "shift_id"),
    optional=("start", "end"),
    dates=("date",),
    moments=("start", "end"),
    others=True,
)


def read_roster(path: Path, workspace: Workspace) -> tuple[Assignment, ...]:
    """The assignments of a roster file, such as a `roster.csv` that was edited by hand.

    A start or end that contradicts the shift's own local times on that date is an error, as is an unknown agent or
    shift, or a row that stands twice; two shifts of an agent on one day are not (`staffing check` reports that
    breach). Messages name the path as it is given.
    """
    return assignments(open_table(Path(path), str(path)), workspace.team, workspace.agents)


def assignments(table: Table, team: Team, agents: Iterable[Agent]) -> tuple[Assignment, ...]:
    """The rows of a roster table."""
    rows = Rows(table.name)
    found = rows.documents(table, Assignment, ROSTER, team.zone)
    ids = [agent.agent_id for agent in agents]
    shifts = {shift.id: shift for shift in team.shifts}
    for line, assignment in found:
        check_known_agent(rows, line, assignment.agent_id, ids)
        shift = shifts.get(assignment.shift_id)
        if shift is None:
            near = choice(assignment.shift_id, shifts)
            rows.add(line, f"shift_id {shown(assignment.shift_id)} is not a shift of team.yaml{near}")
        else:
            _check_times(rows, line, assignment, shift, team.zone)
    keys = [(line, (each.agent_id, each.date, each.shift_id)) for line, each in found]
    for line, (agent_id, day, shift_id), first in first_twice(keys):
        said = f"{shown(agent_id)} has the shift {shown(shift_id)} on {day} already in line {first}"
        rows.add(line, f"{said}; keep one of the two rows")
    rows.faults.raise_any()
    return typed(found)


def _check_times(rows: Rows, line: int, assignment: Assignment, shift: Shift, zone: str) -> None:
    for name in ("start", "end"):
        given, minutes = getattr(assignment, name), getattr(shift, name)
        right = _moments(assignment.date, minutes, zone)
        if given is not None and given.astimezone(UTC) not in right:
            shown_right = right[0].astimezone(ZoneInfo(zone)).isoformat()
            rows.add(
                line,
                f"{name} is {given.isoformat()}, but the shift {shift.id} has its {name} at {clock_text(minutes)}, "
                f"which is {shown_right}; empty the cell or change shift_id",
            )


def _moments(day: date, minutes: int, zone: str) -> tuple[datetime, datetime]:
    """The moments at which clocks in a zone show the minutes after a day's midnight; two when clocks go back."""
    wall = (datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)).replace(tzinfo=ZoneInfo(zone))
    return wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
