"""`staffing init` and `staffing demo`."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.examples import NAMES, example_files
from tests.cli.conftest import Command

pytestmark = pytest.mark.usefixtures("worked_once")


@pytest.mark.parametrize("name", NAMES)
def test_init_writes_an_example(staffing: Command, tmp_path: Path, name: str) -> None:
    told = staffing("init", tmp_path / "w", "--example", name)
    assert (told.code, told.err) == (0, "")
    assert {path.name for path in (tmp_path / "w").iterdir()} == {file.split("/")[0] for file in example_files(name)}


@pytest.mark.parametrize(
    ("name", "tickets"), [("seller-escalations", "tickets.csv"), ("incident-desk", "incident.csv")]
)
def test_init_says_what_to_do_next(staffing: Command, tmp_path: Path, name: str, tickets: str) -> None:
    folder = tmp_path / "w"
    lines = staffing("init", folder, "--example", name).out.splitlines()
    assert lines[0].startswith(f"wrote {folder}; ")
    assert lines[1].strip() == "edit team.yaml and agents.csv"
    assert lines[2].strip().startswith(f"replace {tickets} by your export")
    assert all(optional in lines[3] for optional in ("leave.csv", "requests.csv", "published.csv"))
    assert ("events.csv" in lines[3]) == (folder / "events.csv").exists()
    assert lines[4].strip() == f"then: staffing check {folder}"


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_still_a_workspace_with_its_own_tables_emptied(
    staffing: Command, tmp_path: Path, name: str
) -> None:
    staffing("init", tmp_path / "w", "--example", name)
    for optional in ("leave.csv", "requests.csv", "events.csv", "published.csv"):
        path = tmp_path / "w" / optional
        if path.exists():
            path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    told = staffing("check", tmp_path / "w")
    assert told.code == 0
    assert "rows: 0 of leave, 0 requests, 0 published assignments" in told.out


def test_init_refuses_a_folder_that_holds_something(staffing: Command, tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    told = staffing("init", tmp_path)
    assert told.code == 1
    assert "already holds files" in told.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_init_names_the_examples_there_are(staffing: Command, tmp_path: Path) -> None:
    told = staffing("init", tmp_path / "w", "--example", "moon-base")
    assert told.code == 1
    assert all(name in told.err for name in NAMES)


@pytest.mark.usefixtures("worked_anew")
def test_the_demo_runs_and_runs_again(staffing: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first, again = staffing("demo"), staffing("demo")
    assert (first.code, first.err, again.code, again.err) == (0, "", 0, "")
    assert first.out.startswith("wrote the workspace staffing-demo/")
    assert again.out.startswith("staffing-demo/ is there already and is used as it is\n\n")
    assert again.out.split("\n\n", 1)[1] == first.out.split("\n\n", 1)[1]
    page, way_on = first.out.splitlines()[-2:]
    assert Path(page.removeprefix("To read the plan, open ")).read_text().startswith("<!doctype html>")
    assert way_on.endswith("staffing init my-team")
    assert "Ayu Prameswari" in again.out
    assert len(list((tmp_path / "staffing-demo" / "runs").iterdir())) == 1


def test_the_demo_does_not_write_into_a_folder_of_something_else(
    staffing: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "staffing-demo").mkdir()
    (tmp_path / "staffing-demo" / "thesis.txt").touch()
    told = staffing("demo")
    assert told.code == 1
    assert "already holds files" in told.err
