"""The process of a size: what it says is followed, and however it ends is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import staffing.bench.scale.run as recipe
from staffing.bench.scale.measure import Task, measured, peak_mib
from staffing.bench.scale.run import Scale, run
from staffing.errors import InputError, OutsideError

ROW = {"agents": 10, "objective": 20, "bound": 15, "gap": 0.25, "peak_mib": 7.5, "violations": 0}


def says(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A process that runs this script instead."""
    monkeypatch.setattr(recipe, "COMMAND", (sys.executable, "-c", script))


def test_the_seconds_are_those_of_the_whole_process(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, f"import time; print({json.dumps({'row': ROW})!r}, flush=True); time.sleep(0.5)")
    row = run(10, Scale())
    assert list(row)[:7] == ["agents", "objective", "bound", "gap", "seconds", "peak_mib", "violations"]
    assert row["seconds"] >= 0.5
    assert row["seconds_per_agent"] == pytest.approx(row["seconds"] / 10, abs=0.001)
    assert {name: row[name] for name in ROW} == ROW


def test_the_process_is_given_its_task(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, f"import json, sys; print(json.dumps({{'row': {ROW} | {{'task': json.loads(sys.argv[1])}}}}))")
    row = run(10, Scale(seconds=5.5, seed=3, engine="direct"))
    assert row["task"] == {"agents": 10, "seconds": 5.5, "seed": 3, "engine": "direct", "executor": None}


def test_progress_is_passed_on_and_other_lines_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["hello", "[1]", '{"other": 1}', '{"told": ["price", 5, 4, 0.5]}', json.dumps({"row": ROW})]
    says(monkeypatch, f"print({chr(10).join(lines)!r})")
    told: list[object] = []
    run(10, Scale(), lambda *each: told.append(each))
    assert told == [("price", 5, 4, 0.5)]


ENDS = {
    "an exit code": ("import sys; print('so\\nmany words', file=sys.stderr); sys.exit(3)", "exit code 3: many words"),
    "without a word": ("pass", "its process ended with exit code 0"),
    "a signal": ("import os; os.kill(os.getpid(), 9)", "was ended by SIGKILL, as when memory runs out"),
    "a failure": ("""print('{"failed": "no worker", "input": false}')""", "no worker"),
}


@pytest.mark.parametrize(("script", "said"), ENDS.values(), ids=ENDS)
def test_a_process_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, script: str, said: str) -> None:
    says(monkeypatch, script)
    with pytest.raises(OutsideError, match=said):
        run(10, Scale())


def test_an_input_that_is_wrong_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, """print('{"failed": "the extra is missing", "input": true}')""")
    with pytest.raises(InputError, match="the extra is missing"):
        run(10, Scale())


def test_a_process_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipe, "OVERRUN", (1.0, 0.2))
    says(monkeypatch, "import time; time.sleep(60)")
    with pytest.raises(OutsideError, match="did not end and was ended after"):
        run(10, Scale(seconds=0.3))


def test_ctrl_c_ends_the_process_and_what_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    note = tmp_path / "pids"
    started = "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])"
    told = """print('{"told": ["price", null, 0, 0.1]}', flush=True)"""
    script = (
        f"import os, subprocess, sys, time; other = {started}\n"
        f"open({str(note)!r}, 'w').write(f'{{os.getpid()}} {{other.pid}}')\n{told}\ntime.sleep(60)"
    )
    says(monkeypatch, script)

    def ctrl_c(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(10, Scale(), ctrl_c)
    assert all(ended(int(pid)) for pid in note.read_text().split())


def ended(pid: int) -> bool:
    """Whether a process has ended, or does so within a few seconds."""
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if any(line.startswith("State:\tZ") for line in _status(pid)):
            return True
        time.sleep(0.1)
    return False


def _status(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return []


def test_the_process_of_a_size_ends_with_its_parent() -> None:
    task = json.dumps({"agents": 40, "seed": 1, "seconds": 60.0, "engine": "direct", "executor": None})
    process = subprocess.Popen((*recipe.COMMAND, task), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(30) == 1


def test_an_executor_that_is_none_is_an_input_that_is_wrong() -> None:
    with pytest.raises(InputError, match='executor "cloud" is not known'):
        run(10, Scale(seconds=5, engine="tours", executor="cloud"))


def test_the_bound_of_no_roster_and_its_price_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    from staffing.bench.scale import measure
    from staffing.result import Result, Status

    none = Result(Status.INFEASIBLE, "direct", None, None, 0, (), 0.1)
    monkeypatch.setattr(measure, "solve", lambda *_, **__: none)
    row = measured(Task(10, 1, 5.0, "direct", None), lambda *_: None)
    found = {name: row[name] for name in ("objective", "bound", "gap", "violations", "requests", "faults")}
    assert found == {
        "objective": None, "bound": None, "gap": None, "violations": None, "requests": None, "faults": []
    }  # fmt: skip


def test_the_peak_of_memory_is_that_of_this_process() -> None:
    before = peak_mib()
    assert before is not None
    block = bytearray(64 * 2**20)
    assert peak_mib() >= before
    del block
    assert before > 10
