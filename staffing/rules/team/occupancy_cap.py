"""How busy the people on queue may be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule, Weight
from staffing.service.fluid import capacity_of

if TYPE_CHECKING:
    from staffing.rules.model import Model


class OccupancyCap(Rule):
    """Against the week's whole work, not the part served: leaving work undone does not make anybody less busy."""

    rule: Literal["occupancy_cap"] = "occupancy_cap"
    weight: Weight = 3
    share: float = 0.85
    kind: ClassVar = "team"
    by_name: ClassVar = False
    law: ClassVar = "In every planned week the work that arrives is at most the share `share` of the capacity on queue."
    unit: ClassVar = "minutes of capacity short"
    allowed: ClassVar = "MMMM-"
    forbidden: ClassVar = "MMM--"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        demand = problem.demand
        capacity = capacity_of(problem, roster)[: demand.intervals]
        for week in range(problem.weeks):
            there = int(capacity[problem.intervals_of(week)].sum())
            needed = self._needed(problem, week)
            if there < needed:
                note = f"{there} minutes of capacity; {needed} keep occupancy at {self.share:.0%}"
                yield self.breach(needed - there, note, day=problem.history_days + 7 * week)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem, demand, profiles = model.problem, model.problem.demand, model.problem.profiles
        for week in range(problem.weeks):
            inside = problem.intervals_of(week)
            added = np.array([problem.capacity_at(int(speed))[:, :, inside].sum(axis=2) for speed in profiles.speed])
            low = self._needed(problem, week) - int(demand.base_total[inside].sum())
            yield Bound(model.people[added > 0], added[added > 0], low=low, day=problem.history_days + 7 * week)

    def _needed(self, problem: Problem, week: int) -> int:
        work = int(problem.demand.work[:, problem.intervals_of(week)].sum())
        return -(-work * 10_000 // round(self.share * 10_000))
