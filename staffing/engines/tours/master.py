"""The master program: how many of each class work each tour known so far, and how the work is served under it.

One linear program over counts of tours and over the backlog. It takes new tours as it goes, and GLOP keeps its basis.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from ortools.linear_solver import pywraplp  # type: ignore[attr-defined]

from staffing.engines.columns.program.relaxation import Line, Matrix
from staffing.engines.columns.program.rows import NO_PRICE, Numbers, Rows
from staffing.engines.tours.classes import Classes
from staffing.errors import OutsideError
from staffing.problem import Integers

WARM = "use_preprocessing: false use_dual_simplex: false use_scaling: false"
"""GLOP goes on from its basis; scaling would change with every new column, and with it the basis would be lost."""


@dataclass(frozen=True, eq=False)
class Tour:
    """A line of work of somebody in a class: its choices [D] (S for a day off) and what it costs in price points."""

    of_class: int
    choices: Integers
    cost: int

    @property
    def key(self) -> tuple[int, bytes]:
        """What equal tours of one class share."""
        return self.of_class, self.choices.astype(np.int16).tobytes()


@dataclass(frozen=True, eq=False)
class Solution:
    """The value of the program, the duals [R] of its rows and [C] of its classes, and how many work each tour."""

    value: float
    rows: Numbers
    classes: Numbers
    counts: Numbers


class Master:
    """The linear program over the tours known so far."""

    def __init__(self, matrix: Matrix, classes: Classes, hard_price: float) -> None:
        """`hard_price`: of a unit by which a hard row is missed."""
        self.matrix, self.classes, self.hard_price = matrix, classes, hard_price
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.solver.SetSolverSpecificParametersAsString(WARM)
        self.tours: list[Tour] = []
        self.columns: list[Any] = []
        self.known: dict[tuple[int, bytes], int] = {}
        self.scale = _scale(matrix.rows)
        self.hard: list[tuple[Any, float]] = []
        """What hard rows are missed by, and the scale of each."""
        self._state(matrix.rows)

    def _state(self, rows: Rows) -> None:
        solver, inf = self.solver, self.solver.infinity()
        objective = solver.Objective()
        low, high = rows.low * self.scale, rows.high * self.scale
        self.constraints = [solver.Constraint(a, b) for a, b in zip(low.tolist(), high.tolist(), strict=True)]
        unit = 1.0 / self._scale_of_others()
        bounds = zip((rows.least / unit).tolist(), (rows.most / unit).tolist(), strict=True)
        self.others = [solver.NumVar(a, b, "") for a, b in bounds]
        entries = rows.others.value * self.scale[rows.others.row] * unit[rows.others.column]
        for row, column, value in zip(
            rows.others.row.tolist(), rows.others.column.tolist(), entries.tolist(), strict=True
        ):
            self.constraints[row].SetCoefficient(self.others[column], value)
        for sign, side, prices in ((1.0, rows.low, rows.price_low), (-1.0, rows.high, rows.price_high)):
            for row in np.flatnonzero(np.isfinite(side) & ~rows.held).tolist():
                slack = solver.NumVar(0, inf, "")
                self.constraints[row].SetCoefficient(slack, sign)
                objective.SetCoefficient(slack, min(float(prices[row]), self.hard_price) / self.scale[row])
                if prices[row] == NO_PRICE:
                    self.hard.append((slack, float(self.scale[row])))
        self.all_of = [solver.Constraint(float(size), float(size)) for size in self.classes.size.tolist()]

    def _scale_of_others(self) -> Numbers:
        rows = self.matrix.rows
        largest = np.full(len(rows.variables), 1e-9)
        np.maximum.at(largest, rows.others.column, np.abs(rows.others.value) * self.scale[rows.others.row])
        return largest

    def add(self, tour: Tour) -> bool:
        """Take a tour in; False where it is known."""
        if tour.key in self.known:
            return False
        self.known[tour.key] = len(self.tours)
        column = self.solver.NumVar(0, self.solver.infinity(), "")
        self.all_of[tour.of_class].SetCoefficient(column, 1.0)
        rows, values = self.entries(tour)
        for row, value in zip(rows.tolist(), (values * self.scale[rows]).tolist(), strict=True):
            self.constraints[row].SetCoefficient(column, value)
        self.solver.Objective().SetCoefficient(column, float(tour.cost))
        self.tours.append(tour)
        self.columns.append(column)
        return True

    def reprice(self, place: int, cost: int) -> None:
        """A known tour costs something else from now on."""
        self.tours[place] = replace(self.tours[place], cost=cost)
        self.solver.Objective().SetCoefficient(self.columns[place], float(cost))

    def entries(self, tour: Tour) -> tuple[Integers, Integers]:
        """Rows in which a tour stands and how much one person adds to each."""
        return self.matrix.entries(self._line(tour))

    def cells(self, tour: Tour) -> Integers:
        """Numbers of the cells that a tour works, of its class's kind."""
        return self.matrix.cells(self._line(tour))

    def _line(self, tour: Tour) -> Line:
        return Line(int(self.classes.kind[tour.of_class]), tour.choices, tour.cost)

    def reduced(self, tour: Tour, solution: Solution) -> float:
        """The reduced cost of a tour at a solution's duals."""
        rows, values = self.entries(tour)
        return tour.cost - float(solution.rows[rows] @ values) - float(solution.classes[tour.of_class])

    def brought(self, counts: Integers) -> Numbers:
        """[R] what the people of some counts [tours] bring to the rows."""
        found = np.zeros(self.matrix.rows.count)
        for place in np.flatnonzero(counts).tolist():
            rows, values = self.entries(self.tours[place])
            found[rows] += counts[place] * values
        return found

    def short_of(self, counts: Integers) -> Numbers:
        """[R] what hard rows of people alone lack at some counts, less than 0 where there is too much."""
        return missed(self.matrix, self.brought(counts))

    def raise_hard_price(self, times: float) -> None:
        """Missing a hard row costs so many times as much from now on."""
        self.hard_price *= times
        for slack, scale in self.hard:
            self.solver.Objective().SetCoefficient(slack, self.hard_price / scale)

    @property
    def broken(self) -> float:
        """What hard rows are missed by in the last solution, in all; no tour may have come since."""
        return float(sum(slack.solution_value() / scale for slack, scale in self.hard))

    def ask_for_more(self, more: Numbers) -> None:
        """Rows ask for so much more [R], or allow so much less where it is below 0, from now on.

        No more than they allow, and no less than they ask for.
        """
        for row in np.flatnonzero(more).tolist():
            constraint, by = self.constraints[row], float(more[row] * self.scale[row])
            if by > 0:
                constraint.SetLb(min(constraint.Lb() + by, constraint.Ub()))
            else:
                constraint.SetUb(max(constraint.Ub() + by, constraint.Lb()))

    def hold(self, counts: Integers) -> None:
        """At least so many [tours] work each tour from now on."""
        for column, count in zip(self.columns, counts.tolist(), strict=True):
            column.SetLb(float(count))

    def solve(self) -> Solution:
        """The best counts of the tours known. Raises OutsideError where the solver fails."""
        status = self.solver.Solve()
        if status != pywraplp.Solver.OPTIMAL:
            self.solver.SetSolverSpecificParametersAsString("use_preprocessing: true use_dual_simplex: true")
            status = self.solver.Solve()
            self.solver.SetSolverSpecificParametersAsString(WARM)
            if status != pywraplp.Solver.OPTIMAL:
                raise OutsideError(f"GLOP ended the linear program of tours with status {status}")
        return Solution(
            self.solver.Objective().Value(),
            np.array([row.dual_value() for row in self.constraints]) * self.scale,
            np.array([row.dual_value() for row in self.all_of]),
            np.array([column.solution_value() for column in self.columns]),
        )


def missed(matrix: Matrix, brought: Numbers) -> Numbers:
    """[R] what hard rows of people alone lack when people bring so much [R], less than 0 where there is too much."""
    rows = matrix.rows
    alone = ~matrix.joined & ~rows.held
    low = np.where(alone & (rows.price_low == NO_PRICE), np.maximum(0.0, rows.low - brought), 0.0)
    high = np.where(alone & (rows.price_high == NO_PRICE), np.maximum(0.0, brought - rows.high), 0.0)
    found: Numbers = low - high
    return found


def _scale(rows: Rows) -> Numbers:
    """[R] factors by which the rows are divided, so that what one person adds to each is about 1."""
    largest = np.zeros(rows.count)
    np.maximum.at(largest, rows.cells.row, np.abs(rows.cells.value))
    usual = float(np.median(largest[largest > 0])) if (largest > 0).any() else 1.0
    found: Numbers = 1.0 / np.where(largest > 0, largest, usual)
    return found
