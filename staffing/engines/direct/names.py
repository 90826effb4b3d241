"""From how many people of each class work a shift to who they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.model import Model
from staffing.rules.rule import Rule, Weight


class NeededCounts(Rule):
    """Not written by people: what the counts of a class ask for. `needed` is class, planned day, shift and people."""

    rule: Literal["needed_counts"] = "needed_counts"
    weight: Weight = 10_000
    class_of: tuple[int, ...]
    needed: tuple[tuple[int, int, int, int], ...]
    kind: ClassVar = "team"
    law: ClassVar = "So many people of a class work a shift on a day."
    unit: ClassVar = "people"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        kinds = np.array(self.class_of)
        for kind, day, shift, people in self.needed:
            there = int(roster.work[kinds == kind, day, shift].sum())
            if there != people:
                yield self.breach(abs(there - people), f"{there} people, {people} needed", day=day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        kinds, planned = np.array(self.class_of), model.work[:, model.problem.history_days :]
        for kind, day, shift, people in self.needed:
            members = planned[kinds == kind, day, shift]
            yield Bound(members, low=people, high=people, day=model.problem.history_days + day)
