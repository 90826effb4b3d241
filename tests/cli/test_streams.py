"""Pipes get plain text, terminals a progress bar, and a reader that leaves early no traceback."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from staffing.cli.progress import progress_bar

PLAIN = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "FORCE_COLOR", "TTY_COMPATIBLE")}


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def program(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "staffing", *map(str, arguments)]


@pytest.mark.parametrize(("columns", "width"), [(None, 100), ("80", 80), ("131", 131), ("0", 100), ("wide", 100)])
def test_piped_output_is_plain_text_of_the_width_wanted(desk: Path, columns: str | None, width: int) -> None:
    environment = PLAIN if columns is None else {**PLAIN, "COLUMNS": columns}
    done = subprocess.run(program("roster", desk), capture_output=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    *lines, folder = done.stdout.decode().splitlines()
    assert width - 20 < max(map(len, lines)) <= width
    assert not [line for line in lines if line.endswith(" ")]
    assert folder.startswith(f"Written to {desk / 'runs' / '2026-03-02'}: report.html, roster.xlsx, ")


def test_output_that_cannot_be_encoded_is_no_fault(desk: Path) -> None:
    environment = {**PLAIN, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(program("roster", desk), capture_output=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Ana Sousa" in done.stdout


@pytest.mark.parametrize("arguments", [["check"], ["check", "--json"], ["forecast", "--freq", "h"]], ids=" ".join)
def test_a_reader_that_leaves_early_gets_no_traceback(desk: Path, arguments: list[str]) -> None:
    command, *options = arguments
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        program(command, desk, *options), stdout=writing, stderr=subprocess.PIPE, check=False, env=PLAIN
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_behind_the_output_is_told_in_a_sentence(desk: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(program("check", desk), stdout=full, stderr=subprocess.PIPE, check=False, env=PLAIN)
    assert done.returncode == 5
    assert done.stderr == b"staffing: the output cannot be written: No space left on device\n"


def test_a_terminal_gets_a_progress_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar() as tell:
        assert tell is not None
        tell("searching: price 7, at least 5", 0.0)
        tell("simulating", 0.5)
    assert "simulating" in screen.getvalue()


def test_a_pipe_gets_no_progress_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress_bar() as tell:
        assert tell is None
