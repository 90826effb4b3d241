"""Paid time beyond what is guaranteed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.agent.contract_minutes import paid_in_week
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule, Weight

if TYPE_CHECKING:
    from staffing.rules.model import Model


class PaidHours(Rule):
    """Hours that need not be paid are used only where they buy something."""

    rule: Literal["paid_hours"] = "paid_hours"
    weight: Weight = 1
    kind: ClassVar = "team"
    law: ClassVar = "Paid minutes beyond those guaranteed by contract have a price."
    unit: ClassVar = "paid minutes"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for agent in range(problem.agents):
            for week in range(problem.weeks):
                paid, first = paid_in_week(problem, roster, agent, week)
                extra = paid - int(problem.minutes_guaranteed[agent, week])
                if extra > 0:
                    yield self.breach(extra, f"{extra} paid minutes beyond those guaranteed", agent, first)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for week in range(problem.weeks):
            days = problem.days_of(week)
            paid = np.tile(problem.credited_minutes, len(days))
            for agent in range(problem.agents):
                least = int(problem.minutes_guaranteed[agent, week])
                yield Bound(model.work[agent, days].ravel(), paid, high=least, agent=agent, day=int(days[0]))
