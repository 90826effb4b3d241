"""The risk score z of a roster: how many standard deviations of chance its tightest stretch of time holds.

A window is the intervals `start` to `end` (both included). Its capacity must cover the work that arrives in it and is
due in it, over all deadline classes: of a class that may use d intervals, the arrivals of `start` to `end - d + 1`;
from the first interval on also the opening work that can still be on time and is due by `end`. Only arrivals within
the plan count. Nothing is late exactly where every window holds (fluid.py), so the margin of the worst one, in units
of its own standard deviation, says without a simulation how much bad luck a roster bears.

Of the work a share 1 - rate may be late. Half of it is taken as spread evenly over the week, half as free to fall into
any one window: a short window may miss more than a whole week may. Of the allowances tried on 160 random rosters this
one orders them most nearly as the simulated share of weeks that keep the promise, both dispatch orders considered. With
all of it spread evenly, a few cases that nobody can save count as much as a week that is short; with all of it free,
a week of short days looks better than it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.problem import Demand, Flags, Integers, Problem
from staffing.roster import Roster
from staffing.service.fluid import capacity_of

Numbers = NDArray[np.float64]

NEARLY_NOTHING = 0.02
"""Windows with less than this share of a week's work are left out: they do not decide whether the week is kept."""
VARIANT = 0.5
"""Two windows that share more than this part of their union are variants of one."""
NEARLY_THE_SAME = 0.85
"""The same, of windows that are to be mended: mending one must not shorten another a few hours beside it."""


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


@dataclass(frozen=True)
class Window:
    """Intervals `start` to `end`, both included: minutes of work, of capacity and of deviation, and the margin."""

    start: int
    end: int
    work: float
    capacity: float
    sigma: float
    z: float


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
    margins = _margins(problem, roster, uncertainty, rate)
    weakest = tuple(margins.window(*place) for place in _apart(margins.z, np.inf, count))
    return Risk(float(margins.z.min()), weakest, tuple(_of_day(problem, margins, day) for day in range(problem.days)))


def short_windows(
    problem: Problem, roster: Roster, uncertainty: Uncertainty, rate: float, z: float, count: int = 120
) -> tuple[tuple[int, int, int], ...]:
    """Windows of a roster whose margin is below `z`: first and last interval, and minutes of capacity that give it.

    The worst come first, without their variants. The standard deviation is that of this roster. Windows in which no
    shift at all could add capacity are left out. Raises ValueError where `uncertainty` has another grid.
    """
    margins = _margins(problem, roster, uncertainty, rate)
    possible = window_capacity(problem.demand, problem.demand.capacity.sum(axis=(0, 1))) > 0
    places = _apart(np.where(possible, margins.z, np.inf), z, count, NEARLY_THE_SAME)
    needed = margins.needed + z * margins.sigma
    return tuple((start, end, int(np.ceil(needed[start, end]))) for start, end in places)


@dataclass(frozen=True, eq=False)
class _Margins:
    """All windows at once [T, T+E]; z is infinite where a window is left out."""

    work: Numbers
    capacity: Numbers
    needed: Numbers
    sigma: Numbers
    z: Numbers

    def window(self, start: int, end: int) -> Window:
        parts = (self.work, self.capacity, self.sigma, self.z)
        return Window(start, end, *(float(part[start, end]) for part in parts))


def _of_day(problem: Problem, margins: _Margins, day: int) -> Window | None:
    inside, deadline = np.flatnonzero(problem.demand.interval_day == day), problem.demand.deadline
    if not len(inside):
        return None
    first_due = int(inside[0] + deadline.min()) - 1
    z = margins.z[: inside[-1] + 1, first_due : int(inside[-1] + deadline.max())]
    start, after = divmod(int(z.argmin()), z.shape[1])
    return margins.window(start, first_due + after) if np.isfinite(z[start, after]) else None


