"""Heaps of (time, number), compiled: the earliest on top, then the lowest number.

Several heaps may lie in one table: `base` is the place of a heap's top.
"""

from __future__ import annotations

from staffing.simulate.arrays import Records
from staffing.simulate.compiled import compiled


@compiled
def precedes(heap: Records, place: int, time: float, number: int) -> bool:
    """Whether what is at `place` of the table comes before (time, number)."""
    entry = heap[place]
    return bool(entry["time"] < time or (entry["time"] == time and entry["number"] < number))


@compiled
def comes_before(heap: Records, place: int, other: int) -> bool:
    """Whether what is at one place of the table comes before what is at the other."""
    return precedes(heap, place, heap[other]["time"], heap[other]["number"])


@compiled
def settle_down(heap: Records, base: int, size: int, time: float, number: int) -> None:
    """Put (time, number) at the top of a heap of `size` and let it sink."""
    hole = 0
    while True:
        least = 2 * hole + 1
        if least >= size:
            break
        if least + 1 < size:
            right = base + least + 1
            if precedes(heap, right, heap[right - 1]["time"], heap[right - 1]["number"]):
                least += 1
        if not precedes(heap, base + least, time, number):
            break
        heap[base + hole]["time"], heap[base + hole]["number"] = (
            heap[base + least]["time"],
            heap[base + least]["number"],
        )
        hole = least
    heap[base + hole]["time"], heap[base + hole]["number"] = time, number


@compiled
def add(heap: Records, base: int, size: int, time: float, number: int) -> None:
    """Add (time, number) to a heap of `size`."""
    hole = size
    while hole > 0:
        above = (hole - 1) // 2
        if precedes(heap, base + above, time, number):
            break
        heap[base + hole]["time"], heap[base + hole]["number"] = (
            heap[base + above]["time"],
            heap[base + above]["number"],
        )
        hole = above
    heap[base + hole]["time"], heap[base + hole]["number"] = time, number
