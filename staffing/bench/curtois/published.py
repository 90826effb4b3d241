"""What others have reached: a table of lower bounds and best known values, for comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from staffing.bench.curtois.sections import whole_number
from staffing.errors import InputError
from staffing.read.faults import Faults, shown
from staffing.read.tables import Row, Table, open_table

COLUMNS = ("instance", "lower_bound", "best_known")
LARGEST = 10**9
_NUMBERED = re.compile(r"(?:instance[ _-]?)?0*([0-9]+)", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Published:
    """The values of one instance; None where none is known."""

    lower_bound: int | None = None
    best_known: int | None = None


def read_published(path: Path) -> dict[str, Published]:
    """The values by key of the instance; columns other than COLUMNS are left alone.

    Raises InputError where a column is missing, an instance stands twice, a value is neither a number nor empty, or a
    bound is above what was found.
    """
    table, found, faults = open_table(path, str(path)), {}, Faults()
    missing = [name for name in COLUMNS if name not in table.header]
    if missing:
        raise InputError(f"has no column {missing[0]}; wanted are {', '.join(COLUMNS)}", file=table.name, line=1)
    for row in table.rows:
        try:
            name, values = _values(table, row)
            if key_of(name) in found:
                raise InputError(f"instance is {shown(name)} a second time; each stands once")
            found[key_of(name)] = values
        except InputError as error:
            faults.add(str(error), file=table.name, line=row[0])
    faults.raise_any()
    return found


def published_of(table: dict[str, Published], name: str) -> Published:
    """The values of the instance of a name."""
    return table.get(key_of(name), Published())


def key_of(name: str) -> str:
    """What `7`, `Instance7` and `instance_07` have in common; of other names, the name in small letters."""
    number = _NUMBERED.fullmatch(name)
    return number[1] if number else name.casefold()


def _values(table: Table, row: Row) -> tuple[str, Published]:
    cells = {name: text.strip() for name, text in zip(table.header, row[1], strict=False)}
    name = cells.get("instance", "")
    if not name:
        raise InputError('instance is empty; write its name, such as "Instance7", or its number')
    lower, best = (
        whole_number(cells[column], column, 0, LARGEST) if cells.get(column) else None for column in COLUMNS[1:]
    )
    if lower is not None and best is not None and lower > best:
        raise InputError(f"lower_bound is {lower}, above best_known {best}; it must not be above it")
    return name, Published(lower, best)
