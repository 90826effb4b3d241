"""The workbook of a hiring plan: the numbers of the tables and of the record, typed."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from staffing.documents.workspace import Workspace
from staffing.hiring.answer import HiringPlan
from staffing.reports.hiring.gap_csv import GAP_COLUMNS, OPENING_COLUMNS, gap_csv, requisitions_csv
from staffing.reports.hiring.record import hiring_record
from staffing.reports.hiring.words import LINE_NAMES
from staffing.reports.hiring.workbook import OPENINGS, WEEKS, hiring_workbook
from staffing.reports.plain_json import json_text
from staffing.reports.view.sheets import TableSheet, Value
from tests.reports.hiring.made import NOW, evil, late_start, nobody, one_role, two_roles


def sheets(plan: HiringPlan) -> dict[str, TableSheet]:
    return {sheet.name: sheet for sheet in hiring_workbook(plan).sheets if isinstance(sheet, TableSheet)}


def record(plan: HiringPlan) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_text(hiring_record(plan, NOW, 1.0)))
    return found


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def same(cell: Value, written: str) -> bool:
    """Whether a cell of the sheet says what a cell of a CSV file does."""
    if cell is None or cell == "":
        return written == ""
    return written == cell if isinstance(cell, str) else float(written) == cell


@pytest.mark.parametrize("made", [one_role, two_roles, late_start, nobody])
def test_weeks_are_the_rows_of_the_table(workspace: Workspace, made: Any) -> None:
    plan = made(workspace)
    shown, written = sheets(plan)["Weeks"], read(gap_csv(plan))
    assert set(WEEKS) == set(GAP_COLUMNS)
    assert len(shown.rows) == len(written)
    for cells, row in zip(shown.rows, written, strict=True):
        row["line"] = LINE_NAMES[row["line"]]
        assert all(same(cell, row[name]) for name, cell in zip(WEEKS, cells, strict=True))


@pytest.mark.parametrize("made", [one_role, two_roles, late_start, nobody])
def test_openings_are_the_rows_of_the_table(workspace: Workspace, made: Any) -> None:
    plan = made(workspace)
    shown, written = sheets(plan)["Openings"], read(requisitions_csv(plan))
    assert set(OPENINGS) == set(OPENING_COLUMNS)
    assert len(shown.rows) == len(written)
    for cells, row in zip(shown.rows, written, strict=True):
        assert all(same(cell, row[name]) for name, cell in zip(OPENINGS, cells, strict=True))


def test_numbers_are_numbers_and_dates_are_text(workspace: Workspace) -> None:
    shown = sheets(one_role(workspace))
    first = dict(zip(OPENINGS, shown["Openings"].rows[0], strict=True))
    assert (first["headcount"], first["open_by"], first["slip_promise"]) == (1, "2026-03-19", 0.93)
    week = dict(zip(WEEKS, shown["Weeks"].rows[0], strict=True))
    assert isinstance(week["required_fte"], float)
    assert (week["week"], week["line"]) == ("2026-03-02", "today")
    assert {column.head for column in shown["Weeks"].columns if column.heat} == {"gap FTE", "chance to be short"}


def test_starts_requisitions_stop_gaps_and_assumptions_are_those_of_the_record(workspace: Workspace) -> None:
    plan = two_roles(workspace)
    shown, kept = sheets(plan), record(plan)
    assert [list(row) for row in shown["Plan"].rows] == [list(row.values()) for row in kept["plan"]]
    assert [list(row) for row in shown["Coming"].rows] == [list(row.values()) for row in kept["open_requisitions"]]
    assert [list(row) for row in shown["Assumptions"].rows] == [list(row.values()) for row in kept["assumptions"]]
    covered = {(row[0], row[1]): row[2:] for row in shown["Stop-gaps"].rows}
    for row in kept["stop_gaps"]:
        assert covered[row["week"], row["role"]][:3] == (row["overtime"], row["outsourced"], row["uncovered"])
    for row in kept["unpreventable"]:
        assert covered[row["week"], row["role"]][3] == row["fte"]
    assert len(covered) == len(shown["Stop-gaps"].rows)
    assert [row[0] for row in shown["Stop-gaps"].rows] == sorted(row[0] for row in covered)


def test_the_promise_has_a_column_per_role_and_line(workspace: Workspace) -> None:
    plan = two_roles(workspace)  # leads have none
    shown = sheets(plan)["Promise"]
    assert [column.head for column in shown.columns] == [
        "week of", "agent: today", "agent: with open requisitions", "agent: with the plan",
    ]  # fmt: skip
    kept = [row["promise"] for row in record(plan)["weeks"] if row["role"] == "agent"]
    assert [share for row in shown.rows for share in row[1:]] == kept


def test_a_plan_of_nobody_has_empty_tables(workspace: Workspace) -> None:
    shown = sheets(nobody(workspace))
    assert shown["Openings"].rows == shown["Plan"].rows == shown["Coming"].rows == shown["Stop-gaps"].rows == ()
    assert shown["Coming"].notes == ("No requisition is open.",)
    assert shown["Openings"].notes[0] == "No opening is needed in the next 52 weeks."


def test_no_cell_steers_a_terminal_or_breaks_its_line(workspace: Workspace) -> None:
    text = hiring_workbook(evil(workspace)).model_dump_json()
    assert "\\u001b" not in text
    assert "\x1b" not in text
