"""Rules on how long a run may be: days in a row of one kind, such as days worked, days off, nights."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffing.problem import OFF, Flags, Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Counter, Resource
from staffing.rules.rule import LineRule
from staffing.rules.spans import present
from staffing.rules.words import so_many

if TYPE_CHECKING:
    from staffing.rules.model import Model


class RunRule(LineRule):
    """A run of days has at least so many days, and at most so many; each day beyond counts 1.

    A run that is too short is missed by the difference, on the day after it. Exempt is one that may have begun before
    the days that are known, that goes on at the end of the plan, or that absence cuts short.
    """

    @abstractmethod
    def lengths(self) -> tuple[int, int | None]:
        """The least days of a run, and the most; 1 and None are no limit."""

    @abstractmethod
    def inside(self, problem: Problem, agent: int, *, shortest: bool) -> Flags:
        """[H + D, S + 1] choices with which a day belongs to a run, for the least days of one or for the most.

        The last of the choices is a day without a shift.
        """

    @abstractmethod
    def counts(self) -> str:
        """What the run is of, in people's words: `days off`, `night shifts`."""

    def cuts(self, problem: Problem, agent: int) -> Flags:
        """[H + D] days of absence, which end a run without its being missed: leave, and days not employed."""
        return ~present(problem, agent)

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        timeline, (least, most) = roster.timeline(problem), self.lengths()
        for agent in range(problem.agents):
            if most is not None:
                runs = _in_run(timeline[agent], self.inside(problem, agent, shortest=False))
                yield from self._too_long(problem, agent, runs, most)
            if least > 1:
                cuts = self.cuts(problem, agent)
                runs = _in_run(timeline[agent], self.inside(problem, agent, shortest=True))
                runs = [on and not cut for on, cut in zip(runs, cuts, strict=True)]
                yield from self._too_short(problem, agent, runs, cuts)

    def _too_long(self, problem: Problem, agent: int, runs: list[bool], most: int) -> Iterator[Violation]:
        length = 0
        for day, on in enumerate(runs):
            length = length + 1 if on else 0
            if length > most and day >= problem.history_days:
                yield self.breach(1, f"{so_many(length, self.counts())} in a row; at most {most}", agent, day)

    def _too_short(self, problem: Problem, agent: int, runs: list[bool], cuts: Flags) -> Iterator[Violation]:
        least, length = self.lengths()[0], 0
        for day, on in enumerate(runs):
            if on:
                length += 1
                continue
            first = day - length
            exempt = first == 0 or cuts[first - 1] or cuts[day] or day < problem.history_days
            if 0 < length < least and not exempt:
                note = f"{so_many(length, self.counts())} in a row; at least {least}"
                yield self.breach(least - length, note, agent, day)
            length = 0

    def bounds(self, model: Model) -> Iterator[Bound]:
        least, most = self.lengths()
        planned = model.problem.planned
        for agent in range(model.problem.agents):
            if most is not None:
                inside = self.inside(model.problem, agent, shortest=False)
                for last in planned[max(0, most - planned.start) :]:
                    days = np.arange(last - most, last + 1)
                    yield from _sum_of_days(model, agent, inside, days, np.ones(most + 1, dtype=np.int64), most)
            if least > 1:
                inside, cuts = self.inside(model.problem, agent, shortest=True), self.cuts(model.problem, agent)
                for length in range(1, least):
                    for after in planned[max(0, length + 1 - planned.start) :]:
                        days = np.arange(after - length - 1, after + 1)
                        if not cuts[days].any():
                            # a day outside, `length` inside, a day outside: never
                            signs = np.array([-1, *[1] * length, -1])
                            for bound in _sum_of_days(model, agent, inside, days, signs, length - 1):
                                yield replace(bound, amount=least - length)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        (least, most), found, past = self.lengths(), [], problem.history_days
        if most is not None:
            inside = self.inside(problem, agent, shortest=False)
            counter = _counter(inside[past:], _run_before(problem, agent, inside))
            found.append(replace(counter, high=np.full(problem.days, most), most=1))
        if least > 1:
            cuts = self.cuts(problem, agent)
            inside = self.inside(problem, agent, shortest=True) & ~cuts[:, None]
            run = _run_before(problem, agent, inside)
            if run == past or (run and cuts[past - run - 1]):
                run = least  # exempt: nobody knows when it began, or it began after an absence
            counter = _counter(inside[past:], 0 if cuts[past] else run)
            after_cut = np.concatenate([[False], cuts])[past:-1]
            adds = np.where(after_cut[:, None], least * counter.adds, counter.adds)
            before_cut = np.append(cuts[past + 1 :], False).astype(np.int64)
            found.append(replace(counter, adds=adds, clears=before_cut, least=least))
        return tuple(found)


def working(problem: Problem, chosen: Flags) -> Flags:
    """[H + D, S + 1] choices of some shifts, [S], on whatever day."""
    return np.broadcast_to(np.append(chosen, False), (len(problem.day_names), problem.shifts + 1))


def _in_run(work: Flags, inside: Flags) -> list[bool]:
    """Whether each day belongs to a run, by what is worked on it, [H + D, S]."""
    runs = []
    for day, shifts in enumerate(work):
        worked = np.flatnonzero(shifts)
        runs.append(any(inside[day, shift] for shift in worked) if len(worked) else bool(inside[day, -1]))
    return runs


def _sum_of_days(
    model: Model, agent: int, inside: Flags, days: Integers, signs: Integers, high: int
) -> Iterator[Bound]:
    """At most `high` of the signed days belong to a run; a day off is 1 less its work. Nothing where no work counts."""
    free = inside[days, -1].astype(np.int64)
    coefficients = signs[:, None] * (inside[days, :-1] - free[:, None])
    used = np.nonzero(coefficients)
    constant = int((signs * free).sum())
    cells = model.work[agent, days][used]
    if len(cells):
        yield Bound(cells, coefficients[used], high=high - constant, agent=agent, day=int(days[-1]))


def _run_before(problem: Problem, agent: int, inside: Flags) -> int:
    """Days of the run that goes on at the end of the history."""
    run = 0
    for day in range(problem.history_days):
        shift = int(problem.history[agent, day])
        run = run + 1 if inside[day, -1 if shift == OFF else shift] else 0
    return run


def _counter(inside: Flags, start: int) -> Counter:
    """The days of a run so far; `inside` [D, S + 1] of the planned days."""
    adds = inside.astype(np.int64)
    return replace(Counter.of(adds, start=start), resets=1 - adds)
