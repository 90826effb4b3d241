"""A run folder read back: what it is, and one sentence where it is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from staffing.errors import InputError
from staffing.store.run_folder import WHATIF, check_replaceable, write_run
from staffing.store.stored_run import read_run


@pytest.fixture
def run(tmp_path: Path) -> Path:
    write_run(tmp_path / "w" / "runs" / "day", {"report.html": "<p>", "ics/ana.ics": b"\x00\xff"}, {"version": "0.1.0"})
    return tmp_path / "w" / "runs" / "day"


def test_a_run_is_read_as_it_was_written(run: Path) -> None:
    found = read_run(run)
    assert (found.name, found.record["version"]) == ("run.json", "0.1.0")
    assert set(found.written) == {"report.html", "ics/ana.ics"}
    assert found.read("ics/ana.ics") == b"\x00\xff"


def test_a_whatif_is_told_by_its_record(tmp_path: Path) -> None:
    write_run(tmp_path / "w", {}, {}, WHATIF)
    assert read_run(tmp_path / "w").name == WHATIF


def test_a_file_that_was_deleted_is_not_among_those_written(run: Path) -> None:
    (run / "report.html").unlink()
    assert read_run(run).written == ("ics/ana.ics",)


def test_a_folder_below_the_run_is_looked_at_before_a_run_is_replaced(run: Path) -> None:
    check_replaceable(run)
    (run / "ics" / "mine.txt").write_text("x")
    with pytest.raises(InputError, match=r"holds ics/mine\.txt, which no run wrote"):
        check_replaceable(run)
    (run / "ics" / "mine.txt").unlink()
    (run / "ics" / "ana.ics").write_text("changed")
    with pytest.raises(InputError, match="was edited since its run"):
        check_replaceable(run)


def test_the_lock_of_a_spreadsheet_program_is_nobodys_work(run: Path) -> None:
    (run / "~$roster.xlsx").write_text("")
    (run / ".~lock.roster.xlsx#").write_text("")
    check_replaceable(run)


def test_what_a_version_of_before_did_not_keep_is_told_with_the_version(run: Path) -> None:
    with pytest.raises(InputError) as told:
        read_run(run).read("view.json")
    assert str(told.value) == f"{run} was written by staffing 0.1.0, which kept no view.json; make the run again"


@pytest.mark.parametrize("record", ["", "{", "[]", "{}", '{"files": 1}', "[" * 5000])
def test_a_record_that_no_run_wrote_is_refused(run: Path, record: str) -> None:
    (run / "run.json").write_text(record)
    with pytest.raises(InputError, match="is not what a run writes"):
        read_run(run)


def test_a_workspace_is_no_run_and_its_last_one_is_named(run: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"so it is no run; did you mean .*runs/day\?"):
        read_run(tmp_path / "w")


def test_neither_a_file_nor_nothing_is_a_run(run: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a file; give the folder of a run"):
        read_run(run / "run.json")
    with pytest.raises(InputError, match="does not exist; give the folder of a run"):
        read_run(tmp_path / "none")
    with pytest.raises(InputError, match=r"so it is no run; give the folder of one"):
        read_run(run / "ics")
    assert json.loads((run / "run.json").read_text())["version"] == "0.1.0"
