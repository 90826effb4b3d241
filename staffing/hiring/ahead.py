"""Hire ahead, or wait until somebody leaves: the question of a small team, where one person is a large step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from staffing.hiring.answer import Ahead
from staffing.hiring.starts.program import Floats, Program


@dataclass(frozen=True)
class Delays:
    """Weeks of a new person of one role.

    `first` is the first week in which somebody opened for today may start, `lead` the weeks from opening a requisition
    to that start, `learning` those from the start to full speed (training and ramp).
    """

    first: int
    lead: int
    learning: int


def ahead_of(
    program: Program, role: int, delays: Delays, survival: Sequence[float], weeks: Sequence[date]
) -> Ahead | None:
    """Whether one more person of a role, opened for today, pays; None where full speed comes after the plan.

    `survival` are the chances of each person who is there now to be there still in the first week at full speed, each
    independent of the others, and `weeks` the first days of the planned weeks. Shortages are those with the open
    requisitions. A head too few costs what covers it: the cheapest stop-gap there is, or being short, for the work of
    one person at full speed; one too many costs the wage.
    """
    useful = delays.first + delays.learning
    if useful >= len(weeks):
        return None
    covered = slice(useful, min(len(weeks), useful + max(1, delays.lead + delays.learning)))
    need = program.need[role, :, covered]
    short = float((need > 0).mean())
    cost_short, cost_idle = _price(program, role, covered), float(program.wage[role])
    return Ahead(
        useful_from=weeks[useful],
        weeks=need.shape[1],
        somebody_leaves=1 - math.prod(survival),
        short=short,
        cost_short=cost_short,
        cost_idle=cost_idle,
        ahead=short * cost_short > (1 - short) * cost_idle,
    )


def _price(program: Program, role: int, covered: slice) -> float:
    """The cheapest way to be without one full-time equivalent for a week, of those that can replace all of it."""
    prices = [float(program.short[role])]
    hours: Floats = program.overtime_share * np.maximum(0.0, program.at_hand[role, covered])
    if hours.mean() >= 1:
        prices.append(float(program.overtime_price[role]))
    if program.outsourced_most[role] >= 1:
        prices.append(float(program.outsourced_price[role]))
    return min(prices)
