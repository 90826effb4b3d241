"""Rules about the shifts of two successive days, given what each pair of them counts: [S, S] by day, then next day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from staffing.problem import OFF, Integers, Problem
from staffing.rules.bound import Bound
from staffing.rules.resource import Succession

if TYPE_CHECKING:
    from staffing.rules.model import Model


def pair_bounds(model: Model, units: Integers) -> Iterator[Bound]:
    """Not both shifts of a pair that counts, for everybody, on each planned day and the day before it."""
    problem = model.problem
    for day in problem.planned:
        if not day:
            continue  # what was worked before the first known day is not known
        for first, second in np.argwhere(units):
            for agent, pair in pairs(model, (day - 1, int(first)), (day, int(second))):
                yield Bound(pair, high=1, amount=int(units[first, second]), agent=agent, day=day)


def pairs(model: Model, before: tuple[int, int], after: tuple[int, int]) -> Iterator[tuple[int, Integers]]:
    """The variables of two (day, shift) for every agent who may have worked both: 0 is a shift at another site."""
    both = np.column_stack([model.work[:, *before], model.work[:, *after]])
    for agent in np.flatnonzero(both.all(axis=1)).tolist():
        yield agent, both[agent]


def succession(problem: Problem, agent: int, units: Integers) -> Succession:
    """The same along one line of work; `units` is [S, S], or [D, S + 1, S + 1] with days off."""
    off = problem.shifts
    every = np.zeros((problem.days, off + 1, off + 1), dtype=np.int64)
    every[:, : units.shape[-2], : units.shape[-1]] = units
    before = OFF
    if problem.history_days:
        before = int(problem.history[agent, -1])
    else:
        every[0] = 0  # what was worked before the first known day is not known
    return Succession(every, off if before == OFF else before)
