"""The pooled desk of some of a team's people: when their shifts can be on queue, and on which days they are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from staffing.build.clocks import clocks_of
from staffing.build.places import Places
from staffing.documents.roles import StaffedRole
from staffing.problem import Problem

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

DAYS = 7
HOUR = 60


@dataclass(frozen=True, eq=False)
class Pattern:
    """How a full-time equivalent's week is laid out on average.

    `heads` [7]: people on each day; `minutes` [7, H]: those that one person of a day is on queue in each hour of the
    week, before in-shift shrinkage and absence. All zero where nobody can work on any day.
    """

    heads: Floats
    minutes: Floats


def hours_of(places: Places) -> int:
    """Hours of the first planned week: an hour less or more where the clocks change."""
    axis = places.axis
    return -(-int(axis.midnights[axis.history + DAYS]) // HOUR)


def last_hours(places: Places) -> Ints:
    """[Q, H] the last hour of the week in which what arrives in an hour is on time; beyond its end counted on."""
    starts = np.arange(hours_of(places), dtype=np.float64) * HOUR
    return np.array([clock.deadline(starts) // HOUR - 1 for clock in clocks_of(places)]).astype(np.int64)


@lru_cache(maxsize=8)
def queue_minutes(places: Places) -> Floats:
    """[7, S, H] minutes on queue of a shift that starts on a day; what reaches beyond the week begins it."""
    axis, hours = places.axis, hours_of(places)
    edges = np.arange(-hours, 2 * hours + 1) * HOUR
    found = np.zeros((DAYS, len(places.shifts), hours))
    for day in range(DAYS):
        for number in range(len(places.shifts)):
            for start, end in places.on_queue(number, axis.date_of(axis.history + day)):
                spread = np.diff(np.clip(edges, start, end))
                found[day, number] += spread.reshape(3, hours).sum(axis=0)
    return found


def shift_mix(problem: Problem, roles: Sequence[StaffedRole]) -> Floats:
    """[7, S] how often each shift is worked on each day: all that a person may work alike, people by contract minutes.

    Where the roles have no people to be planned, those of the contracts of new ones.
    """
    number = {name: index for index, name in enumerate(problem.agent_names)}
    week = slice(problem.history_days, problem.history_days + DAYS)
    people = [number[agent.agent_id] for role in roles for agent in role.people if agent.agent_id in number]
    may = problem.contract_allows[people][:, None] & problem.available[people][:, week]
    minutes = problem.minutes_due[people, 0].astype(np.float64)
    weight = np.where(minutes.sum() > 0, minutes, 1.0)[:, None, None] * may
    return np.asarray((weight / np.maximum(may.sum(axis=2, keepdims=True), 1)).sum(axis=0), dtype=np.float64)


def mix_of_new(places: Places, roles: Sequence[StaffedRole]) -> Floats:
    """[7, S] the same for people who are still to come."""
    axis = places.axis
    found = np.zeros((DAYS, len(places.shifts)))
    for role in roles:
        for number, at in enumerate(places.shifts):
            place = places.every[at.place]
            here = role.role.site is None or role.role.site == place.site.id
            if here and at.shift.id in role.contract.shifts:
                for day in range(DAYS):
                    date = axis.date_of(axis.history + day)
                    found[day, number] += place.works_on(date, places.open_hours(at.place))
    return found


def pattern_of(places: Places, mix: Floats, work: Floats, last: Ints, full_time_minutes: int) -> Pattern:
    """The week of a full-time equivalent who works the shifts of `mix` [7, S] on the days when the work wants it.

    `work` [Q, H] are expected minutes and `last` [Q, H] the last hours for them: each hour's work is spread evenly over
    the time on queue until then, and people are on a day in proportion to what falls on it.
    """
    share = np.divide(mix, mix.sum(axis=1, keepdims=True), out=np.zeros_like(mix), where=mix.sum(axis=1)[:, None] > 0)
    minutes = np.asarray(np.einsum("ds,dsh->dh", share, queue_minutes(places)))
    on_queue = minutes.sum(axis=1)
    paid = share @ np.array([at.shift.paid_minutes for at in places.shifts], dtype=np.float64)
    wanted = minutes @ _spread(minutes.sum(axis=0), work, last)
    heads = np.divide(wanted, on_queue, out=np.zeros(DAYS), where=on_queue > 0)
    total = float(heads @ paid)
    return Pattern(heads * full_time_minutes / total if total > 0 else heads, minutes)


def _spread(open_minutes: Floats, work: Floats, last: Ints) -> Floats:
    """[H] work to be done in each hour, per minute on queue."""
    hours = len(open_minutes)
    wait = np.clip(last - np.arange(hours), 0, hours - 1)
    passed = np.concatenate([[0.0], np.cumsum(np.tile(open_minutes, 2))])
    found = np.zeros(2 * hours + 1)
    for row, until in zip(work, wait, strict=True):
        first, end = np.arange(hours), np.arange(hours) + until + 1
        room = passed[end] - passed[first]
        even = np.divide(row, room, out=np.zeros_like(row), where=room > 0)
        np.add.at(found, first, even)
        np.add.at(found, end, -even)
    return np.asarray(np.cumsum(found[:-1]).reshape(2, hours).sum(axis=0))


def can_be_met(minutes: Floats, last: Ints) -> Flags:
    """[Q, H] whether anybody can be on queue between an hour and the last for what arrives in it."""
    hours = minutes.shape[1]
    wait = np.clip(last - np.arange(hours), 0, hours - 1)
    passed = np.concatenate([[0.0], np.cumsum(np.tile(minutes.sum(axis=0), 2))])
    first = np.arange(hours)
    return np.asarray(passed[first + wait + 1] - passed[first] > 0)


def in_steps(values: Floats, grain: int) -> Floats:
    """Sums [H / grain, ...] of so many hours of values [H, ...] each; the last may have fewer."""
    return np.asarray(np.add.reduceat(values, np.arange(0, len(values), grain), axis=0))


def last_steps(last: Ints, grain: int) -> Ints:
    """The last step of so many hours in which all that arrives in a step is on time, of last hours [Q, H]."""
    firsts = np.arange(0, last.shape[1], grain)
    return np.asarray(np.minimum.reduceat((last + 1) // grain - 1, firsts, axis=1), dtype=np.int64)
