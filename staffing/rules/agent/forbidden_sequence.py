"""Shifts that may not follow each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import Flags, Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource
from staffing.rules.rule import LineRule
from staffing.rules.shift_ids import ids_of
from staffing.rules.spans import present
from staffing.rules.successions import succession

if TYPE_CHECKING:
    from staffing.rules.model import Model


class ForbiddenSequence(LineRule):
    """`off` stands for a day without a shift, `any` for one with whichever shift. The days before the plan count. Leave
    and days outside the contract are no days off: they match nothing, and so does what is before the first known day.
    """

    rule: Literal["forbidden_sequence"] = "forbidden_sequence"
    shifts: Annotated[tuple[str, ...], Field(min_length=2, max_length=14)]
    law: ClassVar = "On successive days an agent never has `shifts` in that order."
    unit: ClassVar = "sequences"
    names_shifts: ClassVar = ("shifts",)
    shift_words: ClassVar = ("off", "any")
    example: ClassVar = {"shifts": ("N", "off", "M")}
    allowed: ClassVar = "MN-NM"
    forbidden: ClassVar = "-N-M-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        timeline, ids = roster.timeline(problem), ids_of(problem)
        for agent in range(problem.agents):
            days = []
            for line, there in zip(timeline[agent], present(problem, agent), strict=True):
                worked = {ids[shift] for shift in np.flatnonzero(line)}
                days.append(worked | {"any"} if worked else {"off"} if there else set())
            for last in problem.planned:
                window = days[max(0, last + 1 - len(self.shifts)) : last + 1]
                if len(window) == len(self.shifts) and all(map(set.__contains__, window, self.shifts)):
                    yield self.breach(1, f"{', '.join(self.shifts)} on days in a row", agent, last)

    def bounds(self, model: Model) -> Iterator[Bound]:
        for agent in range(model.problem.agents):
            for last in model.problem.planned:
                if last + 1 >= len(self.shifts):
                    bound = self._not_all(model, agent, last)
                    if bound is not None:
                        yield bound

    def _not_all(self, model: Model, agent: int, last: int) -> Bound | None:
        """At least one day of those up to `last` is another one; None where one of them is so anyway."""
        ids, there, free = np.array(ids_of(model.problem)), [], []
        at_work = present(model.problem, agent)
        for what, day in zip(reversed(self.shifts), range(last, -1, -1), strict=False):
            cells = model.work[agent, day]
            if what != "off":
                there.append(model.any_of(cells if what == "any" else cells[ids == what]))
            elif at_work[day]:
                free.extend(cells)
            else:
                return None
        if 0 in there or 1 in free:
            return None
        signs = np.repeat([1, -1], [len(there), len(free)])
        return Bound(np.array(there + free), signs, high=len(there) - 1, agent=agent, day=last)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        if len(self.shifts) > 2:
            return None  # three days in a row are no matter of the day before
        there = present(problem, agent)
        first, second = (
            np.array([_choices(problem, what, bool(there[day - before])) for day in problem.planned])
            for what, before in zip(self.shifts, (1, 0), strict=True)
        )
        units: Integers = (first[:, :, None] & second[:, None, :]).astype(np.int64)
        return (succession(problem, agent, units),)


def _choices(problem: Problem, what: str, there: bool) -> Flags:
    """[S + 1] the choices of a day that are meant; the last is a day off, which it is for who is `there` alone."""
    shifts = np.array([what in ("any", name) for name in ids_of(problem)], dtype=bool)
    return np.append(shifts, what == "off" and there)
