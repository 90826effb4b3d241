"""Dates and moments as people and spreadsheets write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.read.dates import day_of, moment_of

DAYS = st.dates(date(1970, 1, 1), date(2199, 12, 31))
STYLES = ("%Y-%m-%d", "%Y-%m-%d 00:00:00", "%Y-%m-%dT00:00", "%d.%m.%Y", "%d.%m.%Y 00:00:00")


@settings(derandomize=True, max_examples=50)
@given(DAYS, st.sampled_from(STYLES))
def test_every_day_is_read_in_every_style(day: date, style: str) -> None:
    assert day_of(day.strftime(style)) == day


@settings(derandomize=True, max_examples=50)
@given(DAYS, st.integers(0, 1439), st.sampled_from(("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M")))
def test_every_moment_is_read_in_every_style(day: date, minutes: int, style: str) -> None:
    local = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
    assert moment_of(local.strftime(style), "UTC") == local.replace(tzinfo=ZoneInfo("UTC"))


@pytest.mark.parametrize(
    "text",
    ["20/08/2026", "8/20/2026", "20.08.26", "2026.08.20", "2026-08-20 00:01", "2026-08-20T00:00Z", "20-08-2026", ""],
)
def test_what_may_be_another_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^write a date as 2026-11-23$"):
        day_of(text)


@pytest.mark.parametrize(
    "text", ["02/11/2026 06:00", "02.11.2026", "02.11.26 06:00", "06:00", "02.11.2026 06:00+07:00"]
)
def test_what_may_be_another_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^write a time as 2026-11-23T06:00:00"):
        moment_of(text, "UTC")


@pytest.mark.parametrize("text", ["02.11.2026 25:00", "31.11.2026 06:00"])
def test_a_moment_that_no_clock_shows_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^there is no such time"):
        moment_of(text, "UTC")
