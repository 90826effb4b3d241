"""A roster from the rows of a file."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from staffing.build.places import Places
from staffing.documents.people import Agent, Assignment
from staffing.problem import OFF, Integers, Problem
from staffing.roster import Roster

WHOLE = 0.8
"""A week with at least this share of the fullest week's assignments is published whole."""


def roster_of(rows: Iterable[Assignment], problem: Problem, places: Places, people: Iterable[Agent]) -> Roster:
    """The planned days' assignments; rows of other days, and of people who are not planned, are left out."""
    agents = {name: number for number, name in enumerate(problem.agent_names)}
    known = {agent.agent_id: agent for agent in people}
    work = np.zeros((problem.agents, problem.days, problem.shifts), dtype=bool)
    for row in rows:
        day = places.axis.index_of(row.date) - problem.history_days
        if row.agent_id in agents and 0 <= day < problem.days:
            work[agents[row.agent_id], day, places.number_of(known[row.agent_id], row.shift_id)] = True
    return Roster(work)


def published_week(problem: Problem) -> Roster | None:
    """The roster published for the planned days; None where no more than a part of it is."""
    sizes = [int((week != OFF).sum()) for week in _weeks_before(problem)]
    due = max(sizes) * problem.weeks if any(sizes) else int(problem.days_due.sum())
    return Roster.of(problem.pins, problem.shifts) if (problem.pins != OFF).sum() >= max(1, WHOLE * due) else None


def last_week_again(problem: Problem) -> Roster | None:
    """The last published week again in every planned week, for who is employed and not on leave; None without.

    The week is the seven days that end with the last published day, or with one before it where they hold less than
    `WHOLE` of the assignments of the fullest. A planned day for which anything is published is worked as published.
    """
    weeks = _weeks_before(problem)
    sizes = [int((week != OFF).sum()) for week in weeks]
    if not any(sizes):
        return None
    silent = int((problem.history != OFF).any(axis=0)[::-1].argmax())
    full = [number for number, size in enumerate(sizes) if number >= silent and size >= WHOLE * max(sizes)]
    back = full[0] if full else sizes.index(max(sizes))
    # the week that ends `back` days before the plan, turned so that it begins with the plan's first weekday
    last = np.roll(weeks[back], -back, axis=1)
    there = (problem.employed & ~problem.on_leave)[:, problem.history_days :]
    again = np.where(there, np.tile(last, problem.weeks), OFF)
    may = problem.available[:, problem.history_days :]  # nobody works on a day on which the site is closed
    again = np.where(np.take_along_axis(may, np.maximum(again, 0)[:, :, None], axis=2)[:, :, 0], again, OFF)
    return Roster.of(np.where((problem.pins != OFF).any(axis=0), problem.pins, again), problem.shifts)


def _weeks_before(problem: Problem) -> list[Integers]:
    """[A, 7] of any seven days of the history, those that end last first."""
    return [problem.history[:, end - 7 : end] for end in range(problem.history_days, 6, -1)]
