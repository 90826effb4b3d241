"""The table of fairness: what each person carried, will carry and would carry by share, the worst-off first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from staffing.plan import Plan
from staffing.reports.fairness import fairness_record
from staffing.reports.fairness_sheet import fairness_sheets
from staffing.reports.people import marked
from staffing.reports.roster_page import people
from staffing.reports.view.document import mark
from staffing.reports.view.page import Table, Text
from staffing.reports.view.sheets import TableSheet
from staffing.roster import Roster
from staffing.rules.applied import Applied
from staffing.rules.team.fair_late_shifts import FairLateShifts
from staffing.rules.team.fair_weekends import FairWeekends


@pytest.fixture(scope="module")
def shared(plan: Plan) -> Plan:
    """Four late shifts for bela, one for ana, under a rule with a label; nobody works at the weekend."""
    fair = Applied.of(FairLateShifts(label="ours", half_life_weeks=0), "fair_late_shifts:ours")
    shifts = np.full((3, plan.outlook.problem.days), -1)
    shifts[1, :4], shifts[0, 4] = 1, 1
    outlook = replace(plan.outlook, rules=(*plan.outlook.rules, fair, FairWeekends()))
    return replace(plan, outlook=outlook, roster=Roster.of(shifts, 2))


def test_the_page_has_a_table_for_each_burden_the_worst_off_first(shared: Plan) -> None:
    section = people.fairness(shared)
    assert section is not None
    note, table = section.blocks
    assert isinstance(note, Text)
    assert isinstance(table, Table)
    assert table.caption == "Late shifts (fair_late_shifts:ours); the past does not count"
    assert table.rows == (
        ("bela", "0.0", "4", "1.9", "+2.1"),
        ("Ana Sousa", "0.0", "1", "1.9", "-0.9"),
        ("Caio Reis", "0.0", "0", "1.1", "-1.1"),
    )


def test_a_burden_that_nobody_owes_or_carries_has_no_table(shared: Plan, plan: Plan) -> None:
    assert [kind["rule"] for kind in fairness_record(shared)] == ["fair_late_shifts:ours"]
    assert fairness_record(plan) == []
    assert fairness_sheets(plan) == ()
    assert people.fairness(plan) is None


def test_the_record_and_the_sheet_say_the_same_and_names_are_marked(shared: Plan) -> None:
    (kind,) = fairness_record(shared)
    assert kind["half_life_weeks"] == 0
    first = {"agent": "bela", "remembered": 0.0, "planned": 4.0, "share": 1.9, "difference": 2.1}
    assert kind["people"][0] == first
    (sheet,) = fairness_sheets(marked(shared))
    assert isinstance(sheet, TableSheet)
    assert sheet.rows[0] == ("late shifts", mark("bela"), 0.0, 4.0, 1.9, 2.1)
