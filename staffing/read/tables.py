"""Tables of text: CSV (comma or semicolon), Excel and Parquet, as a header and numbered rows.

Rows come one by one, so a file that is no table is refused at its first lines, however large it is.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

from staffing.errors import InputError
from staffing.read.folder import decoded, opened

Row: TypeAlias = tuple[int, list[str]]
"""Line number (from 1, the header's is 1) and cells."""

LONGEST_LINE = 1024 * 1024
MOST_COLUMNS = 2_000
MOST_ROWS = 5_000_000


@dataclass(frozen=True, eq=False)
class Table:
    """A header and the rows below it, as text."""

    name: str
    header: tuple[str, ...]
    rows: Iterator[Row]
    decimal_comma: bool = False
    """Whether 1,5 is a number: in files with semicolons between the cells."""


def open_table(path: Path, name: str) -> Table:
    """The table in a file, told by its ending; InputError when it is none."""
    ending = path.suffix.lower()
    if ending in (".csv", ".txt"):
        return _csv_table(path, name)
    if ending == ".xlsx":
        return _excel_table(path, name)
    if ending == ".parquet":
        return _parquet_table(path, name)
    with opened(path, name):  # a file that is missing, or a folder, is told as such
        pass
    raise InputError(f'ends in "{path.suffix}"; tables end in .csv, .xlsx or .parquet', file=name)


def _csv_table(path: Path, name: str) -> Table:
    lines = _lines(path, name)
    first = next(lines, "")
    if not first:
        raise InputError("is empty; its first line must be a header", file=name)
    delimiter = ";" if first.count(";") > first.count(",") else ","
    rows = _csv_rows(chain([first], lines), delimiter, name)
    _, header = next(rows, (1, []))
    return Table(name, _checked_header(header, name), rows, delimiter == ";")


def _lines(path: Path, name: str) -> Iterator[str]:
    """The lines of a UTF-8 file, checked one by one."""
    with opened(path, name) as file:
        for number, raw in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), b""), 1):
            if len(raw) > LONGEST_LINE:
                said = f"is a line of more than {LONGEST_LINE // 1024} KB; this is no table"
                raise InputError(said, file=name, line=number)
            yield raw.decode() if number > 1 and raw.isascii() and b"\0" not in raw else decoded(raw, name, number)


def _csv_rows(lines: Iterator[str], delimiter: str, name: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                yield line, cells
            elif line == 1:
                return
            line = reader.line_num + 1
            if line > MOST_ROWS:
                raise InputError(f"has more than {MOST_ROWS} lines; give a shorter history", file=name)
    except csv.Error as error:
        if "field larger" in str(error) or "unexpected end" in str(error):
            said = "opens a quote that is never closed, or has a cell of more than 128 KB"
        elif "new-line" in str(error):
            said = "has a lone carriage return; save the file with LF or CRLF line ends"
        else:
            said = 'has text after a closing quote; write quotes inside a cell twice: ""'
        raise InputError(said, file=name, line=line) from None


def _checked_header(cells: list[str], name: str) -> tuple[str, ...]:
    header = tuple(cell.strip() for cell in cells)
    if not any(header):
        raise InputError("is an empty line; the first line must be a header", file=name, line=1)
    if len(header) > MOST_COLUMNS:
        raise InputError(f"has {len(header)} columns; at most {MOST_COLUMNS} are allowed", file=name, line=1)
    return header


def _excel_table(path: Path, name: str) -> Table:
    """The first sheet of a workbook."""
    import python_calamine

    with opened(path, name) as file:
        try:
            workbook = python_calamine.CalamineWorkbook.from_filelike(file)
            sheet = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
        except (python_calamine.CalamineError, OSError, ValueError, IndexError):
            raise InputError("is not an Excel workbook that can be read; save it as .xlsx or .csv", file=name) from None
    rows = ((line, [cell_text(cell) for cell in cells]) for line, cells in enumerate(sheet, 1))
    _, header = next(rows, (1, []))
    return Table(name, _checked_header(header, name), (row for row in rows if any(row[1])))


def _parquet_table(path: Path, name: str) -> Table:
    import pandas as pd

    try:
        with opened(path, name) as file:
            frame = pd.read_parquet(file)
    except ImportError:
        raise InputError("needs the parquet extra: pip install 'staffing[parquet]'", file=name) from None
    except Exception:  # a damaged file makes the reader raise almost anything
        raise InputError("is not a Parquet file that can be read; save it again, or as .csv", file=name) from None
    columns = [cell_texts(frame[column]) for column in frame.columns]
    rows = ((line, list(cells)) for line, cells in enumerate(zip(*columns, strict=True), 2))
    return Table(name, _checked_header([str(column) for column in frame.columns], name), rows)


def cell_texts(column: Any) -> list[str]:
    """The cells of a pandas column as text."""
    return [cell_text(cell) for cell in column.astype(object).where(column.notna(), None)]


def cell_text(cell: Any) -> str:
    """A typed cell as it would stand in a CSV."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, timedelta):
        return _clock(round(cell.total_seconds()))
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell)


def _clock(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
