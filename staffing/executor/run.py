"""Run tasks at a place: results in the order of the tasks, failures one by one, Ctrl-C at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, Protocol

from staffing.executor.outcome import Function, Outcome, Tell, carry_out, outcome_of
from staffing.executor.spec import Spec, read_spec

Progress = Callable[[int, int], None]
"""Called after each task with the number of tasks that ended and of all."""
OnResult = Callable[[int, Outcome], None]
"""Called with a task's place and its outcome as soon as it ends, in whatever order they end."""
OnReport = Callable[[int, str, float], None]
"""Called with a task's place, what it is doing and the share of it that is done."""
Ended = Generator[tuple[int, Outcome], None, None]
"""The tasks' places and outcomes as they end; closed early, it stops what still runs."""


class Executor(Protocol):
    """A place where tasks are run."""

    def run(self, function: Function, tasks: Sequence[Any], on_report: OnReport | None) -> Ended:
        """The outcomes of all tasks as they end."""

    def close(self) -> None:
        """Give back what it holds."""


class TasksInterrupted(KeyboardInterrupt):
    """Ctrl-C while tasks ran; `outcomes` has those of the tasks that had ended, by their places."""

    def __init__(self, outcomes: dict[int, Outcome]) -> None:
        super().__init__()
        self.outcomes = outcomes


class Serial:
    """One task after the other in this process."""

    def run(self, function: Function, tasks: Sequence[Any], on_report: OnReport | None) -> Ended:
        """The outcomes in the order of the tasks."""
        for place, task in enumerate(tasks):
            raised: list[Exception] = []
            tell = None if on_report is None else _of_task(on_report, place, raised)
            reply = carry_out(function, task, tell)
            if raised:
                raise raised[0]
            yield place, outcome_of(reply)

    def close(self) -> None:
        """It holds nothing."""


@contextmanager
def open_executor(spec: str | Spec) -> Iterator[Executor]:
    """A place for several runs of tasks; its processes or its connection end with the block.

    Raises InputError for a text that names no place (`read_spec`) and where the `cluster` extra is missing;
    OutsideError where a scheduler does not answer, has no workers, or has some of other versions.
    """
    place = read_spec(spec) if isinstance(spec, str) else spec
    executor: Executor
    if place.kind == "local":
        from staffing.executor.local import Local

        executor = Local(place.processes)
    elif place.kind == "tcp":
        from staffing.executor.cluster import Cluster

        executor = Cluster(place)
    else:
        executor = Serial()
    with closing(executor):
        yield executor


def run_tasks(
    where: Executor | str,
    function: Function,
    tasks: Sequence[Any],
    *,
    progress: Progress | None = None,
    on_result: OnResult | None = None,
    on_report: OnReport | None = None,
) -> list[Outcome]:
    """The outcomes of tasks, in the order of the tasks. A task that fails does not stop the others.

    `function` stands at the top of a module that workers can import, else ValueError. The callbacks are called here,
    in this thread; what they raise ends the run. On Ctrl-C the workers of `local` are stopped at once, those of a
    scheduler get no further task, and TasksInterrupted, a KeyboardInterrupt, has the outcomes so far. A task in
    `serial` that takes Ctrl-C itself, as a search that keeps its best does, ends as it likes and the next one begins:
    raise KeyboardInterrupt from `on_result` where its value says so.
    """
    _check_importable(function)
    if isinstance(where, str):
        with open_executor(where) as executor:
            return run_tasks(executor, function, tasks, progress=progress, on_result=on_result, on_report=on_report)
    outcomes: dict[int, Outcome] = {}
    try:
        with closing(where.run(function, tasks, on_report)) as ended:
            for place, outcome in ended:
                outcomes[place] = outcome
                if on_result is not None:
                    on_result(place, outcome)
                if progress is not None:
                    progress(len(outcomes), len(tasks))
    except KeyboardInterrupt:
        raise TasksInterrupted(dict(sorted(outcomes.items()))) from None
    return [outcomes[place] for place in range(len(tasks))]


def _of_task(on_report: OnReport, place: int, raised: list[Exception]) -> Tell:
    """Tells the reports of one task; what the listener raises is kept: it is no failure of the task."""

    def tell(what: str, share: float) -> None:
        try:
            on_report(place, what, share)
        except Exception as error:
            raised.append(error)
            raise

    return tell


def _check_importable(function: Function) -> None:
    """Workers get the function's name, not its code."""
    module, name = getattr(function, "__module__", ""), getattr(function, "__qualname__", "")
    if getattr(sys.modules.get(module), name, None) is not function:
        raise ValueError(f"{name or function!r} does not stand at the top of a module; workers cannot import it")
