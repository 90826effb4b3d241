"""Walks through a network in compiled code: labels forward, what is still to come backward, and both together.

Prices are whole numbers, so that what is found is exact.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numba
import numpy as np

from staffing.engines.columns.networks.network import NOTHING, Below, Network
from staffing.problem import Flags, Integers

FAR = 2**61
"""The price of what cannot be reached."""
BLOCK = 16
"""Nodes in a row that are looked at together."""


class Arcs(NamedTuple):
    """What the compiled code reads of a network, and of one below (network.py); empty: all 0, or no network below."""

    first: Integers
    arc: Integers
    kinds: Integers
    kind_of: Integers
    to: Integers
    price: Integers
    onto: Integers
    owed: Integers
    scale: int
    """Parts of a price point: prices of arcs are points, all others parts."""

    @classmethod
    def of(cls, net: Network, below: Below | None, scale: int) -> Arcs:
        """The arrays of a network over another."""
        onto, owed = (NOTHING, NOTHING) if below is None else (below.onto, below.owed)
        return cls(net.first, net.arc, net.kinds, net.kind_of, net.to, net.price, onto, owed, scale)


class Room(NamedTuple):
    """Labels of one search; they are kept, and put back to `FAR` where the search before has left any."""

    cost: Integers
    """[nodes] of the cheapest way to each node, `FAR` where there is none or none that is needed."""
    back: Integers
    """[nodes] the node a way comes by x choices + the choice it takes; where `cost` is `FAR` it says nothing."""
    touched: Flags
    """[nodes / BLOCK] whether any of so many nodes in turn has or had a label, so that most need not be looked at."""

    @classmethod
    def of(cls, net: Network) -> Room:
        """Room for a network without any label."""
        cost = np.full(net.nodes, FAR, dtype=np.int64)
        small = net.nodes * net.kind_of.shape[1] < 2**31
        back: Integers = np.empty(net.nodes, dtype=np.int32 if small else np.int64)
        return cls(cost, back, np.zeros(net.nodes // BLOCK + 1, dtype=bool))


@numba.njit(cache=True, nogil=True)
def by_kind(kind_of: Any, kinds: int, cell: Any, least: Any, choice: Any) -> None:
    """The cheapest choice of each kind on one day."""
    for kind in range(kinds):
        least[kind] = FAR
        choice[kind] = -1
    for c in range(len(kind_of)):
        kind = kind_of[c]
        if cell[c] < least[kind]:
            least[kind] = cell[c]
            choice[kind] = c


@numba.njit(cache=True, nogil=True)
def forward(net: Arcs, cell: Any, ahead: Any, limit: int, room: Room) -> Any:
    """Labels of all nodes on ways that may cost `limit` or less; what the cheapest way costs, and arcs walked.

    `ahead` [nodes of the network below] is what is still to come at least; empty: nothing is dropped. What is dropped
    has no label.
    """
    cost, back, touched = room
    days, choices = net.kind_of.shape
    least, choice = np.empty(net.kinds.max(), dtype=np.int64), np.empty(net.kinds.max(), dtype=np.int64)
    guided, priced, owing = len(ahead) > 0, len(net.price) > 0, len(net.owed) > 0
    for block in range(len(touched)):
        if touched[block]:
            cost[block * BLOCK : (block + 1) * BLOCK] = FAR
            touched[block] = False
    cost[0], touched[0] = 0, True
    walked = 0
    for day in range(days):
        count, begin, end = net.kinds[day], net.first[day], net.first[day + 1]
        by_kind(net.kind_of[day], count, cell[day], least, choice)
        for block in range(begin // BLOCK, (end - 1) // BLOCK + 1):
            if not touched[block]:
                continue
            for node in range(max(begin, block * BLOCK), min(end, (block + 1) * BLOCK)):
                here = cost[node]
                if here >= FAR:
                    continue
                at = net.arc[day] + (node - begin) * count
                walked += count
                for kind in range(count):
                    there = net.to[at + kind]
                    if there < 0 or choice[kind] < 0:
                        continue
                    total = here + least[kind]
                    if priced:
                        total += net.price[at + kind] * net.scale
                    if total < cost[there]:
                        if guided:
                            rest = ahead[net.onto[there]]
                            if owing:
                                rest += net.owed[there] * net.scale
                            if total + rest > limit:
                                continue
                        cost[there] = total
                        back[there] = node * choices + choice[kind]
                        touched[there // BLOCK] = True
    return cost[net.first[days]], walked


@numba.njit(cache=True, nogil=True)
def backward(net: Arcs, cell: Any, ahead: Any, cost: Any, rest: Any) -> int:
    """rest [nodes] of the cheapest way from each node to the end; arcs walked.

    With `ahead` only nodes with a label are worked out; of the others it is what that says: of all it is a bound.
    """
    days = len(net.kinds)
    rest[net.first[days]] = 0
    return backward_between(net, cell, ahead, cost, rest, 0, days)


@numba.njit(cache=True, nogil=True)
def backward_between(net: Arcs, cell: Any, ahead: Any, cost: Any, rest: Any, begin: int, end: int) -> int:
    """The same in layers `begin` to `end` alone, of which `rest` says the last already."""
    walked, known = 0, -FAR
    least, choice = np.empty(net.kinds.max(), dtype=np.int64), np.empty(net.kinds.max(), dtype=np.int64)
    guided, priced, owing = len(ahead) > 0, len(net.price) > 0, len(net.owed) > 0
    for day in range(end - 1, begin - 1, -1):
        count = net.kinds[day]
        by_kind(net.kind_of[day], count, cell[day], least, choice)
        for node in range(net.first[day], net.first[day + 1]):
            if guided:
                known = ahead[net.onto[node]]
                if owing and known < FAR:
                    known += net.owed[node] * net.scale
                if cost[node] >= FAR:
                    rest[node] = known
                    continue
            at = net.arc[day] + (node - net.first[day]) * count
            walked += count
            best = FAR
            for kind in range(count):
                there = net.to[at + kind]
                if there < 0 or choice[kind] < 0 or rest[there] >= FAR:
                    continue
                total = rest[there] + least[kind]
                if priced:
                    total += net.price[at + kind] * net.scale
                best = min(best, total)
            rest[node] = max(best, known)
    return walked


@numba.njit(cache=True, nogil=True)
def through(net: Arcs, cell: Any, cost: Any, rest: Any) -> Any:
    """[D, C] the cheapest whole way with each choice on each day."""
    days, priced = len(net.kinds), len(net.price) > 0
    found = np.full(net.kind_of.shape, FAR, dtype=np.int64)
    for day in range(days):
        count = net.kinds[day]
        by_kind = np.full(count, FAR, dtype=np.int64)
        for node in range(net.first[day], net.first[day + 1]):
            here = cost[node]
            if here >= FAR:
                continue
            at = net.arc[day] + (node - net.first[day]) * count
            for kind in range(count):
                there = net.to[at + kind]
                if there >= 0 and rest[there] < FAR:
                    total = here + rest[there]
                    if priced:
                        total += net.price[at + kind] * net.scale
                    by_kind[kind] = min(by_kind[kind], total)
        for c in range(net.kind_of.shape[1]):
            kind = net.kind_of[day, c]
            if kind >= 0 and cell[day, c] < FAR and by_kind[kind] < FAR:
                found[day, c] = by_kind[kind] + cell[day, c]
    return found


@numba.njit(cache=True, nogil=True)
def cheapest_of(lines: Any, extra: Any, cell: Any) -> int:
    """What the cheapest of some lines [N, D] costs, `FAR` where none is allowed.

    `extra` [N] is what each costs besides its choices, `FAR` where there is no line.
    """
    found = FAR
    for n in range(len(lines)):
        if extra[n] >= FAR:
            continue
        total = extra[n]
        for day in range(lines.shape[1]):
            more = cell[day, lines[n, day]]
            if more >= FAR:
                total = FAR
                break
            total += more
        found = min(found, total)
    return found
