"""Blocks worked on an executor: all of them, or an error that says which one was not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from staffing.errors import OutsideError
from staffing.executor import Executor, Outcome, TasksInterrupted, run_tasks
from staffing.executor.outcome import Function


def worked(executor: Executor, function: Function, tasks: Sequence[Any], people: Sequence[int]) -> list[Any]:
    """What became of each task, in their order; `people` of each block.

    A task that kept its best on Ctrl-C says so by `interrupted`; then no other is begun, and where some had not ended,
    KeyboardInterrupt is raised. Raises OutsideError for a block that was not worked.
    """
    try:
        outcomes = run_tasks(executor, function, tasks, on_result=_heard)
    except TasksInterrupted as stop:
        if len(stop.outcomes) < len(tasks):
            raise
        outcomes = list(stop.outcomes.values())
    for outcome, count in zip(outcomes, people, strict=True):
        if outcome.error is not None:
            raise OutsideError(f"a block of {count} people was not settled: {outcome.error}")
    return [outcome.value for outcome in outcomes]


def _heard(_: int, outcome: Outcome) -> None:
    if getattr(outcome.value, "interrupted", False):
        raise KeyboardInterrupt
