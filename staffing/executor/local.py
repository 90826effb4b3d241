"""`local:N`: processes of this machine. A worker that dies costs its task one retry, not the pool.

The standard library's pool gives up every task when one worker dies; here each worker has a pipe of its own, so it
is known which task it held. That task is run once more, in a fresh process; if that dies too, the task has failed.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any

from staffing.errors import OutsideError
from staffing.executor import worker as messages
from staffing.executor.outcome import Function, Outcome, failure, lost, outcome_of
from staffing.executor.run import Ended, OnReport

ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
"""Libraries read these when they are loaded: each task has one thread, as there are as many workers as cores."""
ENDED = ("ended", None)
DEATHS_OF_A_TASK = 2
FAILED_STARTS = 3
"""So many processes in a row that end before they are ready: no process will be."""


class Worker:
    """One process, its pipe, and the place of the task it holds or is to hold."""

    def __init__(self, task: int | None) -> None:
        context = get_context("spawn")
        self.task, self.ready = task, False
        self.pipe: Connection[Any, Any]
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=messages.serve, args=(theirs,), daemon=True)
        try:
            with _one_thread(), _without_ctrl_c():
                self.process.start()
        except OSError as error:
            self.pipe.close()
            raise OutsideError(f"a worker process cannot be started: {error.strerror or error}") from None
        finally:
            theirs.close()  # so that the pipe ends when the process does

    def stop(self) -> int:
        """End the process at once, whatever it does; its exit code."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        code = self.process.exitcode
        self.process.close()
        return code or 0

    def ended(self) -> int:
        """The exit code of a process that has ended, or closed its pipe and is about to."""
        self.process.join(timeout=1)
        return self.stop()


class Local:
    """A pool of long-lived processes, started when the first tasks come."""

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self.workers: list[Worker] = []

    def run(self, function: Function, tasks: Sequence[Any], on_report: OnReport | None) -> Ended:
        """The outcomes as they end; closed early or interrupted, all processes are stopped."""
        self._forget_the_dead()
        try:
            yield from _Run(self, function, tasks, on_report).outcomes()
        except BaseException:  # a message may have been cut in two: no pipe can be trusted
            self.close()
            raise

    def close(self) -> None:
        """End all processes."""
        self._drop(list(self.workers))

    def _forget_the_dead(self) -> None:
        """Those that died between two runs cost no task a retry."""
        self._drop([worker for worker in self.workers if not worker.process.is_alive()])

    def _drop(self, workers: list[Worker]) -> None:
        for worker in workers:
            self.workers.remove(worker)
            worker.stop()


class _Run:
    """One run of tasks on a pool: which wait, how often each died, and what has ended but was not told yet."""

    def __init__(self, pool: Local, function: Function, tasks: Sequence[Any], on_report: OnReport | None) -> None:
        self.pool, self.function, self.tasks, self.on_report = pool, function, tasks, on_report
        self.waiting = deque(range(len(tasks)))
        self.deaths: dict[int, list[int]] = {}
        self.failed_starts = 0
        self.ended: deque[tuple[int, Outcome]] = deque()

    def outcomes(self) -> Ended:
        """All places and outcomes as they end."""
        left = len(self.tasks)
        for worker in list(self.pool.workers):
            if worker.ready:
                self._next_task(worker)
        while left:
            self._keep_workers(left)
            self._wait()
            while self.ended:
                yield self.ended.popleft()
                left -= 1

    def _keep_workers(self, left: int) -> None:
        while len(self.pool.workers) < min(self.pool.processes, left):
            self.pool.workers.append(Worker(None))

    def _wait(self) -> None:
        """Until something happens to a worker, then take all that has."""
        by_handle: dict[Any, Worker] = {}
        for worker in self.pool.workers:
            by_handle |= {worker.pipe: worker, worker.process.sentinel: worker}
        if self.ended:  # of tasks that could not be sent
            return
        happened = {id(by_handle[handle]): by_handle[handle] for handle in wait(list(by_handle))}
        for worker in happened.values():
            self._take(worker)

    def _take(self, worker: Worker) -> None:
        """All messages of a worker, then its end: a reply that it sent before it died counts."""
        alive = worker.process.is_alive()  # asked first: what it sent before its end is then in the pipe
        while (message := _received(worker.pipe)) is not None:
            if message is ENDED:
                alive = False
                break
            self._heard(worker, *message)
        if not alive:
            self._died(worker)

    def _heard(self, worker: Worker, head: str, body: Any) -> None:
        if head == messages.TOLD:
            if self.on_report is not None and worker.task is not None:
                self.on_report(worker.task, *body)
            return
        if head == messages.READY:
            worker.ready, self.failed_starts = True, 0
        elif worker.task is not None:
            self.ended.append((worker.task, outcome_of(body)))
            worker.task = None
        self._next_task(worker)

    def _next_task(self, worker: Worker) -> None:
        """Send the worker the task it is to hold, or the next one."""
        while worker.task is not None or self.waiting:
            if worker.task is None:
                worker.task = self.waiting.popleft()
            try:
                worker.pipe.send((self.function, self.tasks[worker.task], self.on_report is not None))
            except OSError:  # it has died: its end is noticed next
                return
            except Exception as error:  # no plain data; nothing of it was sent
                self.ended.append((worker.task, outcome_of(failure(error))))
                worker.task = None
            else:
                return

    def _died(self, worker: Worker) -> None:
        self.pool.workers.remove(worker)
        code, task = worker.ended(), worker.task
        if not worker.ready:
            self._did_not_start(code)
        elif task is not None:
            self.deaths.setdefault(task, []).append(code)
            if len(self.deaths[task]) == DEATHS_OF_A_TASK:
                ends = " and ".join(_in_words(code) for code in self.deaths[task])
                self.ended.append((task, lost(f"the task's worker process died, and so did a second one: {ends}")))
                return
        if task is not None:
            self.pool.workers.append(Worker(task))

    def _did_not_start(self, code: int) -> None:
        self.failed_starts += 1
        if self.failed_starts == FAILED_STARTS:
            raise OutsideError(
                f"worker processes end before they are ready: {_in_words(code)}; a script that starts them must do so "
                'below if __name__ == "__main__"'
            )


def _received(pipe: Connection[Any, Any]) -> tuple[str, Any] | None:
    """The next message; None where there is none yet, ENDED where there will be none."""
    try:
        if not pipe.poll():
            return None
        message: tuple[str, Any] = pipe.recv()
    except (EOFError, OSError):
        return ENDED
    except Exception as error:  # a value that cannot be read here
        return messages.REPLY, failure(error)
    return message


def _in_words(code: int) -> str:
    """An exit code: "exit code 3", "signal 9 (SIGKILL), as when memory runs out"."""
    if code >= 0:
        return f"exit code {code}"
    name = signal.Signals(-code).name if -code in set(signal.Signals) else "unknown"
    return f"signal {-code} ({name})" + (", as when memory runs out" if name == "SIGKILL" else "")


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Processes started in this block never see Ctrl-C, which a terminal sends to all: it is the parent's affair.

    To ignore it there would not be enough: a solver takes the signal back during its search, and would return early
    with what looks like a whole result. Here, the signal waits until the block ends.
    """
    if not hasattr(signal, "pthread_sigmask"):  # elsewhere than on POSIX
        yield
        return
    resource_tracker.ensure_running()  # as it starts, it unblocks the signal
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _one_thread() -> Iterator[None]:
    """What a process inherits that is started in this block."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
