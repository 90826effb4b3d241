"""Special days: holidays, double days, paydays, Ramadan, and what the planner says of them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, timedelta
from typing import Any

import holidays
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.errors import ForecastError
from forecasts.special_days import Occasion, occasions

DOUBLE_11 = date(2026, 11, 11)


def events(*rows: dict[str, Any]) -> pd.DataFrame:
    """A planner's table; a column that a row leaves out is NaN in it."""
    return pd.DataFrame(list(rows))


def named(found: tuple[Occasion, ...], event: str) -> list[Occasion]:
    return [each for each in found if each.event == event]


def on(day: date, *, country: str | None = None, **more: Any) -> list[Occasion]:
    """The occasions whose own day this is."""
    return [each for each in occasions(day, day, country, **more) if each.day == day]


def year(number: int, country: str) -> tuple[Occasion, ...]:
    return occasions(date(number, 1, 1), date(number, 12, 31), country)


# ---- the country's holidays


def test_without_country_and_planner_there_is_nothing() -> None:
    assert occasions(date(2026, 1, 1), date(2026, 12, 31)) == ()


def test_a_public_holiday_touches_its_eve_and_the_day_after() -> None:
    (unity,) = named(year(2026, "DE"), "German Unity Day")
    assert unity == Occasion(date(2026, 10, 3), "German Unity Day", "public", lead=1, lag=1, source="country")
    for day, touched in ((1, False), (2, True), (3, True), (4, True), (5, False)):
        found = occasions(date(2026, 10, day), date(2026, 10, day), "DE")
        assert bool(named(found, "German Unity Day")) is touched


@pytest.mark.parametrize(
    ("country", "event", "kind"),
    [
        ("ID", "Eid al-Fitr", "religious"),
        ("ID", "Eid al-Fitr Second Day", "religious"),
        ("ID", "Isra' and Mi'raj", "religious"),
        ("ID", "Prophet's Birthday", "religious"),
        ("ID", "Islamic New Year", "religious"),
        ("ID", "Day of Silence", "religious"),
        ("ID", "Vesak Day", "religious"),
        ("ID", "Ascension Day", "religious"),
        ("ID", "Lunar New Year", "religious"),
        ("ID", "Independence Day", "public"),
        ("ID", "New Year's Day", "public"),
        ("IN", "Holi", "religious"),
        ("SG", "Diwali", "religious"),
        ("PH", "Immaculate Conception", "religious"),
        ("PH", "All Saints' Day", "religious"),
        ("DE", "Christmas Day", "religious"),
        ("DE", "Labor Day", "public"),
        ("NG", "Eid al-Fitr Holiday", "religious"),
        ("AU", "Australia Day", "public"),
    ],
)
def test_a_holiday_of_a_religion_is_another_class_than_one_of_the_state(country: str, event: str, kind: str) -> None:
    assert {each.kind for each in named(year(2026, country), event)} == {kind}


def test_joint_leave_is_a_class_of_its_own_named_after_its_holiday() -> None:
    found = named(year(2026, "ID"), "Eid al-Fitr joint leave")
    assert [each.day for each in found] == [date(2026, 3, 20), date(2026, 3, 23), date(2026, 3, 24)]
    assert {(each.kind, each.lead, each.lag) for each in found} == {("joint_leave", 0, 0)}
    assert not any("Joint Holiday" in each.event for each in year(2026, "ID"))


def test_days_of_the_moon_are_estimated_far_ahead_and_certain_once_decreed() -> None:
    assert [each.estimated for each in named(year(2025, "ID"), "Eid al-Fitr")] == [False]
    assert [each.estimated for each in named(year(2030, "ID"), "Eid al-Fitr")] == [True]
    assert [each.estimated for each in named(year(2030, "ID"), "Independence Day")] == [False]


@pytest.mark.parametrize(
    ("country", "day", "event", "estimated"),
    [
        ("SG", date(2026, 11, 9), "Diwali", False),  # (observed)
        ("SG", date(2028, 2, 28), "Eid al-Fitr", True),  # (observed, estimated)
        ("MY", date(2026, 3, 23), "Eid al-Fitr (Second Day)", False),  # (Second Day) (observed)
        ("TH", date(2026, 6, 1), "Visakha Bucha", False),  # (in lieu)
    ],
)
def test_a_day_in_lieu_is_the_same_event(country: str, day: date, event: str, estimated: bool) -> None:
    assert [each.estimated for each in on(day, country=country) if each.event == event] == [estimated]


