"""All lines of work of an agent that cost no more than a limit, in compiled code.

A walk in depth through the network, which goes only where the cheapest way to the end still stays within the limit:
each step leads to a line (Baldacci, Christofides, Mingozzi 2008, Mathematical Programming 115:351, list so the columns
of small reduced cost).
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from staffing.engines.columns.networks.pricing import FAR, Pricing
from staffing.engines.columns.networks.walks import Arcs
from staffing.problem import Integers


@numba.njit(cache=True, nogil=True)
def _list(net: Arcs, cell: Any, rest: Any, most: int, found: Any, total: Any) -> tuple[int, int]:
    """found [n, D] the lines, total [n] what each costs; how many, one more than there is room for where there are
    more, and how many steps it took.
    """
    days, choices = net.kind_of.shape
    priced = len(net.price) > 0
    node, spent = np.zeros(days + 1, dtype=np.int64), np.zeros(days + 1, dtype=np.int64)
    next_choice = np.zeros(days + 1, dtype=np.int64)
    count, steps, day = 0, 0, 0
    while day >= 0:
        if day == days:
            if count == len(found):
                return count + 1, steps
            for each in range(days):
                found[count, each] = next_choice[each] - 1
            total[count] = spent[day]
            count += 1
            day -= 1
            continue
        c = next_choice[day]
        if c == choices:
            day -= 1
            continue
        next_choice[day] = c + 1
        steps += 1
        kind = net.kind_of[day, c]
        if kind < 0 or cell[day, c] >= FAR:
            continue
        at = net.arc[day] + (node[day] - net.first[day]) * net.kinds[day] + kind
        there = net.to[at]
        if there < 0 or rest[there] >= FAR:
            continue
        here = spent[day] + cell[day, c]
        if priced:
            here += net.price[at] * net.scale
        if here + rest[there] > most:
            continue
        day += 1
        node[day], spent[day], next_choice[day] = there, here, 0
    return count, steps


def lines_within(
    pricing: Pricing, cell: Integers, most: int, room: int
) -> tuple[tuple[NDArray[np.int16], Integers] | None, int]:
    """All lines [n, D] that cost at most `most` at prices [D, C] of their choices, with what each costs [n], in parts;
    None where there are more than `room`. And how many steps it took.
    """
    net = pricing.network
    rest = pricing.to_the_end(cell)
    found, total = np.empty((room, net.days), dtype=np.int16), np.empty(room, dtype=np.int64)
    if rest[0] > most:
        return (found[:0], total[:0]), 0
    count, steps = _list(pricing.arcs[0], cell, rest, most, found, total)
    return None if count > room else (found[:count].copy(), total[:count].copy()), int(steps)
