"""What holds wherever tasks run, here for `serial` and `local:2`."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from staffing.errors import InputError, NoRosterError, OutsideError
from staffing.executor import Executor, Outcome, TasksInterrupted, open_executor, run_tasks
from tests.executor import tasks

SEEDS = [{"seed": seed} for seed in range(7)]


@pytest.fixture(scope="module", params=["serial", "local:2"])
def place(request: pytest.FixtureRequest) -> Iterator[Executor]:
    with open_executor(request.param) as executor:
        yield executor


def test_results_stand_in_the_order_of_the_tasks_and_depend_on_their_seeds_only(place: Executor) -> None:
    outcomes = run_tasks(place, tasks.drawn, SEEDS)
    assert [outcome.result() for outcome in outcomes] == [tasks.drawn(task) for task in SEEDS]


def test_no_tasks_no_results(place: Executor) -> None:
    assert run_tasks(place, tasks.drawn, []) == []


def test_a_task_that_fails_does_not_lose_the_others(place: Executor) -> None:
    failing = ["a", "no roster", "input", "bug", "exit", "b"]
    outcomes = run_tasks(place, tasks.picky, failing)
    assert [outcome.value for outcome in outcomes] == ["A", None, None, None, None, "B"]
    told = [(type(outcome.error), str(outcome.error)) for outcome in outcomes[1:5]]
    assert told == [
        (NoRosterError, "no roster meets the hard rules"),
        (InputError, "team.yaml:3 hours is 25; write 0 to 24"),
        (OutsideError, "the task failed with ValueError: nobody thought of this"),
        (OutsideError, "the task failed with SystemExit: 3"),
    ]
    assert "in picky" in outcomes[3].trace
    with pytest.raises(NoRosterError):
        outcomes[1].result()


def test_progress_counts_the_tasks_that_ended(place: Executor) -> None:
    told: list[tuple[int, int]] = []
    run_tasks(place, tasks.drawn, SEEDS, progress=lambda done, of: told.append((done, of)))
    assert told == [(done, 7) for done in range(1, 8)]


def test_each_result_is_told_once_as_it_comes(place: Executor) -> None:
    told: dict[int, Outcome] = {}
    outcomes = run_tasks(place, tasks.drawn, SEEDS, on_result=lambda at, outcome: told.update({at: outcome}))
    assert [told[at] for at in range(7)] == outcomes


def test_a_task_tells_what_it_is_doing_only_where_somebody_listens(place: Executor) -> None:
    told: list[tuple[int, str, float]] = []
    run_tasks(place, tasks.in_steps, [0, 1, 2], on_report=lambda at, what, share: told.append((at, what, share)))
    assert sorted(told) == sorted((at, *step) for at in range(3) for step in (("searching", 0.0), ("simulating", 0.5)))
    assert [outcome.value for outcome in run_tasks(place, tasks.in_steps, [3, 4])] == [3, 4]


def test_ctrl_c_hands_over_what_had_ended(place: Executor) -> None:
    def enough(done: int, _: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(TasksInterrupted) as told:
        run_tasks(place, tasks.drawn, SEEDS, progress=enough)
    assert {at: outcome.value for at, outcome in told.value.outcomes.items()} == {
        at: tasks.drawn(SEEDS[at]) for at in told.value.outcomes
    }
    assert len(told.value.outcomes) == 3
    assert [outcome.value for outcome in run_tasks(place, tasks.drawn, SEEDS)] == [tasks.drawn(x) for x in SEEDS]


def test_what_a_callback_raises_ends_the_run(place: Executor) -> None:
    def full(at: int, outcome: Outcome) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        run_tasks(place, tasks.drawn, SEEDS, on_result=full)


def test_what_a_report_raises_ends_the_run(place: Executor) -> None:
    def closed(at: int, what: str, share: float) -> None:
        raise BrokenPipeError("the terminal is gone")

    with pytest.raises(BrokenPipeError, match="the terminal is gone"):
        run_tasks(place, tasks.in_one_step, [1, 2], on_report=closed)


def test_a_function_that_workers_cannot_import_is_refused(place: Executor) -> None:
    with pytest.raises(ValueError, match="does not stand at the top of a module; workers cannot import it"):
        run_tasks(place, lambda task: task, [1])


def test_the_seam_loads_no_pool_and_no_cluster() -> None:
    code = (
        "import sys, staffing.executor; print({'multiprocessing', 'numpy', 'distributed', 'dask'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tasks.ROOT)
    assert done.stdout == "set()\n"


def test_a_text_opens_the_place_for_one_run(tmp_path: Path) -> None:
    assert [outcome.value for outcome in run_tasks("local:1", tasks.picky, ["a"])] == ["A"]
    with pytest.raises(InputError, match='executor "local:0" needs'):
        run_tasks("local:0", tasks.picky, ["a"])


def test_what_is_no_plain_data_fails_alone() -> None:
    outcomes = run_tasks("local:2", tasks.picky, ["a", threading.Lock(), "no plain data", "b"])
    assert [outcome.value for outcome in outcomes] == ["A", None, None, "B"]
    assert "cannot pickle '_thread.lock' object" in str(outcomes[1].error)
    assert "cannot pickle '_thread.lock' object" in str(outcomes[2].error)
