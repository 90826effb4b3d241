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
from staffing.service.fluid import Cohorts, capacity_of, serve_oldest_savable

if TYPE_CHECKING:
    from staffing.rules.model import Model


class MaximumAge(Rule):
    """Late cases must be done too: a rate can be gamed by leaving them open."""

    rule: Literal["maximum_age"] = "maximum_age"
    weight: Weight = 20
    kind: ClassVar = "team"
    law: ClassVar = "Work that is late is served before it reaches `targets.maximum_age_hours`."
    unit: ClassVar = "minutes of work too old"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        demand = problem.demand
        served, _ = serve_oldest_savable(cohorts := _aging(problem), capacity_of(problem, roster)[: demand.intervals])
        too_old = int((cohorts.work - served).sum())
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
    last = np.concatenate(
        [demand.opening_age_limit - 1, np.tile(np.arange(intervals), classes) + demand.maximum_age - 1]
    )
    work = np.concatenate([demand.opening_work, demand.work.ravel()])
    due = (last >= 0) & (last < intervals) & (work > 0)
    return Cohorts(first[due], last[due], work[due], np.zeros(int(due.sum()), dtype=np.int64))
