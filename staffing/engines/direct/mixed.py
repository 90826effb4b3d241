"""The counts solved by HiGHS, inside OR-Tools: the linear program, then whole people next to its solution.

The restriction to the linear program's support is what finds a good solution in seconds: each count may only become one
of the two whole numbers beside its value (docs/engines.md).
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from staffing.engines.direct.counts import Counts, Numbers
from staffing.problem import Integers
from staffing.service.highs import run_highs

NEARLY = 1e-6
"""A value this near to a whole number is one; and so much of a bound may be rounding."""


@dataclass(frozen=True, eq=False)
class Needed:
    """[C, D, S] people of each class on each shift (None where none were found in time), and the bound on any price.

    `cut` says whether the clock ended the search.
    """

    counts: Integers | None
    bound: int
    cut: bool


def solve_counts(counts: Counts, gap: float, seconds: float, seed: int) -> Needed:
    """Counts within a `gap` of the best ones next to the linear program; its value is the bound.

    The search ends at the gap, a matter of the problem alone, unless the clock ends it before. Raises OutsideError
    where the solver fails.
    """
    begun = time.monotonic()
    proto = _proto(counts)
    columns = counts.counts[counts.counts >= 0]
    relaxed = _solve(proto, _parameters(seconds, seed, gap, linear=True))
    if relaxed is None:
        return Needed(None, 0, True)
    value, objective = relaxed
    bound = max(0, math.ceil(objective - NEARLY * (1 + abs(objective))))
    proto.variables.integers[:] = _flags(len(value), columns)
    for column in columns.tolist():
        proto.variables.lower_bounds[column] = math.floor(value[column] + NEARLY)
        proto.variables.upper_bounds[column] = math.ceil(value[column] - NEARLY)
    left = max(0.1, seconds - (time.monotonic() - begun))
    whole = _solve(proto, _parameters(left, seed, gap, linear=False))
    cut = time.monotonic() - begun >= seconds
    if whole is None:
        return Needed(None, bound, cut)
    found = np.zeros(counts.counts.shape, dtype=np.int64)
    found[counts.counts >= 0] = np.rint(whole[0][columns]).astype(np.int64)
    return Needed(found, bound, cut)


def _parameters(seconds: float, seed: int, gap: float, *, linear: bool) -> Any:
    """An interior point with crossover reaches a corner of a large linear program three times faster than a simplex."""
    from ortools.math_opt.python import mathopt  # 0.4 s where it is not needed

    found = mathopt.SolveParameters(time_limit=timedelta(seconds=seconds), random_seed=seed)
    if linear:
        found.highs.string_options["solver"] = "ipm"
    else:
        found.relative_gap_tolerance = gap
    return found


def _solve(proto: Any, parameters: Any) -> tuple[Numbers, float] | None:
    """Values of all columns and the objective; None where the clock left nothing."""
    from ortools.math_opt.python import mathopt

    model = mathopt.Model.from_model_proto(proto)
    result = run_highs(model, parameters)
    linear = not any(proto.variables.integers)
    if not result.has_primal_feasible_solution() or (
        linear and result.termination.reason != mathopt.TerminationReason.OPTIMAL
    ):
        return None
    return np.array(result.variable_values(model.variables())), float(result.objective_value())


def _flags(columns: int, whole: Integers) -> list[bool]:
    flags = np.zeros(columns, dtype=bool)
    flags[whole] = True
    found: list[bool] = flags.tolist()
    return found


def _proto(counts: Counts) -> Any:
    """The linear program in the solver's own form, from whole arrays: term by term would take longer than solving."""
    from ortools.math_opt import model_pb2

    rows, columns = counts.rows, counts.rows.columns
    proto = model_pb2.ModelProto()
    variables = proto.variables
    variables.ids.extend(range(columns))
    variables.lower_bounds.extend([0.0, 1.0, *([0.0] * (columns - 2))])
    variables.upper_bounds.extend(counts.upper.tolist())
    variables.integers.extend([False] * columns)
    proto.linear_constraints.ids.extend(range(len(rows.low)))
    proto.linear_constraints.lower_bounds.extend(rows.low)
    proto.linear_constraints.upper_bounds.extend(rows.high)
    row, column, value = (np.concatenate(part) for part in (rows.row, rows.column, rows.value))
    place, back = np.unique(row * columns + column, return_inverse=True)
    total = np.bincount(back.ravel(), weights=value)
    kept = total != 0
    matrix = proto.linear_constraint_matrix
    matrix.row_ids.extend((place[kept] // columns).tolist())
    matrix.column_ids.extend((place[kept] % columns).tolist())
    matrix.coefficients.extend(total[kept].tolist())
    proto.objective.linear_coefficients.ids.extend([column for column, _ in rows.cost])
    proto.objective.linear_coefficients.values.extend([cost for _, cost in rows.cost])
    return proto
