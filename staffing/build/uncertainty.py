"""How far the work of a plan may stray: from the forecast's sample paths, the handle times and the open cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from staffing.build.clocks import clocks_of
from staffing.build.demand import bin_edges
from staffing.build.places import Places
from staffing.documents.team import Team
from staffing.problem import Demand, Flags, Problem
from staffing.service.window_sums import Uncertainty

if TYPE_CHECKING:
    from forecasts.forecast import Forecast
    from staffing.simulate.opening import OpenCases

Numbers = NDArray[np.float64]


def uncertainty_of(
    places: Places,
    problem: Problem,
    forecast: Forecast,
    volume: NDArray[np.integer],
    open_cases: OpenCases | None = None,
) -> Uncertainty:
    """The uncertainty of a plan's work and of its people's presence.

    `volume` [n, Q, steps of the forecast] are sample paths of the cases, queues in the order of the problem; they carry
    the factors of week, day and hour, the drift and the correlation of the queues. `open_cases` are the simulated cases
    open at the start of the plan; without them only the handle times of the known open cases are uncertain.
    """
    team, axis = places.team, places.axis
    cases = _arrived(bin_edges(forecast, axis), volume, problem.demand)
    arrivals = _arrivals(team, problem.demand, cases)
    opening = _known(team, problem.demand) if open_cases is None else _simulated(places, problem.demand, open_cases)
    return Uncertainty(arrivals, opening, team.shrinkage.absence)


def _arrived(bins: Numbers, volume: NDArray[np.integer], demand: Demand) -> Numbers:
    """[n, Q, T+1] cases that have come between minute 0 and each edge of the grid, spread evenly within their step."""
    edges = np.arange(demand.intervals + 1) * float(demand.interval_minutes)
    reached = np.pad(np.cumsum(volume, axis=2, dtype=np.float64), ((0, 0), (0, 0), (1, 0)))
    step = np.clip(np.searchsorted(bins, edges, side="right") - 1, 0, len(bins) - 2)
    share = np.clip((edges - bins[step]) / np.diff(bins)[step], 0.0, 1.0)
    there = reached[:, :, step] * (1 - share) + reached[:, :, step + 1] * share
    return np.asarray(there - there[:, :, :1], dtype=np.float64)


def _members(demand: Demand) -> Numbers:
    """[K, Q] 1 where a queue belongs to a class."""
    member: Flags = demand.queue_class == np.arange(demand.work.shape[0])[:, None]
    return member.astype(np.float64)


def _arrivals(team: Team, demand: Demand, cases: Numbers) -> Numbers:
    """Covariance of the work arrived [K*(T+1), K*(T+1)]: of the number of cases, and of their handle times.

    Handle times are independent from case to case, so what two edges share is the cases that came before both.
    """
    mean, cv = _handle(team)
    members, edges = _members(demand), cases.shape[2]
    work = np.einsum("kq,nqt->nkt", members * mean, cases).reshape(len(cases), -1)
    work -= work.mean(axis=0)
    covariance: Numbers = work.T @ work / max(1, len(work) - 1)
    noise = (members * (mean * cv) ** 2) @ cases.mean(axis=0)
    blocks = covariance.reshape(len(members), edges, len(members), edges)
    for kind in range(len(members)):
        blocks[kind, :, kind] += np.minimum(noise[kind][:, None], noise[kind])
    return covariance


def _handle(team: Team) -> tuple[Numbers, Numbers]:
    """[Q] means and coefficients of variation of the handle times."""
    times = [queue.handle_minutes for queue in team.queues]
    return np.array([time.mean for time in times]), np.array([time.cv for time in times])


def _known(team: Team, demand: Demand) -> Numbers:
    """[T+E] variance of the opening work due: of the handle times alone, as the plan's arrivals mix the queues."""
    mean, cv = _handle(team)
    share = _members(demand) * (demand.queue_work.sum(axis=1) + 1e-9)
    of_a_minute = (share @ (mean * cv**2)) / share.sum(axis=1)  # a case has mean minutes, and (mean x cv)^2 of variance
    savable = demand.opening_deadline > 0
    variance = np.zeros(demand.capacity.shape[2])
    spread = demand.opening_work[savable] * of_a_minute[demand.opening_class[savable]]
    np.add.at(variance, demand.opening_deadline[savable] - 1, spread)
    return np.cumsum(variance)


def _simulated(places: Places, demand: Demand, cases: OpenCases) -> Numbers:
    """[T+E] variance over the replications of the opening work that can still be on time and is due."""
    deadline = np.zeros(len(cases.created))
    for queue, clock in enumerate(clocks_of(places)):
        deadline[cases.queue == queue] = clock.deadline(cases.created[cases.queue == queue])
    left = np.floor(deadline / demand.interval_minutes).astype(np.int64)
    savable = left > 0
    due = np.zeros((cases.replications, demand.capacity.shape[2]))
    np.add.at(due, (cases.replication[savable], left[savable] - 1), cases.minutes[savable])
    reached = np.cumsum(due, axis=1)
    variance: Numbers = np.square(reached - reached.mean(axis=0)).sum(axis=0) / max(1, len(due) - 1)
    return variance
