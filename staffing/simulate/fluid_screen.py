"""The fluid screen: what a roster does to the promise in a fraction of the judge's time, to choose what it looks at."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import config

from staffing.service.rates import occupancy, utilization
from staffing.simulate.arrays import rules_of, tables_of
from staffing.simulate.desk import Desk
from staffing.simulate.fluid_kernel import Levels, drain
from staffing.simulate.fluid_pipes import pipes_of, weeks_of
from staffing.simulate.judge import Volume, check_volume

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Screened:
    """What the fluid screen says of a roster, over n replications of a plan of W weeks and Q queues.

    `rates` [n, W] and `queue_rates` [n, W, Q]: shares of cases on time, by arrival, 1 where none came. A week is `kept`
    [n, W] where its rate is at least the target and every queue with a target of its own reaches that.
    `occupancy` is handling / on-queue and `team_utilization` handling / paid, ratios of sums within the plan.
    """

    rates: Floats
    queue_rates: Floats
    kept: Flags
    rate_mean: float
    probability_met: float
    occupancy: float
    team_utilization: float


def screen(desk: Desk, volume: Volume, *, target: float, seed: int, threads: int | None = None) -> Screened:
    """An estimate of what `judge` says of the same desk, arrivals `volume` [n, Q, T] and seed, without single cases.

    A cohort is what arrives in a queue in one interval. Its work is the sum of the handle times that the judge draws
    for its cases, and the absences are the judge's too, so both see the same luck. On the grid of the intervals:

    - People of one proficiency are one group, whose minutes in an interval flow evenly from its start to its end.
      Groups come one after the other, those who serve the fewest queues first.
    - A cohort's cases follow each other evenly, with clock starts and deadlines between its first and last. It is
      served from the front, and in its own interval as a whole if there are minutes for it: what comes late in the
      interval waits for minutes, where deadlines are hours.
    - `oldest_savable_first`: the earliest deadline first, among what a mean handle time of the fastest would meet;
      where service is slower than deadlines pass, the front moves with time and the rest is left behind. That is
      served, oldest first, when nothing can be saved any more, or before all else when beyond the urgent age.
    - What is served with little slack is on time in the share of its cases whose handle time fits into it.
    - `at_shift_end` plays no role: the rest of a case is work like any other.

    An interval belongs to the week its middle lies in. The same for every number of `threads`. Raises ValueError where
    `volume` does not fit the desk.
    """
    check_volume(desk, volume)
    levels = _drained(desk, volume, seed, threads or vars(config)["NUMBA_NUM_THREADS"])
    weeks = weeks_of(desk)
    arrived = np.stack([volume[:, :, weeks == week].sum(axis=2) for week in range(desk.weeks)], axis=1)
    on_time = levels.on_time[:, :-1]
    rates, queue_rates = _rates(on_time.sum(axis=2), arrived.sum(axis=2)), _rates(on_time, arrived)
    kept = (rates >= target) & (np.isnan(desk.queue_target) | (queue_rates >= desk.queue_target)).all(axis=2)
    handling = float(levels.handling.sum())
    return Screened(
        rates=rates,
        queue_rates=queue_rates,
        kept=kept,
        rate_mean=float(rates.mean()),
        probability_met=float(kept.mean()),
        occupancy=occupancy(handling, float(levels.on_queue.sum())),
        team_utilization=utilization(handling, 0.0, len(volume) * float(desk.paid_minutes.sum())),
    )


def _rates(on_time: Floats, arrived: npt.NDArray[np.integer]) -> Floats:
    """Shares on time, rounding at the ends taken off; 1 where nothing arrived."""
    shares = np.round(on_time / np.maximum(arrived, 1), 9)
    return np.where(arrived > 0, np.minimum(shares, 1.0), 1.0)


def _drained(desk: Desk, volume: Volume, seed: int, threads: int) -> Levels:
    rules, tables = rules_of(desk, seed), tables_of(desk)
    pipes, replications = pipes_of(desk, tables), len(volume)
    paths = np.array(volume, dtype=np.int64, order="C")
    on_time = np.zeros((replications, desk.weeks + 1, volume.shape[1]))
    levels = Levels(on_time, np.zeros(replications), np.zeros(replications))

    def part(first: int, last: int) -> None:
        capacity = np.zeros((len(pipes.speed), volume.shape[2]))
        own = Levels(levels.on_time[first:last], levels.handling[first:last], levels.on_queue[first:last])
        room = pipes._replace(cohorts=pipes.cohorts.copy(), flows=pipes.flows.copy())
        drain(rules, tables, room, paths[first:last], first, capacity, own)

    bounds = np.unique(np.linspace(0, replications, 2 * threads + 1).astype(np.int64)).tolist()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(part, bounds[:-1], bounds[1:]))
    return levels