def test_two_holidays_on_one_day_are_two_occasions() -> None:
    found = {each.event: each.kind for each in on(date(2028, 4, 14), country="IN")}
    assert found == {"Dr. B. R. Ambedkar's Birthday": "public", "Good Friday": "religious"}


def test_every_country_has_english_names() -> None:
    for country in holidays.list_supported_countries(include_aliases=False):
        languages = getattr(holidays, country).supported_languages
        assert not languages or "en_US" in languages, country


@pytest.mark.parametrize("country", ["ID", "DE", "JP", "CN", "US", "BR", "ZA", "AE", "IL"])
def test_no_mark_of_the_package_is_left_in_a_name(country: str) -> None:
    found = occasions(date(2024, 1, 1), date(2030, 12, 31), country)
    marks = ("observed", "estimated", "in lieu", "substitut", ";", "Joint Holiday")
    assert found
    assert not [each.event for each in found if any(mark in each.event for mark in marks)]


@pytest.mark.parametrize("country", ["XX", "id", "IDN", "UK", "", "Indonesia"])
def test_an_unknown_country_is_refused_in_one_sentence(country: str) -> None:
    with pytest.raises(ForecastError, match=f'^country is "{country}"; write the two capital letters of ISO 3166'):
        occasions(date(2026, 1, 1), date(2026, 1, 2), country)


@pytest.mark.parametrize("number", [1900, 1926, 2090, 2150, 3000])
def test_years_of_which_nothing_is_known_do_not_crash(number: int) -> None:
    found = year(number, "ID")
    assert len([each for each in found if each.kind == "payday"]) == 12
    assert all(each.day.year in (number - 1, number, number + 1) for each in found)


def test_the_holiday_packages_are_not_loaded_with_the_module() -> None:
    code = "import sys, forecasts.special_days; sys.exit('holidays' in sys.modules or 'hijridate' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# ---- double days, paydays, Ramadan


@pytest.mark.parametrize("country", ["ID", "MY", "SG", "TH", "PH", "VN"])
def test_the_markets_of_south_east_asia_have_twelve_double_days(country: str) -> None:
    found = {each.event: each for each in year(2026, country) if each.day.year == 2026 and "double" in each.event}
    assert sorted(each.day for each in found.values()) == [date(2026, month, month) for month in range(1, 13)]
    assert {(each.lead, each.lag, each.source) for each in found.values()} == {(0, 10, "calendar")}
    mega = {name for name, each in found.items() if each.kind == "mega_sale"}
    assert mega == {"double day 9.9", "double day 10.10", "double day 11.11", "double day 12.12"}
    assert {each.kind for name, each in found.items() if name not in mega} == {"double_day"}


@pytest.mark.parametrize("country", ["DE", "US", "CN", "AE"])
def test_other_countries_have_neither_double_days_nor_paydays(country: str) -> None:
    assert not {each.kind for each in year(2026, country)} & {"mega_sale", "double_day", "payday"}


def test_a_lag_reaches_into_the_period_and_no_further() -> None:
    assert named(occasions(date(2026, 11, 21), date(2026, 11, 30), "ID"), "double day 11.11")
    assert not named(occasions(date(2026, 11, 22), date(2026, 11, 30), "ID"), "double day 11.11")
    assert not named(occasions(date(2026, 11, 1), date(2026, 11, 10), "ID"), "double day 11.11")


def test_the_turn_of_the_year_is_seen_from_both_sides() -> None:
    eve = occasions(date(2026, 12, 31), date(2026, 12, 31), "DE")
    assert [each.day for each in named(eve, "New Year's Day")] == [date(2027, 1, 1)]
    after = occasions(
        date(2027, 1, 1), date(2027, 1, 3), "ID", events({"date": "2026-12-31", "name": "Count", "lag_days": 1})
    )
    assert [each.day for each in named(after, "Count")] == [date(2026, 12, 31)]
    assert named(occasions(date(2027, 1, 4), date(2027, 1, 4), "ID"), "double day 1.1")


@pytest.mark.parametrize(
    ("month", "day"),
    [
        (date(2026, 3, 1), date(2026, 3, 25)),  # a Wednesday
        (date(2026, 9, 1), date(2026, 9, 25)),  # a Friday
        (date(2026, 4, 1), date(2026, 4, 24)),  # from a Saturday
        (date(2026, 1, 1), date(2026, 1, 23)),  # from a Sunday
    ],
)
def test_payday_moves_from_a_weekend_to_the_friday_before(month: date, day: date) -> None:
    found = named(occasions(month, month + timedelta(days=27), "ID"), "payday 25")
    assert found == [Occasion(day, "payday 25", "payday", lag=2)]


