"""Kinds of shifts of one person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import OFF, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource
from staffing.rules.rule import LineRule
from staffing.rules.shift_ids import ids_of
from staffing.rules.spans import Period, Span, periods
from staffing.rules.states import States, Step
from staffing.rules.words import so_many

if TYPE_CHECKING:
    from staffing.rules.model import Model


class DifferentShifts(LineRule):
    """Of a month the days before the plan count too; where they hold more kinds already, no new one may come."""

    rule: Literal["different_shifts"] = "different_shifts"
    period: Period = "week"
    max: Annotated[int, Field(ge=1, le=100)]
    law: ClassVar = "In every `period` an agent works at most `max` different shifts."
    unit: ClassVar = "kinds of shifts over"
    example: ClassVar = {"max": 1}
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "MM-N-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        timeline, ids = roster.timeline(problem), ids_of(problem)
        for agent in range(problem.agents):
            for span in periods(problem, self.period):
                kinds, before = set(), set()
                for day in span.days:
                    for shift in np.flatnonzero(timeline[agent, day]):
                        kinds.add(ids[shift])
                        if day < problem.history_days:
                            before.add(ids[shift])
                over = len(kinds) - max(self.max, len(before))
                if over > 0:
                    note = f"{', '.join(sorted(kinds))} {span.name}; at most {so_many(self.max, 'different shifts')}"
                    yield self.breach(over, note, agent, int(span.days[-1]))

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem, templates = model.problem, model.problem.shift_template
        for span in periods(problem, self.period):
            for agent in range(problem.agents):
                cells = model.work[agent, span.days]
                kinds = [model.any_of(cells[:, templates == kind]) for kind in np.unique(templates)]
                most = max(self.max, _kinds_before(problem, agent, span))
                yield Bound(np.array(kinds), high=most, agent=agent, day=int(span.days[-1]))

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        shape, kind = (problem.days, problem.shifts + 1), problem.shift_template.tolist()
        found = []
        for span in periods(problem, self.period):
            before = problem.history[agent, span.days[span.days < problem.history_days]]
            start = frozenset(kind[shift] for shift in before.tolist() if shift != OFF)
            inside = frozenset((span.days - problem.history_days).tolist())
            step = _kinds_so_far(inside, kind, max(self.max, len(start)))
            found.append(States.of(shape, start, step, far=self.period != "week"))
        return tuple(found)


def _kinds_so_far(inside: frozenset[int], kind: list[int], most: int) -> Step:
    """Steps that gather the kinds of shifts of some planned days; each one beyond `most` is a breach."""
    last = max(inside)

    def step(day: int, state: frozenset[int], choice: int) -> tuple[frozenset[int], int]:
        more = state | {kind[choice]} if day in inside and choice < len(kind) else state
        over = len(more) - max(most, len(state))
        return (frozenset() if day >= last else more), max(0, over)

    return step


def _kinds_before(problem: Problem, agent: int, span: Span) -> int:
    """Different shifts of the days of a stretch that lie before the plan."""
    worked = problem.history[agent, span.days[span.days < problem.history_days]]
    return len(np.unique(problem.shift_template[worked[worked != OFF]]))
