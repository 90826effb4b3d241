"""Hire ahead, or wait until somebody leaves: the question of a small team, where one person is a large step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from staffing.hiring.answer import Ahead
from staffing.hiring.starts.program import Floats, Program
from staffing.hiring.starts.recourse import cover


@dataclass(frozen=True)
class OneMore:
    """One new person of a role: `first` is the first week in which somebody opened for today may start.

    `lead` are the weeks from opening a requisition to the start, `learning` those from the start to full speed
    (training and ramp), `fte` what they bring then, `leaves` their chance to leave in a week.
    """

    first: int
    lead: int
    learning: int
    fte: float
    leaves: float


def ahead_of(
    program: Program, role: int, one: OneMore, survival: Sequence[float], weeks: Sequence[date]
) -> Ahead | None:
    """Whether one more person of a role, opened for today, pays; None where full speed comes after the plan.

    `survival` are the chances of each person who is there now to be there still in the first week at full speed, each
    independent of the others, and `weeks` the first days of the weeks told. Shortages are those with the open
    requisitions. What the person saves is what stop-gaps and shortages cost without them and not with them.
    """
    useful = one.first + one.learning
    if useful >= len(weeks):
        return None
    covered = slice(useful, min(len(weeks), useful + max(1, one.lead + one.learning)))
    short = float((program.need[role, :, covered] > 0).mean())
    replacement = program.per_hire[role] + program.per_class[role] / program.class_max
    idle = float(program.wage[role] + one.leaves * replacement)
    saved = float((_price(program, role, 0.0) - _price(program, role, one.fte))[covered].mean())
    return Ahead(
        useful_from=weeks[useful],
        weeks=covered.stop - covered.start,
        somebody_leaves=1 - math.prod(survival),
        short=short,
        cost_short=saved / short - idle if short > 0 else 0.0,
        cost_idle=idle,
        ahead=saved > idle,
    )


def _price(program: Program, role: int, brought: float) -> Floats:
    """[W] expected cost of stop-gaps and shortages of a role with so many full-time equivalents more."""
    own = slice(role, role + 1)
    parts = ("need", "at_hand", "short", "overtime_price", "outsourced_most", "outsourced_price")
    alone = replace(program, **{name: getattr(program, name)[own] for name in parts})
    more = np.full(alone.at_hand.shape, brought)
    found: Floats = cover(alone, more).price(alone)[0]
    return found
