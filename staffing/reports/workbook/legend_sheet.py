"""The sheet "Legend": the shifts with their colours and times, and what marks and words mean."""

from __future__ import annotations

from staffing.reports import palette
from staffing.reports.view.sheets import LegendSheet
from staffing.reports.view.week import ShownShift
from staffing.reports.workbook.styles import BOX, CENTRE, FORMS, HATCHED, HEAD, LEFT, SUBTITLE, Canvas, Looks, filled
from staffing.reports.workbook.week_cells import GRANTED, LEAVE, OFF, REFUSED, shift_fill

WIDTHS = (14.0, 24.0, 26.0, 11.0, 8.0, 8.0, 40.0)
HEADS = ("label", "shift", "times", "paid hours", "late", "night", "worked at")
_QUIET: Looks = {"font_color": palette.QUIET}
MARKS: tuple[tuple[str, Looks, str], ...] = (
    (OFF, _QUIET, "a day off"),
    (LEAVE, HATCHED | _QUIET, "on leave"),
    ("", HATCHED, "not employed on that day; in Cover: an hour in which nobody can be on queue"),
    ("", filled(palette.WEEKEND), "a weekend"),
    ("", filled(palette.HOLIDAY), "a public holiday"),
    (f"{OFF} {GRANTED}", _QUIET, "a request that the roster grants; the note on the cell says what was asked for"),
    (f"{OFF} {REFUSED}", {"font_color": palette.REFUSED, "bold": True}, "a request that it refuses"),
    ("underlined", {"bold": True, "underline": 1}, "published before this plan, and kept"),
)


def draw_legend(canvas: Canvas, sheet: LegendSheet) -> None:
    """Draw the sheet."""
    canvas.widths(WIDTHS)
    head = canvas.heading(sheet.title, (), sum(WIDTHS))
    for column, name in enumerate(HEADS):
        canvas.text(head, column, name, HEAD, LEFT)
    for number, shift in enumerate(sheet.week.shifts, 1):
        _shift(canvas, head + number, shift)
    marks = head + len(sheet.week.shifts) + 2
    canvas.text(marks, 0, "Marks", SUBTITLE)
    for number, (mark, looks, meaning) in enumerate(MARKS, 1):
        canvas.text(marks + number, 0, mark, BOX, CENTRE, looks)
        canvas.text(marks + number, 1, meaning, LEFT)
    words = marks + len(MARKS) + 2
    if sheet.notes:
        canvas.text(words, 0, "Words", SUBTITLE)
        canvas.sentences(words + 1, sheet.notes, sum(WIDTHS))
    canvas.on_paper(head, head, columns=0)


def _shift(canvas: Canvas, row: int, shift: ShownShift) -> None:
    canvas.text(row, 0, shift.label, BOX, CENTRE, shift_fill(shift))
    canvas.text(row, 1, shift.id, BOX, LEFT)
    canvas.text(row, 2, shift.times, BOX, LEFT)
    canvas.number(row, 3, shift.paid_minutes / 60, BOX, FORMS["hours"])
    canvas.text(row, 4, "yes" if shift.late else "", BOX, CENTRE)
    canvas.text(row, 5, "yes" if shift.night else "", BOX, CENTRE)
    canvas.text(row, 6, ", ".join(shift.sites) or "everywhere", BOX, LEFT, {"text_wrap": True})
