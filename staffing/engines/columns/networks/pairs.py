"""Ways through a network and a machine beside it in compiled code: pairs of states, made while they are walked."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from staffing.engines.columns.networks.walks import FAR, Arcs, by_kind

ROOM = 2**16
"""Labels for which there is room at first."""


@numba.njit(cache=True, nogil=True)
def rest_of(net: Arcs, choices: Any, begin: int) -> Any:
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
def state_of(net: Arcs, choices: Any, end: int) -> Any:
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
def _thin(node: Any, place: Any, cost: Any, ahead: Any, count: int, width: int, kept: int) -> None:
    """Let go of labels [count], their cost becomes FAR: at each `place` of `width` the nearest to the cheapest stay."""
    least = np.full(width, FAR, dtype=np.int64)
    for label in range(count):
        least[place[label]] = min(least[place[label]], cost[label] + ahead[node[label]])
    left, gone = np.full(width, kept, dtype=np.int64), np.ones(count, dtype=np.bool_)
    for near in (0, 1):
        for label in range(count):
            over = cost[label] + ahead[node[label]] - least[place[label]]
            if left[place[label]] > 0 and gone[label] and (near == 1 or over == 0):
                gone[label] = False
                left[place[label]] -= 1
    for label in range(count):
        if gone[label]:
            cost[label] = FAR


@numba.njit(cache=True, nogil=True)
def _widest(net: Arcs, machine: Arcs, begin: int, end: int) -> int:
    """The most pairs of states of a layer."""
    widest = 0
    for day in range(begin, end + 1):
        states, beside = net.first[day + 1] - net.first[day], machine.first[day + 1] - machine.first[day]
        widest = max(widest, states * beside)
    return widest


@numba.njit(cache=True, nogil=True)
def walk_pairs(
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
    the two states; `ahead` [nodes] what is still to come by the network alone, `rest` [states of the machine's layer
    `end`] 0, or FAR where there is no way. `kept`: where a layer has more labels than so many for each state of the
    machine, so many of each go on; with all of them the way is cheapest.
    """
    place = np.full(_widest(net, machine, begin, end), -1, dtype=np.int32)
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
                if total + ahead[there] > limit:
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
            _thin(node, other - machine.first[day + 1], cost, ahead, found, width, kept)
    best, last = FAR, -1
    for label in range(count):
        if rest[other[label] - machine.first[end]] < FAR and ahead[node[label]] < FAR:
            total = cost[label] + ahead[node[label]]
            if total < best:
                best, last = total, earlier + label
    line = np.zeros(end - begin, dtype=np.int64)
    if last >= 0:
        for day in range(end - begin - 1, -1, -1):
            line[day] = took[last]
            last = back[last]
    return best, line, made
