"""People who step in where the others do not suffice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource, each_counts, nothing_added
from staffing.rules.rule import Ids, Rule, Weight

if TYPE_CHECKING:
    from staffing.rules.model import Model


class LastResort(Rule):
    """Priced by default: each of their shifts costs. For people whose contract guarantees no minutes."""

    rule: Literal["last_resort"] = "last_resort"
    weight: Weight = 30
    people: Ids
    kind: ClassVar = "agent"
    law: ClassVar = "No shift is given to one of `people`."
    unit: ClassVar = "shifts of the last resort"
    names_agents: ClassVar = ("people",)
    example: ClassVar = {"people": ("agent0",)}
    allowed: ClassVar = "-----\nMM-M-"
    forbidden: ClassVar = "--M--\nMM-M-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for agent, day, shift in np.argwhere(roster.work).tolist():
            if problem.agent_names[agent] in self.people:
                note = f"{problem.shift_names[shift]} is given to a last resort"
                yield self.breach(1, note, agent, problem.history_days + day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for agent in np.flatnonzero(np.isin(problem.agent_names, self.people)):
            for day in problem.planned:
                for cell in model.work[agent, day]:
                    if cell:  # 0 is a shift at another site
                        yield Bound(np.array([cell]), high=0, agent=int(agent), day=day)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        adds = nothing_added(problem)
        adds[:, :-1] = problem.agent_names[agent] in self.people
        return each_counts(adds)
