"""Stretches of days over which rules count: periods of the calendar, and rolling windows that look back."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from staffing.problem import Flags, Integers, Problem
from staffing.rules.words import so_many

Period = Literal["week", "month", "plan"]


class Span(NamedTuple):
    """Days on the day axis of Problem (history first), in order, of which the last is planned, and what they are."""

    days: Integers
    name: str
    length: int
    """Days of the whole stretch, known or not; 0 where too little of it is known for a limit from below."""


def periods(problem: Problem, period: Period) -> Iterator[Span]:
    """Every period that holds a planned day, with the days of it that are known.

    A week is a planned week. A month is one of the calendar; it counts the days of the history that belong to it, and
    of a month that goes on after the plan the days up to the plan's end.
    """
    planned = np.array(problem.planned)
    if period == "plan":
        yield Span(planned, "in the plan", len(planned))
    elif period == "week":
        for week in range(problem.weeks):
            days = problem.days_of(week)
            yield Span(days, f"in the week of {problem.day_names[days[0]]}", len(days))
    else:
        month = problem.labour.month
        for number in dict.fromkeys(month[planned].tolist()):
            days = np.flatnonzero(month == number)
            inside = days[days >= problem.history_days]
            length = max(len(days), _days_of_month(number))
            yield Span(days, f"in the month of {problem.day_names[inside[0]]}", length)


def _days_of_month(number: int) -> int:
    """Days of a month by its number, 12 x year + month; leap years come again after 400."""
    year, month = divmod(number - 1, 12)
    return monthrange(2000 + year % 400, month + 1)[1]


def windows(problem: Problem, days: int) -> Iterator[Span]:
    """Every stretch of so many days that ends on a planned day; a shorter one where the history does not reach back.

    What is not known counts as nothing: a limit from above is not broken by it, and one from below is for
    `whole_windows`.
    """
    for last in problem.planned:
        first = max(0, last - days + 1)
        known = last - first + 1 == days
        yield Span(
            np.arange(first, last + 1), f"in the {so_many(days, 'days')} up to {problem.day_names[last]}", days * known
        )


def whole_windows(problem: Problem, days: int) -> Iterator[Span]:
    """Those of the windows that are known in full."""
    return (span for span in windows(problem, days) if len(span.days) == days)


def weekends(problem: Problem) -> list[Integers]:
    """The days of each weekend on the day axis, in order: weekend days that follow each other, history included."""
    days = np.flatnonzero(problem.weekend)
    if not len(days):
        return []
    return np.split(days, np.flatnonzero(np.diff(days) > 1) + 1)


def present(problem: Problem, agent: int) -> Flags:
    """[H + D] days on which an agent is employed and not on leave."""
    there: Flags = problem.employed[agent] & ~problem.on_leave[agent]
    return there
