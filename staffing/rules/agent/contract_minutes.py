"""Paid minutes a week by contract: the most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource, per_choice, sum_over
from staffing.rules.rule import Rule

if TYPE_CHECKING:
    from staffing.rules.model import Model


class ContractMinutes(Rule):
    """Minutes of the contract, less leave, pro rata in a week in which someone starts or leaves.

    Who consents to overtime may be rostered for more, up to its limit. A shift counts by the clock, so that the hour of
    a clock change does not cost a night worker a shift.
    """

    rule: Literal["contract_minutes"] = "contract_minutes"
    kind: ClassVar = "agent"
    law: ClassVar = (
        "In every planned week an agent is rostered for at most the paid minutes due by contract and those of overtime."
    )
    unit: ClassVar = "minutes over"
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "MMMM-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for agent in range(problem.agents):
            for week in range(problem.weeks):
                paid, first = paid_in_week(problem, roster, agent, week)
                due, overtime = int(problem.minutes_due[agent, week]), int(problem.overtime_minutes[agent, week])
                if paid > due + overtime:
                    more = f", {overtime} more may be overtime" if overtime else ""
                    yield self.breach(paid - due - overtime, f"{paid} paid minutes; {due} are due{more}", agent, first)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for week in range(problem.weeks):
            days = problem.days_of(week)
            paid = np.tile(problem.credited_minutes, len(days))
            for agent in range(problem.agents):
                most = int(problem.minutes_due[agent, week] + problem.overtime_minutes[agent, week])
                yield Bound(model.work[agent, days].ravel(), paid, high=most, agent=agent, day=int(days[0]))

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        paid, found = per_choice(problem, np.broadcast_to(problem.credited_minutes, problem.shift_start.shape)), []
        for week in range(problem.weeks):
            most = int(problem.minutes_due[agent, week] + problem.overtime_minutes[agent, week])
            found.append(sum_over(problem, paid, problem.days_of(week), high=most))
        return tuple(found)


def paid_in_week(problem: Problem, roster: Roster, agent: int, week: int) -> tuple[int, int]:
    """Paid minutes of an agent in a planned week, as the contract counts them, and that week's first day."""
    days = problem.days_of(week)
    paid = 0
    for day in days:
        for shift in range(problem.shifts):
            if roster.work[agent, day - problem.history_days, shift]:
                paid += int(problem.credited_minutes[shift])
    return paid, int(days[0])
