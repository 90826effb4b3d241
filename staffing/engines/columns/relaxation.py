"""The restricted master: a linear program over the lines of work known so far, which takes new ones as it goes.

GLOP keeps its basis between solves, so that a solve after a few new columns takes a few pivots.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.linear_solver import pywraplp

from staffing.engines.columns.rows import Numbers, Rows
from staffing.problem import Integers


@dataclass(frozen=True, eq=False)
class Line:
    """One agent's line of work: its choices [D] (S for a day off) and what it costs by itself in price points."""

    agent: int
    choices: Integers
    cost: int

    @property
    def key(self) -> bytes:
        """What equal lines of one agent share."""
        return self.choices.astype(np.int16).tobytes()


@dataclass(frozen=True, eq=False)
class Solution:
    """A solution of the restricted master: its value, the duals [R] of its rows and [A] of its agents."""

    value: float
    rows: Numbers
    agents: Numbers
    broken: float
    """By how much hard rows are missed."""


class Relaxation:
    """The linear program; lines can be shut out and let in again."""

    def __init__(self, rows: Rows, shape: tuple[int, int, int], hard_price: float) -> None:
        """`shape`: agents, planned days, shifts. `hard_price`: of a unit by which a hard row is missed."""
        self.rows, self.shape = rows, shape
        self.entries_of = _by_cell(rows, shape)
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.solver.SetSolverSpecificParametersAsString("use_preprocessing: false use_dual_simplex: false")
        self.lines: list[Line] = []
        self.columns: list[Any] = []
        self.known: list[dict[bytes, int]] = [{} for _ in range(shape[0])]
        self.artificial: list[Any] = []
        self._state(hard_price)

    def _state(self, hard_price: float) -> None:
        solver, rows, inf = self.solver, self.rows, self.solver.infinity()
        objective = solver.Objective()
        self.constraints = [
            solver.Constraint(float(low), float(high)) for low, high in zip(rows.low, rows.high, strict=True)
        ]
        others = [
            solver.NumVar(float(low), float(high), "") for low, high in zip(rows.least, rows.most, strict=True)
        ]
        for row, column, value in zip(*(each.tolist() for each in vars(rows.others).values()), strict=True):
            self.constraints[row].SetCoefficient(others[column], float(value))
        for sign, side, prices in ((1, rows.low, rows.price_low), (-1, rows.high, rows.price_high)):
            for row, price in enumerate(prices):
                if np.isfinite(side[row]):
                    slack = solver.NumVar(0, inf, "")
                    self.constraints[row].SetCoefficient(slack, sign)
                    objective.SetCoefficient(slack, float(min(price, hard_price)))
                    if price == np.inf:
                        self.artificial.append(slack)
        self.one_each = [solver.Constraint(1.0, 1.0) for _ in range(self.shape[0])]

    def entries(self, line: Line) -> tuple[Integers, Integers]:
        """Rows in which a line stands, and how much it adds to each."""
        _, days, shifts = self.shape
        worked = np.flatnonzero(line.choices < shifts)
        cells = (line.agent * days + worked) * shifts + line.choices[worked]
        start, order = self.entries_of
        places = np.concatenate([np.arange(start[cell], start[cell + 1]) for cell in cells]) if len(cells) else cells
        taken = order[places]
        rows, index = np.unique(self.rows.cells.row[taken], return_inverse=True)
        return rows, np.bincount(index.ravel(), self.rows.cells.value[taken]).astype(np.int64)

    def add(self, line: Line) -> bool:
        """Take a line in; False where it is known."""
        if line.key in self.known[line.agent]:
            return False
        self.known[line.agent][line.key] = len(self.lines)
        column = self.solver.NumVar(0, self.solver.infinity(), "")
        self.one_each[line.agent].SetCoefficient(column, 1.0)
        for row, value in zip(*(each.tolist() for each in self.entries(line)), strict=True):
            self.constraints[row].SetCoefficient(column, float(value))
        self.solver.Objective().SetCoefficient(column, float(line.cost))
        self.lines.append(line)
        self.columns.append(column)
        return True

    def shut(self, places: Integers, out: bool) -> None:
        """Shut lines out, or let them in again."""
        most = 0.0 if out else self.solver.infinity()
        for place in places.tolist():
            self.columns[place].SetUb(most)

    def solve(self) -> Solution | None:
        """The best mixture of the lines known; None where the solver fails."""
        if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        return Solution(
            self.solver.Objective().Value(),
            np.array([row.dual_value() for row in self.constraints]),
            np.array([row.dual_value() for row in self.one_each]),
            sum(slack.solution_value() for slack in self.artificial),
        )

    def weights(self) -> Numbers:
        """[lines] share of each line in the last solution."""
        return np.array([column.solution_value() for column in self.columns])


def _by_cell(rows: Rows, shape: tuple[int, int, int]) -> tuple[Integers, Integers]:
    """Where the entries of each cell begin, in the entries' order by cell."""
    cells = int(np.prod(shape))
    order = np.argsort(rows.cells.column, kind="stable")
    start = np.searchsorted(rows.cells.column[order], np.arange(cells + 1))
    return start, order
