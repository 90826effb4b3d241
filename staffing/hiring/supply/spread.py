"""The distribution of the full-time equivalents at hand in a week: sums of independent people, without chance."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from staffing.hiring.supply.cohort import Cohort, Floats

FINEST = 0.01
"""Lattice step in full-time equivalents, unless all values of a week are on a coarser one."""
MOST_POINTS = 1_900
"""Of a lattice, about; a role of more people has a coarser one, which its spread hides."""
MOST_PEOPLE = 1_500
"""More of them are as good as normal, with the exact mean and standard deviation."""
SURE = 1 - 1e-13

Group = tuple[tuple[float, ...], tuple[float, ...], int]
"""Chances and values other than 0 of one person, and how many people have them."""


@dataclass(frozen=True, eq=False)
class Lattice:
    """Probabilities `mass` [n] of `start`, `start + step`, and so on."""

    start: float
    step: float
    mass: Floats


def lattices(cohorts: Sequence[Cohort], weeks: int) -> list[Lattice]:
    """The distribution of each week; people who bring the same with the same chance are one power."""
    single = [cohort for cohort in cohorts if len(cohort.chances) == 1]
    chances = np.array([cohort.chances[0] for cohort in single]).reshape(len(single), weeks).T.tolist()
    values = np.array([cohort.values[0] for cohort in single]).reshape(len(single), weeks).T.tolist()
    several = [cohort for cohort in cohorts if len(cohort.chances) > 1]
    found = []
    for week in range(weeks):
        counts: dict[tuple[tuple[float, ...], tuple[float, ...]], int] = {}
        for cohort, p, v in zip(single, chances[week], values[week], strict=True):
            if p > 0 and v != 0:
                counts[(p,), (v,)] = counts.get(((p,), (v,)), 0) + cohort.count
        for cohort in several:
            there = (cohort.chances[:, week] > 0) & (cohort.values[:, week] != 0)
            state = tuple(cohort.chances[there, week].tolist()), tuple(cohort.values[there, week].tolist())
            if state[0]:
                counts[state] = counts.get(state, 0) + cohort.count
        found.append(_lattice([(p, v, count) for (p, v), count in counts.items()]))
    return found


def _lattice(groups: list[Group]) -> Lattice:
    """Whoever is sure to be there is a constant; the others are summed on the lattice, or as a normal distribution.

    Values are rounded to the lattice, which is then moved and stretched: mean and standard deviation are exact.
    """
    sure = sum(count * v[0] for p, v, count in groups if len(p) == 1 and p[0] >= SURE)
    open_ones = [group for group in groups if len(group[0]) > 1 or group[0][0] < SURE]
    mean, deviation = _moments(open_ones)
    if deviation < 1e-9:
        return Lattice(sure + mean, 1.0, np.ones(1))
    if sum(count for _, _, count in open_ones) > MOST_PEOPLE:
        z, mass = _normal()
        return Lattice(sure + mean + z[0] * deviation, (z[1] - z[0]) * deviation, mass)
    step = _step(open_ones)
    rounded = [(p, tuple(float(round(value / step)) for value in v), count) for p, v, count in open_ones]
    mean_at, deviation_at = _moments(rounded)
    if deviation_at == 0:  # all that differs is less than half a step
        return Lattice(sure + mean, 1.0, np.ones(1))
    lowest, mass = _sum(rounded)
    if abs(deviation / (deviation_at * step) - 1) + abs(mean - mean_at * step) < 1e-9:
        return Lattice(sure + lowest * step, step, mass)  # values are on the lattice: no rounding to mend
    stretched = deviation / deviation_at
    return Lattice(sure + mean + (lowest - mean_at) * stretched, stretched, mass)


def _moments(groups: Iterable[Group]) -> tuple[float, float]:
    """Mean and standard deviation of the sum."""
    mean = variance = 0.0
    for p, v, count in groups:
        one = sum(a * b for a, b in zip(p, v, strict=True))
        mean += count * one
        # around the mean, not as a difference of squares, which would lose what is nearly sure
        spread = sum(a * (b - one) ** 2 for a, b in zip(p, v, strict=True)) + max(0.0, 1 - sum(p)) * one**2
        variance += count * spread
    return mean, math.sqrt(variance)


def _step(groups: list[Group]) -> float:
    """A divisor of the value that most people bring, so that it is on the lattice; that value itself if all do."""
    weight: dict[float, float] = {}
    for p, v, count in groups:
        for chance, value in zip(p, v, strict=True):
            weight[abs(value)] = weight.get(abs(value), 0.0) + count * chance
    usual = max(weight, key=lambda value: weight[value])
    if len(weight) == 1:
        return usual
    width = sum(count * (max(0.0, *v) - min(0.0, *v)) for _, v, count in groups)
    finest = max(FINEST, width / MOST_POINTS)
    return usual / math.floor(usual / finest) if usual > finest else finest


def _sum(groups: list[Group]) -> tuple[int, Floats]:
    """The lowest sum on the lattice and the probabilities from there on: a product of characteristic functions."""
    lowest = sum(count * int(min(0.0, *v)) for _, v, count in groups)
    highest = sum(count * int(max(0.0, *v)) for _, v, count in groups)
    points = 2 ** max(1, math.ceil(math.log2(highest - lowest + 1)))
    roots, frequencies = _roots(points)
    product = np.ones(points // 2 + 1, dtype=np.complex128)
    for p, v, count in groups:
        if len(p) == 1:
            one = (1 - p[0]) + p[0] * roots[frequencies * int(v[0]) & points - 1]  # modulo a power of two
        else:
            mass = np.zeros(points)
            np.add.at(mass, np.asarray(v, dtype=np.int64) % points, p)
            mass[0] += 1 - sum(p)
            one = np.fft.rfft(mass)
        product *= _power(one, count)
    mass = np.roll(np.fft.irfft(product, points), -lowest)[: highest - lowest + 1]
    mass = np.maximum(mass, 0.0)
    return lowest, mass / mass.sum()


def _power(base: NDArray[np.complex128], exponent: int) -> NDArray[np.complex128]:
    """By squaring: a complex power by logarithms takes ten times as long."""
    result = base if exponent % 2 else np.ones_like(base)
    while exponent > 1:
        exponent //= 2
        base = base * base
        if exponent % 2:
            result = result * base
    return result


@lru_cache(maxsize=32)
def _roots(points: int) -> tuple[NDArray[np.complex128], NDArray[np.int64]]:
    return np.exp(-2j * np.pi * np.arange(points) / points), np.arange(points // 2 + 1)


@lru_cache(maxsize=1)
def _normal() -> tuple[Floats, Floats]:
    """Points from -8 to 8 standard deviations, each with the mass of its cell."""
    z = np.linspace(-8.0, 8.0, 4001)
    edges = np.array([NormalDist().cdf(edge) for edge in (z[:-1] + z[1:]) / 2])
    return z, np.diff(edges, prepend=0.0, append=1.0)
