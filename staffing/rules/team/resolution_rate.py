"""The share of work resolved on time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule, Weight
from staffing.service.fluid import capacity_of, on_time_cohorts, shortfalls

if TYPE_CHECKING:
    from staffing.rules.model import Model


class ResolutionRate(Rule):
    """The promise in fluid form, for each deadline class over the whole plan, with what is open and not late yet."""

    rule: Literal["resolution_rate"] = "resolution_rate"
    weight: Weight = 20
    rate: float = 0.9
    kind: ClassVar = "team"
    law: ClassVar = "Of the work of each deadline class at least the share `rate` is served before its deadline."
    unit: ClassVar = "minutes of work late"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        demand = problem.demand
        kind = np.indices(demand.work.shape)[0]
        cohorts = on_time_cohorts(demand, kind, demand.opening_class)
        floors = _work(problem) - late_allowed(_work(problem), self.rate)
        missing = shortfalls(cohorts, capacity_of(problem, roster), floors)
        for index in np.flatnonzero(missing):
            note = f"{demand.class_names[index]}: {missing[index]} minutes of work late beyond {1 - self.rate:.1%}"
            yield self.breach(missing[index], note)

    def bounds(self, model: Model) -> Iterator[Bound]:
        flow, demand = model.flow, model.problem.demand
        allowed = late_allowed(_work(model.problem), self.rate)
        for kind, name in enumerate(model.problem.demand.class_names):
            savable = (demand.opening_class == kind) & (demand.opening_deadline > 0)
            late = np.concatenate([flow.planned_late[kind], flow.opening_late[savable]])
            yield Bound(late, high=int(allowed[kind]), note=f"{name}: work late beyond {1 - self.rate:.1%}")


def _work(problem: Problem) -> Integers:
    """[K] minutes of work of each class, with the opening backlog that is not late already."""
    demand = problem.demand
    classes = len(problem.demand.class_names)
    savable = np.where(demand.opening_deadline > 0, demand.opening_work, 0)
    opening = np.bincount(demand.opening_class, weights=savable, minlength=classes)
    total: Integers = demand.work.sum(axis=1) + opening.astype(np.int64)
    return total


def late_allowed(work: Integers, share_on_time: float) -> Integers:
    """Minutes that may be late of each amount, rounded down; the share counts in basis points."""
    allowed: Integers = (10_000 - round(share_on_time * 10_000)) * work // 10_000
    return allowed
