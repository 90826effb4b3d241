"""The table of `bench`: a line for each instance, with as many columns as the terminal has room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from staffing.reports.console import say

HEADINGS = {
    "instance": "instance",
    "staff": "staff",
    "days": "days",
    "shifts": "shifts",
    "objective": "objective",
    "bound": "bound",
    "gap_percent": "gap %",
    "status": "status",
    "seconds": "seconds",
    "best_known": "best\nknown",
    "lower_bound": "lower\nbound",
    "to_best_known": "to\nbest",
}
FORMATS = {"gap_percent": ".2f", "seconds": ".1f", "to_best_known": "+d"}
LEFT_OUT = ("shifts", "days", "staff", "lower_bound", "seconds", "status", "best_known", "gap_percent", "bound")
"""What a narrow terminal does without, in turn."""
BETWEEN = 2
LONGEST_NAME, ITS_SHARE = 24, 3
"""Columns of a name, and that it has the third part of them at most; a longer one goes on below."""


def print_races(out: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """The rows of `--json` as a table, and the engines that were at work."""
    lines = [{name: _cell(name, row[name]) for name in HEADINGS if name in row} for row in rows]
    widths = {
        name: max(_longest(text) for text in (HEADINGS[name], *(line[name] for line in lines))) for name in lines[0]
    }
    widths["instance"] = min(widths["instance"], LONGEST_NAME, max(1, out.width // ITS_SHARE))
    missing = [name for name in LEFT_OUT if name in widths]
    left_out = []
    while missing and sum(widths.values()) + BETWEEN * (len(widths) - 1) > out.width:
        left_out.append(missing.pop(0))
        del widths[left_out[-1]]
    out.print(_table(widths, lines))
    say(out, f"Engine: {_engines(rows)}")
    if left_out:
        names = ", ".join(HEADINGS[name].replace("\n", " ") for name in HEADINGS if name in left_out)
        say(out, f"Not shown, as the terminal is {out.width} columns wide: {names}; --json has all.")


def _table(widths: Mapping[str, int], lines: Sequence[Mapping[str, str]]) -> Table:
    table = Table(box=None, padding=(0, BETWEEN, 0, 0), pad_edge=False)
    for name, width in widths.items():
        words = name in ("instance", "status")
        table.add_column(Text(HEADINGS[name]), justify="left" if words else "right", width=width, overflow="fold")
    for line in lines:
        table.add_row(*(Text(line[name]) for name in widths))
    return table


def _engines(rows: Sequence[Mapping[str, Any]]) -> str:
    """Each engine with its instances, these only where there are several engines."""
    names: dict[str, list[str]] = {}
    for row in rows:
        names.setdefault(row["engine"], []).append(row["instance"])
    if len(names) == 1:
        return next(iter(names))
    return "; ".join(f"{engine} ({', '.join(solved)})" for engine, solved in names.items())


def _cell(name: str, value: Any) -> str:
    return "-" if value is None else format(value, FORMATS.get(name, ""))


def _longest(text: str) -> int:
    """Columns of the longest line of a text."""
    return max(map(len, text.split("\n")))
