"""Ctrl-C during the search keeps the best roster; a second one leaves the earlier run as it was."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from staffing.examples import write_example

SCRIPT = """
import os, signal, sys
from contextlib import contextmanager
import staffing.cli.planning as planning
from staffing.cli.app import run

left = sys.argv[2].split(",")
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background has Ctrl-C ignored

@contextmanager
def ctrl_c():
    def tell(phase, share):
        if left and phase.startswith(left[0]):
            left.pop(0)
            os.kill(os.getpid(), signal.SIGINT)
    yield tell

planning.progress_bar = ctrl_c
sys.exit(run(["roster", sys.argv[1]]))
"""


def example(name: str, folder: Path) -> Path:
    write_example(name, folder / "w")
    return folder / "w"


def record_of(desk: Path) -> dict[str, Any]:
    (run,) = (desk / "runs").iterdir()
    record: dict[str, Any] = json.loads((run / "run.json").read_text())
    return record


def interrupted(desk: Path, when: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", SCRIPT, str(desk), when], capture_output=True, text=True, check=False)


def test_ctrl_c_during_the_search_keeps_the_best_roster(tmp_path: Path) -> None:
    desk = example("incident-desk", tmp_path)
    done = interrupted(desk, "searching: price")
    assert done.returncode == 130
    assert done.stderr == "staffing: interrupted; this is the best roster found until then\n"
    solver = record_of(desk)["solver"]
    assert (solver["status"], solver["limit_hit"]) == ("feasible", "interrupt")
    assert solver["bound"] <= solver["objective"]
    assert "The search was interrupted" in done.stdout


def test_a_second_ctrl_c_aborts_and_writes_nothing(tmp_path: Path) -> None:
    desk = example("incident-desk", tmp_path)
    done = interrupted(desk, "searching: price,simulating")
    assert (done.returncode, done.stderr.strip()) == (130, "staffing: interrupted")
    assert not (desk / "runs").exists()


def test_ctrl_c_during_the_tie_break_is_told_too(tmp_path: Path) -> None:
    desk = example("seller-escalations", tmp_path)
    done = interrupted(desk, "searching: less")
    assert done.returncode == 130
    solver = record_of(desk)["solver"]
    assert (solver["status"], solver["limit_hit"]) == ("optimal", "interrupt")
