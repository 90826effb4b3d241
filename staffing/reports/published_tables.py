"""`published.csv` and its log `published_changes.csv`, as they are to stand after a publication."""

from __future__ import annotations

from collections.abc import Iterable

from staffing.documents.publication import PublishedChange
from staffing.plan import Plan
from staffing.publication import Publication
from staffing.read.publications import CHANGES, COLUMNS, PUBLISHED, PublishedRow, PublishedTable
from staffing.reports.csv_text import cell, csv_text
from staffing.reports.roster_tables import ROSTER, Worked, assignments_of

HEADER = ("agent_id", "date", "shift_id", "start", "end", "site")
"""Of a `published.csv` that we begin; of one that is there the columns stay as they are."""


def published_files(plan: Plan, publication: Publication, table: PublishedTable) -> dict[str, str]:
    """Text by name of those of the two files that change; none where nothing does."""
    files = {}
    if not publication.written:
        files[PUBLISHED] = published_csv(plan, table)
    if publication.new_rows:
        files[CHANGES] = log_csv([*plan.outlook.workspace.published_changes, *publication.new_rows])
    return files


def published_csv(plan: Plan, table: PublishedTable) -> str:
    """`published.csv` with the roster's rows in place of those of planned people on planned days.

    All other rows stay, and all columns; of an assignment that stays, so do the cells that are not ours. What follows
    the planned days comes last.
    """
    header = table.header or HEADER
    workspace, planned = plan.outlook.workspace, set(plan.outlook.problem.agent_names)
    kept, old = [], {}
    for row in table.rows:
        if row.agent_id in planned and workspace.first_day <= row.date <= workspace.last_day:
            old[row.agent_id, row.date, row.shift_id] = row
        else:
            kept.append(row)
    cells = [row.cells for row in kept]
    ours = [_cells(row, header, old.get((row.agent_id, row.date, row.shift_id))) for row in assignments_of(plan)]
    at = len(kept)
    while at and kept[at - 1].date > workspace.last_day:
        at -= 1
    return csv_text(header, [*cells[:at], *ours, *cells[at:]])


def _cells(row: Worked, header: tuple[str, ...], old: PublishedRow | None) -> tuple[str, ...]:
    """An assignment in the columns of a file."""
    local = row.place.axis.local
    values = (
        row.agent_id,
        row.date,
        row.shift_id,
        local(row.start),
        local(row.end),
        row.paid_minutes,
        row.on_queue_minutes,
        row.place.site.id,
    )
    ours = dict(zip(ROSTER, map(cell, values), strict=True))
    theirs = old.cells if old is not None else ("",) * len(header)
    return tuple(ours.get(name.casefold(), their) for name, their in zip(header, theirs, strict=True))


def log_csv(rows: Iterable[PublishedChange]) -> str:
    """The whole log."""
    return csv_text(COLUMNS, map(_log_cells, rows))


def _log_cells(row: PublishedChange) -> tuple[object, ...]:
    times = ("|".join(moment.isoformat() for moment in moments) for moments in (row.start, row.end))
    return row.as_of, row.agent_id, row.date, "|".join(row.was), "|".join(row.now), *times
