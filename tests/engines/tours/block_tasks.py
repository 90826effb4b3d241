"""What worker processes import by name in the place of a block's own work."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from staffing.engines.tours.people import Task, settle
from staffing.problem import Integers

MARK = "KILLED_MARK"
"""The variable that names a file which is there once a worker was killed."""


def failing(task: Task) -> None:
    """Ends as a task does that nobody thought of."""
    raise ValueError(f"nobody thought of {len(task.block.choices)} people")


def dying_once(task: Task) -> Integers:
    """Settles a block, but its process is killed before the first one is."""
    try:
        (Path(os.environ[MARK])).touch(exist_ok=False)
    except FileExistsError:
        return settle(task)
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError
