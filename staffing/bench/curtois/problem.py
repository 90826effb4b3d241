"""An instance as a Problem and its rules: the engines know nothing of where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np

from staffing.bench.curtois.cover import Needed, PricedCover
from staffing.bench.curtois.instance import Instance, ShiftType, StaffMember
from staffing.bench.curtois.successions import ForbiddenSuccessions
from staffing.problem import OFF, Demand, Flags, Problem, Wish
from staffing.rules import Rule
from staffing.rules.agent.allowed_shifts import AllowedShifts
from staffing.rules.agent.availability import AvailabilityPattern
from staffing.rules.agent.consecutive_days_off import ConsecutiveDaysOff
from staffing.rules.agent.max_consecutive_days import MaxConsecutiveDays
from staffing.rules.agent.min_consecutive_days import MinConsecutiveDays
from staffing.rules.agent.minutes_in_period import MinutesInPeriod
from staffing.rules.agent.one_shift_a_day import OneShiftADay
from staffing.rules.agent.requests import Requests
from staffing.rules.agent.shifts_in_period import ShiftsInPeriod
from staffing.rules.agent.weekends_in_period import WeekendsInPeriod
from staffing.rules.applied import Applied
from staffing.rules.rule import LineRule

V = TypeVar("V")

DAY = 1440


def problem_of(instance: Instance) -> Problem:
    """The problem of an instance: without history and demand, every shift from a midnight on.

    A fixed day off is one on which nobody is available, and not leave: in the benchmark it is a day off like any other,
    which neither excuses a short run nor lessens the minutes wanted.
    """
    people, days, shifts = len(instance.staff), instance.days, len(instance.shifts)
    weeks, minutes = -(-days // 7), np.array([shift.minutes for shift in instance.shifts])
    midnights = np.arange(days + 1) * DAY
    starts = np.repeat(midnights[:-1, None], shifts, axis=1)
    return Problem(
        agent_names=tuple(member.id for member in instance.staff),
        shift_names=tuple(shift.id for shift in instance.shifts),
        queue_names=(),
        day_names=tuple(f"day {day}" for day in range(days)),
        history_days=0,
        day_start=midnights,
        week=np.arange(days) // 7,
        weekend=np.arange(days) % 7 >= 5,
        shift_start=starts,
        shift_end=starts + minutes,
        paid_minutes=np.repeat(minutes[None], days, axis=0),
        credited_minutes=minutes,
        late=np.zeros(shifts, dtype=bool),
        history=np.zeros((people, 0), dtype=np.int64),
        contract_allows=_allowed(instance),
        available=_available(instance),
        on_leave=np.zeros((people, days), dtype=bool),
        employed=np.ones((people, days), dtype=bool),
        contract_days=np.full(people, 7),
        days_due=np.full((people, weeks), 7),
        minutes_due=np.full((people, weeks), 7 * DAY),
        minutes_guaranteed=np.zeros((people, weeks), dtype=np.int64),
        pins=np.full((people, days), OFF),
        wishes=tuple(_wishes(instance)),
        cover=(),
        demand=_no_demand(days, shifts),
    )


def rules_of(instance: Instance) -> tuple[Rule, ...]:
    """The rules of an instance; a limit is one rule for all people who share it, and none where it cannot bind."""
    number = {shift.id: index for index, shift in enumerate(instance.shifts)}
    pairs = tuple((number[shift.id], number[name]) for shift in instance.shifts for name in shift.not_next)
    needs = tuple(Needed(need.day, number[need.shift], need.people, need.under, need.over) for need in instance.cover)
    return (
        OneShiftADay(),
        AllowedShifts(),
        AvailabilityPattern(),
        *([ForbiddenSuccessions(pairs=pairs)] if pairs else []),
        *_limits(instance),
        Requests(weight=1),
        PricedCover(needs=needs),
    )


def _limits(instance: Instance) -> Iterator[Rule]:
    days, staff = instance.days, instance.staff
    longest = days * max(shift.minutes for shift in instance.shifts)
    weekends = len({day // 7 for day in range(days) if day % 7 >= 5})
    yield from _shared(
        staff,
        lambda who: who.most_in_a_row if who.most_in_a_row < days else None,
        lambda most: MaxConsecutiveDays(days=most),
    )
    yield from _shared(
        staff,
        lambda who: who.least_in_a_row if who.least_in_a_row > 1 else None,
        lambda least: MinConsecutiveDays(days=least),
    )
    yield from _shared(
        staff,
        lambda who: who.least_off_in_a_row if who.least_off_in_a_row > 1 else None,
        lambda least: ConsecutiveDaysOff(min=least),
    )
    yield from _shared(
        staff,
        lambda who: who.most_weekends if who.most_weekends < weekends else None,
        lambda most: WeekendsInPeriod(period="plan", max=most),
    )
    yield from _shared(
        staff,
        lambda who: _minutes(who, longest),
        lambda ends: MinutesInPeriod(period="plan", min=ends[0], max=ends[1]),
    )
    for shift in instance.shifts:
        yield from _most_of_shift(instance, shift)


def _most_of_shift(instance: Instance, shift: ShiftType) -> Iterator[Rule]:
    """The maxima of one shift; one of 0 is no rule but a contract without the shift."""

    def limit(who: StaffMember) -> int | None:
        most, possible = dict(who.most_of)[shift.id], min(instance.days, who.most_minutes // shift.minutes)
        return most if 0 < most < possible else None

    return _shared(instance.staff, limit, lambda most: ShiftsInPeriod(period="plan", shifts=(shift.id,), max=most))


def _shared(
    staff: Sequence[StaffMember], limit: Callable[[StaffMember], V | None], rule: Callable[[V], LineRule]
) -> Iterator[Rule]:
    """A rule for each limit that somebody has: for those who have it, or as it stands where everybody has."""
    holders: dict[V, list[str]] = {}
    for member in staff:
        value = limit(member)
        if value is not None:
            holders.setdefault(value, []).append(member.id)
    for value, names in holders.items():
        whole = rule(value)
        yield whole if len(names) == len(staff) else Applied.of(whole, whole.rule, agents=tuple(names))


def _minutes(member: StaffMember, longest: int) -> tuple[int | None, int | None] | None:
    """The least and the most minutes as far as they say anything; None where neither does."""
    least = member.least_minutes or None
    most = member.most_minutes if member.most_minutes < longest else None
    return None if least is None and most is None else (least, most)


def _allowed(instance: Instance) -> Flags:
    return np.array(
        [[dict(member.most_of)[shift.id] > 0 for shift in instance.shifts] for member in instance.staff], dtype=bool
    )


def _available(instance: Instance) -> Flags:
    available = np.ones((len(instance.staff), instance.days, len(instance.shifts)), dtype=bool)
    number = {member.id: index for index, member in enumerate(instance.staff)}
    for staff, day in instance.days_off:
        available[number[staff], day] = False
    return available


def _wishes(instance: Instance) -> Iterator[Wish]:
    people = {member.id: index for index, member in enumerate(instance.staff)}
    shifts = {shift.id: index for index, shift in enumerate(instance.shifts)}
    for requests, avoid in ((instance.on_requests, False), (instance.off_requests, True)):
        for each in requests:
            if each.weight:
                yield Wish(people[each.staff], each.day, shifts[each.shift], avoid, each.weight)


def _no_demand(days: int, shifts: int) -> Demand:
    """No queue, no case: nothing of the rules asks for it."""
    nothing = np.zeros(0, dtype=np.int64)
    return Demand(
        interval_minutes=DAY,
        class_names=(),
        queue_work=np.zeros((0, 0), dtype=np.int64),
        queue_class=nothing,
        work=np.zeros((0, 0), dtype=np.int64),
        interval_day=nothing,
        capacity=np.zeros((days, shifts, 0), dtype=np.int64),
        base_capacity=nothing,
        deadline=nothing,
        maximum_age=0,
        opening_class=nothing,
        opening_work=nothing,
        opening_deadline=nothing,
        opening_age_limit=nothing,
    )
