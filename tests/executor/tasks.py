"""Functions that worker processes import by name, and what the tests ask of every place of work."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from staffing.errors import InputError, NoRosterError
from staffing.executor import reporter

ROOT = Path(__file__).resolve().parent.parent.parent


def drawn(task: dict[str, Any]) -> list[float]:
    """Numbers that depend on the seed of the task alone."""
    rng = random.Random(task["seed"])
    return [rng.random() for _ in range(5)]


def drawn_unless_killed(task: dict[str, Any]) -> list[float]:
    """The same; the process is killed as often as the task says, counted by files."""
    folder, deaths = Path(task["folder"]), task.get("deaths", 0)
    so_far = len(list(folder.glob(f"{task['seed']}-*")))
    if so_far < deaths:
        (folder / f"{task['seed']}-{so_far}").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return drawn(task)


def picky(task: str) -> str:
    """Fails in as many ways as there are tasks."""
    if task == "no roster":
        raise NoRosterError("no roster meets the hard rules")
    if task == "input":
        raise InputError("hours is 25; write 0 to 24", file="team.yaml", line=3)
    if task == "bug":
        raise ValueError("nobody thought of this")
    if task == "exit":
        sys.exit(3)
    if task == "no plain data":
        return threading.Lock()  # type: ignore[return-value]
    return task.upper()


def in_steps(task: int) -> int:
    """Tells two phases, from another thread as a solver may."""
    tell = reporter()
    if tell is not None:
        thread = threading.Thread(target=lambda: (tell("searching", 0.0), tell("simulating", 0.5)))
        thread.start()
        thread.join()
    return task


def in_one_step(task: int) -> int:
    """Tells one phase."""
    tell = reporter()
    if tell is not None:
        tell("searching", 0.0)
    return task


def reversed_order(task: dict[str, Any]) -> int:
    """The first task ends only when the second one has."""
    folder, number = Path(task["folder"]), int(task["number"])
    if number == 0:
        while not (folder / "second").exists():
            time.sleep(0.01)
    elif number == 1:
        (folder / "second").touch()
    return number


def surroundings(_: object) -> tuple[int, str | None]:
    """Which process, and how many threads a library may have."""
    return os.getpid(), os.environ.get("NUMBA_NUM_THREADS")


def sleeping(task: dict[str, Any]) -> str:
    """Notes its process and sleeps, unless it is told to be quick."""
    if task["quick"]:
        return "quick"
    path = Path(task["folder"]) / f"pid-{task['seed']}"
    path.with_suffix(".new").write_text(str(os.getpid()))
    path.with_suffix(".new").rename(path)
    time.sleep(600)
    return "slept"
