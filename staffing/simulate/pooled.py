"""A pooled desk, hour by hour: which weeks so much capacity keeps, over many random weeks at once.

People and single cases are not looked at: whoever is there serves everything, and work flows. It tells how many people
a week needs where no roster is known yet, and not how good a roster is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from staffing.simulate.pooled_weeks import BEFORE, Chained, Laid, lay_out

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

ROUNDING = 1e-9
"""A rate that is short of a target by less is not short of it."""


@dataclass(frozen=True, eq=False)
class PooledWeeks:
    """Weeks of H hours at m sizes, n of them at random; Q queues.

    `cases` and `work` (minutes) [H, Q, m, n]; `last` [Q, H]: the last hour in which work that arrives in an hour is on
    time, counted from the week's first hour, at most a week later. A week is kept where the share on time of its cases,
    by arrival, is at least `rate`, and that of every queue at least its own of `queue_rates` [Q] (NaN: none). Late work
    waits behind what can still be on time until it is `urgent_hours` old, and then comes first; 0: always. `before`:
    weeks like them that go before each chain of them; with none each begins without open cases.
    """

    cases: Floats
    work: Floats
    last: Ints
    rate: float
    queue_rates: Floats
    urgent_hours: int
    before: int = BEFORE

    @cached_property
    def laid(self) -> Laid:
        """The weeks one after the other."""
        return lay_out(self.last, self.cases.shape[3], self.urgent_hours, self.before)

    @cached_property
    def arriving(self) -> Floats:
        """[K, T, m, chains] minutes of work of each class in each hour."""
        kinds = self.laid.queue_class
        found = []
        for kind in range(len(self.laid.due)):
            chained = Chained(self.work[:, kinds == kind].sum(axis=1), self.laid)
            found.append(np.stack([chained[now] for now in range(len(self.laid.hour))]))
        return np.stack(found)

    @cached_property
    def arrived(self) -> Floats:
        """[T + 1, m, chains] minutes of work that came before an hour, all classes together."""
        return _before(self.arriving.sum(axis=0) if len(self.arriving) > 1 else self.arriving[0])

    @cached_property
    def promised(self) -> tuple[tuple[float, Floats, tuple[Floats, ...]], ...]:
        """Each target, the cases [m, n] that it counts, and of each week of a chain how many are late with each minute.

        The latter [H + longest wait, m, chains] from the week's first hour on, by the last hour for them: of the work
        due in one hour all cases are late in the same proportion.
        """
        hours = np.arange(len(self.laid.hour))
        parts = [_due(minutes, due, hours) for minutes, due in zip(self.arriving, self.laid.due, strict=True)]
        work = np.asarray(np.sum(parts, axis=0), dtype=np.float64)
        work[work <= 0] = np.inf
        own = np.flatnonzero(~np.isnan(self.queue_rates)).tolist()
        counted = [(self.rate, list(range(len(self.last)))), *((float(self.queue_rates[q]), [q]) for q in own)]
        return tuple(
            (
                rate,
                np.asarray(self.cases[:, queues].sum(axis=(0, 1))),
                tuple(self._by_minute(week, queues, work) for week in range(self.laid.weeks)),
            )
            for rate, queues in counted
        )

    def _by_minute(self, week: int, queues: list[int], work: Floats) -> Floats:
        laid, hours = self.laid, len(self.cases)
        first = laid.begin(week)
        dues = np.arange(first, first + hours + laid.longest)
        cases = self.cases.reshape(*self.cases.shape[:3], laid.weeks, -1)[..., week, :]
        found = np.zeros((len(dues), *work.shape[1:]))
        for kind in range(len(laid.due)):
            own = [queue for queue in queues if laid.queue_class[queue] == kind]
            if own:
                found += _due(cases[:, own].sum(axis=1), laid.due[kind, first : first + hours], dues)
        found /= work[first : first + len(found)]
        return found


def _before(values: Floats) -> Floats:
    """Running totals over the first axis, from nothing on."""
    found = np.zeros((len(values) + 1, *values.shape[1:]))
    np.cumsum(values, axis=0, out=found[1:])
    return found


def _due(values: Floats, due: Ints, hours: Ints) -> Floats:
    """What falls due in each of some hours of values that are due, rising, in others."""
    totals = _before(values)
    return np.asarray(totals[np.searchsorted(due, hours, "right")] - totals[np.searchsorted(due, hours)])


def kept(weeks: PooledWeeks, capacity: Floats) -> Flags:
    """[..., m, n] the weeks kept; `capacity` [H, ..., m, n] minutes of work that the hours of the week can serve.

    One size of the weeks may meet many capacities.
    """
    laid, rooms = weeks.laid, Chained(capacity, weeks.laid)
    late = np.zeros((len(weeks.promised), laid.weeks, *rooms[0].shape))
    served = _in_turn if len(laid.due) == 1 else _by_deadline
    for now, missed in enumerate(served(weeks, rooms)):
        for week in laid.counting(now):
            for part, (_, _, by_minute) in zip(late[:, week], weeks.promised, strict=True):
                part += missed * by_minute[week][now - laid.begin(week)]
    found = np.ones(capacity.shape[1:], dtype=bool)
    for part, (rate, total, _) in zip(late, weeks.promised, strict=True):
        found &= np.moveaxis(part, 0, -2).reshape(found.shape) <= (1 - rate + ROUNDING) * total
    return found


class Late:
    """Work that is late, the oldest first; of the last hour for it, `into` has how much came in before an hour."""

    def __init__(self, laid: Laid, shape: tuple[int, ...]) -> None:
        self.aged = laid.aged
        self.into = np.zeros((len(laid.hour) + 1, *shape))
        self.done = np.zeros(shape)

    def urgent(self, now: int, room: Floats) -> Floats:
        """What is left of an hour's room after what is so old that it comes first."""
        taken = np.minimum(np.maximum(self.into[self.aged[now]] - self.done, 0.0), room)
        self.done += taken
        return np.asarray(room - taken)

    def rest(self, now: int, room: Floats, missed: Floats) -> None:
        """Serve late work with what nothing else needed, and take in what the hour left undone."""
        self.done += room
        np.minimum(self.done, self.into[now], out=self.done)
        np.add(self.into[now], missed, out=self.into[now + 1])


