"""What rules and engines see of a rostering problem: integers and read-only arrays, no dates, no documents.

Axes: A agents, S shifts, Q queues, K deadline classes, H days of history, D planned days, W planned weeks, T intervals.
Arrays over days carry the history first: index H is the first planned day. Minutes are elapsed minutes since the
first planned midnight (so a night with a clock change has its true length); history is negative.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

OFF = -1
"""No shift on that day."""


class Wish(NamedTuple):
    """A request: `shift` is wanted, or (`avoid`) not wanted; with shift OFF the day off is wanted."""

    agent: int
    day: int
    shift: int
    avoid: bool
    weight: int


class CoverStretch(NamedTuple):
    """A stretch of open time with one set of shifts on queue throughout, and the people it needs.

    `cells` are the (day, shift) pairs on queue, `present` the people already there from the history. For messages: the
    planned day in which it starts, and its local times.
    """

    start: int
    end: int
    people: int
    present: int
    cells: tuple[tuple[int, int], ...]
    day: int = 0
    span: str = ""


@dataclass(frozen=True, eq=False)
class Demand:
    """Work and what one rostered agent adds to capacity, on a grid of intervals (see docs/concepts.md, Backlog).

    All amounts are minutes of handling. The grid runs over the planned days and then over a tail of E intervals,
    in which the first planned day is repeated, so that the last cases can meet their deadline.
    """

    interval_minutes: int
    class_names: tuple[str, ...]
    """[K] deadline classes: queues with one deadline are served by it, so the plan cannot favour one of them."""
    queue_work: Integers
    """[Q, T] minutes arriving in each planned interval, by queue."""
    queue_class: Integers
    """[Q] class of each queue."""
    work: Integers
    """[K, T] minutes arriving in each planned interval, by class."""
    interval_day: Integers
    """[T] planned day (0 = first) that each interval belongs to."""
    capacity: Integers
    """[D, S, T + E] minutes that one agent on a shift of a planned day adds; E reaches every deadline."""
    base_capacity: Integers
    """[T + E] minutes from shifts of the history that run into the plan."""
    deadline: Integers
    """[K] intervals a case may use, its own included."""
    maximum_age: int
    """Intervals after which late work must have been done."""
    opening_class: Integers
    """[N] class of each opening cohort."""
    opening_work: Integers
    """[N] minutes of each opening cohort."""
    opening_deadline: Integers
    """[N] intervals left to be on time; 0 or less: already late."""
    opening_age_limit: Integers
    """[N] intervals left until the maximum age; 0 or less: already above it."""

    @property
    def intervals(self) -> int:
        """Planned intervals, without the tail."""
        return int(self.work.shape[1])


@dataclass(frozen=True, eq=False)
class Problem:
    """One team's rostering problem."""

    agent_names: tuple[str, ...]
    shift_names: tuple[str, ...]
    queue_names: tuple[str, ...]
    day_names: tuple[str, ...]
    history_days: int
    day_start: Integers
    """[H + D + 1] midnights, in minutes since the first planned one."""
    week: Integers
    """[H + D] planned week of each day; negative in the history."""
    weekend: Flags
    """[H + D]"""
    shift_start: Integers
    """[H + D, S]"""
    shift_end: Integers
    """[H + D, S]"""
    paid_minutes: Integers
    """[H + D, S] true minutes paid."""
    credited_minutes: Integers
    """[S] minutes a shift counts against the contract: by the clock, whatever a clock change makes of a night."""
    late: Flags
    """[S] shifts that count as late ones."""
    history: Integers
    """[A, H] shift worked on each day before the plan, or OFF."""
    contract_allows: Flags
    """[A, S]"""
    available: Flags
    """[A, H + D, S] by the agent's availability pattern."""
    on_leave: Flags
    """[A, H + D]"""
    employed: Flags
    """[A, H + D]"""
    contract_days: Integers
    """[A] days a week by contract."""
    days_due: Integers
    """[A, W] working days a week may hold: by contract, less leave, pro rata for a week begun or ended."""
    minutes_due: Integers
    """[A, W] paid minutes a week may hold, likewise."""
    minutes_guaranteed: Integers
    """[A, W] paid minutes a week should hold, likewise."""
    pins: Integers
    """[A, D] shift already published, or OFF where nothing is."""
    wishes: tuple[Wish, ...]
    cover: tuple[CoverStretch, ...]
    demand: Demand

    def __post_init__(self) -> None:
        for owner in (self, self.demand):
            for field in fields(owner):
                value = getattr(owner, field.name)
                if isinstance(value, np.ndarray):
                    value.setflags(write=False)

    @property
    def agents(self) -> int:
        """Number of agents."""
        return len(self.agent_names)

    @property
    def shifts(self) -> int:
        """Number of shift templates."""
        return len(self.shift_names)

    @property
    def days(self) -> int:
        """Number of planned days."""
        return len(self.day_names) - self.history_days

    @property
    def planned(self) -> range:
        """Indices of the planned days on the day axis."""
        return range(self.history_days, self.history_days + self.days)

    def days_of(self, week: int) -> Integers:
        """Indices on the day axis of a planned week."""
        return np.flatnonzero(self.week == week)

    def intervals_of(self, week: int) -> Integers:
        """Planned intervals of the demand grid that belong to a planned week."""
        return np.flatnonzero(self.week[self.history_days + self.demand.interval_day] == week)

    @property
    def weeks(self) -> int:
        """Number of planned weeks."""
        return int(self.days_due.shape[1])
