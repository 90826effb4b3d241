"""Days and stretches of a plan's time as people and programs read them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from staffing.plan import Outlook
from staffing.service.pools import pools
from staffing.service.windows import Window


def edge(outlook: Outlook, interval: int) -> datetime:
    """Local time at which an interval of the plan's grid starts."""
    return outlook.axis.local(float(interval * outlook.problem.demand.interval_minutes))


def date_of(outlook: Outlook, day: int) -> date:
    """Date of a planned day."""
    return outlook.axis.date_of(outlook.axis.history + day)


def day_name(outlook: Outlook, day: int) -> str:
    """A planned day: `Mon 02 Nov`."""
    return outlook.problem.day_names[outlook.problem.history_days + day]


def clock_hours(outlook: Outlook, hours: tuple[int, int]) -> str:
    """Intervals [first, last) of one day by the clock: `10:00-24:00`."""
    begins, ends = (edge(outlook, interval) for interval in hours)
    return f"{begins:%H:%M}-{'24:00' if ends.date() > begins.date() else format(ends, '%H:%M')}"


def hours_record(outlook: Outlook, hours: tuple[int, int]) -> dict[str, str]:
    """Intervals [first, last) as plain data."""
    begins, ends = (edge(outlook, interval).isoformat() for interval in hours)
    return {"start": begins, "end": ends}


def stretch_text(outlook: Outlook, window: Window) -> str:
    """A window from its first minute to its last: `Mon 02 Nov 00:00 to Mon 09 Nov 11:00`."""
    begins, ends = edge(outlook, window.start), edge(outlook, window.end + 1)
    return f"{begins:%a %d %b %H:%M} to {ends:%a %d %b %H:%M}"


def window_queues(outlook: Outlook, window: Window) -> tuple[str, ...]:
    """The queues whose work and people a window is about."""
    demand = outlook.problem.demand
    classes = pools(demand)[window.pool].classes
    names = zip(outlook.problem.queue_names, demand.queue_class.tolist(), strict=True)
    return tuple(name for name, kind in names if classes[kind])


def of_queues(outlook: Outlook, window: Window) -> str:
    """` of refunds`, where windows of a plan differ in their queues; else empty."""
    return f" of {', '.join(window_queues(outlook, window))}" if len(pools(outlook.problem.demand)) > 1 else ""


def window_record(outlook: Outlook, window: Window) -> dict[str, Any]:
    """A window as plain data."""
    return {
        "start": edge(outlook, window.start).isoformat(),
        "end": edge(outlook, window.end + 1).isoformat(),
        "work_hours": window.work / 60,
        "capacity_hours": window.capacity / 60,
        "sigma_hours": window.sigma / 60,
        "z": window.z,
        "queues": list(window_queues(outlook, window)),
    }
