"""Trainees beside their mentors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule, Weight

if TYPE_CHECKING:
    from staffing.rules.model import Model


class WithMentor(Rule):
    """In training is whoever has a `mentor` in `agents.csv`: for 12 weeks from `hired_on` on, and always without that
    date; nobody else is. `staffing check` says who it is in the planned weeks.

    In elapsed time, with one shift of the mentor's, of whatever day; a shorter shift lies in it whole. Where the
    mentor is not among those planned the rule says nothing; a mentor on leave leaves the shifts without one.
    """

    rule: Literal["with_mentor"] = "with_mentor"
    weight: Weight = 50
    minutes: Annotated[int, Field(ge=1, le=1440)] = 240
    kind: ClassVar = "team"
    law: ClassVar = "Each shift of somebody in training overlaps a shift of the mentor's by at least `minutes`."
    unit: ClassVar = "shifts without the mentor"
    allowed: ClassVar = "MN-M-\nMN-M-"
    forbidden: ClassVar = "MN-M-\nMM-M-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        timeline = roster.timeline(problem)
        for agent, day, shift in np.argwhere(roster.work).tolist():
            at, mentor = problem.history_days + day, int(problem.labour.mentor[agent])
            if mentor < 0 or not problem.labour.trainee[agent, at]:
                continue
            begin, end = int(problem.shift_start[at, shift]), int(problem.shift_end[at, shift])
            together = [
                min(end, int(problem.shift_end[cell])) - max(begin, int(problem.shift_start[cell]))
                for cell in map(tuple, np.argwhere(timeline[mentor]))
            ]
            if max(together, default=0) < min(self.minutes, end - begin):
                note = f"{problem.shift_names[shift]} without the mentor {problem.agent_names[mentor]}"
                yield self.breach(1, note, agent, at)

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem, labour = model.problem, model.problem.labour
        starts, ends = problem.shift_start, problem.shift_end
        for agent in np.flatnonzero(labour.mentor >= 0).tolist():
            of_mentor = model.work[labour.mentor[agent]]
            for day in problem.planned:
                for shift, cell in enumerate(model.work[agent, day]):
                    if not cell or not labour.trainee[agent, day]:
                        continue
                    shared = np.minimum(ends, ends[day, shift]) - np.maximum(starts, starts[day, shift])
                    enough = shared >= np.minimum(self.minutes, ends[day, shift] - starts[day, shift])
                    beside = of_mentor[enough & (of_mentor > 0)]
                    signs = np.append(np.ones(len(beside), dtype=np.int64), -1)
                    yield Bound(np.append(beside, cell), signs, low=0, agent=agent, day=day)
