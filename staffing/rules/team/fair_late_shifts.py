"""Late shifts shared fairly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Flags, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule, Weight
from staffing.rules.team.fairness import burdens_over, fair_bounds

if TYPE_CHECKING:
    from staffing.rules.model import Model


class FairLateShifts(Rule):
    """With memory: late shifts of the published weeks before count."""

    rule: Literal["fair_late_shifts"] = "fair_late_shifts"
    weight: Weight = 20
    kind: ClassVar = "team"
    law: ClassVar = (
        "Nobody works more late shifts, history included, than the share of contract days present, rounded up."
    )
    unit: ClassVar = "late shifts over"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        over = burdens_over(problem, _late(problem), roster.timeline(problem))
        for agent in np.flatnonzero(over):
            shifts = "late shift" if over[agent] == 1 else "late shifts"
            yield self.breach(over[agent], f"{over[agent]} {shifts} above the fair share", int(agent))

    def bounds(self, model: Model) -> Iterator[Bound]:
        yield from fair_bounds(model, _late(model.problem))


def _late(problem: Problem) -> Flags:
    return np.broadcast_to(problem.late, problem.shift_start.shape)
