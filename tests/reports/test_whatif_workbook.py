"""The workbook of a what-if: the numbers of the CSV and of the record, typed, and nothing left out."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import replace
from typing import Any

import pytest

from staffing.documents.workspace import Workspace
from staffing.outlook import Outlook
from staffing.promise.extra import Difference
from staffing.reports.plain_json import json_text
from staffing.reports.view.sheets import TableSheet, Value
from staffing.reports.whatif.record import scenario_record
from staffing.reports.whatif.table import CSV_COLUMNS, whatif_csv
from staffing.reports.whatif.words import everything
from staffing.reports.whatif.workbook import MOST, whatif_workbook
from staffing.scenarios.whatif import WhatIf
from tests.reports.whatif_answers import EQUAL, HARDER, answer, figures, frontier, missing, price, sale, tried

ENDS = ("_difference", "_difference_low", "_difference_high")


@pytest.fixture(scope="session")
def workspace(outlook: Outlook) -> Workspace:
    return outlook.workspace


def sheets(given: WhatIf) -> dict[str, TableSheet]:
    return {sheet.name: sheet for sheet in whatif_workbook(given).sheets if isinstance(sheet, TableSheet)}


def column(sheet: TableSheet, head: str) -> list[Value]:
    at = [each.head for each in sheet.columns].index(head)
    return [row[at] for row in sheet.rows]


def full(workspace: Workspace) -> WhatIf:
    """A frontier, a sale and prices at once."""
    heads = frontier((3, missing(0.4)), (4, figures()), (5, None))
    steps = (price(tried("91%", figures(), HARDER), tried("89%", missing())),)
    base = answer(workspace)
    return replace(base, tried=(*base.tried, *heads.tried), frontier=heads, readiness=sale(), prices=steps)


def test_there_is_a_sheet_for_what_was_asked(workspace: Workspace) -> None:
    assert list(sheets(answer(workspace))) == ["Scenarios", "Differences", "Settings", "Inputs"]
    assert list(sheets(full(workspace))) == [
        "Scenarios", "Differences", "Frontier", "Sale", "Prices", "Settings", "Inputs",
    ]  # fmt: skip
    assert list(sheets(answer(workspace, tried("nobody", failure="no")))) == ["Scenarios", "Inputs"]


@pytest.mark.parametrize(
    ("sheet", "head", "name"),
    [
        ("Scenarios", "people", "headcount"),
        ("Scenarios", "cases on time", "rate_mean"),
        ("Scenarios", "on time, 95% from", "rate_low"),
        ("Scenarios", "on time, 95% to", "rate_high"),
        ("Scenarios", "weeks kept", "probability_met"),
        ("Scenarios", "weeks kept, no less than", "probability_lower"),
        ("Scenarios", "on time that day", "worst_day_rate"),
        ("Scenarios", "utilization", "utilization"),
        ("Scenarios", "paid hours", "paid_hours"),
        ("Scenarios", "cost, EUR", "cost"),
        ("Scenarios", "price of the plan", "price"),
    ],
)
def test_the_sheet_holds_the_numbers_of_the_csv(workspace: Workspace, sheet: str, head: str, name: str) -> None:
    given = full(workspace)
    written = list(csv.DictReader(io.StringIO(whatif_csv(given))))
    numbers = column(sheets(given)[sheet], head)
    assert len(numbers) == len(written)
    for number, row in zip(numbers, written, strict=True):
        assert (number is None) == (row[name] == "")
        assert number is None or number == pytest.approx(float(row[name]), abs=1e-6)


def test_differences_are_those_of_the_csv(workspace: Workspace) -> None:
    given = full(workspace)
    written = [row for row in csv.DictReader(io.StringIO(whatif_csv(given))) if row["rate_difference"]]
    shown = sheets(given)["Differences"]
    names = [f"{name}{end}" for name in ("rate", "weeks", "utilization", "occupancy") for end in ENDS]
    names += ["headcount_difference", "paid_hours_difference", "cost_difference"]
    assert set(names) <= set(CSV_COLUMNS)
    assert [row[0] for row in shown.rows] == [row["name"] for row in written]
    for cells, row in zip(shown.rows, written, strict=True):
        assert list(cells[1:]) == pytest.approx([float(row[name]) for name in names], abs=1e-6)


def test_the_sheet_holds_the_numbers_of_the_record(workspace: Workspace) -> None:
    given = full(workspace)
    kept: list[dict[str, Any]] = [json.loads(json_text(scenario_record(each))) for each in everything(given)]
    shown = sheets(given)["Scenarios"]
    for head, name in (("weeks kept", "probability_met"), ("occupancy", "occupancy"), ("simulated", "replications")):
        told = [each["screen"].get(name) if each["screen"] else each[name] for each in kept]
        assert column(shown, head) == told


def test_targets_missed_are_words_and_verdicts_too(workspace: Workspace) -> None:
    found = missing(missed=("promise", "maximum_age"))
    shown = sheets(answer(workspace, tried("late", found, HARDER), tried("nobody", failure="no roster")))["Scenarios"]
    assert column(shown, "targets missed") == ["", "the promise, the maximum age", ""]
    assert column(shown, "promise kept") == ["yes", "no", None]
    assert column(shown, "worst day") == ["2026-03-06", "2026-03-06", None]
    assert column(shown, "why there is no roster") == ["", "", "no roster"]
    assert column(shown, "screened only") == ["no", "no", "no"]


def test_what_is_no_number_is_an_empty_cell(workspace: Workspace) -> None:
    wide = replace(EQUAL, rate=Difference(0.0, -math.inf, math.inf))
    shown = sheets(answer(workspace, tried("once", figures(), wide)))["Differences"]
    assert shown.rows[0][1:4] == (0.0, None, None)


def test_headcounts_have_their_verdicts(workspace: Workspace) -> None:
    shown = sheets(full(workspace))["Frontier"]
    assert column(shown, "agents planned") == [3, 4, 5]
    assert column(shown, "promise kept") == ["no", "yes", None]
    assert column(shown, "utilization band kept") == ["yes", "yes", None]
    assert column(shown, "why there is no roster") == ["", "", "no roster in time"]
    assert shown.notes[0].startswith("4 agents keep the promise")


def test_the_ways_to_meet_a_sale_follow_the_weeks_without_and_with_it(workspace: Workspace) -> None:
    shown = sheets(full(workspace))["Sale"]
    assert column(shown, "way")[:3] == [
        "without the sale as asked", "with it, the team as it is", "borrow 2 people from 2026-03-04 for 10 days",
    ]  # fmt: skip
    assert column(shown, "enough") == [None, None, "yes", "yes", "no"]
    assert column(shown, "people borrowed") == [None, None, 2, None, None]
    assert column(shown, "from")[2] == "2026-03-04"
    assert column(shown, "promised on time")[3] == 0.85
    assert column(shown, "paid hours more")[2:] == [80.0, 0.0, 12.0]


def test_each_step_of_a_target_has_both_sides(workspace: Workspace) -> None:
    shown = sheets(full(workspace))["Prices"]
    assert column(shown, "side") == ["tighter", "easier"]
    assert column(shown, "from") == [0.9, 0.9]
    assert column(shown, "to") == pytest.approx([0.91, 0.89])
    assert column(shown, "paid hours more") == [16.0, None]
    assert str(column(shown, "in words")[0]).startswith("One point more of rate_24h")


def test_what_each_scenario_sets_is_a_row_per_key(workspace: Workspace) -> None:
    assert sheets(answer(workspace))["Settings"].rows == (
        ("more volume", "volume", "x1.2"),
        ("the same", "volume", "x1.2"),
    )


def test_inputs_have_their_whole_digests(workspace: Workspace) -> None:
    assert dict(sheets(answer(workspace))["Inputs"].rows) == workspace.digests  # type: ignore[arg-type]


def test_of_very_many_scenarios_the_best_are_there(workspace: Workspace) -> None:
    many = [tried(f"s{at}", failure="no") for at in range(MOST)]
    shown = sheets(answer(workspace, *many))["Scenarios"]
    assert len(shown.rows) == MOST
    assert shown.notes[-1] == "and 1 more scenario, all in whatif.csv"
