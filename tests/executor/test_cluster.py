"""A Dask cluster on this machine: the same answers, also when a worker dies, and a clear word on what is wrong."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import distributed
import pytest

from staffing.errors import InputError, NoRosterError, OutsideError
from staffing.executor import Executor, TasksInterrupted, cluster, open_executor, run_tasks, versions
from staffing.executor.outcome import outcome_of
from tests.executor import tasks

START = "start one with: dask scheduler (pip install 'staffing[cluster]')"
CLUSTER = """
import sys
from distributed import LocalCluster

workers = int(sys.argv[1])
with LocalCluster(n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
    print(cluster.scheduler_address, flush=True)
    sys.stdin.read()
"""


@contextmanager
def started(workers: int) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a scheduler with so many workers, and its process; all end with the block."""
    process = subprocess.Popen(
        [sys.executable, "-c", CLUSTER, str(workers)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=tasks.ROOT,
        env={**os.environ, "PYTHONPATH": str(tasks.ROOT)},
    )
    with process:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
        process.communicate()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with started(2) as (address, _):
        yield address


@pytest.fixture(scope="module")
def place(address: str) -> Iterator[Executor]:
    with open_executor(address) as executor:
        yield executor


def test_a_killed_worker_changes_no_answer(place: Executor, tmp_path: Path) -> None:
    given = [{"seed": seed, "folder": str(tmp_path), "deaths": int(seed == 3)} for seed in range(8)]
    outcomes = run_tasks(place, tasks.drawn_unless_killed, given)
    assert [outcome.result() for outcome in outcomes] == [tasks.drawn(task) for task in given]
    assert [path.name for path in tmp_path.iterdir()] == ["3-0"]


def test_a_task_that_fails_does_not_lose_the_others(place: Executor) -> None:
    done: list[int] = []
    given = ["a", "no roster", "bug", "no plain data", "b"]
    outcomes = run_tasks(place, tasks.picky, given, progress=lambda ended, of: done.append(ended))
    assert done == [1, 2, 3, 4, 5]
    assert [outcome.value for outcome in outcomes] == ["A", None, None, None, "B"]
    assert [type(outcome.error) for outcome in outcomes[1:4]] == [NoRosterError, OutsideError, OutsideError]
    assert str(outcomes[2].error) == "the task failed with ValueError: nobody thought of this"


def test_a_task_tells_what_it_is_doing(place: Executor) -> None:
    outcomes = run_tasks(place, tasks.in_steps, [0, 1, 2], on_report=lambda at, what, share: None)
    assert [outcome.value for outcome in outcomes] == [0, 1, 2]


def test_ctrl_c_hands_over_what_had_ended_and_leaves_the_cluster_alone(place: Executor) -> None:
    def enough(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(TasksInterrupted) as told:
        run_tasks(place, tasks.picky, ["a", "b", "c"], progress=enough)
    assert len(told.value.outcomes) == 2
    assert [outcome.value for outcome in run_tasks(place, tasks.picky, ["d"])] == ["D"]


def test_workers_of_another_version_are_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    there = versions.versions()
    monkeypatch.setattr(
        cluster, "difference", lambda here, there: versions.difference({**here, "ortools": "9.99"}, there)
    )
    with pytest.raises(OutsideError) as told, open_executor(address):
        pass
    assert f"has ortools {there['ortools']} instead of 9.99; install the same versions there" in str(told.value)
    assert address in str(told.value)


def test_a_worker_that_came_later_is_compared_before_its_task() -> None:
    reply = cluster.work_in_cluster(tasks.picky, "a", "", 0, {**versions.versions(), "staffing": "9.9"})
    told = f"a worker that came later has staffing {versions.versions()['staffing']} instead of 9.9"
    assert str(outcome_of(reply).error).startswith(told)


def test_every_version_that_differs_is_named() -> None:
    here = {"staffing": "1", "Python": "3.11", "numpy": "2.4"}
    assert versions.difference(here, dict(here)) == ""
    told = versions.difference(here, {"staffing": "1", "Python": "3.12"})
    assert told == "Python 3.12 instead of 3.11 and numpy missing instead of 2.4"


def test_a_scheduler_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SECONDS_TO_CONNECT", 1.0)
    with started(0) as (address, _), pytest.raises(OutsideError) as told, open_executor(address):
        pass
    assert str(told.value) == f"{address} has no workers; start some with: dask worker {address}"


def test_a_scheduler_that_is_lost_fails_the_tasks_that_are_left(tmp_path: Path) -> None:
    given = [{"seed": 0, "folder": str(tmp_path), "quick": True}, {"seed": 1, "folder": str(tmp_path), "quick": False}]
    with started(1) as (address, process), open_executor(address) as place:
        outcomes = run_tasks(place, tasks.sleeping, given, on_result=lambda *_: process.kill())
    assert outcomes[0].value == "quick"
    assert str(outcomes[1].error) == f"the connection to {address} was lost"


@pytest.mark.parametrize(("stumbles", "answers"), [(2, True), (3, False)])
def test_a_client_that_stumbles_over_the_greeting_tries_again(
    address: str, stumbles: int, answers: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, tries = distributed.Client, []

    def stumbling(*args: Any, **rest: Any) -> distributed.Client:
        tries.append(args)
        assert len(tries) > stumbles
        return made(*args, **rest)

    monkeypatch.setattr(distributed, "Client", stumbling)
    if answers:
        with open_executor(address):
            assert len(tries) == 3
        return
    with pytest.raises(OutsideError, match="3 greetings were not understood"), open_executor(address):
        pass


def test_an_address_where_nothing_listens_is_told() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{unused.getsockname()[1]}"
    with pytest.raises(OutsideError) as told, open_executor(address):
        pass
    assert str(told.value) == f"no Dask scheduler answers at {address}: Connection refused; {START}"


@pytest.mark.parametrize(
    ("greeting", "why"),
    [
        (b"", "nothing within 0 s"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "what answers there is something else"),
        (b"bye", "what answers there is something else"),
    ],
)
def test_an_address_of_something_else_is_told(greeting: bytes, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SECONDS_TO_CONNECT", 0.2 if not greeting else 5.0)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(greeting)
                if not greeting:
                    connection.recv(1)

        thread = threading.Thread(target=answer)
        thread.start()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(OutsideError) as told, open_executor(address):
            pass
        thread.join()
    assert str(told.value) == f"no Dask scheduler answers at {address}: {why}; {START}"


def test_a_missing_extra_is_named(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError) as told, open_executor(address):
        pass
    assert str(told.value) == f"executor {address} needs the cluster extra: pip install 'staffing[cluster]'"
