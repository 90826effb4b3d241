"""Paid time beyond what is guaranteed."""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.agent.contract_minutes import paid_in_week
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource, per_choice, sum_over
from staffing.rules.rule import Rule, Weight
from staffing.service.pay import wage_tenths

if TYPE_CHECKING:
    from staffing.rules.model import Model


class PaidHours(Rule):
    """Hours that need not be paid are used only where they buy something.

    A minute counts as much as the agent's wage is of the team's mean wage, in tenths; minutes round up by the week.
    """

    rule: Literal["paid_hours"] = "paid_hours"
    weight: Weight = 1
    kind: ClassVar = "team"
    law: ClassVar = "Paid minutes beyond those guaranteed by contract have a price, in proportion to the wage."
    unit: ClassVar = "paid minutes"
    allowed: ClassVar = "MM---"
    forbidden: ClassVar = "MMM--"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for agent, tenths in enumerate(map(int, wage_tenths(problem))):
            for week in range(problem.weeks):
                paid, first = paid_in_week(problem, roster, agent, week)
                extra = paid - int(problem.minutes_guaranteed[agent, week])
                if extra > 0:
                    yield self.breach(
                        -(-extra * tenths // 10), f"{extra} paid minutes beyond those guaranteed", agent, first
                    )

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem, wages = model.problem, wage_tenths(model.problem)
        for week in range(problem.weeks):
            days = problem.days_of(week)
            paid = np.tile(problem.credited_minutes, len(days))
            for agent in range(problem.agents):
                common = gcd(int(wages[agent]), 10)
                factor, least = int(wages[agent]) // common, int(problem.minutes_guaranteed[agent, week])
                work, first = model.work[agent, days].ravel(), int(days[0])
                yield Bound(work, factor * paid, high=factor * least, step=10 // common, agent=agent, day=first)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        paid = per_choice(problem, np.broadcast_to(problem.credited_minutes, problem.shift_start.shape))
        tenths = int(wage_tenths(problem)[agent])
        common, found = gcd(tenths, 10), []
        for week in range(problem.weeks):
            most = tenths // common * int(problem.minutes_guaranteed[agent, week])
            of_week = sum_over(problem, tenths // common * paid, problem.days_of(week), high=most, step=10 // common)
            found.append(of_week)
        return tuple(found)
