"""Which cohort flows next, and how much of it; `fluid_screen` says what it assumes."""

from __future__ import annotations

import numpy as np

from staffing.simulate.arrays import Floats, Records
from staffing.simulate.compiled import compiled
from staffing.simulate.desk import ORDERS
from staffing.simulate.fluid_pipes import CURVE_STEPS

SAVABLE = ORDERS.index("oldest_savable_first")
TURNS = 4
"""Where queues contend near a deadline, one is served for this part of an interval beyond the other's deadline."""
AT_EASE = 90.0
"""Minutes of slack from which on a whole cohort is served before it is another queue's turn."""
LEAST, LEAST_MINUTES = 1e-9, 1e-4
"""What is less is nothing, left by rounding; and time always goes on."""


@compiled
def due(cohorts: Records, j: int, place: float) -> float:
    """The deadline at a place within a cohort."""
    return float(cohorts[j]["due_first"] + place * (cohorts[j]["due_last"] - cohorts[j]["due_first"]))


@compiled
def born(cohorts: Records, j: int, place: float) -> float:
    """The clock start at a place within a cohort."""
    return float(cohorts[j]["created_first"] + place * (cohorts[j]["created_last"] - cohorts[j]["created_first"]))


@compiled
def in_time(chance: Floats, queue: int, means: float) -> float:
    """Chance that a handle time is at most so many means."""
    place = min(max(means, 0.0) * CURVE_STEPS + 1e-6, chance.shape[1] - 1.0)
    step = min(int(place), chance.shape[1] - 2)
    return float(chance[queue, step] + (place - step) * (chance[queue, step + 1] - chance[queue, step]))


@compiled
def leave_behind(cohorts: Records, flows: Records, queue: int, limit: float) -> None:
    """What is due before `limit` leaves the front of its cohort; the queue's pointer moves to the first left."""
    j, end = flows[queue]["savable"], flows[queue]["coming"]
    place = 1.0
    while j < end and place >= 1.0:
        place = cohorts[j]["front"]
        if place < 1.0:
            first, last = cohorts[j]["due_first"], cohorts[j]["due_last"]
            if last < limit:
                place = 1.0
            elif last > first:
                place = max(place, (limit - first) / (last - first))
            if place > cohorts[j]["front"]:
                cohorts[j]["late"] += place - cohorts[j]["front"]
                cohorts[j]["front"] = place
                flows[queue]["oldest"] = min(flows[queue]["oldest"], j)
        if place >= 1.0:
            j += 1
    flows[queue]["savable"] = j


@compiled
def find_late(cohorts: Records, flows: Records, queue: int) -> int:
    """The first cohort of a queue with something left behind."""
    j = flows[queue]["oldest"]
    while j < flows[queue]["coming"] and cohorts[j]["late"] <= 0.0:
        j += 1
    flows[queue]["oldest"] = j
    return int(j)


@compiled
def come_in(cohorts: Records, flows: Records, interval: int) -> None:
    """The cohorts up to those of the interval wait, whole."""
    for queue in range(len(flows)):
        end = flows[queue]["intervals"] + interval + 1
        for j in range(flows[queue]["coming"], end):
            flows[queue]["waiting"] += cohorts[j]["work"]
            cohorts[j]["front"] = 0.0 if cohorts[j]["count"] > 0.0 else 1.0
            cohorts[j]["late"] = 0.0
        flows[queue]["coming"] = max(end, flows[queue]["coming"])


@compiled
def serve_all(cohorts: Records, flows: Records, on_time: Floats, queue: int) -> None:
    """Everything that waits in a queue is done, and on time what was not left behind."""
    for j in range(min(flows[queue]["savable"], flows[queue]["oldest"]), flows[queue]["coming"]):
        on_time[cohorts[j]["week"], queue] += cohorts[j]["count"] * (1.0 - cohorts[j]["front"])
        cohorts[j]["front"] = 1.0
        cohorts[j]["late"] = 0.0
    flows[queue]["savable"] = flows[queue]["coming"]
    flows[queue]["oldest"] = flows[queue]["coming"]
    flows[queue]["waiting"] = 0.0


