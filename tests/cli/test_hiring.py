"""`staffing hiring`: a plan is made, kept and shown; what is wrong is told in one sentence; one truth with the week."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command

pytestmark = pytest.mark.usefixtures("worked_once")

FILES = [
    "hiring.html", "hiring.json", "hiring.svg", "hiring.xlsx", "hiring_gap.csv", "hiring_gap.md",
    "requisitions_plan.csv", "view.json",
]  # fmt: skip
LINES = ("today", "with_requisitions", "with_plan")
KEYS = {
    "week", "line", "role", "required_fte", "available_fte", "gap_fte", "gap_p10", "gap_p90", "probability_short",
}  # fmt: skip


def planned(staffing: Command, desk: Path, *arguments: object) -> dict[str, Any]:
    told = staffing("hiring", desk, "--json", *arguments)
    assert told.code in (0, 3), told.err
    found: dict[str, Any] = json.loads(told.out)
    return found


def with_hiring(desk: Path, text: str) -> None:
    file = desk / "team.yaml"
    file.write_text(file.read_text(encoding="utf-8") + f"hiring: {text}\n", encoding="utf-8")


def test_the_plan_has_a_row_for_every_week_line_and_role_and_is_kept(staffing: Command, desk: Path) -> None:
    found = planned(staffing, desk, "--weeks", 26)
    rows = found["weeks"]
    assert len(rows) == 26 * 3
    assert all(set(row) >= KEYS for row in rows)
    assert {row["line"] for row in rows} == set(LINES)
    for row in rows:
        assert row["gap_fte"] == pytest.approx(row["required_fte"] - row["available_fte"], abs=1e-5)
        assert row["gap_p10"] <= row["gap_p90"]
        assert 0 <= row["probability_short"] <= 1
    folder = Path(found["folder"])
    assert sorted(path.name for path in folder.iterdir()) == FILES
    with (folder / "hiring_gap.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(rows)
    kept = json.loads((folder / "hiring.json").read_text(encoding="utf-8"))
    assert kept["weeks"] == rows
    assert kept["requisitions"] == found["requisitions"]


@pytest.mark.usefixtures("worked_anew")
def test_week_what_if_and_plan_tell_one_truth(staffing: Command, desk: Path) -> None:
    """Workload, shrinkage, full-time equivalents and gap of the planned week."""
    roster = json.loads(staffing("roster", desk, "--json").out)["requirement"]
    told = staffing("whatif", desk, "--set", "volume=1", "--json", "--executor", "serial")
    base = json.loads(told.out)["scenarios"][0]["requirement"]
    assert roster == base
    plan = planned(staffing, desk, "--weeks", 8)
    (week,) = roster["roles"]
    for line in ("today", "with_requisitions", "with_plan"):
        row = next(row for row in plan["weeks"] if row["line"] == line)
        assert row["role"] == week["role"]
        for name in ("workload_hours", "occupancy", "required_fte", "available_fte", "gap_fte"):
            assert row[name] == pytest.approx(week[name], abs=2e-6), name
    assert plan["shrinkage"] == pytest.approx(week["shrinkage"], abs=1e-6)
    assert plan["full_time_hours"] == roster["full_time_hours"]


def test_the_first_week_is_the_hourly_forecast_summed(staffing: Command, desk: Path) -> None:
    plan = planned(staffing, desk, "--weeks", 8)
    told = json.loads(staffing("roster", desk, "--json").out)
    with (Path(told["folder"]) / "cover.csv").open(encoding="utf-8", newline="") as file:
        cover = list(csv.DictReader(file))
    first = date.fromisoformat(plan["weeks"][0]["week"])
    week = {str(first + timedelta(days=number)) for number in range(7)}
    hours = sum(float(row["workload_hours"]) for row in cover if row["start"][:10] in week)
    assert plan["weeks"][0]["workload_hours"] == pytest.approx(hours, rel=1e-3)


def test_equal_input_gives_equal_files(staffing: Command, desk: Path) -> None:
    def written() -> dict[str, bytes]:
        folder = Path(planned(staffing, desk, "--weeks", 26)["folder"])
        return {name: (folder / name).read_bytes() for name in FILES if name != "hiring.json"}

    assert written() == written()


def test_differences_are_planned_with(staffing: Command, desk: Path) -> None:
    flat = planned(staffing, desk, "--weeks", 26, "--set", "hiring.growth=0")
    more = planned(staffing, desk, "--weeks", 26, "--set", "hiring.growth=0.5")
    last = [[row for row in plan["weeks"] if row["line"] == "today"][-1]["required_fte"] for plan in (flat, more)]
    assert last[1] > 1.08 * last[0]  # larger teams may be busier, so not by the whole growth
    fewer = planned(staffing, desk, "--weeks", 26, "--set", "hiring.growth=-30%")
    assert fewer["weeks"][-1]["workload_hours"] < 0.9 * flat["weeks"][-1]["workload_hours"]
    none = planned(staffing, desk, "--weeks", 26, "--set", "hiring.attrition.probability=0", "--set", "agents=+1")
    heads = [row["heads"] for row in none["weeks"] if row["line"] == "today"]
    assert set(heads) == {4.0}


def test_a_shortage_leads_to_openings_whose_dates_add_up(staffing: Command, desk: Path) -> None:
    with_hiring(desk, "{notice_days: 14, time_to_fill: {median_days: 20, p80_days: 30}, growth: 0.8}")
    plan = planned(staffing, desk, "--weeks", 52)
    assert plan["requisitions"]
    for one in plan["requisitions"]:
        start, open_by = date.fromisoformat(one["start"]), date.fromisoformat(one["open_by"])
        assert start - open_by == timedelta(days=14 + 30)
        assert one["candidates"] >= one["interviews"] >= one["offers"] >= one["headcount"] >= 1
    starts = sum(one["headcount"] for one in plan["requisitions"])
    assert starts == sum(one["starts"] for one in plan["plan"])
    page = (Path(plan["folder"]) / "hiring_gap.md").read_text(encoding="utf-8")
    assert plan["requisitions"][0]["open_by"] in page
    assert "less 14 days of notice" in page


def test_the_answer_is_shown(staffing: Command, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = staffing("hiring", desk, "--weeks", 26)
    assert "required" in told.out
    assert "hiring_gap.md" in told.out
    shown = told.out.partition("Written to")[0]
    assert max(len(line) for line in shown.splitlines()) <= 80


@pytest.mark.parametrize(
    ("hiring", "sentence"),
    [
        ("{attrition: {probability: 0.3, turnover: 0.4}}", "given by one of them"),
        ("{ramp: [0.5, 0.9]}", "ends at 0.9"),
        ("{training: {seats: 4, class_max: 6}}", "above seats 4"),
        ("{funnel: {accept: 0}}", "must be above 0"),
        ("{budget: {money: 1}}", "nobody could be hired"),
        ("{freeze: [{start: 2020-01-01, end: 2020-02-01}]}", "ended before"),
        ("{roles: [{id: a, skills: [nothing]}]}", "not a queue"),
    ],
)
def test_what_is_wrong_is_one_sentence(staffing: Command, desk: Path, hiring: str, sentence: str) -> None:
    with_hiring(desk, hiring)
    told = staffing("hiring", desk)
    assert told.code == 1
    assert sentence in told.err
    assert len(told.err.splitlines()) == 1
    assert not (desk / "runs").exists()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("R1,sales,1,,open,,", 'role "sales" is not a role'),
        ("R1,agent,1,,open,2020-01-01,", "in the past"),
        ("R1,agent,1,2099-01-01,open,,", "in the future"),
    ],
)
def test_a_wrong_requisition_is_one_sentence(staffing: Command, desk: Path, row: str, sentence: str) -> None:
    header = "requisition_id,role,headcount,opened_on,stage,expected_start,fill_probability"
    (desk / "requisitions.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    told = staffing("hiring", desk)
    assert (told.code, len(told.err.splitlines())) == (1, 1)
    assert sentence in told.err


def test_the_command_line_is_checked(staffing: Command, desk: Path) -> None:
    assert staffing("hiring", desk, "--weeks", 3).code == 2
    assert staffing("hiring", desk, "--set", "growth").code == 2
    told = staffing("hiring", desk, "--set", "hiring.growht=0.2")
    assert told.code == 1
    assert "growth" in told.err
