"""`local:N`: one retry for the task of a worker that died, and no process is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from staffing.errors import OutsideError
from staffing.executor import open_executor, run_tasks
from tests.executor import tasks

INTERRUPTED = """
import sys
from staffing.executor import TasksInterrupted, run_tasks
from tests.executor.tasks import sleeping

folder = sys.argv[1]
given = [{"seed": seed, "folder": folder, "quick": seed == 1} for seed in range(6)]
try:
    run_tasks("local:2", sleeping, given, on_result=lambda at, outcome: print("ended", at, flush=True))
except TasksInterrupted as interrupt:
    print({at: outcome.value for at, outcome in interrupt.outcomes.items()})
    sys.exit(130)
"""
SCRIPT = """
from staffing.errors import OutsideError
from staffing.executor import run_tasks

def doubled(task):
    return 2 * task

def main():
    try:
        print([outcome.value for outcome in run_tasks("local:2", doubled, [1, 2, 3])])
    except OutsideError as error:
        print(error)

"""


def soon(holds: Callable[[], bool]) -> bool:
    """Whether something holds, now or within half a minute."""
    for _ in range(1500):
        if holds():
            return True
        time.sleep(0.02)
    return False


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status, threads = Path(f"/proc/{pid}/stat"), Path(f"/proc/{pid}/task")
    if not status.exists():
        return True
    # the first thread is a zombie while others still end, and only then can its parent see the end of the process
    return status.read_text().rpartition(")")[2].split()[0] != "Z" or len(list(threads.iterdir())) > 1


def test_a_killed_worker_costs_its_task_one_retry(tmp_path: Path) -> None:
    given = [{"seed": seed, "folder": str(tmp_path), "deaths": int(seed in (0, 3))} for seed in range(8)]
    outcomes = run_tasks("local:2", tasks.drawn_unless_killed, given)
    assert [outcome.result() for outcome in outcomes] == [tasks.drawn(task) for task in given]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0-0", "3-0"]


def test_a_task_that_kills_two_workers_fails_and_the_others_go_on(tmp_path: Path) -> None:
    given = [{"seed": seed, "folder": str(tmp_path), "deaths": 5 * int(seed == 1)} for seed in range(6)]
    outcomes = run_tasks("local:2", tasks.drawn_unless_killed, given)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1-0", "1-1"]
    end = "signal 9 (SIGKILL), as when memory runs out"
    assert type(outcomes[1].error) is OutsideError
    assert str(outcomes[1].error) == f"the task's worker process died, and so did a second one: {end} and {end}"
    assert [outcomes[at].result() for at in (0, 2, 3, 4, 5)] == [tasks.drawn(given[at]) for at in (0, 2, 3, 4, 5)]


def test_a_worker_that_dies_between_two_runs_costs_nothing(tmp_path: Path) -> None:
    with open_executor("local:1") as place:
        (first,) = run_tasks(place, tasks.surroundings, [0])
        os.kill(first.result()[0], signal.SIGKILL)
        assert soon(lambda: not runs(first.result()[0]))
        given = [{"seed": 1, "folder": str(tmp_path), "deaths": 1}]
        assert run_tasks(place, tasks.drawn_unless_killed, given)[0].result() == tasks.drawn(given[0])


def test_results_keep_the_order_of_the_tasks_when_they_end_in_another(tmp_path: Path) -> None:
    ended: list[int] = []
    given = [{"number": number, "folder": str(tmp_path)} for number in range(2)]
    outcomes = run_tasks("local:2", tasks.reversed_order, given, on_result=lambda at, _: ended.append(at))
    assert ended == [1, 0]
    assert [outcome.value for outcome in outcomes] == [0, 1]


def test_workers_are_kept_from_run_to_run_and_have_one_thread_each() -> None:
    before = os.environ.get("NUMBA_NUM_THREADS")
    with open_executor("local:1") as place:
        first, second = (run_tasks(place, tasks.surroundings, [0])[0].result() for _ in range(2))
    assert first == second
    assert first[1] == "1"
    assert os.environ.get("NUMBA_NUM_THREADS") == before
    assert not runs(first[0])


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_its_parent(tmp_path: Path, ending: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        cwd=tasks.ROOT,
    )
    with parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ended 1\n"
        assert soon(lambda: len(list(tmp_path.glob("pid-?"))) == 2)
        workers = [int(path.read_text()) for path in tmp_path.glob("pid-?")]
        if ending == signal.SIGINT:  # as a terminal does: to the parent and its workers alike
            os.killpg(parent.pid, ending)
        else:
            parent.kill()
        out, err = parent.communicate(timeout=60)
    assert soon(lambda: not any(map(runs, workers)))
    if ending == signal.SIGINT:
        assert (parent.returncode, out, err) == (130, "{1: 'quick'}\n", "")


def test_a_guarded_script_may_hold_the_function_itself(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT + 'if __name__ == "__main__":\n    main()\n')
    done = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[2, 4, 6]\n", "")


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT + "main()\n")
    done = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.endswith(
        'end before they are ready: exit code 1; a script that starts them must do so below if __name__ == "__main__"\n'
    )
