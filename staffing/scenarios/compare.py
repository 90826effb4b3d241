"""A scenario less the base: paired where both met the same random weeks."""

from __future__ import annotations

import math

import numpy as np

from staffing.promise.extra import Difference
from staffing.scenarios.figures import Compared, Figures, Floats
from staffing.service.rates import Z95

CHOICE, CHOICE_AFTER_CLIMB = 0.03, 0.06
"""What two rosters of one question may differ by, for no better reason than that a search ends somewhere.

Standard deviation of a mean over rosters that are as good an answer, as a share of the standard deviation between
simulated weeks: where the first roster is the answer, and where the calibration had to try others, of which each search
finds its own (benchmarks/whatif.py measures both).
"""


def compare(one: Figures, base: Figures) -> Compared:
    """One less the base, with 95% intervals of what is simulated.

    Common random numbers where both were simulated with one seed and as often, else the two are independent. Where the
    rosters differ the intervals of rate and weeks hold the luck of the choice among rosters that are as good, too.
    """
    mine, other = one.samples, base.samples
    same = mine.roster == other.roster and one.headcount == base.headcount
    choices = (0.0, 0.0) if same else (choice_of(one), choice_of(base))

    def gap(ours: Floats, theirs: Floats, choices: tuple[float, float] = (0.0, 0.0)) -> Difference:
        return difference(ours, theirs, common=mine.seed == other.seed, choices=choices)

    return Compared(
        rate=gap(mine.rates, other.rates, choices),
        weeks=gap(mine.kept, other.kept, choices),
        utilization=gap(mine.utilization, other.utilization),
        occupancy=gap(mine.occupancy, other.occupancy),
        headcount=one.headcount - base.headcount,
        paid_hours=one.paid_hours - base.paid_hours,
        cost=one.cost - base.cost,
    )


def choice_of(figures: Figures) -> float:
    """How far chance in the choice of a roster moves its means, in standard deviations of single weeks."""
    return CHOICE if figures.attempts <= 1 else CHOICE_AFTER_CLIMB


def difference(ours: Floats, theirs: Floats, *, common: bool, choices: tuple[float, float] = (0.0, 0.0)) -> Difference:
    """The mean of `ours` [n] less that of `theirs` [m], with its 95% interval; `choices` of either, as in `CHOICE`."""
    mean = float(ours.mean() - theirs.mean())
    paired = common and len(ours) == len(theirs)
    variance = _variance(ours - theirs) if paired else _variance(ours) + _variance(theirs)
    for choice, values in zip(choices, (ours, theirs), strict=True):
        if choice:
            variance += choice**2 * len(values) * _variance(values)
    half = Z95 * math.sqrt(variance)
    return Difference(mean, mean - half, mean + half)


def _variance(values: Floats) -> float:
    """Of the mean of independent values; infinite where one value says nothing of it."""
    return float(np.var(values, ddof=1)) / len(values) if len(values) > 1 else math.inf
