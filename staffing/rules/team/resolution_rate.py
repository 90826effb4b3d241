"""The share of work resolved on time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Demand, Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule, Weight
from staffing.service.fluid import group_capacity, on_time_cohorts
from staffing.service.max_flow import shortfalls

if TYPE_CHECKING:
    from staffing.rules.model import Model


class ResolutionRate(Rule):
    """The promise in fluid form, for each deadline class over the whole plan, with what is open and not late yet.

    A class with a rate of its own keeps that. `easing` is the part of each class's permitted lateness that is left:
    below 1 the plan is asked for more than is promised.
    """

    rule: Literal["resolution_rate"] = "resolution_rate"
    weight: Weight = 20
    rate: float = 0.9
    easing: float = 1.0
    kind: ClassVar = "team"
    of_backlog: ClassVar = True
    by_name: ClassVar = False
    law: ClassVar = (
        "Of the work of each deadline class at least the share `rate`, or its own, is served before its deadline."
    )
    unit: ClassVar = "minutes of work late"
    allowed: ClassVar = "MMMMM"
    forbidden: ClassVar = "MMM-M"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        demand = problem.demand
        kind = np.indices(demand.work.shape)[0]
        cohorts = on_time_cohorts(demand, kind, demand.opening_class)
        floors = _work(problem) - self._allowed(problem)
        missing = shortfalls(cohorts, group_capacity(problem, roster), floors, demand.serves)
        for index in np.flatnonzero(missing):
            late = f"{missing[index]} minutes of work late beyond {self._share_late(demand, index):.1%}"
            yield self.breach(missing[index], f"{demand.class_names[index]}: {late}")

    def bounds(self, model: Model) -> Iterator[Bound]:
        flow, demand = model.flow, model.problem.demand
        allowed = self._allowed(model.problem)
        for kind, name in enumerate(demand.class_names):
            savable = (demand.opening_class == kind) & (demand.opening_deadline > 0)
            late = np.concatenate([flow.planned_late[kind], flow.opening_late[savable]])
            note = f"{name}: work late beyond {self._share_late(demand, kind):.1%}"
            yield Bound(late, high=int(allowed[kind]), note=note)

    def _share_late(self, demand: Demand, kind: int | np.integer) -> float:
        """The share of a class's work that may be late."""
        own = int(demand.own_rate[kind])
        return self.easing * (1 - (self.rate if own < 0 else own / 10_000))

    def _allowed(self, problem: Problem) -> Integers:
        """[K] minutes that may be late."""
        work = _work(problem)
        late = [late_allowed(work[kind], 1 - self._share_late(problem.demand, kind)) for kind in range(len(work))]
        return np.array(late, dtype=np.int64)


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
