"""What a roster costs under the rules, breach by breach."""

from __future__ import annotations

import math
from collections.abc import Sequence

from staffing.engines.direct.hint import breach_of, holds, values_of
from staffing.engines.direct.search import Search
from staffing.engines.direct.served import best_served
from staffing.engines.direct.translate import penalty
from staffing.engines.limits import Limits
from staffing.problem import Integers, Problem
from staffing.result import Penalty
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.bound import Bound
from staffing.rules.model import Model

SERVED_WORK, SERVED_SECONDS = 3.0, 20.0
"""Limits of the search for the best way to serve the work, where a rule asks for the backlog."""
NEAR = 1e-4
"""Prices are whole: one that is so near above a bound, or less than 1, is the least."""

Priced = tuple[int, tuple[Penalty, ...]]


def exact_price(problem: Problem, rules: Sequence[Rule], roster: Roster, seed: int = 1) -> Priced | None:
    """The price of a roster that keeps the hard rules, and its ledger; None where the solver finds that it does not.

    Where a rule asks for the backlog, it is the price of the best way of serving the work that is found: that of the
    linear program in whole minutes, and where this leaves a gap what the search makes of it within its limits.
    """
    if not any(rule.stated.of_backlog for rule in rules):
        model = Model(problem)
        stated = [(rule, bound) for rule in rules if not rule.hard for bound in rule.bounds(model)]
        return _ledger(stated, values_of(model, roster))
    best, least = _served(Model(problem), rules, roster)
    if best is not None and best[0] - least < 1 - NEAR:
        return best
    searched = Search(problem, rules, Limits(SERVED_WORK, SERVED_SECONDS, seed), None).price_of(roster)
    if searched.objective is not None and (best is None or searched.objective < best[0]):
        return searched.objective, searched.ledger
    return best


def served_price(model: Model, rules: Sequence[Rule], roster: Roster) -> Priced | None:
    """The price of a roster under rules that are stated on a new model, and its ledger.

    The work is served as the linear program in whole minutes does it, or the oldest savable first where that fails.
    None where neither keeps the hard rules.
    """
    return _served(model, rules, roster)[0]


def _served(model: Model, rules: Sequence[Rule], roster: Roster) -> tuple[Priced | None, float]:
    """The same, and what no way of serving the work can cost less than."""
    every = [(rule, bound) for rule in rules for bound in rule.bounds(model)]
    values = values_of(model, roster)
    stated = [(rule, bound) for rule, bound in every if not rule.hard]
    hard = [*model.structure, *(bound for rule, bound in every if rule.hard)]
    ways, least = [values], -math.inf
    served = best_served(model, every, values, SERVED_SECONDS) if "flow" in model.__dict__ else None
    if served is not None:
        ways.append(served[0])
        least = served[1] + sum(item.price for item in _ledger(_of_roster(model, stated), values)[1])
    found = [_ledger(stated, way) for way in ways if all(holds(bound, way) for bound in hard)]
    return min(found, key=lambda each: each[0], default=None), least


def _of_roster(model: Model, stated: list[tuple[Rule, Bound]]) -> list[tuple[Rule, Bound]]:
    """The bounds that do not depend on how the work is served."""
    flow = {v for each in vars(model.flow).values() for v in each.ravel().tolist() if v > 1}
    return [(rule, bound) for rule, bound in stated if flow.isdisjoint(bound.variables.ravel().tolist())]


def _ledger(stated: list[tuple[Rule, Bound]], values: Integers) -> Priced:
    """The price of the breaches at given values of all variables, and the breaches."""
    ledger = []
    for rule, bound in stated:
        for high_side, limit in ((True, bound.high), (False, bound.low)):
            steps = 0 if limit is None else breach_of(bound, values, high_side)
            if steps:
                ledger.append(penalty(rule, bound, steps))
    return sum(item.price for item in ledger), tuple(ledger)
