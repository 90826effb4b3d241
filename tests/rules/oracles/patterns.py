"""Laws of what follows what, of kinds of shifts, of wishes that stand, and of weeks that are published.

A breach is dated by the day of the (later) shift; a sequence by its last day; kinds of shifts by the last known day of
the period.
"""

from __future__ import annotations

from tests.rules.oracles.counts import periods
from tests.rules.oracles.facts import DAY, Facts
from tests.rules.oracles.line import Line
from tests.rules.oracles.standing import Found, Given


def shift_rotation(facts: Facts, given: Given, line: Line) -> Found:
    """After a shift of `first` a shift of the next day is one of `then`; each that is not."""
    for day, shift in line.rows:
        for earlier in line.stays(day - DAY):
            if earlier in given["first"] and shift not in given.get("then", ()):
                yield day, 1


def forbidden_sequence(facts: Facts, given: Given, line: Line) -> Found:
    """One for each way in which the shifts of the days make the sequence; who is away has no day off."""
    for last in facts.days:
        first = last - (len(given["shifts"]) - 1) * DAY
        if first < facts.first_known:
            continue
        ways = 1
        for number, wanted in enumerate(given["shifts"]):
            day = first + number * DAY
            there = line.stays(day)
            free = not there and facts.present(line.agent, day)
            ways *= {"off": int(free), "any": int(bool(there))}.get(wanted, there.count(wanted))
        if ways:
            yield last, ways


def start_time_difference(facts: Facts, given: Given, line: Line) -> Found:
    """Minutes over between the starts on two days in a row, the shorter way round the clock."""
    for day, shift in line.rows:
        for earlier in line.stays(day - DAY):
            apart = abs(facts.shifts[shift].start - facts.shifts[earlier].start)
            if (over := min(apart, 1440 - apart) - given.get("minutes", 120)) > 0:
                yield day, over


def different_shifts(facts: Facts, given: Given, line: Line) -> Found:
    """Kinds of shifts of a period over the most, or over what the days before the plan hold already."""
    for days in periods(facts, given.get("period", "week")):
        kinds = {shift for day in days for shift in line.stays(day)}
        before = {shift for day in days if day < facts.monday for shift in line.stays(day)}
        if (over := len(kinds) - max(given["max"], len(before))) > 0:
            yield days[-1], over


def preferred_shifts(facts: Facts, given: Given, line: Line) -> Found:
    """Each shift that is not preferred."""
    yield from ((day, 1) for day, shift in line.rows if shift not in given["shifts"])


def unwanted_shifts(facts: Facts, given: Given, line: Line) -> Found:
    """Each shift that is not wanted."""
    yield from ((day, 1) for day, shift in line.rows if shift in given["shifts"])


def last_resort(facts: Facts, given: Given, line: Line) -> Found:
    """Each shift of somebody who is the last resort."""
    yield from ((day, 1) for day, _ in line.rows if line.agent in given["people"])


def free_beside_day_off(facts: Facts, given: Given, line: Line) -> Found:
    """Each shift beside a day asked off, whatever became of that day."""
    asked = {wish.date for wish in facts.requests[line.agent] if wish.want == "off"}
    for day, _ in line.rows:
        before = given.get("before", True) and day + DAY in asked
        after = given.get("after", True) and day - DAY in asked
        if before or after:
            yield day, 1


def published_days_off(facts: Facts, given: Given, line: Line) -> Found:
    """Told off: whoever is there and has no shift on a day of a week in which anybody's shift is published."""
    told = {facts.week_of(day) for rows in facts.published.values() for day, _ in rows}
    own = {day for day, _ in facts.published[line.agent]}
    for day, _ in line.rows:
        if facts.week_of(day) in told and day not in own and facts.present(line.agent, day):
            yield day, 1


def published_changes(facts: Facts, given: Given, line: Line) -> Found:
    """Each published shift that is not kept, and each shift on a day told off."""
    yield from published_days_off(facts, given, line)
    yield from ((day, 1) for day, shift in facts.published[line.agent] if shift not in line.stays(day))


LINES = {
    law.__name__: law
    for law in (
        shift_rotation,
        forbidden_sequence,
        start_time_difference,
        different_shifts,
        preferred_shifts,
        unwanted_shifts,
        last_resort,
        free_beside_day_off,
        published_days_off,
        published_changes,
    )
}
