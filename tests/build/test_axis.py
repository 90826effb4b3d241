"""Local time becomes elapsed minutes: on nights with a clock change, and in zones of every kind."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.build.axis import Axis, Stretch, stretches
from staffing.documents.team import Shift

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""Sundays on which the clocks of Berlin change at 02:00 and at 03:00."""
LORD_HOWE_AUTUMN, LORD_HOWE_SPRING = date(2026, 4, 5), date(2026, 10, 4)
"""Sundays on which the clocks of Lord Howe change by half an hour."""


def axis(first: date, zone: str = "Europe/Berlin", days: int = 7, history: int = 0) -> Axis:
    return Axis(first, days, history, ZoneInfo(zone))


def monday(sunday: date) -> date:
    return sunday - timedelta(days=6)


def shift(start: str, end: str, *breaks: dict[str, object]) -> Shift:
    return Shift.model_validate({"id": "s", "start": start, "end": end, "breaks": breaks})


@pytest.mark.parametrize(
    ("sunday", "zone", "length"),
    [
        (SPRING, "Europe/Berlin", 1380),
        (AUTUMN, "Europe/Berlin", 1500),
        (LORD_HOWE_AUTUMN, "Australia/Lord_Howe", 1470),
        (LORD_HOWE_SPRING, "Australia/Lord_Howe", 1410),
        (SPRING, "Asia/Jakarta", 1440),
        (AUTUMN, "Asia/Jakarta", 1440),
    ],
)
def test_a_day_of_clock_change_has_its_true_length(sunday: date, zone: str, length: int) -> None:
    assert np.diff(axis(monday(sunday), zone).midnights).tolist() == [1440] * 6 + [length]


def test_history_has_negative_minutes_and_its_clock_change() -> None:
    after = axis(AUTUMN + timedelta(days=1), history=2)
    assert after.midnights[:4].tolist() == [-1500 - 1440, -1500, 0, 1440]
    assert after.date_of(0) == AUTUMN - timedelta(days=1)
    assert after.index_of(AUTUMN) == 1
    assert after.date_of(1).strftime("%A") == "Sunday"


@pytest.mark.parametrize(("sunday", "hours"), [(SPRING, 7), (AUTUMN, 9), (date(2026, 11, 22), 8)])
def test_a_night_over_the_change_lasts_an_hour_less_or_more(sunday: date, hours: int) -> None:
    (night,) = stretches(axis(monday(sunday)), shift("22:00", "30:00"), sunday - timedelta(days=1))
    assert night.end - night.start == 60 * hours


def test_the_night_of_lord_howe_changes_by_half_an_hour() -> None:
    for sunday, minutes in ((LORD_HOWE_SPRING, 450), (LORD_HOWE_AUTUMN, 510)):
        days = axis(monday(sunday), "Australia/Lord_Howe")
        (night,) = stretches(days, shift("22:00", "30:00"), sunday - timedelta(days=1))
        assert night.end - night.start == minutes


@pytest.mark.parametrize(("sunday", "offset"), [(SPRING, -60), (AUTUMN, 60)])
def test_a_morning_after_the_change_keeps_its_clock(sunday: date, offset: int) -> None:
    days = axis(monday(sunday))
    (early,) = stretches(days, shift("06:00", "14:00"), sunday)
    assert (early.start, early.end - early.start) == (6 * 1440 + 360 + offset, 480)
    assert days.local(early.start) == datetime(2026, sunday.month, sunday.day, 6, tzinfo=ZoneInfo("Europe/Berlin"))


def test_a_time_that_does_not_exist_moves_on_by_the_gap_and_one_that_is_twice_is_the_first() -> None:
    assert axis(monday(SPRING)).minute(SPRING, 150) == 6 * 1440 + 150  # 03:30 in summer time
    assert axis(monday(AUTUMN)).minute(AUTUMN, 150) == 6 * 1440 + 150  # still in summer time
    assert axis(monday(AUTUMN)).minute(AUTUMN, 180) == 6 * 1440 + 240


def test_a_break_lasts_its_minutes_in_any_night() -> None:
    night = shift("22:00", "30:00", {"start": "26:00", "minutes": 60})
    for sunday, worked in ((SPRING, 360), (AUTUMN, 480), (date(2026, 11, 22), 420)):
        parts = stretches(axis(monday(sunday)), night, sunday - timedelta(days=1))
        assert [part.kind for part in parts] == ["queue", "break", "queue"]
        assert parts[1].end - parts[1].start == 60
        assert sum(part.end - part.start for part in parts if part.paid) == worked


def test_breaks_divide_a_shift_and_keep_who_pays_them() -> None:
    briefing, lunch = {"start": "06:00", "minutes": 15, "paid": True}, {"start": "10:00", "minutes": 60}
    template = shift("06:00", "15:00", briefing, lunch)
    assert stretches(axis(date(2026, 11, 23)), template, date(2026, 11, 23)) == (
        Stretch(360, 375, "break", True),
        Stretch(375, 600, "queue", True),
        Stretch(600, 660, "break", False),
        Stretch(660, 900, "queue", True),
    )


def test_a_shift_inside_the_hour_that_the_clocks_skip_is_empty() -> None:
    assert stretches(axis(monday(SPRING)), shift("02:00", "03:00"), SPRING) == ()
    assert stretches(axis(monday(SPRING)), shift("02:30", "03:15"), SPRING) == ()


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    zone=st.sampled_from(("Europe/Berlin", "Australia/Lord_Howe", "Asia/Jakarta", "America/New_York")),
    day=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    start=st.integers(0, 95).map(lambda n: 15 * n),
    length=st.integers(8, 40).map(lambda n: 15 * n),
    pause=st.integers(0, 7).map(lambda n: 15 * n),
)
def test_the_pieces_of_a_shift_join_and_span_it(zone: str, day: date, start: int, length: int, pause: int) -> None:
    days = axis(day - timedelta(days=2), zone)
    breaks = ({"start": start + length // 2, "minutes": pause},) if 0 < pause < length // 2 else ()
    template = Shift.model_validate({"id": "s", "start": start, "end": start + length, "breaks": breaks})
    parts = stretches(days, template, day)
    assert (parts[0].start, parts[-1].end) == (days.minute(day, start), days.minute(day, start + length))
    assert all(left.end == right.start for left, right in pairwise(parts))
    elapsed = days.local(parts[-1].end).astimezone(UTC) - days.local(parts[0].start).astimezone(UTC)
    assert elapsed == timedelta(minutes=parts[-1].end - parts[0].start)
