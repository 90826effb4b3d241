"""A sheet with one table of typed cells."""

from __future__ import annotations

from textwrap import wrap

from staffing.reports.view.sheets import Column, TableSheet, Value
from staffing.reports.workbook.cover_sheet import heat
from staffing.reports.workbook.styles import BOX, FORMS, HEAD, HEAD_ROW, LEFT, LINE, ROW, Canvas, Looks, clean

WRAPPED_FROM = 28
"""Columns as wide as this hold sentences, which are broken into lines."""
NARROWEST_SHEET = 100
HIGHEST = 400.0
"""Excel has rows of 409 points at most."""
TOP: Looks = {"valign": "top"}


def draw_table(canvas: Canvas, sheet: TableSheet) -> None:
    """Draw the sheet; its rows can be filtered."""
    widths = [column.width for column in sheet.columns]
    canvas.widths(widths)
    head = canvas.heading(sheet.title, sheet.notes, max(NARROWEST_SHEET, sum(widths)))
    canvas.sheet.set_row(head, HEAD_ROW)
    for number, column in enumerate(sheet.columns):
        canvas.text(head, number, column.head, HEAD, _side(column))
    for row, values in enumerate(sheet.rows, head + 1):
        _row(canvas, row, sheet.columns, values)
    last = head + len(sheet.rows)
    if sheet.rows:
        canvas.sheet.autofilter(head, 0, last, len(sheet.columns) - 1)
        for number, column in enumerate(sheet.columns):
            if column.heat:
                heat(canvas, (head + 1, number, last, number))
    canvas.sheet.freeze_panes(head + 1, 1)
    canvas.on_paper(head, head, columns=0)


def _row(canvas: Canvas, row: int, columns: tuple[Column, ...], values: tuple[Value, ...]) -> None:
    """One row, as high as its longest sentence needs: not every program works that out by itself."""
    lines = 1
    for number, (column, value) in enumerate(zip(columns, values, strict=True)):
        if value is None:
            canvas.blank(row, number, BOX)
        elif not isinstance(value, str):
            form = "whole" if column.form == "number" and float(value).is_integer() else column.form
            canvas.number(row, number, value, BOX, FORMS[form], TOP)
        elif column.width >= WRAPPED_FROM:
            canvas.text(row, number, value, BOX, _side(column), TOP, {"text_wrap": True})
            lines = max(lines, len(wrap(clean(value), max(10, int(column.width) - 2))))
        else:
            canvas.text(row, number, value, BOX, _side(column), TOP)
    if lines > 1:
        canvas.sheet.set_row(row, min(HIGHEST, ROW + LINE * (lines - 1)))


def _side(column: Column) -> Looks:
    return LEFT if column.form == "text" else {"align": "right"}
