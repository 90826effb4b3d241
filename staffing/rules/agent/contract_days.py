"""Working days a week by contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Flags, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource, per_choice, sum_over
from staffing.rules.rule import Rule
from staffing.rules.words import so_many

if TYPE_CHECKING:
    from staffing.rules.model import Model


class ContractDays(Rule):
    """Days of the contract, less leave days, pro rata in a week in which someone starts or leaves.

    Who consents to overtime may work on more, up to its limit.
    """

    rule: Literal["contract_days"] = "contract_days"
    kind: ClassVar = "agent"
    law: ClassVar = "In every planned week an agent works at most the days due by contract and those of overtime."
    unit: ClassVar = "days over"
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "MMMM-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        works: Flags = np.any(roster.work, axis=2)
        for agent in range(problem.agents):
            for week in range(problem.weeks):
                days = problem.days_of(week)
                worked = int(works[agent, days - problem.history_days].sum())
                due, overtime = int(problem.days_due[agent, week]), int(problem.overtime_days[agent, week])
                if worked > due + overtime:
                    more = f", {overtime} more may be overtime" if overtime else ""
                    note = f"{so_many(worked, 'days worked')}; {due} {'is' if due == 1 else 'are'} due{more}"
                    yield self.breach(worked - due - overtime, note, agent, int(days[0]))

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for week in range(problem.weeks):
            days = problem.days_of(week)
            for agent in range(problem.agents):
                worked = model.work[agent, days].ravel()
                most = int(problem.days_due[agent, week] + problem.overtime_days[agent, week])
                yield Bound(worked, high=most, agent=agent, day=int(days[0]))

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        works, found = per_choice(problem, np.ones_like(problem.shift_start)), []
        for week in range(problem.weeks):
            most = int(problem.days_due[agent, week] + problem.overtime_days[agent, week])
            found.append(sum_over(problem, works, problem.days_of(week), high=most))
        return tuple(found)
