"""Rules that count something of one agent's work over stretches of days, and limit it from below or above."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, ClassVar, NamedTuple, Self

import numpy as np
from pydantic import Field, model_validator

from staffing.problem import Flags, Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.limited import Limited
from staffing.rules.resource import Resource, in_history, per_choice, sum_over
from staffing.rules.rule import LineRule
from staffing.rules.shift_ids import ids_of
from staffing.rules.spans import Span, present
from staffing.rules.words import so_many

if TYPE_CHECKING:
    from staffing.rules.model import Model


class Limits(NamedTuple):
    """The least and the most that hold for one agent in one stretch of days; None: no limit on that side."""

    least: int | None
    most: int | None


class LimitedRule(LineRule, Limited):
    """At least `min` and at most `max` of something of one agent's work; None: no limit on that side."""

    def limits(self, share: Fraction | None, past: int, room: int) -> Limits:
        """The limits of one agent in one stretch of days.

        `min` goes by the `share` of it on which the agent is there, rounded down (None: it does not hold at all), so
        that absence alone breaks nothing. What the days before the plan have put beyond a limit already is not held
        against the plan: they count `past`, and its own days can add `room` at most.
        """
        least = None if self.min is None or share is None else min(int(self.min * share), past + room)
        return Limits(least, None if self.max is None else max(self.max, past))

    def out_of_limits(self, there: int, limits: Limits, words: str, agent: int, day: int) -> Iterator[Violation]:
        """The breach of an amount that is above the most or below the least; `words` say what and in which days."""
        if limits.most is not None and there > limits.most:
            yield self.breach(there - limits.most, f"{so_many(there, words)}; at most {limits.most}", agent, day)
        if limits.least is not None and there < limits.least:
            yield self.breach(limits.least - there, f"{so_many(there, words)}; at least {limits.least}", agent, day)


class CountedRule(LimitedRule):
    """Of what shifts count, at least `min` and at most `max` in every stretch of days.

    For somebody on leave or not employed on part of the days that count, `min` is less in proportion, rounded down; so
    it is in a month of which days are not known: it began before the history, or goes on after the plan.
    """

    once_a_day: ClassVar[bool] = False
    """Whether days are counted, not shifts."""

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
        spans = list(self.spans(problem))
        for agent in range(problem.agents):
            on_day = np.zeros(len(problem.day_names), dtype=np.int64)
            for day, shift in np.argwhere(timeline[agent]):
                more = int(worth[day, shift])
                on_day[day] = max(int(on_day[day]), more) if self.once_a_day else int(on_day[day]) + more
            for span, limits in zip(spans, self._limits(problem, agent, worth, spans), strict=True):
                there = sum(int(on_day[day]) for day in span.days)
                yield from self.out_of_limits(there, limits, f"{words} {span.name}", agent, int(span.days[-1]))

    def bounds(self, model: Model) -> Iterator[Bound]:
        worth, spans = self.worth(model.problem), list(self.spans(model.problem))
        for agent in range(model.problem.agents):
            for span, (least, most) in zip(spans, self._limits(model.problem, agent, worth, spans), strict=True):
                day, shift = np.nonzero(worth[span.days])
                cells, coefficients = model.work[agent, span.days[day], shift], worth[span.days[day], shift]
                kept = cells > 0 if cells.any() else cells == 0  # 0: at another site, or not worked in the history
                if kept.any():
                    yield Bound(cells[kept], coefficients[kept], least, most, agent=agent, day=int(span.days[-1]))

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        worth, spans = self.worth(problem), list(self.spans(problem))
        before, adds = in_history(problem, agent, worth), per_choice(problem, worth)
        found = []
        for span, (least, most) in zip(spans, self._limits(problem, agent, worth, spans), strict=True):
            start = int(before[span.days[span.days < problem.history_days]].sum())
            found.append(sum_over(problem, adds, span.days, low=least, high=most, start=start))
        return tuple(found)

    def _limits(self, problem: Problem, agent: int, worth: Integers, spans: Iterable[Span]) -> Iterator[Limits]:
        """The limits of one agent in each of the stretches of days."""
        best: Integers = worth.max(axis=1, initial=0)
        past, there = in_history(problem, agent, worth), present(problem, agent)
        for span in spans:
            before, inside = span.days[span.days < problem.history_days], span.days[span.days >= problem.history_days]
            counting = best[span.days] > 0
            share = None
            if span.length and counting.any():
                known = Fraction(len(span.days), span.length)
                share = known * Fraction(int((counting & there[span.days]).sum()), int(counting.sum()))
            yield self.limits(share, int(past[before].sum()), int((best * there)[inside].sum()))


class ShiftsRule(LineRule):
    """A rule of some shifts: those named, or the late ones, or those of the night; all of them where none is said."""

    shifts: Annotated[tuple[str, ...], Field(max_length=100)] = ()
    late: bool = False
    night: bool = False
    names_shifts: ClassVar = ("shifts",)

    @model_validator(mode="after")
    def _one_choice(self) -> Self:
        if bool(self.shifts) + self.late + self.night > 1:
            raise ValueError("has several of shifts, late and night; give one of them, or none for all shifts")
        return self

    def chosen(self, problem: Problem) -> Flags:
        """[S] the shifts that the rule is about."""
        return chosen_shifts(problem, self.shifts, late=self.late, night=self.night)

    def counts(self) -> str:
        """The shifts that the rule is about, in people's words."""
        if self.shifts:
            return f"shifts {' or '.join(self.shifts)}"
        return "late shifts" if self.late else "night shifts" if self.night else "shifts"


def chosen_shifts(problem: Problem, shifts: Iterable[str], *, late: bool = False, night: bool = False) -> Flags:
    """[S] the shifts whose templates are named; without names the late ones, or those of the night, or all of them."""
    if names := set(shifts):
        return np.array([name in names for name in ids_of(problem)], dtype=bool)
    if late or night:
        chosen: Flags = (problem.late & late) | (problem.labour.night & night)
        return chosen
    return np.ones(problem.shifts, dtype=bool)
