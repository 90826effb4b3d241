"""HiGHS, inside OR-Tools, on a model given as a whole: a value for every column, and a bound."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from staffing.hiring.starts.program import Floats
from staffing.service.highs import run_highs

SEED = 1
NODES = 1_000
"""Of the branch and bound, after which it has proved little more and found nothing better (docs/method.md); so it ends
by work and not by the clock.
"""


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
        params.node_limit = NODES
    known = mathopt.ModelSolveParameters()
    if hint is not None:
        given = dict(zip(columns[: len(hint)], hint.tolist(), strict=True))
        known.solution_hints.append(mathopt.SolutionHint(variable_values=given))
    result = run_highs(model, params, known)
    bound = float(result.termination.objective_bounds.dual_bound)
    if not result.has_primal_feasible_solution():
        return Found(None, bound)
    return Found(np.array(result.variable_values(columns)), bound, float(result.objective_value()))
