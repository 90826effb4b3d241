"""The cheapest line where a machine stands beside the network: a sum too long to be multiplied into it.

Minutes over half a year have hundreds of values, and a network with each of them in each of its states would be too
large. Here the pairs of states are made while they are walked (label setting; Irnich, Desaulniers 2005). That is quick
where few days are open, as in part of a roster: from the last open day on both go their ways alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from staffing.engines.columns.networks.distinct import distinct
from staffing.engines.columns.networks.network import NOTHING, Network
from staffing.engines.columns.networks.pairs import rest_of, state_of, walk_pairs
from staffing.engines.columns.networks.walks import FAR, Arcs, backward_between
from staffing.problem import Integers

FIRST_LIMIT, RAISED = 2, 8
"""Price points above the bound up to which ways are searched at least, and how many times as far if there is none."""
EVERY = 2**31
"""All ways go on."""
KEPT_RESTS = 256
"""Ends of lines whose rest is kept: it is asked for again at other prices."""


@dataclass(frozen=True, eq=False)
class _Way:
    """Over open days: prices, the first day and the one after the last, states, and where the machine has a way on."""

    cell: Integers
    days: tuple[int, int]
    start: tuple[int, int]
    rest: Integers


class Beside:
    """The search in a network and a machine beside it, which forbids and prices nothing.

    What is still to come by the network alone is a bound; labels that would cost more than a limit with it are dropped.
    The limit is above that bound by what the last searches took to go, and is raised until a line is found.
    """

    def __init__(self, network: Network, machine: Network, scale: int) -> None:
        """`machine` is the machine in the form of a network."""
        self.network, self.machine, self.scale = network, machine, scale
        self.arcs, self.beside = Arcs.of(network, None, scale), Arcs.of(machine, None, scale)
        self.walked = 0
        """Pairs of states and choices that the last search looked at."""
        pairs = [
            distinct(np.column_stack([mine, theirs]))
            for mine, theirs in zip(network.kind_of, machine.kind_of, strict=True)
        ]
        self.both = np.array([len(pair) for pair, _ in pairs])
        self.joint = np.array([kind for _, kind in pairs])
        self.of_both = np.zeros((len(pairs), int(self.both.max()), 2), dtype=np.int64)
        for day, (pair, _) in enumerate(pairs):
            self.of_both[day, : len(pair)] = pair
        self.rests: dict[bytes, tuple[Integers, Integers]] = {}
        self.ahead: Integers = np.empty(network.nodes, dtype=np.int64)
        """[nodes] what is still to come by the network alone; known in the layers of open days."""
        self.beyond = FIRST_LIMIT * scale

    def cheapest(self, cell: Integers, kept: int = EVERY) -> tuple[int, Integers] | None:
        """As `Pricing.cheapest`, among the lines that the machine allows as well.

        `kept`: ways that go on from each of its states on a day, at most; the line is cheap then, not the cheapest.
        """
        self.walked = 0
        open_ = cell < FAR
        if not open_.any(axis=1).all():
            return None
        several, given = np.flatnonzero(open_.sum(axis=1) > 1), open_.argmax(axis=1)
        begin, end = (int(several[0]), int(several[-1]) + 1) if len(several) else (len(cell), len(cell))
        node, cost = state_of(self.arcs, given, begin)
        other, _ = state_of(self.beside, given, begin)
        if node < 0 or other < 0:
            return None
        rest, rest_beside = self._rests(given, end)
        self.ahead[self.network.first[end] : self.network.first[end + 1]] = rest
        backward_between(self.arcs, cell, NOTHING, self.ahead, self.ahead, begin, end)
        least = int(self.ahead[node])
        if least >= FAR:
            return None
        way = _Way(cell, (begin, end), (node, other), rest_beside)
        found = self._between(way, least, kept)
        if found is None:
            return None
        fixed = np.concatenate([np.arange(begin), np.arange(end, len(cell))])
        total = found[0] + int(cost) + int(cell[fixed, given[fixed]].sum())
        return total, np.concatenate([given[:begin], found[1], given[end:]])

    def _between(self, way: _Way, least: int, kept: int) -> tuple[int, Integers] | None:
        """The cheapest way over the open days and what follows, its cost and choices."""
        limit = least + self.beyond
        while True:
            args = self.arcs, self.beside, self.joint, self.of_both, self.both, way.cell, *way.days, way.start
            total, line, made = walk_pairs(*args, self.ahead, way.rest, limit, kept)
            self.walked += made * int(self.both.max())
            if total <= limit and total < FAR:
                beyond = int(total) - least
                self.beyond = max(FIRST_LIMIT * self.scale, (self.beyond + 2 * beyond) // 2)
                return int(total), line
            if limit >= FAR:
                return None
            limit = min(FAR, least + RAISED * (limit - least))

    def _rests(self, given: Integers, end: int) -> tuple[Integers, Integers]:
        """What is paid beside the prices from layer `end` on, from each state of both, by the choices given there."""
        key = given[end:].tobytes()
        if key not in self.rests:
            if len(self.rests) >= KEPT_RESTS:
                self.rests.clear()
            self.rests[key] = rest_of(self.arcs, given, end), rest_of(self.beside, given, end)
        return self.rests[key]
