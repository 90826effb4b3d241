"""The risk score z of a roster: how many standard deviations of chance its tightest stretch of time holds.

A window is the intervals `start` to `end` (both included). Its capacity must cover the work that arrives in it and is
due in it, over all deadline classes: of a class that may use d intervals, the arrivals of `start` to `end - d + 1`;
from the first interval on also the opening work that can still be on time and is due by `end`. Only arrivals within
the plan count. Where all have the same skills nothing is late exactly where every window holds (fluid.py), so the
margin of the worst one, in units of its own deviation, says without a simulation how much bad luck a roster bears.

Where people differ in skill, a window belongs to a pool of people (pools.py).

Of the work a share 1 - rate may be late. Half of it is taken as spread evenly over the week, half as free to fall into
any one window: a short window may miss more than a whole week may. Of the allowances tried on 160 random rosters this
one orders them most nearly as the simulated share of weeks that keep the promise, both dispatch orders considered. With
all of it spread evenly, a few cases that nobody can save count as much as a week that is short; with all of it free,
a week of short days looks better than it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from staffing.problem import Demand, Integers, Problem
from staffing.roster import Roster
from staffing.service.fluid import group_capacity
from staffing.service.pools import Pool, pools
from staffing.service.window_sums import Uncertainty, absence_variance, window_capacity, window_work, work_variance

Numbers = NDArray[np.float64]

NEARLY_NOTHING = 0.02
"""Windows with less than this share of a week's work are left out: they do not decide whether the week is kept."""
VARIANT = 0.5
"""Two windows that share more than this part of their union are variants of one."""
NEARLY_THE_SAME = 0.85
"""The same, of windows that are to be mended: mending one must not shorten another a few hours beside it."""


@dataclass(frozen=True)
class Window:
    """Intervals `start` to `end`, both included: minutes of work, of capacity and of deviation, and the margin.

    `pool` says whose window it is (`pools`).
    """

    start: int
    end: int
    work: float
    capacity: float
    sigma: float
    z: float
    pool: int = 0


class ShortWindow(NamedTuple):
    """First and last interval, the minutes of capacity that are wanted in them, and whose they are (`pools`)."""

    start: int
    end: int
    minutes: int
    pool: int = 0


@dataclass(frozen=True)
class Risk:
    """The smallest margin over all windows (infinity where nothing is uncertain), and the windows with the least.

    `by_day`: for each planned day the tightest of the windows that end while its cases fall due, wherever they begin.
    """

    z: float
    weakest: tuple[Window, ...]
    by_day: tuple[Window | None, ...] = ()


def risk_of(problem: Problem, roster: Roster, uncertainty: Uncertainty, rate: float, count: int = 5) -> Risk:
    """The risk score of a roster that should have the share `rate` on time.

    z = min over windows of (capacity - work + work that may be late) / standard deviation. `weakest` holds up to
    `count` windows that are no variants of each other, the worst first. Windows with nearly no work or no uncertainty
    are left out. The shifts of the history are taken as certain. Raises ValueError where `uncertainty` has another
    grid.
    """
    every = list(_margins_of_pools(problem, roster, uncertainty, rate))
    found = [margins.window(*place) for margins in every for place in _apart(margins.z, np.inf, count)]
    weakest = sorted(found, key=lambda window: window.z)[:count]
    lowest = min(float(margins.z.min()) for margins in every)
    by_day = tuple(_of_day(problem, every, day) for day in range(problem.days))
    return Risk(lowest, tuple(weakest), by_day)


def short_windows(
    problem: Problem, roster: Roster, uncertainty: Uncertainty, rate: float, z: float, count: int = 120
) -> tuple[ShortWindow, ...]:
    """Windows of a roster whose margin is below `z`: first and last interval, and minutes of capacity that give it.

    The worst come first, without their variants. The standard deviation is that of this roster. Windows in which no
    shift at all could add capacity are left out. Raises ValueError where `uncertainty` has another grid.
    """
    found: list[tuple[float, ShortWindow]] = []
    for margins in _margins_of_pools(problem, roster, uncertainty, rate):
        possible = window_capacity(problem.demand, _most(problem, pools(problem.demand)[margins.pool])) > 0
        needed = margins.needed + z * margins.sigma
        for start, end in _apart(np.where(possible, margins.z, np.inf), z, count, NEARLY_THE_SAME):
            minutes = int(np.ceil(needed[start, end]))
            found.append((float(margins.z[start, end]), ShortWindow(start, end, minutes, margins.pool)))
    return tuple(window for _, window in sorted(found, key=lambda one: one[0])[:count])


def _most(problem: Problem, pool: Pool) -> Integers:
    """[T + E] above 0 where somebody of the pool may work some shift with capacity."""
    shifts = problem.contract_allows[pool.groups[problem.group]].any(axis=0)
    total: Integers = problem.demand.capacity[:, shifts].sum(axis=(0, 1))
    return total


