"""Tables of text: which columns hold numbers, and which tables may be wider than a telephone."""

from __future__ import annotations

import re

from markupsafe import Markup

from staffing.reports.html.templates import filled
from staffing.reports.view.page import Table

WIDE = 4
"""From so many columns a table lies in a region that scrolls by itself."""
SHORT, LONG = 14, 40
"""Cells of a column are not broken if none has more letters, and keep some width if one has as many."""
_MISSING = frozenset({"", "-", "\u2013", "\u2014", "none", "too few to tell"})
_NUMBER = r"[<>≤≥≈~±+\u2212-]?\d(?:[\d,]*\d)?(?:\.\d+)?"
_UNIT = r"(?:\s?%|\s?(?:h|min|hours?|minutes?|days?|weeks?|cases?|points?|people|[A-Z]{3})\b)?"
_PART = rf"{_NUMBER}{_UNIT}"
_FIGURE = re.compile(
    rf"(?:[A-Z]{{3}}\s)?{_PART}(?:\s?(?:to|of|[-\u2013/±\u2192])\s?{_PART}|\s\({_PART}(?:\s?(?:to|-|\u2013)\s?{_PART})?\))*"
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d?\d:\d\d")


def table_html(table: Table, key: str, section: str) -> Markup:
    """The table; `key` is its id, `section` the id of the heading above it, its name where it has no caption."""
    return filled(
        "table.html",
        key=key,
        section=section,
        caption=table.caption,
        columns=list(zip(table.columns, _classes(table), strict=True)),
        rows=table.rows,
        wide=len(table.columns) >= WIDE,
    )


def _classes(table: Table) -> list[str]:
    """For each column `n` where it holds figures, `t` where a text is long, `s` where all are short, or nothing."""
    figures = numeric_columns(table)
    widths = [max((len(row[at]) for row in table.rows), default=0) for at in range(len(table.columns))]
    words = ["s" if width <= SHORT else "t" if width >= LONG else "" for width in widths]
    return ["n" if figure else word for figure, word in zip(figures, words, strict=True)]


def numeric_columns(table: Table) -> list[bool]:
    """For each column whether all its cells are figures, but for those that hold nothing; never the first."""
    cells = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    return [bool(at) and _numeric(column) for at, column in enumerate(cells)]


def _numeric(cells: tuple[str, ...]) -> bool:
    there = [cell.strip() for cell in cells if cell.strip() not in _MISSING]
    return bool(there) and all(_FIGURE.fullmatch(cell) and not _DATE.match(cell) for cell in there)
