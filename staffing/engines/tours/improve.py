"""People who follow others choose anew beside them, and so does whoever has to make room: a large neighbourhood search.

(Shaw 1998, CP98, LNCS 1520:417.) The master program keeps its basis: who is held is a lower bound on a count, and
nothing is built anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from staffing.engines.tours.bonds import Bond, bond_price
from staffing.engines.tours.generate import Generation
from staffing.engines.tours.master import Master
from staffing.engines.tours.whole import Counted, Spent, dive, solved
from staffing.problem import Integers, Problem

BESIDE, LEAST_BESIDE = 4, 2_000
"""So many others are set free for each who follows somebody, and at least so many."""
MANY = 50
"""Rounds in which tours are asked for when people choose anew, at most."""


def bonded(
    generation: Generation,
    found: Counted,
    problem: Problem,
    bonds: Sequence[Bond],
    leads: Mapping[int, Integers],
    random: np.random.Generator,
    spent: Spent,
) -> Counted:
    """The counts when all who follow others have chosen anew beside them, with some more people to make room.

    `leads` are prices of those who are followed that are in their costs so far, and are taken out.
    """
    extra = dict(leads)
    waiting = list(bonds)
    while waiting and not spent():
        ahead = {bond.agent for bond in waiting}
        now = [bond for bond in waiting if not ahead.intersection(bond.others)] or waiting
        waiting = [bond for bond in waiting if bond not in now]
        found = _chosen(generation, found, _priced(generation, found, problem, now, extra), random, spent)
    return found


@dataclass(frozen=True, eq=False)
class _Turn:
    """Classes whose people choose anew, those that stay as they are, and what all counts cost at the new prices."""

    free: Integers
    held: Integers
    value: float


def _priced(
    generation: Generation, found: Counted, problem: Problem, bonds: Sequence[Bond], extra: dict[int, Integers]
) -> _Turn:
    """Everybody who follows pays for what does not suit the lines of those followed, and these for nothing more."""
    classes = generation.master.classes
    lines = _lines_of(generation.master, found.counts, {other for bond in bonds for other in bond.others})
    prices = {other: np.zeros_like(classes.own[0]) for other in lines}
    for bond in bonds:
        prices[bond.agent] = prices.get(bond.agent, 0) + bond_price(problem, bond, lines)
    value = found.value
    for agent, price in prices.items():
        of_class = int(classes.of[agent])
        before = _cost_of(generation.master, found.counts, of_class)
        generation.reprice(of_class, price - extra.get(agent, 0))
        value += _cost_of(generation.master, found.counts, of_class) - before
        extra[agent] = price
    return _Turn(classes.of[[bond.agent for bond in bonds]], classes.of[list(lines)], value)


def _chosen(generation: Generation, found: Counted, turn: _Turn, random: np.random.Generator, spent: Spent) -> Counted:
    """Those who follow choose anew, and some others."""
    of_class = np.array([tour.of_class for tour in generation.master.tours])
    units = np.repeat(np.arange(len(found.counts)), found.counts)
    free = np.isin(of_class[units], turn.free)
    others = units[~free & ~np.isin(of_class[units], turn.held)]
    beside = random.choice(others, size=min(max(LEAST_BESIDE, BESIDE * int(free.sum())), len(others)), replace=False)
    again = searched(generation, found.counts, np.concatenate([units[free], beside]), spent)
    return again if again.value < turn.value else Counted(found.counts, turn.value, again.relaxed)


def searched(generation: Generation, counts: Integers, freed: Integers, spent: Spent) -> Counted:
    """The counts when some people, by the tours they work, choose anew."""
    master = generation.master
    held = padded(counts, master) - np.bincount(freed, minlength=len(master.tours))
    master.hold(held)
    of_class = np.array([tour.of_class for tour in master.tours])
    relaxed = solved(generation, np.unique(of_class[freed]), MANY)
    return Counted(*dive(generation, relaxed, spent), relaxed)


def padded(counts: Integers, master: Master) -> Integers:
    """The counts with 0 for tours that have come since."""
    return np.append(counts, np.zeros(len(master.tours) - len(counts), dtype=np.int64))


def _cost_of(master: Master, counts: Integers, of_class: int) -> int:
    """What the tours of a class cost by themselves."""
    return sum(
        int(count) * tour.cost
        for count, tour in zip(counts.tolist(), master.tours, strict=False)
        if count and tour.of_class == of_class
    )


def _lines_of(master: Master, counts: Integers, agents: set[int]) -> dict[int, Integers]:
    """The lines [D] of people who are each a class of their own."""
    of_class = {int(master.classes.of[agent]): agent for agent in agents}
    return {
        of_class[master.tours[place].of_class]: master.tours[place].choices
        for place in np.flatnonzero(counts).tolist()
        if master.tours[place].of_class in of_class
    }
