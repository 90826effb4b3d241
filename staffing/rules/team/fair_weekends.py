"""Weekend days shared fairly."""

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


class FairWeekends(Rule):
    """With memory: weekend days of the published weeks before count."""

    rule: Literal["fair_weekends"] = "fair_weekends"
    weight: Weight = 20
    kind: ClassVar = "team"
    law: ClassVar = (
        "Nobody works more weekend days, history included, than the share of contract days present, rounded up."
    )
    unit: ClassVar = "weekend days over"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        over = burdens_over(problem, _weekend(problem), roster.timeline(problem))
        for agent in np.flatnonzero(over):
            days = "weekend day" if over[agent] == 1 else "weekend days"
            yield self.breach(over[agent], f"{over[agent]} {days} above the fair share", int(agent))

    def bounds(self, model: Model) -> Iterator[Bound]:
        yield from fair_bounds(model, _weekend(model.problem))


def _weekend(problem: Problem) -> Flags:
    return np.broadcast_to(problem.weekend[:, None], problem.shift_start.shape)
