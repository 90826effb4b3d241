"""Work, capacity and chance of every window at once: intervals `start` to `end`, both included.

Arrays are [T, T+E]: a window begins within the plan and may end in its tail. What they are for: windows.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.problem import Demand, Flags, Integers, Problem
from staffing.roster import Roster
from staffing.service.pools import Pool

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Uncertainty:
    """What chance does to the work and to the people of a plan; minutes of handling, on the grid of the Demand.

    `arrivals` [K*(T+1), K*(T+1)]: covariance of the work of each class that has arrived by each interval's edge (class
    k, edge i at k*(T+1) + i), noise of the handle times included. `opening` [T+E]: variance of the opening work that
    can still be on time and is due by the end of each interval. `absence`: share of agent-days lost, each by itself.
    """

    arrivals: Numbers
    opening: Numbers
    absence: float


def window_work(demand: Demand, classes: Flags | None = None) -> Numbers:
    """[T, T+E] minutes of work that arrive in each window and are due in it; 0 where it ends before it starts.

    Of some `classes` [K], or of all.
    """
    every = np.ones(len(demand.work), dtype=bool) if classes is None else classes
    starts = np.arange(demand.intervals)[:, None]
    total = np.zeros((demand.intervals, demand.capacity.shape[2]))
    for kind in np.flatnonzero(every):
        arrived, due = np.concatenate([[0], np.cumsum(demand.work[kind])]), _due_edge(demand, int(kind))
        total += np.where(due > starts, arrived[due] - arrived[starts], 0)
    savable = (demand.opening_deadline > 0) & every[demand.opening_class]
    opening = np.zeros(demand.capacity.shape[2], dtype=np.int64)
    np.add.at(opening, demand.opening_deadline[savable] - 1, demand.opening_work[savable])
    total[0] += np.cumsum(opening)
    return total


def window_capacity(demand: Demand, capacity: Integers) -> Numbers:
    """[T, T+E] sums of the [T+E] minutes of capacity over each window; 0 where it ends before it starts."""
    reached = np.concatenate([[0.0], np.cumsum(capacity)])
    return np.where(_forward(demand), reached[None, 1:] - reached[: demand.intervals, None], 0.0)


def work_variance(demand: Demand, uncertainty: Uncertainty, some: Flags | None = None) -> Numbers:
    """[T, T+E] variance of the work of each window, in minutes squared; 0 where it ends before it starts.

    Of `some` classes [K], or of all; of the opening work, whose variance is that of all classes, the same share.
    """
    classes, intervals = demand.work.shape
    every = np.ones(classes, dtype=bool) if some is None else some
    chosen = np.flatnonzero(every).tolist()
    starts = np.arange(intervals)[:, None]
    blocks = uncertainty.arrivals.reshape(classes, intervals + 1, classes, intervals + 1)
    total = np.zeros((intervals, demand.capacity.shape[2]))
    for one in chosen:
        for other in chosen:
            block = blocks[one, :, other]
            due, due_too = _due_edge(demand, one), _due_edge(demand, other)
            both = block[due, due_too] + np.diagonal(block)[:-1, None]
            across = block[due, :-1].T + block[:-1, due_too]
            total += np.where((due > starts) & (due_too > starts), both - across, 0.0)
    opening = demand.opening_work * (demand.opening_deadline > 0)
    share = opening[every[demand.opening_class]].sum() / opening.sum() if opening.any() else float(every.all())
    total[0] += share * uncertainty.opening
    return total


def absence_variance(problem: Problem, roster: Roster, absence: float, pool: Pool | None = None) -> Numbers:
    """[T, T+E] variance of the capacity of each window where each agent-day is lost with probability `absence`.

    Who adds c minutes on average adds c / (1 - absence) or nothing, so the variance is absence / (1 - absence) c^2.
    """
    demand = problem.demand
    # in the tail the first days come again, and whoever is absent is drawn again
    first = np.searchsorted(demand.interval_day, np.arange(problem.days))
    again = np.maximum(np.arange(demand.capacity.shape[2]) - first[:, None], 0) // demand.intervals
    groups = np.ones(demand.groups, dtype=bool) if pool is None else pool.groups
    profiles = np.flatnonzero(groups[problem.profiles.group]).tolist()
    rows = [_absent(problem, roster, again, profile) for profile in profiles]
    if not rows:  # nobody of the pool is in the plan
        return np.zeros(_forward(demand).shape)
    people, added = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    reached = np.pad(np.cumsum(added, axis=1, dtype=np.float64), ((0, 0), (1, 0)))
    together = (reached * people[:, None]).T @ reached
    begins, squares = slice(demand.intervals), np.diagonal(together)
    total = squares[None, 1:] - 2 * together[begins, 1:] + squares[begins, None]
    return absence / (1 - absence) * np.where(_forward(demand), total, 0.0)


def _absent(problem: Problem, roster: Roster, again: Integers, profile: int) -> tuple[Integers, Integers]:
    """[n] people of a profile who are absent or present at once, and [n, T+E] what each of them then adds or not."""
    people = roster.work[problem.profiles.of == profile].sum(axis=0)
    day, shift = np.nonzero(people)
    capacity = problem.capacity_at(int(problem.profiles.speed[profile]))
    rounds = range(int(again.max(initial=0)) + 1)
    added = [np.where(again[day] == n, capacity[day, shift], 0) for n in rounds]
    return np.tile(people[day, shift], len(rounds)), np.concatenate(added)


def _forward(demand: Demand) -> Flags:
    """[T, T+E] whether a window does not end before it starts."""
    forward: Flags = np.arange(demand.capacity.shape[2])[None] >= np.arange(demand.intervals)[:, None]
    return forward


def _due_edge(demand: Demand, kind: int) -> Integers:
    """[T+E] the edge up to which the arrivals of a class are due by the end of each interval."""
    edges: Integers = np.searchsorted(demand.last[kind], np.arange(demand.capacity.shape[2]), side="right")
    return edges
