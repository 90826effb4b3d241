"""One long rest in every so many days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from staffing.problem import Flags, Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import LineRule
from staffing.rules.spans import Span, whole_windows

if TYPE_CHECKING:
    from staffing.rules.model import Model


class RestInWindow(LineRule):
    """Whole days, from midnight to midnight of the agent's site; a shift that runs into them counts.

    Days that are not known are in no window, and one in which work before the plan leaves no room for the rest is not
    held against the plan. Default: 24 and 11 hours in seven days (2003/88/EC article 5).
    """

    rule: Literal["rest_in_window"] = "rest_in_window"
    days: Annotated[int, Field(ge=1, le=62)] = 7
    minutes: Annotated[int, Field(ge=1, le=89_280)] = 2100
    law: ClassVar = "In every `days` days that end in the plan an agent has `minutes` at a stretch without any shift."
    unit: ClassVar = "windows without the rest"
    example: ClassVar = {"days": 3, "minutes": 1440}
    allowed: ClassVar = "MM-MM"
    forbidden: ClassVar = "MMMM-"

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.minutes > 1440 * self.days:
            raise ValueError(
                f"minutes is {self.minutes}, but days is {self.days}, which have {1440 * self.days} minutes"
            )
        return self

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        timeline, planned = roster.timeline(problem), problem.history_days
        for agent in range(problem.agents):
            before = timeline[agent].copy()
            before[planned:] = False
            for span in whole_windows(problem, self.days):
                if not self._rests(problem, agent, timeline[agent], span) and self._rests(problem, agent, before, span):
                    note = f"no rest of {self.minutes} minutes {span.name}"
                    yield self.breach(1, note, agent, int(span.days[-1]))

    def _rests(self, problem: Problem, agent: int, work: Flags, span: Span) -> bool:
        """Whether the work [H + D, S] leaves the rest anywhere in the days of the window."""
        midnights = problem.site_midnights[problem.agent_site[agent]]
        free_since, end = int(midnights[span.days[0]]), int(midnights[span.days[-1] + 1])
        first = max(0, int(span.days[0]) - 2)  # no shift is longer than two days
        near = np.argwhere(work[first : span.days[-1] + 1])
        shifts = [(int(problem.shift_start[first + d, s]), int(problem.shift_end[first + d, s])) for d, s in near]
        for start, stop in [*sorted(shifts), (end, end)]:
            if min(start, end) - free_since >= self.minutes:
                return True
            free_since = max(free_since, stop)
        return False

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for span in whole_windows(problem, self.days):
            for site in np.unique(problem.agent_site):
                spoiling = self._spoiling(problem, int(site), span)
                for agent in np.flatnonzero(problem.agent_site == site):
                    spoiled = np.array([model.any_of(model.work[agent][cells]) for cells in spoiling], dtype=np.int64)
                    open_ = spoiled[spoiled != 1]  # 1: work before the plan spoils it
                    if open_.all() and len(open_):  # 0: nothing can spoil it
                        yield Bound(open_, high=len(open_) - 1, agent=int(agent), day=int(span.days[-1]))

    def _spoiling(self, problem: Problem, site: int, span: Span) -> list[Flags]:
        """For each start of the rest, [H + D, S] the shifts that spoil it.

        A rest can be moved forward to the window's start or the end of a shift. A start whose spoiling shifts are more
        than those of another is left out: the other is free whenever it is.
        """
        midnights, first, last = problem.site_midnights[site], int(span.days[0]), int(span.days[-1])
        here = problem.shift_site == site
        ends: Integers = np.unique(problem.shift_end[max(0, first - 2) : last + 1, here])
        starts = np.union1d(ends[(ends > midnights[first])], midnights[first])
        starts = starts[starts + self.minutes <= midnights[last + 1]][:, None, None]
        spoils = (problem.shift_start < starts + self.minutes) & (problem.shift_end > starts) & here
        spoils[:, last + 1 :] = False
        flat = spoils.reshape(len(starts), -1).astype(np.int64)
        within = flat @ (1 - flat.T) == 0  # [i, j] all that spoils i spoils j
        order = np.arange(len(flat))
        worse = within & (~within.T | (order[:, None] < order[None, :]))  # of equals the first stays
        return [cells for cells, out in zip(spoils, worse.any(axis=0), strict=True) if not out]
