"""The sheet to edit, out of our hands and back: exactly what was changed is changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from staffing.plan import Plan, hand_made
from staffing.read.rosters import read_roster

from .conftest import Convert
from .weeks import row_of

Row = tuple[str, date, str]


def planned(plan: Plan) -> set[Row]:
    """The assignments of the plan."""
    problem, axis, places = plan.outlook.problem, plan.outlook.axis, plan.outlook.places
    return {
        (problem.agent_names[agent], axis.date_of(axis.history + day), places.shifts[shift].shift.id)
        for agent, day, shift in np.argwhere(plan.roster.work).tolist()
    }


def read(plan: Plan, path: Path) -> set[Row]:
    return {(row.agent_id, row.date, row.shift_id) for row in read_roster(path, plan.outlook.workspace)}


@pytest.fixture
def exported(tmp_path: Path, raw: bytes) -> Path:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(raw)
    return path


def edited(path: Path, change: Callable[[Worksheet], None]) -> Path:
    """The file after a person changed its sheet and saved it."""
    book = openpyxl.load_workbook(path)
    change(book["Edit"])
    book.save(path)
    return path


def cell_of(sheet: Worksheet, agent_id: str, day: date) -> str:
    heads = [cell.value for cell in sheet[row_of(sheet, "agent_id")]]
    return f"{openpyxl.utils.get_column_letter(heads.index(day.isoformat()) + 1)}{row_of(sheet, agent_id)}"


def other(plan: Plan) -> tuple[Row, str]:
    """An assignment of the plan, and another shift to put in its place."""
    row = min(planned(plan))
    return row, "late" if row[2] == "early" else "early"


def test_what_is_exported_is_read_back(plan: Plan, exported: Path) -> None:
    assert read(plan, exported) == planned(plan)
    back = hand_made(plan.outlook, read_roster(exported, plan.outlook.workspace))
    assert np.array_equal(back.work, plan.roster.work)


def test_a_cell_changed_by_hand_is_the_only_change(plan: Plan, exported: Path) -> None:
    row, shift = other(plan)

    def change(sheet: Worksheet) -> None:
        sheet[cell_of(sheet, row[0], row[1])] = shift

    assert read(plan, edited(exported, change)) ^ planned(plan) == {row, (row[0], row[1], shift)}


def test_a_cell_emptied_by_hand_is_the_only_change(plan: Plan, exported: Path) -> None:
    row, _ = other(plan)

    def change(sheet: Worksheet) -> None:
        sheet[cell_of(sheet, row[0], row[1])] = None

    assert planned(plan) - read(plan, edited(exported, change)) == {row}


def test_two_shifts_on_a_day_come_back_as_two(missed: Plan, tmp_path: Path, exported: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet[cell_of(sheet, "ana", date(2026, 3, 8))] = "early|late"

    found = read(missed, edited(exported, change))
    assert {shift for agent, day, shift in found if (agent, day) == ("ana", date(2026, 3, 8))} == {"early", "late"}


def test_a_save_by_libreoffice_changes_nothing(plan: Plan, exported: Path, convert: Convert) -> None:
    assert read(plan, convert(exported, "xlsx")) == planned(plan)


def test_a_cell_changed_and_saved_by_libreoffice_is_the_only_change(
    plan: Plan, exported: Path, convert: Convert
) -> None:
    row, shift = other(plan)

    def change(sheet: Worksheet) -> None:
        sheet[cell_of(sheet, row[0], row[1])] = shift

    saved = convert(edited(exported, change), "xlsx")
    assert read(plan, saved) ^ planned(plan) == {row, (row[0], row[1], shift)}
