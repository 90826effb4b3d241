"""One long rest in every so many days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from staffing.problem import OFF, Flags, Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource
from staffing.rules.rests import Rest, rests, shifts_of
from staffing.rules.rule import LineRule
from staffing.rules.spans import Span, periods, whole_windows

if TYPE_CHECKING:
    from staffing.rules.model import Model


class RestInWindow(LineRule):
    """Whole days, from midnight to midnight of the agent's site; a shift that runs into them counts.

    The days are every so many that follow each other and are known in full, or, where not `rolling`, each planned week.
    A part of the rest, up to `minutes` - `inside`, may lie before or after them. Nobody works before what is known, or
    after the plan. Days in which work before the plan leaves no room for the rest are not held against the plan.
    Default: 24 and 11 hours; of the law (2003/88/EC article 5) the 24 lie in each seven-day period, which need not roll
    (Court of Justice of the European Union, C-306/16).
    """

    rule: Literal["rest_in_window"] = "rest_in_window"
    days: Annotated[int, Field(ge=1, le=62)] = 7
    minutes: Annotated[int, Field(ge=1, le=89_280)] = 2100
    inside: Annotated[int, Field(ge=1, le=89_280)] | None = None
    """Minutes of the rest that lie within the days; all of them by default."""
    rolling: bool = True
    law: ClassVar = (
        "In every `days` days that end in the plan, or in each planned week where not `rolling`, an agent has "
        "`minutes` at a stretch without any shift, of which `inside` lie within these days."
    )
    unit: ClassVar = "windows without the rest"
    example: ClassVar = {"days": 3, "minutes": 1440}
    allowed: ClassVar = "MM-MM"
    forbidden: ClassVar = "MMMM-"

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self._inside > 1440 * self.days:
            what = "minutes" if self.inside is None else "inside"
            raise ValueError(
                f"{what} is {self._inside}, but days is {self.days}, which have {1440 * self.days} minutes"
            )
        if self._inside > self.minutes:
            raise ValueError(f"inside is {self._inside}, above minutes {self.minutes}; it must be at most that")
        if not self.rolling and self.days != 7:
            raise ValueError(f"days is {self.days}, but rolling is false, which counts weeks; write 7")
        return self

    @property
    def _inside(self) -> int:
        return self.minutes if self.inside is None else self.inside

    def _spans(self, problem: Problem) -> Iterator[Span]:
        return whole_windows(problem, self.days) if self.rolling else periods(problem, "week")

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        timeline, planned = roster.timeline(problem), problem.history_days
        for agent in range(problem.agents):
            before = timeline[agent].copy()
            before[planned:] = False
            for span in self._spans(problem):
                if not self._rests(problem, agent, timeline[agent], span) and self._rests(problem, agent, before, span):
                    note = f"no rest of {self.minutes} minutes {span.name}"
                    yield self.breach(1, note, agent, int(span.days[-1]))

    def _rests(self, problem: Problem, agent: int, work: Flags, span: Span) -> bool:
        """Whether the work [H + D, S] leaves the rest, with enough of it in the days of the window."""
        midnights = problem.site_midnights[problem.agent_site[agent]]
        begin, end = int(midnights[span.days[0]]), int(midnights[span.days[-1] + 1])
        shifts = [(int(problem.shift_start[d, s]), int(problem.shift_end[d, s])) for d, s in np.argwhere(work)]
        free_since = begin - self.minutes
        for start, stop in [*sorted(shifts), (end + self.minutes, end)]:
            within = min(start, end) - max(free_since, begin)
            if start - free_since >= self.minutes and within >= self._inside:
                return True
            free_since = max(free_since, stop)
        return False

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem = model.problem
        for span in self._spans(problem):
            for site in np.unique(problem.agent_site):
                spoiling = self._spoiling(problem, int(site), span)
                for agent in np.flatnonzero(problem.agent_site == site):
                    spoiled = np.array([model.any_of(model.work[agent][cells]) for cells in spoiling], dtype=np.int64)
                    open_ = spoiled[spoiled != 1]  # 1: work before the plan spoils it
                    if open_.all() and len(open_):  # 0: nothing can spoil it
                        yield Bound(open_, high=len(open_) - 1, agent=int(agent), day=int(span.days[-1]))

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        before = np.zeros((len(problem.day_names), problem.shifts), dtype=bool)
        worked = problem.history[agent]
        before[np.flatnonzero(worked != OFF), worked[worked != OFF]] = True
        midnights = problem.site_midnights[problem.agent_site[agent]]
        spans = [span for span in self._spans(problem) if self._rests(problem, agent, before, span)]
        if not spans:
            return ()
        windows = tuple((int(midnights[span.days[0]]), int(midnights[span.days[-1] + 1])) for span in spans)
        known = zip(problem.shift_start[before].tolist(), problem.shift_end[before].tolist(), strict=True)
        return (rests(Rest(self.minutes, self._inside, windows), tuple(sorted(known)), shifts_of(problem)),)

    def _spoiling(self, problem: Problem, site: int, span: Span) -> list[Flags]:
        """For each start of the rest, [H + D, S] the shifts that spoil it.

        A rest can be moved forward to the end of a shift, or until no more than `inside` lies in the window. A start
        whose spoiling shifts are more than those of another is left out: the other is free whenever it is.
        """
        midnights, here = problem.site_midnights[site], problem.shift_site == site
        earliest = midnights[span.days[0]] - (self.minutes - self._inside)
        ends: Integers = np.unique(problem.shift_end[:, here])
        starts = np.union1d(ends[ends > earliest], earliest)
        starts = starts[starts + self._inside <= midnights[span.days[-1] + 1]][:, None, None]
        spoils = (problem.shift_start < starts + self.minutes) & (problem.shift_end > starts) & here
        flat = spoils.reshape(len(starts), -1).astype(np.int64)
        within = flat @ (1 - flat.T) == 0  # [i, j] all that spoils i spoils j
        order = np.arange(len(flat))
        worse = within & (~within.T | (order[:, None] < order[None, :]))  # of equals the first stays
        return [cells for cells, out in zip(spoils, worse.any(axis=0), strict=True) if not out]
