"""What may follow a shift on the next day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource
from staffing.rules.rule import Ids, LineRule
from staffing.rules.shift_ids import ids_of
from staffing.rules.successions import pair_bounds, succession

if TYPE_CHECKING:
    from staffing.rules.model import Model


class ShiftRotation(LineRule):
    """A day off may always follow, and what comes after it is free. With `then` empty it has to follow."""

    rule: Literal["shift_rotation"] = "shift_rotation"
    first: Ids
    then: tuple[str, ...] = ()
    law: ClassVar = "Who works on the day after a shift of `first` works one of `then`."
    unit: ClassVar = "shifts out of turn"
    names_shifts: ClassVar = ("first", "then")
    example: ClassVar = {"first": ("N",), "then": ("N",)}
    allowed: ClassVar = "MNN-M"
    forbidden: ClassVar = "MNM--"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        timeline, ids = roster.timeline(problem), ids_of(problem)
        allowed = ", ".join((*self.then, "off"))
        for agent, day, shift in np.argwhere(timeline).tolist():
            if day < max(1, problem.history_days) or ids[shift] in self.then:
                continue
            for before in np.flatnonzero(timeline[agent, day - 1]):
                if ids[before] in self.first:
                    note = f"{problem.shift_names[shift]} on the day after {problem.shift_names[before]}"
                    yield self.breach(1, f"{note}; allowed are {allowed}", agent, day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        yield from pair_bounds(model, self._out_of_turn(model.problem))

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        return (succession(problem, agent, self._out_of_turn(problem)),)

    def _out_of_turn(self, problem: Problem) -> Integers:
        """[S, S] 1 where a shift may not be followed by another."""
        ids = np.array(ids_of(problem))
        bad: Integers = (np.isin(ids, self.first)[:, None] & ~np.isin(ids, self.then)).astype(np.int64)
        return bad