def test_only_indonesia_has_paydays() -> None:
    assert len(named(year(2026, "ID"), "payday 25")) == 12
    assert not named(year(2026, "MY"), "payday 25")


def test_ramadan_is_one_estimated_occasion_as_long_as_its_month() -> None:
    assert named(year(2026, "ID"), "Ramadan") == [
        Occasion(date(2026, 2, 18), "Ramadan", "fasting", lag=29, estimated=True)
    ]
    assert named(year(2027, "AE"), "Ramadan") == [
        Occasion(date(2027, 2, 8), "Ramadan", "fasting", lag=28, estimated=True)
    ]
    assert not named(year(2026, "DE"), "Ramadan")


def test_a_year_may_hold_two_ramadans() -> None:
    found = named(occasions(date(2030, 1, 1), date(2030, 12, 31), "MY"), "Ramadan")
    assert [each.day for each in found] == [date(2030, 1, 5), date(2030, 12, 26)]


def test_the_last_day_of_ramadan_still_meets_it() -> None:
    last = date(2026, 2, 18) + timedelta(days=29)
    assert named(occasions(last, last, "ID"), "Ramadan")
    assert not named(occasions(last + timedelta(days=1), last + timedelta(days=1), "ID"), "Ramadan")


def test_the_leap_day_is_a_day_like_others() -> None:
    planner = events({"date": "2028-02-29", "name": "Leap sale", "kind": "sale"})
    assert on(date(2028, 2, 29), planner=planner) == [
        Occasion(date(2028, 2, 29), "Leap sale", "sale", source="planner")
    ]
    assert [each.event for each in on(date(2028, 2, 29), country="MY")] == ["Eid al-Fitr"]


# ---- the planner


def test_a_planner_event_keeps_its_name_and_kind() -> None:
    row = {"date": "2026-05-05", "name": " Outage ", "kind": "incident", "uplift": 1.5, "lead_days": 1, "lag_days": 3}
    found = occasions(date(2026, 5, 1), date(2026, 5, 31), planner=events(row))
    assert found == (Occasion(date(2026, 5, 5), "Outage", "incident", uplift=1.5, lead=1, lag=3, source="planner"),)


@pytest.mark.parametrize("empty", [None, "", "  ", np.nan, pd.NA, pd.NaT])
def test_empty_cells_say_nothing(empty: Any) -> None:
    optional = ("kind", "queue", "uplift", "lead_days", "lag_days")
    planner = pd.DataFrame([{"date": "2026-05-05", "name": "Move", **dict.fromkeys(optional, empty)}], dtype=object)
    assert on(date(2026, 5, 5), planner=planner, ids=("a",)) == [
        Occasion(date(2026, 5, 5), "Move", "planner", source="planner")
    ]


@pytest.mark.parametrize(
    "day",
    [
        "2026-05-05",
        " 2026-05-05 ",
        "2026-05-05 00:00:00",
        date(2026, 5, 5),
        pd.Timestamp("2026-05-05"),
        datetime(2026, 5, 5),
    ],
)
def test_a_day_may_be_text_a_date_or_a_timestamp(day: Any) -> None:
    (found,) = on(date(2026, 5, 5), planner=events({"date": day, "name": "Move"}))
    assert type(found.day) is date


def test_a_repeated_name_is_the_same_event() -> None:
    planner = events({"date": "2026-05-05", "name": "Brand day"}, {"date": "2026-06-05", "name": "Brand day"})
    found = occasions(date(2026, 5, 1), date(2026, 6, 30), planner=planner)
    assert [(each.event, each.day.month) for each in found] == [("Brand day", 5), ("Brand day", 6)]


