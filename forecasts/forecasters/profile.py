"""The smoothed hour-of-week profile times a level: as good as anything at one to two weeks ahead.

Profile: counts of each hour of the week, averaged with weights that halve every 4, 8 or 16 weeks. What a low volume
cannot tell is borrowed: each hour of the week is shrunk towards its neighbours, and these towards the day's total
times a shape shared by the days, by as much as the counts give evidence for (a Gamma prior whose strength is
estimated by moments). Level:
exponential smoothing of the deseasonalized totals, as a ratio of discounted counts to discounted expectation (the
filter of Harvey and Fernandes 1989, Journal of Business & Economic Statistics 7:407), so that quiet days weigh
little. Half-lives are picked by the inner backtest (`forecasts/select.py`).

Taylor (2008, 2012) and Barrow (2016) found such methods hard to beat on calls, one to two weeks ahead.
"""

from __future__ import annotations

import numpy as np

from forecasts.calendar import Floats
from forecasts.forecasters.method import Method
from forecasts.smoothing import Weeks, smooth

HALF_LIFE_WEEKS = (4.0, 8.0, 16.0)
LEVEL_HALF_LIFE_DAYS = (7.0, 14.0, 28.0, 56.0)
GRID = tuple((weeks, days) for weeks in HALF_LIFE_WEEKS for days in LEVEL_HALF_LIFE_DAYS)


def rates(weeks: Weeks) -> Floats:
    """Expected counts per normal step, for each pair of half-lives [12, steps]."""
    return np.concatenate([_profiles(weeks, half_life) for half_life in HALF_LIFE_WEEKS])


def _profiles(weeks: Weeks, half_life: float) -> Floats:
    ages = np.arange(len(weeks.counts))[::-1]
    weight = 0.5 ** (ages / half_life)
    # Scaled so that a step's weighted count has the variance of a Poisson count of the same mean.
    weight *= weight.sum() / np.square(weight).sum()
    shape = smooth(weight @ weeks.counts, weight @ weeks.exposure, weeks.per_day, weeks.prior)
    levels = []
    for days in LEVEL_HALF_LIFE_DAYS:
        by_step, by_week = 0.5 ** (weeks.age / days), 0.5 ** (7 * ages / days)
        counted = by_week @ (weeks.counts @ by_step)
        expected = by_week @ (weeks.exposure @ (by_step * shape))
        levels.append((counted + 1) / (expected + 1))
    return np.array(levels)[:, None] * shape


METHOD = Method(
    "profile",
    tuple(f"profile {weeks:g} weeks, level {days:g} days" for weeks, days in GRID),
    GRID.index((8.0, 28.0)),
    tuple(days for _weeks, days in GRID),
    4,
    rates,
)
