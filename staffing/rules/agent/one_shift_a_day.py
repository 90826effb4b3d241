"""One shift a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource
from staffing.rules.rule import Rule

if TYPE_CHECKING:
    from staffing.rules.model import Model


class OneShiftADay(Rule):
    """Nobody starts two shifts on one day."""

    rule: Literal["one_shift_a_day"] = "one_shift_a_day"
    kind: ClassVar = "agent"
    law: ClassVar = "An agent starts at most one shift on a day."
    unit: ClassVar = "shifts over"
    allowed: ClassVar = "MN---"
    forbidden: ClassVar = "*M---"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for agent in range(problem.agents):
            for day in range(problem.days):
                over = sum(bool(flag) for flag in roster.work[agent, day]) - 1
                if over > 0:
                    at = problem.history_days + day
                    yield self.breach(over, f"{over + 1} shifts on one day", agent, at)

    def bounds(self, model: Model) -> Iterator[Bound]:
        for agent in range(model.problem.agents):
            for day in model.problem.planned:
                yield Bound(model.work[agent, day], high=1, agent=agent, day=day)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        return ()  # a line of work chooses one shift a day, or none
