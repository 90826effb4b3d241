"""Which cases wait, compiled: of each queue a bit for every case, a bit for every 64 of those, and once more.

The next case that waits is then found in three looks, however many were taken in between; with a list that is walked
the cases that are handed back at the end of shifts would cost a walk over thousands each.
"""

from __future__ import annotations

import numpy as np

from staffing.simulate.arrays import Marks
from staffing.simulate.compiled import compiled

ONE, NONE = np.uint64(1), np.uint64(0)
PAIRS, FOURS, EIGHTS = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333), np.uint64(0x0F0F0F0F0F0F0F0F)
EACH = np.uint64(0x0101010101010101)


@compiled
def lowest(word: np.uint64) -> int:
    """The place of the lowest bit that is set, 64 if none is: the number of the bits below it (Warren 2013, 5-1)."""
    below = (word - ONE) & ~word
    below -= (below >> ONE) & PAIRS
    below = (below & FOURS) + ((below >> np.uint64(2)) & FOURS)
    below = (below + (below >> np.uint64(4))) & EIGHTS
    return int((below * EACH) >> np.uint64(56))


@compiled
def mark(marks: Marks, queue: int, case: int) -> None:
    """A case waits."""
    marks[0, queue, case >> 6] |= ONE << np.uint64(case & 63)
    marks[1, queue, case >> 12] |= ONE << np.uint64((case >> 6) & 63)
    marks[2, queue, case >> 18] |= ONE << np.uint64((case >> 12) & 63)


@compiled
def unmark(marks: Marks, queue: int, case: int) -> None:
    """A case waits no longer."""
    word = marks[0, queue, case >> 6] & ~(ONE << np.uint64(case & 63))
    above = marks[1, queue, case >> 12] & ~(np.uint64(word == NONE) << np.uint64((case >> 6) & 63))
    marks[0, queue, case >> 6], marks[1, queue, case >> 12] = word, above
    marks[2, queue, case >> 18] &= ~(np.uint64(above == NONE) << np.uint64((case >> 12) & 63))


@compiled
def next_waiting(marks: Marks, queue: int, case: int, total: int) -> int:
    """The first case of a queue from `case` on that waits; `total` if none does."""
    word = marks[0, queue, case >> 6] >> np.uint64(case & 63)
    if word == NONE:
        group = (case >> 6) + 1
        above = marks[1, queue, group >> 6] >> np.uint64(group & 63)
        if above == NONE:
            part = (group >> 6) + 1
            most = marks[2, queue, part >> 6] >> np.uint64(part & 63)
            while most == NONE and part << 12 < total:
                part = ((part >> 6) + 1) << 6
                most = marks[2, queue, part >> 6]
            group = (part + lowest(most)) << 6 if most != NONE else total
            above = marks[1, queue, group >> 6] if most != NONE else NONE
        group = group + lowest(above) if above != NONE else total
        word = marks[0, queue, group] if above != NONE else NONE
        case = group << 6
    return case + lowest(word) if word != NONE else total


@compiled
def none_waits(marks: Marks, total: int) -> None:
    """No case of so many waits."""
    for level in range(3):
        for queue in range(marks.shape[1]):
            for word in range((total >> (6 * level + 6)) + 1):
                marks[level, queue, word] = NONE
