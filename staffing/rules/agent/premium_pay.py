"""What night, weekend, holiday and overtime pay adds to the wage."""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.agent.contract_minutes import paid_in_week
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource, each_counts, per_choice, sum_over
from staffing.rules.rule import Rule, Weight
from staffing.service.pay import bracket_steps, wage_tenths

if TYPE_CHECKING:
    from staffing.rules.model import Model

PARTS = 1000
"""Percent of the wage x tenths of the mean wage that make a minute of mean pay."""


class PremiumPay(Rule):
    """Hours that cost more than others are used only where they buy something.

    Counted in minutes of the team's mean pay, as the rule `paid_hours` counts the wage itself: the premiums of a shift
    to the nearest minute, each bracket of a week's overtime up to the next.
    """

    rule: Literal["premium_pay"] = "premium_pay"
    weight: Weight = 1
    kind: ClassVar = "agent"
    law: ClassVar = "What night, weekend, holiday and overtime pay adds to the wage has a price."
    unit: ClassVar = "minutes of mean pay"
    allowed: ClassVar = "MMM--"
    forbidden: ClassVar = "MM-M-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        wages = wage_tenths(problem)
        for agent in range(problem.agents):
            for day in problem.planned:
                amount, kinds = 0, dict[str, None]()
                for shift in np.flatnonzero(roster.work[agent, day - problem.history_days]):
                    percent_minutes = sum(int(row[day, shift]) for row in problem.premium)
                    amount += (2 * percent_minutes * int(wages[agent]) + PARTS) // (2 * PARTS)
                    kinds |= dict.fromkeys(_kinds(problem, day, np.array([shift])))
                if amount:
                    yield self.breach(amount, f"{' and '.join(kinds)} pay", agent, day)
            for week in range(problem.weeks):
                yield from self._overtime(problem, roster, (agent, int(wages[agent])), week)

    def _overtime(self, problem: Problem, roster: Roster, whose: tuple[int, int], week: int) -> Iterator[Violation]:
        """Of an agent at a wage, in tenths of the mean."""
        agent, wage = whose
        paid, first = paid_in_week(problem, roster, agent, week)
        beyond = paid - int(problem.minutes_due[agent, week])
        for after, percent in bracket_steps(problem.overtime_pay[int(problem.agent_site[agent])]):
            if beyond > after:
                amount = -(-(beyond - after) * percent * wage // PARTS)
                yield self.breach(amount, _overtime_note(after, percent), agent, first)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        tenths = wage_tenths(problem)
        extra = problem.premium.sum(axis=0)
        for agent in range(problem.agents):
            minutes: Integers = (extra * tenths[agent] + PARTS // 2) // PARTS
            for day in problem.planned:
                cells = np.flatnonzero((minutes[day] > 0) & (model.work[agent, day] > 0))
                if len(cells):
                    note = f"{' or '.join(_kinds(problem, day, cells))} pay"
                    work = model.work[agent, day, cells]
                    yield Bound(work, minutes[day, cells], high=0, agent=agent, day=day, note=note)
            for after, percent in bracket_steps(problem.overtime_pay[int(problem.agent_site[agent])]):
                common = gcd(percent * int(tenths[agent]), PARTS)
                factor = percent * int(tenths[agent]) // common
                for week in range(problem.weeks):
                    yield self._bracket(model, (agent, week), after, factor, PARTS // common, percent)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        tenths = int(wage_tenths(problem)[agent])
        minutes: Integers = (problem.premium.sum(axis=0) * tenths + PARTS // 2) // PARTS
        found = [*each_counts(per_choice(problem, minutes))]
        paid = per_choice(problem, np.broadcast_to(problem.credited_minutes, problem.shift_start.shape))
        for after, percent in bracket_steps(problem.overtime_pay[int(problem.agent_site[agent])]):
            factor = percent * tenths
            for week in range(problem.weeks) if factor else ():
                most = factor * (int(problem.minutes_due[agent, week]) + after)
                found.append(sum_over(problem, factor * paid, problem.days_of(week), high=most, step=PARTS))
        return tuple(found)

    def _bracket(self, model: Model, whose: tuple[int, int], after: int, factor: int, step: int, percent: int) -> Bound:
        """Minutes of a week beyond those due and `after`, each worth `factor` / `step` minutes of mean pay."""
        problem, (agent, week) = model.problem, whose
        days = problem.days_of(week)
        paid = factor * np.tile(problem.credited_minutes, len(days))
        most = factor * (int(problem.minutes_due[agent, week]) + after)
        note = _overtime_note(after, percent)
        work = model.work[agent, days].ravel()
        return Bound(work, paid, high=most, step=step, agent=agent, day=int(days[0]), note=note)


def _kinds(problem: Problem, day: int, shifts: Integers) -> list[str]:
    return [n for n, row in zip(problem.premium_names, problem.premium, strict=True) if row[day, shifts].any()]


def _overtime_note(after: int, percent: int) -> str:
    return f"overtime pay: {percent}% more after {after / 60:g} h" if after else f"overtime pay: {percent}% more"
