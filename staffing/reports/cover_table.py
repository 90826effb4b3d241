"""`cover.csv`: forecast, work, capacity and backlog of every planned hour and queue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffing.build.demand import bin_edges
from staffing.plan import Outlook, Plan
from staffing.problem import Demand
from staffing.reports.csv_text import csv_text

COLUMNS = (
    "start",
    "queue",
    "volume_mean",
    "volume_lo_80",
    "volume_hi_80",
    "workload_hours",
    "capacity_hours",
    "backlog_hours",
    "planned_late_hours",
)


def cover_csv(plan: Plan) -> str:
    """One row per hour and queue.

    `capacity_hours` is that of all people who serve the queue, whole in the row of each of their queues, because
    queues share their people: do not add it up over queues. Backlog (on-time work waiting at the end of the hour) and
    planned lateness are those of the queue's deadline class, shared out by the queues' work within the last deadline.
    """
    return csv_text(COLUMNS, cover_rows(plan))


def cover_rows(plan: Plan) -> Iterator[tuple[Any, ...]]:
    """The rows, typed: starts are local times of the first site."""
    outlook, fluid, demand = plan.outlook, plan.fluid, plan.outlook.problem.demand
    forecast, shares = outlook.planned_forecast, queue_shares(demand)
    low, high, mean = forecast.quantile(0.1), forecast.quantile(0.9), forecast.mean
    starts = np.arange(demand.intervals) * demand.interval_minutes
    for t, step in enumerate(forecast_steps(outlook)):
        for q, queue in enumerate(outlook.problem.queue_names):
            row, kind = forecast.unique_ids.index(queue), int(demand.queue_class[q])
            yield (
                outlook.axis.local(float(starts[t])),
                queue,
                mean[row, step],
                low[row, step],
                high[row, step],
                demand.queue_work[q, t] / 60,
                fluid.eligible[kind, t] / 60,
                fluid.backlog[kind, t] * shares[q, t] / 60,
                fluid.late[kind, t] * shares[q, t] / 60,
            )


def forecast_steps(outlook: Outlook) -> NDArray[np.intp]:
    """[T] the step of the planned forecast in which each interval of the plan begins."""
    demand = outlook.problem.demand
    starts = np.arange(demand.intervals) * demand.interval_minutes
    return np.searchsorted(bin_edges(outlook.planned_forecast, outlook.axis), starts, side="right") - 1


def queue_shares(demand: Demand) -> NDArray[np.float64]:
    """[Q, T] each queue's share of its class's work within the last deadline; they sum to 1 over a class.

    Where nothing arrived in that time, the shares of the whole plan; without any work at all, equal ones.
    """
    recent = np.empty(demand.queue_work.shape)
    for q, kind in enumerate(demand.queue_class):
        total = np.concatenate([[0], np.cumsum(demand.queue_work[q])])
        first = np.maximum(0, np.arange(demand.intervals) + 1 - demand.deadline[kind])
        recent[q] = total[1:] - total[first]
    whole = np.repeat(demand.queue_work.sum(axis=1, keepdims=True), demand.intervals, axis=1)
    shares = np.zeros(recent.shape)
    for kind in range(len(demand.class_names)):
        own = demand.queue_class == kind
        amount = np.where(recent[own].sum(axis=0) > 0, recent[own], whole[own])
        amount = np.where(amount.sum(axis=0) > 0, amount, 1.0)
        shares[own] = amount / amount.sum(axis=0)
    return shares
