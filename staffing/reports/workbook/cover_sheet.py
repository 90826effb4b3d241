"""The sheet "Cover": heat maps of days x hours."""

from __future__ import annotations

from typing import Any

from staffing.reports import palette
from staffing.reports.view.sheets import CoverSheet, HeatMap
from staffing.reports.workbook.styles import BOX, CENTRE, HATCHED, HEAD, LEFT, SUBTITLE, Canvas, width_of

HOUR_WIDTH = 5.4
_FORM = '#,##0.0;-#,##0.0;"·"'


def draw_cover(canvas: Canvas, sheet: CoverSheet) -> None:
    """Draw the sheet."""
    hours = max((len(each.hours) for each in sheet.maps), default=0)
    first = width_of((day for each in sheet.maps for day in each.days), 12, 20)
    canvas.widths([first, *[HOUR_WIDTH] * hours])
    row = canvas.heading(sheet.title, sheet.notes, first + HOUR_WIDTH * hours)
    canvas.sheet.freeze_panes(1, 1)
    canvas.on_paper(0, 0)
    for each in sheet.maps:
        row = _map(canvas, row, each) + 1


def _map(canvas: Canvas, row: int, each: HeatMap) -> int:
    """One map with its scale; the row after it."""
    canvas.text(row, 0, each.title, SUBTITLE)
    canvas.text(row + 1, 0, "day", HEAD, LEFT)
    for column, hour in enumerate(each.hours, 1):
        canvas.text(row + 1, column, hour, HEAD, CENTRE)
    first = row + 2
    for number, (day, values) in enumerate(zip(each.days, each.values, strict=True), first):
        canvas.text(number, 0, day, BOX, LEFT)
        for column, value in enumerate(values, 1):
            if value is None:
                canvas.blank(number, column, BOX, HATCHED)
            else:
                canvas.number(number, column, value, BOX, CENTRE, {"num_format": _FORM})
    last = first + len(each.days) - 1
    if each.days and each.hours:
        heat(canvas, (first, 1, last, len(each.hours)), from_none=True)
    return last + 1


def heat(canvas: Canvas, cells: tuple[int, int, int, int], *, from_none: bool = False) -> None:
    """Colour numbers by size, from the least (or from 0) to the most; `cells`: first row and column, last of both."""
    low, high = palette.HEAT
    scale: dict[str, Any] = {"type": "2_color_scale", "min_color": low, "max_color": high}
    if from_none:
        scale |= {"min_type": "num", "min_value": 0}
    canvas.sheet.conditional_format(*cells, scale)
