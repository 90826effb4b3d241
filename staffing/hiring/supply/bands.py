"""The gap between what is required and who is there: quantiles, the chance to be short, and means over both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from staffing.hiring.supply.cohort import Cohort, Floats
from staffing.hiring.supply.spread import lattices

SHORT = 1.0
"""Full-time equivalents too few that count as short."""
SAME = 1e-9
"""Full-time equivalents below which two numbers are the same."""
MOST_HALVINGS = 60
"""Of the search for a quantile; numbers so large that they cannot be told SAME apart would have it go on for ever."""
MOST_VALUES = 400
"""Points at which a function of the available full-time equivalents is taken."""


@dataclass(frozen=True, eq=False)
class Available:
    """The full-time equivalents at hand over W weeks: a lattice a week.

    `start`, `step` [W]; `below` [W, N + 1]: the chance of fewer than `start + n step`.
    """

    start: Floats
    step: Floats
    below: Floats

    def at_most(self, level: Floats) -> Floats:
        """The chance of at most `level` [W, ...], by week [W, ...]."""
        return self._up_to(level, self.below)

    def short_of(self, level: Floats) -> Floats:
        """The mean of what is missing to `level` [W, ...], nothing where more is there: [W, ...]."""
        values = self.start[:, None] + self.step[:, None] * np.arange(self.below.shape[1] - 1)
        moments = np.cumsum(np.diff(self.below, axis=1) * values, axis=1)
        return level * self.at_most(level) - self._up_to(level, np.pad(moments, ((0, 0), (1, 0))))

    def _up_to(self, level: Floats, running: Floats) -> Floats:
        """A running sum over the lattice [W, N + 1], as far as it is at most `level`."""
        shape = (-1,) + (1,) * (level.ndim - 1)
        number = np.floor((level - self.start.reshape(shape)) / self.step.reshape(shape)) + 1
        index = np.clip(number, 0, running.shape[1] - 1).astype(np.int64)
        return np.asarray(np.take_along_axis(running, index.reshape(len(level), -1), axis=1).reshape(level.shape))


People: TypeAlias = Sequence[Cohort] | Available
"""Whoever is counted; as `Available` where several questions are asked of the same people."""


@lru_cache(maxsize=8)
def available(cohorts: tuple[Cohort, ...], weeks: int) -> Available:
    """The distribution of the full-time equivalents of all cohorts, which are independent of each other.

    Kept for the last few, as several questions are asked of the same people.
    """
    found = lattices(cohorts, weeks)
    below = np.ones((weeks, max(len(one.mass) for one in found) + 1))
    for row, one in zip(below, found, strict=True):
        row[: len(one.mass)] = np.cumsum(one.mass) - one.mass
        row[0] = 0.0
    return Available(np.array([one.start for one in found]), np.array([one.step for one in found]), below)


def gap_figures(required: Floats, people: People) -> tuple[Floats, Floats, Floats]:
    """The 10th and the 90th percentile of the gap, and the chance that it is 1 or more [W] each.

    `required` [J, W] are full-time equivalents in J equally likely cases, independent of who is there.
    """
    there = _available(required, people)
    p10, p90 = gap_quantiles(required, there, (0.1, 0.9))
    short = there.at_most(required.T - SHORT + SAME).mean(axis=1)
    return p10, p90, short


def gap_quantiles(required: Floats, people: People, probabilities: Sequence[float]) -> Floats:
    """The smallest gaps that are not exceeded with at least the probabilities [n, W], of `required` [J, W]."""
    there = _available(required, people)
    cases, wanted = required.T[:, None, :], np.asarray(probabilities)[None, :]
    highest = there.start + there.step * (there.below.shape[1] - 1)
    low = np.repeat((required.min(axis=0) - highest - 1)[:, None], len(probabilities), axis=1)
    high = np.repeat((required.max(axis=0) - there.start)[:, None], len(probabilities), axis=1)
    for _ in range(MOST_HALVINGS):
        if not (high - low).max() > SAME / 4:
            break
        middle = (low + high) / 2
        enough = 1 - there.at_most(cases - middle[:, :, None] - SAME / 2).mean(axis=2) >= wanted - 1e-12
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    # the search ends next to a possible gap: the highest one that is not above
    start, step = there.start[:, None, None], there.step[:, None, None]
    number = np.maximum(0, np.ceil((cases - high[:, :, None] - SAME - start) / step))
    return np.asarray((cases - (start + number * step)).max(axis=2).T)


def expected_short(required: Floats, people: People) -> Floats:
    """The mean [W] of the full-time equivalents too few, of `required` [J, W]: too many in one case help no other."""
    return np.asarray(_available(required, people).short_of(required.T).mean(axis=1))


def mean_over(f: Callable[[int, Floats], Floats], required: Floats, people: People) -> Floats:
    """The mean [W] of `f` of available / required, over who is there and over `required` [J, W].

    `f` takes the number of the week and an array of ratios of any shape. Less than nothing at hand is a ratio of 0,
    nothing required one of infinity. Where there are many possible values, neighbours are one at their mean.
    """
    there = _available(required, people)
    found = np.empty(required.shape[1])
    for week, needed in enumerate(required.T):
        mass = np.diff(there.below[week])
        some = np.flatnonzero(mass > 1e-13)
        values, mass = there.start[week] + there.step[week] * some, mass[some]
        if len(values) > MOST_VALUES:
            bins = np.arange(len(values)) * MOST_VALUES // len(values)
            total = np.bincount(bins, mass)
            values, mass = np.bincount(bins, mass * values) / total, total
        ratios = np.full((len(needed), len(values)), np.inf)
        np.divide(np.maximum(values, 0.0), needed[:, None], out=ratios, where=needed[:, None] > 0)
        found[week] = (f(week, ratios) @ mass).mean() / mass.sum()
    return found


def _available(required: Floats, people: People) -> Available:
    return people if isinstance(people, Available) else available(tuple(people), required.shape[1])
