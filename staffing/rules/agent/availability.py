"""Weekly availability patterns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource, each_counts, per_choice
from staffing.rules.rule import Rule

if TYPE_CHECKING:
    from staffing.rules.model import Model


def nobody_begins(problem: Problem, site: int, day: int) -> bool:
    """Whether nobody may begin any shift of a site on a day: it is closed."""
    return not problem.available[:, day, problem.shift_site == site].any()


def is_closed(problem: Problem, agent: int, day: int) -> bool:
    """Whether an agent's site is closed on a day; of a site of one agent availability says nothing."""
    site = int(problem.agent_site[agent])
    return int((problem.agent_site == site).sum()) > 1 and nobody_begins(problem, site, day)


class AvailabilityPattern(Rule):
    """The pattern named in `agents.csv` says which shifts can be worked on which weekday."""

    rule: Literal["availability"] = "availability"
    kind: ClassVar = "agent"
    law: ClassVar = (
        "An agent works only shifts that the availability pattern allows on that weekday, and none on a closed day."
    )
    unit: ClassVar = "shifts"
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "MMM--"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for agent, day, shift in np.argwhere(roster.work):
            at = problem.history_days + int(day)
            if not problem.available[agent, at, shift]:
                note = f"not available for {problem.shift_names[shift]} on that day"
                yield self.breach(1, note, int(agent), at)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for agent, day, shift in np.argwhere(~problem.available[:, problem.history_days :]):
            at = problem.history_days + int(day)
            yield Bound(model.work[agent, at, [shift]], high=0, agent=int(agent), day=at)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        return each_counts(per_choice(problem, ~problem.available[agent]))
