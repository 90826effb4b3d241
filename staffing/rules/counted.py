"""Rules that count something of one agent's work over stretches of days, and limit it from below or above."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Self

import numpy as np
from pydantic import Field, model_validator

from staffing.problem import OFF, Flags, Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Counter, Resource, in_history, per_choice
from staffing.rules.rule import LineRule
from staffing.rules.spans import Span

if TYPE_CHECKING:
    from staffing.rules.model import Model

Limit = Annotated[int, Field(ge=0, le=1_000_000)]


class CountedRule(LineRule):
    """At least `min` and at most `max` of something in every stretch of days; None: no limit on that side."""

    min: Limit | None = None
    max: Limit | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("has neither min nor max; give at least one of them")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min is {self.min}, above max {self.max}; min must not be above max")
        return self

    @abstractmethod
    def worth(self, problem: Problem) -> Integers:
        """[H + D, S] what a shift counts on a day."""

    @abstractmethod
    def spans(self, problem: Problem) -> Iterable[Span]:
        """The stretches of days; the last day of each is planned."""

    @abstractmethod
    def counts(self) -> str:
        """What is counted, in people's words: `minutes`, `late shifts`."""

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        worth, timeline, words = self.worth(problem), roster.timeline(problem), self.counts()
        for agent in range(problem.agents):
            for span in self.spans(problem):
                there = 0
                for day in span.days:
                    for shift in np.flatnonzero(timeline[agent, day]):
                        there += int(worth[day, shift])
                last = int(span.days[-1])
                if self.max is not None and there > self.max:
                    note = f"{there} {words} {span.name}; at most {self.max}"
                    yield self.breach(there - self.max, note, agent, last)
                if self.min is not None and there < self.min:
                    note = f"{there} {words} {span.name}; at least {self.min}"
                    yield self.breach(self.min - there, note, agent, last)

    def bounds(self, model: Model) -> Iterator[Bound]:
        worth = self.worth(model.problem)
        for span in self.spans(model.problem):
            day, shift = np.nonzero(worth[span.days])
            coefficients = worth[span.days[day], shift]
            for agent in range(model.problem.agents):
                cells = model.work[agent, span.days[day], shift]
                yield Bound(cells, coefficients, self.min, self.max, agent=agent, day=int(span.days[-1]))

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        worth = self.worth(problem)
        before = in_history(problem, agent, worth)
        adds = per_choice(problem, worth)
        found = []
        for span in self.spans(problem):
            inside = np.isin(np.arange(problem.history_days, len(problem.day_names)), span.days)
            past = span.days[span.days < problem.history_days]
            found.append(
                Counter.of(
                    np.where(inside[:, None], adds, 0),
                    at=int(span.days[-1]) - problem.history_days,
                    low=self.min,
                    high=self.max,
                    start=int(before[past].sum()),
                )
            )
        return tuple(found)


def chosen_shifts(problem: Problem, shifts: Iterable[str], *, late: bool = False, night: bool = False) -> Flags:
    """[S] the shifts whose templates are named; without names the late ones, or those of the night, or all of them."""
    labour, names = problem.labour, set(shifts)
    if names:
        return np.array([labour.template_names[t] in names for t in problem.shift_template], dtype=bool)
    if late or night:
        chosen: Flags = (problem.late & late) | (labour.night & night)
        return chosen
    return np.ones(problem.shifts, dtype=bool)


def days_at_work(problem: Problem, agent: int) -> Flags:
    """[H] whether the agent worked on each day before the plan."""
    worked: Flags = problem.history[agent] != OFF
    return worked
