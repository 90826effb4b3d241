"""The least price at which the engine's model takes each of many rosters.

With the roster fixed the rest of the model is a linear program whose corners are nearly always whole: GLOP, which goes
on from the roster before, finds in a fraction of the time what CP-SAT would. It has a say only where its solution,
rounded, is checked in whole numbers against every row of the model and costs what its bound says; all else, and every
verdict that there is no solution, is CP-SAT's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from ortools.linear_solver import pywraplp
from ortools.sat.python import cp_model

from staffing.engines.direct.translate import Translation, translate
from staffing.problem import Flags, Problem
from staffing.roster import Roster
from staffing.rules import Rule

BEYOND = 2**60
"""No bound of a model is as large; what is larger stands for none."""
MANY = 20
"""Rosters from which on the linear program is worth its making."""


def prices(problem: Problem, rules: Sequence[Rule], rosters: Sequence[Roster]) -> Iterator[int | None]:
    """The least price at which the model takes each roster; None where it takes it at none."""
    translation = translate(problem, rules)
    translation.solver_model.minimize(translation.price())
    work = translation.model.work[:, problem.history_days :]
    cells = [translation.variables[v].index for v in work.ravel()]
    relaxation = Relaxation(translation, cells) if translation.priced and len(rosters) >= MANY else None
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    for roster in rosters:
        on = roster.work.ravel()
        price = None if relaxation is None else relaxation.price(on)
        yield _searched(solver, translation, cells, on) if price is None else price


def _searched(solver: cp_model.CpSolver, translation: Translation, cells: Sequence[int], on: Flags) -> int | None:
    """What CP-SAT says of the model with some cells fixed."""
    variables = translation.solver_model.proto.variables
    for cell, value in zip(cells, on, strict=True):
        domain = variables[cell].domain
        domain.clear()
        domain.extend([int(value), int(value)])
    status = solver.solve(translation.solver_model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


class Relaxation:
    """The rows and the price of a CP-SAT model, all of them linear, as a linear program and as whole numbers."""

    def __init__(self, translation: Translation, cells: Sequence[int]) -> None:
        proto = translation.solver_model.proto
        self.cells = cells
        self.least, self.most = np.array([list(v.domain) for v in proto.variables], dtype=np.int64).T.copy()
        self.rows = np.zeros((len(proto.constraints), len(self.least)), dtype=np.int64)
        for row, constraint in zip(self.rows, proto.constraints, strict=True):
            assert constraint.has_linear()
            assert not list(constraint.enforcement_literal)
            np.add.at(row, list(constraint.linear.vars), list(constraint.linear.coeffs))
        limits = [list(constraint.linear.domain) for constraint in proto.constraints]
        self.low, self.high = np.array(limits, dtype=np.int64).reshape(-1, 2).T
        self.costs = np.zeros(len(self.least), dtype=np.int64)
        np.add.at(self.costs, list(proto.objective.vars), list(proto.objective.coeffs))
        self._build()

    def _build(self) -> None:
        self.program: Any = pywraplp.Solver.CreateSolver("GLOP")
        none = self.program.infinity()
        self.variables = [
            self.program.NumVar(float(a), float(b), "") for a, b in zip(self.least, self.most, strict=True)
        ]
        for row, low, high in zip(self.rows, self.low, self.high, strict=True):
            stated = self.program.Constraint(
                -none if low < -BEYOND else float(low), none if high > BEYOND else float(high)
            )
            for variable in np.flatnonzero(row):
                stated.SetCoefficient(self.variables[variable], float(row[variable]))
        for variable in np.flatnonzero(self.costs):
            self.program.Objective().SetCoefficient(self.variables[variable], float(self.costs[variable]))
        self.program.Objective().SetMinimization()

    def price(self, on: Flags) -> int | None:
        """The least price with the cells fixed, where a whole solution proves it; else None."""
        self.least[self.cells] = self.most[self.cells] = on
        for cell, value in zip(self.cells, on, strict=True):
            self.variables[cell].SetBounds(float(value), float(value))
        if self.program.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        found = np.rint([variable.solution_value() for variable in self.variables]).astype(np.int64)
        sums, price = self.rows @ found, int(self.costs @ found)
        inside = np.all((self.least <= found) & (found <= self.most))
        kept = np.all((self.low <= sums) & (sums <= self.high))
        # prices are whole numbers: none lies below this one and above the relaxation's
        return price if inside and kept and price - self.program.Objective().Value() < 0.5 else None
