"""How far the members of conflicts must give: a model in which they may be missed, each miss measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from staffing.conflicts.solving import Clock, Part, answer
from staffing.conflicts.stated import Key, Stated
from staffing.roster import Roster
from staffing.rules.bound import Bound

ALL_OR_NOTHING = ("leave", "pins", "availability", "allowed_shifts", "employment", "requests")
"""Facts that are given up as a whole; other limits give by as little as they must."""
GIVEN_UP = 10**6
"""What one more member given up weighs against the amounts by which limits give."""


@dataclass(frozen=True, eq=False)
class Given:
    """A choice of members that give, and a roster that then meets the hard rules.

    `missed`: of each group that gives, by how much each of its bounds is missed, in the order of the group's bounds;
    negative where it is the low side.
    """

    missed: Mapping[Key, tuple[int, ...]]
    roster: Roster

    def amount(self, stated: Stated, key: Key) -> int:
        """By how much a group gives, in the unit of its rule."""
        bounds = stated.groups[key]
        return sum(-(-abs(by) // bound.step) * bound.amount for bound, by in zip(bounds, self.missed[key], strict=True))


class Giving:
    """The hard rules with every group of `soft` free to give at a price, solved again with other groups held."""

    def __init__(self, stated: Stated, soft: Sequence[Key]) -> None:
        self.stated, self.part = stated, Part(stated)
        self.gives = {key: self.part.model.new_bool_var("") for key in soft}
        self.weights: list[tuple[cp_model.IntVar, int]] = [(literal, GIVEN_UP) for literal in self.gives.values()]
        bounds = [bound for group in stated.groups.values() for bound in group]
        for key, group in stated.groups.items():
            if key in self.gives:
                for bound in group:
                    self._may_miss(bound, self.gives[key])
            else:
                self.part.state(group)
        self.part.state(stated.with_structure(bounds))
        literals, prices = zip(*self.weights, strict=True) if self.weights else ((), ())
        self.part.model.minimize(cp_model.LinearExpr.weighted_sum(list(literals), list(prices)))

    def choose(self, giving: Sequence[Key], held: Sequence[Key], clock: Clock) -> Given | None:
        """The least that must give where some groups give and some are held; None where no roster is found."""
        for key, literal in self.gives.items():
            domain = self.part.model.proto.variables[literal.index].domain
            domain.clear()
            domain.extend([int(key in giving), int(key not in held)])
        solver = clock.solver()
        if not answer(self.part.model, solver):
            return None
        missed = {key: self._missed(key, solver) for key, literal in self.gives.items() if solver.value(literal)}
        return Given(missed, self._roster(solver))

    def _may_miss(self, bound: Bound, gives: cp_model.IntVar) -> None:
        """The bound holds or is missed at a price, but only where its group gives."""
        part, expression = self.part, self.part.expression(bound)
        low, high = part.reach(bound)
        most = max(0 if bound.high is None else high - bound.high, 0 if bound.low is None else bound.low - low, 0)
        miss = part.model.new_int_var(0, most, "")
        part.model.add(miss <= most * gives)
        if bound.high is not None:
            part.model.add(expression - miss <= bound.high)
        if bound.low is not None:
            part.model.add(expression + miss >= bound.low)
        self.weights.append((miss, max(1, bound.amount // bound.step)))

    def _missed(self, key: Key, solver: cp_model.CpSolver) -> tuple[int, ...]:
        found = []
        for bound in self.stated.groups[key]:
            total = solver.value(self.part.expression(bound))
            over = 0 if bound.high is None else max(0, total - bound.high)
            found.append(over or (0 if bound.low is None else min(0, total - bound.low)))
        return tuple(found)

    def _roster(self, solver: cp_model.CpSolver) -> Roster:
        problem = self.stated.problem
        cells = self.stated.model.work[:, problem.history_days :]
        known = self.part.variables
        on = [v in known and v > 0 and bool(solver.value(known[v])) for v in cells.ravel().tolist()]
        return Roster(np.array(on).reshape(cells.shape))
