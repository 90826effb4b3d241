"""The factors of week, day and hour: drawn as stated, and found again in what they produced."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import forecasts
from forecasts.dispersion import (
    PRIOR_DAY,
    PRIOR_HOUR,
    PRIOR_WEEK,
    Calendar,
    Dispersion,
    Errors,
    draw_factors,
    estimate,
    gamma_of_normal,
)


def errors_of(weeks: int, mean: float, cv: tuple[float, float, float], seed: int) -> Errors:
    """Counts around a known mean, with Gamma factors of known coefficients of variation."""
    rng = np.random.default_rng(seed)
    means = np.full((weeks, 7, 24), mean)
    rate = means.copy()
    for spread, size in zip(cv, ((weeks, 1, 1), (weeks, 7, 1), (weeks, 7, 24)), strict=True):
        if spread > 0:
            rate *= rng.gamma(1 / spread**2, spread**2, size)
    return Errors(means, rng.poisson(rate).astype(float))


def test_known_factors_are_recovered() -> None:
    found = estimate([errors_of(600, 8.0, (0.10, 0.15, 0.20), 1)], np.zeros(1))
    assert np.sqrt(found.week[0]) == pytest.approx(0.10, abs=0.01)
    assert np.sqrt(found.day[0]) == pytest.approx(0.15, abs=0.01)
    assert np.sqrt(found.hour[0]) == pytest.approx(0.20, abs=0.01)


@pytest.mark.parametrize("cv", [(0.0, 0.0, 0.0), (0.2, 0.0, 0.0), (0.0, 0.2, 0.0), (0.0, 0.0, 0.3)])
def test_a_factor_that_is_absent_is_found_absent(cv: tuple[float, float, float]) -> None:
    found = estimate([errors_of(400, 10.0, cv, 2)], np.zeros(1))
    parts = np.sqrt([found.week[0], found.day[0], found.hour[0]])
    assert parts == pytest.approx(cv, abs=0.035)


def test_hours_not_observed_do_not_count() -> None:
    full = errors_of(300, 8.0, (0.1, 0.15, 0.0), 3)
    holed = Errors(full.mean.copy(), full.count.copy())
    holed.mean[:, :, :6] = np.nan
    holed.count[:, :, :6] = np.nan
    one, other = (estimate([errors], np.zeros(1)) for errors in (full, holed))
    assert other.day[0] == pytest.approx(one.day[0], rel=0.15)


def test_without_errors_the_prior_is_used() -> None:
    nothing = np.empty((0, 7, 24))
    found = estimate([Errors(nothing, nothing)], np.zeros(1))
    assert (found.week[0], found.day[0], found.hour[0]) == (PRIOR_WEEK, PRIOR_DAY, PRIOR_HOUR)
    assert found.correlation == 0


def test_few_weeks_lean_on_the_prior() -> None:
    calm = [estimate([errors_of(weeks, 50.0, (0, 0, 0), 4)], np.zeros(1)).day[0] for weeks in (1, 10, 100)]
    assert PRIOR_DAY > calm[0] > calm[1] > calm[2]


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.8])
def test_a_known_correlation_is_recovered(correlation: float) -> None:
    spread = Dispersion(np.full(2, 0.02), np.full(2, 0.03), np.zeros(2), np.zeros(2), correlation)
    rng = np.random.default_rng(5)
    calendar = Calendar(np.repeat(np.arange(7), 24), np.zeros(7, dtype=np.int64), np.zeros(1, dtype=np.int64))
    factors = draw_factors(spread, calendar, np.zeros((2, 7)), 500, rng)
    means = np.full((500, 7, 24), 10.0)
    errors = [Errors(means, rng.poisson(means * factors[:, row, :, None]).astype(float)) for row in range(2)]
    assert estimate(errors, np.zeros(2)).correlation == pytest.approx(correlation, abs=0.06)


@given(st.floats(0.0005, 3.0))
@settings(derandomize=True, max_examples=30, deadline=None)
def test_gammas_from_normals_have_mean_one_and_the_variance(variance: float) -> None:
    levels = (np.arange(200_000) + 0.5) / 200_000
    normals = np.sort(np.random.default_rng(0).standard_normal(200_000))
    drawn = gamma_of_normal(normals, variance)
    exact = np.sort(np.random.default_rng(1).gamma(1 / variance, variance, 200_000))
    assert drawn.mean() == pytest.approx(1.0, abs=0.02 * np.sqrt(variance) + 1e-6)
    assert drawn.var() == pytest.approx(variance, rel=0.05)
    middle = (levels > 0.02) & (levels < 0.98)
    assert np.abs(drawn - exact)[middle].max() < 0.05 * np.sqrt(variance) + 0.05 * variance


def test_no_variance_means_no_factor() -> None:
    assert (gamma_of_normal(np.linspace(-3, 3, 7), 0.0) == 1).all()


def test_intervals_of_80_percent_hold_77_to_83_percent_of_shifts_and_days(
    synthetic: Callable[..., pd.DataFrame],
) -> None:
    """Randomized at the bounds, so that small counts do not over-cover by nature; 40 histories of half a year."""
    rng = np.random.default_rng(6)
    inside: dict[str, list[float]] = {"8h": [], "D": []}
    for seed in range(40):
        frame = synthetic(30, 12.0, (0.07, 0.15, 0.1), 100 + seed)
        past, future = frame.iloc[: 28 * 168], frame.iloc[28 * 168 :]
        fortnight = forecasts.fit(past).predict(336)
        for freq, shares in inside.items():
            forecast = fortnight.aggregate(freq)
            steps = len(forecast.ds)
            count = future["y"].to_numpy().reshape(steps, -1).sum(axis=1)
            paths = forecast.sample(500, seed)[:, 0]
            chance = (paths < count).mean(axis=0) + rng.uniform(size=steps) * (paths == count).mean(axis=0)
            shares.append(float((np.abs(chance - 0.5) <= 0.4).mean()))
    assert 0.77 <= np.mean(inside["8h"]) <= 0.83
    assert 0.77 <= np.mean(inside["D"]) <= 0.83
