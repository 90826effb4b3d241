"""What a history must be: each way it can be wrong is refused with where, what and what is allowed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta, timezone

import numpy as np
import pandas as pd
import pytest

from forecasts.errors import ForecastError, HistoryError
from forecasts.series import Columns, History, read_history, week_slots


def read(frame: pd.DataFrame, **options: object) -> History:
    return read_history(frame, "h", Columns(), **options)  # type: ignore[arg-type]


def test_rows_in_any_order_give_the_same_history(two_queues: pd.DataFrame) -> None:
    shuffled = two_queues.sample(frac=1, random_state=3)
    one, other = read(two_queues), read(shuffled)
    assert one.unique_ids == other.unique_ids == ("listings", "payments")
    assert (one.counts == other.counts).all()
    assert one.counts[1].sum() == two_queues.loc[two_queues["unique_id"] == "payments", "y"].sum()


def test_a_duplicate_is_refused(desk: pd.DataFrame) -> None:
    with pytest.raises(HistoryError, match="desk has more than one row at 2024-01-01 05:00"):
        read(pd.concat([desk, desk.iloc[[5]]]))


@pytest.mark.parametrize("value", [-1, 0.5, np.nan, np.inf])
def test_a_count_that_is_no_count_is_refused(desk: pd.DataFrame, value: float) -> None:
    bad = desk.assign(y=desk["y"].astype(float))
    bad.loc[7, "y"] = value
    with pytest.raises(HistoryError, match=r"desk at 2024-01-01 07:00:00 is .*; counts are whole numbers"):
        read(bad)


def test_a_count_in_words_is_refused(desk: pd.DataFrame) -> None:
    with pytest.raises(HistoryError, match="no number"):
        read(desk.assign(y="many"))


def test_whole_floats_and_nullable_integers_are_counts(desk: pd.DataFrame) -> None:
    for kind in ("float64", "Int64", "uint16"):
        assert (read(desk.assign(y=desk["y"].astype(kind))).counts == read(desk).counts).all()


def test_a_missing_hour_is_refused_and_named(desk: pd.DataFrame) -> None:
    with pytest.raises(HistoryError, match="desk lacks 1 intervals, the first at 2024-01-10 08:00"):
        read(desk[desk["ds"] != "2024-01-10 08:00"])


def test_a_missing_hour_is_filled_as_told(desk: pd.DataFrame) -> None:
    gap = desk[desk["ds"] != "2024-01-10 08:00"]
    place = 9 * 24 + 8
    assert read(gap, fill="zero").counts[0, place] == 0
    assert read(gap, fill="zero").observed[0, place]
    assert read(gap, fill=3).counts[0, place] == 3
    assert not read(gap, fill="unknown").observed[0, place]


@pytest.mark.parametrize("fill", ["mean", -1, 0.5])
def test_an_unknown_fill_is_refused(desk: pd.DataFrame, fill: float | str) -> None:
    with pytest.raises(HistoryError, match="fill is"):
        read(desk.drop(index=50), fill=fill)


def test_hours_absent_every_week_are_closed(desk: pd.DataFrame) -> None:
    at_night = (desk["ds"].dt.hour >= 23) | (desk["ds"].dt.hour < 6)
    history = read(desk[~at_night])
    assert history.closed.sum() == 7 * 7
    assert not history.observed[0, history.closed[0, week_slots(history.grid)]].any()


def test_hours_absent_all_weeks_but_one_are_gaps(desk: pd.DataFrame) -> None:
    at_night = desk["ds"].dt.hour == 3
    with pytest.raises(HistoryError, match="lacks 9 intervals"):
        read(desk[~at_night | (desk["ds"] == "2024-01-02 03:00") | (desk["ds"].dt.day_of_week != 1)])


@pytest.mark.parametrize(("days", "enough"), [(28, True), (27, False)])
def test_four_weeks_are_needed(synthetic: Callable[..., pd.DataFrame], days: int, enough: bool) -> None:
    frame = synthetic(4, 5.0, (0, 0, 0), 1).head(days * 24)
    if enough:
        assert len(read(frame).grid) == 28 * 24
    else:
        with pytest.raises(HistoryError, match=r"27 days of history; at least 28 days \(4 weeks\)"):
            read(frame)


def test_a_series_that_begins_later_is_unknown_before(two_queues: pd.DataFrame) -> None:
    late = (two_queues["unique_id"] == "listings") & (two_queues["ds"] < "2024-01-20")
    history = read(two_queues[~late])
    assert not history.observed[0, : 19 * 24].any()
    assert history.observed[0, 19 * 24 :].all()
    assert history.observed[1].all()


def test_a_series_that_ends_earlier_has_gaps(two_queues: pd.DataFrame) -> None:
    early = (two_queues["unique_id"] == "listings") & (two_queues["ds"] >= "2024-03-01")
    with pytest.raises(HistoryError, match="listings lacks"):
        read(two_queues[~early])


def test_columns_may_have_other_names(desk: pd.DataFrame) -> None:
    named = desk.rename(columns={"unique_id": "queue", "ds": "hour", "y": "cases"})
    assert (read_history(named, "h", Columns("queue", "hour", "cases")).counts == read(desk).counts).all()


def test_a_missing_column_or_an_empty_table_is_refused(desk: pd.DataFrame) -> None:
    with pytest.raises(HistoryError, match='no column "y"; it has: unique_id, ds'):
        read(desk.drop(columns="y"))
    with pytest.raises(HistoryError, match="empty"):
        read(desk.head(0))


def test_missing_ids_and_times_are_refused(desk: pd.DataFrame) -> None:
    with pytest.raises(HistoryError, match="unique_id is missing in row 1"):
        read(desk.assign(unique_id=[None, *desk["unique_id"][1:]]))
    with pytest.raises(HistoryError, match="ds is missing in row 3"):
        read(desk.assign(ds=desk["ds"].where(desk.index != 2)))
    with pytest.raises(HistoryError, match="no time"):
        read(desk.assign(ds="some day"))


def test_times_within_an_interval_are_refused(desk: pd.DataFrame) -> None:
    with pytest.raises(HistoryError, match="does not begin an interval"):
        read(desk.assign(ds=desk["ds"].where(desk.index != 2, desk["ds"] + pd.Timedelta(minutes=20))))
    with pytest.raises(HistoryError, match="whole minutes"):
        read(desk.assign(ds=desk["ds"] + pd.Timedelta(seconds=1)))


def test_intervals_longer_than_a_shift_are_refused(desk: pd.DataFrame) -> None:
    with pytest.raises(ForecastError, match="at most 8 hours"):
        read_history(desk, "D", Columns())


@pytest.mark.parametrize("zone", ["Mars/Phobos", "Jakarta"])
def test_an_unknown_zone_is_refused(desk: pd.DataFrame, zone: str) -> None:
    with pytest.raises(HistoryError, match="zone is"):
        read(desk, zone=zone)


def test_naive_times_are_the_wall_clock_of_the_zone() -> None:
    aware = pd.date_range("2024-10-01", "2024-11-05", freq="h", tz="Europe/Berlin", inclusive="left")
    y = np.arange(len(aware)) % 5
    one = read(pd.DataFrame({"unique_id": "a", "ds": aware, "y": y}))
    other = read(pd.DataFrame({"unique_id": "a", "ds": aware.tz_localize(None), "y": y}), zone="Europe/Berlin")
    assert one.grid.zone == other.grid.zone == "Europe/Berlin"
    assert (one.counts == other.counts).all()
    assert len(one.grid) == 35 * 24 + 1


def test_a_wall_clock_time_that_spring_skips_is_refused(synthetic: Callable[..., pd.DataFrame]) -> None:
    frame = synthetic(14, 5.0, (0, 0, 0), 1)
    with pytest.raises(HistoryError, match="2024-03-31 02:00:00 does not exist in Europe/Berlin"):
        read(frame, zone="Europe/Berlin")


def test_times_with_a_fixed_offset_are_read() -> None:
    ds = pd.date_range("2024-05-01", periods=40 * 24, freq="h", tz=timezone(timedelta(hours=7)))
    history = read(pd.DataFrame({"unique_id": "a", "ds": ds, "y": 1}))
    assert (history.grid.ds == ds).all()
    assert history.grid.wall[0] % 24 == 0


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Australia/Lord_Howe", "Asia/Jakarta", "Asia/Kathmandu"])
def test_aware_times_of_any_zone_are_read(zone: str) -> None:
    ds = pd.date_range("2024-05-01", periods=40 * 24, freq="h", tz=zone)
    history = read(pd.DataFrame({"unique_id": "a", "ds": ds, "y": 1}))
    assert history.grid.zone == zone
    assert (history.grid.ds == ds).all()
    assert history.observed.all()


@pytest.mark.parametrize(("apart", "freq"), [("D", "h"), ("h", "30min")])
def test_rows_of_another_frequency_are_refused(apart: str, freq: str) -> None:
    ds = pd.date_range("2024-01-01", periods=60 * 24, freq=apart)
    with pytest.raises(HistoryError, match=f'minutes apart or more, but freq is "{freq}"'):
        read_history(pd.DataFrame({"unique_id": "desk", "ds": ds, "y": 1}), freq, Columns())
