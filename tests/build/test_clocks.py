"""When a case is due: business clocks against a count of every minute, and deadlines known by heart."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.build.axis import Axis
from staffing.build.clocks import Clock, clocks_of
from staffing.build.places import Places, places_of
from staffing.documents.people import PublicHoliday
from tests.build.desks import MONDAY, team_of

SPRING_WEEK, AUTUMN_WEEK = date(2026, 3, 23), date(2026, 10, 19)
DAY = 1440
OFFICE = {"daily": "09:00-17:00", "saturday": "closed", "sunday": "closed"}


@dataclass(frozen=True)
class World:
    """A queue on a business clock, the hours it counts, and what closes or shortens them."""

    hours: dict[str, str]
    target_hours: int = 8
    zone: str = "Europe/Berlin"
    first_day: date = MONDAY
    country: str | None = None
    closed: tuple[date, ...] = ()
    short: tuple[dict[str, Any], ...] = ()
    history: int = 0
    queue: dict[str, Any] = field(default_factory=dict)

    def places(self) -> Places:
        """One site with the hours as its own."""
        site = {"id": "site", "zone": self.zone, "country": self.country, "short_days": self.short}
        queue = {"id": "cases", "clock": "business", "target_hours": self.target_hours, "handle_minutes": {"mean": 10}}
        team = team_of(sites=[{**site, "open_hours": self.hours}], queues=[{**queue, **self.queue}])
        axis = Axis(self.first_day, 7, self.history, ZoneInfo(self.zone))
        return places_of(team, axis, [PublicHoliday(date=day) for day in self.closed])

    def clock(self) -> Clock:
        """The clock of its queue."""
        (clock,) = clocks_of(self.places())
        return clock


def due(world: World, *created: float) -> list[float]:
    found: list[float] = world.clock().deadline(np.array(created)).tolist()
    return found


def at(day: int, clock: str) -> int:
    """Elapsed minutes of a time on a day of a week without a change of the clocks."""
    hour, minute = clock.split(":")
    return DAY * day + 60 * int(hour) + int(minute)


def counted(world: World, created: Any) -> Any:
    """The first minute by which the target has been open, by looking at the clock on the wall in every minute."""
    places = world.places()
    (place,), (queue,) = places.every, places.team.queues
    back, ahead = 45 * DAY, 110 * DAY
    start = pd.Timestamp(places.axis.origin) - timedelta(minutes=back)
    wall = pd.date_range(start, periods=back + ahead, freq="min", tz=UTC).tz_convert(world.zone)
    minute = np.asarray(wall.hour * 60 + wall.minute)
    days = np.array(wall.tz_localize(None), dtype="datetime64[D]")
    since = days.min() - 1  # a day before the first, without hours: what is open after its midnight is long past
    number = (days - since).astype(int)
    opens, closes = np.zeros((2, number.max() + 1), dtype=int)
    hours = places.open_hours(0)
    for day in np.unique(days).tolist():
        span = hours.span(day.weekday())
        if span is None or day in place.holidays:
            continue
        less = max((s["minutes"] for s in world.short if s["start"] <= day <= s["end"]), default=0)
        opens[(day - since.item()).days], closes[(day - since.item()).days] = span[0], span[1] - less
    is_open = (opens[number] <= minute) & (minute < closes[number])
    is_open |= (opens[number - 1] <= minute + DAY) & (minute + DAY < closes[number - 1])
    passed = np.concatenate([[0], np.cumsum(is_open)])
    return np.searchsorted(passed, passed[created + back] + 60 * queue.target_hours, side="left") - back


def test_a_calendar_clock_counts_every_hour_and_has_no_corners() -> None:
    team = team_of(open_hours=OFFICE, queues=[{"id": "cases", "target_hours": 30, "handle_minutes": {"mean": 10}}])
    (clock,) = clocks_of(places_of(team, Axis(AUTUMN_WEEK, 7, 0, ZoneInfo("Europe/Berlin"))))
    assert (clock.minutes, len(clock.start), len(clock.until)) == (1800, 0, 0)
    assert clock.deadline(np.array([-0.5, 0, 6 * DAY])).tolist() == [1799.5, 1800, 6 * DAY + 1800]


@pytest.mark.parametrize("first_day", [MONDAY, SPRING_WEEK, AUTUMN_WEEK])
def test_a_business_clock_that_never_closes_is_the_calendar_clock(first_day: date) -> None:
    created = np.linspace(-50 * DAY, 50 * DAY, 5001)
    for hours in ({"daily": "00:00-24:00"}, {"daily": "09:00-33:00"}):
        clock = World(hours, 24, first_day=first_day).clock()
        assert np.allclose(clock.deadline(created), created + DAY, atol=1e-6)


def test_a_closed_night_does_not_count() -> None:
    world = World({"daily": "09:00-17:00"})
    assert due(world, at(0, "10:00"), at(2, "16:59")) == [at(1, "10:00"), at(3, "16:59")]


def test_a_case_of_a_closed_night_counts_from_the_next_opening() -> None:
    world = World({"daily": "09:00-17:00"}, 2)
    assert due(world, at(0, "17:00"), at(0, "23:30"), at(1, "03:00"), at(1, "09:00")) == [at(1, "11:00")] * 4


def test_a_target_that_ends_with_the_day_is_due_when_it_closes_and_a_moment_later_next_morning() -> None:
    world = World({"daily": "09:00-17:00"})
    assert due(world, at(0, "03:00"), at(0, "09:00")) == [at(0, "17:00")] * 2
    assert due(world, at(0, "09:00") + 0.25) == [at(1, "09:00") + 0.25]
    assert due(World({"daily": "09:00-17:00"}, 2), at(0, "15:00"), at(0, "15:00") + 1) == [
        at(0, "17:00"),
        at(1, "09:01"),
    ]


def test_a_weekend_does_not_count() -> None:
    world = World(OFFICE, 2)
    friday, monday = at(4, "16:00"), at(7, "10:00")
    assert due(world, friday, at(5, "12:00"), at(6, "23:59")) == [monday, at(7, "11:00"), at(7, "11:00")]


def test_a_public_holiday_of_the_country_does_not_count_though_people_work_on_it() -> None:
    world = World({"daily": "09:00-17:00"}, 2, first_day=date(2026, 12, 21), country="DE")
    assert world.places().every[0].site.holidays == "open"
    assert due(world, at(3, "16:00"), at(4, "12:00")) == [at(6, "10:00"), at(6, "11:00")]  # 25 and 26 December


def test_a_row_of_holidays_csv_closes_the_clock_too() -> None:
    wednesday = MONDAY + timedelta(days=2)
    assert due(World({"daily": "09:00-17:00"}, closed=(wednesday,)), at(1, "10:00")) == [at(3, "10:00")]


def test_a_short_day_counts_less() -> None:
    short = {"start": MONDAY, "end": MONDAY + timedelta(days=1), "minutes": 90}
    world = World({"daily": "09:00-17:00"}, short=(short,))
    assert due(world, at(0, "10:00"), at(2, "10:00")) == [at(1, "11:30"), at(3, "10:00")]
    assert due(world, at(1, "14:00")) == [at(2, "15:30")]  # an hour and a half of Tuesday is left


def test_a_short_day_leaves_a_clock_that_never_closes_as_it_is() -> None:
    short = {"start": MONDAY, "end": MONDAY, "minutes": 90}
    assert due(World({"daily": "00:00-24:00"}, 24, short=(short,)), at(0, "10:00")) == [at(1, "10:00")]


@pytest.mark.parametrize(("first_day", "minutes"), [(SPRING_WEEK, 420), (AUTUMN_WEEK, 540), (MONDAY, 480)])
def test_an_open_night_over_a_change_of_the_clocks_counts_its_true_minutes(first_day: date, minutes: int) -> None:
    clock = World({"daily": "22:00-30:00"}, 10, first_day=first_day).clock()
    saturday = at(5, "22:00")
    (found,) = clock.deadline(np.array([float(saturday)]))
    sunday = saturday + minutes + 16 * 60  # closed from six in the morning to ten at night
    assert found == sunday + 600 - minutes


def test_the_hours_of_the_queue_come_before_those_of_its_site_and_of_the_team() -> None:
    sites = [
        {"id": "berlin", "zone": "Europe/Berlin"},
        {"id": "manila", "zone": "Asia/Manila", "open_hours": {"daily": "08:00-20:00"}},
    ]
    plain = {"clock": "business", "target_hours": 2, "handle_minutes": {"mean": 10}}
    queues = [
        {"id": "of-the-team", **plain},
        {"id": "of-a-site", "site": "manila", **plain},
        {"id": "its-own", "site": "manila", "open_hours": {"daily": "10:00-12:00"}, **plain},
    ]
    team = team_of(sites=sites, queues=queues, open_hours={"daily": "09:00-17:00"})
    clocks = clocks_of(places_of(team, Axis(MONDAY, 7, 0, ZoneInfo("Europe/Berlin"))))
    manila = -7 * 60  # eight in the morning there is one at night in Berlin
    assert [clock.deadline(np.array([60.0 * -6]))[0] for clock in clocks] == [
        at(0, "11:00"),
        at(0, "10:00") + manila,
        at(0, "12:00") + manila,
    ]


def test_a_holiday_of_one_site_does_not_stop_the_clocks_of_another() -> None:
    sites = [{"id": "berlin", "zone": "Europe/Berlin"}, {"id": "paris", "zone": "Europe/Paris"}]
    plain = {"clock": "business", "target_hours": 2, "handle_minutes": {"mean": 10}}
    queues = [{"id": "b", "site": "berlin", **plain}, {"id": "p", "site": "paris", **plain}]
    team = team_of(sites=sites, queues=queues, open_hours={"daily": "09:00-17:00"})
    axis = Axis(MONDAY, 7, 0, ZoneInfo("Europe/Berlin"))
    clocks = clocks_of(places_of(team, axis, [PublicHoliday(date=MONDAY, site="paris")]))
    assert [clock.deadline(np.array([0.0]))[0] for clock in clocks] == [at(0, "11:00"), at(1, "11:00")]


def test_open_cases_of_the_history_are_due_by_the_hours_before_the_plan() -> None:
    world = World(OFFICE, history=56)
    assert due(world, -3 * DAY + 600, -38 * DAY + 600.0) == [at(0, "10:00"), -35 * DAY + 600]


def test_an_hour_a_week_is_followed_over_the_weeks_that_a_target_takes() -> None:
    world = World({"daily": "closed", "saturday": "10:00-11:00"}, 12)
    assert due(world, at(0, "00:00"), at(6, "20:00")) == [at(5 + 7 * 11, "11:00"), at(5 + 7 * 12, "11:00")]


def test_deadlines_have_the_shape_of_what_they_are_asked_of() -> None:
    clock = World(OFFICE).clock()
    assert clock.deadline(np.zeros((2, 3))).shape == (2, 3)
    assert clock.deadline(np.zeros(0)).shape == (0,)


HOURS = (
    {"daily": "09:00-17:00"},
    OFFICE,
    {"daily": "06:30-22:15", "sunday": "closed", "wednesday": "12:00-13:00"},
    {"daily": "20:00-29:00", "friday": "closed"},
    {"daily": "22:00-30:00", "saturday": "06:00-12:00"},
    {"daily": "00:00-24:00", "sunday": "closed"},
    {"daily": "05:00-29:00", "monday": "07:00-25:00"},
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Any hours and zone around a change of the clocks, with holidays and short days."""
    zone, first_day = draw(
        st.sampled_from(
            (
                ("Europe/Berlin", SPRING_WEEK),
                ("Europe/Warsaw", AUTUMN_WEEK),
                ("America/New_York", date(2026, 10, 26)),
                ("Australia/Lord_Howe", date(2026, 9, 28)),
                ("Asia/Jakarta", MONDAY),
            )
        )
    )
    some = [first_day + timedelta(days=n) for n in draw(st.sets(st.integers(-20, 30), max_size=6))]
    start = first_day + timedelta(days=draw(st.integers(-10, 10)))
    short = {"start": start, "end": start + timedelta(days=draw(st.integers(0, 12))), "minutes": 45}
    hours = draw(st.sampled_from(HOURS))
    always = any(text in ("00:00-24:00", "05:00-29:00") for text in hours.values())  # a day without an end is not cut
    return World(
        hours,
        draw(st.integers(2, 60)),
        zone,
        first_day,
        closed=tuple(some),
        short=() if always or draw(st.booleans()) else (short,),
        history=draw(st.sampled_from((0, 14))),
    )


