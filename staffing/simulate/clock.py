"""When a case is due: some time after its clock start, or where the map of its queue's own clock puts it."""

from __future__ import annotations

import numpy as np

from staffing.simulate.arrays import Records
from staffing.simulate.compiled import compiled


@compiled
def on_map(corners: Records, first: int, last: int, created: float) -> float:
    """The deadline by the corners first..last-1 of a map; at a jump the earlier one.

    Rounding never lets a later clock start have an earlier deadline: dispatch relies on that.
    """
    low, high = first, last
    while low < high:  # the first corner at `created` or after it
        middle = (low + high) // 2
        if corners[middle]["start"] < created:
            low = middle + 1
        else:
            high = middle
    if low == last:
        end = corners[last - 1]
        return float(max(created + (end["until"] - end["start"]), end["until"]))
    right = corners[low]
    if low == first:
        return float(min(created + (right["until"] - right["start"]), right["until"]))
    left = corners[low - 1]
    share = (created - left["start"]) / (right["start"] - left["start"])
    return float(min(left["until"] + share * (right["until"] - left["until"]), right["until"]))


@compiled
def deadline_of(queues: Records, corners: Records, queue: int, created: float) -> float:
    """The elapsed minute until which a case of the queue is on time."""
    first, last = queues[queue]["first_corner"], queues[queue]["last_corner"]
    if first == last:
        return float(created + queues[queue]["deadline"])
    return on_map(corners, first, last, created)


@compiled
def open_cases(queues: Records, corners: Records, cases: Records, total: int, present_share: float) -> None:
    """Nothing is done yet of the cases drawn, and each has its deadline."""
    for case in range(total):
        cases[case]["finish"] = np.inf
        cases[case]["agent"] = -1
        cases[case]["remaining"] = cases[case]["handle"] / present_share
        cases[case]["deadline"] = deadline_of(queues, corners, cases[case]["queue"], cases[case]["created"])
