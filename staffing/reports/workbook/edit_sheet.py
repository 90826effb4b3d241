"""The sheet "Edit": the roster as text with lists of shifts, which is changed by hand and read back.

Its formulas count what is typed: people by shift and day, above the table so that they stay in view, and hours by
person. They name cells only, never a text.
"""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from staffing.read.roster_workbook import DUE_HEAD, HOURS_HEAD, ID_HEAD, LEAVE_WORD, NAME_HEAD, SEPARATOR, SITE_HEAD
from staffing.reports import palette
from staffing.reports.view.sheets import EditSheet
from staffing.reports.view.week import Person, Week
from staffing.reports.workbook.styles import BOX, CENTRE, FORMS, HEAD, LEFT, Canvas, Looks, filled, width_of
from staffing.reports.workbook.week_cells import day_head, empty_day, has_sites, names_width, shift_fill

DAY_WIDTH, SUM_WIDTH = 11.5, 8.0
MOST_FROZEN = 22
"""Rows that may stay in view; with more of them nothing else would fit on a small screen."""
LONGEST_LIST = 255
"""Characters that a list of a cell may have."""
_SUM: Looks = {**BOX, **filled(palette.LEAVE)}


@dataclass(frozen=True)
class _Table:
    """Where the parts of the sheet are, in rows and columns from 0."""

    week: Week
    shifts: int
    """The row of the first shift's counts."""
    head: int
    day: int
    """The column of the first day."""

    @property
    def row(self) -> int:
        """The first person's."""
        return self.head + 1

    @property
    def last_row(self) -> int:
        """The last person's."""
        return self.head + len(self.week.people)

    @property
    def hours(self) -> int:
        """The column of the hours."""
        return self.day + len(self.week.dates)

    @property
    def ids(self) -> str:
        """The cells with the ids of all shifts."""
        return str(xl_range_abs(self.shifts, 0, self.shifts + len(self.week.shifts) - 1, 0))

    @property
    def paid(self) -> str:
        """The cells with their hours."""
        return str(xl_range_abs(self.shifts, 1, self.shifts + len(self.week.shifts) - 1, 1))


def draw_edit(canvas: Canvas, sheet: EditSheet) -> None:
    """Draw the sheet."""
    week, sites = sheet.week, has_sites(sheet.week)
    ids = width_of([ID_HEAD, *(p.agent_id for p in week.people), *(shift.id for shift in week.shifts)], 10, 26)
    site = [width_of((person.site for person in week.people), 8, 20)] if sites else []
    widths = [ids, names_width(week), *site, *[DAY_WIDTH] * len(week.dates), SUM_WIDTH, SUM_WIDTH]
    canvas.widths(widths)
    top = canvas.heading(sheet.title, sheet.notes, sum(widths))
    table = _Table(week, top + 1, top + 2 + len(week.shifts), 3 if sites else 2)
    _counts(canvas, table, top)
    _head(canvas, table)
    for row, person in enumerate(week.people, table.row):
        _person(canvas, row, table, person)
    _colours(canvas, table)
    canvas.sheet.freeze_panes(table.row if table.row <= MOST_FROZEN else 0, table.day)
    canvas.on_paper(table.head, table.head, columns=table.day)


def _counts(canvas: Canvas, table: _Table, top: int) -> None:
    """Above the table: weekdays, then each shift with its hours and its people by day, then all people."""
    week = table.week
    for column, name in enumerate(("shift", "paid hours", "")[: table.day]):
        canvas.text(top, column, name, HEAD, LEFT)
    for day, date in enumerate(week.dates):
        canvas.text(top, table.day + day, f"{date:%a}", day_head(week, day))
    for row, shift in enumerate(week.shifts, table.shifts):
        canvas.text(row, 0, shift.id, BOX, LEFT, shift_fill(shift))
        canvas.number(row, 1, shift.paid_minutes / 60, BOX, LEFT, {"num_format": "0.0#"})
        for day in range(len(week.dates)):
            people = _people(table, day)
            count = sum(person.days[day].shifts == (shift.id,) for person in week.people)
            cell = xl_rowcol_to_cell(row, 0, col_abs=True)
            canvas.formula(row, table.day + day, f"=COUNTIF({people},{cell})", count, _SUM, CENTRE)
    row = table.head - 1
    canvas.text(row, 0, "people at work", BOX, LEFT, {"bold": True})
    for day in range(len(week.dates)):
        count = sum(len(person.days[day].shifts) == 1 for person in week.people)
        formula = f"=SUMPRODUCT(COUNTIF({_people(table, day)},{table.ids}))"
        canvas.formula(row, table.day + day, formula, count, _SUM, CENTRE, {"bold": True})


