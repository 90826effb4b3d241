"""A first roster by hand's logic: fill the neediest day and hour with whoever may still work it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from staffing.engines.direct.hint import values_of
from staffing.engines.part import part_of
from staffing.problem import OFF, Flags, Integers, Problem
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.model import Model
from staffing.rules.resource import NO_LIMIT


def greedy_roster(problem: Problem, rules: Sequence[Rule]) -> Roster:
    """A roster that breaks no hard agent rule as far as the pins allow it; deterministic.

    People take turns, one shift each, so that nobody is left with what the others refused.
    """
    hard = [rule for rule in rules if rule.hard and rule.stated.kind == "agent"]
    lines = [_Line(problem, agent, hard) for agent in range(problem.agents)]
    need = _Need(problem)
    for line in lines:
        for day, shift in np.argwhere(line.work):
            need.serve(int(day), int(shift))
    waiting = list(lines)
    while waiting:
        waiting = [line for line in waiting if line.take_best(need)]
    return Roster(np.concatenate([line.work[None] for line in lines]))


class _Need:
    """Minutes of work of each day, and uncovered open time of each shift, that are still to be filled."""

    def __init__(self, problem: Problem) -> None:
        demand = problem.demand
        self.day_work: Integers = np.bincount(
            demand.interval_day, weights=demand.work.sum(axis=0), minlength=problem.days
        ).astype(np.int64)
        self.shift_work: Integers = demand.capacity.sum(axis=2)
        # what one person brings, without the repetition of the first day in the tail
        self.shift_work[0] = demand.capacity[0, :, : demand.intervals].sum(axis=1)
        self.stretches = [stretch for stretch in problem.cover if stretch.people > stretch.present]
        self.missing = [stretch.people - stretch.present for stretch in self.stretches]

    def value(self) -> Integers:
        """[D, S] minutes that one more person would fill; uncovered open time counts ten times."""
        value: Integers = np.minimum(self.shift_work, np.maximum(self.day_work, 0)[:, None])
        # a day that has enough still prefers the emptier day
        value = value * 1000 + self.day_work[:, None] // 60
        for stretch, missing in zip(self.stretches, self.missing, strict=True):
            if missing > 0:
                for day, shift in stretch.cells:
                    value[day, shift] += 10_000 * (stretch.end - stretch.start)
        return value

    def serve(self, day: int, shift: int) -> None:
        """Somebody works this shift."""
        self.day_work[day] -= self.shift_work[day, shift]
        for index, stretch in enumerate(self.stretches):
            if (day, shift) in stretch.cells:
                self.missing[index] -= 1


class _Line:
    """One agent's line of work in the making, held against the bounds of the hard rules."""

    def __init__(self, problem: Problem, agent: int, rules: Sequence[Rule]) -> None:
        self.problem = alone(problem, agent)
        self.laws = _Laws(self.problem, rules)
        self.work: Flags = np.zeros((problem.days, problem.shifts), dtype=bool)
        for day in np.flatnonzero(problem.pins[agent] != OFF):
            self.work[day, problem.pins[agent, day]] = True
        self.unavoidable = self.laws.breaches(self.work)
        self.open: Flags = self.laws.model.work[0, problem.history_days :] > 0  # not at another site
        self.open[self.work.any(axis=1)] = False

    def take_best(self, need: _Need) -> bool:
        """Add the most useful legal shift; False when none is left. What is illegal once stays so."""
        value = np.where(self.open, need.value(), -(2**62))
        for cell in np.argsort(-value, axis=None, kind="stable"):
            day, shift = divmod(int(cell), self.problem.shifts)
            if not self.open[day, shift]:
                return False
            self.work[day, shift] = True
            if self.laws.breaches(self.work) <= self.unavoidable:
                self.open[day] = False
                need.serve(day, shift)
                return True
            self.work[day, shift] = False
            self.open[day, shift] = False
        return False


class _Laws:
    """The bounds of some rules on one agent's line of work, as rows of a matrix: every cell tried asks them all."""

    def __init__(self, problem: Problem, rules: Sequence[Rule]) -> None:
        self.model = Model(problem)
        bounds = [bound for rule in rules for bound in rule.bounds(self.model)]
        self.sums: Integers = np.zeros((len(bounds), len(self.model.variables.low)), dtype=np.int64)
        for row, bound in enumerate(bounds):
            coefficients = np.broadcast_to(np.asarray(bound.coefficients), bound.variables.shape)
            np.add.at(self.sums[row], bound.variables.ravel(), coefficients.ravel())
        self.low = np.array([-NO_LIMIT if bound.low is None else bound.low for bound in bounds], dtype=np.int64)
        self.high = np.array([NO_LIMIT if bound.high is None else bound.high for bound in bounds], dtype=np.int64)
        self.step = np.array([bound.step for bound in bounds], dtype=np.int64)
        self.amount = np.array([bound.amount for bound in bounds], dtype=np.int64)

    def breaches(self, work: Flags) -> int:
        """Units of breach of a line of work [D, S], of all rules together."""
        sums = self.sums @ values_of(self.model, Roster(work[None].copy()))
        missed = np.maximum(0, np.maximum(sums - self.high, self.low - sums))
        return int((-(-missed // self.step) * self.amount).sum())


def alone(problem: Problem, agent: int) -> Problem:
    """The same problem for one agent only; wishes and cover, which rules of the team weigh, are left out."""
    return replace(part_of(problem, np.array([agent])), wishes=(), past_wishes=(), cover=())
