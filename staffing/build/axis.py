"""The time axis of a plan: dates and local times become elapsed minutes since the first planned midnight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np

from staffing.documents.team import Shift
from staffing.problem import Integers


@dataclass(frozen=True)
class Axis:
    """Days `-history` to `days` around `first_day`, in one zone; minutes count from `since`, or its first midnight.

    Elapsed minutes are true minutes: the day of a clock change has 1380 or 1500 of them. A local time that does not
    exist moves forward by the gap; one that exists twice is the first.
    """

    first_day: date
    days: int
    history: int
    zone: ZoneInfo
    since: datetime | None = None

    @cached_property
    def origin(self) -> datetime:
        """The moment from which minutes count, in UTC: `since`, or the first planned midnight."""
        if self.since is not None:
            return self.since
        return datetime.combine(self.first_day, datetime.min.time(), self.zone).astimezone(UTC)

    def date_of(self, day: int) -> date:
        """Date of an index of the day axis (history first)."""
        return self.first_day + timedelta(days=day - self.history)

    def index_of(self, day: date) -> int:
        """Index on the day axis of a date; may lie outside it."""
        return (day - self.first_day).days + self.history

    def minute(self, day: date, clock: int) -> int:
        """Elapsed minutes of a local time, given in minutes after the day's midnight (1440 and more: later days)."""
        local = datetime.combine(day + timedelta(days=clock // 1440), datetime.min.time(), self.zone)
        local = local.replace(hour=clock % 1440 // 60, minute=clock % 60)
        return round((local.astimezone(UTC) - self.origin).total_seconds() / 60)

    def elapsed(self, moment: datetime) -> float:
        """Elapsed minutes of an aware time."""
        return (moment.astimezone(UTC) - self.origin).total_seconds() / 60

    def local(self, minute: float) -> datetime:
        """The aware local time of elapsed minutes."""
        return (self.origin + timedelta(minutes=minute)).astimezone(self.zone)

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """Dates of the whole day axis."""
        return tuple(self.date_of(day) for day in range(self.history + self.days))

    @cached_property
    def midnights(self) -> Integers:
        """[H + D + 1] elapsed minutes of the midnights."""
        return np.array([self.minute(self.date_of(day), 0) for day in range(self.history + self.days + 1)])

    @property
    def end(self) -> int:
        """Elapsed minutes of the end of the plan."""
        return int(self.midnights[-1])


@dataclass(frozen=True)
class Stretch:
    """A part of a shift on a certain day, in elapsed minutes; `queue`, `break` or `short_day` (given free)."""

    start: int
    end: int
    kind: str
    paid: bool


def stretches(axis: Axis, shift: Shift, day: date, cut: int = 0) -> tuple[Stretch, ...]:
    """What fills a shift that starts on `day`, in order; empty pieces (a clock change) are left out.

    Start, end and the starts of breaks are times of the clock; a break lasts its minutes on any night. On a short day
    people go home `cut` minutes early in full pay.
    """
    pieces: list[Stretch] = []
    now, whole = axis.minute(day, shift.start), axis.minute(day, shift.end)
    end = max(now, whole - cut)
    for pause in shift.breaks:
        begin = min(max(now, axis.minute(day, pause.start)), end)
        until = min(begin + pause.minutes, end)
        pieces.append(Stretch(now, begin, "queue", True))
        pieces.append(Stretch(begin, until, "break", pause.paid))
        now = until
    pieces.append(Stretch(now, end, "queue", True))
    pieces.append(Stretch(end, whole, "short_day", True))
    return tuple(piece for piece in pieces if piece.end > piece.start)
