"""How long it takes to fill a requisition, and how late people start who were planned on its 80th percentile."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from staffing.documents.hiring import TimeToFill
from staffing.hiring.supply.cohort import Floats

Z80 = NormalDist().inv_cdf(0.8)
TAIL = 1e-4
"""Chance of being later still at which the weeks of lateness end."""
MOST_WEEKS = 520
"""Weeks of lateness told at most, for times so spread out that they have no end; who is later counts as that late."""


@dataclass(frozen=True)
class Filling:
    """A log-normal time in days: its median and the standard deviation of its logarithm (0: always the median)."""

    median: float
    sigma: float

    def within(self, days: float) -> float:
        """The chance that it takes at most so many days."""
        if days < 0:
            return 0.0
        if self.median == 0 or self.sigma == 0:
            return float(self.median <= days + 1e-9)
        return NormalDist().cdf(math.log(days / self.median) / self.sigma) if days > 0 else 0.0


def filling_of(time_to_fill: TimeToFill, share: float = 1.0) -> Filling:
    """The time of which `share` is still to come: the whole distribution is scaled."""
    median, p80 = time_to_fill.median_days, time_to_fill.p80_days
    return Filling(median * share, math.log(p80 / median) / Z80 if median > 0 else 0.0)


def lateness(time_to_fill: TimeToFill) -> Floats:
    """The chance to start k weeks late [k], of a requisition opened its 80th percentile (and the notice) ahead.

    Nobody starts early, so 0 has 0.8 of it; k has those who are more than 7 (k - 1) and at most 7 k days late.
    """
    filling, planned = filling_of(time_to_fill), time_to_fill.p80_days
    done = [filling.within(planned)]
    while 1 - done[-1] >= TAIL and len(done) <= MOST_WEEKS:
        done.append(filling.within(planned + 7 * len(done)))
    if 1 - done[-1] >= TAIL:
        done[-1] = 1.0
    return np.diff(np.asarray(done), prepend=0.0) / done[-1]
