"""Opening hours as a table: what they close, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import forecasts
from forecasts.errors import ForecastError


def hours(*rows: tuple[object, object, object]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["weekday", "start", "end"])


OFFICE = hours(*((day, 8, 20) for day in range(5)))


def test_hours_outside_the_table_are_closed_and_zero_for_certain(desk: pd.DataFrame) -> None:
    forecast = forecasts.fit(desk, open_hours=OFFICE).predict(168)
    is_open = (forecast.ds.day_of_week < 5) & (forecast.ds.hour >= 8) & (forecast.ds.hour < 20)
    assert (forecast.mean[0, is_open] > 0).all()
    assert (forecast.mean[0, ~is_open] == 0).all()
    assert (forecast.quantile(0.999)[0, ~is_open] == 0).all()


def test_counts_in_closed_hours_are_not_learnt_from(desk: pd.DataFrame) -> None:
    night = (desk["ds"].dt.hour < 8) | (desk["ds"].dt.hour >= 20) | (desk["ds"].dt.day_of_week >= 5)
    one = forecasts.fit(desk, open_hours=OFFICE).predict(168)
    other = forecasts.fit(desk.assign(y=desk["y"].where(~night, 50)), open_hours=OFFICE).predict(168)
    assert (one.mean == other.mean).all()


def test_closed_hours_need_no_rows_and_no_fill(desk: pd.DataFrame) -> None:
    rows = desk[desk["ds"].dt.hour.between(8, 19) & (desk["ds"].dt.day_of_week < 5)]
    without, whole = (forecasts.fit(frame, open_hours=OFFICE).predict(168) for frame in (rows, desk))
    assert without.ds[0] == pd.Timestamp("2024-03-08 20:00")
    monday = [f.window("2024-03-11", "2024-03-15").mean.sum() for f in (without, whole)]
    assert monday[0] == pytest.approx(monday[1], rel=0.01)


def test_a_day_may_be_open_twice_and_up_to_midnight(desk: pd.DataFrame) -> None:
    forecast = forecasts.fit(desk, open_hours=hours((0, 0, 6), (0, 22, 24), (3, 9, 10))).predict(168)
    busy = [f"{time:%a %H}" for time in forecast.ds[forecast.mean[0] > 0]]
    assert busy == [*(f"Mon {hour:02d}" for hour in (0, 1, 2, 3, 4, 5, 22, 23)), "Thu 09"]


def test_an_interval_that_is_open_in_part_is_open(desk: pd.DataFrame) -> None:
    forecast = forecasts.fit(desk, open_hours=hours((1, 8.5, 10.25))).predict(168)
    assert [f"{time:%a %H}" for time in forecast.ds[forecast.mean[0] > 0]] == ["Tue 08", "Tue 09", "Tue 10"]


def test_the_table_closes_all_series_alike(two_queues: pd.DataFrame) -> None:
    forecast = forecasts.fit(two_queues, open_hours=OFFICE).predict(168)
    assert ((forecast.mean > 0).sum(axis=1) == 60).all()


def test_a_silent_series_with_open_hours_is_a_small_rate_in_them(desk: pd.DataFrame) -> None:
    forecast = forecasts.fit(desk.assign(y=0), open_hours=OFFICE).predict(168)
    assert (forecast.mean > 0).sum() == 60
    assert forecast.mean.sum() <= 0.5
    assert np.isfinite(forecast.variance).all()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (hours((0, 8, 20)).drop(columns="end"), "open_hours has no column end; it needs weekday, start and end"),
        (pd.DataFrame(), "open_hours has no column weekday, start, end"),
        (hours((0, 8, 20), (7, 8, 20)), "open_hours row 2 is 7, 8, 20; give a weekday from 0 .Monday. to 6"),
        (hours((-1, 8, 20)), "row 1 is -1, 8, 20"),
        (hours((0, 20, 8)), "row 1 is 0, 20, 8"),
        (hours((0, 8, 8)), "row 1 is 0, 8, 8"),
        (hours((0, 8, 25)), "row 1 is 0, 8, 25"),
        (hours((0, -1, 8)), "row 1 is 0, -1, 8"),
        (hours((1.5, 8, 20)), "row 1 is 1.5, 8.0, 20.0"),
        (hours((0, 8, np.nan)), "row 1 is 0.0, 8.0, nan"),
        (hours(("Mon", 8, 20)), "row 1 is Mon, 8, 20"),
        (hours((0, "08:00", "20:00")), "row 1 is 0, 08:00, 20:00"),
        (hours(), "open_hours leaves no hour open; give at least one"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(desk: pd.DataFrame, table: pd.DataFrame, message: str) -> None:
    with pytest.raises(ForecastError, match=message):
        forecasts.fit(desk, open_hours=table)
