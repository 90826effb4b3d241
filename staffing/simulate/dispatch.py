"""Who waits, and which case is taken next.

Cases are numbered by clock start, so the oldest of a queue is the lowest number that waits there. Time only moves on,
so a case that can no longer make its deadline never can again; and within a queue deadlines rise with the clock start,
so the first case that can still make it is the one due first. Both orders therefore need nothing but pointers along
each queue that move forward, and back to a case that is handed over.

"Can no longer" is meant of the fastest agent of the desk: behind that pointer nobody can save a case. Slower agents
look on from there for their own first case and leave the pointer where it is.
"""

from __future__ import annotations

import numpy as np

from staffing.simulate.arrays import Floats, Ints, Records
from staffing.simulate.compiled import compiled
from staffing.simulate.desk import ORDERS

OLDEST_FIRST = ORDERS.index("oldest_first")


@compiled
def open_lines(cases: Records, lines: Records, total: int) -> None:
    """Nobody waits yet: link the cases of each queue, and point at the first ones."""
    for queue in range(len(lines)):
        lines[queue]["savable"] = lines[queue]["oldest"] = total
    for case in range(total - 1, -1, -1):
        line = lines[cases[case]["queue"]]
        cases[case]["following"] = line["savable"]
        line["savable"] = line["oldest"] = case
        cases[case]["waiting"] = 0


@compiled
def count_waiting(groups: Records, serves: Ints, queue: int, change: int) -> None:
    """So many cases of a queue more wait for the groups that serve it."""
    for group in range(len(groups)):
        groups[group]["eligible"] += change * serves[queue, group]


@compiled
def put_back(cases: Records, lines: Records, case: int) -> None:
    """A case that was in hand waits again."""
    cases[case]["waiting"] = 1
    line = lines[cases[case]["queue"]]
    line["savable"], line["oldest"] = min(line["savable"], case), min(line["oldest"], case)


@compiled
def oldest(groups: Records, served: Ints, cases: Records, lines: Records, group: int, arrived: int) -> int:
    """The waiting case with the earliest clock start in the group's queues; some case must wait there."""
    best = arrived
    for place in range(groups[group]["first_queue"], groups[group]["last_queue"]):
        queue = served[place]
        case = lines[queue]["oldest"]
        while case < best and cases[case]["waiting"] == 0:
            case = cases[case]["following"]
        lines[queue]["oldest"] = case
        best = min(best, case)
    return int(best)


@compiled
def first_savable(cases: Records, case: int, arrived: int, ready: float) -> int:
    """From `case` on the first of its queue that waits and is due at `ready` or later; `arrived` or more if none is."""
    while case < arrived and not (cases[case]["waiting"] == 1 and ready <= cases[case]["deadline"]):
        case = cases[case]["following"]
    return int(case)


@compiled
def savable_or(
    case: int, queues: Records, speed: Floats, groups: Records, served: Ints, cases: Records, lines: Records,
    group: int, arrived: int, now: float,
) -> int:  # fmt: skip
    """The waiting case with the earliest deadline that a mean handle time still meets, or `case` if there is none.

    `speed` [Q] is the proficiency of the agent who asks.
    """
    best, best_deadline = case, np.inf
    for place in range(groups[group]["first_queue"], groups[group]["last_queue"]):
        queue = served[place]
        first = first_savable(cases, lines[queue]["savable"], arrived, now + queues[queue]["shortest"])
        lines[queue]["savable"] = first
        first = first_savable(cases, first, arrived, now + queues[queue]["patience"] / speed[queue])
        if first < arrived:
            deadline = cases[first]["deadline"]
            if deadline < best_deadline or (deadline == best_deadline and first < best):
                best, best_deadline = first, deadline
    return int(best)
