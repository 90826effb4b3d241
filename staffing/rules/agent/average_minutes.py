"""Average working time over many weeks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import OFF, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.reference import known_days, reference_weeks
from staffing.rules.resource import Counter, Resource, in_history, per_choice
from staffing.rules.rule import LineRule

if TYPE_CHECKING:
    from staffing.rules.model import Model


class AverageMinutes(LineRule):
    """Days of leave, and days before somebody came or after they left, are no part of the time averaged over.

    Where published rosters reach back less far, the average is over what is known. What was worked before the plan is
    no breach of it: where that alone is beyond the average, the planned days must add nothing.
    """

    rule: Literal["average_minutes"] = "average_minutes"
    minutes: Annotated[int, Field(ge=1, le=10_080)] = 2880
    weeks: Annotated[int, Field(ge=1, le=26)] = 17
    law: ClassVar = (
        "Over every `weeks` weeks that end with a planned one an agent works on average at most `minutes` in 7 days."
    )
    unit: ClassVar = "minutes over the average"
    example: ClassVar = {"minutes": 2016, "weeks": 1}
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "MMMM-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        timeline = roster.timeline(problem)
        for span in reference_weeks(problem, self.weeks):
            for agent in range(problem.agents):
                there = past = 0
                for day in span.days.tolist():
                    minutes = sum(int(problem.credited_minutes[s]) for s in np.flatnonzero(timeline[agent, day]))
                    there += minutes
                    past += minutes if day < problem.history_days else 0
                limit = max(past, self.minutes * known_days(problem, agent, span.days) // 7)
                if there > limit:
                    note = f"{there} minutes {span.name}; at most {limit} on average"
                    yield self.breach(there - limit, note, agent, int(span.days[-1]))

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for span in reference_weeks(problem, self.weeks):
            planned = span.days[span.days >= problem.history_days]
            minutes = np.tile(problem.credited_minutes, len(planned))
            for agent in range(problem.agents):
                left = self.minutes * known_days(problem, agent, span.days) // 7 - _before(problem, agent, span.days)
                cells = model.work[agent, planned].ravel()
                yield Bound(cells, minutes, high=max(0, left), agent=agent, day=int(span.days[-1]))

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        adds = per_choice(problem, np.broadcast_to(problem.credited_minutes, problem.shift_start.shape))
        found = []
        for span in reference_weeks(problem, self.weeks):
            inside = np.isin(np.arange(problem.history_days, len(problem.day_names)), span.days)
            left = self.minutes * known_days(problem, agent, span.days) // 7 - _before(problem, agent, span.days)
            last = int(span.days[-1]) - problem.history_days
            found.append(Counter.of(np.where(inside[:, None], adds, 0), at=last, high=max(0, left)))
        return tuple(found)


def _before(problem: Problem, agent: int, days: np.ndarray) -> int:
    """Minutes worked on those of the days that lie before the plan."""
    if (problem.history[agent] == OFF).all():
        return 0
    worth = np.broadcast_to(problem.credited_minutes, problem.shift_start.shape)
    return int(in_history(problem, agent, worth)[days[days < problem.history_days]].sum())
