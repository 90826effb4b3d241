"""The backlog of a given roster, computed without a solver: what the promise costs in minutes of late work.

Cohorts (the work of one deadline class in one interval) are served in the intervals up to their deadline. Serving the
oldest that can still make it maximizes the volume on time (a convex bipartite graph: Glover 1967); where floors of
single groups (classes, days) must be weighed as well, the exact answer is a maximum flow from groups over cohorts to
intervals (Ford and Fulkerson 1956), found here by augmenting the greedy one.
"""

from __future__ import annotations

import itertools
from collections import deque
from dataclasses import dataclass

import numpy as np

from staffing.problem import Demand, Integers, Problem
from staffing.roster import Roster


@dataclass(frozen=True, eq=False)
class Cohorts:
    """Work that may be served in intervals `first` to `last` (both included); `group` counts towards one floor."""

    first: Integers
    last: Integers
    work: Integers
    group: Integers

    def __len__(self) -> int:
        return len(self.work)


@dataclass(frozen=True, eq=False)
class FluidPath:
    """How a roster serves the forecast work; minutes, by class and planned interval."""

    capacity: Integers
    """[T] minutes of capacity, all classes."""
    backlog: Integers
    """[K, T] on-time work waiting at the end of an interval."""
    late: Integers
    """[K, T] work that arrived in the interval and misses its deadline; the opening backlog's counts in the first."""
    served: Integers
    """[K, T] minutes served on time."""


def capacity_of(problem: Problem, roster: Roster) -> Integers:
    """[T + E] minutes of handling that a roster's people can do in each interval."""
    people = roster.work.sum(axis=0)
    added = np.tensordot(people, problem.demand.capacity, axes=2)
    total: Integers = problem.demand.base_capacity + added.astype(np.int64)
    return total


def on_time_cohorts(demand: Demand, group: Integers, opening_group: Integers) -> Cohorts:
    """Every cohort with its deadline; `group` is [K, T], `opening_group` [N]; cohorts of group -1 are left out."""
    classes, intervals = demand.work.shape
    first = np.tile(np.arange(intervals), classes)
    last = first + np.repeat(demand.deadline, intervals) - 1
    open_ = demand.opening_deadline > 0
    cohorts = Cohorts(
        np.concatenate([np.zeros(int(open_.sum()), dtype=np.int64), first]),
        np.concatenate([demand.opening_deadline[open_] - 1, last]),
        np.concatenate([demand.opening_work[open_], demand.work.ravel()]),
        np.concatenate([opening_group[open_], group.ravel()]),
    )
    kept = (cohorts.work > 0) & (cohorts.group >= 0)
    return Cohorts(*(part[kept] for part in (cohorts.first, cohorts.last, cohorts.work, cohorts.group)))


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


def shortfalls(cohorts: Cohorts, capacity: Integers, floors: Integers) -> Integers:
    """[G] minutes by which groups miss their floors of on-time work, with the smallest possible sum.

    `floors[g]` is the least on-time work of group g. Exact: greedy first, then augmenting paths.
    """
    served, when = serve_oldest_savable(cohorts, capacity)
    reached = np.bincount(cohorts.group, weights=served, minlength=len(floors)).astype(np.int64)
    missing: Integers = np.maximum(floors - reached, 0)
    if not missing.any():
        return missing
    flow = _Assignment(cohorts, capacity, when)
    for group in np.flatnonzero(missing):
        while missing[group]:
            gained = flow.augment(int(group), floors, int(missing[group]))
            if not gained:
                break
            missing[group] -= gained
    return missing


