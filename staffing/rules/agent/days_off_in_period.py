"""Days off in a week, a month or the whole plan."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import OFF, Flags, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.counted import LimitedRule, Limits
from staffing.rules.resource import Resource, nothing_added, sum_over
from staffing.rules.spans import Period, Span, periods

if TYPE_CHECKING:
    from staffing.rules.model import Model


class DaysOffInPeriod(LimitedRule):
    """A day off is a day of the employment on which no shift starts.

    Leave counts as off for `min`, and `max` grows by its days. For somebody who starts or leaves in the period `min` is
    less in proportion, rounded down.
    """

    rule: Literal["days_off_in_period"] = "days_off_in_period"
    period: Period = "week"
    law: ClassVar = "In every `period` an agent has at least `min` and at most `max` days off."
    unit: ClassVar = "days off out of bounds"
    example: ClassVar = {"min": 2}
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "MMMM-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        works: Flags = np.any(roster.timeline(problem), axis=2)
        for agent in range(problem.agents):
            for span in periods(problem, self.period):
                off = sum(bool(problem.employed[agent, day]) and not works[agent, day] for day in span.days)
                limits = self._limits(problem, agent, span)
                yield from self.out_of_limits(off, limits, f"days off {span.name}", agent, int(span.days[-1]))

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for agent in range(problem.agents):
            for span in periods(problem, self.period):
                days = span.days[problem.employed[agent, span.days]]
                least, most = self._limits(problem, agent, span)
                fewest = None if most is None else len(days) - most  # days worked are those that are not off
                highest = None if least is None else len(days) - least
                if len(days):
                    worked = model.work[agent, days].ravel()
                    yield Bound(worked, low=fewest, high=highest, agent=agent, day=int(span.days[-1]))

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        off, found = nothing_added(problem), []
        off[:, -1] = problem.employed[agent, problem.history_days :]
        for span in periods(problem, self.period):
            least, most = self._limits(problem, agent, span)
            start = self._off_before(problem, agent, span)
            found.append(sum_over(problem, off, span.days, low=least, high=most, start=start))
        return tuple(found)

    def _limits(self, problem: Problem, agent: int, span: Span) -> Limits:
        employed = problem.employed[agent, span.days]
        past, room = self._off_before(problem, agent, span), int(employed[span.days >= problem.history_days].sum())
        least, most = self.limits(Fraction(int(employed.sum()), span.length), past, room)
        leave = int((employed & problem.on_leave[agent, span.days]).sum())
        return Limits(least, None if self.max is None else max(self.max + leave, most or 0))

    @staticmethod
    def _off_before(problem: Problem, agent: int, span: Span) -> int:
        """Days off of the span that lie before the plan."""
        days = span.days[span.days < problem.history_days]
        return int((problem.employed[agent, days] & (problem.history[agent, days] == OFF)).sum())
