"""From the outlook of every role to the program, and what it decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from staffing.documents.team import Team
from staffing.errors import InputError
from staffing.hiring.openings import dates_of, first_start
from staffing.hiring.prices import Prices, unit_of
from staffing.hiring.role import RoleOutlook
from staffing.hiring.starts.program import Flags, Program
from staffing.hiring.supply.bands import gap_quantiles
from staffing.hiring.supply.cohort import total

CASES = 9
"""Equally likely gaps of a week that a start is weighed against."""


def program_of(team: Team, outlooks: Sequence[RoleOutlook], prices: Sequence[Prices], now: date) -> Program:
    """The program over all roles; nobody starts before they can be found, nor in a freeze.

    Told, and within the budget, are all whose requisitions are opened within the weeks told, also who starts later.
    """
    hiring, weeks = team.hiring, outlooks[0].weeks
    middles = [(case + 0.5) / CASES for case in range(CASES)]
    ones = [outlook.starters(0, 1) for outlook in outlooks]
    overtime, outsourced = hiring.stop_gaps.overtime, hiring.stop_gaps.outsourced
    free = _may_start(team, weeks, now)
    return Program(
        planned=_opened_within(team, weeks, outlooks[0].planned),
        need=np.array([gap_quantiles(one.required, one.expected, middles) for one in outlooks]),
        at_hand=np.array([total(one.expected, len(weeks), lambda c: c.fte) for one in outlooks]),
        fte=np.array([one.fte for one in ones]),
        employed=np.array([one.heads for one in ones]),
        may_start=np.array([free for _ in outlooks]),
        training_weeks=hiring.training.weeks,
        class_min=hiring.training.class_min,
        class_max=hiring.training.largest,
        trainers=hiring.training.trainers,
        wage=np.array([one.wage for one in prices]),
        per_hire=np.array([one.per_hire for one in prices]),
        per_class=np.array([one.per_class for one in prices]),
        short=np.array([one.short for one in prices]),
        overtime_share=0.0 if overtime is None else overtime.share,
        overtime_price=np.array([one.overtime for one in prices]),
        outsourced_most=np.full(len(prices), 0.0 if outsourced is None else outsourced.fte),
        outsourced_price=np.array([one.outsourced for one in prices]),
        most_hires=hiring.budget.hires,
        most_money=hiring.budget.money,
    )


def _opened_within(team: Team, weeks: tuple[date, ...], told: int) -> int:
    """Weeks in which people may start whose requisitions are opened before the end of the weeks told."""
    end = weeks[told - 1] + timedelta(days=6)
    return sum(dates_of(day, team.hiring).open_by <= end for day in weeks)


def check_budget(team: Team, prices: Sequence[Prices]) -> None:
    """Raise InputError where the money of the budget is too little for anybody, with what a hire is taken to cost."""
    money = team.hiring.budget.money
    least = min(one.per_hire + one.per_class for one in prices)
    if money is not None and money < least:
        raise InputError(
            f"team.yaml hiring.budget.money is {money:,.0f}, below the {least:,.0f} {unit_of(team)} of the cheapest "
            "hire and class, so nobody could be hired; give at least that or leave it out"
        )


def _may_start(team: Team, weeks: tuple[date, ...], now: date) -> Flags:
    """[W] weeks on whose first day somebody may start whose requisition is opened from today on."""
    first = first_start(now, weeks, team.hiring)
    frozen = [any(one.start <= day <= one.end for one in team.hiring.freeze) for day in weeks]
    free: Flags = (np.arange(len(weeks)) >= first) & ~np.array(frozen)
    return free
