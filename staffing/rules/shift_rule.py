"""Rules that each shift keeps or breaks by itself, whatever stands on other days."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from staffing.problem import Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Counter, Resource, nothing_added
from staffing.rules.rule import LineRule

if TYPE_CHECKING:
    from staffing.rules.model import Model


class ShiftRule(LineRule):
    """A shift of an agent on a planned day is a breach of so many units, or none."""

    @abstractmethod
    def units(self, problem: Problem) -> Integers:
        """[A, D, S] units of breach of each shift on each planned day."""

    @abstractmethod
    def said(self, problem: Problem, shift: int, units: int) -> str:
        """What is wrong with a shift that breaks the rule, in people's words."""

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        units = self.units(problem)
        for agent, day, shift in np.argwhere(roster.work & (units > 0)).tolist():
            amount = int(units[agent, day, shift])
            note = self.said(problem, shift, amount)
            yield self.breach(amount, note, agent, problem.history_days + day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        units = self.units(problem)
        for agent, day in np.argwhere(units.any(axis=2)).tolist():
            cells = model.work[agent, problem.history_days + day]
            yield Bound(cells, units[agent, day], high=0, agent=agent, day=problem.history_days + day)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        adds = nothing_added(problem)
        adds[:, :-1] = self.units(problem)[agent]
        days = len(adds)
        nothing, always = np.zeros(days, dtype=np.int64), np.ones(days, dtype=np.int64)
        return (Counter(adds, np.zeros_like(adds), low=nothing, high=nothing, clears=always),)
