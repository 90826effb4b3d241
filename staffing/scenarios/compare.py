"""A scenario less the base: paired where both met the same random weeks."""

from __future__ import annotations

import math

import numpy as np

from staffing.promise.extra import Difference
from staffing.scenarios.figures import Compared, Figures, Floats
from staffing.service.rates import Z95

CHOICE = 0.04
"""What two rosters of one question may differ by, for no better reason than that a search ends somewhere.

Standard deviation of a mean over rosters that the plan holds for equally good, as a share of the standard deviation
between simulated weeks (benchmarks/whatif.py measures it).
"""


def compare(one: Figures, base: Figures) -> Compared:
    """One less the base, with 95% intervals of what is simulated.

    Common random numbers where both were simulated with one seed and as often, else the two are independent. Where the
    rosters differ the interval holds the luck of the choice among rosters that are as good, too.
    """
    mine, other = one.samples, base.samples
    same = mine.roster == other.roster and one.headcount == base.headcount

    def gap(ours: Floats, theirs: Floats, choice: float = 0.0) -> Difference:
        return difference(ours, theirs, common=mine.seed == other.seed, choice=choice)

    choice = 0.0 if same else CHOICE
    return Compared(
        rate=gap(mine.rates, other.rates, choice),
        weeks=gap(mine.kept, other.kept, choice),
        utilization=gap(mine.utilization, other.utilization),
        occupancy=gap(mine.occupancy, other.occupancy),
        headcount=one.headcount - base.headcount,
        paid_hours=one.paid_hours - base.paid_hours,
        cost=one.cost - base.cost,
    )


def difference(ours: Floats, theirs: Floats, *, common: bool, choice: float) -> Difference:
    """The mean of `ours` [n] less that of `theirs` [m], with its 95% interval; `choice` as in `CHOICE`."""
    mean = float(ours.mean() - theirs.mean())
    paired = common and len(ours) == len(theirs)
    variance = _variance(ours - theirs) if paired else _variance(ours) + _variance(theirs)
    if choice:
        variance += 2 * choice**2 * max(len(ours) * _variance(ours), len(theirs) * _variance(theirs))
    half = Z95 * math.sqrt(variance)
    return Difference(mean, mean - half, mean + half)


def _variance(values: Floats) -> float:
    """Of the mean of independent values; infinite where one value says nothing of it."""
    return float(np.var(values, ddof=1)) / len(values) if len(values) > 1 else math.inf
