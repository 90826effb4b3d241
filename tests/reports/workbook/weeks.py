"""A small week written by hand, for workbooks without a plan, and what openpyxl reads of a file."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook as Opened

from staffing.reports.view.sheets import Sheet, Workbook
from staffing.reports.view.week import Day, Person, Share, ShownShift, Week
from staffing.reports.workbook.render import xlsx_bytes

FIRST = date(2026, 11, 2)
STAMP = datetime(2026, 10, 29, 8, 12, tzinfo=UTC)
EARLY = ShownShift(id="early", label="early", times="06:00-14:00", number=0, paid_minutes=450, late=False, night=False)
LATE = ShownShift(id="late", label="late", times="14:00-23:00", number=1, paid_minutes=480, late=True, night=True)
OFF = Day(kind="off")


def works(*shifts: str, **more: Any) -> Day:
    return Day(kind="work", shifts=shifts, **more)


def person(agent_id: str, *days: Day, **more: Any) -> Person:
    """A person with a week of days, off where not given."""
    known = {
        "agent_id": agent_id,
        "name": agent_id.capitalize(),
        "site": "",
        "contract": "full_time",
        "serves": "",
        "days": (*days, *[OFF] * (7 - len(days))),
        "paid_minutes": (930,),
        "due_minutes": (2400,),
        "nights": 1,
        "weekend_days": 0,
        "late_shifts": 1,
        "asked": 2,
        "granted": 1,
        "utilization": Share(mean=0.65, p05=0.5, p95=0.8),
        "occupancy": 0.75,
        "cases": 80.0,
        "shifts": ("early", "late"),
    }
    return Person.model_validate(known | more)


def week_of_people(*people: Person, **more: Any) -> Week:
    """A week of two shifts, whose Wednesday is a holiday."""
    known = {
        "dates": tuple(FIRST + timedelta(days=day) for day in range(7)),
        "weekend": (False,) * 5 + (True, True),
        "holidays": ("", "", "Midweek", "", "", "", ""),
        "shifts": (EARLY, LATE),
        "people": people,
        "at_work": tuple(sum(bool(each.days[day].shifts) for each in people) for day in range(7)),
        "band": (0.5, 0.8),
    }
    return Week.model_validate(known | more)


WEEK = week_of_people(
    person("ana", works("early"), works("late", asked="early wanted"), Day(kind="off", asked="off", granted=True)),
    person("bela", works("early", "late"), Day(kind="leave"), Day(kind="leave"), works("late", published=True)),
    person("caio", *[Day(kind="out")] * 3, works("early"), shifts=("early",)),
)


def made(*sheets: Sheet) -> bytes:
    """A workbook of these sheets."""
    return xlsx_bytes(Workbook(title="The desk", sheets=sheets), STAMP)


def opened(raw: bytes, *, values: bool = False) -> Opened:
    """The workbook as openpyxl reads it, with the values of formulas or the formulas."""
    return openpyxl.load_workbook(BytesIO(raw), data_only=values)


def texts(book: Opened) -> list[str]:
    """All texts of all sheets."""
    return [cell.value for cell in cells(book) if isinstance(cell.value, str)]


def cells(book: Opened) -> list[Cell]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def fill(cell: Cell) -> str:
    """`#rrggbb` of a cell's fill."""
    return f"#{cell.fill.fgColor.rgb[2:].lower()}"


def row_of(sheet: Any, first: str) -> int:
    """The row, from 1, whose first cell holds a text."""
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == first)
