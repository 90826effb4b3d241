"""Synthetic histories with known truth, shared by the tests of forecasts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pytest


def shape_of_week(level: float) -> np.ndarray:
    """A desk's week [168 hours from Monday]: busy on workdays by day, quiet at night and on weekends."""
    hour = np.arange(24)
    day = 0.15 + np.exp(-(((hour - 13) / 4.0) ** 2))
    week = np.concatenate([day * scale for scale in (1.3, 1.1, 1.0, 1.0, 0.9, 0.4, 0.3)])
    return level * week / week.mean()


def arrivals(
    weeks: int,
    level: float,
    cv: tuple[float, float, float],
    seed: int,
    factors: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Hourly counts from Monday 2024-01-01, naive; `cv` of the week's, the day's and the hour's Gamma factors.

    `factors` multiply the rate of some days ("2024-05-01"); the counts of all other days stay as they were.
    """
    rng = np.random.default_rng(seed)
    rate = np.tile(shape_of_week(level), weeks).reshape(weeks, 7, 24)
    for spread, size in zip(cv, ((weeks, 1, 1), (weeks, 7, 1), (weeks, 7, 24)), strict=True):
        if spread > 0:
            rate = rate * rng.gamma(1 / spread**2, spread**2, size)
    ds = pd.date_range("2024-01-01", periods=weeks * 168, freq="h")
    counts = rng.poisson(rate.ravel())
    if factors:
        factor = ds.strftime("%Y-%m-%d").map(factors).to_series().fillna(1.0).to_numpy()
        more = rng.poisson(rate.ravel() * np.maximum(factor - 1, 0))
        counts = rng.binomial(counts, np.minimum(factor, 1)) + more
    return pd.DataFrame({"unique_id": "desk", "ds": ds, "y": counts})


@pytest.fixture(scope="session")
def desk() -> pd.DataFrame:
    """Ten weeks of a desk with 6 cases an hour."""
    return arrivals(10, 6.0, (0.05, 0.1, 0.0), seed=1)


@pytest.fixture(scope="session")
def two_queues(desk: pd.DataFrame) -> pd.DataFrame:
    """Two queues over ten weeks, listed with the later id first."""
    other = arrivals(10, 1.5, (0.05, 0.1, 0.0), seed=2)
    return pd.concat([desk.assign(unique_id="payments"), other.assign(unique_id="listings")], ignore_index=True)


@pytest.fixture(scope="session")
def synthetic() -> Callable[..., pd.DataFrame]:
    """The generator itself: `synthetic(weeks, level, (cv_week, cv_day, cv_hour), seed, factors of days)`."""
    return arrivals


@pytest.fixture(scope="session")
def true_week() -> Callable[[float], np.ndarray]:
    """The generator's week at a level."""
    return shape_of_week
