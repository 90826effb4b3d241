"""What a roster of many people costs: rules that count people are asked for kinds of them, the others by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

import numpy as np

from staffing.engines.direct.ledger import Priced, served_price
from staffing.engines.tours.classes import kinds_of
from staffing.engines.tours.counted import counts_people, stand_ins
from staffing.problem import Flags, Problem
from staffing.result import Penalty, Violation
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.model import Model


def crowd_price(problem: Problem, rules: Sequence[Rule], roster: Roster) -> Priced | None:
    """The price of a roster and its ledger; None where it breaks a hard rule.

    The best way of serving the work is that of the linear program in whole minutes (`served_price`).
    """
    kinds = kinds_of(problem)
    counts = np.array([roster.work[kinds.of == kind].sum(axis=0) for kind in range(len(kinds.size))])
    model = Model(stand_ins(problem, kinds), kinds.size)
    # a cell of this roster is not whether somebody works there but how many of a kind
    found = served_price(model, [rule for rule in rules if counts_people(rule)], Roster(cast(Flags, counts)))
    if found is None:
        return None
    ledger = list(found[1])
    for rule in rules:
        if not counts_people(rule):
            broken = list(rule.violations(problem, roster))
            if broken and rule.hard:
                return None
            ledger.extend(_penalties(rule, broken))
    return sum(item.price for item in ledger), tuple(ledger)


def _penalties(rule: Rule, broken: Sequence[Violation]) -> Iterator[Penalty]:
    for each in broken:
        yield Penalty(rule.rule, each.amount, each.amount * int(rule.weight), each.note, each.agent, each.day)
