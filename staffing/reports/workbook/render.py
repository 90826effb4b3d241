"""A workbook of plain data as the bytes of an .xlsx file."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import xlsxwriter

from staffing.reports.view.sheets import CoverSheet, EditSheet, LegendSheet, RosterSheet, Sheet, Workbook
from staffing.reports.workbook.cover_sheet import draw_cover
from staffing.reports.workbook.edit_sheet import draw_edit
from staffing.reports.workbook.legend_sheet import draw_legend
from staffing.reports.workbook.roster_sheet import draw_roster
from staffing.reports.workbook.styles import Canvas, Styles, clean
from staffing.reports.workbook.table_sheet import draw_table

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def xlsx_bytes(workbook: Workbook, stamp: datetime) -> bytes:
    """The workbook as a file; `stamp` is when it says it was made, so the same workbook gives the same bytes."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    book.set_properties({"title": clean(workbook.title)[:255], "created": stamp.astimezone(UTC).replace(tzinfo=None)})
    styles = Styles(book)
    for sheet in workbook.sheets:
        _draw(Canvas(book.add_worksheet(sheet.name), styles), sheet)
    book.close()
    return buffer.getvalue()


def _draw(canvas: Canvas, sheet: Sheet) -> None:
    if isinstance(sheet, RosterSheet):
        draw_roster(canvas, sheet)
    elif isinstance(sheet, EditSheet):
        draw_edit(canvas, sheet)
    elif isinstance(sheet, CoverSheet):
        draw_cover(canvas, sheet)
    elif isinstance(sheet, LegendSheet):
        draw_legend(canvas, sheet)
    else:
        draw_table(canvas, sheet)