def test_numbers_may_be_text() -> None:
    row = {"date": "2026-05-05", "name": "Move", "uplift": "1.25", "lead_days": "1", "lag_days": 2.0}
    (found,) = on(date(2026, 5, 5), planner=events(row))
    assert (found.uplift, found.lead, found.lag) == (1.25, 1, 2)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"date": "11/11/2026"}, r'row 2: date is "11/11/2026"; write a day like "2026-11-11"'),
        ({"date": "2026-02-29"}, r'row 2: date is "2026-02-29"'),
        ({"date": 20261111}, r'row 2: date is "20261111"'),
        ({"date": None}, r"row 2: date is empty"),
        ({"name": ""}, r"row 2: name is empty; name the event"),
        ({"name": np.nan}, r"row 2: name is empty"),
        ({"uplift": 0}, r'row 2: uplift is "0.*"; write a factor above 0'),
        ({"uplift": -1.5}, r'row 2: uplift is "-1.5"'),
        ({"uplift": np.inf}, r'row 2: uplift is "inf"'),
        ({"uplift": "much"}, r'row 2: uplift is "much"'),
        ({"uplift": True}, r'row 2: uplift is "True"'),
        ({"uplift": date(2026, 1, 1)}, r'row 2: uplift is "2026-01-01"'),
        ({"lead_days": -1}, r'row 2: lead_days is "-1.*"; write a whole number of days from 0 to 60'),
        ({"lag_days": -1}, r'row 2: lag_days is "-1'),
        ({"lag_days": 1.5}, r'row 2: lag_days is "1.5"'),
        ({"lag_days": 61}, r'row 2: lag_days is "61'),
        ({"queue": "refund"}, r'row 2: queue is "refund"; write one of payments, listings, or nothing for all'),
    ],
)
def test_a_cell_that_cannot_be_read_is_refused_in_one_sentence(cells: dict[str, Any], message: str) -> None:
    good = {"date": "2026-05-05", "name": "Move", "queue": "payments", "uplift": 1.1, "lead_days": 0, "lag_days": 60}
    with pytest.raises(ForecastError, match=f"^planner {message}"):
        occasions(date(2026, 1, 1), date(2026, 1, 2), None, events(good, good | cells), ("payments", "listings"))


def test_a_queue_is_not_judged_where_no_ids_are_given() -> None:
    planner = events({"date": "2026-05-05", "name": "Move", "queue": "refund"})
    assert [each.scope for each in on(date(2026, 5, 5), planner=planner)] == ["refund"]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (["date", "kind"], "has no column name; it has: date, kind$"),
        (["name"], "has no column date; it has: name$"),
        ([], "has no column date and no name; it has: none$"),
    ],
)
def test_date_and_name_are_required(columns: list[str], message: str) -> None:
    with pytest.raises(ForecastError, match=message):
        occasions(date(2026, 1, 1), date(2026, 1, 2), planner=pd.DataFrame(columns=columns))


def test_two_rows_for_the_same_occasion_are_refused() -> None:
    rows = ({"date": DOUBLE_11, "name": "11.11"}, {"date": DOUBLE_11, "name": "Big", "kind": "sale"})
    with pytest.raises(ForecastError, match=r'^planner row 2 is "double day 11.11" on 2026-11-11, as row 1 is'):
        on(DOUBLE_11, country="ID", planner=events(*rows))
    assert len(on(DOUBLE_11, country="DE", planner=events(*rows))) == 2


# ---- the planner on the calendar's days


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Double day 11.11", ""),
        ("DOUBLE DAY 11.11", "incident"),
        ("Shopee 11.11 sale", ""),
        ("Mega 11/11", ""),
        ("Sale 11.11.2026", ""),
        ("Singles", "sale"),
        ("Singles", "Mega Sale"),
        ("Singles", "double_day"),
    ],
)
def test_a_sale_on_a_double_day_replaces_it(name: str, kind: str) -> None:
    row = {"date": DOUBLE_11, "name": name, "kind": kind, "uplift": 2.0, "lead_days": 2, "lag_days": 4}
    expected = Occasion(DOUBLE_11, "double day 11.11", "mega_sale", uplift=2.0, lead=2, lag=4, source="planner")
    assert on(DOUBLE_11, country="ID", planner=events(row)) == [expected]


@pytest.mark.parametrize(
    ("day", "name", "kind"),
    [
        (DOUBLE_11, "System move", ""),
        (DOUBLE_11, "System move", "incident"),
        (DOUBLE_11, "Recap of 10.10", ""),
        (DOUBLE_11, "Version 111.11", ""),
        (date(2026, 1, 1), "Start of 11.11", ""),
        (date(2026, 11, 12), "11.11 second day", "sale"),
    ],
)
def test_another_event_near_a_double_day_stands_beside_it(day: date, name: str, kind: str) -> None:
    found = occasions(day, day, "ID", events({"date": day, "name": name, "kind": kind}))
    assert [each.kind for each in named(found, name)] == [kind or "planner"]
    assert named(found, f"double day {day.month}.{day.month}")[0].source == "calendar"


