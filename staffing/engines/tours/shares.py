"""The rules of fairness as prices of each person's own line, once it is settled how much there is to share.

What everybody carries together follows from how many people work each shift; it is the same whoever works it. Then a
person's part of it is a number, and what the line carries beyond that is the person's alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from staffing.problem import Integers, Problem
from staffing.rules import Rule
from staffing.rules.applied import Applied
from staffing.rules.team.fair_rule import FairRule
from staffing.rules.team.fairness import STEEPEST, WHOLE


class Shares(NamedTuple):
    """F burdens of n people: see `staffing/rules/team/fairness.py`.

    `worth` [F, n, D, C] what each choice adds; `remembered`, `share` and `weight` [F, n]; `whole` [F] the sum of all
    people's shares, `step` [F] one burden in the unit of `above`, `everybody` [F] thousandths of all people together.
    """

    worth: NDArray[np.int32]
    remembered: Integers
    share: Integers
    weight: Integers
    whole: Integers
    step: Integers
    everybody: Integers

    def of_people(self, agents: Integers) -> Shares:
        """Of some people only; what is shared stays that of all."""
        return self._replace(
            worth=np.ascontiguousarray(self.worth[:, agents]),
            remembered=self.remembered[:, agents],
            share=self.share[:, agents],
            weight=self.weight[:, agents],
        )

    def settled(self, choices: Integers) -> Shares:
        """With what everybody carries at the lines [n, D] of all people."""
        days = np.arange(choices.shape[1])
        carried = self.worth[:, np.arange(len(choices))[:, None], days, choices].sum(axis=(1, 2), dtype=np.int64)
        return self._replace(everybody=self.remembered.sum(axis=1) + WHOLE * carried)


def shares_of(problem: Problem, rules: Sequence[Rule]) -> Shares:
    """The burdens that rules share out, none of them carried yet."""
    fair = [rule for rule in rules if isinstance(rule.stated, FairRule) and not rule.hard]
    people, days, choices = problem.agents, problem.days, problem.shifts + 1
    worth = np.zeros((len(fair), people, days, choices), dtype=np.int32)
    remembered, share, weight = np.zeros((3, len(fair), people), dtype=np.int64)
    whole, step = np.zeros((2, len(fair)), dtype=np.int64)
    for place, rule in enumerate(fair):
        stated = rule.stated
        assert isinstance(stated, FairRule)
        past = stated.past(problem)
        worth[place] = stated.carried(problem)
        remembered[place], share[place] = past.remembered, past.shares
        whole[place], step[place] = past.shares.sum(), past.step
        bound = [not isinstance(rule, Applied) or rule.binds(problem, agent) for agent in range(people)]
        weight[place] = np.where(bound, int(rule.weight), 0)
    return Shares(worth, remembered, share, weight, whole, step, remembered.sum(axis=1))


@numba.njit(cache=True, nogil=True)
def share_price(shares: Shares, agent: int, line: Any) -> int:
    """What a line [D] of an agent costs by all burdens."""
    total = 0
    for burden in range(len(shares.step)):
        planned = 0
        for day in range(len(line)):
            planned += shares.worth[burden, agent, day, line[day]]
        if planned > 0 and shares.step[burden] > 0:
            total += shares.weight[burden, agent] * _points(shares, burden, agent, planned)
    return total


@numba.njit(cache=True, nogil=True)
def _points(shares: Shares, burden: int, agent: int, planned: int) -> int:
    own = shares.remembered[burden, agent] + WHOLE * planned
    more = own * shares.whole[burden] - shares.share[burden, agent] * shares.everybody[burden]
    found = 0
    for number in range(1, max(0, more // shares.step[burden]) + 1):
        found += min(number, STEEPEST)
    return found
