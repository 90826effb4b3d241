"""All forbidden successions of an instance as one rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import numpy as np

from staffing.problem import Flags, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.model import Model
from staffing.rules.resource import Resource
from staffing.rules.rule import Rule
from staffing.rules.successions import succession


class ForbiddenSuccessions(Rule):
    """Not written by people: `pairs` are shift and shift of the next day, by number.

    As bounds, shifts are taken together: those after which all of some shifts are forbidden, and these, make a clique
    of two days of which everybody works at most one. There are as many of them as there are different sets of forbidden
    shifts, a tenth of the pairs where there are many shifts, and they are tighter.
    """

    rule: Literal["forbidden_successions"] = "forbidden_successions"
    pairs: tuple[tuple[int, int], ...]
    kind: ClassVar = "agent"
    law: ClassVar = "After a shift an agent never works one on the next day that may not follow it."
    unit: ClassVar = "successions"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        work = roster.timeline(problem)
        for day in problem.planned:
            for first, second in self.pairs if day else ():
                for agent in np.flatnonzero(work[:, day - 1, first] & work[:, day, second]).tolist():
                    note = f"{problem.shift_names[second]} on the day after {problem.shift_names[first]}"
                    yield self.breach(1, note, agent, day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        cliques = list(self._cliques(model.problem.shifts))
        for day in model.problem.planned:
            for first, second in cliques if day else ():
                cells = np.hstack([model.work[:, day - 1, first], model.work[:, day, second]])
                for agent, row in enumerate(cells):
                    yield Bound(row, high=1, agent=agent, day=day)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        return (succession(problem, agent, self._forbidden(problem.shifts).astype(np.int64)),)

    def _forbidden(self, shifts: int) -> Flags:
        """[S, S] whether the second shift may not follow the first."""
        forbidden = np.zeros((shifts, shifts), dtype=bool)
        for first, second in self.pairs:
            forbidden[first, second] = True
        return forbidden

    def _cliques(self, shifts: int) -> Iterator[tuple[Flags, Flags]]:
        """[S] shifts of a day and [S] those of the next: of both together one at most."""
        forbidden = self._forbidden(shifts)
        for second in np.unique(forbidden[forbidden.any(axis=1)], axis=0):
            first: Flags = np.all(forbidden[:, second], axis=1)
            yield first, second
