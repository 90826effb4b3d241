"""Very many people in the terminal: how many work each shift, and how much they are used, site by site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from staffing.plan import Plan
from staffing.reports.people import by_site, paid_minutes
from staffing.reports.week_grid import LEAVE, OFF, Cell, Line, WeekGrid, grids_of, labels

MOST = 100
"""More people than these are told in numbers: a screen holds some dozens of lines."""


class SiteUse(NamedTuple):
    """Utilization of a site's people who are paid, as shares: of all their time, and where nine people in ten are."""

    site: str
    mean: float
    low: float
    high: float


def crowd_grids(plan: Plan, widest: int) -> tuple[WeekGrid, ...]:
    """Grids of `week_grid.week_grids` with a line for each shift of a site in place of one for each person."""
    short = labels([shift.id for shift in plan.outlook.workspace.team.shifts], widest)

    def lines(days: range) -> Iterator[Line]:
        for site, agents in by_site(plan.outlook):
            yield from _lines(plan, site, agents, days, short)

    return grids_of(plan, lines)


def _lines(plan: Plan, site: str, agents: list[int], days: range, short: Sequence[str]) -> Iterator[Line]:
    """How many of a site's people work each shift on each day, and how many are on leave."""
    problem = plan.outlook.problem
    planned = slice(problem.history_days + days.start, problem.history_days + days.stop)
    counts = plan.roster.work[agents, days.start : days.stop].sum(axis=0)
    paid = counts * problem.paid_minutes[planned]
    for template, label in enumerate(short):
        of = problem.shift_template == template
        people = counts[:, of].sum(axis=1).tolist()
        if any(people):
            yield Line(label, tuple(_cell(count, template) for count in people), int(paid[:, of].sum()), site)
    away = problem.on_leave[agents, planned] & ~plan.roster.work[agents, days.start : days.stop].any(axis=2)
    if away.any():
        yield Line(LEAVE.label, tuple(_cell(count) for count in away.sum(axis=0).tolist()), 0, site)


def _cell(people: int, shift: int = -1) -> Cell:
    return Cell(str(people), shift) if people else Cell(OFF.label)


def site_uses(plan: Plan) -> Iterator[SiteUse]:
    """How much the people of each site are used; of sites where somebody is paid."""
    paid = paid_minutes(plan)
    shares = np.array([agent.utilization.mean for agent in plan.service.agents])
    for site, agents in by_site(plan.outlook):
        there = np.array(agents)[paid[agents] > 0]
        if len(there):
            low, high = np.quantile(shares[there], (0.05, 0.95)).tolist()
            yield SiteUse(site, float(np.average(shares[there], weights=paid[there])), low, high)