class _Assignment:
    """A feasible service plan that can be moved, unit by unit, to help one group at the cost of none."""

    def __init__(self, cohorts: Cohorts, capacity: Integers, when: Integers) -> None:
        self.cohorts, self.when = cohorts, when
        self.left = cohorts.work - when.sum(axis=1)
        self.room = capacity.copy()
        for cohort in range(len(cohorts)):
            first, last = int(cohorts.first[cohort]), int(cohorts.last[cohort])
            self.room[first : last + 1] -= when[cohort, : last - first + 1]
        groups = int(cohorts.group.max(initial=0)) + 1
        self.reached = np.bincount(cohorts.group, weights=when.sum(axis=1), minlength=groups).astype(np.int64)

    def augment(self, group: int, floors: Integers, most: int) -> int:
        """Serve up to `most` more minutes of a group, over one shortest path; 0 when there is none."""
        cohorts = self.cohorts
        parent: dict[tuple[str, int], tuple[str, int] | None] = {}
        fringe: deque[tuple[str, int]] = deque()
        for cohort in np.flatnonzero((cohorts.group == group) & (self.left > 0)):
            parent["cohort", int(cohort)] = None
            fringe.append(("cohort", int(cohort)))
        while fringe:
            kind, node = fringe.popleft()
            if kind == "interval":
                if self.room[node] > 0:
                    return self._push(parent, ("interval", node), most, int(self.room[node]))
                for other in self._users(node):
                    self._reach(parent, fringe, ("cohort", other), (kind, node))
            elif kind == "cohort":
                spare = self.reached[cohorts.group[node]] - floors[cohorts.group[node]]
                if cohorts.group[node] != group and spare > 0 and parent["cohort", node] is not None:
                    return self._push(parent, ("cohort", node), most, int(spare))
                for t in range(int(cohorts.first[node]), int(cohorts.last[node]) + 1):
                    self._reach(parent, fringe, ("interval", t), (kind, node))
                for sister in np.flatnonzero((cohorts.group == cohorts.group[node]) & (self.left > 0)):
                    # one minute less here is made good by a minute of the same group elsewhere
                    self._reach(parent, fringe, ("cohort", int(sister)), (kind, node))
        return 0

    def _users(self, t: int) -> list[int]:
        cohorts = self.cohorts
        inside = np.flatnonzero((cohorts.first <= t) & (cohorts.last >= t))
        return [int(c) for c in inside if self.when[c, t - cohorts.first[c]] > 0]

    @staticmethod
    def _reach(
        parent: dict[tuple[str, int], tuple[str, int] | None],
        fringe: deque[tuple[str, int]],
        node: tuple[str, int],
        source: tuple[str, int],
    ) -> None:
        if node not in parent:
            parent[node] = source
            fringe.append(node)

    def _push(
        self, parent: dict[tuple[str, int], tuple[str, int] | None], end: tuple[str, int], most: int, room: int
    ) -> int:
        path = [end]
        while (before := parent[path[-1]]) is not None:
            path.append(before)
        path.reverse()
        amount = min(most, room, int(self.left[path[0][1]]))
        for here, there in itertools.pairwise(path):
            amount = min(amount, self._slack(here, there))
        for here, there in itertools.pairwise(path):
            self._move(here, there, amount)
        self.left[path[0][1]] -= amount
        self.reached[self.cohorts.group[path[0][1]]] += amount
        if end[0] == "interval":
            self.room[end[1]] -= amount
        else:
            self.left[end[1]] += amount
            self.reached[self.cohorts.group[end[1]]] -= amount
        return amount

    def _slack(self, here: tuple[str, int], there: tuple[str, int]) -> int:
        if here[0] == "interval":
            return int(self.when[there[1], here[1] - self.cohorts.first[there[1]]])
        return int(self.left[there[1]]) if there[0] == "cohort" else 2**62

    def _move(self, here: tuple[str, int], there: tuple[str, int], amount: int) -> None:
        if here[0] == "interval":
            self.when[there[1], here[1] - self.cohorts.first[there[1]]] -= amount
        elif there[0] == "interval":
            self.when[here[1], there[1] - self.cohorts.first[here[1]]] += amount
        else:
            self.left[here[1]] += amount
            self.left[there[1]] -= amount


def fluid_path(problem: Problem, roster: Roster) -> FluidPath:
    """Backlog, lateness and capacity of a roster on the mean forecast, oldest savable first."""
    demand = problem.demand
    classes, intervals = demand.work.shape
    capacity = capacity_of(problem, roster)
    cohorts = on_time_cohorts(demand, np.indices(demand.work.shape)[0], demand.opening_class)
    served, when = serve_oldest_savable(cohorts, capacity)
    backlog = np.zeros((classes, len(capacity) + 1), dtype=np.int64)
    late = np.zeros((classes, intervals), dtype=np.int64)
    done = np.zeros((classes, len(capacity)), dtype=np.int64)
    for c in range(len(cohorts)):
        kind, first = int(cohorts.group[c]), int(cohorts.first[c])
        waits = served[c]
        for t in range(first, min(int(cohorts.last[c]) + 1, len(capacity))):
            waits -= when[c, t - first]
            done[kind, t] += when[c, t - first]
            backlog[kind, t] += waits
        late[kind, first] += cohorts.work[c] - served[c]
    return FluidPath(capacity[:intervals], backlog[:, :intervals], late, done[:, :intervals])