@compiled
def choose(
    cohorts: Records, flows: Records, speed: Floats, group: int, order: int, urgent: float, now: float
) -> tuple[int, bool, float]:
    """The queue whose turn it is or -1, whether it is what was left behind, and when it is another queue's turn."""
    queue, behind, best, second = -1, False, np.inf, np.inf
    oldest_queue, oldest_behind, oldest = -1, False, np.inf
    for q in range(len(flows)):
        pace, waiting, limit = speed[group, q], flows[q]["waiting"], now + flows[q]["patience"]
        serves = (pace > 0.0) & (waiting > LEAST)
        leave_behind(cohorts, flows, q, limit if serves else -np.inf)
        late = find_late(cohorts, flows, q)
        savable, end = flows[q]["savable"], flows[q]["coming"]
        j = min(savable, len(cohorts) - 1)
        start, deadline = born(cohorts, j, cohorts[j]["front"]), due(cohorts, j, cohorts[j]["front"])
        key = deadline if order == SAVABLE else start
        left_behind = cohorts[min(late, len(cohorts) - 1)]["created_first"]
        if serves and savable < end:
            second = min(second, max(key, best))
            if key < best:
                best, queue = key, q
            if start < oldest:
                oldest_queue, oldest_behind, oldest = q, False, start
        if serves and late < end and left_behind < oldest:
            oldest_queue, oldest_behind, oldest = q, True, left_behind
    if queue < 0 or (order == SAVABLE and now - oldest > urgent):
        queue, behind, second = oldest_queue, oldest_behind, np.inf
    return queue, behind, second


@compiled
def drained(share: float, pace: float, span: float, slack: float, left: float) -> tuple[float, float, float]:
    """Minutes taken by a share of a cohort at so much `pace` of it a minute; what was done, and left behind.

    `span`: minutes between its first and its last deadline, `slack` until the first is at its last moment.
    """
    falls = max(1.0 - pace * span, 0.0) if span > 0.0 else 0.0  # slack lost a minute
    taken = min(left, share / pace)
    if falls <= 0.0 or slack >= taken * falls:
        gone = done = min(pace * taken, share)
    elif slack > 1e-3:
        taken = slack / falls
        gone = done = min(pace * taken, share)
    else:  # at the last moment as much of the cohort goes as time does, and what is not done of it is left behind
        taken = min(left, share * span)
        gone = min(taken / span, share)
        done = min(pace * taken, gone)
    return taken, done, gone - done


@compiled
def pour(
    cohorts: Records, flows: Records, chance: Floats, on_time: Floats, queue: int, behind: bool, rate: float,
    speed: float, now: float, left: float, turn: float,
) -> float:  # fmt: skip
    """Serve a queue's first cohort, or what is `behind` of its oldest, at `rate` minutes of work a minute.

    For at most `left` minutes, or until it is another's `turn`; the minutes taken.
    """
    oldest, savable = flows[queue]["oldest"], flows[queue]["savable"]
    j = oldest if behind else savable
    front, late, work = cohorts[j]["front"], cohorts[j]["late"], cohorts[j]["work"]
    start, span = due(cohorts, j, front), cohorts[j]["due_last"] - cohorts[j]["due_first"]
    slack = start - now - flows[queue]["patience"]
    span = 0.0 if behind else span
    share = late if behind else 1.0 - front
    if span > 0.0:
        share = min(share, max((turn - start) / span, 0.0) + (1.0 if slack > AT_EASE else 1.0 / TURNS))
    taken, done, passed = drained(share, rate / work, span, slack, left)
    place = front if behind else front + done + passed
    place = place if place < 1.0 - LEAST else 1.0
    late += -done if behind else passed
    flows[queue]["oldest"] = min(oldest, j) if passed > 0.0 else oldest
    flows[queue]["waiting"] -= done * work
    means = flows[queue]["means"] * speed
    first = (start - max(now, born(cohorts, j, front))) * means
    last = (due(cohorts, j, place) - max(now + taken, born(cohorts, j, place))) * means
    fits = in_time(chance, queue, first) + 2.0 * in_time(chance, queue, 0.5 * (first + last))
    fits = 0.25 * (fits + in_time(chance, queue, last))
    fits = 0.0 if behind else fits
    on_time[cohorts[j]["week"], queue] += cohorts[j]["count"] * done * fits
    cohorts[j]["front"] = place
    cohorts[j]["late"] = late if late > LEAST else 0.0
    return float(taken)
