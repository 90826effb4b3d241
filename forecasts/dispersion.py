"""How far arrivals stray from their rate: common factors of the week, the day and the hour.

Given the rate m_t, the count of interval t is Poisson with mean m_t L_w W_w D_d H_t: independent Gamma factors of
mean 1 for its week, day and hour, and a level L that drifts as a random walk beyond the weeks the errors were
measured on. Independent noise by the hour alone would give "80%" day intervals that cover 6-48%.

The variances come from out-of-sample errors by moments. With alpha = sum((y - m)^2 - m) / sum(m^2), pooled over
hours, days and weeks, and S the share of squares that the sum over a week (or a day) adds up,

    alpha_hour = a_week + a_day + a_hour
    alpha_day  = a_week + a_day + S_hours a_hour             S_hours  = sum m_hour^2 / sum m_day^2
    alpha_week = a_week + S_days a_day + S_all a_hour        S_days = sum m_day^2 / sum m_week^2

solved jointly, floored at 0, and shrunk to a prior by the number of weeks seen. (Products of the factors' variances
are left out of the moments, not of the forecasts.) Series of one fit share a Gaussian copula: factors of the same
week or day are correlated by one number, from the dispersion of the total.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

PRIOR_WEEK = 0.08**2
"""Variance of the week's factor before any error is seen: a coefficient of variation of 8%."""
PRIOR_DAY = 0.15**2
"""Variance of the day's factor before any error is seen: a coefficient of variation of 15%."""
PRIOR_HOUR = 0.0
PRIOR_WEEKS = 0.25
"""How many weeks of errors the prior is worth."""
MOST_VARIANCE = 4.0
"""Of any factor, a coefficient of variation of 2: one burst in a quiet queue says no more than that."""
MEASURED_WEEKS = 2
"""Weeks ahead that the errors were measured on; the level drifts further after them."""


@dataclass(frozen=True, eq=False)
class Errors:
    """Out-of-sample means and counts of one series [weeks, days, steps], NaN where nothing was observed."""

    mean: Floats
    count: Floats


@dataclass(frozen=True, eq=False)
class Dispersion:
    """Variances of the factors [series], growth of the level's variance a week, and the series' correlation."""

    week: Floats
    day: Floats
    hour: Floats
    drift: Floats
    correlation: float


@dataclass(frozen=True)
class Calendar:
    """Where the steps of a forecast lie: day [T] and week [days] by position, and the weeks of drift [weeks]."""

    day: Ints
    week: Ints
    lead: Ints


def estimate(errors: Sequence[Errors], drift: Floats) -> Dispersion:
    """Variances of each series and their correlation; the prior alone where a series has no errors."""
    parts = np.array([_variances(one) for one in errors])
    return Dispersion(parts[:, 0], parts[:, 1], parts[:, 2], drift, _correlation(errors, parts))


def _variances(errors: Errors) -> Floats:
    prior = np.array([PRIOR_WEEK, PRIOR_DAY, PRIOR_HOUR])
    known = np.isfinite(errors.mean)
    mean, count = np.where(known, errors.mean, 0.0), np.where(known, errors.count, 0.0)
    if not mean.sum() > 0:
        return prior
    squares = [float((mean.sum(axis=axes) ** 2).sum()) for axes in ((), 2, (1, 2))]
    alpha = [_alpha(count.sum(axis=axes), mean.sum(axis=axes)) for axes in ((), 2, (1, 2))]
    measured = _solve(alpha, squares)
    # every week was forecast MEASURED_WEEKS times, and parts of a week are less evidence than a whole one
    weeks = float(known.mean(axis=(1, 2)).sum()) / MEASURED_WEEKS
    blend = (weeks * measured + PRIOR_WEEKS * prior) / (weeks + PRIOR_WEEKS)
    return np.minimum(blend, MOST_VARIANCE)


def _alpha(count: Floats, mean: Floats) -> float:
    return float((np.square(count - mean) - mean).sum() / np.square(mean).sum())


