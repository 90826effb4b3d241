"""No work older than the maximum age."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule, Weight
from staffing.service.fluid import Cohorts, group_capacity
from staffing.service.max_flow import shortfalls

if TYPE_CHECKING:
    from staffing.rules.model import Model


class MaximumAge(Rule):
    """Late cases must be done too: a rate can be gamed by leaving them open."""

    rule: Literal["maximum_age"] = "maximum_age"
    weight: Weight = 20
    kind: ClassVar = "team"
    of_backlog: ClassVar = True
    by_name: ClassVar = False
    law: ClassVar = "Work that is late is served before it reaches `targets.maximum_age_hours`."
    unit: ClassVar = "minutes of work too old"
    allowed: ClassVar = "MMM-M"
    forbidden: ClassVar = "MMM--"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        demand = problem.demand
        cohorts = _aging(problem)
        capacity = group_capacity(problem, roster)[:, : demand.intervals]
        too_old = int(shortfalls(cohorts, capacity, cohorts.work.sum(keepdims=True), demand.serves).sum())
        too_old += int(demand.opening_work[demand.opening_age_limit <= 0].sum())
        if too_old:
            yield self.breach(too_old, f"{too_old} minutes of work pass the maximum age unserved")

    def bounds(self, model: Model) -> Iterator[Bound]:
        yield Bound(model.flow.given_up.ravel(), high=0, note="work passes the maximum age unserved")


def _aging(problem: Problem) -> Cohorts:
    """The work that reaches the maximum age inside the plan; younger work may wait beyond it."""
    demand = problem.demand
    classes, intervals = demand.work.shape
    first = np.concatenate([np.zeros(len(demand.opening_work), dtype=np.int64), np.tile(np.arange(intervals), classes)])
    last = np.concatenate([demand.opening_age_limit - 1, demand.age_last.ravel()])
    work = np.concatenate([demand.opening_work, demand.work.ravel()])
    kind = np.concatenate([demand.opening_class, np.repeat(np.arange(classes), intervals)])
    due = (last >= 0) & (last < intervals) & (work > 0)
    return Cohorts(first[due], last[due], work[due], np.zeros(int(due.sum()), dtype=np.int64), kind[due])
