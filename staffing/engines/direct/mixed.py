"""The counts solved as a mixed-integer program by HiGHS, inside OR-Tools."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from staffing.engines.direct.counts import Counts
from staffing.errors import OutsideError
from staffing.problem import Integers


@dataclass(frozen=True, eq=False)
class Needed:
    """[C, D, S] people of each class on each shift (None where none were found in time), and the bound on any price.

    `cut` says whether the clock ended the search.
    """

    counts: Integers | None
    bound: int
    cut: bool


def solve_counts(counts: Counts, gap: float, seconds: float, seed: int) -> Needed:
    """The cheapest counts, within a `gap` of the bound. Raises OutsideError where the solver fails.

    The search ends at the gap, a matter of the problem alone, unless the clock ends it before.
    """
    from ortools.math_opt.python import mathopt  # 0.4 s where it is not needed

    model = mathopt.Model.from_model_proto(_proto(counts))
    parameters = mathopt.SolveParameters(
        time_limit=_seconds(seconds), relative_gap_tolerance=gap, random_seed=seed, enable_output=False
    )
    try:
        result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters)
    except (AttributeError, ValueError, RuntimeError) as error:
        raise OutsideError(f"HiGHS failed: {error.__context__ or error}") from None
    termination = result.termination
    bound = termination.objective_bounds.dual_bound
    cut = termination.reason in (mathopt.TerminationReason.FEASIBLE, mathopt.TerminationReason.NO_SOLUTION_FOUND)
    safe = max(0, math.ceil(bound - 1e-6 * abs(bound) - 1e-6)) if math.isfinite(bound) else 0
    if not result.has_primal_feasible_solution():
        return Needed(None, safe, cut)
    values = result.variable_values(model.variables())
    found = np.zeros(counts.counts.shape, dtype=np.int64)
    there = counts.counts >= 0
    found[there] = np.rint(np.array(values)[counts.counts[there]]).astype(np.int64)
    return Needed(found, safe, cut)


def _seconds(seconds: float):  # type: ignore[no-untyped-def]
    import datetime

    return datetime.timedelta(seconds=seconds)


def _proto(counts: Counts):  # type: ignore[no-untyped-def]
    """The model in the solver's own form, from whole arrays: term by term would take longer than the search."""
    from ortools.math_opt import model_pb2

    rows, columns = counts.rows, counts.rows.columns
    proto = model_pb2.ModelProto()
    variables = proto.variables
    lower = np.zeros(columns)
    lower[1] = 1.0
    whole = np.zeros(columns, dtype=bool)
    whole[counts.counts[counts.counts >= 0]] = True
    variables.ids.extend(range(columns))
    variables.lower_bounds.extend(lower.tolist())
    variables.upper_bounds.extend(counts.upper.tolist())
    variables.integers.extend(whole.tolist())
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
