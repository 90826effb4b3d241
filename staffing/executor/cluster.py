"""`tcp://HOST:PORT`: the workers of a dask.distributed scheduler.

The scheduler gives the task of a worker that died to another one. Start workers with one thread each, and with
NUMBA_NUM_THREADS=1, so that a task has one core as in `local:N`. On Ctrl-C, tasks that wait are taken back; one that
runs is left to end, as a scheduler cannot stop it, and its result is dropped. Reports of tasks arrive where the
scheduler passes them on; one may be lost.

Whoever reaches the port of a scheduler can run anything on its workers: keep it on a network of your own.
"""

from __future__ import annotations

import logging
import queue
import socket
import struct
import time
import uuid
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from staffing.errors import InputError, OutsideError
from staffing.executor.outcome import Function, Outcome, Reply, Tell, carry_out, failure, lost, outcome_of
from staffing.executor.run import Ended, OnReport
from staffing.executor.spec import Spec
from staffing.executor.versions import difference, versions

if TYPE_CHECKING:
    from distributed import Client, Future

SECONDS_TO_CONNECT = 4.0
GREETINGS = 3
"""Tries to connect: now and then a scheduler's greeting and other news of it come together, and the client stumbles."""
SECONDS_WITHOUT_WORKERS = 30.0
"""So long a scheduler may be without any worker, as while a dead one is started again."""
SECONDS_TO_FETCH = 10.0
"""A result; then it is looked whether it was lost, and asked for again."""
SECONDS_BETWEEN_LOOKS = 0.5
RETRIES = 2
"""Of a task whose place failed, beside those that the scheduler makes when a worker dies."""
REPORT = -1
"""In place of a task's place, where the news is a report."""
LONGEST_GREETING = 1 << 20
"""Bytes; a scheduler's first message is far shorter."""


class Cluster:
    """A connection to a scheduler whose workers have been compared with this process."""

    def __init__(self, place: Spec) -> None:
        self.address = place.address
        _check_alive(place)
        self.client = _connected(self.address)
        try:
            self._compare_workers()
        except BaseException:
            self.client.close()
            raise

    def run(self, function: Function, tasks: Sequence[Any], on_report: OnReport | None) -> Ended:
        """The outcomes as they end; what has not begun when it is closed early is taken back."""
        run = _Run(self, on_report)
        try:
            for place, task in enumerate(tasks):
                run.submit(function, task, place)
            left = set(range(len(tasks)))
            while left:
                for place, outcome in run.next_ended(left):
                    left.remove(place)
                    yield place, outcome
        finally:
            run.give_back()

    def close(self) -> None:
        """End the connection; the scheduler and its workers go on."""
        self.client.close()

    def _compare_workers(self) -> None:
        """Raise OutsideError where there are no workers, or some of other versions."""
        try:
            self.client.wait_for_workers(1, timeout=SECONDS_TO_CONNECT)
        except TimeoutError:
            raise OutsideError(f"{self.address} has no workers; start some with: dask worker {self.address}") from None
        for worker, there in sorted(self.client.run(versions, on_error="return").items()):
            if isinstance(there, BaseException):
                raise OutsideError(
                    f"worker {worker} of {self.address} cannot run tasks of staffing {versions()['staffing']}: {there}"
                )
            if wrong := difference(versions(), there):
                raise OutsideError(f"worker {worker} of {self.address} has {wrong}; install the same versions there")


