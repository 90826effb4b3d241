"""The sheet "Edit" of our workbook, changed by hand: people x days of shifts, read back as assignments.

Rows may stand in any order, and so may the columns of days, because both carry what they are. Text above the row that
begins with `agent_id`, and the columns of names, sites and sums, say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from staffing.documents.people import Assignment
from staffing.documents.workspace import Workspace
from staffing.errors import InputError
from staffing.read.dates import day_of
from staffing.read.faults import Faults, choice, listed, shown
from staffing.read.spreadsheets import SheetCells, cell_name, open_sheet, sheet_names
from staffing.read.tables import cell_text

EDIT = "Edit"
"""The sheet's name."""
OTHER_SHEETS = frozenset({"Roster", "Legend"})
"""Sheets by which a workbook of ours is known, whose sheet to edit is gone."""
ID_HEAD, NAME_HEAD, SITE_HEAD, HOURS_HEAD, DUE_HEAD = "agent_id", "name", "site", "hours", "due"
TEXTS = (NAME_HEAD, SITE_HEAD)
SUMS = (HOURS_HEAD, DUE_HEAD)
LEAVE_WORD = "leave"
NO_SHIFT = ("", LEAVE_WORD, "off", "·", "-", "\u2013")
"""What a cell of a day without a shift may hold."""
SEPARATOR = "|"
"""Between several shifts of one day."""
MOST_FAULTS = 50
"""More than these are not looked for: a sheet that is another would give one for each of its cells."""


def edited_roster(path: Path, name: str, workspace: Workspace) -> tuple[Assignment, ...] | None:
    """The assignments in the sheet "Edit" of a workbook; None where it has none and may be another table.

    Raises InputError for everything that contradicts the workspace or leaves open what is meant, cell by cell.
    """
    cells = open_sheet(path, name, EDIT)
    if cells is None:
        if OTHER_SHEETS.issubset(sheet_names(path, name)):
            raise InputError(f"has no sheet {EDIT}, from which a roster is read; give it its name back", file=name)
        return None
    return _Edited(f"{name}, sheet {EDIT}", cells, workspace).assignments()


@dataclass(frozen=True)
class _Columns:
    """The columns of the table: days by column, and those whose cells say nothing."""

    days: dict[int, date]
    texts: frozenset[int]
    sums: frozenset[int]


