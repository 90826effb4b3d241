"""The band that utilization should lie in."""

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


class UtilizationBand(Rule):
    """Of the whole team and plan; utilization per person is simulated, because it is not linear in the roster."""

    rule: Literal["utilization_band"] = "utilization_band"
    weight: Weight = 2
    min: float = 0.0
    max: float = 1.0
    kind: ClassVar = "team"
    by_name: ClassVar = False
    law: ClassVar = "The work that arrives is between the shares `min` and `max` of the paid minutes rostered."
    unit: ClassVar = "paid minutes"
    example: ClassVar = {"min": 0.6, "max": 0.85}
    allowed: ClassVar = "MMMM-"
    forbidden: ClassVar = "MMM--"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        paid = int((roster.work.sum(axis=0) * problem.paid_minutes[problem.history_days :]).sum())
        least, most = self._paid_range(problem)
        if paid < least:
            yield self.breach(least - paid, f"{paid} paid minutes; {least} keep utilization at {self.max:.0%}")
        if most is not None and paid > most:
            yield self.breach(paid - most, f"{paid} paid minutes; {most} keep utilization at {self.min:.0%}")

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        paid = np.broadcast_to(problem.paid_minutes[problem.history_days :], model.people.shape).ravel()
        least, most = self._paid_range(problem)
        yield Bound(model.people.ravel(), paid, low=least, note=f"utilization above {self.max:.0%}")
        if most is not None:
            yield Bound(model.people.ravel(), paid, high=most, note=f"utilization below {self.min:.0%}")

    def _paid_range(self, problem: Problem) -> tuple[int, int | None]:
        work = int(problem.demand.work.sum()) * 10_000
        low, high = round(self.min * 10_000), round(self.max * 10_000)
        return (-(-work // high) if high else 0), (work // low if low else None)
