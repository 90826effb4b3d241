"""Run folders are written whole or not at all, and never in place of what people wrote."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from staffing.errors import InputError
from staffing.store.run_folder import check_replaceable, write_run
from staffing.store.single_file import check_table_folder, write_file

FIRST = {"roster.csv": "one\n", "report.md": "# one\n"}
SECOND = {"roster.csv": "two\n", "cover.csv": "2\n"}


def held(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.name != "run.json"}


@pytest.fixture
def run(tmp_path: Path) -> Path:
    write_run(tmp_path / "runs" / "day", FIRST, {"seed": 1})
    return tmp_path / "runs" / "day"


def test_a_run_is_written_with_its_record(run: Path) -> None:
    assert held(run) == FIRST
    record = json.loads((run / "run.json").read_text())
    assert record["seed"] == 1
    assert set(record["files"]) == set(FIRST)


def test_an_earlier_run_is_replaced_whole(run: Path) -> None:
    write_run(run, SECOND, {"seed": 2})
    assert held(run) == SECOND
    assert [path.name for path in run.parent.iterdir()] == ["day"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    write_run(tmp_path, FIRST, {})
    assert held(tmp_path) == FIRST


@pytest.mark.parametrize("failing", ["mkdir", "write_bytes", "first rename", "second rename"])
def test_a_failure_leaves_the_earlier_run_whole(run: Path, failing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, name, at = held(run), failing.split()[-1], 2 if failing.startswith("second") else 1
    real, calls = getattr(Path, name), []

    def fail(self: Path, *arguments: object, **named: object) -> object:
        calls.append(self)
        if len(calls) == at and self != run.parent:
            raise OSError(28, "No space left on device")
        return real(self, *arguments, **named)

    # the first mkdir is the parent's, which is there already
    at += name == "mkdir"
    monkeypatch.setattr(Path, name, fail)
    with pytest.raises(InputError, match="cannot be written: No space left on device; give another --out"):
        write_run(run, SECOND, {})
    monkeypatch.undo()
    assert held(run) == before
    assert [path.name for path in run.parent.iterdir()] == ["day"]


def test_ctrl_c_between_the_renames_leaves_the_earlier_run_whole(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if ".new-" in self.name:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_run(run, SECOND, {})
    monkeypatch.undo()
    assert held(run) == FIRST
    assert [path.name for path in run.parent.iterdir()] == ["day"]


def test_ctrl_c_after_the_renames_leaves_the_new_run_whole(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        moved = real(self, target)
        if ".new-" in self.name:
            raise KeyboardInterrupt
        return moved

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_run(run, SECOND, {})
    assert held(run) == SECOND
    assert [path.name for path in run.parent.iterdir()] == ["day"]


def test_what_a_killed_process_left_comes_back(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run.rename(run.parent / ".day.old-99")

    def fail(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(InputError, match="No space left"):
        write_run(run, SECOND, {})
    monkeypatch.undo()
    assert held(run) == FIRST
    write_run(run, SECOND, {})
    assert held(run) == SECOND
    assert not list(run.parent.glob(".day.*"))


def test_a_folder_without_a_record_is_no_run(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work")
    with pytest.raises(InputError, match=r"holds files but no run\.json, so it is no earlier run"):
        write_run(tmp_path, FIRST, {})
    assert (tmp_path / "thesis.txt").read_text() == "ten years of work"


def test_a_file_put_beside_a_run_is_not_deleted(run: Path) -> None:
    (run / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match=r"holds notes\.txt, which no run wrote"):
        check_replaceable(run)


def test_a_roster_edited_in_place_is_not_overwritten(run: Path) -> None:
    (run / "roster.csv").write_text("edited\n")
    with pytest.raises(InputError, match=r"roster\.csv was edited since its run; move it away or give another --out"):
        write_run(run, SECOND, {})
    assert (run / "roster.csv").read_text() == "edited\n"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": 3}', "\xff"])
def test_a_record_of_another_program_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text, encoding="latin-1")
    with pytest.raises(InputError, match="is not what a run writes"):
        check_replaceable(tmp_path)


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(InputError, match="is not a folder"):
        check_replaceable(tmp_path / "out")
    with pytest.raises(InputError, match="cannot be"):
        check_replaceable(tmp_path / "out" / "below")


def test_a_link_to_a_run_stays_a_link(run: Path) -> None:
    (run.parent / "latest").symlink_to(run)
    write_run(run.parent / "latest", SECOND, {})
    assert (run.parent / "latest").is_symlink()
    assert held(run) == SECOND


def test_a_single_file_is_replaced_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_file(tmp_path / "a" / "forecast.csv", "one")

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(InputError, match="cannot be written: Input/output error"):
        write_file(tmp_path / "a" / "forecast.csv", "two")
    assert [(path.name, path.read_text()) for path in (tmp_path / "a").iterdir()] == [("forecast.csv", "one")]


@pytest.mark.parametrize(
    ("files", "free"),
    [
        ({}, True),
        ({".hidden": ""}, True),
        ({"forecast.csv": "a,b\r\n1,2\r\n"}, True),
        ({"forecast.csv": "a,b", "notes.txt": "mine"}, True),
        ({"forecast.csv": "a,b,c\n"}, False),
        ({"forecast.csv": ""}, False),
        ({"notes.txt": "mine"}, False),
        ({"forecast.csv": "a,b\n", "run.json": "{}"}, False),
    ],
)
def test_a_table_goes_into_a_folder_of_ours_only(tmp_path: Path, files: dict[str, str], free: bool) -> None:
    for name, text in files.items():
        (tmp_path / name).write_bytes(text.encode())
    if free:
        check_table_folder(tmp_path, "forecast.csv", "a,b")
    else:
        with pytest.raises(InputError, match="give another --out"):
            check_table_folder(tmp_path, "forecast.csv", "a,b")


def test_a_table_goes_into_a_new_folder_and_not_onto_a_file(tmp_path: Path) -> None:
    check_table_folder(tmp_path / "new", "forecast.csv", "a,b")
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="is not a folder"):
        check_table_folder(tmp_path / "file", "forecast.csv", "a,b")
