"""What was published: the log `published_changes.csv`, and `published.csv` cell by cell, to be written anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from staffing.documents.publication import PublishedChange
from staffing.read.dates import day_of
from staffing.read.rows import Columns, Rows, typed
from staffing.read.tables import Table, open_table

PUBLISHED, CHANGES = "published.csv", "published_changes.csv"
COLUMNS = ("as_of", "agent_id", "date", "was", "now", "start", "end")
_CHANGES = Columns(
    required=("as_of", "agent_id", "date"),
    optional=("was", "now", "start", "end"),
    dates=("date",),
    moments=("as_of",),
    lists=("was", "now", "start", "end"),
)


def read_published_changes(table: Table, zone: str) -> tuple[PublishedChange, ...]:
    """The rows of the log, in its order; an `as_of` without offset is in `zone`.

    Agents and shifts that a workspace no longer has are fine in it.
    """
    return typed(Rows(table.name).documents(table, PublishedChange, _CHANGES, lambda _: zone))


@dataclass(frozen=True)
class PublishedRow:
    """One row of `published.csv` as it stands there: whose and of which day, and all its cells."""

    agent_id: str
    date: date
    shift_id: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PublishedTable:
    """`published.csv` as it stands there; without a header where there is no such file."""

    header: tuple[str, ...] = ()
    rows: tuple[PublishedRow, ...] = ()


def published_table(folder: Path) -> PublishedTable:
    """Header and rows of the `published.csv` of a workspace, which was read before and found right."""
    path = folder / PUBLISHED
    if not path.exists():
        return PublishedTable()
    table = open_table(path, PUBLISHED)
    names = [name.casefold() for name in table.header]
    agent, day, shift = (names.index(name) for name in ("agent_id", "date", "shift_id"))
    rows = []
    for _, cells in table.rows:
        if any(cell.strip() for cell in cells):
            own = tuple(cells[: len(names)])
            rows.append(PublishedRow(own[agent].strip(), day_of(own[day].strip()), own[shift].strip(), own))
    return PublishedTable(table.header, tuple(rows))
