"""A table with as many of its columns as the terminal has room for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from staffing.reports.console import say

BETWEEN = 2


@dataclass(frozen=True)
class Columns:
    """Of a table, by the keys of its rows: what stands above each column, and how its values are written."""

    headings: Mapping[str, str]
    formats: Mapping[str, str]
    words: Collection[str]
    """Columns of words, which stand on the left."""
    left_out: Sequence[str]
    """What a narrow terminal does without, in turn."""
    longest: Mapping[str, int]
    """Columns of text that may be cut to so many characters, and go on below; a third of the terminal at most."""


ITS_SHARE = 3


def print_fitted(out: Console, rows: Sequence[Mapping[str, Any]], columns: Columns) -> list[str]:
    """Print the rows, and give the headings of what was left out."""
    lines = [{name: _cell(row[name], columns.formats.get(name, "")) for name in columns.headings if name in row}
             for row in rows]  # fmt: skip
    widths = {
        name: max(_longest(text) for text in (columns.headings[name], *(line[name] for line in lines)))
        for name in lines[0]
    }
    for name, most in columns.longest.items():
        widths[name] = min(widths[name], most, max(1, out.width // ITS_SHARE))
    missing = [name for name in columns.left_out if name in widths]
    left_out = []
    while missing and sum(widths.values()) + BETWEEN * (len(widths) - 1) > out.width:
        left_out.append(missing.pop(0))
        del widths[left_out[-1]]
    out.print(_table(widths, lines, columns))
    return [columns.headings[name].replace("\n", " ") for name in columns.headings if name in left_out]


def say_left_out(out: Console, headings: Sequence[str]) -> None:
    """That columns were left out, where any were."""
    if headings:
        say(out, f"Not shown, as the terminal is {out.width} columns wide: {', '.join(headings)}; --json has all.")


def names_by(rows: Sequence[Mapping[str, Any]], key: str, name: str) -> str:
    """Each value of `key`, with the names of its rows where there are several values."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(str(row[key]), []).append(str(row[name]))
    if len(found) == 1:
        return next(iter(found))
    return "; ".join(f"{value} ({', '.join(names)})" for value, names in found.items())


def _table(widths: Mapping[str, int], lines: Sequence[Mapping[str, str]], columns: Columns) -> Table:
    table = Table(box=None, padding=(0, BETWEEN, 0, 0), pad_edge=False)
    for name, width in widths.items():
        justify: Any = "left" if name in columns.words else "right"
        table.add_column(Text(columns.headings[name]), justify=justify, width=width, overflow="fold")
    for line in lines:
        table.add_row(*(Text(line[name]) for name in widths))
    return table


def _cell(value: Any, written: str) -> str:
    return "-" if value is None else format(value, written)


def _longest(text: str) -> int:
    """Columns of the longest line of a text."""
    return max(map(len, text.split("\n")))