class _Run:
    """One run of tasks: what was submitted, and the news of it, which come in other threads."""

    def __init__(self, cluster: Cluster, on_report: OnReport | None) -> None:
        self.address, self.client, self.on_report = cluster.address, cluster.client, on_report
        self.news: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()
        self.futures: dict[int, Future[Any]] = {}
        """Of the tasks that have not ended: the cluster keeps a result as long as somebody holds its future."""
        self.again: list[tuple[int, Future[Any]]] = []
        """Whose result was lost with its worker before it came here: they are worked again."""
        self.topic = f"staffing-{uuid.uuid4().hex}" if on_report is not None else ""
        if self.topic:
            self.client.subscribe_topic(self.topic, lambda event: self.news.put((REPORT, event[1])))

    def submit(self, function: Function, task: Any, place: int) -> None:
        """Hand one task to the scheduler."""
        work = (function, task, self.topic, place, versions())
        with warnings.catch_warnings():  # it holds that large data should lie with the workers; there it can die
            warnings.filterwarnings("ignore", message="Sending large graph")
            future: Future[Any] = self.client.submit(work_in_cluster, *work, pure=False, retries=RETRIES)
        self.futures[place] = future
        future.add_done_callback(lambda ended: self.news.put((place, ended)))

    def next_ended(self, left: set[int]) -> list[tuple[int, Outcome]]:
        """What ended next; everything that is left where no worker can be hoped for."""
        since = time.monotonic()
        while True:
            try:
                place, what = self.news.get(timeout=SECONDS_BETWEEN_LOOKS)
            except queue.Empty:
                if self._workers():
                    since = time.monotonic()
                elif time.monotonic() - since > SECONDS_WITHOUT_WORKERS:
                    outcome = lost(f"{self.address} has had no worker for {SECONDS_WITHOUT_WORKERS:.0f} s")
                    return [(place, outcome) for place in sorted(left)]
                while self.again:
                    self.news.put(self.again.pop())
                continue
            if place == REPORT:
                if self.on_report is not None:
                    self.on_report(*what)
            elif (ended := self._outcome(what)) is not None:
                del self.futures[place]
                return [(place, ended)]
            else:
                self.again.append((place, what))

    def give_back(self) -> None:
        """What has not begun is not begun any more."""
        if self.client.status == "running":
            if self.topic:
                self.client.unsubscribe_topic(self.topic)
            self.client.cancel(list(self.futures.values()), force=True)

    def _outcome(self, future: Future[Any]) -> Outcome | None:
        """None where there will be one later."""
        if future.status == "finished":
            try:
                return outcome_of(future.result(timeout=SECONDS_TO_FETCH))
            except TimeoutError:
                return None
            except Exception as error:  # it cannot be read here
                return outcome_of(failure(error))
        if future.status == "error":
            return lost(f"{self.address} could not have the task worked: {future.exception()}")
        if self.client.status == "running" and future.status != "cancelled":
            return None
        return lost(f"the connection to {self.address} was lost")

    def _workers(self) -> bool:
        return bool(self.client.scheduler_info(n_workers=-1)["workers"])


def work_in_cluster(function: Function, task: Any, topic: str, place: int, expected: dict[str, str]) -> Reply:
    """What a worker of the cluster does; one that came later is compared here."""
    if wrong := difference(expected, versions()):
        return failure(OutsideError(f"a worker that came later has {wrong}; install the same versions there"))
    return carry_out(function, task, _teller(topic, place) if topic else None)


def _teller(topic: str, place: int) -> Tell:
    from distributed import get_worker

    worker = get_worker()
    return lambda what, share: worker.log_event(topic, [place, what, share])


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise InputError(f"executor {address} needs the cluster extra: pip install 'staffing[cluster]'") from None
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # a lost connection is told by an outcome
    for _ in range(GREETINGS):
        try:
            with warnings.catch_warnings():  # versions are compared and told by ourselves
                warnings.simplefilter("ignore")
                return Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ImportError, ValueError) as error:  # ImportError: the scheduler refuses our versions
            raise _no_answer(address, error) from None
        except AssertionError:  # news that came with the greeting, which the client takes for a part of it
            continue
    raise _no_answer(address, f"{GREETINGS} greetings were not understood")


def _check_alive(place: Spec) -> None:
    """Raise OutsideError unless a scheduler greets who connects: the client would wait for a greeting for ever."""
    try:
        with socket.create_connection((place.host, place.port), timeout=SECONDS_TO_CONNECT) as connection:
            size: int = struct.unpack("<Q", connection.makefile("rb").read(8))[0]
    except TimeoutError:
        raise _no_answer(place.address, f"nothing within {SECONDS_TO_CONNECT:.0f} s") from None
    except OSError as error:
        raise _no_answer(place.address, error.strerror or error) from None
    except struct.error:
        size = LONGEST_GREETING
    if size >= LONGEST_GREETING:
        raise _no_answer(place.address, "what answers there is something else")


def _no_answer(address: str, why: object) -> OutsideError:
    return OutsideError(
        f"no Dask scheduler answers at {address}: {why}; start one with: dask scheduler"
        " (pip install 'staffing[cluster]')"
    )


__all__ = ["Cluster", "work_in_cluster"]
