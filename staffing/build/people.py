"""Agents, contracts, leave, requests and the published roster, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from staffing.build.places import Places
from staffing.documents.base import WEEKDAYS
from staffing.documents.people import Agent, Leave, Request
from staffing.documents.team import Contract
from staffing.documents.workspace import Workspace
from staffing.problem import OFF, Flags, Integers, Wish


def rostered(workspace: Workspace) -> tuple[Agent, ...]:
    """The agents that can be planned, the axis of people of the problem."""
    return workspace.rostered


@dataclass(frozen=True, eq=False)
class Presence:
    """When each agent can work: [A, H + D] employed and on leave, [A, H + D, S] available by pattern.

    `leave_after` [A]: on leave on the day after the plan.
    """

    employed: Flags
    on_leave: Flags
    leave_after: Flags
    available: Flags
    contract_allows: Flags


def presence(places: Places, agents: tuple[Agent, ...], leave: tuple[Leave, ...]) -> Presence:
    """Employment, leave, availability and contract of every agent on every day."""
    team, axis = places.team, places.axis
    days = len(axis.dates)
    contracts = {contract.id: contract for contract in team.contracts}
    employed = np.array(
        [
            [(a.hired_on is None or a.hired_on <= d) and (a.leaves_on is None or a.leaves_on >= d) for d in axis.dates]
            for a in agents
        ],
        dtype=bool,
    ).reshape(len(agents), days)
    on_leave = np.zeros((len(agents), days + 1), dtype=bool)  # the last night runs into the day after the plan
    index = {agent.agent_id: n for n, agent in enumerate(agents)}
    for row in leave:
        if row.agent_id in index:
            first, last = axis.index_of(row.start), axis.index_of(row.end)
            on_leave[index[row.agent_id], max(0, first) : max(0, last + 1)] = True
    allows = np.array(
        [
            [at.shift.id in contracts[a.contract].shifts and at.place == places.place_of(a) for at in places.shifts]
            for a in agents
        ],
        dtype=bool,
    ).reshape(len(agents), len(places.shifts))
    return Presence(employed, on_leave[:, :-1], on_leave[:, -1], _available(places, agents), allows)


def _available(places: Places, agents: tuple[Agent, ...]) -> Flags:
    axis = places.axis
    patterns = {pattern.id: pattern.days for pattern in places.team.availability}
    allowed = np.ones((len(agents), len(axis.dates), len(places.shifts)), dtype=bool)
    for number, agent in enumerate(agents):
        days = patterns.get(agent.availability, {})
        for weekday, may in days.items():
            on = np.array([d.weekday() == WEEKDAYS.index(weekday) for d in axis.dates])
            if may != "any":
                allowed[number, on] = [may != "off" and at.shift.id in may for at in places.shifts]
    return allowed


@dataclass(frozen=True, eq=False)
class Dues:
    """What each agent owes in each planned week: [A, W] days, paid minutes at most, paid minutes guaranteed."""

    days: Integers
    minutes: Integers
    guaranteed: Integers


def dues(places: Places, agents: tuple[Agent, ...], there: Presence) -> Dues:
    """Contract days and minutes of each week, pro rata for days employed, less a day per leave day.

    A public holiday that the site keeps counts as leave, on a day of the week on which it is open. Either takes nothing
    on a day that the availability pattern has off anyway.
    """
    axis = places.axis
    contracts = {contract.id: contract for contract in places.team.contracts}
    closed = np.array([[_is_kept(places, number, day) for day in axis.dates] for number in range(len(places.every))])
    weeks = axis.days // 7
    days, minutes, guaranteed = (np.zeros((len(agents), weeks), dtype=np.int64) for _ in range(3))
    for number, agent in enumerate(agents):
        contract = contracts[agent.contract]
        for week in range(weeks):
            inside = slice(axis.history + 7 * week, axis.history + 7 * week + 7)
            employed = there.employed[number, inside]
            could_work = (there.available[number, inside] & there.contract_allows[number]).any(axis=1)
            off = there.on_leave[number, inside] | closed[places.place_of(agent), inside]
            away = int((off & employed & could_work).sum())
            due = max(0, _rounded(Fraction(contract.days_per_week * int(employed.sum()), 7)) - away)
            days[number, week] = due
            minutes[number, week] = contract.minutes_per_week * due // contract.days_per_week
            guaranteed[number, week] = _guaranteed(contract) * due // contract.days_per_week
    return Dues(days, minutes, guaranteed)


def _is_kept(places: Places, place: int, day: date) -> bool:
    return places.every[place].is_closed(day) and places.open_hours(place).span(day.weekday()) is not None


def _guaranteed(contract: Contract) -> int:
    least = contract.min_minutes_per_week
    return contract.minutes_per_week if least is None else least


def _rounded(value: Fraction) -> int:
    return int(value + Fraction(1, 2))


def wishes(requests: tuple[Request, ...], agents: tuple[Agent, ...], places: Places) -> tuple[Wish, ...]:
    """Requests that fall on planned days, as indices."""
    axis = places.axis
    return _wishes(requests, agents, places, range(axis.history, axis.history + axis.days))


def past_wishes(requests: tuple[Request, ...], agents: tuple[Agent, ...], places: Places) -> tuple[Wish, ...]:
    """Requests that fall on days of the history."""
    return _wishes(requests, agents, places, range(places.axis.history))


def _wishes(requests: tuple[Request, ...], agents: tuple[Agent, ...], places: Places, days: range) -> tuple[Wish, ...]:
    index = {agent.agent_id: n for n, agent in enumerate(agents)}
    found = []
    for row in requests:
        day = places.axis.index_of(row.date)
        if row.agent_id in index and day in days:
            avoid = row.want.startswith("not:")
            agent, wanted = agents[index[row.agent_id]], row.want.removeprefix("not:")
            shift = OFF if row.want == "off" else places.number_of(agent, wanted)
            found.append(Wish(index[row.agent_id], day, shift, avoid, row.weight))
    return tuple(found)


def published(workspace: Workspace, agents: tuple[Agent, ...], places: Places) -> Integers:
    """[A, H + D] shift published for each day, or OFF."""
    axis = places.axis
    index = {agent.agent_id: n for n, agent in enumerate(agents)}
    shifts = np.full((len(agents), len(axis.dates)), OFF, dtype=np.int64)
    for row in workspace.published:
        day = axis.index_of(row.date)
        if row.agent_id in index and 0 <= day < len(axis.dates):
            agent = agents[index[row.agent_id]]
            shifts[index[row.agent_id], day] = places.number_of(agent, row.shift_id)
    return shifts
