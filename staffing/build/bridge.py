"""The days between now and the plan: from when they are simulated, and who works on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from staffing.build.axis import Axis
from staffing.build.demand import HISTORY_DAYS, bin_edges
from staffing.build.people import presence, published, rostered
from staffing.build.places import Places
from staffing.documents.people import Agent, Assignment
from staffing.documents.workspace import Workspace
from staffing.problem import Integers

if TYPE_CHECKING:
    from forecasts.forecast import Forecast

Count = TypeVar("Count", bound=np.integer)
_THINNING = 1
"""Parts the draws of `after_now` from those of the sample paths, which are made with the same seed."""


@dataclass(frozen=True, eq=False)
class Bridge:
    """What is simulated between the end of the log and the plan.

    `start`: elapsed minutes of `Workspace.known_until`, whole and rounded down; 0 where nothing is simulated.
    `shifts` [A, H]: shift worked on each day before the plan, or OFF, as published or as `repeated`.
    `repeated`: days on which nobody is published, so that the last published week was taken to come again.
    `reason`: why nothing is simulated, in one clause; empty where something is. `leavers`: agents who work on these
    days and are not employed on any planned one, with their `leaver_shifts` [leavers, H].
    """

    start: int
    shifts: Integers
    repeated: tuple[date, ...]
    reason: str
    leavers: tuple[Agent, ...] = ()
    leaver_shifts: Integers = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))


def bridge_of(workspace: Workspace, places: Places) -> Bridge:
    """The published roster between now and the plan, its last week repeated on days that are not published yet.

    A day without anyone takes the same weekday of the seven days that end with the last published day before it, for
    those who are then employed, not on leave, and whose site is not closed for a public holiday.
    """
    agents, axis = rostered(workspace), places.axis
    by_day = _published_by_day(workspace)
    reason = _not_simulated(workspace, axis, by_day)
    if reason:
        return Bridge(0, published(workspace, agents, places)[:, : axis.history], (), reason)
    start = _start(workspace, axis)
    leavers = _leavers(workspace, axis, start)
    people = (*agents, *leavers)
    repeats = tuple(_repeats(workspace, places, people, by_day, start))
    every = published(replace(workspace, published=(*workspace.published, *repeats)), people, places)
    worked, days = every[:, : axis.history], tuple(sorted({row.date for row in repeats}))
    return Bridge(start, worked[: len(agents)], days, "", leavers, worked[len(agents) :])


def after_now(volume: NDArray[Count], forecast: Forecast, axis: Axis, bridge: Bridge, seed: int) -> NDArray[Count]:
    """Sample paths [n, Q, T] with only that part of their first interval that is still to come.

    Its cases arrive evenly, so each one is still to come with the share of the interval that is left. Returns
    `volume` itself where now is at its start. The same seed thins the same paths alike.
    """
    first, second = bin_edges(forecast, axis)[:2]
    if bridge.start <= first:
        return volume
    rng = np.random.default_rng([_THINNING, seed])
    thinned = volume.copy()
    thinned[:, :, 0] = rng.binomial(volume[:, :, 0], (second - bridge.start) / (second - first))
    return thinned


def _leavers(workspace: Workspace, axis: Axis, start: int) -> tuple[Agent, ...]:
    """Agents whose last day employed lies between now (or the night before it) and the plan."""
    since = axis.local(start).date() - timedelta(days=1)
    return tuple(
        agent
        for agent in workspace.agents
        if agent.role == "agent" and agent.leaves_on is not None and since <= agent.leaves_on < workspace.first_day
    )


def _start(workspace: Workspace, axis: Axis) -> int:
    return int(np.floor(axis.elapsed(workspace.known_until)))


def _published_by_day(workspace: Workspace) -> dict[date, list[Assignment]]:
    """Rows before the plan, of agents: a lead is not on queue."""
    agents = {agent.agent_id for agent in workspace.agents if agent.role == "agent"}
    by_day: dict[date, list[Assignment]] = {}
    for row in workspace.published:
        if row.date < workspace.first_day and row.agent_id in agents:
            by_day.setdefault(row.date, []).append(row)
    return by_day


def _not_simulated(workspace: Workspace, axis: Axis, by_day: dict[date, list[Assignment]]) -> str:
    now = workspace.known_until.astimezone(axis.zone).date()
    days = (workspace.first_day - now).days
    if _start(workspace, axis) >= 0:
        return f"the plan starts where the ticket log ends, on {workspace.first_day}"
    if days > HISTORY_DAYS:
        return f"the plan starts {days} days after {now}, and at most {HISTORY_DAYS} are simulated"
    if not by_day:
        return "published.csv holds no roster of an earlier week"
    if min(by_day) > now:
        return f"published.csv begins on {min(by_day)}, after {now}"
    return ""


def _repeats(
    workspace: Workspace, places: Places, agents: tuple[Agent, ...], by_day: dict[date, list[Assignment]], start: int
) -> Iterator[Assignment]:
    """The last published week again, on days on which nobody is published; only shifts that reach beyond `start`."""
    axis = places.axis
    index = {agent.agent_id: number for number, agent in enumerate(agents)}
    there = presence(places, agents, workspace.leave)
    here = there.employed & ~there.on_leave
    now = axis.index_of(axis.local(start).date())
    for day in range(max(0, now - 2), axis.history):  # a night that began before now may not be over
        date = axis.date_of(day)
        for row in () if date in by_day else by_day.get(_last_like(date, by_day), ()):
            if row.agent_id not in index or not here[index[row.agent_id], day]:
                continue
            agent = agents[index[row.agent_id]]
            spans = places.on_queue(places.number_of(agent, row.shift_id), date)
            if spans and spans[-1][1] > start and not places.every[places.place_of(agent)].is_closed(date):
                yield Assignment(agent_id=row.agent_id, date=date, shift_id=row.shift_id)


def _last_like(day: date, by_day: dict[date, list[Assignment]]) -> date:
    """The same weekday in the seven days that end with the last published day before `day`."""
    before = [known for known in by_day if known < day]
    weeks = -(-(day - max(before)).days // 7) if before else 1
    return day - timedelta(weeks=weeks)
