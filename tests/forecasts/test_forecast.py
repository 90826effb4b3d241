"""Means, quantiles, blocks and sample paths of one forecast agree with each other."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import forecasts
from forecasts.calendar import grid, instant_of
from forecasts.dispersion import Dispersion
from forecasts.errors import ForecastError, HorizonError
from forecasts.forecast import Forecast


def made(
    rate: np.ndarray,
    parts: tuple[float, float, float] = (0.02, 0.04, 0.1),
    drift: float = 0.0,
    correlation: float = 0.0,
    start: str = "2024-06-03",
    zone: str | None = None,
    doubt: np.ndarray | None = None,
) -> Forecast:
    """A forecast with known rates [series, hours], variances of week, day and hour, and no doubt unless given."""
    first = instant_of(start, zone, "start")
    steps = grid(first, first + rate.shape[1] * 60, 60, zone)
    each = [np.full(len(rate), part) for part in (*parts, drift)]
    names = tuple("abcdefgh"[: len(rate)])
    lead = np.maximum(0, steps.weeks - steps.weeks[0] - 1)
    bounds = np.arange(len(steps) + 1)
    unsure = np.zeros(rate.shape) if doubt is None else doubt
    return Forecast(names, steps, rate, Dispersion(*each, correlation), lead, bounds, 60, unsure)


@pytest.fixture(scope="module")
def fortnight() -> Forecast:
    hours = 4 + 3 * np.sin(np.arange(336) / 24 * 2 * np.pi)
    return made(np.stack([hours, 0.1 * hours]))


def test_blocks_are_sums_of_hours(fortnight: Forecast) -> None:
    days, shifts = fortnight.aggregate("D"), fortnight.aggregate("8h")
    assert days.mean == pytest.approx(fortnight.mean.reshape(2, 14, 24).sum(axis=2))
    assert shifts.mean.sum() == pytest.approx(fortnight.mean.sum())
    assert list(shifts.ds.hour[:4]) == [0, 8, 16, 0]
    assert list(fortnight.aggregate("W").ds) == [pd.Timestamp("2024-06-03"), pd.Timestamp("2024-06-10")]
    assert fortnight.aggregate("8h").aggregate("D").mean == pytest.approx(days.mean)


@pytest.mark.parametrize("freq", ["h", "8h", "D", "W"])
def test_paths_of_blocks_are_sums_of_the_paths_of_hours(fortnight: Forecast, freq: str) -> None:
    hours = fortnight.sample(50, 4)
    blocks = fortnight.aggregate(freq)
    steps = len(blocks.ds)
    assert (blocks.sample(50, 4) == hours.reshape(50, 2, steps, -1).sum(axis=3)).all()


@pytest.mark.parametrize("freq", ["h", "8h", "D", "W"])
def test_paths_have_the_mean_and_variance_stated(fortnight: Forecast, freq: str) -> None:
    blocks = fortnight.aggregate(freq)
    paths = blocks.sample(20_000, 5)
    assert paths.mean(axis=0).mean(axis=1) == pytest.approx(blocks.mean.mean(axis=1), rel=0.01)
    assert paths.var(axis=0).mean(axis=1) == pytest.approx(blocks.variance.mean(axis=1), rel=0.04)


@pytest.mark.parametrize("freq", ["h", "8h", "D", "W"])
def test_quantiles_hold_their_share_of_the_paths(fortnight: Forecast, freq: str) -> None:
    blocks = fortnight.aggregate(freq)
    paths = blocks.sample(20_000, 6)
    for level in (0.025, 0.1, 0.5, 0.9, 0.975):
        quantile = blocks.quantile(level)
        below, up_to = (paths < quantile).mean(axis=0), (paths <= quantile).mean(axis=0)
        # A negative binomial stands in for a mixture of products of Gammas: within two points of probability.
        assert (below <= level + 0.02).all()
        assert (up_to >= level - 0.02).all()


def test_drift_widens_later_weeks_in_paths_as_stated() -> None:
    month = made(np.full((1, 4 * 168), 20.0), (0.01, 0.0, 0.0), drift=0.03)
    weeks = month.aggregate("W")
    relative = weeks.variance[0] / weeks.mean[0] ** 2
    assert relative[0] == pytest.approx(relative[1])
    assert (np.diff(relative[1:]) > 0.028).all()
    paths = weeks.sample(20_000, 7)[:, 0].astype(float)
    assert paths.var(axis=0) == pytest.approx(weeks.variance[0], rel=0.04)
    shared = np.cov(paths[:, 2], paths[:, 3])[0, 1] / weeks.mean[0, 0] ** 2
    assert shared == pytest.approx(0.03, rel=0.15)  # what has drifted in week 3 stays in week 4


@pytest.mark.parametrize("freq", ["h", "8h", "D", "W"])
def test_doubt_about_a_day_widens_its_paths_as_stated_and_no_other_day(freq: str) -> None:
    rate, doubt = np.full((1, 336), 5.0), np.zeros((1, 336))
    doubt[0, 48:72] = 0.2
    sure, unsure = (made(rate, doubt=given).aggregate(freq) for given in (None, doubt))
    paths = unsure.sample(20_000, 9)[:, 0]
    touched = unsure.variance[0] > sure.variance[0] + 1e-9
    assert touched.sum() == {"h": 24, "8h": 3, "D": 1, "W": 1}[freq]
    assert paths.var(axis=0)[touched].mean() == pytest.approx(unsure.variance[0, touched].mean(), rel=0.04)
    assert (unsure.mean == sure.mean).all()
    assert unsure.variance[0, ~touched] == pytest.approx(sure.variance[0, ~touched], rel=1e-12)


def test_correlated_series_add_up_with_a_wider_total() -> None:
    rate = np.full((2, 168), 30.0)
    alone, together = (made(rate, (0.02, 0.03, 0.0), correlation=rho).aggregate("D") for rho in (0.0, 0.8))
    total = [forecast.sample(20_000, 8).sum(axis=1).var(axis=0).mean() for forecast in (alone, together)]
    own = alone.variance.sum(axis=0).mean()
    mean = 30.0 * 24
    assert total[0] == pytest.approx(own, rel=0.03)
    assert total[1] == pytest.approx(own + 2 * 0.8 * (0.02 + 0.03) * mean**2, rel=0.05)


@pytest.mark.parametrize(
    ("day", "first", "hours"),
    [("2024-03-31", "2024-03-30", [23.0, 7.0]), ("2024-10-27", "2024-10-26", [25.0, 9.0])],
)
def test_blocks_on_the_days_clocks_change_hold_their_hours(day: str, first: str, hours: list[float]) -> None:
    berlin = made(np.ones((1, 96)), start=first, zone="Europe/Berlin")
    days, shifts = berlin.aggregate("D"), berlin.aggregate("8h")
    assert str(days.ds[1])[:10] == day
    assert days.mean[0, 1] == hours[0]
    assert list(shifts.ds.hour[3:6]) == [0, 8, 16]
    assert list(shifts.mean[0, 3:6]) == [hours[1], 8, 8]


def test_blocks_not_covered_whole_are_left_out() -> None:
    partial = made(np.ones((1, 60)), start="2024-06-03 09:00")
    assert list(partial.aggregate("D").ds) == [pd.Timestamp("2024-06-04")]
    assert partial.aggregate("8h").ds[0] == pd.Timestamp("2024-06-03 16:00")
    assert partial.aggregate("8h").sample(20, 1).sum(axis=2) == pytest.approx(
        partial.sample(20, 1)[:, :, 7:55].sum(axis=2)
    )
    with pytest.raises(HorizonError, match='no whole block of "W"'):
        partial.aggregate("W")


def test_a_finer_frequency_than_the_forecast_is_refused(fortnight: Forecast) -> None:
    with pytest.raises(ForecastError, match="no multiple"):
        fortnight.aggregate("30min")
    with pytest.raises(ForecastError, match="no multiple"):
        fortnight.aggregate("D").aggregate("8h")


def test_a_window_draws_the_same_counts_as_the_whole_forecast(fortnight: Forecast) -> None:
    window = fortnight.window("2024-06-06 00:00", "2024-06-13 00:00")
    assert (window.ds[0], len(window.ds)) == (pd.Timestamp("2024-06-06"), 168)
    assert (window.sample(40, 9) == fortnight.sample(40, 9)[:, :, 72:240]).all()


def test_a_window_alone_has_the_same_steps_and_draws_no_others(fortnight: Forecast) -> None:
    window = fortnight.window("2024-06-06 00:00", "2024-06-13 00:00")
    alone = window.alone()
    assert list(alone.ds) == list(window.ds)
    assert (alone.mean == window.mean).all()
    assert alone.variance == pytest.approx(window.variance)
    assert len(alone.base) == 168
    assert (alone.alone().sample(40, 9) == alone.sample(40, 9)).all()


@pytest.mark.parametrize("freq", ["h", "8h", "D"])
def test_the_steps_of_a_window_are_as_they_were(fortnight: Forecast, freq: str) -> None:
    whole = fortnight.aggregate(freq)
    window = whole.window("2024-06-05", "2024-06-12")
    steps = slice(2 * len(whole.ds) // 14, 9 * len(whole.ds) // 14)
    assert (window.ds == whole.ds[steps]).all()
    assert (window.mean == whole.mean[:, steps]).all()
    assert window.variance == pytest.approx(whole.variance[:, steps], rel=1e-12)
    assert (window.quantile(0.9) == whole.quantile(0.9)[:, steps]).all()
    assert (window.sample(5, 2) == whole.sample(5, 2)[:, :, steps]).all()


def test_a_window_keeps_the_drift_of_its_weeks() -> None:
    month = made(np.full((1, 4 * 168), 20.0), (0.01, 0.02, 0.1), drift=0.03)
    last = month.window("2024-06-24", "2024-07-01")
    assert last.variance == pytest.approx(month.variance[:, -168:], rel=1e-12)
    assert last.aggregate("W").variance == pytest.approx(month.aggregate("W").variance[:, 3:], rel=1e-12)


def test_windows_side_by_side_hold_every_step_once_and_may_be_cut_again(fortnight: Forecast) -> None:
    halves = [fortnight.window("2024-06-03", "2024-06-08"), fortnight.window("2024-06-08", "2024-06-17")]
    assert (np.concatenate([half.mean for half in halves], axis=1) == fortnight.mean).all()
    again = halves[1].window("2024-06-10", "2024-06-11")
    assert (again.mean == fortnight.window("2024-06-10", "2024-06-11").mean).all()
    assert (halves[1].aggregate("D").mean == fortnight.aggregate("D").mean[:, 5:]).all()


def test_a_window_takes_aware_times_of_any_zone_and_naive_ones_of_its_own() -> None:
    berlin = made(np.ones((1, 96)), start="2024-10-26", zone="Europe/Berlin")
    naive = berlin.window("2024-10-27", "2024-10-28")
    aware = berlin.window(pd.Timestamp("2024-10-26 22:00", tz="UTC"), pd.Timestamp("2024-10-28", tz="Europe/Berlin"))
    assert len(naive.ds) == 25
    assert (naive.ds == aware.ds).all()


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("2024-06-05", "2024-06-05", "end is 2024-06-05, not after the start 2024-06-05; give a later one"),
        ("2024-06-06", "2024-06-05", "not after the start"),
        (
            "2024-06-02",
            "2024-06-05",
            "start is 2024-06-02, outside the forecast from 2024-06-03 00:00:00 to 2024-06-17",
        ),
        ("2024-06-05", "2024-06-18", "end is 2024-06-18, outside the forecast"),
        ("2024-06-05 00:30", "2024-06-06", "within the step from 2024-06-05 00:00:00 to 2024-06-05 01:00:00; give an"),
        ("2024-06-05", "soon", "end is 'soon', which is no time"),
    ],
)
def test_a_window_that_is_empty_or_off_the_steps_is_refused(
    fortnight: Forecast, start: str, end: str, message: str
) -> None:
    with pytest.raises(HorizonError, match=message):
        fortnight.window(start, end)


def test_the_same_seed_draws_the_same_paths(fortnight: Forecast) -> None:
    assert (fortnight.sample(30, 1) == fortnight.sample(30, 1)).all()
    assert (fortnight.sample(30, 1) != fortnight.sample(30, 2)).any()
    assert fortnight.sample(3, 1).dtype == np.int32
    assert fortnight.sample(3, 1).shape == (3, 2, 336)


def test_many_paths_are_drawn_in_parts_of_the_same_law() -> None:
    long = made(np.full((2, 8 * 168), 3.0))
    paths = long.sample(2_000, 3)  # 5.4 million draws: more than one part
    assert paths.mean() == pytest.approx(3.0, rel=0.02)
    assert np.unique(paths[:, 0, :24].sum(axis=1)).size > 50


def test_the_table_has_its_columns_in_order(fortnight: Forecast) -> None:
    frame = fortnight.to_frame([80, 95])
    names = ["unique_id", "ds", "mean", "median", "lo-80", "hi-80", "lo-95", "hi-95"]
    assert frame.columns.tolist() == names
    assert frame["unique_id"].tolist() == ["a"] * 336 + ["b"] * 336
    assert (frame["hi-95"] >= frame["hi-80"]).all()
    assert (frame["lo-80"] >= frame["lo-95"]).all()
    assert frame.loc[frame["unique_id"] == "b", "median"].to_numpy() == pytest.approx(fortnight.quantile(0.5)[1])


@pytest.mark.parametrize("level", [0, 1, -0.1, 1.5])
def test_levels_outside_0_and_1_are_refused(fortnight: Forecast, level: float) -> None:
    with pytest.raises(ForecastError, match="level is"):
        fortnight.quantile(level)
    with pytest.raises(ForecastError, match="level holds"):
        fortnight.to_frame([100 * level])


def test_at_least_one_path_is_drawn(fortnight: Forecast) -> None:
    with pytest.raises(ForecastError, match="n is 0"):
        fortnight.sample(0, 1)


@given(
    st.lists(st.floats(0, 8), min_size=24, max_size=48),
    st.tuples(st.floats(0, 0.5), st.floats(0, 0.5), st.floats(0, 2)),
    st.tuples(st.floats(0.001, 0.999), st.floats(0.001, 0.999)),
)
@settings(derandomize=True, max_examples=40, deadline=None)
def test_quantiles_rise_with_the_level_and_are_never_negative(
    rate: list[float], parts: tuple[float, float, float], levels: tuple[float, float]
) -> None:
    for forecast in (made(np.array([rate]), parts), made(np.array([rate]), parts).aggregate("D")):
        low, high = (forecast.quantile(level) for level in sorted(levels))
        assert (low >= 0).all()
        assert (low <= high).all()
        assert (forecast.variance >= forecast.mean - 1e-9).all()


def test_a_rate_of_zero_is_zero_for_certain() -> None:
    closed = made(np.zeros((1, 24)))
    assert (closed.quantile(0.999) == 0).all()
    assert (closed.sample(100, 1) == 0).all()


def test_the_package_imports_nothing_heavy_until_it_is_used(desk: pd.DataFrame) -> None:
    assert forecasts.__all__ == ["Fitted", "Forecast", "TicketLog", "fit"]
    assert forecasts.Forecast is Forecast
    with pytest.raises(AttributeError, match="no attribute 'guess'"):
        _ = forecasts.guess
