"""Which case is taken next.

Cases are numbered by clock start, so the oldest of a queue is the lowest number that waits there. Time only moves on,
so a case that can no longer make its deadline never can again; and within a queue deadlines rise with the clock start,
so the first case that can still make it is the one due first. Both orders therefore need nothing but two places in
each queue: the first case that waits, and the first that waits and can still make it.

"Can no longer" is meant of the fastest agent of the desk: before that place nobody can save a case. Slower agents
look on from there for their own first case and leave the place where it is.
"""

from __future__ import annotations

import numpy as np

from staffing.simulate.arrays import Bits, Ints, Marks, Records, Tables
from staffing.simulate.compiled import compiled
from staffing.simulate.desk import ORDERS
from staffing.simulate.idle import CASES
from staffing.simulate.waiting import mark, next_waiting, none_waits, unmark

OLDEST_FIRST = ORDERS.index("oldest_first")


@compiled
def open_lines(lines: Records, marks: Marks, total: int) -> None:
    """No case has come yet; `total`, one more than the last case's number, stands for none."""
    none_waits(marks, total)
    for queue in range(len(lines)):
        lines[queue]["oldest"] = lines[queue]["savable"] = total


@compiled
def wait(cases: Records, lines: Records, marks: Marks, serves: Bits, bits: Bits, case: int, total: int) -> None:
    """A case has come or is handed back, and the groups that serve its queue have one to take."""
    queue, due = cases[case]["queue"], cases[case]["deadline"]
    line = lines[queue]
    first = line["oldest"] == total
    line["oldest"] = min(line["oldest"], case)
    line["due"] = due if case < line["savable"] else line["due"]
    line["savable"] = min(line["savable"], case)
    mark(marks, queue, case)
    for word in range(bits.shape[1] if first else 0):
        bits[CASES, word] |= serves[queue, word]


@compiled
def take(cases: Records, lines: Records, marks: Marks, serves: Bits, bits: Bits, case: int, total: int) -> None:
    """A case waits no longer."""
    queue = cases[case]["queue"]
    unmark(marks, queue, case)
    if lines[queue]["oldest"] == case:
        lines[queue]["oldest"] = next_waiting(marks, queue, case, total)
    if lines[queue]["savable"] == case:
        move_savable(cases, lines, marks, queue, case, total)
    for word in range(bits.shape[1] if lines[queue]["oldest"] == total else 0):
        some = np.uint64(0)
        for other in range(len(lines)):
            some |= serves[other, word] * np.uint64(lines[other]["oldest"] < total)
        bits[CASES, word] = some


@compiled
def move_savable(cases: Records, lines: Records, marks: Marks, queue: int, case: int, total: int) -> None:
    """The first that waits and may be on time is now the first that waits from `case` on."""
    first = next_waiting(marks, queue, case, total)
    lines[queue]["savable"] = first
    lines[queue]["due"] = cases[min(first, total - 1)]["deadline"]


@compiled
def oldest(groups: Records, served: Ints, lines: Records, group: int, total: int) -> int:
    """The waiting case with the earliest clock start in the group's queues."""
    best = total
    for place in range(groups[group]["first_queue"], groups[group]["last_queue"]):
        best = min(best, lines[served[place]]["oldest"])
    return int(best)


@compiled
def savable_or(
    case: int, tables: Tables, agent: int, group: int, cases: Records, lines: Records, marks: Marks, total: int,
    now: float,
) -> int:  # fmt: skip
    """The waiting case with the earliest deadline that a mean handle time of the agent, who is of the group, still
    meets; `case` if there is none."""
    groups, served, queues, proficiency = tables.groups, tables.group_queues, tables.queues, tables.proficiency
    best, best_deadline = case, np.inf
    for place in range(groups[group]["first_queue"], groups[group]["last_queue"]):
        queue = served[place]
        limit = now + queues[queue]["shortest"]
        while lines[queue]["savable"] < total and lines[queue]["due"] < limit:
            move_savable(cases, lines, marks, queue, lines[queue]["savable"] + 1, total)
        first, due = lines[queue]["savable"], lines[queue]["due"]
        limit = now + queues[queue]["patience"] / proficiency[agent, queue]
        while first < total and due < limit:
            first = next_waiting(marks, queue, first + 1, total)
            due = cases[min(first, total - 1)]["deadline"]
        if first < total and (due < best_deadline or (due == best_deadline and first < best)):
            best, best_deadline = first, due
    return int(best)
