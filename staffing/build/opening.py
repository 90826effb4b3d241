"""The cases that are open when the plan is made, and those that will be open when it starts, as cohorts of work."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from staffing.build.clocks import Clock, clocks_of
from staffing.build.places import Places
from staffing.build.rounding import whole_minutes
from staffing.documents.team import Team
from staffing.documents.workspace import Workspace
from staffing.problem import Integers, Problem

if TYPE_CHECKING:
    from staffing.simulate.opening import OpenCases

CLEARED_IN = 24
"""Intervals in which an open case that is near or above the maximum age should be done."""


class Waiting(NamedTuple):
    """Open cases, one by one: [N] queue number, age in minutes, and minutes of handling still to be done."""

    queue: Integers
    age: NDArray[np.float64]
    work: NDArray[np.float64]


@lru_cache(maxsize=2)  # every roster that is simulated begins with them
def open_cases(workspace: Workspace) -> tuple[tuple[int, float], ...]:
    """Queue number and age in hours of every open case, oldest first, as the log last knew them."""
    index = {queue.id: number for number, queue in enumerate(workspace.team.queues)}
    known = workspace.known_until
    cases = workspace.tickets.open_cases(known)
    return tuple(
        (index[queue], (known - created.to_pydatetime()).total_seconds() / 3600)
        for queue, created in zip(cases["queue"], cases["created_at"], strict=True)
    )


def known_now(workspace: Workspace) -> Waiting:
    """The open cases as the log last knew them, each with the mean handling of its queue."""
    cases = open_cases(workspace)
    queue = np.array([number for number, _ in cases], dtype=np.int64)
    mean = np.array([queue.handle_minutes.mean for queue in workspace.team.queues])
    return Waiting(queue, np.array([60 * age for _, age in cases], dtype=np.float64), mean[queue])


def cohorts(team: Team, queue_class: Integers, waiting: Waiting, interval: int, clocks: tuple[Clock, ...]) -> Integers:
    """[N, 4] class, minutes of work, intervals left to be on time and to the maximum age, of each open cohort.

    Only whole intervals count. Work is rounded up over a class, the most urgent cohort first, so that a class holds
    less than a minute too much and never too little; what then rounds to nothing is left out.
    """
    due = np.zeros(len(waiting.age))
    for queue, clock in enumerate(clocks):
        due[waiting.queue == queue] = clock.deadline(-waiting.age[waiting.queue == queue])
    left = np.maximum(np.floor(due / interval), 0)
    most = team.targets.maximum_age_hours * 60
    # no later than new work of the class, and not before the case is late
    young = np.maximum(np.floor((most - waiting.age) / interval), np.maximum(min(CLEARED_IN, most // interval), left))
    keys = np.array([queue_class[waiting.queue], left, young], dtype=np.int64)
    if not keys.size:
        return np.zeros((0, 4), dtype=np.int64)
    sizes = tuple(keys.max(axis=1) + 1)
    places, cohort = np.unique(np.ravel_multi_index(tuple(keys), sizes), return_inverse=True)
    kind, left, young = np.unravel_index(places, sizes)
    work = np.bincount(cohort, weights=waiting.work)
    minutes = np.zeros(len(places), dtype=np.int64)
    for each in np.unique(kind):
        minutes[kind == each] = whole_minutes(work[kind == each])
    return np.column_stack([kind, minutes, left, young])[minutes > 0]


def with_opening(problem: Problem, places: Places, open_cases: OpenCases) -> Problem:
    """The problem with the backlog that is expected at minute 0: the mean over the simulated days before the plan."""
    demand = problem.demand
    expected = Waiting(open_cases.queue, -open_cases.created, open_cases.minutes / open_cases.replications)
    opening = cohorts(places.team, demand.queue_class, expected, demand.interval_minutes, clocks_of(places))
    changed = replace(
        demand,
        opening_class=opening[:, 0],
        opening_work=opening[:, 1],
        opening_deadline=opening[:, 2],
        opening_age_limit=opening[:, 3],
    )
    return replace(problem, demand=changed)
