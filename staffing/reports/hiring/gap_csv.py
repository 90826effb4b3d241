"""`hiring_gap.csv` and `requisitions_plan.csv`: the weeks and the openings, for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from staffing.hiring.answer import HiringPlan
from staffing.reports.csv_text import csv_text
from staffing.reports.hiring.rows import COLUMNS, SLIP, gap_rows, opening_row

GAP_COLUMNS = (*COLUMNS, "skills")
_OPENING = ("role", "headcount", "open_by", "accept_by", "start", "useful_from", "candidates", "interviews", "offers")
OPENING_COLUMNS = (*_OPENING, *(f"slip_{name}" for name in SLIP), "contract", "site", "skills")


def gap_csv(plan: HiringPlan) -> str:
    """One row per week, role and line; probabilities as fractions of 1, `skills` are queues joined by `|`.

    `line` is `today`, `with_requisitions` or `with_plan`; `gap_fte` is required less available, below 0 a surplus, and
    `gap_p10, gap_p90` are its quantiles; `probability_short` is that of a gap of 1 or more. `gap_heads` are new people
    at full speed, rounded up; below 0 whole people too many.
    """
    return csv_text(GAP_COLUMNS, ([row[name] for name in GAP_COLUMNS] for row in week_rows(plan)))


def requisitions_csv(plan: HiringPlan) -> str:
    """One row per opening, whose start may come after the weeks; `slip_` columns are four weeks' delay costs."""
    return csv_text(OPENING_COLUMNS, ([row[name] for name in OPENING_COLUMNS] for row in requisition_rows(plan)))


def week_rows(plan: HiringPlan) -> Iterator[dict[str, Any]]:
    """The rows of `hiring_gap.csv`, by column."""
    return ({**row, "skills": "|".join(role.staffed.queues)} for role, row in gap_rows(plan))


def requisition_rows(plan: HiringPlan) -> Iterator[dict[str, Any]]:
    """The rows of `requisitions_plan.csv`, by column."""
    staffed = {role.staffed.id: role.staffed for role in plan.roles}
    for opening in plan.openings:
        row, role = opening_row(opening), staffed[opening.role]
        own = {"contract": role.contract.id, "site": role.role.site or "", "skills": "|".join(role.queues)}
        yield {**row, **{f"slip_{name}": row["slip"][name] for name in SLIP}, **own}
