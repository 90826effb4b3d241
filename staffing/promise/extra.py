"""People and shifts that are not there: simulated beside the roster, on the same random weeks."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from staffing.problem import Flags, Problem
from staffing.service.rates import Z95

if TYPE_CHECKING:
    from staffing.simulate.service import Service

Floats: TypeAlias = NDArray[np.float64]
Cell: TypeAlias = tuple[int, int]
"""A planned day and a shift."""
Line: TypeAlias = tuple[Cell, ...]
"""What one more person works."""
JudgeMore: TypeAlias = Callable[[Sequence[Line], int], "Service"]
"""More people, each with a line of work, and a number of replications, to a service of the same random weeks."""

CASES = 15_000_000
"""Simulated cases that one search for the best shift may cost: a second or two."""
FEWEST, MOST = 150, 500
"""Replications of each candidate of such a search."""


@dataclass(frozen=True)
class Difference:
    """A mean difference of two simulations of the same random weeks, with its 95% interval."""

    mean: float
    low: float
    high: float


def paired(ours: Floats, other: Floats) -> Difference:
    """The difference ours - other by replication; arrays [n] or [n, W] (weeks of one replication are averaged).

    Common random numbers: the interval is that of the differences, much narrower than of either side.
    """
    gaps = (ours - other).reshape(len(ours), -1).mean(axis=1)
    mean = float(gaps.mean())
    half = Z95 * float(gaps.std(ddof=1)) / math.sqrt(len(gaps)) if len(gaps) > 1 else math.inf
    return Difference(mean, mean - half, mean + half)


def kept(service: Service) -> Floats:
    """[n] share of the weeks of each replication that keep the promise."""
    return np.asarray(service.kept.mean(axis=1), dtype=np.float64)


def like_of(problem: Problem, line: Line, short: Floats) -> int:
    """Whose skills one more person on a line has: of those who may work its shifts, who serves most of what is missed.

    `short` [K] is what each class misses; of equals who serves more classes, and then who works at nearest 100%.
    """
    shifts = sorted({shift for _, shift in line})
    may = problem.contract_allows[:, shifts].all(axis=1) if shifts else np.zeros(problem.agents, dtype=bool)
    serves = problem.demand.serves[problem.group]
    order = np.lexsort((np.abs(problem.speed - 100), -serves.sum(axis=1), -np.round(serves @ short, 6), ~may))
    return int(order[0])


def short_of(problem: Problem, service: Service) -> Floats:
    """[K] expected minutes of work of each class that miss their deadline."""
    return np.asarray(missed_minutes(problem, service).sum(axis=1), dtype=np.float64)


def open_cells(problem: Problem) -> Flags:
    """[D, S] shifts that somebody's contract and availability have, and that bring any capacity on that day."""
    possible = problem.available[:, problem.history_days :] & problem.contract_allows[:, None, :]
    return np.asarray(possible.any(axis=0) & (problem.demand.capacity.sum(axis=2) > 0), dtype=np.bool_)


def reach(problem: Problem, service: Service, short: Floats, people: int = 1) -> Floats:
    """[D, S] minutes of missed work that so many more people on the shift could have a hand in, at most their capacity.

    A miss is within reach where the shift has capacity between the case's arrival and its deadline, and less so in the
    day before it, whose backlog it may take out of the way; the person's skills are those that `like_of` finds. A
    ranking of candidates, not a prediction: what is printed is simulated.
    """
    demand = problem.demand
    missed = missed_minutes(problem, service)
    capacity = demand.capacity.astype(np.float64)
    capacity[:-1, :, demand.intervals :] = 0  # a single shift does not come again after the plan
    like = [like_of(problem, ((0, shift),), short) for shift in range(problem.shifts)]
    serves = demand.serves[problem.group[like]]
    total = capacity.sum(axis=2)
    found = np.zeros(capacity.shape[:2])
    edges = np.concatenate([np.zeros((*capacity.shape[:2], 1)), capacity.cumsum(axis=2)], axis=2)
    for kind, t in np.argwhere(missed).tolist():
        inside = edges[:, :, demand.last[kind, t] + 1] - edges[:, :, t]
        before = edges[:, :, t] - edges[:, :, max(0, t - 24)]
        found += serves[:, kind] * missed[kind, t] * (inside + 0.25 * before) / np.maximum(total, 1)
    return np.asarray(np.minimum(found, people * total), dtype=np.float64)


def missed_minutes(problem: Problem, service: Service) -> Floats:
    """[K, T] expected minutes of work that arrive in each interval of the grid and miss their deadline."""
    demand = problem.demand
    share = np.divide(service.missed, service.arrived, out=np.zeros_like(service.missed), where=service.arrived > 0)
    steps = min(share.shape[1], demand.intervals)
    minutes = np.zeros(demand.work.shape)
    for queue, kind in enumerate(demand.queue_class):
        minutes[kind, :steps] += share[queue, :steps] * demand.queue_work[queue, :steps]
    return minutes


def replications_for(cases: float, candidates: int) -> int:
    """Replications of each candidate, for a plan of so many cases."""
    return int(np.clip(CASES / max(cases * candidates, 1.0), FEWEST, MOST))


def affordable(cases: float) -> int:
    """Candidates that the fewest replications leave room for."""
    return max(3, int(CASES / max(cases * FEWEST, 1.0)))
