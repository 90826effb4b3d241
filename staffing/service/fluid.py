"""The backlog of a given roster, computed without a solver: what the promise costs in minutes of late work.

Cohorts (the work of one deadline class in one interval) are served in the intervals up to their deadline, by the skill
groups that serve their class. With one group, serving the oldest that can still make it maximizes the volume on time
(a convex bipartite graph: Glover 1967); with several the path shown is that of the same greedy rule, least flexible
group first, and floors of single classes or days are weighed by a maximum flow (service/max_flow.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from staffing.problem import Demand, Flags, Integers, Problem
from staffing.roster import Roster


@dataclass(frozen=True, eq=False)
class Cohorts:
    """Work that may be served in intervals `first` to `last` (both included).

    `group` counts towards one floor, `kind` is the deadline class; one class where it is not given.
    """

    first: Integers
    last: Integers
    work: Integers
    group: Integers
    kind: Integers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def __post_init__(self) -> None:
        if not self.kind.size:
            object.__setattr__(self, "kind", np.zeros(len(self.work), dtype=np.int64))

    def __len__(self) -> int:
        return len(self.work)


@dataclass(frozen=True, eq=False)
class FluidPath:
    """How a roster serves the forecast work; minutes, by class and planned interval."""

    capacity: Integers
    """[T] minutes of capacity, of all people."""
    backlog: Integers
    """[K, T] on-time work waiting at the end of an interval."""
    late: Integers
    """[K, T] work that arrived in the interval and misses its deadline; the opening backlog's counts in the first."""
    served: Integers
    """[K, T] minutes served on time."""
    eligible: Integers
    """[K, T] minutes of capacity of the people who serve the class; classes share them."""


def capacity_of(problem: Problem, roster: Roster) -> Integers:
    """[T + E] minutes of handling that all of a roster's people can do in each interval."""
    total: Integers = group_capacity(problem, roster).sum(axis=0)
    return total


def group_capacity(problem: Problem, roster: Roster) -> Integers:
    """[G, T + E] the same by skill group."""
    total = problem.demand.base_capacity.copy()
    profiles = problem.profiles
    for profile, (group, speed) in enumerate(zip(profiles.group, profiles.speed, strict=True)):
        people = roster.work[profiles.of == profile].sum(axis=0)
        total[group] += np.tensordot(people, problem.capacity_at(int(speed)), axes=2).astype(np.int64)
    return total


def on_time_cohorts(demand: Demand, group: Integers, opening_group: Integers) -> Cohorts:
    """Every cohort with its deadline; `group` is [K, T], `opening_group` [N]; cohorts of group -1 are left out."""
    classes, intervals = demand.work.shape
    first = np.tile(np.arange(intervals), classes)
    open_ = demand.opening_deadline > 0
    parts = (
        np.concatenate([np.zeros(int(open_.sum()), dtype=np.int64), first]),
        np.concatenate([demand.opening_deadline[open_] - 1, demand.last.ravel()]),
        np.concatenate([demand.opening_work[open_], demand.work.ravel()]),
        np.concatenate([opening_group[open_], group.ravel()]),
        np.concatenate([demand.opening_class[open_], np.repeat(np.arange(classes), intervals)]),
    )
    kept = (parts[2] > 0) & (parts[3] >= 0)
    return Cohorts(*(part[kept] for part in parts))


def serve_oldest_savable(cohorts: Cohorts, capacity: Integers) -> tuple[Integers, Integers]:
    """Serve by deadline whatever can still make it.

    Returns minutes served of each cohort [C], and [C, 1 + span] in which interval after its first (span is the
    longest deadline). The total served is the most that any schedule serves on time.
    """
    span = int((cohorts.last - cohorts.first).max(initial=0)) + 1
    when = np.zeros((len(cohorts), span), dtype=np.int64)
    left = cohorts.work.copy()
    order = np.lexsort((cohorts.first, cohorts.last))
    queue: list[int] = []
    arrivals: dict[int, list[int]] = {}
    for cohort in order:
        arrivals.setdefault(int(cohorts.first[cohort]), []).append(int(cohort))
    rank = np.empty(len(cohorts), dtype=np.int64)
    rank[order] = np.arange(len(cohorts))
    for t in range(len(capacity)):
        queue = [c for c in queue if left[c] and cohorts.last[c] >= t] + arrivals.get(t, [])
        queue.sort(key=rank.__getitem__)
        room = int(capacity[t])
        for cohort in queue:
            if not room:
                break
            done = min(room, int(left[cohort]))
            when[cohort, t - cohorts.first[cohort]] += done
            left[cohort] -= done
            room -= done
    return cohorts.work - left, when


@dataclass(frozen=True, eq=False)
class Served:
    """Minutes served of each cohort [C], in which interval after its first [C, span], and by whom [K, G, T + E]."""

    done: Integers
    when: Integers
    by: Integers


def serve_by_groups(cohorts: Cohorts, capacity: Integers, serves: Flags) -> Served:
    """The same rule where each skill group serves its classes only: in each interval the least flexible group first.

    `capacity` [G, T + E], `serves` [G, K]. With one group this is `serve_oldest_savable`; with several a good
    schedule, not always the one that serves most.
    """
    groups, intervals = capacity.shape
    span = int((cohorts.last - cohorts.first).max(initial=0)) + 1
    when = np.zeros((len(cohorts), span), dtype=np.int64)
    by = np.zeros((serves.shape[1], groups, intervals), dtype=np.int64)
    left = cohorts.work.copy()
    order = np.lexsort((cohorts.first, cohorts.last))
    turn = np.argsort(serves.sum(axis=1), kind="stable")
    first, last, kind = cohorts.first[order], cohorts.last[order], cohorts.kind[order]
    waits = left[order]
    for t in np.flatnonzero(capacity.any(axis=0)):
        ready = np.flatnonzero((first <= t) & (last >= t) & (waits > 0))
        for group in turn:
            mine = ready[serves[group, kind[ready]] & (waits[ready] > 0)]
            if not capacity[group, t] or not len(mine):
                continue
            reached = np.minimum(np.cumsum(waits[mine]), capacity[group, t])
            done = np.diff(reached, prepend=0)
            waits[mine] -= done
            when[order[mine], t - first[mine]] += done
            np.add.at(by, (kind[mine], group, t), done)
    left[order] = waits
    return Served(cohorts.work - left, when, by)


def fluid_path(problem: Problem, roster: Roster) -> FluidPath:
    """Backlog, lateness and capacity of a roster on the mean forecast, oldest savable first."""
    demand = problem.demand
    classes, intervals = demand.work.shape
    capacity = group_capacity(problem, roster)
    cohorts = on_time_cohorts(demand, np.indices(demand.work.shape)[0], demand.opening_class)
    served = serve_by_groups(cohorts, capacity, demand.serves)
    backlog = np.zeros((classes, capacity.shape[1] + 1), dtype=np.int64)
    late = np.zeros((classes, intervals), dtype=np.int64)
    for c in range(len(cohorts)):
        kind, first = int(cohorts.kind[c]), int(cohorts.first[c])
        length = min(int(cohorts.last[c]) + 1, capacity.shape[1]) - first
        backlog[kind, first : first + length] += served.done[c] - np.cumsum(served.when[c, :length])
        late[kind, first] += cohorts.work[c] - served.done[c]
    eligible = demand.serves.T.astype(np.int64) @ capacity
    return FluidPath(
        capacity=capacity.sum(axis=0)[:intervals],
        backlog=backlog[:, :intervals],
        late=late,
        served=served.by.sum(axis=1)[:, :intervals],
        eligible=eligible[:, :intervals],
    )
