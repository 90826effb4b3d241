"""Small CP-SAT models of some hard rules alone: whether they can be met, and how many of them can be met together."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from staffing.conflicts.stated import Key, Stated, reach_of
from staffing.errors import OutsideError
from staffing.rules.bound import Bound

STEP_WORK = 4.0
"""Deterministic seconds that one solve may take."""
LEAST_WORK = 0.5
"""So much of them it has in any case."""
ASKING = 0.01
"""What it counts to make a model, whatever the search in it takes."""


@dataclass(eq=False)
class Clock:
    """What is left of the work, a guard on the wall clock, and a seed for every solve.

    `work` is in the solver's deterministic seconds: where it ends, it does so on every machine alike.
    """

    seconds: float
    seed: int = 1
    work: float = 60.0
    whole: Clock | None = None
    started: float = field(default_factory=time.monotonic)

    @property
    def seconds_left(self) -> float:
        """Seconds until the guard cuts; never below 0."""
        return max(0.0, self.seconds - (time.monotonic() - self.started))

    @property
    def left(self) -> float:
        """These; 0 where the work is done."""
        return 0.0 if self.work <= 0 else self.seconds_left

    def share(self, share: float) -> Clock:
        """A clock for a part of what is left."""
        return Clock(share * self.seconds_left, self.seed, share * self.work, self)

    def spend(self, work: float) -> None:
        """So much work was done."""
        self.work -= work
        if self.whole is not None:
            self.whole.spend(work)

    def solver(self, *, presolve: bool = True, least: float = 0.0) -> cp_model.CpSolver:
        """A solver that ends with what is left, but has at least `least` seconds."""
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = self.seed
        solver.parameters.num_workers = 1
        solver.parameters.cp_model_presolve = presolve
        # models are small and many: probing and symmetry take longer than the search (half of all time at 40 agents)
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        solver.parameters.linearization_level = 2  # sums over people and days are refuted by it alone
        least_work = LEAST_WORK if self.work > 0 or least else 0.01
        solver.parameters.max_deterministic_time = min(STEP_WORK, max(self.work, least_work))
        solver.parameters.max_time_in_seconds = max(self.seconds_left, least, 0.01)
        return solver


class Part:
    """The CP-SAT model of some bounds, with the variables they touch and no others."""

    def __init__(self, stated: Stated) -> None:
        self.stated, self.model = stated, cp_model.CpModel()
        self.variables: dict[int, cp_model.IntVar] = {}

    def variable(self, number: int) -> cp_model.IntVar:
        """The variable of the plain model, made when first asked for."""
        if number not in self.variables:
            low, high = self.stated.model.variables.low[number], self.stated.model.variables.high[number]
            self.variables[number] = self.model.new_int_var(low, high, "")
        return self.variables[number]

    def expression(self, bound: Bound) -> Any:
        """The sum that a bound limits."""
        chosen = [self.variable(v) for v in bound.variables.ravel().tolist()]
        if isinstance(bound.coefficients, int):
            return bound.coefficients * cp_model.LinearExpr.sum(chosen)
        return cp_model.LinearExpr.weighted_sum(chosen, bound.coefficients.ravel().tolist())

    def reach(self, bound: Bound) -> tuple[int, int]:
        """The least and the most that the sum of a bound can be."""
        return reach_of(bound, np.array(self.stated.model.variables.low), np.array(self.stated.model.variables.high))

    def state(self, bounds: Iterable[Bound], only_if: cp_model.IntVar | None = None) -> None:
        """The bounds hold, or hold where `only_if` is 1."""
        for bound in bounds:
            least = -(2**62) if bound.low is None else bound.low
            most = 2**62 if bound.high is None else bound.high
            constraint = self.model.add_linear_constraint(self.expression(bound), least, most)
            if only_if is not None:
                constraint.only_enforce_if(only_if)


def can_hold(
    stated: Stated, keys: Sequence[Key], clock: Clock, *, presolve: bool = True, least: float = 0.0
) -> bool | None:
    """Whether some groups can be met together; None where that was not known in time, `least` seconds or more."""
    part = Part(stated)
    bounds = [bound for key in keys for bound in stated.groups[key]]
    part.state(bounds)
    part.state(stated.with_structure(bounds))
    return answer(part.model, clock.solver(presolve=presolve, least=least), clock)


@dataclass(frozen=True)
class Corrected:
    """Groups left out so that the others hold; None where no choice of them does, or none was known in time."""

    left_out: frozenset[Key] | None
    known: bool


class Elastic:
    """A model in which every group may be left out, solved again and again with other groups held."""

    def __init__(self, stated: Stated, keys: Sequence[Key]) -> None:
        self.part = Part(stated)
        self.kept: dict[Key, cp_model.IntVar] = {}
        bounds = []
        for key in keys:
            self.kept[key] = self.part.model.new_bool_var("")
            self.part.state(stated.groups[key], self.kept[key])
            bounds.extend(stated.groups[key])
        self.part.state(stated.with_structure(bounds))
        self.part.model.maximize(cp_model.LinearExpr.sum(list(self.kept.values())))

    def hold(self, held: Iterable[Key], clock: Clock) -> Corrected:
        """The fewest other groups, or few, that must be left out where some are held."""
        chosen = set(held)
        for key, literal in self.kept.items():
            domain = self.part.model.proto.variables[literal.index].domain
            domain.clear()
            domain.extend([int(key in chosen), 1])
        solver = clock.solver()
        found = answer(self.part.model, solver, clock)
        if not found:
            return Corrected(None, found is not None)
        off = frozenset(key for key, literal in self.kept.items() if not solver.value(literal))
        self.part.model.clear_hints()  # type: ignore[no-untyped-call]
        for variable in (*self.part.variables.values(), *self.kept.values()):
            self.part.model.add_hint(variable, solver.value(variable))
        return Corrected(off, True)


def answer(model: cp_model.CpModel, solver: cp_model.CpSolver, clock: Clock) -> bool | None:
    """Whether a model has a solution; None where that was not known in time. Raises OutsideError."""
    status = solver.solve(model)
    clock.spend(ASKING + solver.response_proto.deterministic_time)
    if status == cp_model.MODEL_INVALID:
        raise OutsideError(f"the solver refuses the model: {model.validate()}")
    return None if status == cp_model.UNKNOWN else status != cp_model.INFEASIBLE
