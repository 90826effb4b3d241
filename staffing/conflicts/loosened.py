"""A rule some of whose limits give: what is left of it when a way out is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from staffing.conflicts.freed import without_leave
from staffing.conflicts.giving import ALL_OR_NOTHING, Given
from staffing.conflicts.stated import Key, Stated, can_be_missed, keys_of
from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.bound import Bound

if TYPE_CHECKING:
    from staffing.rules.model import Model


class Loosened(Rule):
    """Not written by people: the rule `whole` without the facts given up, and with limits that give."""

    whole: Rule
    number: int
    """Its place among the rules."""
    given: tuple[tuple[Any, tuple[int, ...]], ...]
    """Groups that give, and by how much each of their bounds does."""
    kind: ClassVar = "agent"
    law: ClassVar = "A rule may give where no roster meets it."
    unit: ClassVar = "as of the rule"

    @property
    def stated(self) -> Rule:
        return self.whole.stated

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Those of the whole rule: a way out is a breach of what was written."""
        return self.whole.violations(problem, roster)

    def bounds(self, model: Model) -> Iterator[Bound]:
        given: Mapping[Key, tuple[int, ...]] = dict(self.given)
        seen: Counter[Key] = Counter()
        whole = self.whole.stated.name() in ALL_OR_NOTHING
        for bound in self.whole.bounds(model):
            keys = keys_of(model, self.whole, self.number, bound)
            touched = [key for key in keys if key in given]
            if not touched:
                yield bound
                continue
            low, high = np.array(model.variables.low), np.array(model.variables.high)
            if whole or not can_be_missed(bound, low, high):
                continue
            by = abs(given[touched[0]][seen[touched[0]]])
            seen[touched[0]] += 1
            yield replace(
                bound,
                low=None if bound.low is None else bound.low - by,
                high=None if bound.high is None else bound.high + by,
            )


def loosened(stated: Stated, given: Given) -> tuple[Problem, list[Rule]]:
    """The problem and the rules with what a choice gives: leave goes from the problem, as if never written."""
    away = [key for key in given.missed if stated.rules[key.rule].stated.name() == "leave"]
    days = [(key.agent, key.day) for key in away if not key.note]
    problem = without_leave(stated.problem, days, [key.agent for key in away if key.note])
    found: list[Rule] = []
    for number, rule in enumerate(stated.rules):
        if rule.stated.name() == "leave":
            found.append(rule)
            continue
        own = tuple((key, by) for key, by in given.missed.items() if key.rule == number)
        loose = Loosened(rule=rule.rule, weight=rule.weight, whole=rule, number=number, given=own) if own else rule
        found.append(loose)
    return problem, found
