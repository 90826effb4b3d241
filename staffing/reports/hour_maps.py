"""Days x hours of a plan as heat maps: people on queue, work, capacity and backlog."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from staffing.build.places import Place
from staffing.plan import Plan
from staffing.reports.view.sheets import HeatMap

HOURS = tuple(f"{hour:02d}" for hour in range(24))
_DAY = "%a %d %b"


def hour_maps(plan: Plan) -> tuple[HeatMap, ...]:
    """People on queue at each site by its own clock; then the whole desk, by the clock of the first site."""
    places = plan.outlook.places.every
    several = len(places) > 1
    people = tuple(
        _people(plan, number, f"People on queue at {place.site.id}" if several else "People on queue")
        for number, place in enumerate(places)
    )
    return (*people, *_desk(plan))


def _people(plan: Plan, number: int, title: str) -> HeatMap:
    """The mean number of people of a site on queue in each hour; None where no shift of it is on queue."""
    outlook = plan.outlook
    place, problem = outlook.places.every[number], outlook.problem
    worked = np.zeros((problem.days, 24))
    possible = np.zeros((problem.days, 24))
    timeline = plan.roster.timeline(problem)
    for day, date in enumerate(outlook.axis.dates):
        for shift in np.flatnonzero(problem.shift_site == number).tolist():
            people = int(timeline[:, day, shift].sum())
            for start, end in outlook.places.on_queue(shift, date):
                for at, minutes in _hours_of(place, start, end, problem.days):
                    worked[at] += people * minutes
                    possible[at] += minutes * bool(problem.available[:, day, shift].any())
    return _map(title, place, worked / 60, (possible > 0) | (worked > 0))


def _hours_of(place: Place, start: int, end: int, days: int) -> Iterator[tuple[tuple[int, int], int]]:
    """The planned day and hour of each part of a span, with its minutes."""
    now = start
    while now < end:
        local = place.axis.local(now)
        until = min(end, now + 60 - local.minute)
        day = place.axis.index_of(local.date()) - place.axis.history
        if 0 <= day < days:
            yield (day, local.hour), until - now
        now = until


def _desk(plan: Plan) -> tuple[HeatMap, ...]:
    outlook, fluid = plan.outlook, plan.fluid
    demand, first = outlook.problem.demand, outlook.places.every[0]
    backlog: NDArray[np.float64] = plan.service.backlog_mean.sum(axis=0)
    numbers = (
        ("Work that arrives, hours", demand.queue_work.sum(axis=0) / 60),
        ("Work that can be done, hours", fluid.capacity / 60),
        ("Open cases at the start of the hour, simulated mean", backlog),
    )
    return tuple(_map(title, first, *_by_hour(plan, first, values)) for title, values in numbers)


def _by_hour(plan: Plan, place: Place, values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """[D, 24] the mean of the intervals that begin in each hour, and whether there is any: clocks skip and repeat."""
    problem = plan.outlook.problem
    total, count = np.zeros((problem.days, 24)), np.zeros((problem.days, 24))
    for number, value in enumerate(values[: problem.demand.intervals]):
        local = place.axis.local(float(number * problem.demand.interval_minutes))
        day = place.axis.index_of(local.date()) - place.axis.history
        if 0 <= day < problem.days:
            total[day, local.hour] += value
            count[day, local.hour] += 1
    return total / np.maximum(count, 1), count > 0


def _map(title: str, place: Place, values: NDArray[np.float64], there: NDArray[np.bool_]) -> HeatMap:
    dates = place.axis.dates[place.axis.history :]
    return HeatMap(
        title=title,
        days=tuple(format(date, _DAY) for date in dates),
        hours=HOURS,
        values=tuple(
            tuple(round(float(value), 2) if is_there else None for value, is_there in zip(row, known, strict=True))
            for row, known in zip(values, there, strict=True)
        ),
    )
