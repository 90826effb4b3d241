"""How the level of a series wanders over months: what its weeks tell of growth, of the season and of chance.

The log level of a week is a random walk, plus the sum of a growth rate that itself comes and goes, plus a smooth wave
over the year; the week's total shows it with Poisson noise and a factor of its own:

    x_w = level_w + season_w + noise_w        level_w = level_(w-1) + growth_w + N(0, step^2)
    growth_w = DAMPING growth_(w-1) + ...     of standard deviation `turn` at any time

So a trend is believed as far as it stands out from what a walk does by itself, and a season as far as the years agree
on it. The sizes of steps, turns, season and noise are not known either: each combination of a few values is weighted
by its prior and by how well it explains the weeks (their Gaussian likelihood, by the Kalman filter with the season as
a regression: Harvey 1989, Forecasting, Structural Time Series Models and the Kalman Filter, section 3.4), and the
moments are averaged. A damped trend is hard to beat at long horizons (Gardner and McKenzie 1985, Management Science
31:1237).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from forecasts.calendar import Floats
from forecasts.weekly_levels import Levels
from forecasts.yearly import SEASON_WEIGHTS, SEASONS, WAVES, waves

DAMPING = 0.97
"""Of the growth rate, a week: half of it is left after 23 weeks."""
STEPS = (0.004, 0.008, 0.015, 0.025, 0.04, 0.065)
"""Standard deviations of a week's step of the level that are weighed."""
USUAL_STEP = 0.02
"""Of a week's step before any week was seen: 14% in a year."""
TURNS = (0.0015, 0.004, 0.01)
"""Standard deviations of the growth rate a week that are weighed, and their weights before any week was seen."""
TURN_WEIGHTS = (0.55, 0.36, 0.09)
NOISES = (0.01, 0.03, 0.06, 0.12, 0.2)
"""Standard deviations of a week's own factor, beyond Poisson and the days."""
USUAL_NOISE = 0.05
SPREAD = 0.7
"""Standard deviation of the logs of steps and noises around the usual ones."""
_ANYWHERE = 1.0  # variance of the first level, against that of the profile


@dataclass(frozen=True, eq=False)
class Walk:
    """What was learnt of one series.

    `mean` and `covariance` are of the growth rate in the last week of the history, then of the coefficients of the
    year's `waves` [1 + 2 WAVES]; `step` and `turn` the variances of a week's step and of the growth rate.
    """

    mean: Floats
    covariance: Floats
    step: float
    turn: float


@dataclass(frozen=True, eq=False)
class _Filtered:
    """Sums over the weeks per combination [C]: of the innovations in units of their deviation, and the last growth.

    Columns are the series and the waves [1 + 2 WAVES]: both are filtered alike, so the season can be taken out after.
    `log_scale` [C], `squares` [C, columns, columns], `growth` [C, columns], `growth_variance` [C].
    """

    log_scale: Floats
    squares: Floats
    growth: Floats
    growth_variance: Floats


def learn_walk(levels: Levels) -> Walk:
    """The moments of growth and season given the weeks of a series; the prior's where there are none."""
    table = np.array(list(product(STEPS, TURNS, NOISES)))
    step, turn, noise = table.T
    prior = np.log(TURN_WEIGHTS)[np.searchsorted(TURNS, turn)]
    prior = prior - (np.square(np.log(step / USUAL_STEP)) + np.square(np.log(noise / USUAL_NOISE))) / (2 * SPREAD**2)
    filtered = _filter(levels, table)
    parts = [_given_season(filtered, season) for season in SEASONS]
    fits = [np.log(usual) + fit for usual, (fit, _, _) in zip(SEASON_WEIGHTS, parts, strict=True)]
    weight = np.concatenate([prior + fit for fit in fits])
    weight = np.exp(weight - weight.max())
    weight /= weight.sum()
    means = np.concatenate([mean for _, mean, _ in parts])
    mean = weight @ means
    apart = means - mean
    covariance = np.tensordot(weight, np.concatenate([each for _, _, each in parts]), axes=1)
    covariance = covariance + (weight * apart.T) @ apart
    squares = np.tile(table[:, :2] ** 2, (len(parts), 1))
    return Walk(mean, covariance, *(float(part) for part in weight @ squares))


def _filter(levels: Levels, table: Floats) -> _Filtered:
    """Filter series and waves with each combination of step, turn and noise [C, 3]."""
    step, turn, noise = np.square(table).T
    columns = np.concatenate([levels.log[:, None], waves(levels.middle)], axis=1)
    shape = len(table), columns.shape[1]
    level, growth = np.zeros(shape), np.zeros(shape)
    of_level, of_both, of_growth = np.full(len(table), _ANYWHERE), np.zeros(len(table)), turn
    log_scale, squares = np.zeros(len(table)), np.zeros((*shape, shape[1]))
    for week, values in enumerate(columns):
        growth = DAMPING * growth
        level = level + growth
        of_growth = DAMPING**2 * of_growth + (1 - DAMPING**2) * turn
        of_level = of_level + 2 * DAMPING * of_both + of_growth + step
        of_both = DAMPING * of_both + of_growth
        if np.isnan(values[0]):
            continue
        variance = of_level + noise + levels.noise[week]
        error = values - level
        gain, turned = of_level / variance, of_both / variance
        level = level + gain[:, None] * error
        growth = growth + turned[:, None] * error
        of_level, of_growth = of_level * (1 - gain), of_growth - turned * of_both
        of_both = of_both * (1 - gain)
        log_scale += np.log(variance) / 2
        squares += error[:, :, None] * (error / variance[:, None])[:, None, :]
    return _Filtered(log_scale, squares, growth, of_growth)


def _given_season(filtered: _Filtered, season: float) -> tuple[Floats, Floats, Floats]:
    """Log likelihood [C], mean [C, 1 + 2 WAVES] and covariance of growth and season, of a deviation of the season."""
    precision = filtered.squares[:, 1:, 1:] + np.eye(2 * WAVES) / season**2
    covariance = np.linalg.inv(precision)
    shared = filtered.squares[:, 1:, 0]
    coefficients = np.einsum("cij,cj->ci", covariance, shared)
    left = filtered.squares[:, 0, 0] - np.einsum("ci,ci->c", coefficients, shared)
    fit = -filtered.log_scale - left / 2 - np.linalg.slogdet(precision * season**2)[1] / 2
    # what the waves, filtered alike, would have made of the growth rate is no growth
    by_wave = filtered.growth[:, 1:]
    growth = filtered.growth[:, 0] - np.einsum("ci,ci->c", by_wave, coefficients)
    between = -np.einsum("cij,cj->ci", covariance, by_wave)
    full = np.empty((len(fit), 1 + 2 * WAVES, 1 + 2 * WAVES))
    full[:, 1:, 1:] = covariance
    full[:, 0, 1:] = full[:, 1:, 0] = between
    full[:, 0, 0] = filtered.growth_variance - np.einsum("ci,ci->c", by_wave, between)
    return fit, np.concatenate([growth[:, None], coefficients], axis=1), full
