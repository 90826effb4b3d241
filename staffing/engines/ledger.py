"""What a roster costs under the rules, breach by breach."""

from __future__ import annotations

from collections.abc import Sequence

from staffing.engines.direct import priced
from staffing.engines.direct.hint import breach_of, values_of
from staffing.engines.limits import Limits
from staffing.problem import Problem
from staffing.result import Penalty
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.model import Model

SERVED_WORK, SERVED_SECONDS = 3.0, 20.0
"""Limits of the search for the best way to serve the work, where a rule asks for the backlog."""


def exact_price(
    problem: Problem, rules: Sequence[Rule], roster: Roster, seed: int
) -> tuple[int, tuple[Penalty, ...]] | None:
    """The price of a roster that keeps the hard rules, and its ledger; None where the solver finds that it does not.

    Where a rule asks for the backlog, the price is the least over all ways of serving the work that the limits let the
    solver find.
    """
    model = Model(problem)
    stated = [(rule, bound) for rule in rules if not rule.hard for bound in rule.bounds(model)]
    if "flow" in model.__dict__:
        found = priced(problem, rules, roster, Limits(SERVED_WORK, SERVED_SECONDS, seed))
        return None if found.objective is None else (found.objective, found.ledger)
    values = values_of(model, roster)
    ledger = []
    for rule, bound in stated:
        assert rule.weight != "hard"
        for high_side, limit in ((True, bound.high), (False, bound.low)):
            steps = 0 if limit is None else breach_of(bound, values, high_side)
            if steps:
                amount, note = steps * bound.amount, bound.note or rule.stated.unit
                ledger.append(Penalty(rule.rule, amount, amount * rule.weight, note, bound.agent, bound.day))
    return sum(item.price for item in ledger), tuple(ledger)
