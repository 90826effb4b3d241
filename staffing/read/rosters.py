"""Rosters as files: `published.csv`, and a `roster.csv` or `roster.xlsx` that people edited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from staffing.documents.base import clock_text
from staffing.documents.people import Agent, Assignment
from staffing.documents.sites import Site
from staffing.documents.team import Shift, Team
from staffing.documents.workspace import Workspace
from staffing.read.agents import check_known_agent
from staffing.read.faults import choice, listed, shown
from staffing.read.roster_workbook import edited_roster
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

    Of a workbook of ours the sheet to edit is read (read/roster_workbook.py), of another the first sheet, as a table.

    A start or end that contradicts the shift's own times on that date at the agent's site is an error, as is an
    unknown agent, a shift not worked there, or a row that stands twice; two shifts of an agent on one day are not
    (`staffing check` reports that breach). Messages name the path as it is given.
    """
    if Path(path).suffix.lower() == ".xlsx":
        edited = edited_roster(Path(path), str(path), workspace)
        if edited is not None:
            return edited
    return assignments(open_table(Path(path), str(path)), workspace.team, workspace.agents)


def assignments(table: Table, team: Team, agents: Iterable[Agent]) -> tuple[Assignment, ...]:
    """The rows of a roster table; times without offset are in the zone of the agent's site."""
    rows = Rows(table.name)
    sites = {agent.agent_id: team.site_of(agent.site) for agent in agents}
    first_site = team.sites[0]
    found = rows.documents(
        table, Assignment, ROSTER, lambda cells: sites.get(cells.get("agent_id", ""), first_site).zone
    )
    for line, assignment in found:
        check_known_agent(rows, line, assignment.agent_id, sites)
        _check_shift(rows, line, assignment, team, sites.get(assignment.agent_id))
    keys = [(line, (each.agent_id, each.date, each.shift_id)) for line, each in found]
    for line, (agent_id, day, shift_id), first in first_twice(keys):
        said = f"{shown(agent_id)} has the shift {shown(shift_id)} on {day} already in line {first}"
        rows.add(line, f"{said}; keep one of the two rows")
    rows.faults.raise_any()
    return typed(found)


def _check_shift(rows: Rows, line: int, assignment: Assignment, team: Team, site: Site | None) -> None:
    given = assignment.shift_id
    shifts = {shift.id: shift for shift in team.shifts}
    if given not in shifts:
        rows.add(line, f"shift_id {shown(given)} is not a shift of team.yaml{choice(given, shifts)}")
    elif site is not None and shifts[given] not in team.shifts_at(site):
        worked = listed(shift.id for shift in team.shifts_at(site))
        said = f"is not worked at {site.id}, the site of {assignment.agent_id}"
        rows.add(line, f"shift_id {shown(given)} {said}; allowed are {worked}")
    elif site is not None:
        _check_times(rows, line, assignment, shifts[given], site)


def _check_times(rows: Rows, line: int, assignment: Assignment, shift: Shift, site: Site) -> None:
    cut = site.cut(assignment.date)
    for name, minutes in (("start", shift.start), ("end", shift.end - cut)):
        given = getattr(assignment, name)
        right = _moments(assignment.date, minutes, site.zone)
        if given is not None and given.astimezone(UTC) not in right:
            shown_right = right[0].astimezone(ZoneInfo(site.zone)).isoformat()
            short = f", {cut} minutes earlier than usual on a short day of {site.id}" if cut and name == "end" else ""
            rows.add(
                line,
                f"{name} is {given.isoformat()}, but the shift {shift.id} has its {name} at {clock_text(minutes)}"
                f"{short}, which is {shown_right}; empty the cell or change shift_id",
            )


def _moments(day: date, minutes: int, zone: str) -> tuple[datetime, datetime]:
    """The moments at which clocks in a zone show the minutes after a day's midnight; two when clocks go back."""
    wall = (datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)).replace(tzinfo=ZoneInfo(zone))
    return wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
