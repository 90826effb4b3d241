"""Forecast and shifts on the hourly grid: minutes of work that arrive, minutes that one person adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from staffing.build.axis import Axis
from staffing.build.clocks import Clock, clocks_of
from staffing.build.opening import cohorts, known_now
from staffing.build.people import rostered
from staffing.build.places import Places
from staffing.build.rounding import whole_minutes
from staffing.build.skills import Skills, proficiency_of, skills_of, speeds_of
from staffing.build.spans import Span, begun_before
from staffing.documents.team import Team
from staffing.documents.workspace import Workspace
from staffing.problem import Demand, Integers

if TYPE_CHECKING:
    from forecasts.forecast import Forecast

INTERVAL = 60
"""Minutes of an interval; half of it changes the cost of a week by 0.1% (docs/concepts.md)."""

HISTORY_DAYS = 56
"""Days of published rosters before the plan that rules look back on."""


def tail_intervals(axis: Axis, clocks: tuple[Clock, ...]) -> int:
    """Intervals after the plan in which its last cases may still meet their deadline."""
    last = np.array([float(-(-axis.end // INTERVAL) * INTERVAL)])
    return max(int(np.ceil((clock.deadline(last)[0] - last[0]) / INTERVAL)) for clock in clocks)


def demand_of(workspace: Workspace, places: Places, forecast: Forecast, published: Integers) -> Demand:
    """The fluid demand of a plan; of the forecast only what comes from minute 0 on.

    The opening backlog is the one known last, with its ages; `with_opening` puts a simulated one in its place.
    """
    team, axis = workspace.team, places.axis
    intervals = -(-axis.end // INTERVAL)
    clocks = clocks_of(places)
    tail = tail_intervals(axis, clocks)
    edges = np.arange(intervals + 1) * INTERVAL
    work = np.array(
        [
            whole_minutes(np.diff(np.interp(edges, *_cumulated(forecast, axis, queue.id))) * queue.handle_minutes.mean)
            for queue in team.queues
        ]
    )
    proficiency = proficiency_of(team, rostered(workspace))
    skills = skills_of(team, proficiency, clocks)
    classes = len(skills.clocks)
    due = np.array([clock.deadline(edges[:-1].astype(np.float64)) // INTERVAL - 1 for clock in skills.clocks]).astype(
        np.int64
    )
    opening = cohorts(team, skills.queue_class, known_now(workspace), INTERVAL, clocks)
    begun = list(begun_before(places, published))
    speeds = speeds_of(proficiency, work.sum(axis=1))
    return Demand(
        interval_minutes=INTERVAL,
        class_names=tuple(_class_name(team, skills.queue_class, number) for number in range(classes)),
        queue_work=work,
        queue_class=skills.queue_class,
        work=np.array([work[skills.queue_class == number].sum(axis=0) for number in range(classes)]),
        interval_day=np.searchsorted(axis.midnights[axis.history + 1 :], edges[:-1], side="right"),
        capacity=_capacity(places, intervals + tail),
        base_capacity=_from_history(team, begun, (skills, speeds), intervals + tail),
        deadline=(due - np.arange(intervals)).max(axis=1) + 1,
        maximum_age=team.targets.maximum_age_hours * 60 // INTERVAL,
        opening_class=opening[:, 0],
        opening_work=opening[:, 1],
        opening_deadline=opening[:, 2],
        opening_age_limit=opening[:, 3],
        serving=skills.serving,
        due=due,
        rates=skills.rates,
    )


def _class_name(team: Team, queue_class: Integers, number: int) -> str:
    return "+".join(queue.id for queue, own in zip(team.queues, queue_class, strict=True) if own == number)


def bin_edges(forecast: Forecast, axis: Axis) -> NDArray[np.float64]:
    """[T + 1] elapsed minutes of the forecast's intervals; the last is as long as the one before."""
    starts = [axis.elapsed(moment) for moment in forecast.ds.to_pydatetime()]
    return np.array([*starts, starts[-1] + INTERVAL])


def _cumulated(forecast: Forecast, axis: Axis, queue: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    mean = forecast.mean[forecast.unique_ids.index(queue)]
    return bin_edges(forecast, axis), np.concatenate([[0.0], np.cumsum(mean)])


def _capacity(places: Places, intervals: int) -> Integers:
    """[D, S, T + E]; after the plan its first days come again, so that the last cases find people."""
    axis = places.axis
    capacity = np.zeros((axis.days, len(places.shifts), intervals), dtype=np.int64)
    for day in range(axis.days):
        date = axis.date_of(axis.history + day)
        for number in range(len(places.shifts)):
            spans = places.on_queue(number, date)
            for repeat in range(1 + -(-(intervals * INTERVAL - axis.end) // axis.end)):
                moved = [(a + repeat * axis.end, b + repeat * axis.end) for a, b in spans]
                capacity[day, number] += _productive(places.team, moved, intervals)
    return capacity


def _from_history(
    team: Team, begun: list[tuple[int, list[Span]]], people: tuple[Skills, Integers], intervals: int
) -> Integers:
    """[G, T + E] capacity of shifts that began before the plan and run into it."""
    skills, speeds = people
    base = np.zeros((len(skills.serving), intervals), dtype=np.int64)
    for agent, spans in begun:
        base[skills.group[agent]] += _productive(team, spans, intervals, speeds[agent] / 100)
    return base


def _productive(team: Team, spans: list[Span], intervals: int, speed: float = 1.0) -> Integers:
    """Minutes of handling in each interval that on-queue stretches bring after absence and in-shift shrinkage.

    Differences of the rounded running total, so that a whole shift is at most half a minute off.
    """
    edges = np.arange(intervals + 1) * INTERVAL
    minutes = np.zeros(intervals + 1)
    for start, end in spans:
        minutes += np.clip(edges, start, end) - start
    share = (1 - team.shrinkage.absence) * (1 - team.shrinkage.in_shift) * speed
    before = minutes[0]
    added: Integers = np.diff(np.floor((minutes - before) * share + 0.5)).astype(np.int64)
    return added
