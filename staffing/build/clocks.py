"""When a case is due: a calendar clock counts every hour, a business clock the open hours of its queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from staffing.build.places import AFTER, BEFORE, Place, Places
from staffing.documents.sites import OpenHours
from staffing.documents.team import Queue

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Clock:
    """The deadline of a case by its clock start; elapsed minutes.

    `minutes` is the target. Without knots the clock counts every minute. With knots the deadline is linear between
    them; where two stand at one moment it jumps after that moment, so the earlier one holds for a case of that moment.
    """

    minutes: int
    start: Numbers
    until: Numbers

    def deadline(self, created: Numbers) -> Numbers:
        """Deadlines of cases, of the shape of `created`."""
        created = np.asarray(created, dtype=np.float64)
        if not len(self.start):
            return created + self.minutes
        after = np.clip(np.searchsorted(self.start, created, side="left"), 1, len(self.start) - 1)
        left, right = self.start[after - 1], self.start[after]
        share = np.divide(created - left, right - left, out=np.ones_like(created), where=right > left)
        inside = self.until[after - 1] + share * (self.until[after] - self.until[after - 1])
        before = self.until[0] + (created - self.start[0])
        behind = self.until[-1] + (created - self.start[-1])
        found: Numbers = np.where(created <= self.start[0], before, np.where(created > self.start[-1], behind, inside))
        return found


@lru_cache(maxsize=8)
def clocks_of(places: Places) -> tuple[Clock, ...]:
    """The clock of each queue, in the team's order; worked out once for a plan, however many rosters are judged.

    The reader refuses a business queue that is never open: it would have no deadline.
    """
    return tuple(_clock(places, queue) for queue in places.team.queues)


def _clock(places: Places, queue: Queue) -> Clock:
    nothing = np.zeros(0)
    if queue.clock == "calendar":
        return Clock(queue.target_hours * 60, nothing, nothing)
    number = places.site_number(queue.site or "")
    hours = places.open_hours(number) if queue.open_hours is None else queue.open_hours
    spans = _open_spans(places.every[number], hours, queue.target_hours)
    start, until = _knots(spans, queue.target_hours * 60)
    return Clock(queue.target_hours * 60, start, until)


def _open_spans(place: Place, hours: OpenHours, target_hours: int) -> Numbers:
    """[n, 2] open stretches of a queue around the plan, joined where they touch; holidays count as closed."""
    axis = place.axis
    first = axis.date_of(0) - timedelta(days=BEFORE)
    # an hour a day at the very least, or the ninety days that the highest maximum age leaves a short target
    days = BEFORE + axis.history + axis.days + AFTER + max(target_hours, 60)
    spans: list[list[float]] = []
    for n in range(days):
        day = first + timedelta(days=n)
        span = hours.span(day.weekday())
        if span is None or day in place.holidays:
            continue
        start = axis.minute(day, span[0])
        end = axis.minute(day, span[1]) - (place.site.cut(day) if span[1] - span[0] < 1440 else 0)
        if spans and start <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], end)
        elif end > start:
            spans.append([start, end])
    return np.array(spans, dtype=np.float64).reshape(-1, 2)


def _knots(spans: Numbers, target: int) -> tuple[Numbers, Numbers]:
    """Where the deadline bends or jumps, and its values there: the inverse of open time passed, moved by the target."""
    passed = np.concatenate([[0.0], np.cumsum(spans[:, 1] - spans[:, 0])])
    moments = spans.ravel()  # open time passed at each: 0, p1, p1, p2, p2, ...
    reached = np.repeat(passed, 2)[1:-1]
    marks = np.unique(np.concatenate([reached, passed - target]))
    marks = marks[(marks >= 0) & (marks + target <= passed[-1])]
    start, until = [], []
    for mark in marks:
        # the open time `mark` has passed from `early` to `late`: a moment, or a closed stretch
        early, late = _when(mark, passed, moments)
        due_early, due_late = _when(mark + target, passed, moments)
        start += [early, late, late]
        until += [due_early, due_early, due_late]
    return np.array(start), np.array(until)


def _when(mark: float, passed: Numbers, moments: Numbers) -> tuple[float, float]:
    """The first and the last moment at which so much open time has passed."""
    before = int(np.searchsorted(passed, mark, side="left"))
    if before < len(passed) and passed[before] == mark:
        if before == 0:
            return float(moments[0]), float(moments[0])
        end = float(moments[2 * before - 1])
        return end, float(moments[2 * before]) if 2 * before < len(moments) else end
    start = moments[2 * (before - 1)] + mark - passed[before - 1]
    return float(start), float(start)
