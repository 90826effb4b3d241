"""People on queue in open hours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule, Weight

if TYPE_CHECKING:
    from staffing.rules.model import Model


class MinOnQueue(Rule):
    """Priced by default, so that one person short at lunch does not leave the team without a roster."""

    rule: Literal["min_on_queue"] = "min_on_queue"
    weight: Weight = 10
    kind: ClassVar = "team"
    by_name: ClassVar = False
    law: ClassVar = "In open hours at least `open_hours.min_on_queue` people are on queue; a break is not on queue."
    unit: ClassVar = "person-minutes short"
    allowed: ClassVar = "MMM--\n---MM"
    forbidden: ClassVar = "MMM--\n---NM"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        people = roster.work.sum(axis=0).tolist()
        for stretch in problem.cover:
            there = stretch.present + sum(people[day][shift] for day, shift in stretch.cells)
            if there < stretch.people:
                minutes = (stretch.people - there) * (stretch.end - stretch.start)
                note = f"{there} on queue {stretch.span}, {stretch.people} wanted"
                yield self.breach(minutes, note, day=problem.history_days + stretch.day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for stretch in problem.cover:
            if stretch.people <= stretch.present:
                continue
            cells = [model.people[:, day, shift] for day, shift in stretch.cells]
            people = np.concatenate(cells) if cells else np.zeros(1, dtype=np.int64)
            short = stretch.people - stretch.present
            at = problem.history_days + stretch.day
            yield Bound(people, low=short, amount=stretch.end - stretch.start, day=at, note=f"too few {stretch.span}")