@settings(derandomize=True, max_examples=60, deadline=None)
@given(world=worlds(), created=st.lists(st.integers(-30 * DAY, 8 * DAY), min_size=1, max_size=60))
def test_every_deadline_is_the_minute_by_which_the_target_has_been_open(world: World, created: list[int]) -> None:
    moments = np.array(created)
    assert np.allclose(world.clock().deadline(moments.astype(float)), counted(world, moments), atol=1e-6)


@settings(derandomize=True, max_examples=30, deadline=None)
@given(world=worlds())
def test_every_hour_edge_and_the_minutes_around_it_have_the_counted_deadline(world: World) -> None:
    hours = np.arange(-10 * 24, 8 * 24) * 60
    moments = np.concatenate([hours - 1, hours, hours + 1])
    assert np.allclose(world.clock().deadline(moments.astype(float)), counted(world, moments), atol=1e-6)


@settings(derandomize=True, max_examples=30, deadline=None)
@given(world=worlds(), parts=st.lists(st.floats(-30 * DAY, 8 * DAY), min_size=2, max_size=50))
def test_who_comes_later_is_never_due_earlier_and_never_before_the_target_itself(
    world: World, parts: list[float]
) -> None:
    created = np.sort(np.array(parts))
    deadlines = world.clock().deadline(created)
    assert (np.diff(deadlines) >= -1e-6).all()
    assert (deadlines - created >= 60 * world.target_hours - 1e-6).all()


def test_the_moment_of_a_jump_has_the_earlier_deadline_and_no_minute_in_between_is_lost() -> None:
    clock = World({"daily": "09:00-17:00"}).clock()
    opening = at(2, "09:00")
    before, exactly, after = clock.deadline(np.array([opening - 1e-3, opening, opening + 1e-3]))
    assert (before, exactly) == (at(2, "17:00"), at(2, "17:00"))
    assert after == pytest.approx(at(3, "09:00"), abs=0.01)
