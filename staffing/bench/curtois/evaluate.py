"""The judge of a roster: what it breaks and what it costs, from the instance alone.

Written from the description of the benchmark, in plain Python on ids; it shares nothing with the problem, the rules or
the engines, so that a fault in one of them cannot hide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from staffing.bench.curtois.instance import Instance, StaffMember

Line = Sequence[str | None]
"""The shift id of each day, or None on a day off."""
Lines = Mapping[str, Line]
"""The line of work of every person, by id."""


def broken(instance: Instance, roster: Lines) -> list[str]:
    """Every hard rule that a roster breaks, as a sentence each; what is no roster of the instance breaks that first."""
    return list(_no_roster(instance, roster)) or [
        f"{member.id} {fault}" for member in instance.staff for fault in _broken_by(instance, member, roster[member.id])
    ]


def objective(instance: Instance, roster: Lines) -> int:
    """What a roster costs: requests that are refused, and people too few or too many."""
    price = 0
    for wanted in instance.on_requests:
        if roster[wanted.staff][wanted.day] != wanted.shift:
            price += wanted.weight
    for unwanted in instance.off_requests:
        if roster[unwanted.staff][unwanted.day] == unwanted.shift:
            price += unwanted.weight
    there = Counter((day, shift) for line in roster.values() for day, shift in enumerate(line))
    for need in instance.cover:
        people = there[need.day, need.shift]
        price += max(0, need.people - people) * need.under + max(0, people - need.people) * need.over
    return price


def _no_roster(instance: Instance, roster: Lines) -> Iterator[str]:
    members, shifts = {member.id for member in instance.staff}, {shift.id for shift in instance.shifts}
    for staff in sorted(members - roster.keys()):
        yield f"{staff} has no line of work"
    for staff in sorted(roster.keys() - members):
        yield f"{staff} is nobody of the instance"
    for staff, line in roster.items():
        if len(line) != instance.days:
            yield f"{staff} has {len(line)} days; the horizon has {instance.days}"
        for day, shift in enumerate(line):
            if shift is not None and shift not in shifts:
                yield f"{staff} works {shift!r} on day {day}, which is no shift"


def _broken_by(instance: Instance, member: StaffMember, line: Line) -> Iterator[str]:
    yield from _successions(instance, line)
    yield from _totals(instance, member, line)
    yield from _runs(member, line)
    weekends = {day // 7 for day, shift in enumerate(line) if shift is not None and day % 7 in (5, 6)}
    if len(weekends) > member.most_weekends:
        yield f"works {len(weekends)} weekends; at most {member.most_weekends}"
    for staff, day in instance.days_off:
        if staff == member.id and line[day] is not None:
            yield f"works on day {day}, a day off"


def _successions(instance: Instance, line: Line) -> Iterator[str]:
    not_next = {shift.id: shift.not_next for shift in instance.shifts}
    for day, (today, tomorrow) in enumerate(pairwise(line)):
        if today is not None and tomorrow in not_next[today]:
            yield f"works {tomorrow} on day {day + 1}, the day after {today}"


def _totals(instance: Instance, member: StaffMember, line: Line) -> Iterator[str]:
    length = {shift.id: shift.minutes for shift in instance.shifts}
    worked = Counter(shift for shift in line if shift is not None)
    for shift, most in member.most_of:
        if worked[shift] > most:
            yield f"works {shift} {worked[shift]} times; at most {most}"
    minutes = sum(length[shift] * times for shift, times in worked.items())
    if minutes > member.most_minutes:
        yield f"works {minutes} minutes; at most {member.most_minutes}"
    if minutes < member.least_minutes:
        yield f"works {minutes} minutes; at least {member.least_minutes}"


def _runs(member: StaffMember, line: Line) -> Iterator[str]:
    """Runs of work and of days off; one that touches the first or the last day may be as short as it likes."""
    begins = 0
    for at_work, days in groupby(line, lambda shift: shift is not None):
        length = len(list(days))
        inside = begins > 0 and begins + length < len(line)
        least = member.least_in_a_row if at_work else member.least_off_in_a_row
        what = "works" if at_work else "is off"
        if at_work and length > member.most_in_a_row:
            yield f"works {length} days in a row from day {begins} on; at most {member.most_in_a_row}"
        if inside and length < least:
            yield f"{what} {length} days in a row from day {begins} on; at least {least}"
        begins += length
