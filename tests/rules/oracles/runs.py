"""Laws of runs of days, of weekends, and of days off.

What goes too far is dated by each day beyond; what is too short by the first day after it; counts by the last known day
of the period; weekends by their last known day; a window by its last day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from tests.rules.oracles.counts import Stretch, counts, known, periods, whole
from tests.rules.oracles.facts import DAY, Facts
from tests.rules.oracles.line import Line
from tests.rules.oracles.standing import Found, Given


def _runs(facts: Facts, inside: Callable[[date], bool]) -> Iterator[Stretch]:
    """Known days in a row on which something is so."""
    run: list[date] = []
    for day in known(facts):
        if inside(day):
            run.append(day)
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _too_long(facts: Facts, most: int, inside: Callable[[date], bool]) -> Found:
    for run in _runs(facts, inside):
        yield from ((day, 1) for day in run[most:] if day >= facts.monday)


def _too_short(facts: Facts, least: int, inside: Callable[[date], bool], cut: Callable[[date], bool]) -> Found:
    """Runs of which both ends are known, that end within the plan, and that no absence touches."""
    for run in _runs(facts, inside):
        before, after = run[0] - DAY, run[-1] + DAY
        ended = facts.monday <= after <= facts.last and before >= facts.first_known
        if len(run) < least and ended and not any(map(cut, (before, *run, after))):
            yield after, least - len(run)


def min_consecutive_days(facts: Facts, given: Given, line: Line) -> Found:
    """Days by which a run of work is too short."""
    least = given.get("days", 2)
    yield from _too_short(facts, least, line.worked.__contains__, lambda day: not facts.present(line.agent, day))


def consecutive_shifts(facts: Facts, given: Given, line: Line) -> Found:
    """Days on the shifts named: each beyond the most in a row, and those by which a run is too short."""

    def on(day: date) -> bool:
        return any(counts(shift, given, facts) for shift in line.stays(day))

    if given.get("max") is not None:
        yield from _too_long(facts, given["max"], on)
    if given.get("min") is not None:
        yield from _too_short(facts, given["min"], on, lambda day: not facts.present(line.agent, day))


def consecutive_days_off(facts: Facts, given: Given, line: Line) -> Found:
    """Days off: each beyond the most in a row, leave left out; and those by which a run, leave included, is short."""

    def off(day: date) -> bool:
        return facts.employed(line.agent, day) and not line.stays(day)

    if given.get("max") is not None:
        yield from _too_long(facts, given["max"], lambda day: off(day) and not facts.away(line.agent, day))
    if given.get("min") is not None:
        yield from _too_short(facts, given["min"], off, lambda day: not facts.employed(line.agent, day))


def days_off_in_period(facts: Facts, given: Given, line: Line) -> Found:
    """Days off of a period, leave among them: at most so many and the days of leave, which is not held against it."""
    for days in periods(facts, given.get("period", "week")):
        there = [day for day in days if facts.employed(line.agent, day)]
        free = [day for day in there if not line.stays(day)]
        past = sum(day < facts.monday for day in free)
        leave = sum(facts.away(line.agent, day) for day in there)
        if given.get("max") is not None and len(free) > max(given["max"] + leave, past):
            yield days[-1], len(free) - max(given["max"] + leave, past)
        least = (given.get("min") or 0) * len(there) // len(whole(given, days))
        least = min(least, past + sum(day >= facts.monday for day in there))
        if len(free) < least:
            yield days[-1], least - len(free)


def weekends(facts: Facts) -> list[Stretch]:
    """Saturdays and Sundays, as far as they are known."""
    return list(_runs(facts, lambda day: day.weekday() >= 5))


def consecutive_weekends(facts: Facts, given: Given, line: Line) -> Found:
    """Each weekend with work beyond so many in a row, on its first day of work."""
    run = 0
    for weekend in weekends(facts):
        worked = [day for day in weekend if line.stays(day)]
        run = run + 1 if worked else 0
        if run > given.get("max", 2) and worked[0] >= facts.monday:
            yield worked[0], 1


def weekends_in_period(facts: Facts, given: Given, line: Line) -> Found:
    """Weekends with work, in the period of their last known day."""
    for days in periods(facts, given.get("period", "month")):
        inside = [weekend for weekend in weekends(facts) if weekend[-1] in days]
        worked = [[day for day in weekend if line.stays(day)] for weekend in inside]
        past = sum(any(day < facts.monday for day in some) for some in worked)
        both, there = list(zip(inside, worked, strict=True)), sum(map(bool, worked))
        if given.get("max") is not None and there > max(given["max"], past):
            yield days[-1], there - max(given["max"], past)
        if given.get("min") is not None:
            share = sum(any(facts.present(line.agent, day) for day in weekend) for weekend in inside)
            by_month = given.get("period", "month") == "month"
            of = sum(day.weekday() == 6 for day in whole({"period": "month"}, days)) if by_month else len(inside)
            planned = sum(weekend[-1] >= facts.monday for weekend in inside)
            begun = sum(weekend[-1] >= facts.monday and some[:1] < [facts.monday] for weekend, some in both if some)
            least = min(given["min"] * share // max(1, of), past + planned - begun)
            if there < least:
                yield days[-1], least - there


def rest_in_window(facts: Facts, given: Given, line: Line) -> Found:
    """Each window, or week, without one long rest, unless the days before the plan alone leave none."""
    length, rest = given.get("days", 7), timedelta(minutes=given.get("minutes", 2100))
    inside = timedelta(minutes=given["inside"]) if given.get("inside") else rest
    far = timedelta(days=400)
    for last in facts.days:
        first = last - (length - 1) * DAY
        if given.get("rolling", True):
            if first < facts.first_known:
                continue
        elif (last - facts.monday).days % 7 != 6:
            continue
        start, end = facts.instant(first, 0), facts.instant(last + DAY, 0)
        past = [(begin, until) for begin, until, day, _ in line.moments if day < facts.monday]
        for busy in (past, [(begin, until) for begin, until, _, _ in line.moments]):
            gaps, since = [], start - far
            for begin, until in [*sorted(busy), (end + far, end + far)]:
                gaps.append((since, begin))
                since = max(since, until)
            if not any(b - a >= rest and min(b, end) - max(a, start) >= inside for a, b in gaps):
                if busy is not past:
                    yield last, 1
                break


LINES = {
    law.__name__: law
    for law in (
        min_consecutive_days,
        consecutive_shifts,
        consecutive_days_off,
        days_off_in_period,
        consecutive_weekends,
        weekends_in_period,
        rest_in_window,
    )
}
