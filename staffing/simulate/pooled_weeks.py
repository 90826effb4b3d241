"""Random weeks laid one after the other, so that each begins with the work that the weeks before it left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

BEFORE = 8
"""Weeks worked before the first that counts, from no open cases on. Late work is cleared within the maximum age."""
A_CHAIN = 8
"""Weeks that count in one chain, where their number can be divided by it; one where no weeks come before."""


@dataclass(frozen=True, eq=False)
class Laid:
    """T hours: `before` weeks, the `weeks` that count, and as long as their last cases may wait.

    The n random weeks are dealt to chains of `weeks`, the first n / weeks of them being the first of each chain; before
    a chain comes the one beside it, after it the other. `hour`, `week`, `shift` [T]: the hour of the week, which week
    of a chain, and of the chain how far to the left. `due` [K, T]: the last of the T hours in which the work of one is
    on time, by classes of queues with the same deadlines; T where it lies beyond. `queue_class` [Q]. `aged` [T]: before
    which last hour late work is so old that it comes first.
    """

    before: int
    weeks: int
    hours: int
    hour: Ints
    week: Ints
    shift: Ints
    due: Ints
    queue_class: Ints
    aged: Ints
    longest: int

    def begin(self, week: int) -> int:
        """The first of the T hours of a week of a chain."""
        return (self.before + week) * self.hours

    def counting(self, now: int) -> range:
        """The weeks that count of which cases may be due in one of the T hours."""
        first = (now - self.hours - self.longest) // self.hours + 1 - self.before
        return range(max(0, first), min(self.weeks, now // self.hours + 1 - self.before))


def lay_out(last: Ints, replications: int, urgent_hours: int, before: int) -> Laid:
    """Chains of the weeks; `last` [Q, H], `urgent_hours` and `before` as in `PooledWeeks`."""
    hours = last.shape[1]
    weeks = A_CHAIN if before and replications % A_CHAIN == 0 else 1
    wait = np.clip(last - np.arange(hours), 0, hours)
    longest = int(wait.max()) + 1
    steps = np.arange((before + weeks) * hours + longest)
    number = steps // hours - before
    own, queue_class = np.unique(wait, axis=0, return_inverse=True)
    due = np.minimum(steps + own[:, steps % hours], len(steps))
    # where a closed day makes a later case due earlier, the one before it is as good as due then too
    due = np.minimum.accumulate(due[:, ::-1], axis=1)[:, ::-1]
    return Laid(
        before=before,
        weeks=weeks,
        hours=hours,
        hour=steps % hours,
        week=number % weeks,
        shift=-(number // weeks),
        due=due,
        queue_class=queue_class.reshape(-1),
        aged=_aged(due, urgent_hours),
        longest=longest,
    )


def _aged(due: Ints, urgent_hours: int) -> Ints:
    """Where classes with different deadlines are due in one hour, their mean age counts."""
    steps = due.shape[1]
    count = np.bincount(due.ravel(), minlength=steps + 1)[:steps]
    total = np.bincount(due.ravel(), np.tile(np.arange(steps), len(due)), minlength=steps + 1)[:steps]
    came = np.maximum.accumulate(np.where(count > 0, total / np.maximum(count, 1), 0.0))
    aged = np.searchsorted(came, np.arange(steps) - urgent_hours, side="right")
    return np.minimum(aged, np.arange(steps)).astype(np.int64)


class Chained:
    """Values [H, ..., n] of the random weeks, read by one of the T hours: [..., chains]."""

    def __init__(self, values: Floats, laid: Laid) -> None:
        own = values.reshape(*values.shape[:-1], laid.weeks, -1)
        chains, most = own.shape[-1], int(laid.shift.max())
        beside = np.arange(-most, chains - int(laid.shift.min())) % chains
        self._values = np.take(own, beside, axis=-1)
        first = most - laid.shift
        self._places = [
            (hour, ..., week, slice(begin, begin + chains))
            for hour, week, begin in zip(laid.hour.tolist(), laid.week.tolist(), first.tolist(), strict=True)
        ]

    def __getitem__(self, now: int) -> Floats:
        return np.asarray(self._values[self._places[now]])
