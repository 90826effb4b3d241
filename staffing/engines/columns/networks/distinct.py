"""Different rows of whole numbers, and values numbered anew: the two steps in which machines are made small."""

from __future__ import annotations

from functools import cache

import numpy as np

from staffing.problem import Flags, Integers

DENSE = 2**22
"""Up to this span values are numbered by a table, beyond it by sorting."""
SPARSE = 256
"""So many times as many values as there are may lie between the least and the most, for the table to pay."""


def distinct(rows: Integers) -> tuple[Integers, Integers]:
    """The different rows in order of their first place, and [n] the place of each row among them."""
    count, width = rows.shape
    if count <= 1 or not width:
        return rows[: min(count, 1)], np.zeros(count, dtype=np.int64)
    key = np.ascontiguousarray(rows) @ _factors(width)
    _, first, index = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    found, index = rows[first[order]], place[index.ravel()]
    if (found[index] != rows).any():  # two rows share a hash
        whole, index = np.unique(rows, axis=0, return_inverse=True)
        return whole, index.ravel()
    return found, index


@cache
def _factors(width: int) -> Integers:
    """Odd factors from a fixed seed; sums wrap around, which is what a hash wants."""
    return np.random.default_rng(width).integers(1, 2**62, width) * 2 + 1


def numbered(values: Integers, kept: Flags) -> tuple[Integers, Integers]:
    """The different values where `kept`, in rising order, and the place of each value among them, -1 where not kept."""
    there = values[kept]
    place = np.full(values.shape, -1, dtype=np.int64)
    if not len(there):
        return there, place
    least, most = int(there.min()), int(there.max())
    if most - least <= min(DENSE, SPARSE * len(there)):
        flags = np.zeros(most - least + 1, dtype=bool)
        flags[there - least] = True
        table = np.cumsum(flags) - 1
        place[kept] = table[there - least]
        return np.flatnonzero(flags) + least, place
    found, index = np.unique(there, return_inverse=True)
    place[kept] = index.ravel()
    return found, place
