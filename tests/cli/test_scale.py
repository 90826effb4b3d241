"""`staffing bench scale`: each size in a fresh process, its roster checked; whatever goes wrong is told."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

import staffing.bench.scale.run as recipe
from tests.cli.conftest import Command

SEVEN = {"agents", "objective", "bound", "gap", "seconds", "peak_mib", "violations"}
ROW: dict[str, Any] = {
    "agents": 10,
    "objective": 2000,
    "bound": 1900,
    "gap": 0.05,
    "peak_mib": 321.25,
    "violations": 0,
    "status": "feasible",
    "engine": "tours",
    "limit_hit": "",
    "requests": {"asked": 8, "granted": 7, "points": 80, "points_granted": 70},
    "faults": [],
}
NONE: dict[str, Any] = {
    **ROW, "objective": None, "bound": 7, "gap": None, "violations": None, "requests": None, "status": "unknown"
}  # fmt: skip


def says(monkeypatch: pytest.MonkeyPatch, by_size: dict[int, object]) -> None:
    """Processes that say this of each size, or end without a word."""
    script = (
        "import json, sys\n"
        "said = json.loads(sys.argv[1]); size = str(json.loads(sys.argv[2])['agents'])\n"
        "print(json.dumps(said[size])) if size in said else sys.exit(9)"
    )
    monkeypatch.setattr(recipe, "COMMAND", (sys.executable, "-c", script, json.dumps(by_size)))


def test_a_size_is_solved_checked_and_measured(staffing: Command) -> None:
    told = staffing("bench", "scale", "--agents", "12", "--engine", "tours", "--time-limit", "4", "--seed", 2, "--json")
    assert (told.code, told.err) == (0, "")
    document = json.loads(told.out)
    assert list(document) == ["rows"]
    (row,) = document["rows"]
    assert set(row) >= SEVEN
    assert (row["agents"], row["seed"], row["violations"], row["faults"]) == (12, 2, 0, [])
    assert 0 <= row["bound"] <= row["objective"] == sum(row["prices"].values())
    assert row["gap"] == pytest.approx((row["objective"] - row["bound"]) / row["objective"], abs=1e-6)
    assert row["seconds"] >= row["build_seconds"] + row["solve_seconds"] + row["check_seconds"] - 0.02
    assert 50 < row["peak_mib"] < 20_000
    assert row["requests"]["granted"] <= row["requests"]["asked"]


def test_the_table_has_a_line_for_each_size(staffing: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    says(monkeypatch, {10: {"row": ROW}, 2000: {"row": {**ROW, "agents": 2000, "gap": 0.0123}}})
    told = staffing("bench", "scale", "--agents", "10, 2000")
    assert (told.code, told.err) == (0, "")
    lines = [line.split() for line in told.out.splitlines()]
    assert lines[2][:4] == ["10", "2,000", "1,900", "5.00"]
    assert lines[2][5:] == ["321", "0", "87.5", "feasible", "-"]
    assert lines[3][:4] == ["2,000", "2,000", "1,900", "1.23"]
    assert told.out.splitlines()[4] == "Engine: tours"


def test_a_size_without_a_roster_does_not_stop_the_others(staffing: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, {10: {"row": NONE}, 20: {"row": {**NONE, "status": "infeasible"}}, 30: {"row": ROW}})
    told = staffing("bench", "scale", "--agents", "10,20,30", "--json")
    assert told.code == 4
    assert told.err.splitlines() == [
        "staffing: 10 people: no roster was found in time",
        "staffing: 20 people: no roster meets its hard rules",
    ]
    assert [row["objective"] for row in json.loads(told.out)["rows"]] == [None, None, 2000]


def test_a_process_that_fails_does_not_stop_the_others(staffing: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, {20: {"row": NONE}, 30: {"row": ROW}})
    told = staffing("bench", "scale", "--agents", "10,20,30", "--json")
    assert told.code == 5
    assert told.err.splitlines()[0] == "staffing: 10 people: its process ended with exit code 9"
    assert [row["seconds"] > 0 for row in json.loads(told.out)["rows"]] == [True, True]


def test_what_is_not_as_the_engine_says_is_told(staffing: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = "tours says that requests costs 5; it costs 6"
    says(monkeypatch, {10: {"row": {**ROW, "violations": 1, "faults": ["leave is broken: a7", fault]}}})
    told = staffing("bench", "scale", "--agents", "10", "--json")
    assert told.code == 5
    assert told.err == f"staffing: 10 people: leave is broken: a7\nstaffing: 10 people: {fault}\n"
    assert json.loads(told.out)["rows"][0]["violations"] == 1


def test_an_input_that_is_wrong_stops_it(staffing: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, {10: {"failed": "the cluster extra is missing", "input": True}})
    told = staffing("bench", "scale", "--agents", "10,20")
    assert (told.code, told.out) == (1, "")
    assert told.err == "staffing: 10 people: the cluster extra is missing\nstaffing: not begun: 20 people\n"


def test_ctrl_c_shows_the_sizes_before(staffing: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, {10: {"row": ROW}, 20: {"row": ROW}})
    followed = recipe._followed

    def cut(process: Any, progress: Any) -> Any:
        if '"agents": 20' in process.args[-1]:
            raise KeyboardInterrupt
        return followed(process, progress)

    monkeypatch.setattr(recipe, "_followed", cut)
    told = staffing("bench", "scale", "--agents", "10,20,30,40", "--json")
    assert told.code == 130
    assert told.err == "staffing: 20 people: interrupted\nstaffing: not begun: 30, 40 people\n"
    assert [row["agents"] for row in json.loads(told.out)["rows"]] == [10]


ALLOWED = "is none of the whole numbers from 10 to 100000; write them with commas between them"
WRONG = {
    ("--agents", "10,x"): f"'x' {ALLOWED}",
    ("--agents", "9"): f"'9' {ALLOWED}",
    ("--agents", "100001"): f"'100001' {ALLOWED}",
    ("--agents", "10,,20"): f"'' {ALLOWED}",
    ("--agents", ""): f"'' {ALLOWED}",
    ("--agents", "1e3"): f"'1e3' {ALLOWED}",
    ("--agents", "-20"): f"'-20' {ALLOWED}",
    ("--agents", "20,30,20"): "20 is given twice",
    ("--engine", "best"): "'best' is not one of 'auto'",
    ("--time-limit", "0"): "'0' is no number above 0, up to 86400",
    ("--seed", "x"): "'x' is none of the whole numbers from 0 to 2147483647",
    ("--executor", "cloud"): 'executor "cloud" is not known',
    ("--engine", "direct", "--executor", "local:2"): "with the engine direct it says nothing",
}


@pytest.mark.parametrize(("wrong", "said"), WRONG.items(), ids=str)
def test_options_that_are_none_are_told(staffing: Command, wrong: tuple[str, ...], said: str) -> None:
    told = staffing("bench", "scale", *wrong)
    assert (told.code, told.out, said in told.err) == (2, "", True)
