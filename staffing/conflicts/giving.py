"""How far the members of conflicts must give: a model in which they may be missed, each miss measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from staffing.conflicts.freed import counts, dues_given_back
from staffing.conflicts.solving import Clock, Part, answer
from staffing.conflicts.stated import Key, Stated
from staffing.roster import Roster
from staffing.rules.bound import Bound

ALL_OR_NOTHING = ("leave", "pins", "availability", "allowed_shifts", "employment", "requests")
"""Facts that are given up as a whole; other limits give by as little as they must."""
GIVEN_UP = 10**6
"""What one more member given up weighs against the amounts by which limits give."""
ONE_PERSON = 40 * GIVEN_UP
"""What one more person whose leave must go weighs, where nothing but leave may give."""
DUES = ("contract_days", "contract_minutes", "guaranteed_minutes")
"""Limits that leave lowers, as the columns of `dues_given_back`."""


@dataclass(frozen=True, eq=False)
class Given:
    """A choice of members that give, and a roster that then meets the hard rules.

    `missed`: of each group that gives, by how much each of its bounds is missed, in the order of the group's bounds;
    negative where it is the low side.
    """

    missed: Mapping[Key, tuple[int, ...]]
    roster: Roster
    raised: Mapping[Key, int]
    """By how much limits of a week are higher, as leave in it is given up."""

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
        self.raised = self._raised()
        bounds = [bound for group in stated.groups.values() for bound in group]
        for key, group in stated.groups.items():
            for bound in group:
                self._may_miss(bound, self.gives.get(key), self.raised.get(key))
        if all(self._is_leave(key) for key in soft):
            self._count_people()
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
        if not answer(self.part.model, solver, clock):
            return None
        missed = {key: self._missed(key, solver) for key, literal in self.gives.items() if solver.value(literal)}
        raised = {key: more for key, variable in self.raised.items() if (more := solver.value(variable))}
        return Given(missed, self._roster(solver), raised)

    def _is_leave(self, key: Key) -> bool:
        return self.stated.rules[key.rule].stated.name() == "leave"

    def _raised(self) -> dict[Key, cp_model.IntVar]:
        """By how much the limits of each week are higher, as some of its leave is given up."""
        problem, model = self.stated.problem, self.part.model
        leave: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        for key, literal in self.gives.items():
            if self._is_leave(key) and not key.note and counts(problem, key.agent, key.day):
                leave[key.agent, int(problem.week[key.day])].append(literal)
        more: dict[tuple[int, int, int], cp_model.IntVar] = {}
        for (agent, week), literals in leave.items():
            table = dues_given_back(problem, agent, week)
            number = model.new_int_var(0, len(literals), "")
            model.add(cp_model.LinearExpr.sum(literals) == number)
            for column, higher in enumerate((table - table[0])[: len(literals) + 1].T.tolist()):
                if any(higher):
                    more[agent, week, column] = model.new_int_var(0, max(higher), "")
                    model.add_element(number, higher, more[agent, week, column])
        found = {}
        for key in self.stated.groups:
            name = self.stated.rules[key.rule].stated.name()
            at = (key.agent, int(problem.week[key.day]), DUES.index(name)) if name in DUES else None
            if at in more:
                found[key] = more[at]
        return found

    def _count_people(self) -> None:
        """Few people whose leave must go are better than many."""
        people: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for key, literal in self.gives.items():
            people[key.agent].append(literal)
        for literals in people.values():
            any_ = self.part.model.new_bool_var("")
            self.part.model.add_max_equality(any_, literals)
            self.weights.append((any_, ONE_PERSON))

    def _may_miss(self, bound: Bound, gives: cp_model.IntVar | None, raised: cp_model.IntVar | None) -> None:
        """The bound, `raised` by so much, holds or is missed at a price, but only where its group gives."""
        part, expression = self.part, self.part.expression(bound)
        if raised is not None:
            expression -= raised
        elif gives is None:
            part.state([bound])
        if gives is None:
            if raised is not None and bound.high is not None:
                part.model.add(expression <= bound.high)
            if raised is not None and bound.low is not None:
                part.model.add(expression >= bound.low)
            return
        low, high = part.reach(bound)
        if raised is not None:
            low -= max(raised.proto.domain)
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
            more = solver.value(self.raised[key]) if key in self.raised else 0
            total = solver.value(self.part.expression(bound)) - more
            over = 0 if bound.high is None else max(0, total - bound.high)
            found.append(over or (0 if bound.low is None else min(0, total - bound.low)))
        return tuple(found)

    def _roster(self, solver: cp_model.CpSolver) -> Roster:
        problem = self.stated.problem
        cells = self.stated.model.work[:, problem.history_days :]
        known = self.part.variables
        on = [v in known and v > 0 and bool(solver.value(known[v])) for v in cells.ravel().tolist()]
        return Roster(np.array(on).reshape(cells.shape))
