"""Seeded draws that are the same on every platform and with every version of Python and numpy.

Only `random.Random.random` is promised never to change, so every other distribution is made from it here.
"""

from __future__ import annotations

import math
from random import Random
from statistics import NormalDist

_NORMAL = NormalDist()


class Draws:
    """A stream of random numbers from one seed."""

    def __init__(self, seed: int) -> None:
        self.uniform = Random(seed).random

    def chance(self, share: float) -> bool:
        """True in this share of calls."""
        return self.uniform() < share

    def between(self, low: float, high: float) -> float:
        """Uniform between two numbers."""
        return low + (high - low) * self.uniform()

    def below(self, count: int) -> int:
        """One of 0 .. count - 1, each equally likely."""
        return int(self.uniform() * count)

    def index(self, weights: tuple[float, ...]) -> int:
        """An index, as likely as its weight."""
        mark = self.uniform() * sum(weights)
        for position, weight in enumerate(weights):
            mark -= weight
            if mark < 0:
                return position
        return len(weights) - 1

    def shuffled(self, count: int) -> tuple[int, ...]:
        """A permutation of 0 .. count - 1 (Fisher and Yates)."""
        order = list(range(count))
        for last in range(count - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return tuple(order)

    def normal(self) -> float:
        """Standard normal, by inversion."""
        return _NORMAL.inv_cdf(min(max(self.uniform(), 1e-12), 1 - 1e-12))

    def lognormal(self, mean: float, cv: float) -> float:
        """Lognormal of a mean and a coefficient of variation."""
        variance = math.log(1 + cv * cv)
        return mean * math.exp(math.sqrt(variance) * self.normal() - variance / 2)

    def factor(self, cv: float) -> float:
        """Gamma of mean 1 and a coefficient of variation below 1 (Marsaglia and Tsang 2000)."""
        shape = 1 / (cv * cv)
        d = shape - 1 / 3
        while True:
            x = self.normal()
            v = (1 + x / math.sqrt(9 * d)) ** 3
            if v > 0 and math.log(1 - self.uniform()) < 0.5 * x * x + d - d * v + d * math.log(v):
                return d * v / shape

    def poisson(self, mean: float) -> int:
        """Poisson, by inversion; for means up to a few hundred."""
        mark, count = self.uniform(), 0
        term = math.exp(-mean)
        while mark > term and count < 10 * mean + 50:
            mark -= term
            count += 1
            term *= mean / count
        return count