@dataclass(frozen=True, eq=False)
class _Margins:
    """All windows at once [T, T+E]; z is infinite where a window is left out."""

    work: Numbers
    capacity: Numbers
    needed: Numbers
    sigma: Numbers
    z: Numbers
    pool: int

    def window(self, start: int, end: int) -> Window:
        parts = (self.work, self.capacity, self.sigma, self.z)
        work, capacity, sigma, z = (float(part[start, end]) for part in parts)
        return Window(start, end, work, capacity, sigma, z, self.pool)


def _of_day(problem: Problem, every: list[_Margins], day: int) -> Window | None:
    inside, last = np.flatnonzero(problem.demand.interval_day == day), problem.demand.last
    if not len(inside):
        return None
    first_due, last_due = int(last[:, inside[0]].min()), int(last[:, inside[-1]].max())
    found = []
    for margins in every:
        z = margins.z[: inside[-1] + 1, first_due : last_due + 1]
        start, after = divmod(int(z.argmin()), z.shape[1])
        if np.isfinite(z[start, after]):
            found.append(margins.window(start, first_due + after))
    return min(found, key=lambda window: window.z, default=None)


def _margins_of_pools(problem: Problem, roster: Roster, uncertainty: Uncertainty, rate: float) -> Iterator[_Margins]:
    """The margins of each pool, in order."""
    demand = problem.demand
    edges, ends = demand.work.shape[0] * (demand.intervals + 1), demand.capacity.shape[2]
    if uncertainty.arrivals.shape != (edges, edges) or uncertainty.opening.shape != (ends,):
        given = f"arrivals {uncertainty.arrivals.shape} and opening {uncertainty.opening.shape}"
        raise ValueError(f"the uncertainty has {given}; this problem needs {(edges, edges)} and {(ends,)}")
    capacity = group_capacity(problem, roster)
    for number, pool in enumerate(pools(demand)):
        absent = absence_variance(problem, roster, uncertainty.absence, pool)
        whole = window_capacity(demand, capacity[pool.groups].sum(axis=0))
        yield _margins(problem, number, (whole, absent), _work_of(demand, uncertainty, number), rate)


def _margins(
    problem: Problem, number: int, supply: tuple[Numbers, Numbers], work_of: tuple[Numbers, Numbers], rate: float
) -> _Margins:
    """One pool's margins from capacity and work of its windows, each with its variance."""
    demand, pool = problem.demand, pools(problem.demand)[number]
    capacity, work, variance = supply[0], work_of[0], supply[1] + work_of[1]
    sigma = np.sqrt(np.maximum(variance, 0.0))
    arriving = demand.work[pool.classes].sum(axis=0).astype(np.float64)
    weekly = [arriving[problem.intervals_of(week)].sum() for week in range(problem.weeks)]
    of_week = np.array(weekly)[problem.week[problem.history_days + demand.interval_day]][:, None]
    needed = work - _share_late(demand, pool, rate) * (work + np.maximum(work, of_week)) / 2
    # of a pool with little work in all, a window must hold a tenth of what would count of everybody's
    least = NEARLY_NOTHING * np.maximum(of_week, 0.1 * demand.work.sum() / problem.weeks)
    counts = (work >= np.maximum(1.0, least)) & (sigma >= 1.0)
    z = np.where(counts, (capacity - needed) / np.where(counts, sigma, 1.0), np.inf)
    return _Margins(work, capacity, needed, sigma, z, number)


@lru_cache(maxsize=32)
def _work_of(demand: Demand, uncertainty: Uncertainty, number: int) -> tuple[Numbers, Numbers]:
    """Work of a pool's windows and its variance: the same for every roster."""
    classes = pools(demand)[number].classes
    return window_work(demand, classes), work_variance(demand, uncertainty, classes)


def _share_late(demand: Demand, pool: Pool, rate: float) -> float:
    """The share of a pool's work that may be late, by the rate of each class."""
    late = 1 - np.where(demand.own_rate < 0, rate, demand.own_rate / 10_000)[pool.classes]
    work = demand.work[pool.classes].sum(axis=1)
    return float((late * work).sum() / work.sum()) if work.any() else 1 - rate


def _apart(z: Numbers, below: float, count: int, variant: float = VARIANT) -> list[tuple[int, int]]:
    """Places of the smallest values under `below`, each no variant of the ones before it; of equals the shortest."""
    start, end = np.nonzero(z < below)
    margin, length = z[start, end], end - start + 1
    found: list[tuple[int, int]] = []
    while len(margin) and len(found) < count:
        equals = np.flatnonzero(margin <= margin.min() + 1e-9)
        first = equals[length[equals].argmin()]
        found.append((int(start[first]), int(end[first])))
        shared = np.minimum(end, end[first]) - np.maximum(start, start[first]) + 1
        other = shared <= variant * (length + length[first] - shared)
        start, end, margin, length = start[other], end[other], margin[other], length[other]
    return found
