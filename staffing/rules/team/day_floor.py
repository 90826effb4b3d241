"""The least share of each day's work on time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Demand, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule, Weight
from staffing.rules.team.resolution_rate import late_allowed
from staffing.service.fluid import group_capacity, on_time_cohorts
from staffing.service.max_flow import shortfalls

if TYPE_CHECKING:
    from staffing.rules.model import Model


class DayFloor(Rule):
    """A weekly target alone would put all lateness on one day."""

    rule: Literal["day_floor"] = "day_floor"
    weight: Weight = 10
    rate: float = 0.8
    kind: ClassVar = "team"
    of_backlog: ClassVar = True
    by_name: ClassVar = False
    law: ClassVar = (
        "Of the work that arrives on a day at least the share `rate` is served on time, for each deadline class."
    )
    unit: ClassVar = "minutes of work late"
    allowed: ClassVar = "MMMMM"
    forbidden: ClassVar = "MMM-M"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        demand, days = problem.demand, problem.days
        group = np.indices(demand.work.shape)[0] * days + demand.interval_day
        nowhere = np.full(len(demand.opening_work), len(problem.demand.class_names) * days)
        cohorts = on_time_cohorts(demand, group, nowhere)
        work = np.bincount(group.ravel(), weights=demand.work.ravel(), minlength=nowhere.max(initial=0) + 1)
        work = work.astype(np.int64)
        rates = [self._rate(demand, kind) for kind in range(len(demand.class_names))]
        allowed = [late_allowed(minutes, rate) for minutes, rate in zip(work, np.repeat(rates, days), strict=False)]
        floors = work - np.array([*allowed, *work[len(allowed) :]])
        missing = shortfalls(cohorts, group_capacity(problem, roster), floors, demand.serves)
        for index in np.flatnonzero(missing):
            kind, day = divmod(int(index), days)
            at = problem.history_days + day
            late = f"{missing[index]} minutes of work late beyond {1 - self._rate(demand, kind):.1%}"
            yield self.breach(missing[index], f"{demand.class_names[kind]}: {late}", day=at)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem, demand = model.problem, model.problem.demand
        for kind, name in enumerate(problem.demand.class_names):
            rate = self._rate(demand, kind)
            for day in range(problem.days):
                inside = np.flatnonzero(demand.interval_day == day)
                allowed = late_allowed(demand.work[kind, inside].sum(), rate)
                note = f"{name}: work late beyond {1 - rate:.1%}"
                variables = model.flow.planned_late[kind, inside]
                yield Bound(variables, high=int(allowed), day=problem.history_days + day, note=note)

    def _rate(self, demand: Demand, kind: int) -> float:
        """A class that promises less than the floor over the week keeps its own rate on each day."""
        own = int(demand.own_rate[kind])
        return self.rate if own < 0 else min(self.rate, own / 10_000)
