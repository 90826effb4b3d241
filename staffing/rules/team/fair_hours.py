"""Hours shared fairly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Flags, Integers, Problem
from staffing.roster import Roster
from staffing.rules.rule import Weight
from staffing.rules.team.fair_rule import FairRule, Terms
from staffing.rules.team.fairness import WHOLE, Past, days_able, memory, remembered

if TYPE_CHECKING:
    from staffing.rules.model import Model


class FairHours(FairRule):
    """Paid hours by the clock, shared by hours due: by contract, less leave, pro rata for weeks begun or ended."""

    rule: Literal["fair_hours"] = "fair_hours"
    weight: Weight = 2
    law: ClassVar = (
        "Nobody is rostered for more paid hours, remembered and planned, than the share of hours due by contract; "
        "each whole one above counts one more than the one before."
    )
    unit: ClassVar = "hours over, rising"
    allowed: ClassVar = "MMM--\nMM-M-"
    forbidden: ClassVar = "MMMM-\nMM---"
    things: ClassVar = "hours"

    def past(self, problem: Problem) -> Past:
        counted = memory(problem, self.half_life_weeks)
        worth = np.broadcast_to(problem.credited_minutes, problem.available.shape)
        due = problem.minutes_due.sum(axis=1) + self._due_before(problem, counted)
        return Past(remembered(problem, worth, counted), (due + 30) // 60, size=60)

    def _due_before(self, problem: Problem, counted: Integers) -> Integers:
        """[A] remembered minutes that were due before the plan: of contract days, by the days an agent was there."""
        past = slice(problem.history_days)
        everything: Flags = np.ones_like(problem.available)
        there = (days_able(problem, everything) * counted)[:, past].sum(axis=1)
        days, minutes = problem.days_due.sum(axis=1), problem.minutes_due.sum(axis=1)
        for agent in np.flatnonzero(days == 0):  # away for the whole plan: a day of contract is one of its shifts
            allowed = problem.credited_minutes[problem.contract_allows[agent]]
            days[agent], minutes[agent] = max(1, len(allowed)), allowed.sum()
        due: Integers = there * problem.contract_days * minutes // (7 * WHOLE * days)
        return due

    def planned(self, problem: Problem, roster: Roster) -> Integers:
        carried = [0] * problem.agents
        for agent, _, shift in np.argwhere(roster.work).tolist():
            carried[agent] += int(problem.credited_minutes[shift])
        return np.array(carried, dtype=np.int64)

    def carried(self, problem: Problem) -> Integers:
        shape = problem.agents, problem.days, problem.shifts + 1
        return np.broadcast_to(np.append(problem.credited_minutes, 0), shape)

    def terms(self, model: Model) -> Iterator[Terms]:
        problem = model.problem
        for cells in model.work[:, problem.history_days :]:
            there = np.nonzero(cells)
            yield Terms(cells[there], problem.credited_minutes[there[1]])
