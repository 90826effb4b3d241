"""People dealt into blocks, each of which is the whole organization in small.

A block has its part of every kind of people and of every contract, so that it can serve its part of every queue. Blocks
that had a kind to themselves could give way to each other in nothing: what one leaves undone no other one sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from staffing.engines.tours.bonds import Bond
from staffing.engines.tours.classes import Kinds
from staffing.problem import Integers, Problem

PEOPLE = 2_500
"""People of a block, about: in smaller ones more is lost to rounding, in larger ones the search is slower a head."""


FEW = 12
"""A crew that has fewer people than so many for each block is not dealt out: it could hardly cover its part alone."""


def blocks_for(agents: int) -> int:
    """Into how many blocks so many people are dealt out."""
    return max(1, round(agents / PEOPLE))


def dealt(problem: Problem, kinds: Kinds, bonds: Sequence[Bond]) -> list[Integers]:
    """[B] agents of each block, in rising order; people who are bound to each other are in one, as are small crews."""
    blocks = blocks_for(problem.agents)
    alike = np.unique(np.column_stack([kinds.of, problem.minutes_due]), axis=0, return_inverse=True)[1].ravel().tolist()
    there = [[0] * blocks for _ in range(max(alike) + 1)]
    size = [0] * blocks
    members: list[list[int]] = [[] for _ in range(blocks)]
    bound = [{bond.agent, *bond.others} for bond in bonds]
    for together in _together(problem.agents, [*bound, *_small_crews(problem, FEW * blocks)]):
        keys = [alike[agent] for agent in together]
        block = min(range(blocks), key=lambda each: (sum(there[key][each] for key in keys), size[each]))
        for key in keys:
            there[key][block] += 1
        size[block] += len(together)
        members[block].extend(together)
    return [np.array(sorted(each), dtype=np.int64) for each in members if each]


def _small_crews(problem: Problem, few: int) -> Iterator[set[int]]:
    """People of one skill group at one site, where they are fewer than so many."""
    crews = np.column_stack([problem.group, problem.agent_site])
    of, size = np.unique(crews, axis=0, return_inverse=True, return_counts=True)[1:]
    for crew in np.flatnonzero(size < few).tolist():
        yield set(np.flatnonzero(of.ravel() == crew).tolist())


def _together(agents: int, bound: Sequence[set[int]]) -> Iterator[tuple[int, ...]]:
    """Those who are bound to each other, directly or by others, and then everybody else alone."""
    groups: dict[int, set[int]] = {}
    for people in bound:
        joined = people.union(*(groups[agent] for agent in people if agent in groups))
        groups.update(dict.fromkeys(joined, joined))
    groups_of = {tuple(sorted(group)) for group in groups.values()}
    yield from sorted(groups_of, key=lambda group: (-len(group), group))
    yield from ((agent,) for agent in range(agents) if agent not in groups)
