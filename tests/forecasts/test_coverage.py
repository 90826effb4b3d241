"""Intervals of 80% hold 80%, over independent histories; and any table gives a forecast that makes sense."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import forecasts
from forecasts.forecast import Forecast

Synthetic = Callable[..., pd.DataFrame]
SERIES = 64
LEVELS = (0.5, 2.0, 6.0, 20.0)
PAST, AHEAD = 26, 2


def up_to(mean: float, variance: float, count: int) -> float:
    """Probability of at most `count` cases, of the negative binomial with the mean and variance given."""
    if count < 0:
        return 0.0
    size = mean**2 / max(variance - mean, 1e-9 * mean)
    k = np.arange(count)
    logs = np.concatenate([[0.0], np.cumsum(np.log((k + size) / (k + 1) * (mean / (size + mean))))])
    return float(np.exp(logs + size * math.log(size / (size + mean))).sum())


def ranks(forecast: Forecast, counts: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Where each count lies in its forecast's distribution, from 0 to 1: uniform if the forecast is honest.

    Randomised within a count's own probability, so that small counts do not over-cover by nature.
    """
    found = []
    for mean, variance, count in zip(forecast.mean[0], forecast.variance[0], counts, strict=True):
        low, high = (up_to(mean, variance, int(each)) for each in (count - 1, count))
        found.append(low + rng.uniform() * (high - low))
    return np.array(found)


@pytest.fixture(scope="module")
def positions(synthetic: Synthetic) -> dict[str, list[np.ndarray]]:
    """Ranks of all shifts and days of two weeks after half a year, per series."""
    rng = np.random.default_rng(11)
    found: dict[str, list[np.ndarray]] = {"8h": [], "D": []}
    for number in range(SERIES):
        frame = synthetic(PAST + AHEAD, LEVELS[number % len(LEVELS)], (0.07, 0.15, 0.0), 9000 + number)
        fortnight = forecasts.fit(frame.head(PAST * 168)).predict(AHEAD * 168)
        came = frame["y"].to_numpy()[PAST * 168 :]
        for freq, hours in (("8h", 8), ("D", 24)):
            found[freq].append(ranks(fortnight.aggregate(freq), came.reshape(-1, hours).sum(axis=1), rng))
    return found


def test_intervals_of_80_percent_hold_78_to_82_percent_of_more_than_2000_shifts_and_days(
    positions: dict[str, list[np.ndarray]],
) -> None:
    """The standard error, from the spread between series (a week's factor moves all its days), is below 1 point."""
    held = [np.abs(np.concatenate(pair) - 0.5) <= 0.4 for pair in zip(positions["8h"], positions["D"], strict=True)]
    shares = np.array([inside.mean() for inside in held])
    assert sum(map(len, held)) == SERIES * AHEAD * 7 * 4 > 2000
    assert shares.std(ddof=1) / math.sqrt(SERIES) < 0.012
    assert shares.mean() == pytest.approx(0.8, abs=0.02)


@pytest.mark.parametrize("freq", ["8h", "D"])
@pytest.mark.parametrize(("width", "nominal"), [(0.25, 0.5), (0.4, 0.8), (0.475, 0.95)])
def test_intervals_of_each_length_and_level_are_within_three_standard_errors_of_nominal(
    positions: dict[str, list[np.ndarray]], freq: str, width: float, nominal: float
) -> None:
    shares = np.array([(np.abs(rank - 0.5) <= width).mean() for rank in positions[freq]])
    assert shares.mean() == pytest.approx(nominal, abs=3 * shares.std(ddof=1) / math.sqrt(SERIES))


def test_counts_fall_above_and_below_the_middle_alike(positions: dict[str, list[np.ndarray]]) -> None:
    means = np.array([rank.mean() for rank in positions["D"]])
    assert means.mean() == pytest.approx(0.5, abs=3 * means.std(ddof=1) / math.sqrt(SERIES))


def test_ranks_are_those_of_the_forecasts_own_quantiles(desk: pd.DataFrame) -> None:
    days = forecasts.fit(desk).predict(168).aggregate("D")
    for level in (0.1, 0.5, 0.9):
        for mean, variance, count in zip(days.mean[0], days.variance[0], days.quantile(level)[0], strict=True):
            assert up_to(mean, variance, int(count)) >= level > up_to(mean, variance, int(count) - 1)


@given(
    seed=st.integers(0, 10**6),
    level=st.sampled_from((0.0, 0.02, 0.5, 3.0)),
    weeks=st.integers(4, 12),
    gaps=st.floats(0, 0.6),
    events=st.lists(
        st.tuples(
            st.integers(-20, 120),
            st.sampled_from(("A", "B")),
            st.sampled_from(("sale", "religious", "planner")),
            st.one_of(st.none(), st.floats(0.05, 8)),
            st.integers(0, 20),
            st.integers(0, 20),
        ),
        max_size=6,
        unique_by=lambda event: (event[0], event[1]),
    ),
)
@settings(derandomize=True, max_examples=30, deadline=None)
def test_any_table_of_small_counts_with_gaps_and_events_gives_finite_means_and_quantiles_in_order(
    seed: int,
    level: float,
    weeks: int,
    gaps: float,
    events: list[tuple[int, str, str, float | None, int, int]],
) -> None:
    rng = np.random.default_rng(seed)
    first = pd.Timestamp("2024-01-01")
    parts = []
    for name in ("one", "other"):
        ds = pd.date_range(first, periods=weeks * 168 - int(rng.integers(0, 20)) * (weeks > 4), freq="h")
        y = rng.poisson(level, len(ds))
        kept = rng.uniform(size=len(ds)) >= gaps
        kept[[0, -1]] = True
        parts.append(pd.DataFrame({"unique_id": name, "ds": ds, "y": y})[kept])
    told = pd.DataFrame(
        [(first + pd.Timedelta(days=day), *rest) for day, *rest in events],
        columns=["date", "name", "kind", "uplift", "lead_days", "lag_days"],
    )
    fitted = forecasts.fit(pd.concat(parts), events=told, fill="unknown")
    forecast = fitted.predict(400)
    assert np.isfinite(forecast.mean).all()
    assert (forecast.mean >= 0).all()
    assert np.isfinite(forecast.variance).all()
    quantiles = np.stack([forecast.quantile(each) for each in (0.05, 0.1, 0.5, 0.9, 0.95)])
    assert (quantiles >= 0).all()
    assert (np.diff(quantiles, axis=0) >= 0).all()
