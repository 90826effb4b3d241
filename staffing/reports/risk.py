"""The risk score in words: the tightest stretch of time, and how much bad luck it bears."""

from __future__ import annotations

import math
from typing import Any

from staffing.plan import Plan
from staffing.reports.when import of_queues, stretch_text, window_record

USUAL = {"oldest_savable_first": 1.7, "oldest_first": 2.3}
"""z from which random rosters keep 90% on time in 90% of weeks, by dispatch order; measured, see docs/method.md."""


def risk_line(plan: Plan) -> str:
    """The score with the stretch of time that sets it."""
    risk = plan.risk
    if not math.isfinite(risk.z) or not risk.weakest:
        return "risk score: none, for in no stretch of time is there work enough that chance could make late"
    worst = risk.weakest[0]
    return (
        f"risk score z = {risk.z:.2f}{_beside(plan)}: tightest from "
        f"{stretch_text(plan.outlook, worst)}, {worst.capacity / 60:.0f} h of capacity for {worst.work / 60:.0f} h of "
        f"work{of_queues(plan.outlook, worst)}"
    )


def risk_page(plan: Plan) -> str:
    """What the score is, for who meets it for the first time."""
    return (
        "z is the smallest margin over all stretches of time, in standard deviations of chance: capacity, less the "
        "work that arrives and falls due in the stretch, plus what of that may be late. Where it is small, a busy week "
        f"or an absence soon makes cases late; from about {_usual(plan)} on, 90% on time in 90% of weeks is usual "
        "where work is taken in this order (docs/method.md)."
    )


def risk_rows(plan: Plan) -> list[tuple[str, ...]]:
    """The tightest stretches, the worst first: stretch, capacity, work, standard deviation (hours), and z."""
    return [
        (
            stretch_text(plan.outlook, window) + of_queues(plan.outlook, window),
            *(f"{minutes / 60:.1f}" for minutes in (window.capacity, window.work, window.sigma)),
            f"{window.z:.2f}",
        )
        for window in plan.risk.weakest
    ]


def risk_record(plan: Plan) -> dict[str, Any]:
    """The score and its windows as plain data."""
    return {"z": plan.risk.z, "windows": [window_record(plan.outlook, window) for window in plan.risk.weakest]}


def _beside(plan: Plan) -> str:
    """What is usual, where that was measured: for 90% in 90% of weeks, without much work that is late already."""
    demand, service = plan.outlook.problem.demand, plan.service
    late = demand.opening_work[demand.opening_deadline <= 0].sum()
    if (service.target, service.confidence) != (0.9, 0.9) or late > 0.02 * demand.work.sum():
        return ""
    return f" (90% in 90% of weeks usually takes {_usual(plan)})"


def _usual(plan: Plan) -> float:
    return USUAL[plan.outlook.workspace.team.dispatch.order]
