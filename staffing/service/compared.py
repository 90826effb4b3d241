"""Figures of single people beside those of their colleagues on the same work: what chance alone makes of them.

The standard of a person is what the others have on the same mix of queues, own cases left out: with them, whoever does
much of a queue would be held against themselves. An interval that holds for one person is no ground to name one of
many: `each_level` says how wide each must be so that all together err as seldom.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from staffing.service.rates import Z95, wilson_interval

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]

LEAST_CASES = 30
"""Of a person with fewer cases nothing is told; and as many of others make a standard."""


@dataclass(frozen=True, eq=False)
class Mix:
    """One number of every case, by person and queue; A people, Q queues.

    `count`, `mean` and `variance` [A, Q] are of a person's own cases in queues with a standard (0 cases in others),
    `others` and `standard` [A, Q] the number and the mean of all others' cases, `spread` [Q] the variance of all.
    """

    count: Floats
    mean: Floats
    variance: Floats
    others: Floats
    standard: Floats
    spread: Floats

    @property
    def cases(self) -> Floats:
        """[A] a person's cases that can be compared."""
        return np.asarray(self.count.sum(axis=1))

    @property
    def own(self) -> Floats:
        """[A] variance of the sum of a person's numbers: as they are, or as everybody's are where that is more.

        A few cases of a heavy tail seldom show it.
        """
        everybody = self.count * self.spread
        seen = np.where(self.count > 1, self.count * self.variance, everybody)
        return np.asarray(np.maximum(everybody.sum(axis=1), seen.sum(axis=1)))

    @property
    def expected(self) -> Floats:
        """[A] the sum of the standard over a person's cases."""
        return np.asarray((self.count * self.standard).sum(axis=1))

    @property
    def expected_variance(self) -> Floats:
        """[A] its variance: others' cases are finite, too."""
        parts = np.divide(self.count**2 * self.spread, self.others, out=np.zeros_like(self.count), where=self.count > 0)
        return np.asarray(parts.sum(axis=1))


@dataclass(frozen=True, eq=False)
class Compared:
    """A figure of each of A people with its 95% interval, and which side of the standard it is on.

    `side` is 1 above it, -1 below it, 0 where chance alone could make the difference. NaN and 0 without cases.
    """

    cases: Floats
    value: Floats
    low: Floats
    high: Floats
    side: Ints


def each_level(comparisons: int, level: float = 0.95) -> float:
    """The level of each of so many intervals that holds them all together at `level`.

    Source: Šidák 1967 (Journal of the American Statistical Association 62:626).
    """
    return float(level ** (1 / max(comparisons, 1)))


def mix_of(person: Ints, queue: Ints, number: Floats, people: int, queues: int) -> Mix:
    """The mix of cases with a number; of a case `person` and `queue` [N] are places, and `number` [N] may be NaN."""
    known = ~np.isnan(number)
    cell, number = (person * queues + queue)[known], number[known]

    def total(values: Floats) -> Floats:
        sums = np.bincount(cell, values, people * queues).astype(np.float64)
        return sums.reshape(people, queues)

    count, sums = total(np.ones(len(number))), total(number)
    others = count.sum(axis=0) - count
    standard = _divided(sums.sum(axis=0) - sums, others)
    # around the mean of the queue, not around 0: squares of large numbers would leave nothing of small differences
    centre = _divided(sums.sum(axis=0), count.sum(axis=0))
    apart = number - centre[cell % queues]
    squares, shift = total(apart**2), _divided(total(apart), count)
    variance = _divided(np.maximum(squares - count * shift**2, 0.0), count - 1)
    spread = _divided(squares.sum(axis=0), count.sum(axis=0) - 1)
    compared = others >= LEAST_CASES
    return Mix(np.where(compared, count, 0.0), _divided(sums, count), variance, others, standard, spread)


def compared_speed(mix: Mix, level: float) -> Compared:
    """Standard minutes of a person's cases over the minutes they took: above 1 is faster than others on the same mix.

    The interval is symmetric in the logarithm. Handle times of slow people spread more, in proportion: what everybody's
    variance says is therefore taken relative to the standard.
    """
    took = (mix.count * mix.mean).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = mix.expected / took
        seen = np.where(mix.count > 1, mix.count * mix.variance, mix.count * mix.spread).sum(axis=1) / took**2
        usual = (mix.count * mix.spread).sum(axis=1) / mix.expected**2
        error = np.sqrt(np.maximum(seen, usual) + mix.expected_variance / mix.expected**2)
        middle = np.log(value)
    side = _side(middle - _z(level) * error, middle + _z(level) * error)
    return Compared(mix.cases, value, np.exp(middle - Z95 * error), np.exp(middle + Z95 * error), side)


def compared_mean(mix: Mix, level: float) -> Compared:
    """The mean of a person's numbers, with its own interval; the side is that of its difference to the standard."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value, expected = (mix.count * mix.mean).sum(axis=1) / mix.cases, mix.expected / mix.cases
        error = np.sqrt(mix.own) / mix.cases
        half = _z(level) * np.sqrt(mix.own + mix.expected_variance) / mix.cases
    side = _side(value - expected - half, value - expected + half)
    return Compared(mix.cases, value, value - Z95 * error, value + Z95 * error, side)


def compared_share(mix: Mix, level: float) -> Compared:
    """The share of a person's numbers, each 0 or 1, with its Wilson interval.

    The difference to the standard has the interval of Newcombe 1998 (Statistics in Medicine 17:873, method 10), the
    standard counting as so many cases as give its variance.
    """
    columns: list[list[float]] = [[], [], [], []]
    for cases, hits, expected, weight in zip(
        mix.cases, (mix.count * mix.mean).sum(axis=1), mix.expected, _weight(mix), strict=True
    ):
        found = [np.nan, np.nan, np.nan, 0.0]
        if cases:
            share, other = hits / cases, min(expected / cases, 1.0)
            low, high = wilson_interval(min(hits, cases), cases, level)
            below, above = wilson_interval(other * weight, weight, level)
            least = share - other - np.hypot(share - low, above - other)
            most = share - other + np.hypot(high - share, other - below)
            found = [share, *wilson_interval(min(hits, cases), cases), float(least > 0) - float(most < 0)]
        for column, one in zip(columns, found, strict=True):
            column.append(one)
    value, low_end, high_end, side = (np.array(column) for column in columns)
    return Compared(mix.cases, value, low_end, high_end, side.astype(np.int64))


def _weight(mix: Mix) -> Floats:
    """[A] the number of cases whose mean varies as much as the standard of the mix."""
    parts = np.divide(mix.count**2, mix.others, out=np.zeros_like(mix.count), where=mix.count > 0)
    return _divided(mix.cases**2, parts.sum(axis=1))


def _side(low: Floats, high: Floats) -> Ints:
    return (low > 0).astype(np.int64) - (high < 0)


def _z(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)


def _divided(above: Floats, below: Floats) -> Floats:
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)
