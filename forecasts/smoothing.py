"""Weeks of a series laid over each other, and rates of the steps of the week, shrunk by the evidence of the counts."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from forecasts.calendar import THURSDAY, Floats
from forecasts.series import Flags, History

NEIGHBOURS = (1 / 3, 2 / 3, 1.0, 2 / 3, 1 / 3)
"""Weights of the hours around one, where its own counts are too few."""


@dataclass(frozen=True, eq=False)
class Weeks:
    """One series as weeks that end where its history ends.

    `counts` and `exposure` [weeks, steps of the week]; exposure is how many normal intervals were observed (2 in the
    hour that autumn repeats, 0 where closed or unknown). `plain` marks steps of days that no event touches. `age`
    [steps of the week] is how many days before the end each step of the last week lies, `phase` how many steps after
    Monday's midnight the history ends.
    """

    counts: Floats
    exposure: Floats
    plain: Flags
    age: Floats
    per_day: int
    phase: int
    prior: Floats | None = None
    """Shape of sister series [steps of the week], of any scale."""

    def first(self, weeks: int) -> Weeks:
        """The weeks known after `weeks` of them."""
        return replace(self, counts=self.counts[:weeks], exposure=self.exposure[:weeks], plain=self.plain[:weeks])


def fold(history: History, row: int, normal: Floats, plain: Flags | None = None) -> Weeks:
    """Lay a series out in weeks that end where it ends; the first, partial week is filled up as unobserved.

    `normal` [T] is how many normal intervals each one counts as, `plain` [T] whether its day is a plain one.
    """
    g = history.grid
    steps = 7 * g.per_day
    end = int(g.wall[-1]) + 1
    begin = int(g.wall[np.argmax(history.observed[row])])
    count = -(-(end - begin) // steps)
    known = history.observed[row]
    wall = g.wall[known]
    cells = (count - 1 - (end - 1 - wall) // steps, wall % steps)
    counts, exposure = np.zeros((count, steps)), np.zeros((count, steps))
    np.add.at(counts, cells, history.counts[row, known])
    np.add.at(exposure, cells, g.exposure[known] * normal[known])
    touched = np.zeros(counts.shape, dtype=bool)
    if plain is not None:
        touched[cells] = ~plain[known]
    age = ((end - 1 - np.arange(steps)) % steps) / g.per_day
    return Weeks(counts, exposure, ~touched, age, g.per_day, (end + THURSDAY * g.per_day) % steps)


def smooth(counts: Floats, exposure: Floats, per_day: int, prior: Floats | None = None) -> Floats:
    """Rates of the steps of the week, shrunk by the evidence of the counts.

    First the shape of sister series (`prior`, [steps of the week], of any scale) as far as the counts agree with it;
    then day x hour; then a few neighbouring hours together correct it; then each hour corrects those. Flat, at the
    rate of half a case in all, when there was none.
    """
    c, e = counts.reshape(7, per_day), exposure.reshape(7, per_day)
    c = c + 0.5 * e / max(e.sum(), 1e-9)  # Jeffreys' half case, spread evenly: no open step is ever impossible
    rate = _separable(c, e, None if prior is None else prior.reshape(7, per_day))
    for kernel in (NEIGHBOURS, (1.0,)):
        strength = _strength(c, e * rate)
        scale = sum(kernel) / sum(weight**2 for weight in kernel)  # a weighted sum of this scale varies like a count
        found, expected = (scale * _around(table, kernel) for table in (c, e * rate))
        rate = rate * (found + strength) / (expected + strength)
    return np.asarray(rate.ravel(), dtype=np.float64)


def _strength(counts: Floats, expected: Floats) -> Floats:
    """How many cases the expectation is worth, per day of the week [7, 1]: one over the excess of Poisson's chi-square.

    Busy hours must not drown the quiet ones (nights, weekends), so squares are taken in units of their expectation.
    """
    chi = np.divide(np.square(counts - expected), expected, out=np.zeros_like(counts), where=expected > 0)
    excess = chi.sum(axis=1, keepdims=True) - (expected > 0).sum(axis=1, keepdims=True)
    return 1 / np.maximum(_ratio(excess, expected.sum(axis=1, keepdims=True)), 1e-6)


def _around(table: Floats, kernel: tuple[float, ...]) -> Floats:
    """Weighted sums over neighbouring steps; the week is a circle."""
    steps = table.ravel()
    shifted = [weight * np.roll(steps, place - len(kernel) // 2) for place, weight in enumerate(kernel)]
    return np.asarray(np.sum(shifted, axis=0).reshape(table.shape), dtype=np.float64)


def _separable(counts: Floats, exposure: Floats, prior: Floats | None) -> Floats:
    """Day x hour rates with the margins of the counts, by iterative proportional fitting; shrunk to a prior's shape."""
    shape = np.ones_like(counts) if prior is None else prior * counts.sum() / max(float((exposure * prior).sum()), 1e-9)
    known = exposure * shape
    day, hour = np.ones((7, 1)), np.ones((1, counts.shape[1]))
    worth = [0.0, 0.0] if prior is None else [_worth(counts, known, axis) for axis in (1, 0)]
    for _ in range(8):
        day = _ratio(counts.sum(axis=1, keepdims=True) + worth[0], (known * hour).sum(axis=1, keepdims=True) + worth[0])
        hour = _ratio(counts.sum(axis=0, keepdims=True) + worth[1], (known * day).sum(axis=0, keepdims=True) + worth[1])
    return day * hour * shape


def _worth(counts: Floats, expected: Floats, axis: int) -> float:
    """How many cases a margin's expectation is worth: one over the excess of its chi-square, by moments."""
    c, e = counts.sum(axis=axis), expected.sum(axis=axis)
    known = e > 0
    excess = float((np.square(c[known] - e[known]) / e[known]).sum() - known.sum())
    return float(1 / max(excess / max(e.sum(), 1e-9), 1e-4))


def _ratio(counts: Floats, exposure: Floats) -> Floats:
    return np.divide(counts, exposure, out=np.zeros_like(counts), where=exposure > 0)


def by_calendar(values: Floats, weeks: Weeks) -> Floats:
    """Steps after each origin [origins, steps] as calendar weeks [n, 7, steps of the day], NaN outside.

    Factors belong to days and weeks of the calendar: a block that straddles two of them would average them out.
    """
    steps = weeks.counts.shape[1]
    oldest_first = np.argsort(-weeks.age, kind="stable")
    folded: Floats = values.reshape(len(values), values.shape[1] // steps, steps)
    in_time: Floats = folded[:, :, oldest_first].reshape(len(values), values.shape[1])
    after = -(in_time.shape[1] + weeks.phase) % steps
    padded = np.pad(in_time, ((0, 0), (weeks.phase, after)), constant_values=np.nan)
    return padded.reshape(-1, 7, weeks.per_day)


def shape_of(weeks: Weeks) -> Floats:
    """The smoothed shape of the whole history, of sum 1 [steps of the week]; zeros where it had no case."""
    found = smooth(weeks.counts.sum(axis=0), weeks.exposure.sum(axis=0), weeks.per_day)
    return found / found.sum() if weeks.counts.sum() > 0 else np.zeros_like(found)
