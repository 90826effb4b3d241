"""`requisitions.csv`: each row checked against the roles of the team and the others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from staffing.documents.people import Agent
from staffing.documents.requisition import Requisition
from staffing.documents.roles import roles_of
from staffing.documents.team import Team
from staffing.read.faults import choice, shown
from staffing.read.rows import Columns, Rows, first_twice, typed
from staffing.read.tables import Table

REQUISITIONS = Columns(
    required=("requisition_id", "role"),
    optional=("headcount", "opened_on", "stage", "expected_start", "fill_probability"),
    dates=("opened_on", "expected_start"),
    numbers=("fill_probability",),
)


def read_requisitions(
    table: Table, team: Team, agents: Iterable[Agent], now: datetime, *, replayed: bool = False
) -> tuple[Requisition, ...]:
    """Openings for known roles. Whether their dates fit the present is asked where hiring is (`check_hiring_dates`).

    `replayed`: now is a moment of the past, at which openings of later days were not known; they are left out.
    """
    rows = Rows(table.name)
    found = rows.documents(table, Requisition, REQUISITIONS)
    roles = [role.id for role in roles_of(team, tuple(agents))]
    for line, name, first in first_twice([(line, row.requisition_id) for line, row in found]):
        rows.add(line, f"requisition_id {shown(name)} is also in line {first}; every requisition has one row")
    for line, row in found:
        if row.role not in roles:
            rows.add(line, f"role {shown(row.role)} is not a role of this team{choice(row.role, roles)}")
        wrong = _wrong_dates(row)
        if wrong:
            rows.add(line, wrong)
    rows.faults.raise_any()
    today = now.date()
    return tuple(row for row in typed(found) if not replayed or row.opened_on is None or row.opened_on <= today)


def _wrong_dates(row: Requisition) -> str:
    """The first thing that is wrong with the dates of a row; empty when nothing is."""
    opened, start = row.opened_on, row.expected_start
    if row.stage == "accepted" and start is None:
        return "expected_start is empty, but the stage is accepted; give the day on which they are to start"
    if opened and start and start < opened:
        return f"expected_start {start} is before opened_on {opened}; it must be that day or a later one"
    return ""
