# ruff: noqa: E501 (the sentences are told as they are printed)
"""Times as people and exports write them, on ordinary days and on those when clocks change."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.read.times import parse_numbers, parse_times


def utc(text: str, zone: str = "UTC", *, dayfirst: bool = False) -> str | None:
    """The instant of one text, or None when it is none."""
    found = parse_times(pd.Series([text], dtype=object), zone, dayfirst=dayfirst)
    return None if found.utc.isna()[0] else found.utc[0].strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-03T10:15:00Z", "2026-11-03 10:15", "2026-11-03 10:15:00", "2026-11-03T10:15:00.000+00:00",
        "2026-11-03 10:15:00 UTC", "2026-11-03 12:15:00 +0200", "2026-11-03T17:15+07", "03/Nov/26 10:15 AM",
        "3/Nov/2026 10:15", "03-Nov-2026 10:15:00", "Nov 3, 2026 10:15 AM", "November 3, 2026, 10:15", "11/03/2026 10:15",
        "11/3/26 10:15", "11/03/2026 10:15:00 am", "03.11.2026 10:15", "2026/11/03 10:15", " 2026-11-03 10:15 ",
    ],
)  # fmt: skip
def test_a_common_style_is_read(text: str) -> None:
    assert utc(text) == "2026-11-03 10:15:00"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-03", "n/a", "10:15", "2026-02-30 10:15", "2026-11-03 25:15", "2026-11-03 10:61", "13/13/2026 10:15",
        "13:15 PM", "03/Nov/26 13:15 PM", "03/Nov/26 0:15 AM", "0001-01-01 00:00", "9999-12-31 23:59", "20261103",
        "1730628900", "03/Xyz/26 10:15 AM", "2026-11-03T10:15:00+99:99",
    ],
)  # fmt: skip
def test_what_is_no_time_is_unreadable(text: str) -> None:
    found = parse_times(pd.Series([text], dtype=object), "UTC")
    assert found.unreadable.tolist() == [True]
    assert found.utc.isna()[0]


def test_an_empty_cell_is_no_fault() -> None:
    found = parse_times(pd.Series(["", "  "], dtype=object), "UTC")
    assert not found.unreadable.any()
    assert found.utc.isna().all()


def test_noon_and_midnight_are_twelve() -> None:
    assert utc("03/Nov/26 12:05 AM") == "2026-11-03 00:05:00"
    assert utc("03/Nov/26 12:05 PM") == "2026-11-03 12:05:00"


def test_day_first_settles_the_order() -> None:
    assert utc("03/04/2026 10:15") == "2026-03-04 10:15:00"
    assert utc("03/04/2026 10:15", dayfirst=True) == "2026-04-03 10:15:00"


def test_a_time_that_clocks_skip_does_not_exist() -> None:
    found = parse_times(pd.Series(["2026-03-29 01:30", "2026-03-29 02:30"], dtype=object), "Europe/Berlin")
    assert found.skipped.tolist() == [False, True]
    assert not found.unreadable.any()


@pytest.mark.parametrize(
    ("zone", "text", "first"),
    [
        ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25 00:30:00"),
        ("America/New_York", "2026-11-01 01:30", "2026-11-01 05:30:00"),
        ("Europe/Dublin", "2026-10-25 01:30", "2026-10-25 00:30:00"),
        ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04 14:45:00"),
    ],
)
def test_of_two_equal_local_times_the_first_is_meant(zone: str, text: str, first: str) -> None:
    assert utc(text, zone) == first


def test_aware_and_naive_cells_are_told_apart() -> None:
    found = parse_times(pd.Series(["2026-11-03 10:15", "2026-11-03 10:15Z", "x", ""], dtype=object), "Asia/Jakarta")
    assert found.naive.tolist() == [True, False, False, False]
    assert found.aware.tolist() == [False, True, False, False]


@settings(derandomize=True, max_examples=60)
@given(
    st.datetimes(
        min_value=pd.Timestamp("1971-01-01").to_pydatetime(), max_value=pd.Timestamp("2190-01-01").to_pydatetime()
    )
)
def test_every_style_of_one_moment_gives_the_same_instant(moment):
    styles = (
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%dT%H:%M:%SZ",
        "%d/%b/%Y %I:%M:%S %p",
        "%m/%d/%Y %H:%M:%S",
        "%d.%m.%Y %H:%M:%S",
    )
    texts = pd.Series([moment.strftime(style) for style in styles], dtype=object)
    assert parse_times(texts, "UTC").utc.nunique() == 1


@settings(derandomize=True, max_examples=100)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_any_text_is_read_or_marked(texts):
    cells = pd.Series(texts, dtype=object)
    found = parse_times(cells, "Europe/Lisbon")
    empty = np.array([not text.strip() for text in texts])
    assert ((found.utc.notna().to_numpy()) ^ found.unreadable ^ found.skipped ^ empty).all()
    values, unreadable = parse_numbers(cells, decimal_comma=False)
    assert (~np.isnan(values) ^ unreadable ^ empty).all()


@pytest.mark.parametrize(
    ("text", "minutes", "value"),
    [("12.5", 1.0, 12.5), ("750", 1 / 60, 12.5), ("0:12:30", 1 / 60, 12.5), ("1:30", 60.0, 90.0), ("1e3", 1.0, 1000.0)],
)
def test_numbers_and_durations_become_minutes(text: str, minutes: float, value: float) -> None:
    assert parse_numbers(pd.Series([text], dtype=object), decimal_comma=False, minutes=minutes)[0][0] == value


@pytest.mark.parametrize("text", ["1,5", "nan", "inf", "1_000", "twelve", "1e999", "1:75"])
def test_what_is_no_number_is_unreadable(text: str) -> None:
    assert parse_numbers(pd.Series([text], dtype=object), decimal_comma=False)[1].tolist() == [True]
