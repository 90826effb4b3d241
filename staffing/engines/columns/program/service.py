"""How the work is served, apart from the master: a linear program of its own, told to the master by cuts.

The backlog has many rows, few of which matter. Given what people work, its least price is a linear program of which
only the sides change from one roster to the next. Its prices bound from below what other rosters cost: a cut (Benders
1962, Numerische Mathematik 4:238). Shares of cuts are shares of prices of the rows, so that the bound stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.linear_solver import pywraplp  # type: ignore[attr-defined]

from staffing.engines.columns.program.bound import SCALE, Prices
from staffing.engines.columns.program.cuts import Cut
from staffing.engines.columns.program.relaxation import Matrix
from staffing.engines.columns.program.rows import NO_PRICE, Numbers, Rows, Terms, rows_of, stated_bounds
from staffing.problem import Integers, Problem
from staffing.rules import Rule
from staffing.rules.flow import Flow
from staffing.rules.model import Model

COLD = "use_preprocessing: false use_dual_simplex: false"
"""Without presolve, whose basis is lost for the next solve; the primal algorithm is many times as fast here."""
WARM = "use_preprocessing: false use_dual_simplex: true"
"""Only sides change, so that the last basis stays dual feasible."""
LARGE = 15_000
"""From so many rows on the primal algorithm is faster warm as well: where work costs nothing, the dual one is lost."""

MISSED = 1e-6
"""A hard row is missed where more than this share of its side is."""


def every_row(
    problem: Problem,
    rules: Sequence[Rule],
    left: frozenset[tuple[int, int]],
    each: Integers | None = None,
) -> Rows:
    """The rows of all that networks do not hold; those on how the work is served are the last, and by themselves.

    `each`: how many people every agent stands for, as in `Model`.
    """
    model, stated = stated_bounds(Model(problem, each), rules, left)
    if "flow" not in model.__dict__:
        return rows_of(model, stated)
    of_flow = _variables(model.flow)
    served = {id(rule) for rule, bound in stated if np.isin(bound.variables, of_flow).any()}
    serving = {place for place, rule in enumerate(rules) if id(rule) in served}
    # each on a model of its own: people on a shift, whom both count, are variables that would join them
    others = set(range(len(rules))) - serving
    parts = (rows_of(*stated_bounds(Model(problem, each), rules, left, places)) for places in (others, serving))
    return _joined(*parts)


def _variables(flow: Flow) -> Integers:
    every: Integers = np.unique(np.concatenate([each.ravel() for each in vars(flow).values()]))
    return every[every > 1]


def _joined(rows: Rows, served: Rows) -> Rows:
    count, variables = rows.count, len(rows.variables)
    return Rows(
        np.concatenate([rows.low, served.low]),
        np.concatenate([rows.high, served.high]),
        np.concatenate([rows.price_low, served.price_low]),
        np.concatenate([rows.price_high, served.price_high]),
        _after(rows.cells, served.cells, count, 0),
        _after(rows.others, served.others, count, variables),
        np.concatenate([rows.variables, served.variables]),
        np.concatenate([rows.least, served.least]),
        np.concatenate([rows.most, served.most]),
        np.concatenate([rows.step_low, served.step_low]),
        np.concatenate([rows.step_high, served.step_high]),
        np.concatenate([rows.held, served.held]),
        rows.defined,
        (served.count, len(served.variables)),
    )


def _after(first: Terms, then: Terms, rows: int, columns: int) -> Terms:
    return Terms(
        np.concatenate([first.row, then.row + rows]),
        np.concatenate([first.column, then.column + columns]),
        np.concatenate([first.value, then.value]),
    )


@dataclass(frozen=True, eq=False)
class Served:
    """The least price of the work when people bring so much to the rows.

    `rows` [R] prices of the rows, 0 of those that are not on service; `broken`: by how much hard rows are missed.
    """

    value: float
    rows: Numbers
    broken: float


def cut_of(matrix: Matrix, served: Served, hard_price: float) -> Cut:
    """What the prices of the rows on service say of every roster, worked out in whole parts."""
    prices = Prices(matrix, np.zeros(matrix.rows.count, dtype=np.int64), served.rows, hard_price)
    return Cut(prices.rows / SCALE, prices.cells.ravel() / SCALE, prices.rest / SCALE)


class Service:
    """The linear program of the rows on service; its sides are what people bring."""

    def __init__(self, rows: Rows, hard_price: float) -> None:
        """`hard_price`: of a unit by which a hard row is missed."""
        self.rows, self.first = rows, rows.plain
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.solver.SetSolverSpecificParametersAsString(COLD)
        inside = range(self.first, rows.count)
        self.constraints = [self.solver.Constraint(float(rows.low[row]), float(rows.high[row])) for row in inside]
        self.moving = np.unique(rows.cells.row[rows.cells.row >= self.first])
        """Rows to which people bring anything."""
        self.hard: list[tuple[Any, float]] = []
        """What hard rows are missed by, and from which amount on they count as missed."""
        self.last: tuple[bytes, Served] | None = None
        self._state()
        self.raise_hard_price(hard_price)

    def raise_hard_price(self, hard_price: float) -> None:
        """Another price of a unit by which a hard row is missed."""
        for slack, _ in self.hard:
            self.solver.Objective().SetCoefficient(slack, hard_price)
        self.last = None

    def _state(self) -> None:
        rows, solver, first = self.rows, self.solver, len(self.rows.variables) - self.rows.served[1]
        sides = zip(rows.least[first:].tolist(), rows.most[first:].tolist(), strict=True)
        others = [solver.NumVar(float(least), float(most), "") for least, most in sides]
        for row, column, value in zip(*(each.tolist() for each in vars(rows.others).values()), strict=True):
            if row >= self.first:
                self.constraints[row - self.first].SetCoefficient(others[column - first], float(value))
        for sign, side, prices in ((1.0, rows.low, rows.price_low), (-1.0, rows.high, rows.price_high)):
            there = np.isfinite(side) & ~rows.held
            for row in (np.flatnonzero(there[self.first :]) + self.first).tolist():
                slack = solver.NumVar(0, solver.infinity(), "")
                self.constraints[row - self.first].SetCoefficient(slack, sign)
                if prices[row] == NO_PRICE:
                    self.hard.append((slack, MISSED * max(1.0, abs(float(side[row])))))
                else:
                    solver.Objective().SetCoefficient(slack, float(prices[row]))

    def at(self, brought: Numbers) -> Served | None:
        """What serving the work costs where people bring so much to each row [R]; None where the solver fails."""
        key = brought[self.moving].tobytes()
        if self.last is not None and self.last[0] == key:
            return self.last[1]
        low, high = ((side - brought)[self.moving].tolist() for side in (self.rows.low, self.rows.high))
        for row, least, most in zip(self.moving.tolist(), low, high, strict=True):
            self.constraints[row - self.first].SetBounds(least, most)
        status = self.solver.Solve()
        if status != pywraplp.Solver.OPTIMAL:
            self.solver.SetSolverSpecificParametersAsString(COLD)
            status = self.solver.Solve()
        self.solver.SetSolverSpecificParametersAsString(COLD if len(self.constraints) >= LARGE else WARM)
        if status != pywraplp.Solver.OPTIMAL:
            return None
        duals = np.zeros(self.rows.count)
        duals[self.first :] = [constraint.dual_value() for constraint in self.constraints]
        missed = [(slack.solution_value(), enough) for slack, enough in self.hard]
        broken = sum(amount for amount, enough in missed if amount > enough)
        self.last = key, Served(self.solver.Objective().Value(), duals, broken)
        return self.last[1]
