"""From the plain model to CP-SAT: hard bounds become constraints, priced ones get a breach variable and a price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from staffing.problem import Integers, Problem
from staffing.result import Penalty
from staffing.rules.bound import Bound
from staffing.rules.model import Model
from staffing.rules.rule import Rule


@dataclass(frozen=True, eq=False)
class Priced:
    """A breach variable of the CP-SAT model, and what one of it costs."""

    rule: Rule
    bound: Bound
    high_side: bool
    """Whether the breach is of the bound's high side or of its low one."""
    breach: cp_model.IntVar

    @property
    def price(self) -> int:
        """Price points of one breach."""
        assert self.rule.weight != "hard"
        return self.rule.weight * self.bound.amount


@dataclass(frozen=True, eq=False)
class Translation:
    """A CP-SAT model with its variables by the plain model's numbers."""

    model: Model
    solver_model: cp_model.CpModel
    variables: list[cp_model.IntVar]
    stated: list[tuple[Rule, Bound]]
    hard: tuple[Bound, ...]
    priced: tuple[Priced, ...]

    def price(self) -> cp_model.LinearExprT:
        """The objective: the price of every breach."""
        return cp_model.LinearExpr.weighted_sum(
            [item.breach for item in self.priced], [item.price for item in self.priced]
        )

    @property
    def has_flow(self) -> bool:
        """Whether a rule asked for the backlog; without one nothing waits in the model."""
        return "flow" in self.model.__dict__

    def waiting(self) -> cp_model.LinearExprT:
        """Work that waits, summed over intervals: the tie-break among rosters of one price."""
        flow = self.model.flow
        waiting = np.concatenate([flow.backlog.ravel(), flow.pool.ravel()])
        return cp_model.LinearExpr.sum([self.variables[v] for v in waiting])

    def ledger(self, value: Sequence[int]) -> tuple[Penalty, ...]:
        """Every breach of a solution; `value` holds the breach variables' values in order."""
        return tuple(
            penalty(item.rule, item.bound, steps) for item, steps in zip(self.priced, value, strict=True) if steps
        )


def penalty(rule: Rule, bound: Bound, steps: int) -> Penalty:
    """The breach of a priced bound that is missed by so many steps."""
    assert rule.weight != "hard"
    amount, note = steps * bound.amount, bound.note or rule.stated.unit
    return Penalty(rule.rule, amount, amount * rule.weight, note, bound.agent, bound.day)


def translate(problem: Problem, rules: Sequence[Rule]) -> Translation:
    """Build the CP-SAT model of a problem under its rules."""
    model = Model(problem)
    stated = [(rule, bound) for rule in rules for bound in rule.bounds(model)]
    solver_model = cp_model.CpModel()
    low, high = np.array(model.variables.low), np.array(model.variables.high)
    variables = [
        solver_model.new_int_var(a, b, "") for a, b in zip(model.variables.low, model.variables.high, strict=True)
    ]
    hard = (*model.structure, *(bound for rule, bound in stated if rule.hard))
    for bound in hard:
        _state(solver_model, variables, bound)
    priced: list[Priced] = []
    for rule, bound in stated:
        if not rule.hard:
            priced.extend(_price(solver_model, variables, rule, bound, (low, high)))
    return Translation(model, solver_model, variables, stated, hard, tuple(priced))


def _expression(variables: list[cp_model.IntVar], bound: Bound) -> cp_model.LinearExprT:
    chosen = [variables[v] for v in bound.variables]
    if isinstance(bound.coefficients, int):
        return bound.coefficients * cp_model.LinearExpr.sum(chosen)
    return cp_model.LinearExpr.weighted_sum(chosen, bound.coefficients.tolist())


def _state(solver_model: cp_model.CpModel, variables: list[cp_model.IntVar], bound: Bound) -> None:
    least = -(2**62) if bound.low is None else bound.low
    most = 2**62 if bound.high is None else bound.high
    solver_model.add_linear_constraint(_expression(variables, bound), least, most)


def _price(
    solver_model: cp_model.CpModel,
    variables: list[cp_model.IntVar],
    rule: Rule,
    bound: Bound,
    domain: tuple[Integers, Integers],
) -> list[Priced]:
    """A breach variable for each side of the bound that can be broken at all."""
    coefficients = np.broadcast_to(np.asarray(bound.coefficients), bound.variables.shape)
    ends = np.stack([coefficients * domain[0][bound.variables], coefficients * domain[1][bound.variables]])
    least, most = int(ends.min(axis=0).sum()), int(ends.max(axis=0).sum())
    found = []
    expression: Any = _expression(variables, bound)  # OR-Tools' operators are not typed for it
    if bound.high is not None and most > bound.high:
        breach = solver_model.new_int_var(0, -(-(most - bound.high) // bound.step), "")
        solver_model.add(expression - bound.step * breach <= bound.high)
        found.append(Priced(rule, bound, True, breach))
    if bound.low is not None and least < bound.low:
        breach = solver_model.new_int_var(0, -(-(bound.low - least) // bound.step), "")
        solver_model.add(expression + bound.step * breach >= bound.low)
        found.append(Priced(rule, bound, False, breach))
    return found
