"""A heap of (time, number), compiled: the earliest on top, then the lowest number."""

from __future__ import annotations

from staffing.simulate.arrays import Records
from staffing.simulate.compiled import compiled


@compiled
def precedes(heap: Records, place: int, time: float, number: int) -> bool:
    """Whether what is at `place` comes before (time, number)."""
    entry = heap[place]
    return bool(entry["time"] < time or (entry["time"] == time and entry["number"] < number))


@compiled
def settle_down(heap: Records, size: int, time: float, number: int) -> None:
    """Put (time, number) at the top of a heap of `size` and let it sink."""
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
