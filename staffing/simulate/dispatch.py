"""Who waits, and which case is taken next.

Cases are numbered by clock start, so "the oldest" is the lowest number that waits. Time only moves on, so a case
that can no longer make its deadline never can again. Both orders therefore need no queue structure but pointers that
move forward, and back to a case that is handed over.
"""

from __future__ import annotations

import numpy as np

from staffing.simulate.arrays import Ints, Records, Rules
from staffing.simulate.compiled import compiled
from staffing.simulate.desk import ORDERS

OLDEST_FIRST = ORDERS.index("oldest_first")


@compiled
def precedes(heap: Records, place: int, time: float, number: int) -> bool:
    """Whether what is at `place` comes before (time, number)."""
    entry = heap[place]
    return bool(entry["time"] < time or (entry["time"] == time and entry["number"] < number))


@compiled
def settle_down(heap: Records, size: int, time: float, number: int) -> None:
    """Put (time, number) at the root of a heap of `size` and let it sink; earliest first, then lowest number."""
    hole = 0
    while True:
        least = 2 * hole + 1
        if least >= size:
            break
        if least + 1 < size and precedes(heap, least + 1, heap[least]["time"], heap[least]["number"]):
            least += 1
        if not precedes(heap, least, time, number):
            break
        heap[hole]["time"], heap[hole]["number"] = heap[least]["time"], heap[least]["number"]
        hole = least
    heap[hole]["time"], heap[hole]["number"] = time, number


@compiled
def add(heap: Records, size: int, time: float, number: int) -> None:
    """Add (time, number) to a heap of `size`."""
    hole = size
    while hole > 0:
        above = (hole - 1) // 2
        if precedes(heap, above, time, number):
            break
        heap[hole]["time"], heap[hole]["number"] = heap[above]["time"], heap[above]["number"]
        hole = above
    heap[hole]["time"], heap[hole]["number"] = time, number


@compiled
def open_queues(cases: Records, head: Ints, total: int) -> None:
    """Nobody waits yet: link the cases of each queue, and point at the first ones."""
    queues = len(head) - 1
    head[:queues] = total
    head[queues] = 0
    for case in range(total - 1, -1, -1):
        queue = cases[case]["queue"]
        cases[case]["following"] = head[queue]
        head[queue] = case
        cases[case]["waiting"] = 0


@compiled
def put_back(cases: Records, head: Ints, case: int) -> None:
    """A case that was in hand waits again."""
    cases[case]["waiting"] = 1
    queue, last = cases[case]["queue"], len(head) - 1
    head[queue] = min(head[queue], case)
    head[last] = min(head[last], case)


@compiled
def oldest(cases: Records, head: Ints) -> int:
    """The waiting case with the earliest clock start; some case must wait."""
    last = len(head) - 1
    case = head[last]
    while cases[case]["waiting"] == 0:
        case += 1
    head[last] = case
    return int(case)


@compiled
def most_urgent_savable(queues: Records, cases: Records, head: Ints, arrived: int, now: float) -> int:
    """The waiting case with the earliest deadline that a mean handle time from now still meets, or -1."""
    best, best_deadline = -1, np.inf
    for queue in range(len(queues)):
        case, limit, ready = head[queue], queues[queue]["deadline"], now + queues[queue]["patience"]
        while case < arrived and not (cases[case]["waiting"] == 1 and ready <= cases[case]["created"] + limit):
            case = cases[case]["following"]
        head[queue] = case
        if case < arrived:
            deadline = cases[case]["created"] + limit
            if deadline < best_deadline or (deadline == best_deadline and case < best):
                best, best_deadline = case, deadline
    return int(best)


@compiled
def next_case(rules: Rules, queues: Records, cases: Records, head: Ints, arrived: int, now: float) -> int:
    """The case to take now; some case must wait."""
    case = oldest(cases, head)
    if rules.order == OLDEST_FIRST or now - cases[case]["created"] > rules.urgent_age:
        return int(case)
    savable = most_urgent_savable(queues, cases, head, arrived, now)
    return savable if savable >= 0 else int(case)
