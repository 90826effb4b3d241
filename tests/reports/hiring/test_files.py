"""The files of a hiring plan: the same numbers in each, safe whatever a role is called, and no NaN."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from staffing.documents.workspace import Workspace
from staffing.hiring.answer import LINES, HiringPlan
from staffing.reports.hiring.files import hiring_files
from staffing.reports.hiring.gap_csv import GAP_COLUMNS, OPENING_COLUMNS, gap_csv, requisitions_csv
from staffing.reports.hiring.record import hiring_record
from staffing.reports.hiring.rows import COLUMNS
from staffing.reports.hiring.words import whole_people
from staffing.reports.plain_json import json_text
from tests.reports.hiring.made import EVIL, NOW, WEEKS, agents, evil, nobody, one_role, role, two_roles


def record(plan: HiringPlan) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_text(hiring_record(plan, NOW, 1.2345)))
    return found


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_files_are_those_of_the_view_the_tables_and_the_record(workspace: Workspace) -> None:
    texts, found = hiring_files(two_roles(workspace), NOW, 1.0)
    assert sorted(texts) == [
        "hiring.html", "hiring.svg", "hiring.xlsx", "hiring_gap.csv", "hiring_gap.md", "requisitions_plan.csv",
        "view.json",
    ]  # fmt: skip
    assert found["team"] == "Small desk"
    assert texts == hiring_files(two_roles(workspace), NOW, 2.0)[0]


def test_the_record_has_every_key(workspace: Workspace) -> None:
    found = record(one_role(workspace))
    assert set(found) == {
        "version", "versions", "team", "as_of", "first_day", "weeks", "started_at", "seconds", "inputs", "currency",
        "met", "shrinkage", "full_time_hours", "plan", "requisitions", "open_requisitions", "unpreventable",
        "stop_gaps", "ahead", "solver", "assumptions",
    }  # fmt: skip
    assert found["currency"] == "EUR"
    assert (found["solver"]["tail_weeks"], found["solver"]["cost"]) == (26, 555_555.5)
    assert found["solver"]["parts"] == {"wages": 402_345.4, "hiring": 10_000.0, "short": 0.0}
    assert [each["source"] for each in found["assumptions"]] == ["assumed", "team.yaml", "assumed"]
    assert found["plan"] == [
        {"week": "2026-06-22", "role": "agent", "starts": 1, "classes": 1},
        {"week": "2026-09-28", "role": "agent", "starts": 2, "classes": 1},
    ]
    assert set(found["requisitions"][0]) == {
        "role", "open_by", "start", "headcount", "offers", "interviews", "candidates", "accept_by", "useful_from",
        "slip",
    }  # fmt: skip
    assert found["requisitions"][0]["slip"] == {"fte_weeks": 2.56, "weeks": 12, "promise": 0.93, "promise_late": 0.84}


def test_there_is_a_row_for_each_week_role_and_line(workspace: Workspace) -> None:
    rows = record(two_roles(workspace))["weeks"]
    assert len(rows) == WEEKS * 2 * len(LINES)
    assert [(row["week"], row["role"], row["line"]) for row in rows[:4]] == [
        ("2026-03-02", "agent", "today"),
        ("2026-03-02", "agent", "with_requisitions"),
        ("2026-03-02", "agent", "with_plan"),
        ("2026-03-02", "lead", "today"),
    ]
    assert {tuple(row) for row in rows} == {COLUMNS}


def test_the_gap_is_required_less_available_in_every_row(workspace: Workspace) -> None:
    plan = two_roles(workspace)
    for row in record(plan)["weeks"]:
        assert row["gap_fte"] == pytest.approx(row["required_fte"] - row["available_fte"], abs=2e-6)
        assert row["gap_p10"] <= row["gap_fte"] <= row["gap_p90"]


def test_the_table_holds_what_the_record_holds(workspace: Workspace) -> None:
    plan = two_roles(workspace)
    written, kept = read(gap_csv(plan)), record(plan)["weeks"]
    assert tuple(written[0]) == GAP_COLUMNS
    assert len(written) == len(kept)
    for there, here in zip(written, kept, strict=True):
        for name in COLUMNS:
            cell = there[name]
            assert (cell == "") == (here[name] is None)
            assert cell in ("", here[name]) if isinstance(here[name], str) else cell == "" or float(cell) == here[name]
    assert {row["skills"] for row in written if row["role"] == "agent"} == {"billing|refunds"}


def test_the_openings_hold_what_the_record_holds(workspace: Workspace) -> None:
    plan = two_roles(workspace)
    written, kept = read(requisitions_csv(plan)), record(plan)["requisitions"]
    assert tuple(written[0]) == OPENING_COLUMNS
    for there, here in zip(written, kept, strict=True):
        for name in ("role", "open_by", "accept_by", "start", "useful_from"):
            assert there[name] == here[name]
        for name in ("headcount", "candidates", "interviews", "offers"):
            assert int(there[name]) == here[name]
        assert float(there["slip_fte_weeks"]) == here["slip"]["fte_weeks"]
    assert (written[2]["role"], written[2]["slip_promise"]) == ("lead", "")
    assert (written[0]["contract"], written[0]["site"]) == ("full_time", "lisbon")


def test_starts_are_the_people_of_the_openings(workspace: Workspace) -> None:
    found = record(two_roles(workspace))
    asked = {(each["role"], each["start"]): each["headcount"] for each in found["requisitions"]}
    assert {(each["role"], each["week"]): each["starts"] for each in found["plan"]} == asked


def test_a_plan_without_openings_is_an_empty_table(workspace: Workspace) -> None:
    plan = nobody(workspace)
    assert requisitions_csv(plan) == ",".join(OPENING_COLUMNS) + "\n"
    found = record(plan)
    assert found["plan"] == found["requisitions"] == found["unpreventable"] == found["stop_gaps"] == []


def test_what_cannot_be_prevented_is_told_by_week(workspace: Workspace) -> None:
    found = record(one_role(workspace))["unpreventable"]
    assert found[0] == {"role": "agent", "week": "2026-05-04", "fte": 0.2}
    assert len(found) == 5
    stop_gaps = record(one_role(workspace))["stop_gaps"]
    assert [row["overtime"] for row in stop_gaps] == [0.0, 0.3, 0.3, 0.3, 0.3]
    assert stop_gaps[0]["uncovered"] > 0  # what nothing covers is told too


def test_what_is_no_number_is_null(workspace: Workspace) -> None:
    found = record(two_roles(workspace))
    leads = [row for row in found["weeks"] if row["role"] == "lead"]
    assert {row["promise"] for row in leads} == {row["occupancy"] for row in leads} == {None}
    assert found["requisitions"][2]["slip"]["promise"] is None
    unbounded = replace(one_role(workspace), solved=replace(one_role(workspace).solved, bound=-math.inf, gap=math.nan))
    assert record(unbounded)["solver"]["bound"] is None


@pytest.mark.parametrize(
    ("fte", "per_head", "people"),
    [
        (1.0, 1.0, 1),
        (1.0 + 1e-12, 1.0, 1),
        (1.01, 1.0, 2),
        (0.0, 1.0, 0),
        (-0.4, 1.0, 0),
        (-1.4, 1.0, -1),
        (1.0, 0.9, 2),
    ],
)
def test_people_are_rounded_towards_a_shortage(fte: float, per_head: float, people: int) -> None:
    assert whole_people(fte, per_head) == people


def test_people_are_not_counted_where_a_new_one_brings_nothing(workspace: Workspace) -> None:
    assert whole_people(1.0, 0.0) is None
    assert whole_people(math.nan, 1.0) is None
    odd = replace(one_role(workspace), roles=(role(agents(workspace), {16: 1}, per_head=0.0),))
    assert {row["gap_heads"] for row in record(odd)["weeks"]} == {None}


def test_no_name_becomes_a_formula(workspace: Workspace) -> None:
    plan = evil(workspace)
    for row in [*read(gap_csv(plan)), *read(requisitions_csv(plan))]:
        assert row["role"].startswith("'=")
        assert row["skills"].startswith("'=")
    assert record(plan)["weeks"][0]["role"] == EVIL
    assert "\x1b" not in json_text(hiring_record(plan, NOW, 1.0))


def test_numbers_of_numpy_are_written_as_numbers(workspace: Workspace) -> None:
    found = hiring_record(one_role(workspace), NOW, 1.0)
    assert all(type(each["starts"]) is int for each in found["plan"])
    assert not any(isinstance(value, np.generic) for row in found["weeks"] for value in row.values())
