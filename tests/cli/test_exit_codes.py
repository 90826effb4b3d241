"""Every way to fail has its exit code and one sentence on stderr, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from forecasts.errors import HistoryError
from staffing.cli import app
from staffing.errors import InputError, NoRosterError, OutsideError
from staffing.result import Result, Status
from tests.cli.conftest import Command
from tests.reports.small_desk import TEAM, write_small_desk


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError("is wrong", file="team.yaml", line=3), 1),
        (HistoryError("too short"), 1),
        (NoRosterError("none"), 4),
        (OutsideError("the database is away"), 5),
        (KeyboardInterrupt(), 130),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_error_has_its_exit_code(
    staffing: Command, desk: Path, error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    import staffing.cli.planning as planning

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(planning, "read_workspace", fail)
    told = staffing("roster", desk)
    assert told.code == code
    assert told.out == ""
    assert str(error) in told.err
    assert "Traceback" not in told.err


def test_our_own_faults_are_not_hidden(staffing: Command, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import staffing.cli.planning as planning

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(planning, "run_files", fail)
    with pytest.raises(ZeroDivisionError):
        staffing("roster", desk)
    assert not (desk / "runs").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["rooster", "w"],
        ["roster"],
        ["roster", "w", "--weeks", "0"],
        ["roster", "w", "--week", "monday"],
        ["roster", "w", "--as-of", "noon"],
        ["roster", "w", "--time-limit", "0"],
        ["roster", "w", "--seed", "-1"],
        ["roster", "w", "--no-such-option"],
        ["simulate", "w", "--train", "x"],
        ["check"],
        ["forecast", "w", "--freq", "3h"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_ends_with_2(staffing: Command, arguments: list[str]) -> None:
    told = staffing(*arguments)
    assert (told.code, told.out) == (2, "")
    assert "Error: " in told.err


def test_a_misspelt_command_is_answered_with_the_nearest(staffing: Command) -> None:
    assert "there is no command rooster; did you mean roster?" in staffing("rooster").err


@pytest.mark.parametrize("command", ["roster", "check", "forecast"])
def test_a_folder_that_is_not_there_ends_with_1(staffing: Command, tmp_path: Path, command: str) -> None:
    told = staffing(command, tmp_path / "nowhere")
    assert told.code == 1
    assert "nowhere does not exist" in told.err


def test_a_roster_file_that_is_not_there_ends_with_1(staffing: Command, desk: Path) -> None:
    told = staffing("simulate", desk, "--roster", desk / "none.csv")
    assert told.code == 1
    assert "none.csv does not exist" in told.err


def test_hard_rules_that_cannot_be_met_end_with_4_and_the_reason(staffing: Command, tmp_path: Path) -> None:
    team = TEAM.replace("min_on_queue: 0", "min_on_queue: 9").replace(
        "rules:\n", "rules:\n  - {rule: min_on_queue, weight: hard}\n"
    )
    told = staffing("roster", write_small_desk(tmp_path / "w", team=team))
    assert told.code == 4
    assert "no roster meets the hard rules: " in told.err
    assert "wants 9 on queue and only " in told.err
    assert not (tmp_path / "w" / "runs").exists()


def test_too_little_time_ends_with_4(staffing: Command, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import staffing.promise.calibrate as search

    nothing = Result(Status.UNKNOWN, "direct", None, None, 0, (), seconds=7.0, limit_hit="time")
    monkeypatch.setattr(search, "solve", lambda *_, **__: nothing)
    told = staffing("roster", desk)
    assert (told.code, told.out) == (4, "")
    assert "no roster was found in 7 s; give the search more time with --time-limit" in told.err


def test_ctrl_c_before_any_roster_was_found_ends_with_130(
    staffing: Command, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import staffing.promise.calibrate as search

    nothing = Result(Status.UNKNOWN, "direct", None, None, 0, (), seconds=1.0, limit_hit="interrupt")
    monkeypatch.setattr(search, "solve", lambda *_, **__: nothing)
    told = staffing("roster", desk)
    assert (told.code, told.out) == (130, "")
    assert not (desk / "runs").exists()


def test_a_folder_that_is_no_run_is_refused_before_the_work(
    staffing: Command, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import staffing.cli.planning as planning

    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").touch()
    monkeypatch.setattr(planning, "look_ahead", lambda workspace: pytest.fail("the week was planned"))
    told = staffing("roster", desk, "--out", tmp_path / "mine")
    assert told.code == 1
    assert "so it is no earlier run" in told.err


def test_control_characters_of_a_path_do_not_reach_the_terminal(staffing: Command, tmp_path: Path) -> None:
    told = staffing("check", tmp_path / "a\x1b[31mb")
    assert told.code == 1
    assert "\x1b" not in told.err


def test_the_codes_are_those_of_the_documentation() -> None:
    codes = (app.DONE, app.INPUT_WRONG, app.USAGE_WRONG, app.TARGET_MISSED, app.NO_ROSTER, app.OUTSIDE_FAILED)
    assert (*codes, app.INTERRUPTED) == (0, 1, 2, 3, 4, 5, 130)
