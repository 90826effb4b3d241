"""The open requisitions as the plan counts them."""

from __future__ import annotations

from staffing.hiring.answer import Coming, HiringPlan
from staffing.reports.hiring.words import chance, name_of, people
from staffing.reports.plain_text import counted, plain

MOST, IDS = 20, 5
"""Requisitions in a list, and in one line."""
NONE = "No requisition is open."


def coming_lines(plan: HiringPlan) -> list[str]:
    """A line for each of the first ones, and how many more there are."""
    if not plan.coming:
        return [NONE]
    left = len(plan.coming) - MOST
    more = [f"and {counted(left, 'more requisition')}, all in hiring.json"] if left > 0 else []
    return [*map(_line, plan.coming[:MOST]), *more]


def coming_sentence(plan: HiringPlan) -> str:
    """`Open requisitions counted: 1 (R-2026-14)`."""
    if not plan.coming:
        return NONE
    names = [plain(each.requisition_id) for each in plan.coming[:IDS]]
    left = len(plan.coming) - IDS
    names += [f"and {left} more"] if left > 0 else []
    return f"Open requisitions counted: {len(plan.coming)} ({', '.join(names)})"


def _line(coming: Coming) -> str:
    each = "comes" if coming.headcount == 1 else "each comes"
    who = f"{plain(coming.requisition_id)}: {name_of(coming.role)}, {people(coming.headcount)}, {plain(coming.stage)}"
    started = f"{each} with {chance(coming.comes)}, has started within these weeks with {chance(coming.within)}"
    when = f"by the week of {coming.median_start}" if coming.median_start is not None else "only after these weeks"
    half = f"; half of those who come have started {when}" if coming.comes > 0 else ""
    return f"{who}; {started}{half}."