def _margins(problem: Problem, roster: Roster, uncertainty: Uncertainty, rate: float) -> _Margins:
    demand = problem.demand
    edges, ends = demand.work.shape[0] * (demand.intervals + 1), demand.capacity.shape[2]
    if uncertainty.arrivals.shape != (edges, edges) or uncertainty.opening.shape != (ends,):
        given = f"arrivals {uncertainty.arrivals.shape} and opening {uncertainty.opening.shape}"
        raise ValueError(f"the uncertainty has {given}; this problem needs {(edges, edges)} and {(ends,)}")
    work, capacity = window_work(demand), window_capacity(demand, capacity_of(problem, roster))
    variance = work_variance(demand, uncertainty) + absence_variance(problem, roster, uncertainty.absence)
    sigma = np.sqrt(np.maximum(variance, 0.0))
    arriving = demand.work.sum(axis=0).astype(np.float64)
    weekly = [arriving[problem.intervals_of(week)].sum() for week in range(problem.weeks)]
    of_week = np.array(weekly)[problem.week[problem.history_days + demand.interval_day]][:, None]
    needed = work - (1 - rate) * (work + np.maximum(work, of_week)) / 2
    counts = (work >= np.maximum(1.0, NEARLY_NOTHING * of_week)) & (sigma >= 1.0)
    z = np.where(counts, (capacity - needed) / np.where(counts, sigma, 1.0), np.inf)
    return _Margins(work, capacity, needed, sigma, z)


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


def window_work(demand: Demand) -> Numbers:
    """[T, T+E] minutes of work that arrive in each window and are due in it; 0 where it ends before it starts."""
    starts = np.arange(demand.intervals)[:, None]
    total = np.zeros((demand.intervals, demand.capacity.shape[2]))
    for kind, work in enumerate(demand.work):
        arrived, due = np.concatenate([[0], np.cumsum(work)]), _due_edge(demand, kind)
        total += np.where(due > starts, arrived[due] - arrived[starts], 0)
    savable = demand.opening_deadline > 0
    opening = np.zeros(demand.capacity.shape[2], dtype=np.int64)
    np.add.at(opening, demand.opening_deadline[savable] - 1, demand.opening_work[savable])
    total[0] += np.cumsum(opening)
    return total


def window_capacity(demand: Demand, capacity: Integers) -> Numbers:
    """[T, T+E] sums of the [T+E] minutes of capacity over each window; 0 where it ends before it starts."""
    reached = np.concatenate([[0.0], np.cumsum(capacity)])
    return np.where(_forward(demand), reached[None, 1:] - reached[: demand.intervals, None], 0.0)


def work_variance(demand: Demand, uncertainty: Uncertainty) -> Numbers:
    """[T, T+E] variance of the work of each window, in minutes squared; 0 where it ends before it starts."""
    classes, intervals = demand.work.shape
    starts = np.arange(intervals)[:, None]
    blocks = uncertainty.arrivals.reshape(classes, intervals + 1, classes, intervals + 1)
    total = np.zeros((intervals, demand.capacity.shape[2]))
    for one in range(classes):
        for other in range(classes):
            block = blocks[one, :, other]
            due, due_too = _due_edge(demand, one), _due_edge(demand, other)
            both = block[due, due_too] + np.diagonal(block)[:-1, None]
            across = block[due, :-1].T + block[:-1, due_too]
            total += np.where((due > starts) & (due_too > starts), both - across, 0.0)
    total[0] += uncertainty.opening
    return total


def absence_variance(problem: Problem, roster: Roster, absence: float) -> Numbers:
    """[T, T+E] variance of the capacity of each window where each agent-day is lost with probability `absence`.

    Who adds c minutes on average adds c / (1 - absence) or nothing, so the variance is absence / (1 - absence) c^2.
    """
    demand, people = problem.demand, roster.work.sum(axis=0)
    first = np.searchsorted(demand.interval_day, np.arange(problem.days))
    # in the tail the first days come again, and whoever is absent is drawn again
    again = np.maximum(np.arange(demand.capacity.shape[2]) - first[:, None], 0) // demand.intervals
    day, shift = np.nonzero(people)
    rounds = range(int(again.max(initial=0)) + 1)
    added = np.concatenate([np.where(again[day] == n, demand.capacity[day, shift], 0) for n in rounds])
    reached = np.pad(np.cumsum(added, axis=1, dtype=np.float64), ((0, 0), (1, 0)))
    together = (reached * np.tile(people[day, shift], len(rounds))[:, None]).T @ reached
    begins, squares = slice(demand.intervals), np.diagonal(together)
    total = squares[None, 1:] - 2 * together[begins, 1:] + squares[begins, None]
    return absence / (1 - absence) * np.where(_forward(demand), total, 0.0)


def _forward(demand: Demand) -> Flags:
    """[T, T+E] whether a window does not end before it starts."""
    forward: Flags = np.arange(demand.capacity.shape[2])[None] >= np.arange(demand.intervals)[:, None]
    return forward


def _due_edge(demand: Demand, kind: int) -> Integers:
    """[T+E] the edge up to which the arrivals of a class are due by the end of each interval."""
    ends = np.arange(demand.capacity.shape[2])
    return np.clip(ends - int(demand.deadline[kind]) + 2, 0, demand.intervals)
