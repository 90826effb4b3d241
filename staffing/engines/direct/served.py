"""The best way to serve the work under a given roster, in whole minutes.

With the roster fixed the backlog is a linear program. Once it is decided which work is planned late, what is left is a
flow through a network, whose corners are whole (Dantzig 1951, in Activity Analysis of Production and Allocation, ch.
23): so the program is solved, the work planned late is rounded up, and it is solved again with that held.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from ortools.linear_solver import pywraplp  # type: ignore[attr-defined]

from staffing.problem import Integers
from staffing.rules import Rule
from staffing.rules.bound import Bound
from staffing.rules.model import Model

PARAMETERS = "use_preprocessing: false use_dual_simplex: false"
"""The primal algorithm is many times as fast here, and its basis is kept for the second program."""
NEAR = 1e-6
"""Amounts nearer than this to a whole number are whole."""


def best_served(
    model: Model, stated: Sequence[tuple[Rule, Bound]], values: Integers, seconds: float
) -> tuple[Integers, float] | None:
    """[variables] with the work served at the least price, and a bound on what any way of serving costs.

    `values` [variables] says what is worked; `stated` are all bounds of rules. None where a hard one cannot be kept, or
    the solver finds nothing within `seconds` for each of two programs. Whoever takes the values must check them.
    """
    return _Program(model, stated, values).run(seconds)


class _Program:
    def __init__(self, model: Model, stated: Sequence[tuple[Rule, Bound]], values: Integers) -> None:
        self.model, self.values = model, values
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.solver.SetSolverSpecificParametersAsString(PARAMETERS)
        flow = np.concatenate([each.ravel() for each in vars(model.flow).values()])
        self.variables: dict[int, Any] = {}
        for variable in np.unique(flow[flow > 1]).tolist():
            most = float(model.variables.high[variable])
            self.variables[variable] = self.solver.NumVar(0.0, most, "")
        of_flow = np.zeros(len(values), dtype=bool)
        of_flow[list(self.variables)] = True
        for bound in model.structure:
            if of_flow[bound.variables].any():
                self._row(bound, None)
        for rule, bound in stated:
            if of_flow[bound.variables].any():
                self._row(bound, None if rule.weight == "hard" else rule.weight * bound.amount / bound.step)

    def _row(self, bound: Bound, price: float | None) -> None:
        """A bound with all but the backlog as it is; where it has a price, it may be missed."""
        infinity, fixed, terms = self.solver.infinity(), 0, []
        coefficients = np.broadcast_to(np.asarray(bound.coefficients), bound.variables.shape)
        for variable, value in zip(bound.variables.ravel().tolist(), coefficients.ravel().tolist(), strict=True):
            if variable in self.variables:
                terms.append((self.variables[variable], value))
            else:
                fixed += value * int(self.values[variable])
        low = -infinity if bound.low is None else float(bound.low - fixed)
        high = infinity if bound.high is None else float(bound.high - fixed)
        row = self.solver.Constraint(low, high)
        for variable, value in terms:
            row.SetCoefficient(variable, row.GetCoefficient(variable) + value)
        if price is not None:
            for sign, side in ((1.0, bound.low), (-1.0, bound.high)):
                if side is not None:
                    missed = self.solver.NumVar(0.0, infinity, "")
                    row.SetCoefficient(missed, sign)
                    self.solver.Objective().SetCoefficient(missed, price)

    def run(self, seconds: float) -> tuple[Integers, float] | None:
        self.solver.SetTimeLimit(round(1000 * seconds))
        if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        bound, flow = self.solver.Objective().Value(), self.model.flow
        late = [self.variables[v] for v in (*flow.planned_late.ravel().tolist(), *flow.opening_late.tolist())]
        whole = [float(np.ceil(variable.solution_value() - NEAR)) for variable in late]
        for variable, value in zip(late, whole, strict=True):
            variable.SetBounds(value, value)
        if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        found = self.values.copy()
        for number, variable in self.variables.items():
            found[number] = round(variable.solution_value())
        return found, bound
