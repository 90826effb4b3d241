"""The long forecast: the first week is the hourly forecast's, growth and season as far as they are believed."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import forecasts
from forecasts.errors import HorizonError
from forecasts.fitting import Fitted
from forecasts.long_range import LongRange, long_range
from forecasts.negative_binomial import quantiles

START = pd.Timestamp("2022-01-03")
SHAPE = np.outer((1.2, 1.1, 1.0, 1.0, 0.9, 0.4, 0.3), (0.5, 1.6, 0.9)).ravel()


def blocks(logs: np.ndarray, volume: float, seed: int, cv: float = 0.0, **about: str) -> pd.DataFrame:
    """Counts of 8 h blocks whose weeks have the log levels given, `cv` of the week's and of the day's factor."""
    rng = np.random.default_rng(seed)
    rate = volume * np.exp(logs)[:, None] * SHAPE / SHAPE.sum()
    if cv:
        rate = rate * rng.gamma(1 / cv**2, cv**2, (len(logs), 1))
        rate = rate * np.repeat(rng.gamma(1 / cv**2, cv**2, (len(logs), 7)), 3, axis=1)
    ds = pd.date_range(START, periods=rate.size, freq="8h")
    return pd.DataFrame({"unique_id": "desk", "ds": ds, "y": rng.poisson(rate.ravel())} | about)


def learnt(logs: np.ndarray, volume: float = 600, seed: int = 1) -> tuple[Fitted, pd.Timestamp]:
    """A fit of blocks, and the end of its history."""
    return forecasts.fit(blocks(logs, volume, seed), "8h"), START + pd.Timedelta(weeks=len(logs))


def ahead(logs: np.ndarray, weeks: int = 53, volume: float = 600, seed: int = 1) -> LongRange:
    fitted, end = learnt(logs, volume, seed)
    return long_range(fitted, end, weeks)


def wave(weeks: np.ndarray, size: float = 0.2) -> np.ndarray:
    return np.asarray(size * np.cos(2 * np.pi * weeks / 52.1775))


@pytest.mark.parametrize("seed", range(3))
def test_the_first_week_is_the_hourly_forecast_with_its_events(
    synthetic: Callable[..., pd.DataFrame], seed: int
) -> None:
    table = pd.concat(
        [synthetic(30, level, (0.05, 0.1, 0.0), seed).assign(unique_id=f"q{level}") for level in (0.3, 2.0, 8.0)]
    )
    fitted = forecasts.fit(table, country="ID", zone="Asia/Jakarta")
    start = pd.Timestamp("2024-07-31") + pd.Timedelta(weeks=seed * 3)
    said = long_range(fitted, start, 104)
    hourly = fitted.predict(start=start, end=start + pd.Timedelta(days=7))
    assert said.mean[:, 0] == pytest.approx(hourly.mean.sum(axis=1), rel=1e-12)
    assert said.mean.shape == said.spread.shape == (3, 104)
    assert (said.unique_ids, said.history_weeks) == (("q0.3", "q2.0", "q8.0"), 30)
    assert said.correlation == fitted.dispersion.correlation


def test_events_ahead_are_in_their_week(synthetic: Callable[..., pd.DataFrame]) -> None:
    table = synthetic(20, 6.0, (0.0, 0.0, 0.0), 1)
    event = pd.DataFrame({"date": ["2024-11-13"], "name": ["sale"], "uplift": [3.0]})
    with_it, without = (long_range(forecasts.fit(table, events=events), "2024-05-20", 52) for events in (event, None))
    ratio = with_it.mean[0] / without.mean[0]
    week = int(np.flatnonzero(with_it.starts == pd.Timestamp("2024-11-11"))[0])
    assert ratio[week] == pytest.approx(1 + 2 / 7, rel=0.15)
    assert np.delete(ratio, week) == pytest.approx(np.ones(51), rel=1e-9)


def test_a_constant_desk_stays_as_it_is() -> None:
    said = ahead(np.zeros(80), 104)
    assert abs(said.trend[0]) < 5e-4
    assert said.mean[0] == pytest.approx(np.full(104, 600), rel=0.04)


def test_low_volume_and_short_history_hardly_have_a_trend() -> None:
    growing = 0.01 * np.arange(52)
    assert abs(ahead(growing, volume=8).trend[0]) < abs(ahead(growing).trend[0]) / 2
    assert abs(ahead(growing[:6]).trend[0]) < 1e-3


def test_growth_of_a_year_is_recovered_in_sign_and_by_half_or_more() -> None:
    damped = 0.97 * (1 - 0.97 ** np.arange(27)) / 0.03
    for growth in (0.01, -0.01):
        for seed in (1, 2, 3):
            fitted, end = learnt(growth * np.arange(-51, 1), seed=seed)
            said, flat = long_range(fitted, end, 27), long_range(fitted, end, 27, growth=0.0)
            assert 0.45 < said.trend[0] / growth < 1.2
            assert np.log(said.mean[0] / flat.mean[0]) == pytest.approx(said.trend[0] * damped, abs=1e-9)
            later = long_range(fitted, end + pd.Timedelta(weeks=4), 27)
            assert later.trend[0] == pytest.approx(said.trend[0] * said.damping**4, rel=1e-9)


def test_a_launch_is_no_trend() -> None:
    said = ahead(np.where(np.arange(52) < 40, -0.9, 0.0))
    assert abs(said.trend[0]) < 0.001


def test_a_season_that_three_years_agree_on_is_forecast_and_one_year_is_not() -> None:
    weeks = np.arange(156 + 53)
    truth = wave(weeks[156:]) - wave(weeks[156:157])
    known = ahead(wave(weeks[:156]))
    short = ahead(wave(weeks[100:156]))
    error, flat = (np.abs(np.log(said.mean[0] / said.mean[0, 0]) - truth).mean() for said in (known, short))
    assert known.yearly == (True,)
    assert short.yearly == (False,)
    assert error < 0.4 * flat
    assert known.spread[0, 26] < short.spread[0, 26]


def test_a_walk_of_three_years_has_hardly_a_season() -> None:
    rng = np.random.default_rng(5)
    sizes = []
    for seed in range(4):
        said = ahead(np.cumsum(0.02 * rng.standard_normal(156)), seed=seed)
        damped = said.trend[0] * 0.97 * (1 - 0.97 ** np.arange(53)) / 0.03
        sizes.append(np.ptp(np.log(said.mean[0] / said.mean[0, 0]) - damped))
    assert np.mean(sizes) < 0.12


def test_stated_growth_stands_in_place_of_the_trend() -> None:
    fitted, end = learnt(0.01 * np.arange(52))
    said = long_range(fitted, end, 105, growth=0.2)
    flat = long_range(fitted, end, 105, growth=0.0)
    hours = fitted.predict(start=end, end=end + pd.Timedelta(weeks=105)).mean[0]
    assert flat.mean[0] == pytest.approx(hours.reshape(105, 21).sum(axis=1), rel=1e-12)
    assert said.mean[0] / flat.mean[0] == pytest.approx(1.2 ** (np.arange(105) / 52), rel=1e-12)
    assert said.trend.tolist() == [0.0]
    assert said.growth == 0.2
    doubled = long_range(fitted, end, 105, growth=1.0)
    assert doubled.spread[0, 52] > said.spread[0, 52] > long_range(fitted, end, 105, growth=0.05).spread[0, 52] > 0.05


@pytest.mark.parametrize("growth", [None, 0.1])
@pytest.mark.parametrize("weeks", [5, 40, 120])
def test_the_spread_begins_at_nothing_and_never_falls(weeks: int, growth: float | None) -> None:
    rng = np.random.default_rng(weeks)
    fitted, end = learnt(np.cumsum(0.03 * rng.standard_normal(weeks)), volume=100)
    said = long_range(fitted, end + pd.Timedelta(weeks=3), 104, growth)
    assert said.spread[0, 0] == 0
    assert (np.diff(said.spread[0]) >= 0).all()
    assert 0.1 < said.spread[0, 51] < 0.6


def test_a_restless_level_spreads_more_than_a_quiet_one() -> None:
    rng = np.random.default_rng(8)
    step = rng.standard_normal(78)
    quiet, usual, restless = (ahead(np.cumsum(size * step)).spread[0, 26] for size in (0.0, 0.02, 0.06))
    assert quiet < 0.8 * usual
    assert usual < 0.8 * restless


def test_weeks_of_local_days_across_the_change_of_clocks(synthetic: Callable[..., pd.DataFrame]) -> None:
    table = synthetic(20, 6.0, (0.05, 0.1, 0.0), 1)
    table = table[table["ds"] != pd.Timestamp("2024-03-31 01:00")]  # the hour that spring takes away
    fitted = forecasts.fit(table, zone="Europe/Lisbon")
    said = long_range(fitted, "2024-05-22", 60, growth=0.0)
    assert [stamp.hour for stamp in said.starts] == [0] * 60
    assert str(said.starts.tz) == "Europe/Lisbon"
    for week in (0, 22, 23, 44, 45, 59):
        start = said.starts[week]
        hours = fitted.predict(start=start, end=(start.tz_localize(None) + pd.Timedelta(days=7)).tz_localize(start.tz))
        assert len(hours.ds) == {22: 169, 44: 167}.get(week, 168)
        assert said.mean[0, week] == pytest.approx(hours.mean.sum(), rel=1e-12)


def test_intervals_of_random_walks_cover_what_they_say() -> None:
    horizons, count = (4, 13, 26), 36
    hits = []
    for learn, step in ((26, 0.03), (52, 0.025), (78, 0.03)):
        rng = np.random.default_rng(learn)
        walks = np.cumsum(step * rng.standard_normal((count, learn + 27)), axis=1)
        tables = [
            blocks(walk - walk[learn], rng.choice((40, 300, 1500)), seed, 0.06, unique_id=f"{seed:03}")
            for seed, walk in enumerate(walks)
        ]
        table, end = pd.concat(tables), START + pd.Timedelta(weeks=learn)
        fitted = forecasts.fit(table[table["ds"] < end], "8h")
        said = long_range(fitted, end, 27)
        came = table["y"].to_numpy().reshape(count, -1, 21).sum(axis=2)[:, learn:]
        hits.append([covers(fitted, said, week, came[:, week]) for week in horizons])
    cover = np.mean(hits, axis=(0, 2))
    assert ((cover > 0.72) & (cover < 0.9)).all(), cover


def covers(fitted: Fitted, said: LongRange, week: int, came: np.ndarray) -> np.ndarray:
    """Whether the 80% interval holds the week's counts [series]: level, factors of week and days, and Poisson."""
    steps = fitted.predict(start=said.starts[0], end=said.starts[1]).aggregate("D").mean
    share = np.square(steps).sum(axis=1) / np.square(steps.sum(axis=1))
    within = (1 + fitted.dispersion.week) * (1 + fitted.dispersion.day * share)
    mean = said.mean[:, week]
    variance = mean + (np.exp(said.spread[:, week] ** 2) * within - 1) * mean**2
    low, high = quantiles(mean, variance, np.array([0.1, 0.9]))
    return (low <= came) & (came <= high)


