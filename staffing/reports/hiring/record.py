"""`hiring.json`: the gap of every week, the openings and what they rest on, for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from staffing.hiring.answer import HiringPlan
from staffing.reports.hiring.rows import exact, gap_rows, opening_row
from staffing.reports.hiring.words import looked_at
from staffing.reports.plain_json import finite
from staffing.reports.run_record import head_record


def hiring_record(plan: HiringPlan, started_at: datetime, seconds: float) -> dict[str, Any]:
    """The answer as plain data; only `started_at` and `seconds` differ between runs on the same inputs."""
    workspace, solved = plan.workspace, plan.solved
    record = {
        **head_record(workspace, started_at, seconds),
        "inputs": dict(sorted(workspace.digests.items())),
        "currency": plan.unit,
        "met": plan.met,
        "shrinkage": plan.shrinkage,
        "full_time_hours": plan.full_time_hours,
        "weeks": [row for _, row in gap_rows(plan)],
        "plan": list(start_rows(plan)),
        "requisitions": [opening_row(opening) for opening in plan.openings],
        "open_requisitions": [asdict(coming) for coming in plan.coming],
        "unpreventable": list(unpreventable_rows(plan)),
        "stop_gaps": list(stop_gap_rows(plan)),
        "ahead": [{"role": role.staffed.id, **asdict(role.ahead)} for role in plan.roles if role.ahead is not None],
        "solver": {**asdict(solved), "parts": dict(solved.parts)},
        "assumptions": [asdict(assumption) for assumption in plan.assumptions],
    }
    return {name: finite(value) for name, value in record.items()}


def start_rows(plan: HiringPlan) -> Iterator[dict[str, Any]]:
    """The weeks in which people start, also those after the weeks told whose requisitions are to be opened in them."""
    for at, week in enumerate(looked_at(plan)):
        for role in plan.roles:
            if role.starts[at]:
                yield {"week": week, "role": role.staffed.id, "starts": role.starts[at], "classes": role.classes[at]}


def unpreventable_rows(plan: HiringPlan) -> Iterator[dict[str, Any]]:
    """The weeks in which full-time equivalents are expected to be short whatever is decided today."""
    for at, week in enumerate(plan.weeks):
        for role in plan.roles:
            fte = exact(role.unpreventable[at])
            if fte is not None and fte > 0:
                yield {"role": role.staffed.id, "week": week, "fte": fte}


def stop_gap_rows(plan: HiringPlan) -> Iterator[dict[str, Any]]:
    """The weeks in which overtime or others are expected to cover something, or something is left uncovered."""
    for at, week in enumerate(plan.weeks):
        for role in plan.roles:
            found = {name: exact(getattr(role, name)[at]) for name in ("overtime", "outsourced", "uncovered")}
            if any(found.values()):
                yield {"role": role.staffed.id, "week": week, **found}