def _solve(alpha: list[float], squares: list[float]) -> Floats:
    """a_week, a_day, a_hour of the pooled moments; where one would be negative, it is 0 and the rest solved anew."""
    by_hour, by_day, by_week = squares
    system = np.array(
        [
            [1.0, by_day / by_week, by_hour / by_week],
            [1.0, 1.0, by_hour / by_day],
            [1.0, 1.0, 1.0],
        ]
    )
    right = np.array([alpha[2], alpha[1], alpha[0]])
    # With one step a day (or one day a week) two equations are the same: the finer part cannot be told, and is 0.
    active = [part for part in range(3) if part == 0 or system[part, part] - system[part - 1, part] > 1e-9]
    while active:
        solved = np.linalg.solve(system[np.ix_(active, active)], right[active])
        if (solved >= 0).all():
            full = np.zeros(3)
            full[active] = solved
            return full
        active.remove(active[int(np.argmin(solved))])
    return np.zeros(3)


def _correlation(errors: Sequence[Errors], parts: Floats) -> float:
    """Copula correlation that explains the excess of the total's day counts over what the series have alone."""
    if len(errors) < 2:
        return 0.0
    spread = np.sqrt(parts[:, 0] + parts[:, 1])
    common = min(len(one.mean) for one in errors)
    if common == 0:
        return 0.0
    mean = np.stack([np.nansum(one.mean[-common:], axis=2) for one in errors])
    count = np.stack([np.nansum(one.count[-common:], axis=2) for one in errors])
    error = count - mean
    between = np.square(error.sum(axis=0)) - np.square(error).sum(axis=0)
    scaled = mean * spread[:, None, None]
    possible = np.square(scaled.sum(axis=0)) - np.square(scaled).sum(axis=0)
    total = float(possible.sum())
    return float(np.clip(between.sum() / total, 0.0, 0.95)) if total > 0 else 0.0


def draw_factors(
    dispersion: Dispersion, calendar: Calendar, spread: Floats, size: int, rng: np.random.Generator
) -> Floats:
    """Factors of level, week and day [size, series, days], of mean 1.

    `spread` [series, days] is the variance that doubt about an event adds to the factor of a day.
    """
    weeks, days = len(calendar.lead), len(calendar.week)
    normal = [_correlated(rng, (size, len(dispersion.week), n), dispersion.correlation) for n in (weeks, weeks, days)]
    factors = np.empty((size, len(dispersion.week), days))
    steps = np.diff(calendar.lead, prepend=0)
    for row in range(len(dispersion.week)):
        level = np.ones((size, weeks))
        for week in np.flatnonzero(steps):
            grown = (1 + dispersion.drift[row]) ** steps[week] - 1
            level[:, week] = gamma_of_normal(normal[0][:, row, week], float(grown))
        weekly = np.cumprod(level, axis=1) * gamma_of_normal(normal[1][:, row], float(dispersion.week[row]))
        daily = gamma_of_normal(normal[2][:, row], float(dispersion.day[row]))
        for day in np.flatnonzero(spread[row]):
            daily[:, day] = gamma_of_normal(normal[2][:, row, day], float(dispersion.day[row] + spread[row, day]))
        factors[:, row] = weekly[:, calendar.week] * daily
    return factors


def _correlated(rng: np.random.Generator, shape: tuple[int, int, int], correlation: float) -> Floats:
    own = rng.standard_normal(shape)
    if correlation <= 0:
        return own
    common = rng.standard_normal((shape[0], 1, shape[2]))
    return math.sqrt(correlation) * common + math.sqrt(1 - correlation) * own


def gamma_of_normal(normal: Floats, variance: float) -> Floats:
    """Gamma variates of mean 1 and the variance given, at the same quantiles as standard normal ones.

    The quantile function is interpolated in a table of the distribution of log x, integrated by trapezoids.
    """
    if variance < 1e-12:
        return np.ones_like(normal)
    shape = 1 / variance
    width = math.sqrt(variance) * 9 + variance * 40
    log_x = np.linspace(-width, min(width, math.log1p(width * 3)) + 0.1, 8001)
    density = np.exp(shape * (log_x - np.exp(log_x) + 1))
    below = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    scores = np.linspace(-6.5, 6.5, 1301)
    chances = np.array([0.5 * math.erfc(-score / math.sqrt(2)) for score in scores])
    table = np.exp(np.interp(chances, below / below[-1], log_x))
    return np.asarray(np.interp(normal, scores, table), dtype=np.float64)
