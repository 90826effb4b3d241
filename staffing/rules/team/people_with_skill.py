"""People of a skill on each shift."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import Flags, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.counted import chosen_shifts
from staffing.rules.limited import Limit
from staffing.rules.rule import Rule
from staffing.rules.shift_ids import ids_of
from staffing.rules.team.headcount import can_begin

if TYPE_CHECKING:
    from staffing.rules.model import Model


class PeopleWithSkill(Rule):
    """Without `shifts` on every shift, at each site for itself. Nobody is needed where the shift cannot begin: the site
    is closed, or a clock change skips it.
    """

    rule: Literal["people_with_skill"] = "people_with_skill"
    queue: Annotated[str, Field(max_length=64)]
    shifts: Annotated[tuple[str, ...], Field(max_length=100)] = ()
    min: Limit = 1
    by_name: ClassVar = False
    kind: ClassVar = "team"
    law: ClassVar = "On each of `shifts` on each day at least `min` people work who serve `queue`."
    unit: ClassVar = "persons short"
    names_shifts: ClassVar = ("shifts",)
    names_queues: ClassVar = ("queue",)
    example: ClassVar = {"queue": "q", "shifts": ("M",)}
    allowed: ClassVar = "MMM--\n---MM"
    forbidden: ClassVar = "MMM--\n---M-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        ids, serves = ids_of(problem), self._serves(problem)
        for day in problem.planned:
            for shift in range(problem.shifts):
                if (self.shifts and ids[shift] not in self.shifts) or not can_begin(problem, day, shift):
                    continue
                working = np.flatnonzero(roster.work[:, day - problem.history_days, shift])
                there = sum(bool(serves[problem.group[agent]]) for agent in working)
                if there < self.min:
                    who = "person who serves" if there == 1 else "people who serve"
                    note = f"{there} {who} {self.queue} on {problem.shift_names[shift]}; at least {self.min}"
                    yield self.breach(self.min - there, note, day=day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        profiles = self._serves(problem)[problem.profiles.group]
        for shift in chosen_shifts(problem, self.shifts).nonzero()[0].tolist():
            for day in problem.planned:
                if can_begin(problem, day, shift):
                    people = np.append(model.people[profiles, day - problem.history_days, shift], 0)
                    note = f"too few who serve {self.queue} on {problem.shift_names[shift]}"
                    yield Bound(people, low=self.min, day=day, note=note)

    def _serves(self, problem: Problem) -> Flags:
        """[G] whether people of a skill group serve the queue."""
        queue = problem.demand.queue_class[problem.queue_names.index(self.queue)]
        serves: Flags = problem.demand.serves[:, queue]
        return serves
