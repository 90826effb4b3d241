"""The answer in a sentence or two: what to open by when, and whether that is enough."""

from __future__ import annotations

from collections import Counter

from staffing.hiring.answer import WITH_PLAN, HiringPlan, RolePlan
from staffing.reports.hiring.words import (
    SHORT,
    deadline,
    fte,
    is_after,
    joined,
    line_of,
    name_of,
    peak,
    people,
    weeks_text,
)
from staffing.reports.plain_text import counted

NAMED = 3
"""So many roles are named; more are counted."""


def headline(plan: HiringPlan) -> str:
    """`Open 2 requisitions for agent: the first by 2026-12-04.`"""
    weeks = weeks_text(len(plan.weeks))
    if not plan.openings:
        needed = "needed" if plan.met else "planned"
        return f"No opening is {needed} in the next {weeks}."
    first = min(plan.openings, key=lambda opening: opening.open_by)
    day = deadline(plan, first.open_by)
    when = day if day == "today" else f"by {day}"
    count = Counter(opening.role for opening in plan.openings)
    what = counted(len(plan.openings), "requisition")
    heads = sum(opening.headcount for opening in plan.openings)
    many = f" ({people(heads)})" if heads != len(plan.openings) else ""
    if len(count) == 1:
        late = f" (start {first.start}, after these weeks)" if is_after(plan, first.start) else ""
        order = f": the first {when}" if len(plan.openings) > 1 else f" {when}{late}"
        return f"Open {what} for {name_of(first.role)}{many}{order}."
    shares = joined([f"{number} for {name_of(role)}" for role, number in count.items()])
    who = f": {shares}" if len(count) <= NAMED else f" for {len(count)} roles"
    return f"Open {what}{many}{who}; the first, for {name_of(first.role)}, {when}."


def enough(plan: HiringPlan) -> str:
    """Whether the plan and its stop-gaps leave any role a full-time equivalent short."""
    if plan.met:
        what = ("With it" if len(plan.openings) == 1 else "With them") if plan.openings else "As it stands"
        if any(peak(line_of(role, WITH_PLAN).gap)[1] >= SHORT for role in plan.roles):
            what = f"{what} and with stop-gaps"
        return f"{what} no role is expected to be a full-time equivalent short in any week."
    short = sorted((role for role in plan.roles if _most(role) >= SHORT), key=_most, reverse=True)
    lead = "Even so" if plan.openings else "But as it stands"
    if not short:
        return f"{lead}, a role is expected to be a full-time equivalent short in some week."
    if len(short) == 1:
        week, most = peak(short[0].uncovered)
        name, worst = name_of(short[0].staffed.id), f"{fte(most)} FTE short in the week of {plan.weeks[week]}"
        late = " No hire can prevent that." if week < short[0].first_useful else ""
        return f"{lead}, {name} is expected to be {worst}, at the worst.{late}"
    named, left = [_shortage(plan, role) for role in short[:NAMED]], len(short) - NAMED
    if left > 0:
        named.append(counted(left, "more role"))
    return f"{lead}, these are expected to be a full-time equivalent short or more: {joined(named)}."


def _most(role: RolePlan) -> float:
    return peak(role.uncovered)[1]


def _shortage(plan: HiringPlan, role: RolePlan) -> str:
    week, most = peak(role.uncovered)
    return f"{name_of(role.staffed.id)} ({fte(most)} FTE in the week of {plan.weeks[week]})"
