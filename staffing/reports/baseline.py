"""The roster to compare with, in one line."""

from __future__ import annotations

from staffing.plan import Plan
from staffing.reports.people import paid_minutes_of
from staffing.reports.plain_text import percent

_OPTION = "--baseline "


def baseline_line(plan: Plan) -> str:
    """The baseline on the same random numbers, and how far ours is from it."""
    assert plan.baseline is not None
    ours, other = plan.service, plan.baseline.service
    rate, kept = _points(ours.rate_mean - other.rate_mean), _points(ours.probability_met - other.probability_met)
    hours, others = (
        round(int(paid_minutes_of(plan.outlook, roster).sum()) / 60, 1)
        for roster in (plan.roster, plan.baseline.roster)
    )
    return (
        f"{_name(plan)}: {percent(other.rate_mean)} on average (ours {rate}), "
        f"promise kept in {percent(other.probability_met)} of weeks (ours {kept}), "
        f"{others:,g} paid hours (ours {round(hours - others, 1) + 0.0:+,g})"
    )


def _points(difference: float) -> str:
    return f"{round(100 * difference, 1) + 0.0:+.1f} points"  # adding zero turns -0.0 into 0.0


def _name(plan: Plan) -> str:
    files = [name.removeprefix(_OPTION) for name in plan.outlook.workspace.digests if name.startswith(_OPTION)]
    return " ".join(["baseline", *files])
