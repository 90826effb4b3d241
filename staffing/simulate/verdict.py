"""From counts to the figures of a Service."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from staffing.service.rates import occupancy, productivity, utilization, wilson_interval
from staffing.simulate.arrays import Counts, Floats, Ints
from staffing.simulate.counts import Tally
from staffing.simulate.desk import Desk
from staffing.simulate.service import AgentService, QueueService, Service, Spread

Z95 = 1.959963984540054
BLOCK = 7 * 24
"""So many intervals are sorted at once."""
PEOPLE = 256
"""The same, of agents."""


def verdict(desk: Desk, tally: Tally, target: float, confidence: float, day_floor: float) -> Service:
    """All figures of a Service, from what was counted."""
    replications = len(tally.arrived)
    weekly = replications, desk.weeks, 7, len(desk.queue_names)
    on_time, arrived = tally.on_time.reshape(weekly).sum(axis=2), tally.arrived.reshape(weekly).sum(axis=2)
    rates, queue_rates = _rates(on_time.sum(axis=2), arrived.sum(axis=2)), _rates(on_time, arrived)
    day_rates = _rates(tally.on_time.sum(axis=2), tally.arrived.sum(axis=2))
    day_means = day_rates.mean(axis=0)
    worst = int(day_means.argmin())
    kept = (rates >= target) & (np.isnan(desk.queue_target) | (queue_rates >= desk.queue_target)).all(axis=2)
    lower = probability_lower(kept)
    handling, on_queue = float(tally.handling.sum()), float(tally.on_queue.sum())
    fewest, most = _backlog_range(tally.backlog)
    return Service(
        replications=replications,
        target=target,
        confidence=confidence,
        rate_mean=float(rates.mean()),
        rate_ci=mean_interval(rates),
        rate_p05=float(np.quantile(rates, 0.05)),
        rate_p95=float(np.quantile(rates, 0.95)),
        probability_met=float(kept.mean()),
        probability_lower=lower,
        met=lower >= confidence,
        day_rate_mean=day_means,
        worst_day=(worst, float(day_means[worst])),
        below_floor=(day_rates < day_floor).mean(axis=0),
        oldest_hours=float(tally.oldest.mean()),
        oldest_hours_p95=float(np.quantile(tally.oldest, 0.95)),
        age_p95_hours=_age_quantile(tally.ages, 0.95) / 60.0,
        backlog_mean=tally.backlog_change[:, :-1].cumsum(axis=1) / replications,
        backlog_p05=fewest,
        backlog_p95=most,
        late_mean=tally.late_change[:-1].cumsum() / replications,
        arrived=tally.hour_arrived / replications,
        missed=tally.hour_missed / replications,
        queues=_queues(desk, queue_rates, target),
        agents=_agents(desk, tally),
        team_utilization=utilization(handling, 0.0, replications * float(desk.paid_minutes.sum())),
        occupancy=occupancy(handling, on_queue),
        cases_per_hour=productivity(float(tally.resolved.sum()), on_queue / 60.0),
        overtime_minutes=float(tally.overtime.mean()),
        rates=rates,
        day_rates=day_rates,
        queue_rates=queue_rates,
        oldest=tally.oldest,
        handling=tally.handling,
        on_queue=tally.on_queue,
        overtime=tally.overtime,
        resolved=tally.resolved,
        kept=kept,
    )


def mean_interval(rates: Floats) -> tuple[float, float]:
    """The 95% interval of the mean of `rates` [n, W], with the replications as independent draws, cut at 0 and 1."""
    means = rates.mean(axis=1)
    if len(means) < 2:
        return 0.0, 1.0
    half = Z95 * float(means.std(ddof=1)) / math.sqrt(len(means))
    return max(float(means.mean()) - half, 0.0), min(float(means.mean()) + half, 1.0)


def probability_lower(reached: npt.NDArray[np.bool_]) -> float:
    """Lower end of the 95% interval of the share of weeks that reach what is asked; `reached` [n, W]."""
    return probability_interval(reached)[0]


def probability_interval(reached: npt.NDArray[np.bool_], level: float = 0.95) -> tuple[float, float]:
    """Wilson interval of the share of weeks that reach what is asked; `reached` [n, W].

    The weeks of one replication share its fortune: their number is divided by the design effect of that (Kish 1965,
    Survey Sampling), at most W. With one week a replication nothing changes.
    """
    replications, weeks = reached.shape
    share = float(reached.mean())
    effect = float(weeks)
    if 0 < share < 1:
        effect = min(max(weeks * float(reached.mean(axis=1).var()) / (share * (1 - share)), 1.0), weeks)
    trials = replications * weeks / effect
    return wilson_interval(share * trials, trials, level)


def _rates(on_time: Counts, arrived: Counts) -> Floats:
    """Shares on time; 1 where nothing arrived."""
    return np.where(arrived > 0, on_time / np.maximum(arrived, 1), 1.0)


def _age_quantile(ages: Ints, share: float) -> float:
    """The age in minutes that this share of resolved cases does not exceed."""
    total = int(ages.sum())
    return float(np.searchsorted(ages.cumsum(), share * total)) if total else math.nan


def _backlog_range(backlog: Counts) -> tuple[Floats, Floats]:
    """By interval the 5th and the 95th of 100 replications; whole cases, the first that so many do not exceed."""
    places = [max(math.ceil(share * len(backlog)) - 1, 0) for share in (0.05, 0.95)]
    found = np.empty((2, backlog.shape[1] - 1))
    for first in range(0, found.shape[1], BLOCK):  # sorted at once whole years would need their memory once more
        hours = np.ascontiguousarray(backlog[:, first : min(first + BLOCK, found.shape[1])].T)
        hours.sort(axis=1)
        found[:, first : first + BLOCK] = hours[:, places].T
    return found[0], found[1]


def _queues(desk: Desk, rates: Floats, overall: float) -> tuple[QueueService, ...]:
    targets = np.where(np.isnan(desk.queue_target), overall, desk.queue_target).tolist()
    return tuple(
        QueueService(
            name=name,
            rate_mean=float(rates[:, :, q].mean()),
            rate_ci=mean_interval(rates[:, :, q]),
            probability_met=float((rates[:, :, q] >= target).mean()),
            target=target,
        )
        for q, (name, target) in enumerate(zip(desk.queue_names, targets, strict=True))
    )


def _agents(desk: Desk, tally: Tally) -> tuple[AgentService, ...]:
    replications, paid = len(tally.busy), np.maximum(desk.paid_minutes, 1)
    on_queue = tally.there * (1.0 - desk.in_shift)
    handling, low, high = np.empty((3, len(paid)))
    for first in range(0, len(paid), PEOPLE):
        some = slice(first, first + PEOPLE)
        busy = np.array(tally.busy[:, some].T, np.float64, order="C")
        handling[some] = np.minimum(busy.sum(axis=1), on_queue[some])  # seven figures may round up
        low[some], high[some] = np.quantile(busy, [0.05, 0.95], axis=1, overwrite_input=True) / paid[some]
    mean = handling / replications / paid
    busy_share = [occupancy(*minutes) for minutes in zip(handling.tolist(), on_queue.tolist(), strict=True)]
    cases = (tally.finished / replications).tolist()
    spreads = map(Spread, mean.tolist(), low.tolist(), high.tolist())
    return tuple(map(AgentService, desk.agent_names, spreads, busy_share, cases))
