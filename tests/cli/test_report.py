"""`staffing report`: the files of a run made again, without solving, named or not."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.reports.small_desk import publish_last_week, write_small_desk

pytestmark = pytest.mark.usefixtures("worked_once")

DAY = "2026-03-02"
MADE = {"report.html", "roster.xlsx", "report.md"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a run, a what-if and a hiring plan."""
    from staffing.cli.app import run

    desk = write_small_desk(tmp_path_factory.mktemp("report") / "desk")
    publish_last_week(desk)
    for command in (["roster"], ["whatif", "--set", "volume=1.1", "--executor", "serial"], ["hiring", "--weeks", "8"]):
        assert run([command[0], str(desk), *command[1:], "--json"]) in (0, 3)
    return desk


@pytest.fixture
def desk(whole: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(whole, tmp_path / "desk"))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", [DAY, f"{DAY}-whatif", f"{DAY}-hiring"])
def test_a_run_made_again_is_the_same_to_the_byte(staffing: Command, desk: Path, name: str) -> None:
    run = desk / "runs" / name
    before = contents(run)
    told = staffing("report", run)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"Written to {run}: ")
    assert contents(run) == before


def test_what_was_deleted_comes_back_and_the_rest_stays(staffing: Command, desk: Path) -> None:
    run = desk / "runs" / DAY
    before = contents(run)
    for name in ("report.html", "roster.xlsx", "ics/ana.ics"):
        (run / name).unlink()
    assert staffing("report", run).code == 0
    assert contents(run) == before


def test_only_what_is_asked_for_is_made(staffing: Command, desk: Path, tmp_path: Path) -> None:
    run, out = desk / "runs" / DAY, tmp_path / "out"
    told = staffing("report", run, "--only", "html", "--only", "md", "--out", out, "--json")
    assert json.loads(told.out) == {"folder": str(out), "files": ["report.html", "report.md"]}
    assert set(contents(out)) == {"report.html", "report.md", "report.json", "view.json"}
    assert (out / "report.html").read_bytes() == (run / "report.html").read_bytes()


def test_without_names_ids_stand_in_their_place_in_a_folder_beside_the_run(staffing: Command, desk: Path) -> None:
    run = desk / "runs" / DAY
    assert b"Ana Sousa" in contents(run)["report.html"]
    before = contents(run)
    assert staffing("report", run, "--anonymous").code == 0
    assert contents(run) == before
    found = contents(desk / "runs" / f"{DAY}-anonymous")
    assert set(found) >= MADE
    assert b'<th scope="row">ana</th>' in found["report.html"]
    with zipfile.ZipFile(io.BytesIO(found.pop("roster.xlsx"))) as workbook:
        found |= {part: workbook.read(part) for part in workbook.namelist()}
    for name, held in found.items():
        assert b"Sousa" not in held, name
        assert b"Reis" not in held, name


def test_an_anonymous_copy_cannot_take_the_place_of_its_run(staffing: Command, desk: Path) -> None:
    run = desk / "runs" / DAY
    told = staffing("report", run, "--anonymous", "--out", run)
    assert told.code == 1
    assert "is the run itself, whose record has names" in told.err


def test_an_anonymous_roster_shows_no_name_anywhere(staffing: Command, desk: Path) -> None:
    told = staffing("roster", desk, "--anonymous")
    for text in (told.out.encode(), *contents(desk / "runs" / DAY).values()):
        assert b"Sousa" not in text
        assert b"Reis" not in text
    assert "\nana  " in told.out
    told = staffing("check", desk, "--anonymous")
    assert "Sousa" not in told.out + told.err


def test_what_a_person_changed_is_not_written_over(staffing: Command, desk: Path) -> None:
    run = desk / "runs" / DAY
    (run / "roster.xlsx").write_bytes(b"edited by hand")
    told = staffing("report", run)
    assert told.code == 1
    assert told.err == f"staffing: {run / 'roster.xlsx'} was edited since its run; move it away or give another --out\n"
    assert (run / "roster.xlsx").read_bytes() == b"edited by hand"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda view: view | {"form": 2, "version": "9.1"}, "was written by staffing 9.1, in another form"),
        (
            lambda view: {name: part for name, part in view.items() if name != "page"},
            "was changed since its run, at page",
        ),
        (lambda view: view | {"page": view["page"] | {"title": 5}}, "was changed since its run, at page.title"),
        (lambda view: [], "is not what a run writes"),
    ],
)
def test_a_view_of_another_version_or_with_faults_is_one_sentence(
    staffing: Command, desk: Path, change: object, said: str
) -> None:
    path = desk / "runs" / DAY / "view.json"
    assert callable(change)
    path.write_text(json.dumps(change(json.loads(path.read_text()))))
    told = staffing("report", path.parent)
    assert told.code == 1
    assert said in told.err
    assert told.err.count("\n") == 1


def test_a_run_of_before_has_no_view_and_is_told_so(staffing: Command, desk: Path) -> None:
    run = desk / "runs" / DAY
    record = json.loads((run / "run.json").read_text())
    del record["files"]["view.json"]
    (run / "run.json").write_text(json.dumps(record))
    (run / "view.json").unlink()
    told = staffing("report", run)
    assert told.code == 1
    assert "was written by staffing 0.1.0, which kept no view.json; make the run again" in told.err


def test_a_view_that_was_deleted_is_told_as_that(staffing: Command, desk: Path) -> None:
    (desk / "runs" / DAY / "view.json").unlink()
    told = staffing("report", desk / "runs" / DAY)
    assert "holds no view.json any more; make the run again" in told.err


def test_a_whatif_has_no_calendars(staffing: Command, desk: Path) -> None:
    told = staffing("report", desk / "runs" / f"{DAY}-whatif", "--only", "ics")
    assert told.code == 1
    assert "is a whatif run, which has no ics; leave --only out" in told.err


def test_a_workspace_is_not_its_run(staffing: Command, desk: Path) -> None:
    told = staffing("report", desk)
    assert told.code == 1
    assert f"did you mean {desk / 'runs' / DAY}?" in told.err


@pytest.mark.parametrize("where", ["in place", "elsewhere"])
def test_a_full_disk_leaves_nothing_half_written(
    staffing: Command, desk: Path, tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = desk / "runs" / DAY
    before, real, count = contents(desk), Path.write_bytes, iter(range(1000))

    def fails(self: Path, data: bytes) -> int:
        if next(count) == 4:
            raise OSError(28, "No space left on device")
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", fails)
    told = staffing("report", run, *(() if where == "in place" else ("--out", tmp_path / "out")))
    assert told.code == 1
    assert "cannot be written: No space left on device; give another --out" in told.err
    assert contents(desk) == before
    assert not (tmp_path / "out").exists()


def test_making_again_loads_neither_solver_nor_simulator(desk: Path) -> None:
    code = (
        "import sys; from staffing.cli.app import run; run(['report', sys.argv[1]]); "
        "print(sorted({'ortools', 'numba', 'pandas', 'sqlalchemy'} & set(sys.modules)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(desk / "runs" / DAY)], capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines()[-1] == "[]"
