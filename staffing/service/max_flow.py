"""How far floors of on-time work are missed at least: a maximum flow (Ford and Fulkerson 1956).

The network runs from each floor over its cohorts to the intervals in which their class may be served, and from there
to the skill groups on queue in that interval. OR-Tools' push-relabel finds the flow; it shares nothing with the search.
"""

from __future__ import annotations

import numpy as np

from staffing.problem import Flags, Integers
from staffing.service.fluid import Cohorts


def shortfalls(cohorts: Cohorts, capacity: Integers, floors: Integers, serves: Flags | None = None) -> Integers:
    """[F] minutes by which groups of cohorts miss their floors of on-time work, with the smallest possible sum.

    `floors[f]` is the least on-time work of the cohorts whose `group` is f. `capacity` is [G, T], or [T] for one skill
    group that serves everything; `serves` [G, K].
    """
    from ortools.graph.python import max_flow  # costs a fifth of a second where nobody asks

    people = np.atleast_2d(capacity)
    may = np.ones((len(people), int(cohorts.kind.max(initial=0)) + 1), dtype=bool) if serves is None else serves
    tails, heads, rooms = _arcs(cohorts, people, floors, may)
    network = max_flow.SimpleMaxFlow()
    arcs = network.add_arcs_with_capacity(tails, heads, rooms)
    if network.solve(0, 1) != network.OPTIMAL:
        raise AssertionError("a network with finite arcs has a maximum flow")
    missed: Integers = floors - network.flows(arcs[: len(floors)]).astype(np.int64)
    return missed


def _arcs(cohorts: Cohorts, capacity: Integers, floors: Integers, serves: Flags) -> tuple[Integers, Integers, Integers]:
    """Tails, heads and capacities; node 0 is the source, 1 the sink, then floors, cohorts, served work and people."""
    intervals = capacity.shape[1]
    classes = serves.shape[1]
    floor_at = 2
    cohort_at = floor_at + len(floors)
    work_at = cohort_at + len(cohorts)
    people_at = work_at + classes * intervals
    length = np.maximum(np.minimum(cohorts.last + 1, intervals) - cohorts.first, 0)
    cohort = np.repeat(np.arange(len(cohorts)), length)
    step = np.arange(len(cohort)) - np.repeat(np.cumsum(length) - length, length)
    group, kind, t = np.nonzero(serves[:, :, None] & (capacity > 0)[:, None, :])
    filled, when = np.nonzero(capacity)
    everything = int(cohorts.work.sum())
    parts = [
        (np.zeros(len(floors)), floor_at + np.arange(len(floors)), floors),
        (floor_at + cohorts.group, cohort_at + np.arange(len(cohorts)), cohorts.work),
        (
            cohort_at + cohort,
            work_at + cohorts.kind[cohort] * intervals + cohorts.first[cohort] + step,
            cohorts.work[cohort],
        ),
        (work_at + kind * intervals + t, people_at + group * intervals + t, np.full(len(t), everything)),
        (people_at + filled * intervals + when, np.ones(len(when)), capacity[filled, when]),
    ]
    tails, heads, rooms = (np.concatenate([np.asarray(part[n], dtype=np.int64) for part in parts]) for n in range(3))
    return tails, heads, rooms
