"""Weekends worked in a month, a week or the whole plan."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Flags, Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.counted import LimitedRule, Limits
from staffing.rules.resource import Resource, sum_over
from staffing.rules.spans import Period, Span, periods, present, weekends
from staffing.rules.weekend_work import begun, worked_before

if TYPE_CHECKING:
    from staffing.rules.model import Model


class WeekendsInPeriod(LimitedRule):
    """A weekend belongs to the period of its last day that is known, and its days before the plan count.

    For somebody who is away on whole weekends of the period `min` is less in proportion, rounded down; so it is in a
    month of which days are not known.
    """

    rule: Literal["weekends_in_period"] = "weekends_in_period"
    period: Period = "month"
    law: ClassVar = "In every `period` an agent works on a day of at least `min` and at most `max` weekends."
    unit: ClassVar = "weekends out of bounds"
    example: ClassVar = {"max": 0, "period": "plan"}
    allowed: ClassVar = "MMM--"
    forbidden: ClassVar = "MM--M"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        works: Flags = np.any(roster.timeline(problem), axis=2)
        for agent in range(problem.agents):
            for span, inside in self._weekends(problem):
                there = sum(any(works[agent, day] for day in weekend) for weekend in inside)
                limits = self._limits(problem, agent, span, inside)
                yield from self.out_of_limits(there, limits, f"weekends {span.name}", agent, int(span.days[-1]))

    def bounds(self, model: Model) -> Iterator[Bound]:
        for agent in range(model.problem.agents):
            for span, inside in self._weekends(model.problem):
                least, most = self._limits(model.problem, agent, span, inside)
                worked = np.array([model.any_of(model.work[agent, weekend]) for weekend in inside])
                yield Bound(worked, low=least, high=most, agent=agent, day=int(span.days[-1]))

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        found = []
        for span, inside in self._weekends(problem):
            adds = begun(problem, agent, inside)
            if adds is None:
                return None
            least, most = self._limits(problem, agent, span, inside)
            past = sum(worked_before(problem, agent, weekend) for weekend in inside)
            found.append(sum_over(problem, adds, np.array(problem.planned), low=least, high=most, start=past))
        return tuple(found)

    def _weekends(self, problem: Problem) -> Iterator[tuple[Span, list[Integers]]]:
        """Every period that has weekends, with those of which the last known day lies in it."""
        for span in periods(problem, self.period):
            inside = [weekend for weekend in weekends(problem) if weekend[-1] in span.days]
            if inside:
                yield span, inside

    def _limits(self, problem: Problem, agent: int, span: Span, inside: list[Integers]) -> Limits:
        there = present(problem, agent)
        begun_before = [worked_before(problem, agent, weekend) for weekend in inside]
        # what the plan can add: weekends without work so far, with a planned day on which the agent is there
        open_ = [bool(there[weekend[weekend >= problem.history_days]].any()) for weekend in inside]
        room = sum(free and not worked for free, worked in zip(open_, begun_before, strict=True))
        known = Fraction(len(span.days), span.length)
        share = known * Fraction(sum(bool(there[weekend].any()) for weekend in inside), len(inside))
        return self.limits(share, sum(begun_before), room)
