"""A first roster by hand's logic: fill the neediest day and hour with whoever may still work it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from staffing.problem import OFF, Flags, Integers, Problem
from staffing.roster import Roster
from staffing.rules import Rule

BY_AGENT = (
    "history",
    "contract_allows",
    "available",
    "on_leave",
    "leave_after",
    "employed",
    "contract_days",
    "days_due",
    "minutes_due",
    "minutes_guaranteed",
    "pins",
    "group",
    "speed",
    "agent_site",
    "wage",
    "overtime_minutes",
    "overtime_days",
)
"""Arrays of Problem whose first axis is the agents."""


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
    """One agent's line of work in the making, checked with the rules' own `violations`."""

    def __init__(self, problem: Problem, agent: int, rules: Sequence[Rule]) -> None:
        self.problem, self.rules = alone(problem, agent), rules
        self.work: Flags = np.zeros((problem.days, problem.shifts), dtype=bool)
        for day in np.flatnonzero(problem.pins[agent] != OFF):
            self.work[day, problem.pins[agent, day]] = True
        self.unavoidable = self._breaches()
        self.open: Flags = np.ones_like(self.work)
        self.open[self.work.any(axis=1)] = False

    def take_best(self, need: _Need) -> bool:
        """Add the most useful legal shift; False when none is left. What is illegal once stays so."""
        value = np.where(self.open, need.value(), -(2**62))
        for cell in np.argsort(-value, axis=None, kind="stable"):
            day, shift = divmod(int(cell), self.problem.shifts)
            if not self.open[day, shift]:
                return False
            self.work[day, shift] = True
            if self._breaches() <= self.unavoidable:
                self.open[day] = False
                need.serve(day, shift)
                return True
            self.work[day, shift] = False
            self.open[day, shift] = False
        return False

    def _breaches(self) -> int:
        roster = Roster(self.work[None].copy())
        return sum(violation.amount for rule in self.rules for violation in rule.violations(self.problem, roster))


def alone(problem: Problem, agent: int) -> Problem:
    """The same problem for one agent only; wishes and cover, which rules of the team weigh, are left out."""
    only = slice(agent, agent + 1)
    parts = {name: getattr(problem, name)[only] for name in BY_AGENT}
    labour = problem.labour.of_agent(agent)
    return replace(problem, agent_names=problem.agent_names[only], wishes=(), cover=(), **parts, labour=labour)
