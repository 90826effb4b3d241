"""The forecast of weeks to come for plans of half a year to two years: hires, not rosters.

The first week is the hourly forecast's; later ones are that forecast (its profile, its calendar of events) times a
factor relative to the first week: growth, and the season of the year where two years of history show one. Growth is
learnt and damped, or the planner's. How far the level may wander is learnt too (`forecasts/level_walk.py`).

    factor of week k = exp(trend * (d + d^2 + ... + d^k) + season_k - season_0)        d = `damping`
    or, with the planner's growth g a year:  (1 + g)^(k / 52) * exp(season_k - season_0)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from forecasts.calendar import DAY, Floats, Grid, Ints, ceil_to, floor_to, grid, instant_of, timestamps
from forecasts.errors import HorizonError
from forecasts.fitting import Fitted
from forecasts.level_walk import DAMPING, Walk, learn_walk
from forecasts.weekly_levels import weekly_levels
from forecasts.yearly import can_be_learnt, waves

YEAR_WEEKS = 52
DOUBT_OF_GROWTH = 0.3
"""Standard deviation of the truth around a planner's growth, as a share of its log; at least `LEAST_DOUBT`."""
LEAST_DOUBT = 0.05
"""Of the log growth a year that a planner states: nobody knows it to less than 5%."""


@dataclass(frozen=True, eq=False)
class LongRange:
    """Weeks to come, per series: what to expect of them, and how far the level may have wandered by then.

    `starts` [W] are the first local midnights of the weeks. `mean` [series, W] are expected cases of each week.
    `spread` [series, W] is the standard deviation of the log level relative to that of the first week: 0 there, and
    never falling; the level's factor is log-normal with mean 1, and the counts vary around it by the forecast's
    dispersion. `correlation` is that of the log levels of two series. `trend` [series] is the log growth a week at the
    start, 0 where the planner's `growth` (a share a year) stands in its place; `damping` what is left of it a week
    later. `yearly` [series] says whether a season of the year was learnt, `history_weeks` on how many whole weeks of
    the longest series all of it rests.
    """

    unique_ids: tuple[str, ...]
    starts: pd.DatetimeIndex
    mean: Floats
    spread: Floats
    correlation: float
    trend: Floats
    damping: float
    yearly: tuple[bool, ...]
    history_weeks: int
    growth: float | None


def long_range(fitted: Fitted, start: Any, weeks: int, growth: float | None = None) -> LongRange:
    """The `weeks` weeks of 7 local days from `start`, a local midnight at or after the history's end.

    `growth` is the planner's, a year (0.1: ten percent more cases in a year's time); without it the trend is learnt.
    Raises HorizonError for a period that is empty, begins before the history's end or within a day, or reaches beyond
    the calendar, and for a growth of -1 or less.
    """
    if growth is not None and not -1 < growth < math.inf:
        raise HorizonError(f"growth is {growth} a year; write a number above -1, such as 0.1 for 10% more")
    days, zone = _days(fitted, start, weeks), fitted.history.grid.zone
    starts = timestamps(days.edges[::7], zone)
    hours = fitted.predict(start=starts[0], end=starts[-1])
    base = np.add.reduceat(hours.mean, np.searchsorted(hours.base.edges, days.edges[:-1:7]), axis=1)
    every = weekly_levels(fitted)
    lead = (int(days.days[0]) - 1 - int(fitted.history.grid.days[-1])) / 7
    horizon = _Horizon(lead, weeks, waves(days.days[::7] + 3), growth)
    paths = [_path(learn_walk(levels), horizon, can_be_learnt(levels.weeks)) for levels in every]
    return LongRange(
        unique_ids=fitted.history.unique_ids,
        starts=starts[:-1],
        mean=base * np.exp([path.log for path in paths]),
        spread=np.array([path.spread for path in paths]),
        correlation=fitted.dispersion.correlation,
        trend=np.array([path.trend for path in paths]),
        damping=DAMPING,
        yearly=tuple(can_be_learnt(levels.weeks) for levels in every),
        history_weeks=max(levels.weeks for levels in every),
        growth=growth,
    )


@dataclass(frozen=True, eq=False)
class _Horizon:
    """Weeks between the history's end and the first week, how many are asked for, their waves, and stated growth."""

    lead: float
    weeks: int
    waves: Floats
    growth: float | None


@dataclass(frozen=True, eq=False)
class _Path:
    """Log factors of the weeks against the first, their spread [W], and the growth rate in the first."""

    log: Floats
    spread: Floats
    trend: float


def _days(fitted: Fitted, start: Any, weeks: int) -> Grid:
    """The local days of the weeks asked for."""
    if weeks < 1:
        raise HorizonError(f"weeks is {weeks}; forecast at least one")
    zone = fitted.history.grid.zone
    first = instant_of(start, zone, "start")
    if floor_to(first, DAY, zone) != first:
        begins = timestamps(np.array([ceil_to(first, DAY, zone)]), zone)[0]
        raise HorizonError(f"start is {start}, within a day; weeks begin at a local midnight, the next is {begins}")
    beyond = grid(first, first + (7 * weeks + 2) * DAY, DAY, zone)
    return grid(first, int(beyond.edges[7 * weeks]), DAY, zone)


def _path(walk: Walk, horizon: _Horizon, yearly: bool) -> _Path:
    """What a series may do from the first week on."""
    week = np.arange(horizon.weeks)
    season = horizon.waves - horizon.waves[0]
    variance = walk.step * week
    if horizon.growth is None:
        left = DAMPING ** (1 + horizon.lead)
        summed = (DAMPING - DAMPING ** (1 + week)) / (1 - DAMPING)
        log, trend, reach = left * walk.mean[0] * summed, left * float(walk.mean[0]), left * summed
        variance = variance + walk.turn * ((1 - left**2) * np.square(summed) + _of_new_turns(week))
    else:
        yearly_log = math.log1p(horizon.growth)
        log, trend, reach = yearly_log * week / YEAR_WEEKS, 0.0, np.zeros(len(week))
        doubt = max(LEAST_DOUBT, DOUBT_OF_GROWTH * abs(yearly_log))
        variance = variance + np.square(doubt * week / YEAR_WEEKS)
    reaches = np.concatenate([reach[:, None], season], axis=1)
    variance = variance + np.einsum("wi,ij,wj->w", reaches, walk.covariance, reaches)
    if yearly:
        log = log + season @ walk.mean[1:]
    else:  # a season that one year hints at is no forecast, but may come
        variance = variance + np.square(season @ walk.mean[1:])
    return _Path(log, np.sqrt(np.maximum.accumulate(variance)), trend)


def _of_new_turns(week: Ints) -> Floats:
    """Variance of the level by turns of the growth rate after the first week, per variance of that rate [W]."""
    summed = (1 - DAMPING**week) / (1 - DAMPING)
    return np.asarray((1 - DAMPING**2) * np.cumsum(np.square(summed)), dtype=np.float64)
