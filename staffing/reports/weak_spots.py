"""Weak spots: the days whose cases miss, the hours that cause it, and what one more shift would buy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from staffing.plan import Outlook, Plan
from staffing.promise.weak_spots import OneMore, WeakSpot
from staffing.reports.differences import CANNOT_TELL, differs, interval, points
from staffing.reports.plain_text import percent
from staffing.reports.skills import like_name, like_record, like_text
from staffing.reports.when import clock_hours, date_of, day_name, hours_record, of_queues, stretch_text, window_record
from staffing.service.windows import Window

TITLE = "Weak spots"
COLUMNS = (
    "day",
    "cases that miss",
    "chance of a day under the floor",
    "most misses arrive",
    "tightest stretch",
    "one more shift",
    "misses with it",
    "weeks kept with it",
    "plans simulated",
)
WORTH_TELLING = 0.005
"""A day on which a smaller share of cases misses is no matter for the terminal."""
MOST_DAYS = 3


def weak_spot_lines(plan: Plan) -> Iterator[str]:
    """The worst days in a sentence each, the worst first: one where the promise is kept, else up to three."""
    worst = sorted((spot for spot in plan.weak_spots if spot.miss >= WORTH_TELLING), key=lambda spot: -spot.miss)
    for spot in worst[: 1 if plan.service.met else MOST_DAYS]:
        hours = f", most of them come {clock_hours(plan.outlook, spot.hours)}" if spot.hours else ""
        day = day_name(plan.outlook, spot.day)
        yield f"{day}: {percent(spot.miss)} of its cases miss{hours}{_bought(plan, spot.one_more)}"


def weak_spot_rows(plan: Plan) -> list[tuple[str, ...]]:
    """Every planned day."""
    return [_row(plan, spot) for spot in plan.weak_spots]


def weak_spot_records(plan: Plan) -> list[dict[str, Any]]:
    """Every planned day as plain data; `miss_before` is on the same simulated plans as `miss` of `one_more`."""
    return [
        {
            "date": date_of(plan.outlook, spot.day),
            "miss": spot.miss,
            "below_floor": spot.below_floor,
            "hours": None if spot.hours is None else hours_record(plan.outlook, spot.hours),
            "window": None if spot.window is None else window_record(plan.outlook, spot.window),
            "one_more": None if spot.one_more is None else _one_more_record(plan, spot.one_more),
        }
        for spot in plan.weak_spots
    ]


def _bought(plan: Plan, more: OneMore | None) -> str:
    if more is None:
        return ""
    day, shift, like = _cell(plan, more)
    if not differs(more.day_gain):
        return f"; one more {shift} on {day}{like}, the best single shift, makes {CANNOT_TELL}"
    said = f"; one more {shift} on {day}{like} takes off {points(more.day_gain, sign=False)}"
    if plan.service.met:  # the page has its gain in weeks
        return said
    if differs(more.week_gain):
        return f"{said}, weeks kept {points(more.week_gain)}"
    return f"{said}, but in weeks kept {CANNOT_TELL}"


def _row(plan: Plan, spot: WeakSpot) -> tuple[str, ...]:
    outlook = plan.outlook
    return (
        day_name(outlook, spot.day),
        percent(spot.miss, 2),
        percent(spot.below_floor),
        clock_hours(outlook, spot.hours) if spot.hours else "",
        _tightest(outlook, spot.window) if spot.window else "",
        *(_more_cells(plan, spot.one_more) if spot.one_more else ("",) * 4),
    )


def _tightest(outlook: Outlook, window: Window) -> str:
    return f"{stretch_text(outlook, window)}{of_queues(outlook, window)}, z = {window.z:.2f}"


def _more_cells(plan: Plan, more: OneMore) -> tuple[str, ...]:
    day, shift, _ = _cell(plan, more)
    like = like_name(plan.outlook, plan.service, (more.cell,))
    misses = f"from {percent(_before(more), 2)} to {percent(more.miss, 2)}"
    told = "" if differs(more.day_gain) else f": {CANNOT_TELL}"
    weeks = points(more.week_gain) if differs(more.week_gain) else f"{CANNOT_TELL}{interval(more.week_gain)}"
    return f"{shift} on {day}{like}", misses + told, weeks, str(more.replications)


def _cell(plan: Plan, more: OneMore) -> tuple[str, str, str]:
    """The day and the shift by name, and whose skills its person has."""
    day, shift = more.cell
    return (
        day_name(plan.outlook, day),
        plan.outlook.problem.shift_names[shift],
        like_text(plan.outlook, plan.service, (more.cell,)),
    )


def _before(more: OneMore) -> float:
    """The day's misses without the shift on the plans on which it was tried, not on all of the verdict."""
    return more.miss + more.day_gain.mean


def _one_more_record(plan: Plan, more: OneMore) -> dict[str, Any]:
    return {
        "date": date_of(plan.outlook, more.cell[0]),
        "shift": plan.outlook.problem.shift_names[more.cell[1]],
        "like": like_record(plan.outlook, plan.service, (more.cell,)),
        "miss_before": _before(more),
        "miss": more.miss,
        "day_gain": asdict(more.day_gain),
        "week_gain": asdict(more.week_gain),
        "replications": more.replications,
    }
