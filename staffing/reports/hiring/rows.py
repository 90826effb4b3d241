"""A row per week, role and line: what `hiring.json` and `hiring_gap.csv` both hold."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from staffing.hiring.answer import HiringPlan, Line, Opening, RolePlan
from staffing.reports.hiring.words import whole_people

COLUMNS = (
    "week", "line", "role", "required_fte", "available_fte", "gap_fte", "gap_p10", "gap_p90", "probability_short",
    "workload_hours", "occupancy", "required_p10", "required_p90", "available_p10", "available_p90",
    "heads", "started", "left", "promise",
    "required_heads", "gap_heads",
)  # fmt: skip
_OPENING = ("headcount", "open_by", "accept_by", "start", "useful_from", "offers", "interviews", "candidates")
SLIP = ("fte_weeks", "weeks", "promise", "promise_late")


def gap_rows(plan: HiringPlan) -> Iterator[tuple[RolePlan, dict[str, Any]]]:
    """The rows in the order of weeks, then roles, then lines, each with its role; None for what is not a number."""
    for at, week in enumerate(plan.weeks):
        for role in plan.roles:
            for line in role.lines:
                yield role, {"week": week, "line": line.name, "role": role.staffed.id, **_figures(role, line, at)}


def opening_row(opening: Opening) -> dict[str, Any]:
    """An opening with its slip in a dictionary of its own."""
    slip = {name: _plain(getattr(opening.slip, name)) for name in SLIP}
    return {"role": opening.role, **{name: getattr(opening, name) for name in _OPENING}, "slip": slip}


def exact(number: float) -> float | None:
    """A number to six decimals, as programs read it; None where it is none."""
    return round(float(number), 6) + 0.0 if math.isfinite(number) else None


def _plain(value: float) -> float | int | None:
    return value if isinstance(value, int) else exact(value)


def _figures(role: RolePlan, line: Line, at: int) -> dict[str, Any]:
    found = {
        "required_fte": role.required,
        "available_fte": line.available,
        "gap_fte": line.gap,
        "gap_p10": line.p10,
        "gap_p90": line.p90,
        "probability_short": line.short,
        "workload_hours": role.workload_hours,
        "occupancy": role.occupancy,
        "required_p10": role.required_p10,
        "required_p90": role.required_p90,
        "available_p10": line.available_p10,
        "available_p90": line.available_p90,
        "heads": line.heads,
        "started": line.started,
        "left": line.left,
        "promise": line.promise,
    }
    heads = {
        "required_heads": whole_people(float(role.required[at]), role.per_head),
        "gap_heads": whole_people(float(line.gap[at]), role.per_head),
    }
    return {**{name: exact(numbers[at]) for name, numbers in found.items()}, **heads}
