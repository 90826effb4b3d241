"""People on each shift."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.counted import chosen_shifts
from staffing.rules.shift_ids import ids_of
from staffing.rules.team.headcount import HeadcountRule, Weekdays, can_begin, days_on

if TYPE_CHECKING:
    from staffing.rules.model import Model


class PeoplePerShift(HeadcountRule):
    """Without `shifts` and `weekdays` of every shift on every day, at each site for itself. Nobody is needed where the
    shift cannot begin: the site is closed, or a clock change skips it.
    """

    rule: Literal["people_per_shift"] = "people_per_shift"
    shifts: Annotated[tuple[str, ...], Field(max_length=100)] = ()
    weekdays: Weekdays = ()
    by_name: ClassVar = False
    kind: ClassVar = "team"
    law: ClassVar = "On each of `shifts` on each of `weekdays` at least `min` and at most `max` people work."
    unit: ClassVar = "persons out of bounds"
    names_shifts: ClassVar = ("shifts",)
    example: ClassVar = {"max": 1}
    allowed: ClassVar = "MMM--\nNNN--"
    forbidden: ClassVar = "MMM--\nNNM--"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        ids = ids_of(problem)
        for day in days_on(problem, self.weekdays):
            for shift in range(problem.shifts):
                if self.shifts and ids[shift] not in self.shifts:
                    continue
                there = sum(bool(on) for on in roster.work[:, day - problem.history_days, shift])
                needed = can_begin(problem, day, shift)
                yield from self.out_of_limits(there, f"on {problem.shift_names[shift]}", day, needed=needed)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        chosen = chosen_shifts(problem, self.shifts).nonzero()[0]
        for day in days_on(problem, self.weekdays):
            for shift in chosen.tolist():
                least = self.min if can_begin(problem, day, shift) else None
                people = model.people[:, day - problem.history_days, shift]
                note = f"people on {problem.shift_names[shift]} out of bounds"
                yield Bound(people, low=least, high=self.max, day=day, note=note)
