"""What worker processes import by name in the place of a block's own work."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from staffing.engines.columns.networks.lines import Lines
from staffing.engines.tours.blocks.counts import Found, Piece, counted
from staffing.engines.tours.blocks.joined import lines_of_block
from staffing.engines.tours.people import Task, settle
from staffing.problem import Integers, Problem
from staffing.rules import Rule

MARK = "KILLED_MARK"
"""The variable that names a file which is there once a worker was killed."""


def failing(task: Task) -> None:
    """Ends as a task does that nobody thought of."""
    raise ValueError(f"nobody thought of {len(task.block.choices)} people")


def dying_settle(task: Task) -> Integers:
    """Settles a block, but its process is killed before the first one is."""
    _die_once()
    return settle(task)


def dying_counted(piece: Piece) -> Found:
    """The same for the counts of a block."""
    _die_once()
    return counted(piece)


def dying_lines(task: tuple[Problem, tuple[Rule, ...]]) -> Lines:
    """The same for the lines of a block's people."""
    _die_once()
    return lines_of_block(task)


def _die_once() -> None:
    try:
        (Path(os.environ[MARK])).touch(exist_ok=False)
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
