"""The cheapest line where a machine stands beside the network: a sum too long to be multiplied into it.

Minutes over half a year have hundreds of values, and a network with each of them in each of its states would be too
large. Here the pairs of states are made while they are walked (label setting; Irnich, Desaulniers 2005). That is quick
where few days are open, as in part of a roster: from the last open day on both go their ways alone.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from staffing.engines.columns.distinct import distinct
from staffing.engines.columns.network import Network
from staffing.engines.columns.pricing import FAR
from staffing.problem import Integers

ROOM = 2**16
"""Labels for which there is room at first."""
KEPT_RESTS = 256
"""Ends of lines whose rest is kept: it is asked for again at other prices."""


@numba.njit(cache=True, nogil=True)
def _rest(
    first: Any, arc: Any, kinds: Any, kind_of: Any, to: Any, price: Any, scale: int, choices: Any, begin: int
) -> Any:
    """[states of layer `begin`] what the steps from there to the end cost when choices [D] are given; FAR: no way."""
    days = len(kinds)
    rest = np.zeros(1, dtype=np.int64)
    for day in range(days - 1, begin - 1, -1):
        count = first[day + 1] - first[day]
        before = np.full(count, FAR, dtype=np.int64)
        kind = kind_of[day, choices[day]]
        for node in range(count):
            at = arc[day] + node * kinds[day] + kind
            there = to[at]
            if there >= 0 and rest[there - first[day + 1]] < FAR:
                before[node] = rest[there - first[day + 1]]
                if len(price):
                    before[node] += price[at] * scale
        rest = before
    return rest


@numba.njit(cache=True, nogil=True)
def _walk(
    first: Any,
    arc: Any,
    kinds: Any,
    to: Any,
    price: Any,
    first_beside: Any,
    arc_beside: Any,
    kinds_beside: Any,
    to_beside: Any,
    joint: Any,
    of_both: Any,
    both: Any,
    scale: int,
    cell: Any,
    end: int,
    rest: Any,
    rest_beside: Any,
) -> Any:
    """The least cost up to layer `end` and from there on, the choices [end] on the way, and the labels made.

    `joint` [D, C] kind of each choice in both, `both` [D] how many; `of_both` [D, kinds, 2] the kind in each.
    """
    widest = 0
    for day in range(end + 1):
        widest = max(widest, (first[day + 1] - first[day]) * (first_beside[day + 1] - first_beside[day]))
    place = np.full(widest, -1, dtype=np.int32)
    back, took = np.empty(ROOM, dtype=np.int32), np.empty(ROOM, dtype=np.int16)
    node, other, cost = np.zeros(1, dtype=np.int32), np.zeros(1, dtype=np.int32), np.zeros(1, dtype=np.int64)
    count, begin, made = 1, 0, 1
    choices = joint.shape[1]
    for day in range(end):
        least, choice = np.full(both[day], FAR, dtype=np.int64), np.full(both[day], -1, dtype=np.int64)
        for c in range(choices):
            kind = joint[day, c]
            if cell[day, c] < least[kind]:
                least[kind] = cell[day, c]
                choice[kind] = c
        width = first_beside[day + 2] - first_beside[day + 1]
        room = min((first[day + 2] - first[day + 1]) * width, count * both[day])
        node_then, other_then = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int32)
        cost_then, found = np.empty(room, dtype=np.int64), 0
        if made + room > len(back):
            more = max(2 * len(back), made + room)
            back_more, took_more = np.empty(more, dtype=np.int32), np.empty(more, dtype=np.int16)
            back_more[:made], took_more[:made] = back[:made], took[:made]
            back, took = back_more, took_more
        for label in range(count):
            at = arc[day] + node[label] * kinds[day]
            at_beside = arc_beside[day] + other[label] * kinds_beside[day]
            for kind in range(both[day]):
                if choice[kind] < 0:
                    continue
                way = at + of_both[day, kind, 0]
                there = to[way] - first[day + 1]
                there_beside = to_beside[at_beside + of_both[day, kind, 1]] - first_beside[day + 1]
                if there < 0 or there_beside < 0:
                    continue
                total = cost[label] + least[kind]
                if len(price):
                    total += price[way] * scale
                pair = there * width + there_beside
                known = place[pair]
                if known < 0:
                    known = found
                    place[pair] = known
                    node_then[known], other_then[known] = there, there_beside
                    found += 1
                elif total >= cost_then[known]:
                    continue
                cost_then[known] = total
                back[made + known], took[made + known] = begin + label, choice[kind]
        for label in range(found):
            place[node_then[label] * width + other_then[label]] = -1
        node, other, cost = node_then, other_then, cost_then
        begin, count = made, found
        made += found
    best, last = FAR, -1
    for label in range(count):
        if rest[node[label]] < FAR and rest_beside[other[label]] < FAR:
            total = cost[label] + rest[node[label]] + rest_beside[other[label]]
            if total < best:
                best, last = total, begin + label
    line = np.zeros(end, dtype=np.int64)
    if last >= 0:
        for day in range(end - 1, -1, -1):
            line[day] = took[last]
            last = back[last]
    return best, line, made


class Beside:
    """The search in a network and a machine beside it, which forbids and prices nothing."""

    def __init__(self, network: Network, machine: Network, scale: int) -> None:
        """`machine` is the machine in the form of a network."""
        self.network, self.machine, self.scale = network, machine, scale
        self.price = network.price if network.price.any() else network.price[:0]
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

    def cheapest(self, cell: Integers) -> tuple[int, Integers] | None:
        """As `Pricing.cheapest`, among the lines that the machine allows as well."""
        net, machine = self.network, self.machine
        open_ = cell < FAR
        several = np.flatnonzero(open_.sum(axis=1) > 1)
        end = int(several[-1]) + 1 if len(several) else 0
        given, days = open_.argmax(axis=1), np.arange(len(cell))
        if not open_.any(axis=1).all():
            return None
        rest, rest_beside = self._rests(given, end)
        total, line, self.made = _walk(
            net.first,
            net.arc,
            net.kinds,
            net.to,
            self.price,
            machine.first,
            machine.arc,
            machine.kinds,
            machine.to,
            self.joint,
            self.of_both,
            self.both,
            self.scale,
            cell,
            end,
            rest,
            rest_beside,
        )
        if total >= FAR:
            return None
        after = days[end:]
        return int(total) + int(cell[after, given[after]].sum()), np.concatenate([line, given[end:]])

    def _rests(self, given: Integers, end: int) -> tuple[Integers, Integers]:
        """What is paid beside the prices from layer `end` on, from each state of both, by the choices given there."""
        key = given[end:].tobytes()
        if key not in self.rests:
            if len(self.rests) >= KEPT_RESTS:
                self.rests.clear()
            self.rests[key] = (
                self._rest(self.network, self.price, given, end),
                self._rest(self.machine, self.machine.price[:0], given, end),
            )
        return self.rests[key]

    def _rest(self, net: Network, price: Integers, given: Integers, end: int) -> Integers:
        found: Integers = _rest(net.first, net.arc, net.kinds, net.kind_of, net.to, price, self.scale, given, end)
        return found
