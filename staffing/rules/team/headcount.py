"""Rules that limit how many people there are, from below, from above or from both sides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from staffing.problem import Problem
from staffing.result import Violation
from staffing.rules.agent.availability import nobody_begins
from staffing.rules.limited import Limited
from staffing.rules.words import so_many

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Weekdays = Annotated[tuple[Weekday, ...], Field(max_length=7)]
"""Days of the week for which a rule holds; none given: all of them."""


class HeadcountRule(Limited):
    """At least `min` and at most `max` people; None: no limit on that side."""

    def out_of_limits(self, there: int, words: str, day: int = -1, *, needed: bool = True) -> Iterator[Violation]:
        """The breach of so many people; `words` say of what, `needed` whether `min` holds at all."""
        people = so_many(there, f"people {words}")
        if self.max is not None and there > self.max:
            yield self.breach(there - self.max, f"{people}; at most {self.max}", day=day)
        if self.min is not None and needed and there < self.min:
            yield self.breach(self.min - there, f"{people}; at least {self.min}", day=day)


def days_on(problem: Problem, weekdays: Weekdays) -> list[int]:
    """Planned days, on the day axis of Problem, that are one of some weekdays; of all where none is given."""
    names = (WEEKDAYS[number] for number in problem.labour.weekday)
    return [day for day, name in enumerate(names) if day in problem.planned and (not weekdays or name in weekdays)]


def can_begin(problem: Problem, day: int, shift: int) -> bool:
    """Whether a shift begins on a day at all: its site is not closed, and no clock change skips it."""
    closed = nobody_begins(problem, int(problem.shift_site[shift]), day)
    return not closed and bool(problem.shift_end[day, shift] > problem.shift_start[day, shift])
