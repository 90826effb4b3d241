"""Poisson regression on the calendar: weekday, harmonics of the hour (their own on weekends), and a damped trend.

The weeks are weighted with a half-life and summed first: without a trend they are sufficient for the shape, so the fit
has a cell for each step of the week, however long the history. The trend is a second regression, of the weeks' totals
on their age; it is taken only as far as its standard error allows, and halves every two weeks ahead.
"""

from __future__ import annotations

import numpy as np

from forecasts.calendar import Floats
from forecasts.forecasters.method import Method
from forecasts.smoothing import Weeks

HALF_LIFE_WEEKS = 12.0
HARMONICS = 5
RIDGE = 1.0
TREND_WEEKS = 16
"""Weeks from which the trend is learnt."""
AHEAD_WEEKS = 1.0
"""Weeks of trend that a forecast of the next two weeks carries, damped."""
WEEK_VARIANCE = 0.005
"""Over-dispersion of a week's total, in the trend's standard error."""


def rates(weeks: Weeks) -> Floats:
    """Expected counts per normal step: without and with a trend [2, steps]."""
    ages = np.arange(len(weeks.counts))[::-1]
    weight = 0.5 ** (ages / HALF_LIFE_WEEKS)
    shape = _fit(weight @ weeks.counts, weight @ weeks.exposure, _design(weeks))
    counts = weeks.counts.sum(axis=1)
    expected = weeks.exposure @ shape
    recent = 0.5 ** (ages / 4.0)
    level = (recent @ counts + 1) / (recent @ expected + 1)
    slope = _slope(counts[-TREND_WEEKS:], expected[-TREND_WEEKS:])
    # the level of exponential weights lies as many weeks back as their mean age
    mean_age = float(recent @ (ages * expected)) / max(float(recent @ expected), 1e-9)
    return np.stack([level * shape, level * shape * np.exp(slope * (0.5 * mean_age + AHEAD_WEEKS))])


def _design(weeks: Weeks) -> Floats:
    """Weekday, harmonics of the hour and their weekend's own [steps, features], for steps from Thursday's midnight."""
    day, step = np.divmod(np.arange(7 * weeks.per_day), weeks.per_day)
    weekday = np.eye(7)[day]
    angle = 2 * np.pi * (step + 0.5) / weeks.per_day
    order = range(1, min(HARMONICS, max((weeks.per_day - 1) // 2, 1)) + 1)
    waves = np.stack([wave(k * angle) for k in order for wave in (np.sin, np.cos)], axis=1)
    weekend = ((day == 2) | (day == 3))[:, None]
    return np.concatenate([weekday, waves, waves * weekend], axis=1)


def _fit(counts: Floats, exposure: Floats, design: Floats) -> Floats:
    """Rates of a log-linear model with a small ridge, by iteratively reweighted least squares."""
    scale = max(float(counts.sum()), 0.5) / max(float(exposure.sum()), 1e-9)
    ridge = RIDGE * np.eye(design.shape[1])
    beta: Floats = np.zeros(design.shape[1])
    for _ in range(12):
        linear = np.clip(design @ beta, -8, 8)
        mean = scale * exposure * np.exp(linear)
        working = mean * linear + counts - mean
        before, beta = (
            beta,
            np.asarray(np.linalg.solve(design.T @ (mean[:, None] * design) + ridge, design.T @ working)),
        )
        if np.abs(beta - before).max() < 1e-4:
            break
    return np.asarray(scale * np.exp(np.clip(design @ beta, -8, 8)), dtype=np.float64)


def _slope(counts: Floats, expected: Floats) -> float:
    """Growth of the log level a week, shrunk by its standard error."""
    known = expected > 0
    if known.sum() < 6:
        return 0.0
    week = np.arange(len(counts))[known] - float(np.mean(np.arange(len(counts))[known]))
    logs = np.log((counts[known] + 0.5) / (expected[known] + 0.5))
    weight = expected[known] / (1 + WEEK_VARIANCE * expected[known])
    weight = weight / (1 + weight * 0.005)
    squares = float((weight * np.square(week)).sum())
    slope = float((weight * week * logs).sum()) / squares
    evidence = slope**2 * squares
    return float(np.clip(slope * max(0.0, 1 - 1 / max(evidence, 1e-9)), -0.1, 0.1))


METHOD = Method("regression", ("no trend", "damped trend"), 0, (28.0, 28.0), 8, rates)