def test_it_is_the_same_again_and_quick() -> None:
    tables = [blocks(np.zeros(120), 100, seed, unique_id=str(seed)) for seed in range(5)]
    fitted = forecasts.fit(pd.concat(tables), "8h", country="ID")
    end = START + pd.Timedelta(weeks=120)
    began = time.process_time()
    first = long_range(fitted, end, 104)
    assert time.process_time() - began < 0.5
    again = long_range(fitted, end, 104)
    assert np.array_equal(first.mean, again.mean)
    assert np.array_equal(first.spread, again.spread)


def test_a_young_series_beside_a_long_one_and_unknown_weeks() -> None:
    old = blocks(np.zeros(30), 600, 1)
    young = blocks(np.zeros(30), 50, 2, unique_id="young").iloc[-24:]
    gap = old[(old["ds"] < START + pd.Timedelta(weeks=9)) | (old["ds"] >= START + pd.Timedelta(weeks=14))]
    said = long_range(forecasts.fit(pd.concat([gap, young]), "8h", fill="unknown"), START + pd.Timedelta(weeks=30), 30)
    assert said.history_weeks == 30
    assert np.isfinite(said.mean).all()
    assert said.mean[0] == pytest.approx(np.full(30, 600), rel=0.1)
    assert abs(said.trend[1]) < 1e-3


