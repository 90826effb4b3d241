"""HiGHS, inside OR-Tools, run so that Ctrl-C is heard and nothing of its own is printed."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from staffing.errors import OutsideError


def run_highs(model: Any, params: Any, known: Any = None) -> Any:
    """The result of MathOpt for a model; `known` are its parameters of the model (a hint, say).

    Raises OutsideError where the solver fails.
    """
    from ortools.math_opt.python import mathopt  # 0.4 s where it is not needed

    return _in_background(lambda: mathopt.solve(model, mathopt.SolverType.HIGHS, params=params, model_params=known))


def _in_background(work: Callable[[], Any]) -> Any:
    """The result of a solve in a thread: the caller would not hear Ctrl-C before HiGHS ends by itself."""
    found: list[Any] = []

    def run() -> None:
        try:
            found.append(work())
        except (AttributeError, ValueError, RuntimeError) as error:  # MathOpt hides what its solver says
            found.append(OutsideError(f"HiGHS failed: {error.__context__ or error}"))

    thread = threading.Thread(target=run, daemon=True)
    with _stdout_to_nowhere():
        thread.start()
        while thread.is_alive():
            thread.join(0.1)
    if isinstance(found[0], OutsideError):
        raise found[0]
    return found[0]


@contextmanager
def _stdout_to_nowhere() -> Iterator[None]:
    """HiGHS prints a line of its own now and then, whatever it is told: it would spoil --json."""
    sys.stdout.flush()
    try:
        real = os.dup(1)
    except OSError:  # there is none
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(real, 1)
        os.close(real)
        os.close(nowhere)
