"""Local time, on ordinary days and on those the clocks change."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.calendar import DAY, WEEK, Grid, ceil_to, floor_to, grid, instant_of, minutes_of
from forecasts.errors import ForecastError, HorizonError

ZONES = ("Europe/Berlin", "Australia/Lord_Howe", "Asia/Jakarta", "Asia/Kathmandu", "America/Havana", "UTC")


def local_day(day: str, zone: str | None, minutes: int = 60) -> Grid:
    noon = instant_of(f"{day} 12:00", zone, "noon")  # midnight itself may be repeated or skipped
    return grid(floor_to(noon, DAY, zone), ceil_to(noon, DAY, zone), minutes, zone)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", "2024-03-31", 23),
        ("Europe/Berlin", "2024-10-27", 25),
        ("Europe/Berlin", "2024-06-01", 24),
        ("Asia/Jakarta", "2024-03-31", 24),
        ("Asia/Kathmandu", "2024-03-31", 24),
        ("America/Havana", "2024-11-03", 25),
        ("America/Havana", "2024-03-10", 23),
        (None, "2024-03-31", 24),
    ],
)
def test_a_day_has_the_hours_its_clock_shows(zone: str | None, day: str, hours: int) -> None:
    steps = local_day(day, zone)
    assert len(steps) == hours
    assert (steps.exposure == 1).all()
    assert (steps.ds.minute == 0).all()


def test_the_hour_autumn_repeats_has_one_wall_index_twice() -> None:
    steps = local_day("2024-10-27", "Europe/Berlin")
    assert list(steps.wall % 24) == [0, 1, 2, 2, *range(3, 24)]


def test_the_hour_spring_takes_is_skipped() -> None:
    steps = local_day("2024-03-31", "Europe/Berlin")
    assert list(steps.wall % 24) == [0, 1, *range(3, 24)]


def test_lord_howe_gains_and_loses_half_an_hour() -> None:
    longer, shorter = (local_day(day, "Australia/Lord_Howe") for day in ("2024-04-07", "2024-10-06"))
    assert longer.exposure.sum() == 24.5
    assert shorter.exposure.sum() == 23.5
    assert [str(start)[11:16] for start in longer.ds[:4]] == ["00:00", "01:00", "01:30", "02:00"]
    assert [str(start)[11:16] for start in shorter.ds[:4]] == ["00:00", "01:00", "02:30", "03:00"]


def test_blocks_of_eight_hours_begin_at_local_hours_and_stretch() -> None:
    blocks = local_day("2024-10-27", "Europe/Berlin", 480)
    assert list(blocks.ds.hour) == [0, 8, 16]
    assert list(blocks.exposure) == [9 / 8, 1, 1]


def test_weeks_begin_on_monday() -> None:
    instant = instant_of("2024-10-30 12:00", "Europe/Berlin", "start")
    monday = floor_to(instant, WEEK, "Europe/Berlin")
    assert grid(monday, instant, 60, "Europe/Berlin").ds[0] == pd.Timestamp("2024-10-28", tz="Europe/Berlin")
    assert ceil_to(instant, WEEK, "Europe/Berlin") == monday + WEEK


@given(st.sampled_from(ZONES), st.integers(28_000_000, 29_500_000), st.sampled_from((15, 30, 60, 120, 480, DAY, WEEK)))
@settings(derandomize=True, max_examples=60, deadline=None)
def test_floor_and_ceil_enclose_an_instant_and_keep_a_start(zone: str, instant: int, minutes: int) -> None:
    low, high = floor_to(instant, minutes, zone), ceil_to(instant, minutes, zone)
    assert low <= instant <= high
    assert high - low <= minutes + 60
    assert floor_to(low, minutes, zone) == low == ceil_to(low, minutes, zone)
    assert floor_to(high, minutes, zone) == high


@given(st.sampled_from(ZONES), st.integers(19_500, 20_400), st.sampled_from((30, 60, 240, 480)))
@settings(derandomize=True, max_examples=40, deadline=None)
def test_intervals_fill_their_days_without_gap_or_overlap(zone: str, day: int, minutes: int) -> None:
    start = ceil_to(day * DAY, DAY, zone)
    end = floor_to(start + 5 * DAY, DAY, zone)
    steps = grid(start, end, minutes, zone)
    assert steps.edges[0] == start
    assert steps.edges[-1] == end
    assert (np.diff(steps.edges) > 0).all()
    assert steps.ds.is_monotonic_increasing
    assert steps.exposure.sum() * minutes == end - start


@pytest.mark.parametrize(("freq", "minutes"), [("h", 60), ("30min", 30), ("8h", 480), ("D", 1440), ("W", 10080)])
def test_frequencies_have_their_minutes(freq: str, minutes: int) -> None:
    assert minutes_of(freq) == minutes


@pytest.mark.parametrize("freq", ["5h", "7min", "0h", "H", "M", "", "24h ", "-1h"])
def test_a_frequency_that_does_not_divide_the_day_is_refused(freq: str) -> None:
    with pytest.raises(ForecastError, match="freq is"):
        minutes_of(freq)


@pytest.mark.parametrize("time", ["2024-03-31 02:30", "2024-10-27 02:30", "yesterday-ish", None])
def test_a_time_that_is_no_single_instant_is_refused(time: str | None) -> None:
    with pytest.raises(HorizonError, match="start is"):
        instant_of(time, "Europe/Berlin", "start")
