"""Leave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource, each_counts, nothing_added
from staffing.rules.rule import Rule

if TYPE_CHECKING:
    from staffing.rules.model import Model


class LeaveDays(Rule):
    """A night shift that runs into a leave day breaks it as well."""

    rule: Literal["leave"] = "leave"
    kind: ClassVar = "agent"
    law: ClassVar = "No minute of a shift falls on a leave day."
    unit: ClassVar = "leave days"
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "MMM--"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for agent, day, shift in np.argwhere(roster.work):
            at = problem.history_days + int(day)
            start, end = problem.shift_start[at, shift], problem.shift_end[at, shift]
            midnights = problem.site_midnights[problem.agent_site[agent]]
            for leave_day in np.flatnonzero(problem.on_leave[agent]):
                if start < midnights[leave_day + 1] and end > midnights[leave_day]:
                    note = f"{problem.shift_names[shift]} falls on leave on {problem.day_names[leave_day]}"
                    yield self.breach(1, note, int(agent), at)
            if problem.leave_after[agent] and end > midnights[-1]:
                note = f"{problem.shift_names[shift]} runs into leave on the day after the plan"
                yield self.breach(1, note, int(agent), at)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for agent in range(problem.agents):
            if not problem.on_leave[agent].any() and not problem.leave_after[agent]:
                continue
            for day in problem.planned:
                for shift in range(problem.shifts):
                    touched = self._leave_days_touched(problem, agent, day, shift)
                    if touched:
                        cell = model.work[agent, day, [shift]]
                        yield Bound(cell, high=0, amount=touched, agent=agent, day=day)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        adds = nothing_added(problem)
        if not problem.on_leave[agent].any() and not problem.leave_after[agent]:
            return ()
        for day, shift in np.ndindex(problem.days, problem.shifts):
            adds[day, shift] = self._leave_days_touched(problem, agent, problem.history_days + day, shift)
        return each_counts(adds)

    @staticmethod
    def _leave_days_touched(problem: Problem, agent: int, day: int, shift: int) -> int:
        midnights = problem.site_midnights[problem.agent_site[agent]]
        away = np.append(problem.on_leave[agent], problem.leave_after[agent])
        ends_after_start = np.append(midnights[1:] > problem.shift_start[day, shift], True)  # no shift begins later
        begins_before_end = midnights < problem.shift_end[day, shift]
        return int((away & begins_before_end & ends_after_start).sum())
