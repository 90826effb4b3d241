"""HiGHS, inside OR-Tools, on a model given as a whole: a value for every column, and a bound."""

from __future__ import annotations

import math
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from staffing.errors import OutsideError
from staffing.hiring.starts.program import Floats

SEED = 1


@dataclass(frozen=True, eq=False)
class Found:
    """Values of all columns (None where none were found in time) and a bound on the objective, maybe -inf."""

    values: Floats | None
    bound: float
    objective: float = math.inf


def relaxed(proto: Any, seconds: float) -> Found:
    """The linear program: whole numbers need not be whole."""
    whole = list(proto.variables.integers)
    proto.variables.integers[:] = [False] * len(whole)
    found = _solve(proto, seconds, None, None)
    proto.variables.integers[:] = whole
    return found


def whole(proto: Any, seconds: float, gap: float, hint: Floats | None = None) -> Found:
    """Whole numbers within a relative `gap` of the best, from a plan known already (values of the whole columns)."""
    return _solve(proto, seconds, gap, hint)


def _solve(proto: Any, seconds: float, gap: float | None, hint: Floats | None) -> Found:
    from ortools.math_opt.python import mathopt  # 0.4 s where it is not needed

    model = mathopt.Model.from_model_proto(proto)
    columns = list(model.variables())
    params = mathopt.SolveParameters(time_limit=timedelta(seconds=max(0.01, seconds)), random_seed=SEED)
    if gap is not None:
        params.relative_gap_tolerance = gap
    known = mathopt.ModelSolveParameters()
    if hint is not None:
        given = dict(zip(columns[: len(hint)], hint.tolist(), strict=True))
        known.solution_hints.append(mathopt.SolutionHint(variable_values=given))
    result = _in_background(lambda: mathopt.solve(model, mathopt.SolverType.HIGHS, params=params, model_params=known))
    bound = float(result.termination.objective_bounds.dual_bound)
    if not result.has_primal_feasible_solution():
        return Found(None, bound)
    return Found(np.array(result.variable_values(columns)), bound, float(result.objective_value()))


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
