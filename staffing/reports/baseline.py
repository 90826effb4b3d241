"""The roster to compare with: how the team fares without ours, on the same random numbers."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from staffing.plan import Baseline, Plan, breaches, hard_breaches
from staffing.reports.differences import CANNOT_TELL, differs, gain, interval, points
from staffing.reports.people import paid_minutes, paid_minutes_of
from staffing.reports.plain_text import percent, plain
from staffing.reports.service_record import service_record


def baseline_columns(other: Baseline) -> tuple[str, ...]:
    """The head of the page's table."""
    return "figure", plain(other.source), "this roster", "difference"


def baseline_line(plan: Plan) -> str:
    """The baseline's figures, and how far ours is from it; empty where there is none."""
    other = plan.baseline
    if other is None:
        return ""
    source = plain(other.source)
    if same_roster(plan):
        return f"{source}: the same roster as ours"
    hours = _paid_hours(plan, other)
    more = round(int(paid_minutes(plan).sum()) / 60 - hours, 1) + 0.0  # adding zero turns -0.0 into 0.0
    ours = f" (ours {more:+,g})" if more else ""
    hard = _hard_breaches(plan, other)
    broken = f", {hard} breach{'es' if hard > 1 else ''} of hard rules" if hard else ""
    return (
        f"{source}: {percent(other.service.rate_mean)} of cases on time, promise kept in "
        f"{percent(other.service.probability_met)} of weeks, utilization {percent(other.service.team_utilization)}, "
        f"{round(hours, 1):,g} paid hours{ours}{broken}; {_compared(other)}"
    )


def same_roster(plan: Plan) -> bool:
    """Whether the baseline is the roster itself."""
    return plan.baseline is not None and np.array_equal(plan.baseline.roster.work, plan.roster.work)


def baseline_rows(plan: Plan) -> list[tuple[str, ...]]:
    """For the page: figure by figure the baseline, ours and the difference; none where there is no baseline.

    Rate and weeks have the interval of the difference on the same random weeks; the others are figures of long means.
    """
    other = plan.baseline
    if other is None or same_roster(plan):
        return []
    ours, theirs = plan.service, other.service
    hours = _paid_hours(plan, other), int(paid_minutes(plan).sum()) / 60
    hard = _hard_breaches(plan, other), len(hard_breaches(plan))
    return [
        ("cases on time", percent(theirs.rate_mean), percent(ours.rate_mean), gain(other.rate)),
        ("weeks kept", percent(theirs.probability_met), percent(ours.probability_met), gain(other.weeks)),
        _shares("utilization", theirs.team_utilization, ours.team_utilization),
        _shares("occupancy", theirs.occupancy, ours.occupancy),
        (
            "oldest open case in 95% of plans",
            *(f"{age:.1f} h" for age in (theirs.oldest_hours_p95, ours.oldest_hours_p95)),
            f"{round(ours.oldest_hours_p95, 1) - round(theirs.oldest_hours_p95, 1) + 0.0:+.1f} h",
        ),
        ("paid hours", *(f"{round(one, 1):,g}" for one in hours), f"{round(hours[1] - hours[0], 1) + 0.0:+,g}"),
        ("breaches of hard rules", *(str(one) for one in hard), f"{hard[1] - hard[0]:+d}"),
    ]


def _shares(name: str, theirs: float, ours: float) -> tuple[str, ...]:
    """Shares and their difference as they are printed."""
    return name, percent(theirs), percent(ours), f"{round(100 * ours, 1) - round(100 * theirs, 1) + 0.0:+.1f} points"


def _compared(other: Baseline) -> str:
    rate, weeks = differs(other.rate), differs(other.weeks)
    if rate and weeks:
        return f"ours is {points(other.rate)} in rate and {points(other.weeks)} in weeks"
    if rate:
        return f"ours is {points(other.rate)} in rate; in weeks {CANNOT_TELL}{interval(other.weeks)}"
    if weeks:
        return f"ours is {points(other.weeks)} in weeks; in rate {CANNOT_TELL}{interval(other.rate)}"
    return f"{CANNOT_TELL}, neither in rate{interval(other.rate)} nor in weeks{interval(other.weeks)}"


def baseline_record(plan: Plan) -> dict[str, Any] | None:
    """The baseline as plain data; `difference` is ours less the baseline's, in shares."""
    other = plan.baseline
    if other is None:
        return None
    return {
        "source": other.source,
        **service_record(plan.outlook, other.service),
        "utilization": other.service.team_utilization,
        "occupancy": other.service.occupancy,
        "paid_hours": _paid_hours(plan, other),
        "hard_breaches": _hard_breaches(plan, other),
        "difference": {"rate": asdict(other.rate), "weeks": asdict(other.weeks)},
    }


def _paid_hours(plan: Plan, other: Baseline) -> float:
    return int(paid_minutes_of(plan.outlook, other.roster).sum()) / 60


def _hard_breaches(plan: Plan, other: Baseline) -> int:
    hard = {rule.rule for rule in plan.outlook.rules if rule.hard}
    return sum(breach.rule in hard for breach in breaches(plan.outlook, other.roster))
