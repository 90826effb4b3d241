"""The least share of each day's work on time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule, Weight
from staffing.rules.team.resolution_rate import late_allowed
from staffing.service.fluid import capacity_of, on_time_cohorts, shortfalls

if TYPE_CHECKING:
    from staffing.rules.model import Model


class DayFloor(Rule):
    """A weekly target alone would put all lateness on one day."""

    rule: Literal["day_floor"] = "day_floor"
    weight: Weight = 10
    rate: float = 0.8
    kind: ClassVar = "team"
    law: ClassVar = (
        "Of the work that arrives on a day at least the share `rate` is served on time, for each deadline class."
    )
    unit: ClassVar = "minutes of work late"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        demand, days = problem.demand, problem.days
        group = np.indices(demand.work.shape)[0] * days + demand.interval_day
        nowhere = np.full(len(demand.opening_work), len(problem.demand.class_names) * days)
        cohorts = on_time_cohorts(demand, group, nowhere)
        work = np.bincount(group.ravel(), weights=demand.work.ravel(), minlength=nowhere.max(initial=0) + 1)
        work = work.astype(np.int64)
        floors = work - late_allowed(work, self.rate)
        missing = shortfalls(cohorts, capacity_of(problem, roster), floors)
        for index in np.flatnonzero(missing):
            kind, day = divmod(int(index), days)
            at = problem.history_days + day
            note = f"{demand.class_names[kind]}: {missing[index]} minutes of work late beyond {1 - self.rate:.1%}"
            yield self.breach(missing[index], note, day=at)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem, demand = model.problem, model.problem.demand
        for kind, name in enumerate(problem.demand.class_names):
            for day in range(problem.days):
                inside = np.flatnonzero(demand.interval_day == day)
                allowed = late_allowed(demand.work[kind, inside].sum(), self.rate)
                note = f"{name}: work late beyond {1 - self.rate:.1%}"
                variables = model.flow.planned_late[kind, inside]
                yield Bound(variables, high=int(allowed), day=problem.history_days + day, note=note)
