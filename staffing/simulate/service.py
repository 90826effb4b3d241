"""What the judge says of a roster: rates, chances, people and backlog, over many simulated weeks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Spread:
    """The mean over replications and the range that holds 90% of them."""

    mean: float
    p05: float
    p95: float


@dataclass(frozen=True, eq=False)
class QueueService:
    """The same promise, one queue at a time; `target` is the queue's own or, where it has none, that of all."""

    name: str
    rate_mean: float
    rate_ci: tuple[float, float]
    probability_met: float
    target: float


@dataclass(frozen=True, eq=False)
class AgentService:
    """How busy one agent is; `occupancy` is that of the mean week, 0 for who is never on queue.

    `cases`: how many the agent resolves within the plan, on average; a case counts for who took it last.
    """

    name: str
    utilization: Spread
    occupancy: float
    cases: float


@dataclass(frozen=True, eq=False)
class Service:
    """The verdict over n replications of a plan of W weeks (D days, Q queues, A agents).

    Rates are shares of cases resolved within their deadline, counted by arrival; a week or day without cases has
    rate 1. Cases that were there before the plan, open at the start of the run or come since, are work, but in no rate.

    `rate_mean` is the mean rate of a week, `rate_ci` the 95% interval of that mean (replications are the
    independent draws), `rate_p05` and `rate_p95` the range of single weeks: never one for the other.
    A week is `kept` [n, W] where its rate is at least `target` and every queue with a target of its own reaches that.
    `probability_met` is the share of the n x W weeks that are kept, `probability_lower` the lower end of its
    95% Wilson interval (weeks of one replication are not independent: their number is discounted accordingly), and
    `met` says whether that is at least `confidence`.
    `day_rate_mean` [D]; `below_floor` [D] is the chance that the day's rate is under the floor; `worst_day` is the
    index of the day with the lowest mean, and that mean.
    `oldest_hours` is the age of the oldest open case seen during the plan: mean over replications, and
    `oldest_hours_p95`. `age_p95_hours` is the 95th percentile of the age at resolution, to the minute
    above; NaN if nothing is ever resolved.
    `backlog_mean` [Q, intervals of the plan]: expected open cases at each interval's start; what is open when the plan
    begins counts at the first. `backlog_p05` and `backlog_p95` [intervals of the plan]: the range that holds 90% of the
    replications' open cases of all queues; `late_mean`: of the expected open cases those whose deadline has come.
    `arrived` and `missed` [Q, intervals of the plan], of the same shape: expected cases of a plan that arrive in the
    interval, and of them those that miss their deadline.
    `team_utilization` is handling / paid and `occupancy` handling / on-queue, as ratios of sums within the plan;
    absent paid time stays in paid. Work past the shift's end is in neither: `overtime_minutes` is its elapsed time
    in a plan. `cases_per_hour`: cases resolved per on-queue hour.
    The arrays behind it: `rates` [n, W], `day_rates` [n, D], `queue_rates` [n, W, Q], `oldest` [n] hours,
    `handling`, `on_queue` and `overtime` [n] minutes of all agents together, `resolved` [n] cases.
    """

    replications: int
    target: float
    confidence: float
    rate_mean: float
    rate_ci: tuple[float, float]
    rate_p05: float
    rate_p95: float
    probability_met: float
    probability_lower: float
    met: bool
    day_rate_mean: Floats
    worst_day: tuple[int, float]
    below_floor: Floats
    oldest_hours: float
    oldest_hours_p95: float
    age_p95_hours: float
    backlog_mean: Floats
    backlog_p05: Floats
    backlog_p95: Floats
    late_mean: Floats
    arrived: Floats
    missed: Floats
    queues: tuple[QueueService, ...]
    agents: tuple[AgentService, ...]
    team_utilization: float
    occupancy: float
    cases_per_hour: float
    overtime_minutes: float
    rates: Floats
    day_rates: Floats
    queue_rates: Floats
    oldest: Floats
    handling: Floats
    on_queue: Floats
    overtime: Floats
    resolved: npt.NDArray[np.int64]
    kept: npt.NDArray[np.bool_]
