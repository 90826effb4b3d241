"""People who work together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule, Weight

if TYPE_CHECKING:
    from staffing.rules.model import Model


class Together(Rule):
    """A shift that one of them works costs once for each of the others who does not work it. Who is on leave or not
    employed on a day is missed by nobody on it; people of different sites work the same template, each at their own.
    """

    rule: Literal["together"] = "together"
    weight: Weight = 20
    people: Annotated[tuple[str, ...], Field(min_length=2, max_length=100)]
    kind: ClassVar = "team"
    law: ClassVar = "All of `people` who are there on a day work the same shift on it, or none."
    unit: ClassVar = "shifts without the other"
    names_agents: ClassVar = ("people",)
    example: ClassVar = {"people": ("agent0", "agent1")}
    allowed: ClassVar = "MM-N-\nMM-N-"
    forbidden: ClassVar = "MM-N-\nMM-M-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for one, other, at in self._pairs(problem):
            day, templates = at - problem.history_days, problem.shift_template
            same = {int(templates[shift]) for shift in np.flatnonzero(roster.work[other, day])}
            for shift in np.flatnonzero(roster.work[one, day]):
                if int(templates[shift]) not in same:
                    note = f"{problem.shift_names[shift]} without {problem.agent_names[other]}"
                    yield self.breach(1, note, one, at)

    def bounds(self, model: Model) -> Iterator[Bound]:
        templates = model.problem.shift_template
        for one, other, day in self._pairs(model.problem):
            for shift in np.flatnonzero(model.work[one, day]):
                own, others = model.work[one, day, shift], model.work[other, day, templates == templates[shift]]
                signs = np.append(1, np.full(len(others), -1))
                yield Bound(np.append(own, others), signs, high=0, agent=one, day=day)

    def _pairs(self, problem: Problem) -> Iterator[tuple[int, int, int]]:
        """Each of the people, each other one, and each planned day on which both are there."""
        present = problem.employed & ~problem.on_leave
        people = np.flatnonzero(np.isin(problem.agent_names, self.people)).tolist()
        for one, other in permutations(people, 2):
            for day in problem.planned:
                if present[one, day] and present[other, day]:
                    yield one, other, day
