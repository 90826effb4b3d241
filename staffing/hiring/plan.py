"""The recipe: what the weeks ahead require, who is there, what to decide, and what that means for every opening."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from forecasts.errors import ForecastError
from forecasts.long_range import LongRange, long_range
from staffing.documents.workspace import Workspace
from staffing.hiring.answer import HiringPlan, Opening, RolePlan, Solved
from staffing.hiring.assumptions import assumptions_of
from staffing.hiring.coming import coming_of
from staffing.hiring.decide import check_budget, program_of
from staffing.hiring.demand import demand_of
from staffing.hiring.openings import openings_of, useful_after, weeks_to_start
from staffing.hiring.outlook import outlooks_of
from staffing.hiring.prices import prices_of, unit_of
from staffing.hiring.role_plans import RolePlans
from staffing.hiring.starts.evaluate import parts_until
from staffing.hiring.starts.program import Program, Starts
from staffing.hiring.starts.solve import solve_program
from staffing.outlook import Outlook, look_ahead

LONGEST = 140
"""Weeks looked at, at most: the calendar of the forecast reaches no further."""
Told = Callable[[str, float], None]
"""What is being done, and the share of all that is done."""


def hiring_plan(workspace: Workspace, weeks: int, seconds: float, told: Told | None = None) -> HiringPlan:
    """What to decide on hiring for so many weeks from the first planned one on, in about so many seconds of search.

    Raises ForecastError where the log cannot carry a forecast, InputError for a budget that allows nobody.
    """
    say = told or (lambda phase, share: None)
    say("forecasting", 0.05)
    outlook = look_ahead(workspace)
    days = tuple(workspace.first_day + timedelta(days=7 * week) for week in range(_looked_at(workspace, weeks)))
    ahead = _long_range(outlook, len(days))
    say("measuring what the weeks require", 0.1)
    requirement = outlook.requirement
    demand = demand_of(outlook.workspace, ahead, requirement)
    found = outlooks_of(outlook.workspace, requirement, demand, days, weeks)
    needs = requirement.needs
    prices = [prices_of(workspace.team, one.staffed, needs.full_time_hours) for one in found.roles]
    check_budget(workspace.team, prices)
    program = program_of(workspace.team, found.roles, prices, workspace.as_of.date())
    say("planning who starts when", 0.3)
    starts = solve_program(program, seconds)
    made = RolePlans(outlook.workspace, found, demand, prices, (program, starts))
    roles, openings = list[RolePlan](), list[Opening]()
    for number, one in enumerate(found.roles):
        say("telling what it means", 0.6 + 0.4 * number / len(found.roles))
        roles.append(made.role(number, one))
        openings += openings_of(one, made.planned(number), workspace.team.hiring)
    return HiringPlan(
        workspace=outlook.workspace,
        weeks=days[:weeks],
        later=days[weeks:],
        roles=tuple(roles),
        openings=tuple(sorted(openings, key=lambda one: (one.open_by, one.role))),
        coming=coming_of(workspace, days, weeks),
        solved=_solved(program, starts, weeks),
        assumptions=assumptions_of(outlook.workspace.team, ahead, found.hazards, found.leave),
        shrinkage=needs.roles[0].shrinkage,
        full_time_hours=needs.full_time_hours,
        met=all(float(one.uncovered.max()) < 1 for one in roles),
        unit=unit_of(workspace.team),
    )


def _looked_at(workspace: Workspace, weeks: int) -> int:
    """The weeks told, and as many as somebody opened for in the last of them needs to become useful."""
    hiring = workspace.team.hiring
    return min(LONGEST, weeks + weeks_to_start(hiring) + useful_after(hiring) + 1)


def _long_range(outlook: Outlook, weeks: int) -> LongRange:
    try:
        growth = outlook.workspace.team.hiring.growth
        return long_range(outlook.fitted, outlook.axis.local(0), weeks, growth=growth)
    except ForecastError as error:
        raise type(error)(f"ticket log: {error}") from None


def _solved(program: Program, starts: Starts, weeks: int) -> Solved:
    gap = (starts.cost - starts.bound) / starts.cost if starts.cost > 0 else 0.0
    tail, parts = program.may_start.shape[1] - weeks, parts_until(program, starts.people, starts.classes, weeks)
    return Solved(starts.status, starts.cost, starts.bound, gap, starts.limit_hit, tail, parts)
