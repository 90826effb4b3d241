"""Paid minutes a week by contract: the least."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.agent.contract_minutes import paid_in_week
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource, per_choice, sum_over
from staffing.rules.rule import LineRule, Weight

if TYPE_CHECKING:
    from staffing.rules.model import Model


class GuaranteedMinutes(LineRule):
    """Priced: people are paid their contract hours, so rostering fewer wastes them."""

    rule: Literal["guaranteed_minutes"] = "guaranteed_minutes"
    weight: Weight = 5
    law: ClassVar = "In every planned week an agent is rostered for at least the paid minutes guaranteed."
    unit: ClassVar = "minutes short"
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "M----"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for agent in range(problem.agents):
            for week in range(problem.weeks):
                paid, first = paid_in_week(problem, roster, agent, week)
                least = int(problem.minutes_guaranteed[agent, week])
                if paid < least:
                    yield self.breach(least - paid, f"{paid} paid minutes of {least} guaranteed", agent, first)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for week in range(problem.weeks):
            days = problem.days_of(week)
            paid = np.tile(problem.credited_minutes, len(days))
            for agent in range(problem.agents):
                least = int(problem.minutes_guaranteed[agent, week])
                if least:
                    yield Bound(model.work[agent, days].ravel(), paid, low=least, agent=agent, day=int(days[0]))

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        paid, found = per_choice(problem, np.broadcast_to(problem.credited_minutes, problem.shift_start.shape)), []
        for week in range(problem.weeks):
            least = int(problem.minutes_guaranteed[agent, week])
            if least:
                found.append(sum_over(problem, paid, problem.days_of(week), low=least))
        return tuple(found)
