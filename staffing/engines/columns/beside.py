"""The cheapest line where a machine stands beside the network: a sum too long to be multiplied into it.

Minutes over half a year have hundreds of values, and a network with each of them in each of its states would be too
large. Here the pairs of states are made while they are walked (label setting; Irnich, Desaulniers 2005). That is quick
where few days are open, as in part of a roster: from the last open day on both go their ways alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numba
import numpy as np

from staffing.engines.columns.distinct import distinct
from staffing.engines.columns.network import Network
from staffing.engines.columns.walks import FAR, Arcs, by_kind
from staffing.problem import Integers

ROOM = 2**16
"""Labels for which there is room at first."""
FIRST_LIMIT, RAISED = 2, 8
"""Price points above the bound up to which ways are searched at least, and how many times as far if there is none."""
EVERY = 2**31
"""All ways go on."""
KEPT_RESTS = 256
"""Ends of lines whose rest is kept: it is asked for again at other prices."""


@numba.njit(cache=True, nogil=True)
def _rest(net: Arcs, choices: Any, begin: int) -> Any:
    """[states of layer `begin`] what the arcs from there to the end cost when choices [D] are given; FAR: no way."""
    rest = np.zeros(1, dtype=np.int64)
    for day in range(len(net.kinds) - 1, begin - 1, -1):
        count, kind = net.first[day + 1] - net.first[day], net.kind_of[day, choices[day]]
        before = np.full(count, FAR, dtype=np.int64)
        for node in range(count):
            at = net.arc[day] + node * net.kinds[day] + kind
            there = net.to[at]
            if there >= 0 and rest[there - net.first[day + 1]] < FAR:
                before[node] = rest[there - net.first[day + 1]]
                if len(net.price):
                    before[node] += net.price[at] * net.scale
        rest = before
    return rest


@numba.njit(cache=True, nogil=True)
def _state(net: Arcs, choices: Any, end: int) -> Any:
    """The node of layer `end` to which given choices [D] lead, -1 where they may not be, and what their arcs cost."""
    node, cost = 0, 0
    for day in range(end):
        at = net.arc[day] + (node - net.first[day]) * net.kinds[day] + net.kind_of[day, choices[day]]
        node = net.to[at]
        if node < 0:
            break
        if len(net.price):
            cost += net.price[at] * net.scale
    return node, cost


@numba.njit(cache=True, nogil=True)
def _ahead(net: Arcs, cell: Any, begin: int, end: int, rest: Any) -> Any:
    """[nodes of layers `begin` to `end`] what is still to come by the network alone, from `rest` in the last layer."""
    first = net.first[begin]
    ahead = np.full(net.first[end + 1] - first, FAR, dtype=np.int64)
    ahead[net.first[end] - first :] = rest
    most = net.kinds.max()
    least, choice = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    for day in range(end - 1, begin - 1, -1):
        count = net.kinds[day]
        by_kind(net.kind_of[day], count, cell[day], least, choice)
        for node in range(net.first[day], net.first[day + 1]):
            at, best = net.arc[day] + (node - net.first[day]) * count, FAR
            for kind in range(count):
                there = net.to[at + kind]
                if there < 0 or choice[kind] < 0 or ahead[there - first] >= FAR:
                    continue
                total = ahead[there - first] + least[kind]
                if len(net.price):
                    total += net.price[at + kind] * net.scale
                best = min(best, total)
            ahead[node - first] = best
    return ahead


@numba.njit(cache=True, nogil=True)
def _thinned(
    node: Any, other: Any, cost: Any, ahead: Any, origin: int, first: int, width: int, count: int, kept: int
) -> Any:
    """[count] whether a label is left out: of those of each state of the machine the nearest to the cheapest stay."""
    least = np.full(width, FAR, dtype=np.int64)
    for label in range(count):
        total = cost[label] + ahead[node[label] - origin]
        least[other[label] - first] = min(least[other[label] - first], total)
    left, gone = np.full(width, kept, dtype=np.int64), np.ones(count, dtype=np.bool_)
    for near in (0, 1):
        for label in range(count):
            place = other[label] - first
            over = cost[label] + ahead[node[label] - origin] - least[place]
            if left[place] > 0 and gone[label] and (near == 1 or over == 0):
                gone[label] = False
                left[place] -= 1
    return gone


@numba.njit(cache=True, nogil=True)
def _walk(
    net: Arcs,
    machine: Arcs,
    joint: Any,
    of_both: Any,
    both: Any,
    cell: Any,
    begin: int,
    end: int,
    start: Any,
    ahead: Any,
    rest: Any,
    limit: int,
    kept: int,
) -> Any:
    """The least cost from two states in layer `begin` to the end, if it is `limit` or less; the choices, labels made.

    `joint` [D, C] kind of each choice in both, `both` [D] how many; `of_both` [D, kinds, 2] the kind in each. `start`:
    the two states; `ahead` as above, `rest` [states of the machine's layer `end`] 0, or FAR where there is no way.
    `kept`: labels that go on from each state of the machine in a layer, at most; with all of them the way is cheapest.
    """
    widest, origin = 0, net.first[begin]
    for day in range(begin, end + 1):
        states, beside = net.first[day + 1] - net.first[day], machine.first[day + 1] - machine.first[day]
        widest = max(widest, states * beside)
    place = np.full(widest, -1, dtype=np.int32)
    back, took = np.empty(ROOM, dtype=np.int32), np.empty(ROOM, dtype=np.int16)
    node, other, cost = np.full(1, start[0]), np.full(1, start[1]), np.zeros(1, dtype=np.int64)
    count, earlier, made = 1, 0, 1
    most = both.max()
    least, choice = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    for day in range(begin, end):
        by_kind(joint[day], both[day], cell[day], least, choice)
        width = machine.first[day + 2] - machine.first[day + 1]
        room = min((net.first[day + 2] - net.first[day + 1]) * width, count * both[day])
        node_then, other_then = np.empty(room, dtype=np.int64), np.empty(room, dtype=np.int64)
        cost_then, found = np.empty(room, dtype=np.int64), 0
        if made + room > len(back):
            more = max(2 * len(back), made + room)
            back_more, took_more = np.empty(more, dtype=np.int32), np.empty(more, dtype=np.int16)
            back_more[:made], took_more[:made] = back[:made], took[:made]
            back, took = back_more, took_more
        for label in range(count):
            if cost[label] >= FAR:
                continue
            at = net.arc[day] + (node[label] - net.first[day]) * net.kinds[day]
            at_beside = machine.arc[day] + (other[label] - machine.first[day]) * machine.kinds[day]
            for kind in range(both[day]):
                if choice[kind] < 0:
                    continue
                way = at + of_both[day, kind, 0]
                there, there_beside = net.to[way], machine.to[at_beside + of_both[day, kind, 1]]
                if there < 0 or there_beside < 0:
                    continue
                total = cost[label] + least[kind]
                if len(net.price):
                    total += net.price[way] * net.scale
                if total + ahead[there - origin] > limit:
                    continue
                pair = (there - net.first[day + 1]) * width + there_beside - machine.first[day + 1]
                known = place[pair]
                if known < 0:
                    known = found
                    place[pair] = known
                    node_then[known], other_then[known] = there, there_beside
                    found += 1
                elif total >= cost_then[known]:
                    continue
                cost_then[known] = total
                back[made + known], took[made + known] = earlier + label, choice[kind]
        for label in range(found):
            pair = (node_then[label] - net.first[day + 1]) * width + other_then[label] - machine.first[day + 1]
            place[pair] = -1
        node, other, cost = node_then, other_then, cost_then
        earlier, count = made, found
        made += found
        if found > kept * width:
            gone = _thinned(node, other, cost, ahead, origin, machine.first[day + 1], width, found, kept)
            for label in range(found):
                if gone[label]:
                    cost[label] = FAR
    best, last = FAR, -1
    for label in range(count):
        if rest[other[label] - machine.first[end]] < FAR and ahead[node[label] - origin] < FAR:
            total = cost[label] + ahead[node[label] - origin]
            if total < best:
                best, last = total, earlier + label
    line = np.zeros(end - begin, dtype=np.int64)
    if last >= 0:
        for day in range(end - begin - 1, -1, -1):
            line[day] = took[last]
            last = back[last]
    return best, line, made


@dataclass(frozen=True, eq=False)
class _Way:
    """A way over open days: prices, first day and the one after the last, states, and what is still to come."""

    cell: Integers
    days: tuple[int, int]
    start: tuple[int, int]
    ahead: Integers
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
        node, cost = _state(self.arcs, given, begin)
        other, _ = _state(self.beside, given, begin)
        if node < 0 or other < 0:
            return None
        rest, rest_beside = self._rests(given, end)
        ahead = _ahead(self.arcs, cell, begin, end, rest)
        least = int(ahead[node - self.network.first[begin]])
        if least >= FAR:
            return None
        way = _Way(cell, (begin, end), (node, other), ahead, rest_beside)
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
            total, line, made = _walk(*args, way.ahead, way.rest, limit, kept)
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
            self.rests[key] = _rest(self.arcs, given, end), _rest(self.beside, given, end)
        return self.rests[key]
