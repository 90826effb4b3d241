"""What rules and engines see of a rostering problem: integers and read-only arrays, no dates, no documents.

Axes: A agents, S shifts, Q queues, K deadline classes, G skill groups, N sites, H days of history, D planned days,
W planned weeks, T intervals. Arrays over days carry the history first: index H is the first planned day. Minutes are
elapsed minutes since the first planned midnight of the first site (so a night with a clock change has its true length);
history is negative. A shift is a template at a site: the same template worked in two zones is two shifts.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from staffing.labour import Labour

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


class OvertimeBracket(NamedTuple):
    """From so many minutes of overtime a week on, an hour costs so many percent of the wage on top of it."""

    after_minutes: int
    extra_percent: int


class Profiles(NamedTuple):
    """Agents with the same skills and the same speed: [A] profile of each, [P] its skill group and speed."""

    of: Integers
    group: Integers
    speed: Integers


def _not_given() -> Any:
    """Stands for an array that is filled in with what holds for one site and one skill group."""
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Demand:
    """Work and what one rostered agent adds to capacity, on a grid of intervals (see docs/concepts.md, Backlog).

    All amounts are minutes of handling. The grid runs over the planned days and then over a tail of E intervals,
    in which the first planned day is repeated, so that the last cases can meet their deadline.
    """

    interval_minutes: int
    class_names: tuple[str, ...]
    """[K] deadline classes: queues with one deadline, one rate and the same people are one class."""
    queue_work: Integers
    """[Q, T] minutes arriving in each planned interval, by queue."""
    queue_class: Integers
    """[Q] class of each queue."""
    work: Integers
    """[K, T] minutes arriving in each planned interval, by class."""
    interval_day: Integers
    """[T] planned day (0 = first) that each interval belongs to."""
    capacity: Integers
    """[D, S, T + E] minutes that one agent of speed 100 on a shift of a planned day adds; E reaches every deadline."""
    base_capacity: Integers
    """[G, T + E] minutes from shifts of the history that run into the plan."""
    deadline: Integers
    """[K] intervals a case may use at most, its own included."""
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
    serving: Flags = field(default_factory=_not_given)
    """[G, K] whether a skill group serves a class; not given: one group serves all."""
    due: Integers = field(default_factory=_not_given)
    """[K, T] last interval in which work that arrives in t can be served on time, rising in t; not given: `deadline`
    counts all hours."""
    rates: Integers = field(default_factory=_not_given)
    """[K] share of the class's work on time in 1/10,000, -1 where it has none of its own; not given: none has."""

    def __post_init__(self) -> None:
        if self.base_capacity.ndim == 1:  # of one group
            object.__setattr__(self, "base_capacity", self.base_capacity[None])

    @cached_property
    def serves(self) -> Flags:
        """[G, K] whether a skill group serves a class."""
        return self.serving if self.serving.size else np.ones((1, len(self.work)), dtype=bool)

    @cached_property
    def last(self) -> Integers:
        """[K, T] last interval in which work that arrives in t can be served on time."""
        if self.due.size:
            return self.due
        last: Integers = np.arange(self.intervals) + self.deadline[:, None] - 1
        reached: Integers = np.minimum(last, self.capacity.shape[2] - 1)
        return reached

    @cached_property
    def own_rate(self) -> Integers:
        """[K] share of a class's work on time in 1/10,000; -1 where it has none of its own."""
        return self.rates if self.rates.size else np.full(len(self.work), -1, dtype=np.int64)

    @property
    def base_total(self) -> Integers:
        """[T + E] minutes of all groups from shifts of the history."""
        total: Integers = self.base_capacity.sum(axis=0)
        return total

    @property
    def age_last(self) -> Integers:
        """[K, T] last interval in which work that arrives in t stays within the maximum age, or is on time at all."""
        limit: Integers = np.maximum(np.arange(self.intervals) + self.maximum_age - 1, self.last)
        return limit

    @property
    def groups(self) -> int:
        """Number of skill groups."""
        return int(self.serves.shape[0])

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
    group: Integers = field(default_factory=_not_given)
    """[A] skill group of each agent."""
    speed: Integers = field(default_factory=_not_given)
    """[A] speed of each agent in percent of the standard handle times: of the mix of work that falls to the agent."""
    site_names: tuple[str, ...] = ("",)
    agent_site: Integers = field(default_factory=_not_given)
    """[A]"""
    shift_site: Integers = field(default_factory=_not_given)
    """[S]"""
    shift_template: Integers = field(default_factory=_not_given)
    """[S] place of the shift's template among those of the team."""
    site_midnights: Integers = field(default_factory=_not_given)
    """[N, H + D + 1] midnights of each site, in minutes since the first planned one of the first site."""
    wage: Integers = field(default_factory=_not_given)
    """[A] cents an hour."""
    premium_names: tuple[str, ...] = ()
    premium: Integers = field(default_factory=_not_given)
    """[premiums, H + D, S] percent x paid minutes of the shift, on top of the wage, by kind of premium."""
    overtime_minutes: Integers = field(default_factory=_not_given)
    """[A, W] paid minutes that may be rostered beyond those due; 0 without consent."""
    overtime_days: Integers = field(default_factory=_not_given)
    """[A, W] working days beyond those due."""
    leave_after: Flags = field(default_factory=_not_given)
    """[A] leave on the day after the plan, into which its last night may not run; not given: nobody's."""
    overtime_pay: tuple[tuple[OvertimeBracket, ...], ...] = ()
    """[N] what the overtime of a week costs on top of the wage, by site; its first bracket begins at 0."""
    labour: Labour = field(default_factory=Labour)
    """What labour rules look at beside; whatever is not given is filled in with nothing of the kind."""
    past_wishes: tuple[Wish, ...] = ()
    """Requests of the days of the history, as `wishes` of the planned ones."""

    def __post_init__(self) -> None:
        agents, shifts = len(self.agent_names), len(self.shift_names)
        defaults = {
            "group": np.zeros(agents, dtype=np.int64),
            "speed": np.full(agents, 100, dtype=np.int64),
            "agent_site": np.zeros(agents, dtype=np.int64),
            "shift_site": np.zeros(shifts, dtype=np.int64),
            "shift_template": np.arange(shifts),
            "site_midnights": self.day_start[None],
            "wage": np.zeros(agents, dtype=np.int64),
            "premium": np.zeros((0, *self.shift_start.shape), dtype=np.int64),
            "overtime_minutes": np.zeros_like(self.minutes_due),
            "overtime_days": np.zeros_like(self.minutes_due),
            "leave_after": np.zeros(agents, dtype=bool),
        }
        for name, value in defaults.items():
            if not getattr(self, name).size:
                object.__setattr__(self, name, value)
        if not self.overtime_pay:
            object.__setattr__(self, "overtime_pay", ((),) * len(self.site_names))
        first = self.history_days if self.history_days < len(self.shift_start) else 0
        clock = np.column_stack([self.shift_start[first], self.shift_end[first]]) - self.day_start[first]
        labour = self.labour.filled(agents, self.shift_names, len(self.site_names), len(self.day_names), clock)
        object.__setattr__(self, "labour", labour)
        for owner in (self, self.demand):
            for each in fields(owner):
                value = getattr(owner, each.name)
                if isinstance(value, np.ndarray):
                    value.setflags(write=False)

    @cached_property
    def profiles(self) -> Profiles:
        """Who counts alike for the work: one skill group at one speed."""
        pairs, of = np.unique(np.column_stack([self.group, self.speed]), axis=0, return_inverse=True)
        return Profiles(of.ravel(), pairs[:, 0], pairs[:, 1])

    @cached_property
    def wishes_of(self) -> tuple[tuple[Wish, ...], ...]:
        """[A] the requests of each agent, in their order."""
        found: list[list[Wish]] = [[] for _ in self.agent_names]
        for wish in self.wishes:
            found[wish.agent].append(wish)
        return tuple(map(tuple, found))

    def capacity_at(self, speed: int) -> Integers:
        """[D, S, T + E] minutes of standard work that one agent of a speed adds.

        Differences of the rounded running total, so that a whole shift is at most half a minute off.
        """
        if speed == 100:
            return self.demand.capacity
        known: dict[int, Integers] = self.__dict__.setdefault("_capacity_at", {})
        if speed not in known:
            reached = (np.cumsum(self.demand.capacity, axis=2) * speed + 50) // 100
            known[speed] = np.diff(reached, axis=2, prepend=0)
        return known[speed]

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
