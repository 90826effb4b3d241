"""How a burden is shared: everybody's entitlement, and who carries more than it.

A person's share of all burdens (history and plan) is their share of contract days present and able to carry one, so a
part-timer or somebody on leave owes less, and somebody who may not work late owes nothing. Nobody should carry more
than that share, rounded up to a whole one; each one above it is a unit of breach.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from staffing.problem import Flags, Integers, Problem
from staffing.rules.bound import Bound

if TYPE_CHECKING:
    from staffing.rules.model import Model


def entitlements(problem: Problem, burden: Flags) -> Integers:
    """[A] contract days present on which the agent could carry a burden; `burden` is [H + D, S]."""
    possible = burden[None] & problem.available & problem.contract_allows[:, None, :]
    able = possible.any(axis=2) & problem.employed & ~problem.on_leave
    shares: Integers = able.sum(axis=1) * problem.contract_days
    return shares


def burdens_over(problem: Problem, burden: Flags, timeline: Flags) -> Integers:
    """[A] burdens that each agent carries above the entitled share rounded up, never negative."""
    carried = (timeline & burden[None]).sum(axis=(1, 2))
    shares = entitlements(problem, burden)
    over = [0] * problem.agents
    if shares.sum():
        for agent in range(problem.agents):
            fair = -(-int(shares[agent]) * int(carried.sum()) // int(shares.sum()))
            over[agent] = max(0, int(carried[agent]) - fair)
    return np.array(over, dtype=np.int64)


def fair_bounds(model: Model, burden: Flags) -> Iterator[Bound]:
    """One bound per agent: shares x own burdens - own share x all burdens < shares, in steps of one burden."""
    shares = entitlements(model.problem, burden)
    total = int(shares.sum())
    if not total:
        return
    day, shift = np.nonzero(burden)
    everybody = model.work[:, day, shift]
    for agent in range(model.problem.agents):
        coefficients = np.full(everybody.shape, -int(shares[agent]), dtype=np.int64)
        coefficients[agent] += total
        yield Bound(everybody.ravel(), coefficients.ravel(), high=total - 1, step=total, agent=agent)
