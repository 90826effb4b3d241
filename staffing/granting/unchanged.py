"""A roster that is changed no more than it must be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from staffing.problem import OFF, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule, Weight

if TYPE_CHECKING:
    from staffing.rules.model import Model

CHANGE = 30
"""Points that a changed day of somebody counts in the search, and in no price told: half an hour of mean pay. Without
it the search would hand back another of many rosters that cost the same, in which everybody's week is a new one."""


class Unchanged(Rule):
    """Not written by people: `shifts` is the shift of every agent on every planned day, -1 off, as it is now."""

    rule: Literal["unchanged"] = "unchanged"
    weight: Weight = CHANGE
    shifts: tuple[tuple[int, ...], ...]
    kind: ClassVar = "agent"
    law: ClassVar = "Who works a shift on a day still works it, and who is off is off."
    unit: ClassVar = "days changed"

    @classmethod
    def from_roster(cls, roster: Roster) -> Unchanged:
        """The rule that holds a roster as it is; of two shifts on a day the first."""
        return cls(shifts=tuple(tuple(line) for line in roster.shift_of().tolist()))

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for agent, line in enumerate(self.shifts):
            for day, shift in enumerate(line):
                worked = roster.work[agent, day]
                if worked.any() if shift == OFF else not worked[shift]:
                    yield self.breach(1, "changed", agent, problem.history_days + day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        history = model.problem.history_days
        for agent, line in enumerate(self.shifts):
            for day, shift in enumerate(line, start=history):
                cells = model.work[agent, day]
                if shift == OFF:  # two shifts would still be one changed day
                    yield Bound(cells, high=0, step=len(cells), agent=agent, day=day)
                else:
                    yield Bound(cells[[shift]], low=1, agent=agent, day=day)
