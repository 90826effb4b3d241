"""The cheapest line of work at given prices of days and choices, in compiled code.

A shortest path in a network whose nodes are what the resources remember (label setting; Irnich, Desaulniers 2005).
Prices are whole numbers, so that what is found is exact.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from staffing.engines.columns.network import Network
from staffing.problem import Integers

FAR = 2**61
"""The price of what cannot be reached."""


@numba.njit(cache=True, nogil=True)
def _by_kind(kind_of: Any, kinds: int, cell: Any, least: Any, choice: Any) -> None:
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
def _forward(
    first: Any, arc: Any, kinds: Any, kind_of: Any, to: Any, price: Any, scale: int, cell: Any, cost: Any, back: Any
) -> None:
    """cost [nodes] of the cheapest way to each node, back [nodes] the node it came by and the choice it took.

    `price` may be empty: nothing has a price then.
    """
    days, most = len(kinds), 0
    for day in range(days):
        most = max(most, kinds[day])
    least, choice = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    choices = kind_of.shape[1]
    cost[0] = 0
    low, high = 0, 1  # between them lie all nodes of the layer that are reached
    for day in range(days):
        count = kinds[day]
        _by_kind(kind_of[day], count, cell[day], least, choice)
        for node in range(first[day + 1], first[day + 2]):
            cost[node] = FAR
        lowest, highest = first[day + 2], first[day + 1]
        for node in range(low, high):
            here = cost[node]
            if here >= FAR:
                continue
            at = arc[day] + (node - first[day]) * count
            for kind in range(count):
                there = to[at + kind]
                if there < 0 or choice[kind] < 0:
                    continue
                total = here + least[kind]
                if len(price):
                    total += price[at + kind] * scale
                if total < cost[there]:
                    cost[there] = total
                    back[there] = node * choices + choice[kind]
                    lowest, highest = min(lowest, there), max(highest, there + 1)
        low, high = lowest, highest


@numba.njit(cache=True, nogil=True)
def _backward(
    first: Any, arc: Any, kinds: Any, kind_of: Any, to: Any, price: Any, scale: int, cell: Any, rest: Any
) -> None:
    """rest [nodes] of the cheapest way from each node to the end."""
    days, most = len(kinds), 0
    for day in range(days):
        most = max(most, kinds[day])
    least, choice = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    rest[:] = FAR
    rest[first[days]] = 0
    for day in range(days - 1, -1, -1):
        count = kinds[day]
        _by_kind(kind_of[day], count, cell[day], least, choice)
        for node in range(first[day], first[day + 1]):
            at = arc[day] + (node - first[day]) * count
            best = FAR
            for kind in range(count):
                there = to[at + kind]
                if there < 0 or choice[kind] < 0 or rest[there] >= FAR:
                    continue
                total = rest[there] + price[at + kind] * scale + least[kind]
                if total < best:
                    best = total
            rest[node] = best


@numba.njit(cache=True, nogil=True)
def _through(
    first: Any, arc: Any, kinds: Any, kind_of: Any, to: Any, price: Any, scale: int, cell: Any, cost: Any, rest: Any
) -> Any:
    """[D, C] the cheapest whole way with each choice on each day."""
    days = len(kinds)
    found = np.full(kind_of.shape, FAR, dtype=np.int64)
    for day in range(days):
        count = kinds[day]
        by_kind = np.full(count, FAR, dtype=np.int64)
        for node in range(first[day], first[day + 1]):
            here = cost[node]
            if here >= FAR:
                continue
            at = arc[day] + (node - first[day]) * count
            for kind in range(count):
                there = to[at + kind]
                if there >= 0 and rest[there] < FAR:
                    total = here + rest[there] + price[at + kind] * scale
                    if total < by_kind[kind]:
                        by_kind[kind] = total
        for c in range(kind_of.shape[1]):
            kind = kind_of[day, c]
            if kind >= 0 and cell[day, c] < FAR and by_kind[kind] < FAR:
                found[day, c] = by_kind[kind] + cell[day, c]
    return found


class Pricing:
    """The search in one network; it keeps its room for labels between calls."""

    def __init__(self, network: Network, scale: int) -> None:
        self.network, self.scale = network, scale
        self.cost: Integers = np.full(network.nodes, FAR, dtype=np.int64)
        self.rest: Integers = np.zeros(0, dtype=np.int64)
        self.back = np.empty(network.nodes, dtype=np.int32)
        self.price = network.price if network.price.any() else network.price[:0]

    def cheapest(self, cell: Integers) -> tuple[int, Integers] | None:
        """The least cost of a line at prices [D, C] of its choices (`FAR` where forbidden), and its choices [D].

        Prices are in parts of a price point, `scale` to each. None where there is no line.
        """
        net = self.network
        self._search(cell)
        node = net.nodes - 1
        total = int(self.cost[node])
        if total >= FAR:
            return None
        choices, line = net.kind_of.shape[1], np.empty(net.days, dtype=np.int64)
        for day in range(net.days - 1, -1, -1):
            node, line[day] = divmod(int(self.back[node]), choices)
        return total, line

    def _search(self, cell: Integers) -> None:
        net = self.network
        _forward(net.first, net.arc, net.kinds, net.kind_of, net.to, self.price, self.scale, cell, self.cost, self.back)

    def through(self, cell: Integers) -> Integers:
        """[D, C] the least cost of a line with each choice on each day; `FAR` where there is none."""
        net = self.network
        args = net.first, net.arc, net.kinds, net.kind_of, net.to, net.price, self.scale, cell
        self._search(cell)
        found: Integers = _through(*args, self.cost, self.to_the_end(cell))
        return found

    def to_the_end(self, cell: Integers) -> Integers:
        """[nodes] the least cost of a way from each node to the end; valid until the next search."""
        net = self.network
        if not self.rest.size:
            self.rest = np.empty(net.nodes, dtype=np.int64)
        _backward(net.first, net.arc, net.kinds, net.kind_of, net.to, net.price, self.scale, cell, self.rest)
        return self.rest
