"""Looks of cells, and a sheet on which nothing that people wrote can become a formula."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any, TypeAlias

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook as Book
from xlsxwriter.worksheet import Worksheet

from staffing.reports import palette
from staffing.reports.plain_text import plain

Looks: TypeAlias = dict[str, Any]
"""Properties of a cell, by the names that xlsxwriter has for them."""

LONGEST_TEXT = 32_000
"""Excel holds 32,767 characters in a cell."""
A4, MARGIN = 9, 0.4
ROW, LINE = 17.0, 13.5
"""Heights of a row, and of a further line in it."""
HEAD_ROW = 34.0

BASE: Looks = {"font_name": "Calibri", "font_size": 10, "valign": "vcenter", "font_color": palette.INK}
TITLE: Looks = {"bold": True, "font_size": 15}
SUBTITLE: Looks = {"bold": True, "font_size": 11}
NOTE: Looks = {"font_color": palette.QUIET}
BOX: Looks = {"border": 1, "border_color": palette.LINES}
HEAD: Looks = {**BOX, "bold": True, "bg_color": palette.HEAD, "text_wrap": True}
CENTRE: Looks = {"align": "center"}
LEFT: Looks = {"align": "left", "indent": 1}
HATCHED: Looks = {"pattern": 14, "fg_color": palette.LEAVE_LINES, "bg_color": "#ffffff"}
"""Thin diagonal stripes."""
FORMS: dict[str, Looks] = {
    "text": LEFT,
    "number": {"num_format": "#,##0.##"},
    "whole": {"num_format": "#,##0"},
    "decimal": {"num_format": "#,##0.0"},
    "hours": {"num_format": "#,##0.0"},
    "share": {"num_format": "0.0%"},
    "money": {"num_format": "#,##0"},
}


@dataclass(frozen=True, eq=False)
class Styles:
    """The formats of a book, each made once."""

    book: Book
    made: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def of(self, *looks: Looks) -> Format:
        """The format with all these looks, the later ones before the earlier."""
        joined = BASE | {name: value for look in looks for name, value in look.items()}
        key = tuple(sorted(joined.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(joined)
        return self.made[key]


@dataclass(frozen=True, eq=False)
class Canvas:
    """A worksheet that is written by kind of cell: text is never looked at for formulas, numbers or links."""

    sheet: Worksheet
    styles: Styles

    def text(self, row: int, column: int, text: str, *looks: Looks) -> None:
        """Text as it is, without what a sheet cannot hold; an empty cell where nothing is left."""
        shown = clean(text)
        if shown:
            self.sheet.write_string(row, column, shown, self.styles.of(*looks))
        else:
            self.blank(row, column, *looks)

    def number(self, row: int, column: int, value: float, *looks: Looks) -> None:
        """A number."""
        self.sheet.write_number(row, column, value, self.styles.of(*looks))

    def blank(self, row: int, column: int, *looks: Looks) -> None:
        """An empty cell with looks."""
        self.sheet.write_blank(row, column, None, self.styles.of(*looks))

    def formula(self, row: int, column: int, formula: str, value: float, *looks: Looks) -> None:
        """A formula of ours, made of references alone, with its value."""
        self.sheet.write_formula(row, column, formula, self.styles.of(*looks), value)

    def remark(self, row: int, column: int, text: str) -> None:
        """A note that opens over the cell."""
        self.sheet.write_comment(row, column, clean(text)[:500], {"author": "staffing", "x_scale": 1.6, "y_scale": 0.8})

    def widths(self, widths: Sequence[float]) -> None:
        """Widths of the columns from the first on, in characters."""
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def heading(self, title: str, notes: Iterable[str], width: float) -> int:
        """Title and sentences at the top, broken into lines of a width; the first row that is free below them."""
        self.sheet.set_default_row(ROW)
        self.text(0, 0, title, TITLE)
        self.sheet.set_row(0, 24)
        row = self.sentences(1, notes, width)
        return row + 1

    def sentences(self, row: int, notes: Iterable[str], width: float) -> int:
        """Sentences in lines of their own; the row after the last."""
        for note in notes:
            for number, line in enumerate(wrap(clean(note), max(40, int(1.05 * width)))):
                self.text(row, 0, line if not number else f"    {line}", NOTE)
                row += 1
        return row

    def on_paper(self, first_head: int, last_head: int, columns: int = 1) -> None:
        """Landscape, one page wide, heads on each page."""
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(MARGIN, MARGIN, MARGIN, 0.6)
        self.sheet.set_footer("&L&8&A&R&8&P / &N")
        self.sheet.repeat_rows(first_head, last_head)
        if columns:
            self.sheet.repeat_columns(0, columns - 1)
        self.sheet.hide_gridlines(2)


def clean(text: str) -> str:
    """Text on one line that XML 1.0 and a cell can hold."""
    return "".join(sign for sign in plain(text) if unicodedata.category(sign) != "Cn")[:LONGEST_TEXT]


def width_of(texts: Iterable[str], least: float = 6, most: float = 40) -> float:
    """The width of a column that shows its texts, in characters; wide signs count twice."""
    widths = (sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in clean(text)) for text in texts)
    return min(most, max(least, *widths, 0) + 2)


def filled(colour: str) -> Looks:
    """The look of a cell with a fill."""
    return {"bg_color": colour, "pattern": 1}