@dataclass(frozen=True, eq=False)
class _Edited:
    """The sheet on its way to assignments."""

    where: str
    cells: SheetCells
    workspace: Workspace
    faults: Faults = field(default_factory=Faults)

    def assignments(self) -> tuple[Assignment, ...]:
        """Everybody's shifts by row and day."""
        head = self._head()
        self._check_merged(head)
        columns = self._columns(head)
        self.faults.raise_any()  # before the rows: under a wrong head every cell would be wrong
        found: list[Assignment] = []
        seen: dict[str, int] = {}
        for row in range(head + 1, self._rows):
            found += self._row(row, columns, seen)
            if len(self.faults.sentences) > MOST_FAULTS:
                break
        self.faults.raise_any()  # before people are missed: a misspelt one would seem missing
        self._check_complete(columns, seen)
        self.faults.raise_any()
        return tuple(found)

    @property
    def _rows(self) -> int:
        return max([len(self.cells.values), *(row + 1 for row, _ in self.cells.broken)])

    def _width(self, row: int) -> int:
        values = self.cells.values[row] if row < len(self.cells.values) else []
        return max([len(values), *(column + 1 for at, column in self.cells.broken if at == row)])

    def _add(self, row: int, column: int, message: str) -> None:
        self.faults.add(message, file=f"{self.where}, cell {cell_name(row, column)}")

    def _text(self, row: int, column: int) -> str:
        """The text of a cell; an error counts as text."""
        if (row, column) in self.cells.broken:
            return self.cells.broken[row, column] or "="
        return cell_text(self.cells.at(row, column)).strip()

    def _head(self) -> int:
        """The row of the heads."""
        for row, values in enumerate(self.cells.values):
            for column in range(len(values)):
                if self._text(row, column).casefold() == ID_HEAD:
                    if column:
                        said = f"is {ID_HEAD}, which must be the first column; move it back to column A"
                        raise InputError(said, file=f"{self.where}, cell {cell_name(row, column)}")
                    return row
        said = f"has no row of heads, which begins with {ID_HEAD} in column A; put it back above the people"
        raise InputError(said, file=self.where)

    def _check_merged(self, head: int) -> None:
        for first, last in self.cells.merged:
            if last[0] >= head:
                span = f"{cell_name(*first)}:{cell_name(*last)}"
                said = "are merged; unmerge them and write into each cell what is meant"
                self.faults.add(said, file=f"{self.where}, cells {span}")
        self.faults.raise_any()  # all but the first of merged cells are empty, which would be told of each

    def _columns(self, head: int) -> _Columns:
        days: dict[int, date] = {}
        kinds: dict[str, set[int]] = {"texts": set(), "sums": set()}
        for column in range(1, self._width(head)):
            text = self._text(head, column)
            if text.casefold() in TEXTS:
                kinds["texts"].add(column)
            elif text.casefold() in SUMS:
                kinds["sums"].add(column)
            elif text:
                self._day_head(head, column, days)
        self._check_headless(head)
        return _Columns(days, frozenset(kinds["texts"]), frozenset(kinds["sums"]))

    def _check_headless(self, head: int) -> None:
        """Note the first cell of each column that has cells and no head."""
        told: set[int] = set()
        for row in range(head + 1, self._rows):
            for column in range(self._width(row)):
                if column not in told and self._text(row, column) and not self._text(head, column):
                    told.add(column)
                    said = f"is {shown(self._text(row, column))} in a column without a head"
                    self._add(row, column, f"{said}; write the head in {cell_name(head, column)}, or empty the column")

    def _day_head(self, head: int, column: int, days: dict[int, date]) -> None:
        text = self._text(head, column)
        try:
            day = day_of(text)
        except ValueError:
            allowed = listed((*TEXTS, *SUMS))
            self._add(head, column, f"is {shown(text)}; a head is a date as 2026-11-23, or one of {allowed}")
            return
        if day in days.values():
            first = next(at for at, known in days.items() if known == day)
            self._add(head, column, f"is {day}, which stands in {cell_name(head, first)} already; keep one of the two")
            return
        days[column] = day

    def _row(self, row: int, columns: _Columns, seen: dict[str, int]) -> Iterator[Assignment]:
        """The assignments of one row; nothing of an empty one."""
        filled = [at for at in range(self._width(row)) if at not in columns.sums and self._text(row, at)]
        if not filled:
            return
        agent_id = self._agent(row, seen)
        if agent_id is None:
            return
        for column, day in columns.days.items():
            for shift_id in self._shifts(row, column, agent_id):
                yield Assignment(agent_id=agent_id, date=day, shift_id=shift_id)

    def _agent(self, row: int, seen: dict[str, int]) -> str | None:
        given = self._text(row, 0)
        ids = [agent.agent_id for agent in self.workspace.agents]
        if not given:
            self._add(row, 0, f"is empty; write the {ID_HEAD} of the row, or empty the whole row")
            return None
        found = _meant(given, ids)
        if found is None:
            self._add(row, 0, f"is {shown(given)}, which is not in agents.csv{choice(given, ids)}")
            return None
        if found in seen:
            first = cell_name(seen[found], 0)
            self._add(row, 0, f"is {shown(found)}, which stands in {first} already; keep one row of each person")
            return None
        seen[found] = row
        return found

    def _shifts(self, row: int, column: int, agent_id: str) -> Iterator[str]:
        """The shifts in a cell, none for a day off; what is wrong with them is noted."""
        if (row, column) in self.cells.broken:
            error = self.cells.broken[row, column]
            said = f"holds the error {shown(error)}" if error else "holds a formula without a value"
            self._add(row, column, f"{said}; write a shift, or empty it for a day off")
            return
        team = self.workspace.team
        known = [shift.id for shift in team.shifts]
        value, text = self.cells.at(row, column), self._text(row, column)
        if _meant(text, known) is None and text.casefold() in NO_SHIFT:
            return
        agent = next(each for each in self.workspace.agents if each.agent_id == agent_id)
        site = team.site_of(agent.site)
        allowed = [shift.id for shift in team.shifts_at(site)]
        for given in dict.fromkeys(part.strip() for part in text.split(SEPARATOR)):
            found = _meant(given, known)
            if found is None:
                said = choice(given, allowed) if isinstance(value, str) else f"; allowed are {listed(allowed)}"
                self._add(row, column, f"is {_told(value, given)}, which is not a shift of team.yaml{said}")
            elif found not in allowed:
                said = f"is {shown(found)}, which is not worked at {site.id}, the site of {agent_id}"
                self._add(row, column, f"{said}; allowed are {listed(allowed)}")
            else:
                yield found

    def _check_complete(self, columns: _Columns, seen: dict[str, int]) -> None:
        """Every planned day and every planned person is there, where the sheet is of these days at all."""
        planned, given = self.workspace.planned_days, set(columns.days.values())
        if not given.intersection(planned):
            return
        for day in planned:
            if day not in given:
                said = f"has no column for {day}; put its date back into the heads"
                self.faults.add(f"{said} (empty cells are days off)", file=self.where)
        for agent in self.workspace.rostered:
            if agent.agent_id not in seen:
                said = f"has no row of {shown(agent.agent_id)}; put it back (empty cells are days off)"
                self.faults.add(said, file=self.where)


def _meant(given: str, known: list[str]) -> str | None:
    """The known name that is given: as it is, or in other letters where that leaves one."""
    if given in known:
        return given
    alike = [name for name in known if name.casefold() == given.casefold()]
    return alike[0] if len(alike) == 1 else None


def _told(value: Any, given: str) -> str:
    """A cell's value with its kind, where it is no text."""
    if isinstance(value, str):
        return shown(given)
    if isinstance(value, bool):
        return f"the value {shown(value)}"
    kinds = ((date, "date"), (time, "time"), (timedelta, "time"))  # a datetime is a date too
    return f"the {next((word for kind, word in kinds if isinstance(value, kind)), 'number')} {given}"