def test_without_double_days_in_the_country_a_sale_keeps_its_name() -> None:
    planner = events({"date": DOUBLE_11, "name": "Sale 11.11", "kind": "sale"})
    for country in (None, "DE"):
        assert [(each.event, each.kind) for each in on(DOUBLE_11, country=country, planner=planner)] == [
            ("Sale 11.11", "sale")
        ]


def test_a_row_with_a_holidays_name_replaces_the_holiday() -> None:
    planner = events(
        {"date": "2026-08-17", "name": "independence DAY", "kind": "closure", "uplift": 0.5, "lag_days": 0}
    )
    assert on(date(2026, 8, 17), country="ID", planner=planner) == [
        Occasion(date(2026, 8, 17), "Independence Day", "public", uplift=0.5, lead=1, lag=0, source="planner")
    ]


def test_an_uplift_does_not_make_an_estimated_day_certain() -> None:
    planner = events({"date": "2030-02-04", "name": "Eid al-Fitr", "uplift": 0.6})
    (found,) = named(tuple(on(date(2030, 2, 4), country="ID", planner=planner)), "Eid al-Fitr")
    assert (found.estimated, found.source, found.uplift) == (True, "planner", 0.6)


def test_empty_lead_and_lag_leave_those_of_the_calendar() -> None:
    (found,) = on(DOUBLE_11, country="ID", planner=events({"date": DOUBLE_11, "name": "11.11", "uplift": 2.0}))
    assert (found.lead, found.lag) == (0, 10)


def test_a_longer_lag_of_the_planner_reaches_a_later_period_under_the_calendars_event() -> None:
    planner = events({"date": DOUBLE_11, "name": "11.11", "lag_days": 60})
    reached = occasions(date(2027, 1, 10), date(2027, 1, 10), "ID", planner)
    assert [each.source for each in named(reached, "double day 11.11")] == ["planner"]
    shorter = occasions(
        date(2026, 11, 20), date(2026, 11, 20), "ID", events({"date": DOUBLE_11, "name": "11.11", "lag_days": 1})
    )
    assert not named(shorter, "double day 11.11")


def test_a_row_for_one_queue_leaves_the_calendars_occasion_to_the_others() -> None:
    planner = events({"date": DOUBLE_11, "name": "11.11", "queue": "payments", "uplift": 3.0})
    found = on(DOUBLE_11, country="ID", planner=planner, ids=("payments", "listings", "seller"))
    assert [(each.scope, each.uplift, each.source) for each in found] == [
        ("listings", None, "calendar"),
        ("payments", 3.0, "planner"),
        ("seller", None, "calendar"),
    ]


def test_without_ids_both_the_general_and_the_queues_own_are_given() -> None:
    planner = events({"date": DOUBLE_11, "name": "11.11", "queue": "payments", "uplift": 3.0})
    found = on(DOUBLE_11, country="ID", planner=planner)
    assert [(each.scope, each.source) for each in found] == [("", "calendar"), ("payments", "planner")]


def test_a_queues_own_row_comes_before_the_row_for_all() -> None:
    rows = (
        {"date": "2026-05-05", "name": "Move", "uplift": 1.5},
        {"date": "2026-05-05", "name": "Move", "queue": "a", "uplift": 3},
    )
    found = on(date(2026, 5, 5), planner=events(*rows), ids=("a", "b"))
    assert [(each.scope, each.uplift) for each in found] == [("a", 3.0), ("b", 1.5)]


# ---- of all


@settings(max_examples=60, deadline=None)
@given(
    first=st.dates(date(2020, 1, 1), date(2032, 12, 31)),
    length=st.integers(0, 40),
    country=st.sampled_from(["ID", "MY", "DE", "US"]),
    lead=st.integers(0, 60),
    lag=st.integers(0, 60),
    apart=st.integers(-70, 110),
)
def test_a_period_holds_just_what_touches_it_in_order(
    first: date, length: int, country: str, lead: int, lag: int, apart: int
) -> None:
    last = first + timedelta(days=length)
    planner = events({"date": first + timedelta(days=apart), "name": "Planned", "lead_days": lead, "lag_days": lag})
    found = occasions(first, last, country, planner)
    wide = occasions(first - timedelta(days=200), last + timedelta(days=200), country, planner)
    begin_end = {each: (each.day - timedelta(days=each.lead), each.day + timedelta(days=each.lag)) for each in wide}
    assert list(found) == [each for each in wide if begin_end[each][0] <= last and begin_end[each][1] >= first]
    assert list(found) == sorted(found, key=lambda each: (each.day, each.event, each.scope))
    assert len({(each.day, each.event, each.scope) for each in found}) == len(found)
