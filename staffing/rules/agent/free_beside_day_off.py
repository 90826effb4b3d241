"""No shift beside a day off that was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from staffing.problem import OFF, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource, each_counts, nothing_added
from staffing.rules.rule import LineRule, Weight

if TYPE_CHECKING:
    from staffing.rules.model import Model


class FreeBesideDayOff(LineRule):
    """Whatever becomes of the day itself; a day asked off before the plan counts for the first planned day.

    A day between two days asked off counts once.
    """

    rule: Literal["free_beside_day_off"] = "free_beside_day_off"
    weight: Weight = 5
    before: bool = True
    after: bool = True
    law: ClassVar = "On the day `before` and the day `after` a day that an agent asked off the agent works no shift."
    unit: ClassVar = "shifts"
    allowed: ClassVar = "M---M"
    forbidden: ClassVar = "MM--M"

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        if not self.before and not self.after:
            raise ValueError("has before and after both false; leave at least one of them true")
        return self

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        days: list[set[int]] = [set() for _ in range(problem.agents)]
        for wish in (*problem.past_wishes, *problem.wishes):
            if wish.shift == OFF:
                days[wish.agent].add(wish.day)
        for agent, asked in enumerate(days):
            for day in problem.planned if asked else ():
                beside = (self.before and day + 1 in asked) or (self.after and day - 1 in asked)
                for shift in np.flatnonzero(roster.work[agent, day - problem.history_days]) if beside else ():
                    note = f"{problem.shift_names[shift]} beside a day asked off"
                    yield self.breach(1, note, agent, day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for agent in sorted({wish.agent for wish in (*problem.past_wishes, *problem.wishes)}):
            for day in self._beside(problem, agent):
                yield Bound(model.work[agent, day], high=0, agent=agent, day=day)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        adds = nothing_added(problem)
        for day in self._beside(problem, agent):
            adds[day - problem.history_days, :-1] = 1
        return each_counts(adds)

    def _beside(self, problem: Problem, agent: int) -> list[int]:
        """Planned days beside a day that the agent asked off."""
        steps = [*([-1] if self.before else []), *([1] if self.after else [])]
        wishes = [*problem.past_wishes, *problem.wishes]
        days = {wish.day + step for wish in wishes for step in steps if wish.agent == agent and wish.shift == OFF}
        return sorted(days & set(problem.planned))
