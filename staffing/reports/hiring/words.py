"""What every report of a hiring plan says in the same words: names, dates, full-time equivalents, money."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from staffing.hiring.answer import TODAY, WITH_PLAN, WITH_REQUISITIONS, Floats, HiringPlan, Line, Opening, RolePlan
from staffing.reports.plain_text import counted, percent, plain
from staffing.reports.whatif.words import money

LINE_NAMES = {TODAY: "today", WITH_REQUISITIONS: "with open requisitions", WITH_PLAN: "with the plan"}
COLUMN_NAMES = {TODAY: "today", WITH_REQUISITIONS: "requisitions", WITH_PLAN: "plan"}
SHORT = 1 - 1e-9
"""Full-time equivalents from which on a role is told to be short."""
SEEN = 0.05
"""Full-time equivalents that are not 0 as they are printed."""


def title(plan: HiringPlan) -> str:
    """`Small desk: hiring, 2026-03-02 to 2027-02-28`."""
    return f"{plain(plan.workspace.team.team)}: hiring, {plan.weeks[0]} to {last_day(plan)}"


def last_day(plan: HiringPlan) -> date:
    """The last day of the last week."""
    return plan.weeks[-1] + timedelta(days=6)


def is_after(plan: HiringPlan, day: date) -> bool:
    """Whether a day comes after the weeks of the plan."""
    return day > last_day(plan)


def looked_at(plan: HiringPlan) -> tuple[date, ...]:
    """The weeks told and those planned along after them."""
    return (*plan.weeks, *plan.later)


def today(plan: HiringPlan) -> date:
    """The day on which the plan is made, in local time."""
    return plan.workspace.as_of.date()


def deadline(plan: HiringPlan, day: date) -> str:
    """A day by which something must be done; what should have been done already is for today."""
    return "today" if day <= today(plan) else day.isoformat()


def unit(plan: HiringPlan) -> str:
    """What money is counted in, as one line of text."""
    return plain(plan.unit)


def name_of(role: str) -> str:
    """A role's name as one line of text."""
    return plain(role).strip() or "(no name)"


def line_of(role: RolePlan, name: str) -> Line:
    """The line of that name."""
    return next(line for line in role.lines if line.name == name)


def shown_lines(role: RolePlan) -> tuple[Line, ...]:
    """The lines that differ from those before them: nobody reads the same numbers twice."""
    kept: list[Line] = []
    for line in role.lines:
        if not kept or not np.allclose(line.available, kept[-1].available, atol=1e-6, equal_nan=True):
            kept.append(line)
    return tuple(kept)


def openings_for(plan: HiringPlan, role: str) -> tuple[Opening, ...]:
    """The openings of one role, in their order."""
    return tuple(opening for opening in plan.openings if opening.role == role)


def chosen_roles(plan: HiringPlan, most: int) -> tuple[RolePlan, ...]:
    """At most so many roles, in their order: those that are hired for, then those with the largest gaps."""
    hired = {opening.role for opening in plan.openings}
    gaps = [peak(role.lines[0].gap)[1] for role in plan.roles]
    ranked = sorted(range(len(gaps)), key=lambda at: (plan.roles[at].staffed.id not in hired, -gaps[at]))
    return tuple(plan.roles[at] for at in sorted(ranked[:most]))


def peak(numbers: Floats) -> tuple[int, float]:
    """The week of the largest number, and the number; what is not a number does not count."""
    if not np.isfinite(numbers).any():
        return 0, 0.0
    week = int(np.nanargmax(numbers))
    return week, float(numbers[week])


def whole_people(fte: float, per_head: float) -> int | None:
    """So many people, rounded up: a shortage is not rounded away and a surplus counts in whole people."""
    if not (math.isfinite(fte) and per_head > 0):
        return None
    return math.ceil(fte / per_head - 1e-9)


def fte(number: float) -> str:
    """Full-time equivalents with one decimal: `1,204.5`, `-0.3`, `0.0`."""
    return f"{round(number, 1) + 0.0:,.1f}" if math.isfinite(number) else "-"


def fte_weeks(number: float) -> str:
    """`5.2 FTE-weeks`."""
    return f"{fte(number)} FTE-weeks"


def signed_money(cost: float, unit: str) -> str:
    """`14,560,000 EUR`, `-1,200 EUR`."""
    return f"{'-' if round(cost) < 0 else ''}{money(cost, unit)}"


def chance(share: float) -> str:
    """A probability in percent, in words where it rounds to none or all; `-` where there is none."""
    if not math.isfinite(share):
        return "-"
    if 0 < share < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 < share < 1 else percent(share, 0)


def people(count: int) -> str:
    """`1 person`, `2 people`."""
    return "1 person" if count == 1 else f"{count} people"


def weeks_text(count: int) -> str:
    """`1 week`, `12 weeks`."""
    return counted(count, "week")


def joined(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
