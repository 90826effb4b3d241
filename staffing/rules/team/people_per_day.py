"""People at work on each day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.team.headcount import HeadcountRule, Weekdays, can_begin, days_on

if TYPE_CHECKING:
    from staffing.rules.model import Model


class PeoplePerDay(HeadcountRule):
    """A night shift counts on the day it starts. Nobody is needed on a day on which no shift can begin anywhere."""

    rule: Literal["people_per_day"] = "people_per_day"
    weekdays: Weekdays = ()
    by_name: ClassVar = False
    kind: ClassVar = "team"
    law: ClassVar = "On each of `weekdays` at least `min` and at most `max` people of the team start a shift."
    unit: ClassVar = "persons out of bounds"
    example: ClassVar = {"max": 1}
    allowed: ClassVar = "MMM--\n---NN"
    forbidden: ClassVar = "MMM--\n--NNN"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for day in days_on(problem, self.weekdays):
            there = sum(bool(line.any()) for line in roster.work[:, day - problem.history_days])
            yield from self.out_of_limits(there, "at work", day, needed=_is_open(problem, day))

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for day in days_on(problem, self.weekdays):
            least = self.min if _is_open(problem, day) else None
            people = model.people[:, day - problem.history_days].ravel()  # nobody works two shifts on a day
            yield Bound(people, low=least, high=self.max, day=day)


def _is_open(problem: Problem, day: int) -> bool:
    """Whether any shift begins on a day."""
    return any(can_begin(problem, day, shift) for shift in range(problem.shifts))
