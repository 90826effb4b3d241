"""Laws that count over a period or a window: so much at least, so much at most.

A breach is dated by the last day of the period or window that is known: of a month that goes on after the plan, the
plan's last day. The least of a window is asked only where all its days are known.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from tests.rules.oracles.facts import DAY, Facts
from tests.rules.oracles.line import Line
from tests.rules.oracles.standing import Found, Given

Stretch = tuple[date, ...]
Amount = Callable[[date, str], int]


def periods(facts: Facts, period: str) -> Iterator[Stretch]:
    """The known days of every week, month or plan that holds a planned day."""
    if period == "plan":
        yield facts.days
    elif period == "week":
        for first in facts.days[::7]:
            yield tuple(first + n * DAY for n in range(7))
    else:
        for month in sorted({(day.year, day.month) for day in facts.days}):
            yield tuple(day for day in known(facts) if (day.year, day.month) == month)


def windows(facts: Facts, days: int) -> Iterator[Stretch]:
    """So many days up to each planned one, less those of which nothing is known."""
    for last in facts.days:
        window = (last - back * DAY for back in range(days - 1, -1, -1))
        yield tuple(day for day in window if day >= facts.first_known)


def known(facts: Facts) -> Stretch:
    """All days from the first published one on."""
    days = (facts.last - facts.first_known).days + 1
    return facts.remembered("known", lambda: tuple(facts.first_known + n * DAY for n in range(days)))


def counts(shift: str, given: Given, facts: Facts) -> bool:
    """Whether a shift is one of those that the law names: by id, as late ones or those of the night; or all."""
    if given.get("shifts"):
        return shift in given["shifts"]
    if given.get("late") or given.get("night"):
        is_late, is_night = facts.shifts[shift].late, facts.at_night(shift)
        return bool(given.get("late") and is_late) or bool(given.get("night") and is_night)
    return True


def stretches(facts: Facts, given: Given) -> Iterator[Stretch]:
    """Those of the law: `days` makes it one of windows."""
    return windows(facts, given["days"]) if "days" in given else periods(facts, given.get("period", "week"))


class Term(NamedTuple):
    """A stretch, what the days before the plan hold of it, and how much there may and must be of it for somebody."""

    first: date
    last: date
    past: int
    most: int
    least: int


def limited(facts: Facts, given: Given, line: Line, amount: Amount, once: bool = False) -> Found:
    """Held against `min` and `max`, given what each shift of a day is worth; or `once`, each day with one of worth."""
    worth = Counter(dict.fromkeys((day for day, _ in line.rows), 0))
    for day, shift in line.rows:
        worth[day] = max(worth[day], amount(day, shift)) if once else worth[day] + amount(day, shift)
    for term in facts.remembered((line.agent, repr(given)), lambda: list(_terms(facts, given, line, amount))):
        there = term.past + sum(one for day, one in worth.items() if term.first <= day <= term.last)
        if there > term.most:
            yield term.last, there - term.most
        elif there < term.least:
            yield term.last, term.least - there


def _terms(facts: Facts, given: Given, line: Line, amount: Amount) -> Iterator[Term]:
    """What holds for each stretch.

    What the days before the plan hold beyond a limit already is nothing that the plan could mend: it is held against
    what it adds to too much, and to what it could still add to too little.
    """
    for days in stretches(facts, given):
        before = [day for day in days if day < facts.monday]
        past = sum(amount(day, shift) for day in before for shift in line.stays(day))
        least = 0
        if given.get("min") is not None and len(days) >= given.get("days", 0):
            room = sum(max(amount(day, shift) for shift in facts.shifts) for day in days if day >= facts.monday)
            least = min(scaled(facts, given, line.agent, days, amount), past + room)
        most = 10**9 if given.get("max") is None else max(given["max"], past)
        yield Term(days[0], days[-1], past, most, least)


def scaled(facts: Facts, given: Given, agent: str, days: Stretch, amount: Amount) -> int:
    """The least asked of somebody: `min`, in proportion to the days there of those that count, and to a month's days.

    The product is rounded down once.
    """
    counted = [day for day in days if any(amount(day, shift) for shift in facts.shifts)]
    there = sum(facts.present(agent, day) for day in counted)
    return int(given["min"]) * there * len(days) // (max(1, len(counted)) * len(whole(given, days)))


def whole(given: Given, days: Stretch) -> Stretch:
    """All days of the period, known or not."""
    if given.get("period") != "month":
        return days
    year, month = days[-1].year, days[-1].month
    return tuple(date(year, month, n + 1) for n in range(monthrange(year, month)[1]))


def minutes(facts: Facts, given: Given, line: Line) -> Found:
    """Paid minutes."""
    return limited(facts, given, line, lambda day, shift: facts.paid(shift))


def shifts(facts: Facts, given: Given, line: Line) -> Found:
    """Shifts of the kind named."""
    return limited(facts, given, line, lambda day, shift: int(counts(shift, given, facts)))


def days(facts: Facts, given: Given, line: Line) -> Found:
    """Days on which a shift starts."""
    return limited(facts, given, line, lambda day, shift: 1, once=True)


def weekend_minutes(facts: Facts, given: Given, line: Line) -> Found:
    """Paid minutes of shifts that start on a Saturday or Sunday."""
    return limited(facts, given, line, lambda day, shift: facts.paid(shift) if day.weekday() >= 5 else 0)


LINES = {
    "minutes_in_period": minutes,
    "minutes_in_window": minutes,
    "shifts_in_period": shifts,
    "shifts_in_window": shifts,
    "days_in_period": days,
    "days_in_window": days,
    "weekend_minutes_in_period": weekend_minutes,
    "weekend_minutes_in_window": weekend_minutes,
}
