"""Stretches of days over which rules count: periods of the calendar, and rolling windows that look back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from staffing.problem import Integers, Problem

Period = Literal["week", "month", "plan"]


class Span(NamedTuple):
    """Days on the day axis of Problem (history first), in order, of which the last is planned, and what they are."""

    days: Integers
    name: str


def periods(problem: Problem, period: Period) -> Iterator[Span]:
    """Every period that holds a planned day, with the days of it that are known.

    A week is a planned week. A month is one of the calendar; it counts the days of the history that belong to it, and
    of a month that goes on after the plan the days up to the plan's end.
    """
    planned = np.array(problem.planned)
    if period == "plan":
        yield Span(planned, "in the plan")
    elif period == "week":
        for week in range(problem.weeks):
            days = problem.days_of(week)
            yield Span(days, f"in the week of {problem.day_names[days[0]]}")
    else:
        month = problem.labour.month
        for number in dict.fromkeys(month[planned].tolist()):
            days = np.flatnonzero(month == number)
            inside = days[days >= problem.history_days]
            yield Span(days, f"in the month of {problem.day_names[inside[0]]}")


def windows(problem: Problem, days: int) -> Iterator[Span]:
    """Every stretch of so many days that ends on a planned day; a shorter one where the history does not reach back.

    What is not known counts as nothing: a limit from above is not broken by it, and one from below should use
    `whole_windows`.
    """
    for last in problem.planned:
        first = max(0, last - days + 1)
        yield Span(np.arange(first, last + 1), f"in the {days} days up to {problem.day_names[last]}")


def whole_windows(problem: Problem, days: int) -> Iterator[Span]:
    """Those of the windows that are known in full."""
    return (span for span in windows(problem, days) if len(span.days) == days)
