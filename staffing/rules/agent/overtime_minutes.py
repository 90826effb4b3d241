"""Overtime of a week or a month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple, Self

import numpy as np
from pydantic import Field, model_validator

from staffing.labour import Consent
from staffing.problem import Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.contracted import ByContractDays, days_entry
from staffing.rules.resource import Counter, Resource, in_history, per_choice
from staffing.rules.rule import LineRule
from staffing.rules.spans import Span, periods

if TYPE_CHECKING:
    from staffing.rules.model import Model


class _Stretch(NamedTuple):
    """A period with its days, and the weeks that end in it: of each the days that are known."""

    span: Span
    weeks: tuple[Integers, ...]


class OvertimeMinutes(LineRule):
    """Overtime is what each day has beyond the normal day, and what the rest of a week has beyond the normal week.

    Of a month each day counts in its own, the rest of a week in the one in which it ends. What the days before the plan
    alone have beyond the limit is no breach of the plan, which must then add none.
    """

    rule: Literal["overtime_minutes"] = "overtime_minutes"
    period: Literal["week", "month"] = "week"
    max: Annotated[int, Field(ge=0, le=44_640)]
    by_contract_days: ByContractDays = Field(default_factory=dict)
    """The normal day, for contracts of so many days a week; without it only the week counts."""
    week: Annotated[int, Field(ge=0, le=10_080)] | None = None
    """The normal week; None: only the days count."""
    holidays: bool = True
    """Whether shifts that start on public holidays count."""
    rest_days: bool = True
    """Whether work on days beyond those of the contract counts.

    Without it a week counts only where its full normal days alone have more than `week`.
    """
    consent: Consent | None = "overtime"
    """Those who have not agreed to it may work no overtime."""
    law: ClassVar = (
        "In every `period` an agent works at most `max` minutes beyond the normal day and the normal `week`, and none "
        "without consent."
    )
    unit: ClassVar = "minutes of overtime over"
    example: ClassVar = {"max": 480, "week": 960, "consent": None}
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "MMMM-"

    @model_validator(mode="after")
    def _measured(self) -> Self:
        if self.week is None and not self.by_contract_days:
            raise ValueError("has neither week nor by_contract_days; say what is normal with at least one of them")
        return self

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        timeline = roster.timeline(problem).astype(np.int64)
        for agent, (most, day, week) in enumerate(self._limits(problem, range(problem.agents))):
            minutes = (timeline[agent] * self._counted(problem, agent)).sum(axis=1)
            for span, weeks in self._stretches(problem):
                there = _overtime(minutes, span, weeks, day, week)
                before = np.where(np.arange(len(minutes)) < problem.history_days, minutes, 0)
                limit = max(most, _overtime(before, span, weeks, day, week))
                if there > limit:
                    note = f"{there} minutes of overtime {span.name}; at most {limit}"
                    yield self.breach(there - limit, note, agent, int(span.days[-1]))

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem, past = model.problem, model.problem.history_days
        for agent, (most, day, week) in enumerate(self._limits(problem, range(problem.agents))):
            counted = self._counted(problem, agent)
            normal, beyond = np.minimum(counted, day), np.maximum(0, counted - day)
            worked = model.work[agent] == 1  # the constants of the history
            worked[past:] = False
            for span, weeks in self._stretches(problem):
                cells = [model.work[agent, span.days].ravel()]
                factors = [beyond[span.days].ravel()]
                before = int((worked[span.days] * beyond[span.days]).sum())
                for days in weeks if week is not None else ():
                    limit = week or 0
                    extra = model.excess(model.work[agent, days].ravel(), normal[days].ravel(), limit)
                    cells.append(np.array([extra]))
                    factors.append(np.ones(1, dtype=np.int64))
                    before += max(0, int((worked[days] * normal[days]).sum()) - limit)
                high = max(most, before)
                variables, coefficients = np.concatenate(cells), np.concatenate(factors)
                yield Bound(variables, coefficients, high=high, agent=agent, day=int(span.days[-1]))

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        (most, day, week), *_ = self._limits(problem, [agent])
        if week is not None:  # the days' part and the week's cannot be one sum
            return None
        beyond = np.maximum(0, self._counted(problem, agent) - day)
        adds, before = per_choice(problem, beyond), in_history(problem, agent, beyond)
        found = []
        for span in periods(problem, self.period):
            inside = np.isin(np.arange(problem.history_days, len(problem.day_names)), span.days)
            past = int(before[span.days[span.days < problem.history_days]].sum())
            last = int(span.days[-1]) - problem.history_days
            adds_here = np.where(inside[:, None], adds, 0)
            found.append(Counter.of(adds_here, at=last, high=max(most, past), start=past))
        return tuple(found)

    def _limits(self, problem: Problem, agents: Iterable[int]) -> Iterator[tuple[int, int, int | None]]:
        """Of each of some agents: overtime at most, the normal day, and the normal week where it counts."""
        agreed = problem.labour.consented(self.consent) if self.consent else np.ones(problem.agents, dtype=bool)
        table = self.by_contract_days
        for agent in agents:
            day, full = 1440, 0
            if table:
                entry = days_entry(table, int(problem.contract_days[agent]))
                day, full = table[entry], table[entry] * entry
            counts = self.week is not None and (self.rest_days or full > self.week)
            yield self.max if agreed[agent] else 0, day, self.week if counts else None

    def _counted(self, problem: Problem, agent: int) -> Integers:
        """[H + D, S] minutes of work that a shift of each day counts."""
        counted = np.tile(problem.credited_minutes, (len(problem.day_names), 1))
        if not self.holidays:
            counted[problem.labour.holiday[problem.agent_site[agent]]] = 0
        return counted

    def _stretches(self, problem: Problem) -> Iterator[_Stretch]:
        every = [np.flatnonzero(problem.week == number) for number in np.unique(problem.week)]
        for span in periods(problem, self.period):
            yield _Stretch(span, tuple(days for days in every if days[-1] in span.days))


def _overtime(minutes: Integers, span: Span, weeks: tuple[Integers, ...], day: int, week: int | None) -> int:
    """Minutes of overtime of a period, of [H + D] minutes of work."""
    beyond = sum(max(0, int(minutes[each]) - day) for each in span.days)
    for days in weeks if week is not None else ():
        beyond += max(0, sum(min(day, int(minutes[each])) for each in days) - (week or 0))
    return beyond
