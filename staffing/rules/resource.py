"""What an agent rule is to an engine that builds one agent's line of work day by day: a counter with limits.

A line chooses for every planned day one shift, or none: the choice S. In the field these are the resources of a
shortest path problem with resource constraints (Irnich, Desaulniers 2005, in Column Generation, Springer). A rule that
cannot be said so says nothing, and the engine that needs it steps aside with the rule's name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from staffing.problem import OFF, Flags, Integers, Problem
from staffing.rules.states import States

NO_LIMIT = 2**40
"""Stands where nothing is limited."""


@dataclass(frozen=True, eq=False)
class Counter:
    """A number that goes along one line of work, day by day.

    On each planned day d with the choice c, in this order:

    1. where `resets[d, c]`, a run ends: a value above 0 and below `least` is missed by the difference; it becomes 0;
    2. `adds[d, c]` is added;
    3. it is held against `low[d]` and `high[d]`; what it is missed by counts up to `most` units;
    4. where `clears[d]`, it becomes 0.

    Each `step` by which it is missed, rounded up, is a breach of `amount` units. What a choice adds or resets may go by
    the choice b of the day before as well (work on Sunday begins a weekend's work after a Saturday off): the arrays are
    then indexed [d, b, c], and the choice before the first day is `before`.
    """

    adds: Integers
    """[D, S + 1] or [D, S + 1, S + 1]; the last of the choices is a day without a shift."""
    resets: Integers
    """[D, S + 1] or [D, S + 1, S + 1] of 0 or 1."""
    low: Integers
    """[D]; -NO_LIMIT on days on which nothing is looked at."""
    high: Integers
    """[D]; NO_LIMIT likewise."""
    clears: Integers
    """[D] 0 or 1."""
    start: int = 0
    """The value before the first planned day, from the history."""
    least: int = 0
    most: int = NO_LIMIT
    step: int = 1
    amount: int = 1
    before: int = 0

    @classmethod
    def of(
        cls,
        adds: Integers,
        *,
        at: int | None = None,
        low: int | None = None,
        high: int | None = None,
        start: int = 0,
        step: int = 1,
        amount: int = 1,
    ) -> Counter:
        """A sum over days, looked at on the planned day `at` alone; None: on every day. `adds` is [D, S + 1]."""
        days = len(adds)
        looked = np.ones(days, dtype=bool) if at is None else np.arange(days) == at
        return cls(
            adds=adds,
            resets=np.zeros_like(adds),
            low=np.where(looked, -NO_LIMIT if low is None else low, -NO_LIMIT),
            high=np.where(looked, NO_LIMIT if high is None else high, NO_LIMIT),
            clears=np.zeros(days, dtype=np.int64),
            start=start,
            step=step,
            amount=amount,
        )

    def missed(self, line: Integers) -> int:
        """Units of breach of a line of work [D], shift indices or OFF."""
        value, units, last = self.start, 0, self.before
        for day, shift in enumerate(line.tolist()):
            choice = self.adds.shape[-1] - 1 if shift == OFF else shift
            if _of(self.resets[day], last, choice):
                if 0 < value < self.least:
                    units += self._units(self.least - value)
                value = 0
            value += _of(self.adds[day], last, choice)
            units += self._units(max(0, value - int(self.high[day])))
            units += self._units(max(0, int(self.low[day]) - value))
            if self.clears[day]:
                value = 0
            last = choice
        return units

    def _units(self, by: int) -> int:
        return min(self.most, -(-by // self.step)) * self.amount


def _of(day: Integers, last: int, choice: int) -> int:
    """What an array of a counter says of a choice on a day."""
    return int(day[choice] if day.ndim == 1 else day[last, choice])


@dataclass(frozen=True, eq=False)
class Succession:
    """What one choice costs, given the choice of the day before.

    `units[d, c, e]`: breach where the choice of planned day d is e and that of the day before c; the choice before the
    first day is `before`.
    """

    units: Integers
    """[D, S + 1, S + 1]"""
    before: int

    def missed(self, line: Integers) -> int:
        """Units of breach of a line of work [D], shift indices or OFF."""
        last, units = self.before, 0
        for day, shift in enumerate(line.tolist()):
            choice = self.units.shape[1] - 1 if shift == OFF else shift
            units += int(self.units[day, last, choice])
            last = choice
        return units


Resource = Counter | Succession | States


def missed(resources: Iterable[Resource], line: Integers) -> int:
    """Units of breach of a line of work [D] over all resources of a rule."""
    return sum(resource.missed(line) for resource in resources)


def in_turn(resources: Iterable[Resource]) -> list[Resource]:
    """The same resources, sums over stretches of days that follow each other (weeks, for example) as one counter.

    Each is looked at on the last day of its stretch, and begins at 0 again after it.
    """
    found: list[Resource] = []
    for resource in resources:
        before = found[-1] if found else None
        if isinstance(resource, Counter) and isinstance(before, Counter) and _follows(before, resource):
            found[-1] = replace(
                before,
                adds=before.adds + resource.adds,
                low=np.maximum(before.low, resource.low),
                high=np.minimum(before.high, resource.high),
                clears=before.clears | (np.arange(len(before.adds)) == _looked(before)[-1]),
            )
        else:
            found.append(resource)
    return found


def _looked(counter: Counter) -> Integers:
    """Days on which a counter is held against a limit."""
    return np.flatnonzero((counter.low > -NO_LIMIT) | (counter.high < NO_LIMIT))


def _follows(before: Counter, after: Counter) -> bool:
    """Whether a sum begins after the last day on which another is looked at, and is looked at but once."""
    days, then = _looked(before), _looked(after)
    if before.adds.ndim != 2 or after.adds.ndim != 2 or not len(days) or len(then) != 1 or after.start:
        return False
    alike = all(getattr(before, name) == getattr(after, name) for name in ("least", "most", "step", "amount"))
    plain = not (before.resets.any() or after.resets.any() or after.clears.any())
    return alike and plain and not before.adds[days[-1] + 1 :].any() and not after.adds[: days[-1] + 1].any()


def sum_over(problem: Problem, adds: Integers, days: Integers, **limits: Any) -> Counter:
    """What is added on some days of the day axis (history first), looked at on the last of them, a planned one.

    `adds` is [D, S + 1] or [D, S + 1, S + 1]; `limits`: the other arguments of `Counter.of`.
    """
    inside = np.isin(problem.planned, days).reshape(-1, *[1] * (adds.ndim - 1))
    return Counter.of(np.where(inside, adds, 0), at=int(days[-1]) - problem.history_days, **limits)


def each_counts(adds: Integers) -> tuple[Counter, ...]:
    """Everything that is added is a breach; no counter where nothing is."""
    return (Counter.of(adds, at=len(adds) - 1, high=0),) if adds.any() else ()


def nothing_added(problem: Problem) -> Integers:
    """[D, S + 1] zeros, to be filled with what a counter counts."""
    return np.zeros((problem.days, problem.shifts + 1), dtype=np.int64)


def per_choice(problem: Problem, worth: Integers | Flags) -> Integers:
    """[D, S + 1] what each choice counts, from [H + D, S] what each shift counts on each day; a day off counts 0."""
    adds = nothing_added(problem)
    adds[:, :-1] = worth[problem.history_days :]
    return adds


def in_history(problem: Problem, agent: int, worth: Integers) -> Integers:
    """[H] what each day before the plan counted, from [H + D, S] what each shift counts on each day."""
    counted = np.zeros(problem.history_days, dtype=np.int64)
    for day in range(problem.history_days):
        shift = int(problem.history[agent, day])
        if shift != OFF:
            counted[day] = worth[day, shift]
    return counted
