"""The roster as a grid of people and days, for the terminal and the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from string import ascii_uppercase
from typing import Literal

from staffing.documents.base import clock_text
from staffing.plan import Plan
from staffing.reports.people import by_site, planned_agents, shown_name

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
    site: str = ""
    """Named where there are several."""


@dataclass(frozen=True)
class WeekGrid:
    """One planned week."""

    dates: tuple[date, ...]
    lines: tuple[Line, ...]
    people: tuple[int, ...]
    """People at work on each day."""


@dataclass(frozen=True)
class Mark:
    """What a cell may hold, and its meaning; `shift` as in Cell."""

    label: str
    meaning: str
    shift: int = -1

    @property
    def text(self) -> str:
        """The mark as the legend tells it."""
        return f"{self.label}: {self.meaning}"


OFF = Mark("·", "off")
LEAVE = Mark("leave", "on leave")
BLANK = Mark("blank", "not employed that day")
LOCAL = Mark("times", "by the clock of each site")
OTHERS = (OFF, LEAVE, BLANK)


def labels(shift_names: Sequence[str], widest: int = WIDEST) -> tuple[str, ...]:
    """A short name for each shift, all different.

    The first that does: its id, the id cut off, the id without what all ids begin with, its two ends, a letter.
    """
    start, head = _shared_start(shift_names), widest // 2
    ways = (
        tuple(shift_names) if max(map(len, shift_names)) <= widest else (),
        tuple(name[:widest] for name in shift_names),
        tuple(name.removeprefix(start)[:widest] for name in shift_names),
        tuple(name if len(name) <= widest else f"{name[:head]}…{name[head + 1 - widest :]}" for name in shift_names),
        tuple(ascii_uppercase[n % 26] + (str(n // 26) if n >= 26 else "") for n in range(len(shift_names))),
    )
    return next(way for way in ways if all(way) and len(set(way)) == len(shift_names))


def _shared_start(names: Sequence[str]) -> str:
    """What all names begin with, up to its last separator where it has one."""
    first, last = min(names), max(names)  # what these two share, all between them share
    shared = "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)))
    return shared[: max(shared.rfind(mark) for mark in "-_. ") + 1] or shared


def legend(plan: Plan, widest: int = WIDEST) -> list[Mark]:
    """Every mark of the grids: all shifts, then what else occurs."""
    shifts = plan.outlook.workspace.team.shifts
    found = []
    for number, (label, shift) in enumerate(zip(labels([shift.id for shift in shifts], widest), shifts, strict=True)):
        times = clock_span(shift.start, shift.end)
        found.append(Mark(label, times if label == shift.id else f"{shift.id} {times}", number))
    if len(plan.outlook.problem.site_names) > 1:
        found.append(LOCAL)
    cells = {cell.text for grid in week_grids(plan) for line in grid.lines for cell in line.cells}
    return found + [mark for mark in OTHERS if mark.label in cells or (mark is BLANK and "" in cells)]


def clock_span(start: int, end: int) -> str:
    """Start and end as clocks show them, in minutes after midnight: `22:00-06:00 (next day)`."""
    midnight = 24 * 60
    begins = clock_text(start % midnight)
    return f"{begins}-{clock_text(end)}" if end <= midnight else f"{begins}-{clock_text(end - midnight)} (next day)"


def week_grids(plan: Plan, widest: int = WIDEST) -> tuple[WeekGrid, ...]:
    """One grid for each planned week, people by site; ids of shifts longer than `widest` are cut (see `labels`)."""
    names = [shown_name(agent) for agent in planned_agents(plan.outlook)]
    short = labels([shift.id for shift in plan.outlook.workspace.team.shifts], widest)

    def lines(days: range) -> Iterator[Line]:
        for site, agents in by_site(plan.outlook):
            for agent in agents:
                cells = tuple(_cell(plan, agent, day, short) for day in days)
                yield Line(names[agent], cells, paid_between(plan, agent, days), site)

    return grids_of(plan, lines)


def grids_of(plan: Plan, lines: Callable[[range], Iterable[Line]]) -> tuple[WeekGrid, ...]:
    """One grid for each planned week with the `lines` of its days, and who is at work on each."""
    axis, grids = plan.outlook.axis, []
    for first in range(0, plan.outlook.problem.days, 7):
        days = range(first, first + 7)
        at_work = plan.roster.work[:, first : first + 7].any(axis=2).sum(axis=0)
        dates = tuple(axis.date_of(axis.history + day) for day in days)
        grids.append(WeekGrid(dates, tuple(lines(days)), tuple(int(count) for count in at_work)))
    return tuple(grids)


def _cell(plan: Plan, agent: int, day: int, short: Sequence[str]) -> Cell:
    problem = plan.outlook.problem
    shifts = problem.shift_template[plan.roster.work[agent, day]].tolist()
    if shifts:
        return Cell("+".join(short[shift] for shift in shifts), shifts[0])
    return Cell({"out": "", "leave": LEAVE.label}.get(day_kind(plan, agent, day), OFF.label))


def day_kind(plan: Plan, agent: int, day: int) -> Literal["work", "off", "leave", "out"]:
    """What a planned day is to an agent; `out`: not employed."""
    problem, at = plan.outlook.problem, plan.outlook.problem.history_days + day
    if plan.roster.work[agent, day].any():
        return "work"
    if not problem.employed[agent, at]:
        return "out"
    return "leave" if problem.on_leave[agent, at] else "off"


def paid_between(plan: Plan, agent: int, days: range) -> int:
    """Minutes paid to an agent for the shifts of some planned days."""
    problem = plan.outlook.problem
    planned = slice(problem.history_days + days.start, problem.history_days + days.stop)
    return int((plan.roster.work[agent, days.start : days.stop] * problem.paid_minutes[planned]).sum())
