"""One sheet of an Excel workbook as typed cells, with what a person may have done to it: merged cells, broken formulas.

A workbook is an archive: how large it becomes is looked at before it is unpacked.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from staffing.errors import InputError
from staffing.read.folder import opened

Cell: TypeAlias = tuple[int, int]
"""Row and column, from 0."""

MOST_BYTES = 64 * 1024 * 1024
"""What a workbook may hold, unpacked; a roster of a thousand people is a hundredth of it."""
MOST_CELLS = 2_000_000
"""Rows x columns up to the last cell that holds anything."""
_OLD_EXCEL = bytes.fromhex("D0CF11E0A1B11AE1")
"""How files begin that are encrypted, or older than .xlsx."""
_UNREADABLE = "is not an Excel workbook that can be read; save it as .xlsx or .csv"
_DAMAGED = (BadZipFile, zlib.error, ElementTree.ParseError, EOFError, LookupError, OSError, ValueError)
"""What the readers of archives and their parts say of a damaged one."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, eq=False)
class SheetCells:
    """The cells of a sheet from A1 on, "" where there is nothing.

    `merged` are the first and last cell of each merged range. `broken` are cells whose formula has no value, with the
    error that Excel shows, or the empty text where it was never worked out.
    """

    values: list[list[Any]]
    merged: tuple[tuple[Cell, Cell], ...]
    broken: dict[Cell, str]

    def at(self, row: int, column: int) -> Any:
        """The value of a cell; "" outside the sheet."""
        return self.values[row][column] if row < len(self.values) and column < len(self.values[row]) else ""


def open_sheet(path: Path, name: str, sheet: str) -> SheetCells | None:
    """The sheet of that name in the workbook `path`; None where it has none.

    Raises InputError for what is no workbook, is encrypted, or is larger than any roster.
    """
    import python_calamine

    with opened(path, name) as file:
        try:
            part = _part(file, name, sheet)
            if part is None:
                return None
            broken = _broken(file, name, sheet, part)
            file.seek(0)
            found = python_calamine.CalamineWorkbook.from_filelike(file).get_sheet_by_name(sheet)
            return SheetCells(found.to_python(skip_empty_area=False), tuple(found.merged_cell_ranges or ()), broken)
        except (python_calamine.CalamineError, *_DAMAGED):
            raise InputError(_UNREADABLE, file=name) from None
        except (RuntimeError, NotImplementedError):  # zipfile's words for a password and for a packing of its own
            raise InputError("is encrypted; save it without a password", file=name) from None


def sheet_names(path: Path, name: str) -> tuple[str, ...]:
    """The names of a workbook's sheets, in their order; it raises as `open_sheet` does."""
    with opened(path, name) as file:
        try:
            with _archive(file, name) as archive:
                return tuple(sheet for sheet, _ in _sheets(archive))
        except _DAMAGED:
            raise InputError(_UNREADABLE, file=name) from None


def cell_name(row: int, column: int) -> str:
    """`D7` for row 6 and column 3."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return f"{letters}{row + 1}"


def _archive(file: BufferedReader, name: str) -> ZipFile:
    """The archive of a workbook, if it is no larger than it may be."""
    file.seek(0)
    if file.read(len(_OLD_EXCEL)) == _OLD_EXCEL:
        raise InputError("is encrypted, or of an Excel before 2007; save it as .xlsx without a password", file=name)
    file.seek(0)
    archive = ZipFile(file)
    if sum(each.file_size for each in archive.infolist()) > MOST_BYTES:
        said = f"is more than {MOST_BYTES // 1024**2} MB unpacked, which no roster is; copy its sheet to a new workbook"
        raise InputError(said, file=name)
    return archive


def _part(file: BufferedReader, name: str, sheet: str) -> str | None:
    """The file within the archive that holds a sheet."""
    with _archive(file, name) as archive:
        return next((part for found, part in _sheets(archive) if found == sheet), None)


def _sheets(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Every sheet's name and file, in their order."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = targets[sheet.get(_LINK)]
        yield sheet.get("name", ""), target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _broken(file: BufferedReader, name: str, sheet: str, part: str) -> dict[Cell, str]:
    """Cells with a formula that has no value; InputError where cells lie further out than a sheet can be read."""
    found: dict[Cell, str] = {}
    rows = columns = 0
    with _archive(file, name) as archive, archive.open(part) as text:
        for _, element in ElementTree.iterparse(text):
            if element.tag == f"{_MAIN}row":
                element.clear()
            if element.tag != f"{_MAIN}c" or not len(element):
                continue
            row, column = _place(element.get("r", "A1"))
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if rows * columns > MOST_CELLS:
                said = f"reaches to cell {cell_name(row, column)}; delete what stands far outside the table"
                raise InputError(said, file=f"{name}, sheet {sheet}")
            value = element.findtext(f"{_MAIN}v") or ""
            if element.get("t") == "e" or (not value and element.find(f"{_MAIN}f") is not None):
                found[row, column] = value
    return found


def _place(reference: str) -> Cell:
    """Row and column of `D7`."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]) - 1, column - 1
