"""The sheet "Roster": people x days in the colours of the shifts, with totals."""

from __future__ import annotations

from itertools import groupby

from staffing.reports import palette
from staffing.reports.view.sheets import RosterSheet
from staffing.reports.view.week import Person, ShownShift, Week
from staffing.reports.workbook.styles import BOX, CENTRE, FORMS, HEAD, HEAD_ROW, LEFT, Canvas, Looks, filled
from staffing.reports.workbook.week_cells import (
    GRANTED,
    LEAVE,
    OFF,
    REFUSED,
    asked_text,
    day_head,
    days_width,
    empty_day,
    names_width,
    shift_fill,
    worked,
)

TOTALS = (
    ("hours", 8.0),
    ("due", 8.0),
    ("nights", 7.0),
    ("weekend days", 9.0),
    ("late shifts", 7.0),
    ("requests granted", 10.0),
    ("utilization", 10.5),
    ("90% of weeks from", 11.0),
    ("to", 9.0),
)
"""What stands behind the days, and its width."""
_BOLD: Looks = {"bold": True}
_SHARE: Looks = {"num_format": "0%"}


def draw_roster(canvas: Canvas, sheet: RosterSheet) -> None:
    """Draw the sheet."""
    week = sheet.week
    widths = [names_width(week), *[days_width(week)] * len(week.dates), *(width for _, width in TOTALS)]
    canvas.widths(widths)
    head = canvas.heading(sheet.title, sheet.notes, sum(widths))
    _head(canvas, head, week)
    row = head + 1
    for site, people in groupby(week.people, lambda person: person.site):
        members = list(people)
        if site:
            _site(canvas, row, f"{site} ({len(members)})", len(widths))
            row += 1
        for person in members:
            _person(canvas, row, week, person)
            row += 1
    row = _sums(canvas, row, week)
    canvas.sentences(row + 1, _holidays(week), sum(widths))
    canvas.sheet.freeze_panes(head + 1, 1)
    canvas.on_paper(head, head)


def _head(canvas: Canvas, row: int, week: Week) -> None:
    canvas.sheet.set_row(row, HEAD_ROW)
    canvas.text(row, 0, "person", HEAD, LEFT)
    for day, date in enumerate(week.dates):
        canvas.text(row, 1 + day, f"{date:%a %d %b}", day_head(week, day))
    for column, (name, _) in enumerate(TOTALS, 1 + len(week.dates)):
        canvas.text(row, column, name, HEAD, CENTRE)


def _site(canvas: Canvas, row: int, name: str, columns: int) -> None:
    canvas.text(row, 0, name, BOX, LEFT, _BOLD, filled(palette.HEAD))
    for column in range(1, columns):
        canvas.blank(row, column, {"top": 1, "bottom": 1, "border_color": palette.LINES}, filled(palette.HEAD))


def _person(canvas: Canvas, row: int, week: Week, person: Person) -> None:
    canvas.text(row, 0, person.name, BOX, LEFT)
    shifts = {shift.id: shift for shift in week.shifts}
    for day in range(len(week.dates)):
        _day(canvas, (row, 1 + day), week, person, [shifts[name] for name in person.days[day].shifts])
    first = 1 + len(week.dates)
    for column, minutes in enumerate((person.paid_minutes, person.due_minutes), first):
        canvas.number(row, column, sum(minutes) / 60, BOX, FORMS["hours"])
    for column, count in enumerate((person.nights, person.weekend_days, person.late_shifts), first + 2):
        canvas.number(row, column, count, BOX, CENTRE)
    canvas.text(row, first + 5, f"{person.granted} of {person.asked}" if person.asked else "", BOX, CENTRE)
    _utilization(canvas, row, first + 6, person)


def _day(canvas: Canvas, at: tuple[int, int], week: Week, person: Person, shifts: list[ShownShift]) -> None:
    day = person.days[at[1] - 1]
    mark = f" {GRANTED if day.granted else REFUSED}" if day.asked else ""
    told: Looks = {"font_color": palette.REFUSED, "bold": True} if day.asked and not day.granted else {}
    if shifts:
        look = {**BOX, **CENTRE, **shift_fill(shifts[0]), "bold": day.published, "underline": int(day.published)}
        canvas.text(*at, "+".join(shift.label for shift in shifts) + mark, look, told and _BOLD)
    else:
        word = {"leave": LEAVE, "off": OFF}.get(day.kind, "")
        canvas.text(*at, word + mark, empty_day(week, person, at[1] - 1), told)
    if day.asked:
        canvas.remark(*at, asked_text(day))


def _utilization(canvas: Canvas, row: int, column: int, person: Person) -> None:
    share = person.utilization
    canvas.number(row, column, share.mean, BOX, CENTRE, _SHARE, _BOLD)
    canvas.number(row, column + 1, share.p05, BOX, CENTRE, _SHARE)
    canvas.number(row, column + 2, share.p95, BOX, CENTRE, _SHARE)


def _sums(canvas: Canvas, row: int, week: Week) -> int:
    """People at work, and by shift; the row after them."""
    look = {**BOX, **_BOLD, **filled(palette.HEAD), "top": 2}
    canvas.text(row, 0, "people at work", look, LEFT)
    for day, count in enumerate(week.at_work):
        canvas.number(row, 1 + day, count, look, CENTRE)
    first = 1 + len(week.dates)
    for column, minutes in enumerate(("paid_minutes", "due_minutes"), first):
        canvas.number(row, column, sum(sum(getattr(p, minutes)) for p in week.people) / 60, look, FORMS["hours"])
    for column, name in enumerate(("nights", "weekend_days", "late_shifts"), first + 2):
        canvas.number(row, column, sum(getattr(person, name) for person in week.people), look, CENTRE)
    asked, granted = (sum(getattr(person, name) for person in week.people) for name in ("asked", "granted"))
    canvas.text(row, first + 5, f"{granted} of {asked}", look, CENTRE)
    for column in range(first + 6, first + len(TOTALS)):
        canvas.blank(row, column, look)
    for shift in week.shifts:
        row += 1
        canvas.text(row, 0, shift.label, BOX, LEFT, shift_fill(shift))
        for day in range(len(week.dates)):
            canvas.number(row, 1 + day, worked(week, day, shift), BOX, CENTRE, {"num_format": '0;-0;"·"'})
    return row + 1


def _holidays(week: Week) -> list[str]:
    named = [f"{day:%a %d %b} {name}" for day, name in zip(week.dates, week.holidays, strict=True) if name]
    return [f"Public holidays: {'; '.join(named)}."] if named else []
