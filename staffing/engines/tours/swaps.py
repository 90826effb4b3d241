"""Two people of one kind change shifts: no count changes by it, and what it costs the two of them does.

A change is of one day, of two days (so that both keep their days off a week), or of the whole week. Changes that make
the two cheaper together are made as they are found, until a whole round finds none: 2-exchange (Croes 1958, Operations
Research 6:791, for tours of another kind).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numba
import numpy as np

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.tours.shares import Shares, share_price
from staffing.engines.tours.walks import Walks, walk
from staffing.problem import Integers


class Block(NamedTuple):
    """n people of one kind with their lines: plain arrays.

    `choices` [n, D]; `own` [n, D, C] what each choice costs; `network` [n] place in `walks`; `least` [n] below which
    no line of each can cost.
    """

    choices: Integers
    own: Integers
    network: Integers
    walks: Walks
    shares: Shares
    least: Integers
    partners: int
    """So many others are tried for each person in a round."""
    rounds: int
    seed: int


def exchanged(block: Block) -> Integers:
    """[n, D] the lines after all changes that pay."""
    choices = block.choices.copy()
    if len(choices) < 2:
        return choices
    random = np.random.default_rng(block.seed)
    cost = _costs(choices, block.own, block.network, block.walks, block.shares)
    for _ in range(block.rounds):
        order = np.argsort(block.least - cost, kind="stable")
        others = random.permutation(len(choices))
        if not _round(choices, cost, order, others, block):
            break
    return choices


@numba.njit(cache=True, nogil=True)
def line_cost(own: Any, network: int, walks: Walks, shares: Shares, agent: int, line: Any) -> int:
    """What a line [D] costs an agent in all, without `base`; NEVER where it may not be worked."""
    total = 0
    for day in range(len(line)):
        more = own[agent, day, line[day]]
        if more >= NEVER:
            return NEVER
        total += more
    by_network = walk(walks, network, line)
    if by_network >= NEVER:
        return NEVER
    return total + by_network + share_price(shares, agent, line)


@numba.njit(cache=True, nogil=True)
def _costs(choices: Any, own: Any, network: Any, walks: Walks, shares: Shares) -> Any:
    found = np.empty(len(choices), dtype=np.int64)
    for agent in range(len(choices)):
        found[agent] = line_cost(own, network[agent], walks, shares, agent, choices[agent])
    return found


@numba.njit(cache=True, nogil=True)
def _round(choices: Any, cost: Any, order: Any, others: Any, block: Block) -> int:
    """Every person who could pay less tries others in turn; how many changes were made."""
    people, days = choices.shape
    made = 0
    mine, theirs = np.empty(days, dtype=np.int64), np.empty(days, dtype=np.int64)
    for turn in range(people):
        agent = order[turn]
        first = turn % people
        tried = 0
        while tried < min(block.partners, people) and cost[agent] > block.least[agent]:
            other = others[(first + tried) % people]
            tried += 1
            if other != agent and _try(choices, cost, agent, other, mine, theirs, block):
                made += 1
    return made


@numba.njit(cache=True, nogil=True)
def _try(choices: Any, cost: Any, agent: int, other: int, mine: Any, theirs: Any, block: Block) -> bool:
    """Make the first change of two people that pays; whether there was one."""
    days = choices.shape[1]
    for first in range(days):
        if choices[agent, first] == choices[other, first]:
            continue
        for second in range(first, days):
            if second > first and choices[agent, second] == choices[other, second]:
                continue
            mine[:], theirs[:] = choices[agent], choices[other]
            mine[first], theirs[first] = choices[other, first], choices[agent, first]
            mine[second], theirs[second] = choices[other, second], choices[agent, second]
            if _take(choices, cost, agent, other, mine, theirs, block):
                return True
    mine[:], theirs[:] = choices[other], choices[agent]
    return _take(choices, cost, agent, other, mine, theirs, block)


@numba.njit(cache=True, nogil=True)
def _take(choices: Any, cost: Any, agent: int, other: int, mine: Any, theirs: Any, block: Block) -> bool:
    before = cost[agent] + cost[other]
    ours = line_cost(block.own, block.network[agent], block.walks, block.shares, agent, mine)
    if ours + block.least[other] >= before:
        return False
    others = line_cost(block.own, block.network[other], block.walks, block.shares, other, theirs)
    if ours + others >= before:
        return False
    choices[agent], choices[other] = mine, theirs
    cost[agent], cost[other] = ours, others
    return True