def _people(table: _Table, day: int) -> str:
    """The cells of all people on a day."""
    first = xl_rowcol_to_cell(table.row, table.day + day, row_abs=True)
    return f"{first}:{xl_rowcol_to_cell(table.last_row, table.day + day, row_abs=True)}"


def _head(canvas: Canvas, table: _Table) -> None:
    heads = (ID_HEAD, NAME_HEAD, SITE_HEAD)[: table.day]
    for column, name in enumerate(heads):
        canvas.text(table.head, column, name, HEAD, LEFT)
    for day, date in enumerate(table.week.dates):
        canvas.text(table.head, table.day + day, date.isoformat(), day_head(table.week, day))
    for column, name in enumerate((HOURS_HEAD, DUE_HEAD), table.hours):
        canvas.text(table.head, column, name, HEAD, CENTRE)


def _person(canvas: Canvas, row: int, table: _Table, person: Person) -> None:
    week = table.week
    for column, text in enumerate((person.agent_id, person.name, person.site)[: table.day]):
        canvas.text(row, column, text, BOX, LEFT)
    leave = "" if LEAVE_WORD in (shift.id.casefold() for shift in week.shifts) else LEAVE_WORD
    for day, planned in enumerate(person.days):
        look = empty_day(week, person, day)
        if planned.shifts:
            canvas.text(row, table.day + day, SEPARATOR.join(planned.shifts), look)
        elif planned.kind == "leave" and leave:
            canvas.text(row, table.day + day, leave, look)
        else:
            canvas.blank(row, table.day + day, look)
    _list(canvas, row, table, person)
    days = f"{xl_rowcol_to_cell(row, table.day, col_abs=True)}:{xl_rowcol_to_cell(row, table.hours - 1, col_abs=True)}"
    paid = {shift.id: shift.paid_minutes for shift in week.shifts}
    minutes = sum(paid[planned.shifts[0]] for planned in person.days if len(planned.shifts) == 1)
    formula = f"=SUMPRODUCT(COUNTIF({days},{table.ids}),{table.paid})"
    canvas.formula(row, table.hours, formula, minutes / 60, _SUM, FORMS["hours"])
    canvas.number(row, table.hours + 1, sum(person.due_minutes) / 60, BOX, FORMS["hours"])


def _list(canvas: Canvas, row: int, table: _Table, person: Person) -> None:
    """What may be chosen in a person's cells: shifts of contract and site, or nothing."""
    if not person.shifts:
        return
    every = len(person.shifts) == len(table.week.shifts) or len(",".join(person.shifts)) > LONGEST_LIST
    said = f"This person may work {', '.join(person.shifts)}; empty the cell for a day off."
    canvas.sheet.data_validation(
        row,
        table.day,
        row,
        table.hours - 1,
        {
            "validate": "list",
            "source": f"={table.ids}" if every else list(person.shifts),
            "ignore_blank": True,
            "error_title": "Not a shift of this person",
            "error_message": said
            if len(said) <= LONGEST_LIST
            else "Choose a shift from the list, or empty the cell for a day off.",
        },
    )


def _colours(canvas: Canvas, table: _Table) -> None:
    """Each cell in the colour of the shift that is typed into it; what is no shift stands out."""
    if not table.week.people:
        return
    cells = (table.row, table.day, table.last_row, table.hours - 1)
    for row, shift in enumerate(table.week.shifts, table.shifts):
        colours = palette.shift_colours(shift.number)
        look = canvas.styles.book.add_format({"bg_color": colours.light, "font_color": colours.light_text})
        equal = {"type": "cell", "criteria": "==", "value": f"={xl_rowcol_to_cell(row, 0, True, True)}"}
        canvas.sheet.conditional_format(*cells, {**equal, "format": look, "stop_if_true": True})
    cell = xl_rowcol_to_cell(table.row, table.day)
    wrong = canvas.styles.book.add_format({"font_color": palette.REFUSED, "bold": True})
    unknown = f'=AND(TRIM({cell})<>"",LOWER({cell})<>"{LEAVE_WORD}",LOWER({cell})<>"off",{cell}<>"·",{cell}<>"-")'
    canvas.sheet.conditional_format(*cells, {"type": "formula", "criteria": unknown, "format": wrong})
