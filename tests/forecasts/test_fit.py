"""The contract of `fit` and `predict`, and what the profile learns."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import forecasts
from forecasts.errors import HistoryError, HorizonError
from forecasts.fitting import fit_history
from forecasts.forecasters import METHODS, Method
from forecasts.series import Columns, read_history
from forecasts.smoothing import smooth

Synthetic = Callable[..., pd.DataFrame]


def test_the_forecast_begins_where_the_history_ends(two_queues: pd.DataFrame) -> None:
    forecast = forecasts.fit(two_queues).predict(30)
    assert forecast.unique_ids == ("listings", "payments")
    assert forecast.ds[0] == pd.Timestamp("2024-03-11 00:00")
    assert forecast.ds[-1] == pd.Timestamp("2024-03-12 05:00")
    assert forecast.mean.shape == (2, 30)
    assert (forecast.mean > 0).all()


def test_a_period_is_half_open_and_may_begin_later(desk: pd.DataFrame) -> None:
    fitted = forecasts.fit(desk)
    forecast = fitted.predict(start="2024-03-18", end=pd.Timestamp("2024-03-25"))
    assert len(forecast.ds) == 168
    assert forecast.mean == pytest.approx(fitted.predict(336).mean[:, 168:])
    assert len(fitted.predict(end="2024-03-12").ds) == 24


@pytest.mark.parametrize(
    ("period", "message"),
    [
        ({"h": 0}, "h is 0"),
        ({}, "either a number of steps, or an end"),
        ({"h": 5, "end": "2024-03-12"}, "either a number of steps, or an end"),
        ({"h": 5, "start": "2024-03-12"}, "either a number of steps, or an end"),
        ({"start": "2024-03-10 23:00", "end": "2024-03-12"}, "before the history's end 2024-03-11"),
        ({"start": "2024-03-12", "end": "2024-03-12"}, "not after the start"),
        ({"start": "2024-03-12 00:30", "end": "2024-03-13"}, "next one begins at 2024-03-12 01:00"),
        ({"start": "2024-03-12", "end": "2024-03-13 00:10"}, "end is 2024-03-13 00:10, within an interval"),
        ({"start": "2024-03-12T00:00Z", "end": "2024-03-13T00:00Z"}, "the history has none"),
        ({"start": "some day", "end": "2024-03-13"}, "start is 'some day'"),
    ],
)
def test_a_period_that_cannot_be_forecast_is_refused(desk: pd.DataFrame, period: dict, message: str) -> None:
    with pytest.raises(HorizonError, match=message):
        forecasts.fit(desk).predict(**period)


def test_other_column_names_are_understood(desk: pd.DataFrame) -> None:
    named = desk.rename(columns={"unique_id": "queue", "ds": "hour", "y": "cases"})
    found = forecasts.fit(named, id_column="queue", time_column="hour", value_column="cases").predict(24)
    assert (found.mean == forecasts.fit(desk).predict(24).mean).all()


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Australia/Lord_Howe", "Asia/Jakarta", "Asia/Kathmandu"])
def test_the_forecast_keeps_local_hours_across_a_change_of_clocks(zone: str) -> None:
    ds = pd.date_range("2024-07-01", "2024-09-30", freq="h", tz=zone, inclusive="left")
    y = np.where(ds.hour == 9, 40, 1)
    forecast = forecasts.fit(pd.DataFrame({"unique_id": "a", "ds": ds, "y": y})).predict(
        start="2024-10-01", end="2024-11-05"
    )
    busy = forecast.mean[0] > 20
    assert (forecast.ds[busy].hour == 9).all()
    assert busy.sum() == 35
    assert str(forecast.ds.tz) == zone
    days = forecast.aggregate("D")
    assert len(days.ds) == 35
    assert days.mean.sum() == pytest.approx(forecast.mean.sum())


def test_25_hours_are_forecast_on_the_long_day() -> None:
    ds = pd.date_range("2024-08-01", "2024-10-20", freq="h", tz="Europe/Berlin", inclusive="left")
    fitted = forecasts.fit(pd.DataFrame({"unique_id": "a", "ds": ds, "y": 4}))
    forecast = fitted.predict(start="2024-10-27", end="2024-10-28")
    assert len(forecast.ds) == 25
    assert forecast.mean[0] == pytest.approx(np.full(25, 4.0), rel=0.02)


def test_both_hours_that_autumn_repeats_are_learnt_as_one_hour_each() -> None:
    ds = pd.date_range("2024-09-30", "2024-10-28", freq="h", tz="Europe/Berlin", inclusive="left")
    fitted = forecasts.fit(pd.DataFrame({"unique_id": "a", "ds": ds, "y": 4}))
    assert fitted.predict(168).mean[0] == pytest.approx(np.full(168, 4.0), rel=0.02)


def test_closed_hours_are_zero_for_certain_and_not_learnt_from(desk: pd.DataFrame) -> None:
    open_hours = desk[desk["ds"].dt.hour.between(6, 22)]
    forecast = forecasts.fit(open_hours).predict(168)
    closed = (forecast.ds.hour < 6) | (forecast.ds.hour > 22)
    assert (forecast.mean[0, closed] == 0).all()
    assert (forecast.quantile(0.99)[0, closed] == 0).all()
    actual = open_hours["y"].mean() * (~closed).sum()
    assert forecast.mean.sum() == pytest.approx(actual, rel=0.15)


def test_closed_days_are_zero(desk: pd.DataFrame) -> None:
    forecast = forecasts.fit(desk[desk["ds"].dt.day_of_week < 5]).predict(start="2024-03-11", end="2024-03-18")
    days = forecast.aggregate("D")
    assert (days.mean[0, :5] > 0).all()
    assert (days.mean[0, 5:] == 0).all()


def test_history_may_end_within_a_day(desk: pd.DataFrame) -> None:
    whole = forecasts.fit(desk).predict(start="2024-03-11", end="2024-03-18").mean
    cut = forecasts.fit(desk.iloc[:-10]).predict(start="2024-03-11", end="2024-03-18").mean
    assert cut.sum() == pytest.approx(whole.sum(), rel=0.03)


@pytest.mark.parametrize(("freq", "per_week"), [("30min", 336), ("8h", 21)])
def test_other_frequencies_are_forecast(freq: str, per_week: int) -> None:
    ds = pd.date_range("2024-01-01", periods=8 * per_week, freq=freq)
    y = np.random.default_rng(1).poisson(5, len(ds))
    forecast = forecasts.fit(pd.DataFrame({"unique_id": "a", "ds": ds, "y": y}), freq).predict(per_week)
    assert forecast.mean.mean() == pytest.approx(5, rel=0.1)
    assert len(forecast.aggregate("D").ds) == 7


def test_a_known_week_is_found_again(synthetic: Synthetic, true_week: Callable[[float], np.ndarray]) -> None:
    forecast = forecasts.fit(synthetic(26, 20.0, (0, 0, 0), 3)).predict(168)
    error = np.abs(forecast.mean[0] - true_week(20.0)).sum() / true_week(20.0).sum()
    assert error < 0.05


def test_low_volume_borrows_the_shape_of_other_days(
    synthetic: Synthetic, true_week: Callable[[float], np.ndarray]
) -> None:
    frame = synthetic(8, 0.5, (0, 0, 0), 4)
    truth = true_week(0.5)
    plain = frame["y"].to_numpy().reshape(8, 168).mean(axis=0)
    forecast = forecasts.fit(frame).predict(168).mean[0]
    assert np.abs(forecast - truth).sum() < 0.6 * np.abs(plain - truth).sum()
    assert forecast.sum() == pytest.approx(truth.sum(), rel=0.15)


def test_the_level_follows_a_shift(synthetic: Synthetic) -> None:
    frame = synthetic(20, 10.0, (0, 0, 0), 5)
    frame["y"] = np.where(frame.index >= 16 * 168, 2 * frame["y"], frame["y"])
    forecast = forecasts.fit(frame).predict(168)
    assert forecast.mean.mean() == pytest.approx(20.0, rel=0.1)


def test_all_zero_is_a_small_rate_not_a_certain_zero(desk: pd.DataFrame) -> None:
    forecast = forecasts.fit(desk.assign(y=0)).predict(168)
    assert np.isfinite(forecast.mean).all()
    assert (forecast.mean > 0).all()
    # Half a case in ten weeks, and less where the level is discounted further.
    assert 0.01 < forecast.mean.sum() <= 0.5
    assert (forecast.quantile(0.9) == 0).all()


@given(st.integers(0, 10**6), st.floats(0.01, 3.0), st.integers(4, 7))
@settings(derandomize=True, max_examples=15, deadline=None)
def test_sparse_histories_never_give_nan_or_negative_rates(seed: int, level: float, weeks: int) -> None:
    y = np.random.default_rng(seed).poisson(level, weeks * 168)
    ds = pd.date_range("2024-01-01", periods=len(y), freq="h")
    forecast = forecasts.fit(pd.DataFrame({"unique_id": "a", "ds": ds, "y": y})).predict(400)
    assert np.isfinite(forecast.variance).all()
    assert (forecast.mean > 0).all()
    assert (forecast.variance >= forecast.mean).all()


def test_evidence_outweighs_the_shape_shared_by_days() -> None:
    counts = np.full((7, 24), 4.0)
    counts[2, 5] = 4000.0
    found = smooth(counts.ravel(), np.full(168, 10.0), 24).reshape(7, 24)
    assert found[2, 5] == pytest.approx(400, rel=0.05)


def without_two_mondays(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[~frame["ds"].dt.strftime("%Y-%m-%d").isin(["2024-03-11", "2024-03-18"])]


def test_unknown_days_do_not_lower_the_forecast_and_zeros_do(synthetic: Synthetic) -> None:
    frame = synthetic(12, 0.4, (0, 0, 0), 6)  # so few that a day without a case is no outage
    found = forecasts.fit(without_two_mondays(frame), fill="unknown").predict(168).mean.sum()
    as_zero = forecasts.fit(without_two_mondays(frame), fill="zero").predict(168).mean.sum()
    assert found == pytest.approx(forecasts.fit(frame).predict(168).mean.sum(), rel=0.03)
    assert as_zero < 0.97 * found


def test_whole_days_of_zeros_at_a_high_volume_are_told_as_outages_and_count_as_unknown(synthetic: Synthetic) -> None:
    gone = without_two_mondays(synthetic(12, 10.0, (0, 0, 0), 6))
    as_zero, unknown = (forecasts.fit(gone, fill=fill) for fill in ("zero", "unknown"))
    assert len(as_zero.adjusted.outages[0]) == 2
    assert as_zero.predict(168).mean == pytest.approx(unknown.predict(168).mean)


def test_the_order_of_rows_changes_nothing(two_queues: pd.DataFrame) -> None:
    one, other = (forecasts.fit(frame).predict(24) for frame in (two_queues, two_queues.iloc[::-1]))
    assert one.unique_ids == other.unique_ids
    assert (one.mean == other.mean).all()


def test_a_sister_of_the_same_shape_brings_the_forecast_of_a_small_queue_closer_to_the_truth(
    desk: pd.DataFrame, synthetic: Synthetic, true_week: Callable[[float], np.ndarray]
) -> None:
    truth, alone, together = true_week(0.4), 0.0, 0.0
    for seed in range(3):
        small = synthetic(10, 0.4, (0, 0, 0), 20 + seed).assign(unique_id="a small one")
        alone += np.abs(forecasts.fit(small).predict(168).mean[0] - truth).sum()
        together += np.abs(forecasts.fit(pd.concat([small, desk])).predict(168).mean[0] - truth).sum()
    assert together < 0.9 * alone


def test_cases_of_half_a_year_ago_leave_a_small_rate_not_a_certain_zero(synthetic: Synthetic) -> None:
    frame = synthetic(30, 0.05, (0, 0, 0), 7)
    forecast = forecasts.fit(frame.assign(y=frame["y"].where(frame.index < 4 * 168, 0))).predict(168)
    assert (forecast.mean > 0).all()
    assert forecast.mean.sum() < 1


def test_a_short_history_says_what_is_needed(desk: pd.DataFrame) -> None:
    with pytest.raises(HistoryError, match="at least 28 days"):
        forecasts.fit(desk.head(600))


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_every_method_keeps_the_contract(two_queues: pd.DataFrame, method: Method) -> None:
    fitted = fit_history(read_history(two_queues, "h", Columns()), (), [method])
    assert [choice.method for choice in fitted.choices] == [method.name] * 2
    assert {choice.variant for choice in fitted.choices} <= set(method.variants)
    assert len(method.variants) == len(method.memory_days) > method.usual
    forecast = fitted.predict(500)
    assert forecast.mean.shape == (2, 500)
    assert (forecast.mean >= 0).all()
    assert fitted.dispersion.week.shape == (2,)


def test_a_queue_without_cases_does_not_disturb_the_others(two_queues: pd.DataFrame) -> None:
    silent = two_queues.assign(y=two_queues["y"].where(two_queues["unique_id"] == "payments", 0))
    forecast = forecasts.fit(silent).predict(168)
    alone = forecasts.fit(two_queues[two_queues["unique_id"] == "payments"]).predict(168)
    assert forecast.mean[1] == pytest.approx(alone.mean[0])
    assert 0 < forecast.mean[0].sum() <= 0.5
    assert np.isfinite(forecast.variance).all()


def test_factors_of_days_and_weeks_are_found_wherever_in_the_week_the_history_ends() -> None:
    rng = np.random.default_rng(4)
    weeks, found = 30, []
    for end in (weeks * 168, weeks * 168 - 81):  # Sunday midnight; Thursday, 15:00
        for _ in range(6):
            week = np.repeat(rng.gamma(1 / 0.05**2, 0.05**2, weeks), 168)
            day = np.repeat(rng.gamma(1 / 0.2**2, 0.2**2, 7 * weeks), 24)
            counts = rng.poisson(20 * week * day)[:end]
            hours = pd.date_range("2026-01-05", periods=end, freq="h")
            spread = forecasts.fit(pd.DataFrame({"unique_id": "q", "ds": hours, "y": counts})).dispersion
            found.append((spread.week[0], spread.day[0], spread.hour[0]))
    for half in (found[:6], found[6:]):
        week_variance, day_variance, hour_variance = np.mean(half, axis=0)
        assert day_variance == pytest.approx(0.04, rel=0.2)
        assert week_variance < 0.01
        assert hour_variance < 0.004


def test_one_burst_in_a_silent_queue_is_no_rule() -> None:
    ds = pd.date_range("2024-01-01", periods=7 * 168, freq="h")
    counts = np.zeros(7 * 168, dtype=np.int64)
    counts[-30] = 50
    forecast = forecasts.fit(pd.DataFrame({"unique_id": "desk", "ds": ds, "y": counts})).predict(168)
    assert forecast.mean.sum() < 50
    assert forecast.to_frame()["hi-95"].max() < 500


def test_a_forecast_beyond_the_calendar_is_refused(desk: pd.DataFrame) -> None:
    fitted = forecasts.fit(desk, country="ID", zone="Asia/Jakarta")
    with pytest.raises(HorizonError, match="the calendar of special days 1000, to 2026-12-05"):
        fitted.predict(1001 * 24)
    assert len(forecasts.fit(desk).predict(1001 * 24).ds) == 1001 * 24


def test_a_week_of_a_new_queue_borrows_the_shape_of_its_sister(
    synthetic: Synthetic, true_week: Callable[[float], np.ndarray]
) -> None:
    sister = synthetic(12, 6.0, (0.05, 0.1, 0.0), 1)
    young = synthetic(12, 2.0, (0.05, 0.1, 0.0), 2).assign(unique_id="young").iloc[-8 * 24 :]
    forecast = forecasts.fit(pd.concat([sister, young])).predict(168)
    assert forecast.mean[1].sum() == pytest.approx(336, rel=0.25)
    assert np.corrcoef(forecast.mean[1], true_week(2.0))[0, 1] > 0.9
    with pytest.raises(HistoryError, match="young has 5 days of history; at least 7 days are needed beside a series"):
        forecasts.fit(pd.concat([sister, young.iloc[-5 * 24 :]]))