@pytest.mark.parametrize(
    ("start", "weeks", "growth", "message"),
    [
        ("2022-05-23", 0, None, "weeks is 0; forecast at least one"),
        ("2022-05-16", 26, None, "start is 2022-05-16 00:00:00, before the history's end 2022-05-23 00:00:00"),
        (
            "2022-05-23 08:00",
            26,
            None,
            "start is 2022-05-23 08:00, within a day; weeks begin at a local midnight, the next",
        ),
        ("2022-05-23", 26, -1.0, r"growth is -1.0 a year; write a number above -1, such as 0.1 for 10% more"),
        ("2022-05-23", 26, float("nan"), "growth is nan a year"),
        ("someday", 26, None, "start is 'someday', which is no time"),
    ],
)
def test_what_cannot_be_forecast_is_said(start: str, weeks: int, growth: float | None, message: str) -> None:
    fitted, _ = learnt(np.zeros(20))
    with pytest.raises(HorizonError, match=message):
        long_range(fitted, start, weeks, growth)


def test_weeks_beyond_the_calendar_are_refused(desk: pd.DataFrame) -> None:
    fitted = forecasts.fit(desk, country="ID", zone="Asia/Jakarta")
    assert long_range(fitted, "2024-10-14", 110).mean.shape == (1, 110)
    with pytest.raises(HorizonError, match="the calendar of special days 1000"):
        long_range(fitted, "2024-10-14", 130)
