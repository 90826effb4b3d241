"""`staffing init` and `staffing demo`."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.examples import NAMES, example_files
from tests.cli.conftest import Command


@pytest.mark.parametrize("name", NAMES)
def test_init_writes_an_example(staffing: Command, tmp_path: Path, name: str) -> None:
    told = staffing("init", tmp_path / "w", "--example", name)
    assert (told.code, told.err) == (0, "")
    assert {path.name for path in (tmp_path / "w").iterdir()} == set(example_files(name))


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


def test_the_demo_runs_and_runs_again(staffing: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first, again = staffing("demo"), staffing("demo")
    assert (first.code, first.err, again.code, again.err) == (0, "", 0, "")
    assert first.out.startswith("wrote the workspace staffing-demo/")
    assert again.out == first.out.split("\n\n", 1)[1]
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
