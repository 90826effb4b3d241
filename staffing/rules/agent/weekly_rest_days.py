"""Rest days in each week."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.labour import Consent
from staffing.problem import Flags, Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.contracted import ContractDays, by_contract_days
from staffing.rules.resource import Counter, Resource, nothing_added
from staffing.rules.rule import LineRule
from staffing.rules.words import so_many

if TYPE_CHECKING:
    from staffing.rules.model import Model


class WeeklyRestDays(LineRule):
    """A rest day is a day on which no shift starts."""

    rule: Literal["weekly_rest_days"] = "weekly_rest_days"
    days: Annotated[int, Field(ge=0, le=7)] = 1
    by_contract_days: dict[ContractDays, Annotated[int, Field(ge=0, le=7)]] = Field(default_factory=dict)
    """In place of `days`, for contracts of so many days a week."""
    consent: Consent | None = None
    """Whoever has agreed to it may work on one of the rest days."""
    law: ClassVar = (
        "In every planned week an agent has at least `days` days on which no shift starts, or those of the contract's "
        "days a week, and with `consent` one less."
    )
    unit: ClassVar = "days short"
    example: ClassVar = {"by_contract_days": {5: 2, 6: 1}}
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "MMMM-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        works: Flags = np.any(roster.work, axis=2)
        for agent, due in enumerate(self._due(problem).tolist()):
            for week in range(problem.weeks):
                days = problem.days_of(week)
                rest = sum(not works[agent, day - problem.history_days] for day in days)
                if rest < due:
                    note = f"{so_many(rest, 'rest days')} in the week of {problem.day_names[days[0]]}"
                    yield self.breach(due - rest, f"{note}; at least {due}", agent, int(days[0]))

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem, due = model.problem, self._due(model.problem)
        for week in range(problem.weeks):
            days = problem.days_of(week)
            for agent in range(problem.agents):
                worked = model.work[agent, days].ravel()
                yield Bound(worked, high=len(days) - int(due[agent]), agent=agent, day=int(days[0]))

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        found, due = [], int(self._due(problem)[agent])
        for week in range(problem.weeks):
            days = problem.days_of(week) - problem.history_days
            adds = nothing_added(problem)
            adds[days, :-1] = 1
            found.append(Counter.of(adds, at=int(days[-1]), high=len(days) - due))
        return tuple(found)

    def _due(self, problem: Problem) -> Integers:
        """[A] rest days a week of each agent."""
        due = by_contract_days(problem, self.by_contract_days, self.days)
        if self.consent is not None:
            due = due - problem.labour.consented(self.consent)
        return np.maximum(0, due)
