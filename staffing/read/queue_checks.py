"""Clocks of queues: hours that have no effect, that never open, or that leave no time before the maximum age."""

from __future__ import annotations

import numpy as np

from staffing.documents.sites import OpenHours
from staffing.documents.team import Queue, Team
from staffing.read.team_checks import Written
from staffing.read.yaml_source import Spot

WEEK = 7 * 1440


def check_queues(written: Written) -> None:
    """A business clock has hours to count, and what only such a clock keeps stands at no other."""
    for number, queue in enumerate(written.team.queues):
        spot: Spot = ("queues", number)
        if queue.clock == "calendar":
            for key in ("open_hours", "site"):
                if getattr(queue, key) is not None:
                    written.fault(
                        (*spot, key),
                        "has no effect on a calendar clock; it applies to clock: business only, so write that or "
                        "leave it out",
                    )
        elif queue.open_hours is not None and queue.open_hours.min_on_queue:
            written.fault(
                (*spot, "open_hours", "min_on_queue"),
                f"is {queue.open_hours.min_on_queue}; people on queue are set in open_hours of the team or of a site, "
                "so leave it out here",
            )
        if queue.clock == "business":
            _check_opens(written, spot, queue)


def _check_opens(written: Written, spot: Spot, queue: Queue) -> None:
    place, hours = _hours_of(written.team, spot, queue)
    wait = longest_wait(hours, queue.target_hours)
    most = written.team.targets.maximum_age_hours
    if wait is None:
        written.fault(
            (*spot, "clock"),
            f"is business, but {written.source.label(place)} at {written.at(place)} is closed all week; open a day "
            "or write calendar",
        )
    elif most < wait:
        given = written.source.value(("targets", "maximum_age_hours")) is not None
        written.fault(
            ("targets", "maximum_age_hours") if given else (*spot, "target_hours"),
            f"is {most if given else queue.target_hours}, but {queue.target_hours} open hours of the queue {queue.id} "
            f"can take {wait} hours of the calendar; maximum_age_hours {'' if given else f'({most} by default) '}must "
            "be at least that, or the target shorter",
        )


def _hours_of(team: Team, spot: Spot, queue: Queue) -> tuple[Spot, OpenHours]:
    """The hours that a business clock counts, and where they stand."""
    site = team.site_of(queue.site or "")
    if queue.open_hours is not None:
        return (*spot, "open_hours"), queue.open_hours
    if site.open_hours is not None:
        return ("sites", team.sites.index(site), "open_hours"), site.open_hours
    return ("open_hours",), team.open_hours


def longest_wait(hours: OpenHours, target_hours: int) -> int | None:
    """Most hours of the calendar, in weeks without holidays, that so many open hours can take; None if never open."""
    week = np.zeros(WEEK, dtype=bool)
    for weekday in range(7):
        span = hours.span(weekday)
        if span is not None:
            week[np.arange(weekday * 1440 + span[0], weekday * 1440 + span[1]) % WEEK] = True
    (opened,) = np.nonzero(week)
    if not len(opened):
        return None
    # the last of the open minutes wanted, counted from each minute that ends a stretch of them
    ends = np.flatnonzero(week & ~np.roll(week, -1))
    weeks, place = divmod(np.searchsorted(opened, ends, side="right") + target_hours * 60 - 1, len(opened))
    waits = weeks * WEEK + opened[place] - ends
    return int(-(-waits.max(initial=target_hours * 60) // 60))
