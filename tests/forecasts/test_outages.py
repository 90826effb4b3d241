"""Silence that cannot be true is an outage of the log; silence that can is learnt from."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import forecasts
from forecasts.outages import LONGEST_DAYS, Outage, find_outages

Synthetic = Callable[..., pd.DataFrame]
WEDNESDAY = 51 * 24  # of the eighth week, its first hour
FRIDAY = "2024-05-17"


@pytest.fixture(scope="module")
def steady(synthetic: Synthetic) -> pd.DataFrame:
    """Twenty weeks of 6 cases an hour that end on a Friday at 18:00."""
    frame = synthetic(20, 6.0, (0.05, 0.1, 0), 31)
    return frame[frame["ds"] < f"{FRIDAY} 18:00"]


def silent(frame: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Without a case from row `first` to row `last`, included."""
    rows = np.arange(len(frame))
    return frame.assign(y=frame["y"].where((rows < first) | (rows > last), 0))


def fortnight(frame: pd.DataFrame, **options: object) -> float:
    return float(forecasts.fit(frame, **options).predict(336).mean.sum())  # type: ignore[arg-type]


def test_ten_silent_hours_of_a_busy_day_are_found_and_do_not_lower_the_forecast(steady: pd.DataFrame) -> None:
    fitted = forecasts.fit(silent(steady, WEDNESDAY + 9, WEDNESDAY + 18))
    (outage,) = fitted.adjusted.outages[0]
    assert (outage.first, outage.last) == (WEDNESDAY + 9, WEDNESDAY + 18)
    assert outage.expected == pytest.approx(steady["y"].iloc[outage.first : outage.last + 1].sum(), rel=0.35)
    assert not fitted.history.observed[0, outage.first : outage.last + 1].any()
    assert fitted.history.observed.sum() == len(steady) - 10
    assert fitted.predict(336).mean.sum() == pytest.approx(fortnight(steady), rel=0.01)


@pytest.mark.parametrize("place", ["start", "end"])
def test_an_outage_at_an_edge_of_the_history_is_found(steady: pd.DataFrame, place: str) -> None:
    first = 0 if place == "start" else len(steady) - 10
    fitted = forecasts.fit(silent(steady, first, first + 9))
    assert [(outage.first, outage.last) for outage in fitted.adjusted.outages[0]] == [(first, first + 9)]
    assert fitted.predict(336).ds[0] == pd.Timestamp(f"{FRIDAY} 18:00")
    assert fitted.predict(336).mean.sum() == pytest.approx(fortnight(steady), rel=0.01)


def test_an_outage_of_the_first_ten_days_of_a_month_of_history_is_found_and_forecast_past(steady: pd.DataFrame) -> None:
    month = steady.tail(28 * 24)
    fitted = forecasts.fit(silent(month, 0, 239))
    assert len(fitted.adjusted.outages[0]) == 1
    assert fitted.predict(336).mean.sum() == pytest.approx(fortnight(month), rel=0.1)


@pytest.mark.parametrize("level", [0.1, 0.02])
def test_quiet_hours_of_a_quiet_queue_are_no_outage(synthetic: Synthetic, level: float) -> None:
    for seed in range(3):
        assert forecasts.fit(synthetic(20, level, (0, 0, 0), seed)).adjusted.outages == ((),)


def test_quiet_nights_of_an_overdispersed_queue_are_no_outage(synthetic: Synthetic) -> None:
    for seed in range(8):
        assert forecasts.fit(synthetic(20, 1.0, (0.08, 0.3, 0.3), 40 + seed)).adjusted.outages == ((),)


def test_closed_hours_are_no_outage_whether_absent_or_told(steady: pd.DataFrame) -> None:
    by_day = steady["ds"].dt.hour.between(8, 19)
    office = pd.DataFrame([(day, 8, 20) for day in range(7)], columns=["weekday", "start", "end"])
    assert forecasts.fit(steady[by_day]).adjusted.outages == ((),)
    assert forecasts.fit(steady.assign(y=steady["y"].where(by_day, 0)), open_hours=office).adjusted.outages == ((),)


def test_a_night_that_is_always_silent_is_no_outage(steady: pd.DataFrame) -> None:
    by_day = steady["ds"].dt.hour.between(8, 19)
    assert forecasts.fit(steady.assign(y=steady["y"].where(by_day, 0))).adjusted.outages == ((),)


def test_zeros_on_the_day_of_an_event_are_its_factor_and_no_outage(steady: pd.DataFrame) -> None:
    gone = silent(steady, WEDNESDAY, WEDNESDAY + 23)
    events = pd.DataFrame({"date": ["2024-02-21", "2024-05-22"], "name": "System move"})
    assert len(forecasts.fit(gone).adjusted.outages[0]) == 1
    fitted = forecasts.fit(gone, events=events)
    assert fitted.adjusted.outages == ((),)
    days = fitted.predict(start="2024-05-20", end="2024-05-27").aggregate("D").mean[0]
    usual = forecasts.fit(steady).predict(start="2024-05-20", end="2024-05-27").aggregate("D").mean[0]
    assert days[2] < 0.1 * usual[2]
    assert np.delete(days, 2) == pytest.approx(np.delete(usual, 2), rel=0.02)


def test_a_silence_of_more_than_two_weeks_is_a_change_of_the_queue() -> None:
    for days, told in ((LONGEST_DAYS, True), (LONGEST_DAYS + 1, False)):
        counts = np.full(24 * 60, 3.0)
        counts[100 : 100 + 24 * days] = 0
        found = find_outages(counts, np.full(len(counts), 3.0), 24)
        assert found == ((Outage(100, 99 + 24 * days, 72.0 * days),) if told else ())


def test_an_outage_spans_the_closed_night_between_two_silent_days() -> None:
    expected = np.tile([0.0] * 8 + [4.0] * 8 + [0.0] * 8, 5)
    counts = expected.copy()
    counts[24:72] = 0
    assert find_outages(counts, expected, 24) == (Outage(32, 63, 64.0),)
    assert find_outages(counts, np.zeros(120), 24) == ()