def _in_turn(weeks: PooledWeeks, rooms: Chained) -> Iterator[Floats]:
    """[m, chains] minutes of work that each hour, the last for it, leaves undone; of one class of queues.

    It is served in the order of arrival, so one front says all: the work before it is done or late.
    """
    laid, arrived = weeks.laid, weeks.arrived
    overdue = np.searchsorted(laid.due[0], np.arange(len(laid.hour) + 1))
    front = np.zeros(rooms[0].shape)
    late = Late(laid, front.shape)
    for now in range(len(laid.hour)):
        room = late.urgent(now, rooms[now])
        np.maximum(front, arrived[overdue[now]], out=front)
        reached = np.minimum(front + room, arrived[now + 1])
        room -= reached - front
        missed = np.maximum(arrived[overdue[now + 1]] - reached, 0.0)
        late.rest(now, room, missed)
        front = reached
        yield missed


def _by_deadline(weeks: PooledWeeks, rooms: Chained) -> Iterator[Floats]:
    """The same for any classes: the earliest deadline is served first, whatever the class.

    Under that order work due up to some hour is served as if there were no other (preemptive priority), so what is left
    of it follows one line for each hour: `left[d]` is the work due up to d and not yet done.
    """
    laid, known = weeks.laid, 0
    left = np.zeros((len(laid.hour) + 1, *rooms[0].shape))
    late = Late(laid, rooms[0].shape)
    for now in range(len(laid.hour)):
        due = laid.due[:, now]
        furthest = max(known, int(due.max()))
        left[known + 1 : furthest + 1] = left[known]
        known = furthest
        for last, minutes in zip(due, weeks.arriving[:, now], strict=True):
            left[last : known + 1] += minutes
        room = late.urgent(now, rooms[now])
        waiting = left[known].copy()
        part = left[now : known + 1]
        part -= room
        np.maximum(part, 0.0, out=part)
        room -= waiting - left[known]
        late.rest(now, room, left[now])
        left[now + 1 : known + 1] -= left[now]
        yield left[now]
