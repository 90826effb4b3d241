"""A history as weekly log levels: what came against what the profile of today would have brought.

Events, changes of the level and outages are told apart as in the forecast (`forecasts/adjust.py`), so that a sale is
no growth, and a launch that doubled the volume is no trend.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from forecasts.calendar import Floats, Ints
from forecasts.fitting import Fitted
from forecasts.series import week_slots

MOST_WEEKS = 209
"""Weeks looked back: four years."""
NEAR_WEEKS = 4
"""Weeks on each side that say what a week's log level may look like."""
FARTHEST = 3.0
"""Standard deviations at which a week's log level is cut off: one freak week is no change."""


@dataclass(frozen=True, eq=False)
class Levels:
    """Weeks of 7 local days of one series that end where its history ends, oldest first.

    `weeks` is how many whole ones the history holds. `log` [n] is the log level, NaN in weeks of which nothing is
    known; `noise` [n] the variance it has from Poisson and from its days. `middle` [n] are the weeks' middle days,
    counted from 1970-01-01.
    """

    weeks: int
    log: Floats
    noise: Floats
    middle: Ints


def weekly_levels(fitted: Fitted) -> list[Levels]:
    """The weekly levels of each series, from the week of its first observed interval on."""
    history = fitted.history
    grid = history.grid
    days, starts = np.unique(grid.days, return_index=True)
    expected = fitted.profile[:, week_slots(grid)] * grid.exposure * fitted.adjusted.normal * history.observed
    by_day = np.add.reduceat(expected, starts, axis=1)
    came = np.add.reduceat(np.where(history.observed, history.counts, 0.0), starts, axis=1)
    age = (days[-1] - days) // 7
    levels = []
    for row, day_spread in enumerate(fitted.dispersion.day):
        seen = np.flatnonzero(by_day[row])
        sums = _by_week(np.stack([came[row], by_day[row], np.square(by_day[row])]), age, seen)
        whole = (int(days[-1] - days[seen[0]]) + 1) // 7 if len(seen) else 0
        middle = days[-1] - 3 - 7 * np.arange(sums.shape[1])[::-1]
        levels.append(_levels(whole, sums, middle, float(day_spread)))
    return levels


def _by_week(values: Floats, age: Ints, seen: Ints) -> Floats:
    """Sums over the weeks [3, n], oldest first, from the first on that was observed."""
    first = int(age[seen[0]]) if len(seen) else 0
    sums = np.array([np.bincount(age, row) for row in values])
    return np.asarray(sums[:, min(first, MOST_WEEKS - 1) :: -1], dtype=np.float64)


def _levels(whole: int, sums: Floats, middle: Ints, day_spread: float) -> Levels:
    came, expected, squares = sums
    known = expected > 0
    around = np.ones(2 * NEAR_WEEKS + 1)
    local = [np.convolve(row, around)[NEAR_WEEKS:-NEAR_WEEKS] + 0.5 for row in (came, expected)]
    usual = np.maximum(expected * local[0] / local[1], 0.25)
    noise = 1 / usual + day_spread * squares / np.square(np.where(known, expected, 1.0))
    log = np.where(known, np.log((came + 0.5) / (expected + 0.5)), np.nan)
    return Levels(whole, _cut_off(log, noise), noise, middle)


def _cut_off(log: Floats, noise: Floats) -> Floats:
    """Logs [n] that lie near the median of the weeks around them; those of a short history as they are."""
    known = np.isfinite(log)
    if known.sum() < 2 * NEAR_WEEKS:
        return log
    around = sliding_window_view(np.pad(log[known], NEAR_WEEKS, mode="reflect"), 2 * NEAR_WEEKS + 1)
    median = np.median(around, axis=1)
    off = log[known] - median
    reach = FARTHEST * np.sqrt(np.maximum((1.4826 * np.median(np.abs(off))) ** 2, noise[known]))
    found = log.copy()
    found[known] = median + np.clip(off, -reach, reach)
    return found
