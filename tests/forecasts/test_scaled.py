"""A forecast with more or less volume from some moment on: the same random weeks, only busier."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from forecasts.calendar import grid, instant_of
from forecasts.dispersion import Dispersion
from forecasts.errors import ForecastError, HorizonError
from forecasts.forecast import Forecast

START = "2024-06-10"
HOUR = 7 * 24
"""Of `START`."""


def made(level: float = 6.0, spread: tuple[float, float, float] = (0.02, 0.04, 0.1), hours: int = 3 * 168) -> Forecast:
    """Two series over three weeks, the second a third of the first, with doubt about one day."""
    first = instant_of("2024-06-03", None, "start")
    steps = grid(first, first + hours * 60, 60, None)
    shape = level * (1 + 0.5 * np.sin(np.arange(hours) / 24 * 2 * np.pi))
    doubt = np.zeros((2, hours))
    doubt[:, 240:264] = 0.1
    week, day, hour, drift = (np.full(2, part) for part in (*spread, 0.01))
    lead = np.maximum(0, steps.weeks - steps.weeks[0] - 1)
    rate = np.stack([shape, shape / 3])
    return Forecast(
        ("a", "b"), steps, rate, Dispersion(week, day, hour, drift, 0.0), lead, np.arange(hours + 1), 60, doubt
    )


@pytest.mark.parametrize("factor", [0.25, 1.0, 1.2, 3.0])
def test_means_are_multiplied_from_the_moment_on_and_not_before(factor: float) -> None:
    forecast = made()
    more = forecast.scaled({"b": factor}, START)
    assert (more.mean[0] == forecast.mean[0]).all()
    assert (more.mean[1, :HOUR] == forecast.mean[1, :HOUR]).all()
    assert more.mean[1, HOUR:] == pytest.approx(factor * forecast.mean[1, HOUR:])


def test_each_series_has_its_own_factor() -> None:
    forecast = made()
    more = forecast.scaled({"b": 0.5, "a": 2.0}, "2024-06-03")
    assert more.mean == pytest.approx(forecast.mean * np.array([[2.0], [0.5]]))


def test_what_is_scaled_leaves_the_forecast_itself_as_it_was() -> None:
    forecast = made()
    before = forecast.rate.copy()
    forecast.scaled({"a": 2.0}, START)
    assert (forecast.rate == before).all()


def test_no_factors_and_factors_of_one_are_the_same_paths() -> None:
    forecast = made()
    for factors in ({}, {"a": 1.0, "b": 1.0}):
        assert (forecast.scaled(factors, START).sample(20, 3) == forecast.sample(20, 3)).all()


@pytest.mark.parametrize("freq", ["h", "D", "W"])
def test_the_uncertainty_stays_the_same_share_of_the_mean(freq: str) -> None:
    blocks, more = made().aggregate(freq), made().scaled({"a": 1.5}, START).aggregate(freq)
    for forecast in (blocks, more):
        assert (forecast.variance > forecast.mean).all()
    first = {"h": HOUR, "D": 7, "W": 1}[freq]

    def share(forecast: Forecast) -> np.ndarray:
        return np.asarray((forecast.variance[0] - forecast.mean[0]) / forecast.mean[0] ** 2)

    assert share(more) == pytest.approx(share(blocks), rel=1e-9)
    assert more.variance[0, :first] == pytest.approx(blocks.variance[0, :first], rel=1e-12)
    assert (more.variance[0, first:] > blocks.variance[0, first:]).all()
    assert (more.variance[1] == blocks.variance[1]).all()


def test_paths_have_the_mean_and_the_variance_of_the_scaled_forecast() -> None:
    weeks = made().scaled({"a": 1.5, "b": 0.5}, START).aggregate("W")
    paths = weeks.sample(20_000, 5)
    assert paths.mean(axis=0) == pytest.approx(weeks.mean, rel=0.01)
    assert paths.var(axis=0) == pytest.approx(weeks.variance, rel=0.05)


def test_one_seed_draws_the_same_busy_weeks_and_days() -> None:
    forecast = made(level=40.0, spread=(0.02, 0.04, 0.0))
    more = forecast.scaled({"a": 1.3}, START)
    for freq, first in (("W", 1), ("D", 7)):
        ours, theirs = (one.aggregate(freq).sample(2000, 9)[:, 0, first:].astype(float) for one in (more, forecast))
        for step in range(ours.shape[1]):
            assert np.corrcoef(ours[:, step], theirs[:, step])[0, 1] > 0.9


def test_the_factors_of_weeks_that_one_seed_draws_do_not_depend_on_the_factor() -> None:
    # so many cases that their chance is next to nothing beside the factor of the week
    forecast = made(level=2e5, spread=(0.05, 0.0, 0.0), hours=2 * 168)
    paths = forecast.aggregate("W").sample(50, 4)
    for factor in (0.5, 2.0):
        more = forecast.scaled({"a": factor, "b": factor}, START).aggregate("W").sample(50, 4)
        assert more[:, :, 1] / paths[:, :, 1] == pytest.approx(np.full((50, 2), factor), rel=0.005)
        assert more[:, :, 0] == pytest.approx(paths[:, :, 0], rel=0.005)


def test_paths_before_the_moment_have_the_same_busy_weeks_too() -> None:
    forecast = made(level=40.0)
    ours, theirs = (
        one.aggregate("W").sample(1000, 2)[:, 0, 0].astype(float)
        for one in (forecast.scaled({"a": 3.0}, START), forecast)
    )
    assert np.corrcoef(ours, theirs)[0, 1] > 0.9
    assert ours.mean() == pytest.approx(theirs.mean(), rel=0.01)


def test_a_window_or_blocks_of_a_scaled_forecast_are_those_scaled() -> None:
    forecast = made()
    window = forecast.window("2024-06-05", "2024-06-15")
    one, other = window.scaled({"a": 2.0}, START), forecast.scaled({"a": 2.0}, START).window("2024-06-05", "2024-06-15")
    assert (one.mean == other.mean).all()
    assert (one.sample(10, 3) == other.sample(10, 3)).all()
    days = forecast.aggregate("D").scaled({"a": 2.0}, START)
    assert days.mean == pytest.approx(forecast.scaled({"a": 2.0}, START).aggregate("D").mean)


def test_from_the_end_of_the_forecast_on_nothing_is_left_to_scale() -> None:
    forecast = made()
    assert (forecast.scaled({"a": 2.0}, forecast.ds[-1] + pd.Timedelta("1h")).mean == forecast.mean).all()


def test_an_unknown_series_is_refused() -> None:
    with pytest.raises(ForecastError, match=r'there is no series "c"; there are a, b'):
        made().scaled({"a": 1.2, "c": 1.2}, START)


@pytest.mark.parametrize("factor", [0.0, -1.0, math.inf, -math.inf, math.nan])
def test_a_factor_that_is_no_number_above_nothing_is_refused(factor: float) -> None:
    with pytest.raises(ForecastError, match=r"the factor of b is .*; write a number above 0, such as 1.2"):
        made().scaled({"b": factor}, START)


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("2024-06-10 00:30", "start is 2024-06-10 00:30, within the step from"),
        ("2024-06-02", "start is 2024-06-02, outside the forecast from"),
        ("2024-06-25", "start is 2024-06-25, outside the forecast from"),
    ],
)
def test_a_start_that_is_no_edge_of_a_step_is_refused(start: str, said: str) -> None:
    with pytest.raises(HorizonError, match=said):
        made().scaled({"a": 1.2}, start)


def test_a_start_within_a_day_is_no_edge_of_days() -> None:
    with pytest.raises(HorizonError, match="within the step from"):
        made().aggregate("D").scaled({"a": 1.2}, "2024-06-10 12:00")
