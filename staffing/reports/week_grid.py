"""The roster as a grid of people and days, for the terminal and the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

import numpy as np

from staffing.documents.base import clock_text
from staffing.plan import Plan
from staffing.reports.people import planned_agents, shown_name

OFF_MARK = "·"
WIDEST = 7


@dataclass(frozen=True)
class Cell:
    """One day of one person; `shift` is the shift that colours it, or -1."""

    text: str
    shift: int = -1


@dataclass(frozen=True)
class Line:
    """One person's week."""

    name: str
    cells: tuple[Cell, ...]
    paid_minutes: int


@dataclass(frozen=True)
class WeekGrid:
    """One planned week."""

    dates: tuple[date, ...]
    lines: tuple[Line, ...]
    people: tuple[int, ...]
    """People at work on each day."""


def labels(shift_names: Sequence[str], widest: int = WIDEST) -> tuple[str, ...]:
    """A short name for each shift, all different: its id, the id cut off, or a letter and number."""
    for short in (tuple(shift_names), tuple(name[:widest] for name in shift_names)):
        if max(map(len, short)) <= widest and len(set(short)) == len(short):
            return short
    return tuple(ascii_uppercase[n % 26] + (str(n // 26) if n >= 26 else "") for n in range(len(shift_names)))


def legend(plan: Plan) -> list[tuple[str, str]]:
    """Label and meaning of each shift."""
    shifts = plan.outlook.workspace.team.shifts
    found = []
    for label, shift in zip(labels([shift.id for shift in shifts]), shifts, strict=True):
        times = f"{clock_text(shift.start)}-{clock_text(shift.end)}"
        found.append((label, times if label == shift.id else f"{shift.id} {times}"))
    return found


def week_grids(plan: Plan) -> tuple[WeekGrid, ...]:
    """One grid for each planned week."""
    problem, axis = plan.outlook.problem, plan.outlook.axis
    names = [shown_name(agent) for agent in planned_agents(plan.outlook)]
    short = labels(problem.shift_names)
    grids = []
    for first in range(0, problem.days, 7):
        days = range(first, first + 7)
        lines = tuple(
            Line(name, tuple(_cell(plan, agent, day, short) for day in days), _paid(plan, agent, days))
            for agent, name in enumerate(names)
        )
        at_work = plan.roster.work[:, first : first + 7].any(axis=2).sum(axis=0)
        dates = tuple(axis.date_of(axis.history + day) for day in days)
        grids.append(WeekGrid(dates, lines, tuple(int(count) for count in at_work)))
    return tuple(grids)


def _cell(plan: Plan, agent: int, day: int, short: Sequence[str]) -> Cell:
    problem = plan.outlook.problem
    shifts = np.flatnonzero(plan.roster.work[agent, day])
    if len(shifts):
        return Cell("+".join(short[int(shift)] for shift in shifts), int(shifts[0]))
    if not problem.employed[agent, problem.history_days + day]:
        return Cell("")
    return Cell("leave" if problem.on_leave[agent, problem.history_days + day] else OFF_MARK)


def _paid(plan: Plan, agent: int, days: range) -> int:
    problem = plan.outlook.problem
    planned = slice(problem.history_days + days.start, problem.history_days + days.stop)
    return int((plan.roster.work[agent, days.start : days.stop] * problem.paid_minutes[planned]).sum())
