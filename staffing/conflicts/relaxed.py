"""The linear relaxation of some groups: where it cannot be met, few of them show that, as its prices tell.

By duality the rows with a price in the least sum of misses cannot be met without each other (Farkas' lemma); what is
so found in floating point is a guess, and is asked of CP-SAT before it is believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from ortools.linear_solver.python import model_builder

from staffing.conflicts.stated import Key, Stated
from staffing.rules.bound import Bound

PRICE = 1e-7
"""Below it a price is rounding."""


def priced_groups(stated: Stated, keys: Sequence[Key]) -> list[Key]:
    """Groups that cannot be met together in fractions either; none where the relaxation can be met."""
    bounds = [(key, bound) for key in keys for bound in stated.groups[key]]
    structure = [(None, bound) for bound in stated.with_structure([bound for _, bound in bounds])]
    model = model_builder.Model()  # type: ignore[no-untyped-call]
    variables: dict[int, model_builder.Variable] = {}
    misses: list[model_builder.Variable] = []
    rows: list[tuple[Key, Any]] = []
    for key, bound in [*bounds, *structure]:
        expression = model_builder.LinearExpr.weighted_sum(
            [_variable(model, variables, stated, v) for v in bound.variables.ravel().tolist()], _coefficients(bound)
        )
        for sign, limit in ((-1, bound.high), (1, bound.low)):
            if limit is None:
                continue
            if key is not None:
                misses.append(model.new_num_var(0, np.inf, None))
                row = model.add(sign * (expression - limit) + misses[-1] >= 0)
                rows.append((key, row))
            else:
                model.add(sign * (expression - limit) >= 0)
    model.minimize(model_builder.LinearExpr.sum(misses))
    solver = model_builder.Solver("glop")
    if solver.solve(model) != model_builder.SolveStatus.OPTIMAL or solver.objective_value < PRICE:
        return []
    return list(dict.fromkeys(key for key, row in rows if abs(solver.dual_value(row)) > PRICE))


def _coefficients(bound: Bound) -> list[float]:
    spread = np.broadcast_to(np.asarray(bound.coefficients, dtype=float), bound.variables.shape)
    return [float(number) for number in spread.ravel()]


def _variable(
    model: model_builder.Model, variables: dict[int, model_builder.Variable], stated: Stated, number: int
) -> model_builder.Variable:
    if number not in variables:
        low, high = stated.model.variables.low[number], stated.model.variables.high[number]
        variables[number] = model.new_num_var(float(low), float(high), None)
    return variables[number]
