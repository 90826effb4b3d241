"""The plan over its hours: work against capacity, and the backlog with its band."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from staffing.outlook import FIRST_LOOK
from staffing.plan import Outlook, Plan
from staffing.reports.cover_table import forecast_steps
from staffing.reports.plain_text import counted
from staffing.reports.view.page import Chart, Series
from staffing.reports.when import edge
from staffing.service.rates import Floats

WORK_BAND = "80% of weeks"
BACKLOG_BAND = "90% of weeks"
MOST_POINTS = 7 * 24 * 4
"""A chart of more hours has a point for each block of some."""
BLOCKS = (1, 2, 3, 4, 6, 8, 12, 24)
"""Hours of a block."""


def work_chart(plan: Plan) -> Chart:
    """Hours of work that arrive in an hour, with the band of chance, and what the people on queue can do in it."""
    outlook = plan.outlook
    firsts = _firsts(len(plan.fluid.capacity))
    work = _by_block(outlook.problem.demand.queue_work.sum(axis=0) / 60, firsts)
    low, high = _work_range(plan, firsts)
    capacity = _by_block(plan.fluid.capacity / 60, firsts)
    series = (
        Series(name="work", role="work", shape="area", values=_rounded(work), low=_rounded(low), high=_rounded(high),
               band=WORK_BAND),
        Series(name="capacity", role="capacity", shape="step", values=_rounded(capacity)),
    )  # fmt: skip
    return _chart(outlook, ("Hours of work in an hour", "hours"), firsts, series, _work_words(plan, firsts))


def backlog_chart(plan: Plan) -> Chart:
    """Open cases at the start of each hour: the mean of the simulated weeks, the band of nine in ten, and late ones."""
    service = plan.service
    mean = service.backlog_mean.sum(axis=0)
    firsts = _firsts(len(mean))
    series = (
        Series(name="open cases", role="backlog", shape="line", values=_rounded(mean[firsts]),
               low=_rounded(service.backlog_p05[firsts]), high=_rounded(service.backlog_p95[firsts]),
               band=BACKLOG_BAND),
        Series(name="of them late", role="late", shape="area", values=_rounded(service.late_mean[firsts])),
    )  # fmt: skip
    return _chart(plan.outlook, ("Open cases", "cases"), firsts, series, _backlog_words(plan))


def _firsts(hours: int) -> list[int]:
    """The first hours of the blocks that are shown."""
    size = next((size for size in BLOCKS if hours <= size * MOST_POINTS), BLOCKS[-1])
    return list(range(0, hours, size))


def _by_block(values: Floats, firsts: list[int]) -> Floats:
    """Means of the last axis over blocks."""
    hours = np.diff([*firsts, values.shape[-1]])
    return np.asarray(np.add.reduceat(values, firsts, axis=-1) / hours, dtype=np.float64)


def _work_range(plan: Plan, firsts: list[int]) -> tuple[Floats, Floats]:
    """[blocks] the 10th and 90th percentile of hours of work, all queues together, cases taking their mean time."""
    outlook, forecast = plan.outlook, plan.outlook.planned_forecast
    steps = forecast_steps(outlook)
    paths = forecast.sample(FIRST_LOOK, plan.settings.seed)[:, :, steps]
    hours = np.zeros((len(paths), len(steps)))
    for queue in outlook.workspace.team.queues:
        hours += paths[:, forecast.unique_ids.index(queue.id)] * (queue.handle_minutes.mean / 60)
    low, high = np.quantile(_by_block(hours, firsts), [0.1, 0.9], axis=0)
    return low, high


def _work_words(plan: Plan, firsts: list[int]) -> str:
    work, capacity = plan.outlook.problem.demand.queue_work.sum(axis=0), plan.fluid.capacity
    busiest, short = int(work.argmax()), int((work > capacity).sum())
    blocks = f" Each point is the mean of {firsts[1]} hours." if len(firsts) > 1 and firsts[1] > 1 else ""
    return (
        f"Most work is forecast for {_hour(plan, busiest)}: {work[busiest] / 60:.1f} hours of it in the hour. In "
        f"{counted(short, 'hour')} of {len(work)} more work comes than the people on queue can do in that hour; it "
        f"waits for the hours after. In all {work.sum() / 60:,.0f} hours of work meet {capacity.sum() / 60:,.0f} of "
        f"capacity.{blocks}"
    )


def _backlog_words(plan: Plan) -> str:
    service = plan.service
    mean, late = service.backlog_mean.sum(axis=0), service.late_mean
    most, least = int(mean.argmax()), int(mean.argmin())
    said = (
        f"On average most cases are open on {_hour(plan, most)}, {mean[most]:.0f} of them, in nine weeks of ten "
        f"between {service.backlog_p05[most]:.0f} and {service.backlog_p95[most]:.0f}; fewest on {_hour(plan, least)}, "
        f"{mean[least]:.0f}."
    )
    worst = int(late.argmax())
    if late[worst] < 0.05:  # shown as 0.0
        return f"{said} Hardly any of them is late."
    return f"{said} Of the open cases at most {late[worst]:.1f} are late on average, on {_hour(plan, worst)}."


def _hour(plan: Plan, interval: int) -> str:
    return f"{edge(plan.outlook, interval):%a %d %b at %H:%M}"


def _chart(outlook: Outlook, name: tuple[str, str], firsts: list[int], series: tuple[Series, ...], words: str) -> Chart:
    """A chart with its title and its unit as `name`."""
    title, unit = name
    return Chart(
        title=f"{title}, by the clock of {outlook.axis.zone.key}",
        unit=unit,
        starts=tuple(edge(outlook, first) for first in firsts),
        until=edge(outlook, outlook.problem.demand.intervals),
        series=series,
        words=words,
    )


def _rounded(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(round(float(value), 2) for value in values)
