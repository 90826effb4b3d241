"""`staffing roster` and `simulate`: what they write, print and return."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from staffing.read.rosters import read_roster
from staffing.read.workspace import read_workspace
from tests.cli.conftest import Command
from tests.reports.small_desk import TEAM, publish_last_week, write_small_desk

pytestmark = pytest.mark.usefixtures("worked_once")

FILES = {
    "roster.csv",
    "segments.csv",
    "cover.csv",
    "forecast.csv",
    "forecast.svg",
    "rejected.csv",
    "report.html",
    "roster.xlsx",
    "report.md",
    "view.json",
    "ics/ana.ics",
    "ics/bela.ics",
    "ics/caio.ics",
    "run.json",
}
DAY = "2026-03-02"


def held(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_week_that_meets_its_targets_ends_with_0(staffing: Command, desk: Path) -> None:
    told = staffing("roster", desk)
    assert (told.code, told.err) == (0, "")
    assert held(desk / "runs" / DAY) == FILES
    assert "24 h resolution: " in told.out
    assert f"runs/{DAY}" in told.out.splitlines()[-1]


def test_a_missed_target_ends_with_3_and_is_written_all_the_same(staffing: Command, tmp_path: Path) -> None:
    desk = write_small_desk(tmp_path / "w", team=TEAM.replace("min: 0.05, max: 0.95", "min: 0.90, max: 0.95"))
    told = staffing("roster", desk, "--out", tmp_path / "out")
    assert told.code == 3
    assert "wanted 90% to 95%: missed" in told.out
    assert held(tmp_path / "out") == FILES


def test_a_missed_promise_says_what_would_keep_it(staffing: Command, desk: Path, tmp_path: Path) -> None:
    told = staffing("simulate", desk, "--roster", thin_roster(tmp_path))
    assert "What would help to keep the promise\n- With " in told.out
    assert "could be promised instead." in told.out
    record = json.loads(staffing("simulate", desk, "--roster", thin_roster(tmp_path), "--json").out)
    assert {remedy["kind"] for remedy in record["remedies"]} == {"shifts", "people"}
    assert record["instead"].keys() == {"confidence", "rate"}
    assert record["calibration"] is None


def test_the_published_week_is_the_baseline_where_there_is_one(staffing: Command, desk: Path) -> None:
    publish_last_week(desk)
    record = json.loads(staffing("roster", desk, "--json").out)
    assert record["baseline"]["source"] == "the last published week again"
    assert record["opening"]["simulated"] is True
    assert "\nthe last published week again: " in staffing("roster", desk).out


@pytest.mark.usefixtures("worked_anew")
def test_the_same_inputs_and_seed_write_the_same_bytes(staffing: Command, desk: Path, tmp_path: Path) -> None:
    staffing("roster", desk, "--out", tmp_path / "a")
    staffing("roster", desk, "--out", tmp_path / "b")
    for name in FILES - {"run.json"}:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name
    one, other = (json.loads((tmp_path / run / "run.json").read_text()) for run in "ab")
    assert {name for name in one if one[name] != other[name]} <= {"started_at", "seconds"}


def test_json_prints_one_document_and_nothing_else(staffing: Command, desk: Path) -> None:
    told = staffing("roster", desk, "--json", "--seed", 5)
    record = json.loads(told.out)
    assert told.err == ""
    assert record["seed"] == 5
    assert record["service"]["met"] is True
    stored = json.loads((desk / "runs" / DAY / "run.json").read_text())
    assert stored["service"] == record["service"]


def test_another_week_and_several_weeks_can_be_planned(staffing: Command, desk: Path) -> None:
    record = json.loads(staffing("roster", desk, "--week", "2026-03-09", "--weeks", 2, "--json").out)
    assert (record["first_day"], record["weeks"]) == ("2026-03-09", 2)
    assert [spot["date"] for spot in record["weak_spots"]] == [f"2026-03-{day:02d}" for day in range(9, 23)]
    with (desk / "runs" / "2026-03-09" / "roster.csv").open() as file:
        assert {row["date"] for row in csv.DictReader(file)} <= {f"2026-03-{day:02d}" for day in range(9, 23)}


def test_now_can_be_set_back(staffing: Command, desk: Path) -> None:
    record = json.loads(staffing("roster", desk, "--as-of", "2026-02-19T12:00", "--json").out)
    assert (record["as_of"], record["first_day"]) == ("2026-02-19T12:00:00+00:00", "2026-02-23")


def test_a_roster_read_back_is_judged_the_same(staffing: Command, desk: Path) -> None:
    ours = json.loads(staffing("roster", desk, "--json").out)
    path = desk / "runs" / DAY / "roster.csv"
    theirs = json.loads(staffing("simulate", desk, "--roster", path, "--json").out)
    assert theirs["service"] == ours["service"]
    assert theirs["solver"] is None
    assert {item["rule"]: item["price"] for item in theirs["ledger"]} == {
        item["rule"]: item["price"] for item in ours["ledger"]
    }
    assert "--roster roster.csv" in theirs["inputs"]


def test_simulate_writes_only_where_it_is_told_to(staffing: Command, desk: Path, tmp_path: Path) -> None:
    roster = thin_roster(tmp_path)
    staffing("simulate", desk, "--roster", roster)
    assert not (desk / "runs").exists()
    staffing("simulate", desk, "--roster", roster, "--out", tmp_path / "out")
    assert held(tmp_path / "out") == FILES - {"ics/bela.ics", "ics/caio.ics"}
    assert read_roster(tmp_path / "out" / "roster.csv", read_workspace(desk))[0].agent_id == "ana"


def test_a_roster_too_thin_misses_the_promise(staffing: Command, desk: Path, tmp_path: Path) -> None:
    told = staffing("simulate", desk, "--roster", thin_roster(tmp_path))
    assert told.code == 3
    assert "promised in 90%: missed" in " ".join(told.out.split())


def test_a_baseline_is_judged_beside(staffing: Command, desk: Path, tmp_path: Path) -> None:
    thin = thin_roster(tmp_path)
    told = staffing("roster", desk, "--baseline", thin)
    assert "\n--baseline thin.csv: " in told.out
    assert " 7.5 paid hours (ours +" in " ".join(told.out.split())
    record = json.loads((desk / "runs" / DAY / "run.json").read_text())
    alone = json.loads(staffing("simulate", desk, "--roster", thin, "--json").out)
    assert record["baseline"].items() >= alone["service"].items()
    assert record["baseline"]["source"] == "--baseline thin.csv"
    assert record["baseline"]["difference"]["rate"]["low"] > 0
    assert record["baseline"]["rate_mean"] < record["service"]["rate_mean"]


@pytest.mark.parametrize("option", ["--roster", "--baseline"])
def test_a_roster_of_another_week_is_refused(staffing: Command, desk: Path, tmp_path: Path, option: str) -> None:
    path = tmp_path / "old.csv"
    path.write_text("agent_id,date,shift_id\nana,2026-01-05,early\n")
    told = staffing("simulate", desk, "--roster", thin_roster(tmp_path), option, path)
    assert told.code == 1
    assert "old.csv has no shift of a planned agent from 2026-03-02 to 2026-03-08" in told.err
    assert told.out == ""


def test_what_a_person_edited_in_a_run_folder_is_not_overwritten(staffing: Command, desk: Path) -> None:
    staffing("roster", desk)
    edited = desk / "runs" / DAY / "roster.csv"
    edited.write_text("agent_id,date,shift_id\nana,2026-03-02,early\n")
    told = staffing("roster", desk)
    assert told.code == 1
    assert "roster.csv was edited since its run" in told.err
    assert edited.read_text().startswith("agent_id,date,shift_id\nana")


def test_a_roster_that_breaks_a_hard_rule_ends_with_3_and_says_who_and_when(staffing: Command, desk: Path) -> None:
    staffing("roster", desk)
    path = desk / "mine.csv"
    path.write_text((desk / "runs" / DAY / "roster.csv").read_text() + "caio,2026-03-03,early,,,,,\n")
    told = staffing("simulate", desk, "--roster", path)
    assert told.code == 3
    assert "Hard rules broken\n- Tue 03 Mar, Caio Reis (caio): leave, 1 leave day: " in told.out
    assert "missed" not in told.out


def thin_roster(folder: Path) -> Path:
    path = folder / "thin.csv"
    path.write_text("agent_id,date,shift_id\nana,2026-03-06,early\n")
    return path


def searched_by(engine: str) -> str:
    return TEAM.replace("search: {seed: 3}", f"search: {{seed: 3, engine: {engine}}}")


def test_a_search_in_blocks_elsewhere_finds_the_same_bytes(staffing: Command, tmp_path: Path) -> None:
    desk = write_small_desk(tmp_path / "w", team=searched_by("tours"))
    rosters = []
    for number, where in enumerate(([], ["--executor", "serial"], ["--executor", "local:2"])):
        told = staffing("roster", desk, "--out", tmp_path / str(number), *where)
        assert told.err == ""
        rosters.append((tmp_path / str(number) / "roster.csv").read_bytes())
    assert rosters[0] == rosters[1] == rosters[2]


@pytest.mark.parametrize("engine", ["auto", "tours"])
def test_a_search_without_several_blocks_says_that_it_is_here(staffing: Command, tmp_path: Path, engine: str) -> None:
    desk = write_small_desk(tmp_path / "w", team=searched_by(engine))
    staffing("roster", desk, "--executor", "local:2")
    solver = json.loads((desk / "runs" / DAY / "run.json").read_text())["solver"]
    assert solver["because"].endswith("; it searches in this process, whatever the executor")


@pytest.mark.parametrize(
    ("engine", "where", "said"),
    [
        ("direct", "local:2", "is for the engine tours; with the engine direct it says nothing"),
        ("columns", "local:2", "is for the engine tours; with the engine columns it says nothing"),
        ("auto", "local", 'executor "local" needs a whole number of processes'),
        ("auto", "mars", 'executor "mars" is not known'),
        ("auto", "", 'of a Dask scheduler, or "auto"'),
    ],
)
def test_an_executor_that_is_none_or_not_heeded_is_refused(
    staffing: Command, tmp_path: Path, engine: str, where: str, said: str
) -> None:
    desk = write_small_desk(tmp_path / "w", team=searched_by(engine))
    told = staffing("roster", desk, "--executor", where)
    assert told.code == 2
    assert said in " ".join(told.err.split())
    assert not (desk / "runs").exists()
