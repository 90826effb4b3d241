"""Wages, premiums and overtime as arrays: clock changes, midnights, sites, holidays and short days."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from staffing.build.axis import Axis
from staffing.build.pay import overtime_limits, overtime_pay, premiums, shifts_within_day_cap, wages
from staffing.build.places import Places, places_of
from staffing.documents.people import PublicHoliday
from staffing.documents.team import Team
from staffing.problem import OvertimeBracket
from tests.build.desks import agents_of, team_of

MONDAY = date(2026, 11, 23)
AUTUMN = date(2026, 10, 19)
"""Sunday of this week has 25 hours in Berlin."""
SPRING = date(2026, 3, 23)
"""Sunday of this week has 23 hours in Berlin."""
DAY = {"id": "day", "start": "09:00", "end": "18:00", "breaks": [{"start": "12:00", "minutes": 60}]}
LONG = {"id": "long", "start": "08:00", "end": "17:00"}
NIGHT = {"id": "night", "start": "22:00", "end": "30:00", "breaks": [{"start": "23:30", "minutes": 60, "paid": False}]}
NIGHTS = {"kind": "night", "between": "22:00-30:00", "multiplier": 1.25}
WEEKENDS = {"kind": "weekend", "multiplier": 1.5}
HOLIDAYS = {
    "kind": "holiday",
    "brackets": [{"hours": 7, "multiplier": 2}, {"hours": 1, "multiplier": 3}, {"multiplier": 4}],
}
SUNDAY, SATURDAY = 6, 5


def places(team: Team, first: date = MONDAY, holidays: tuple[PublicHoliday, ...] = (), history: int = 0) -> Places:
    return places_of(team, Axis(first, 7, history, ZoneInfo(team.zone)), holidays)


def desk(*written: dict[str, Any], **changes: Any) -> Team:
    """A team with these premiums."""
    return team_of(costs={"premiums": list(written)}, **{"shifts": [DAY, NIGHT], **changes})


def minutes(team: Team, percent: int, **where: Any) -> np.ndarray:
    """[days, shifts] minutes with the team's only premium."""
    names, found = premiums(places(team, **where))
    assert len(names) == len(found) == 1
    assert not (found % percent).any()
    return found[0] // percent


def test_without_premiums_there_are_no_rows() -> None:
    names, found = premiums(places(desk()))
    assert (names, found.shape) == ((), (0, 7, 2))


def test_the_kinds_that_the_team_has_are_named_in_their_order() -> None:
    names, found = premiums(places(desk(WEEKENDS, {"kind": "overtime", "brackets": [{"multiplier": 2}]}, NIGHTS)))
    assert (names, found.shape) == (("night", "weekend"), (2, 7, 2))


def test_night_hours_are_those_of_the_clock_less_unpaid_breaks() -> None:
    assert minutes(desk(NIGHTS), 25).tolist() == [[0, 420]] * 7
    late = {"kind": "night", "between": "17:30-23:45", "multiplier": 1.25}
    assert minutes(desk(late), 25).tolist() == [[30, 90]] * 7
    early = {"kind": "night", "between": "00:00-05:00", "multiplier": 1.25}  # the night before, and the next one
    assert minutes(desk(early, shifts=[{**DAY, "start": "04:00"}, NIGHT]), 25).tolist() == [[60, 270]] * 7


def test_nights_of_a_clock_change_have_their_true_minutes() -> None:
    assert minutes(desk(NIGHTS), 25, first=AUTUMN)[:, 1].tolist() == [420] * 5 + [480, 420]
    assert minutes(desk(NIGHTS), 25, first=SPRING)[:, 1].tolist() == [420] * 5 + [360, 420]


def test_a_night_into_sunday_has_six_hours_of_it_and_one_out_of_it_two() -> None:
    plain = {**NIGHT, "breaks": []}
    only_sunday = {**WEEKENDS, "days": ["sunday"]}
    found = minutes(desk(only_sunday, shifts=[DAY, plain]), 50)
    assert found[[SATURDAY, SUNDAY]].tolist() == [[0, 360], [480, 120]]
    assert not found[:SATURDAY].any()
    assert minutes(desk(WEEKENDS, shifts=[DAY, plain]), 50)[4:].tolist() == [[0, 360], [480, 480], [480, 120]]


def test_the_hour_that_a_sunday_gains_is_paid_as_sunday() -> None:
    plain = {**NIGHT, "breaks": []}
    found = minutes(desk({**WEEKENDS, "days": ["sunday"]}, shifts=[plain]), 50, first=AUTUMN)
    assert found[SATURDAY:].tolist() == [[420], [120]]


def test_a_holiday_pays_by_the_hours_of_the_shift_on_it() -> None:
    names, found = premiums(
        places(
            desk(HOLIDAYS, shifts=[DAY, NIGHT, LONG]),
            holidays=(PublicHoliday(date=date(2026, 11, 25)), PublicHoliday(date=date(2026, 11, 30))),
        )
    )
    assert names == ("holiday",)
    seven, eighth, after = 7 * 60 * 100, 60 * 200, 60 * 300
    assert found[0].tolist() == [
        [0, 0, 0],
        [0, 100 * 330, 0],  # the night before: from midnight to six, less half an hour of break
        [seven + eighth, 100 * 90, seven + eighth + after],
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
        [0, 100 * 330, 0],  # the last night of the plan ends on a holiday after it
    ]


def test_a_working_day_in_the_table_is_no_holiday() -> None:
    team = desk(HOLIDAYS, sites=[{"id": "site", "zone": "Europe/Berlin", "country": "DE"}])
    christmas = premiums(places(team, first=date(2026, 12, 21)))[1][0, :, 0]
    assert np.flatnonzero(christmas).tolist() == [4, 5]
    working = (PublicHoliday(date=date(2026, 12, 25), kind="working"),)
    assert np.flatnonzero(premiums(places(team, first=date(2026, 12, 21), holidays=working))[1][0, :, 0]).tolist() == [
        5
    ]


def test_two_premiums_of_one_kind_add_up_in_one_row() -> None:
    evening = {"kind": "night", "between": "17:00-22:00", "multiplier": 1.1}
    names, found = premiums(places(desk(NIGHTS, evening)))
    assert names == ("night",)
    assert found[0, 0].tolist() == [60 * 10, 420 * 25]


def test_days_of_the_history_come_first() -> None:
    found = premiums(places(desk(WEEKENDS), history=3))[1]
    assert found.shape == (1, 10, 2)
    assert np.flatnonzero(found[0, :, 0]).tolist() == [1, 2, 8, 9]


def test_each_site_has_its_own_clock_holidays_and_premiums() -> None:
    sites = [{"id": "jakarta", "zone": "Asia/Jakarta"}, {"id": "lisbon", "zone": "Europe/Lisbon", "shifts": ["night"]}]
    team = desk(NIGHTS, {**WEEKENDS, "sites": ["jakarta"]}, HOLIDAYS, sites=sites)
    names, found = premiums(places(team, first=AUTUMN, holidays=(PublicHoliday(date=AUTUMN, site="lisbon"),)))
    night, weekend, holiday = found
    assert names == ("night", "weekend", "holiday")
    assert night[0].tolist() == [0, 420 * 25, 420 * 25]
    assert night[SATURDAY].tolist() == [0, 420 * 25, 480 * 25]  # the clocks go back in Lisbon alone
    assert weekend[SATURDAY].tolist() == [480 * 50, 420 * 50, 0]
    assert holiday[0].tolist() == [0, 0, 90 * 100]
    assert not holiday[:, :2].any()


def test_a_short_day_is_paid_in_full_with_its_premiums() -> None:
    short = [{"name": "Ramadan", "start": "2026-11-24", "end": "2026-11-24", "minutes": 60}]
    team = desk(NIGHTS, sites=[{"id": "site", "zone": "Asia/Jakarta", "short_days": short}])
    assert minutes(team, 25).tolist() == [[0, 420]] * 7


def test_wages_are_cents_an_hour() -> None:
    contracts = [
        {"id": name, "minutes_per_week": 2400, "days_per_week": 5, "shifts": ["day"], "cost_per_hour": cost}
        for name, cost in (("full", 31791.91), ("half", 18.335), ("none", 0))
    ]
    team = desk(contracts=contracts)
    agents = agents_of({}, {"contract": "half"}, {"contract": "none"})
    assert wages(team, agents).tolist() == [3_179_191, 1834, 0]


def test_overtime_is_for_those_who_consent_in_weeks_with_work_due() -> None:
    team = desk(overtime={"max_minutes_per_week": 480, "max_extra_days": 1})
    agents = agents_of({}, {"overtime": True}, {"overtime": True})
    found, days = overtime_limits(places(team), agents, np.array([[5, 5], [5, 0], [1, 2]]))
    assert found.tolist() == [[0, 0], [480, 0], [480, 480]]
    assert days.tolist() == [[0, 0], [1, 0], [1, 1]]


def test_a_site_may_have_overtime_of_its_own() -> None:
    own = {"max_minutes_per_week": 600}
    sites = [{"id": "a", "zone": "Asia/Jakarta"}, {"id": "b", "zone": "Asia/Jakarta", "overtime": own}]
    team = desk(overtime={"max_minutes_per_week": 60, "max_extra_days": 2}, sites=sites)
    agents = agents_of({"overtime": True}, {"overtime": True, "site": "b"})
    found, days = overtime_limits(places(team), agents, np.full((2, 1), 5))
    assert (found.tolist(), days.tolist()) == ([[60], [600]], [[2], [0]])


def test_overtime_pay_by_site() -> None:
    brackets = [{"hours": 1, "multiplier": 1.5}, {"hours": 0.5, "multiplier": 2}, {"multiplier": 2.15}]
    sites = [{"id": name, "zone": "Asia/Jakarta"} for name in ("a", "b")]
    team = desk({"kind": "overtime", "brackets": brackets, "sites": ["b"]}, sites=sites)
    assert overtime_pay(team) == (
        (),
        (OvertimeBracket(0, 50), OvertimeBracket(60, 100), OvertimeBracket(90, 115)),
    )
    assert overtime_pay(desk()) == ((),)


def test_a_shift_longer_than_a_day_of_the_contract_is_overtime_where_the_day_is_capped() -> None:
    agents = agents_of({}, {"overtime": True})  # 2400 minutes on 5 days: 480 a day
    shifts = [DAY, LONG, {**LONG, "id": "longer", "end": "17:01"}]
    capped = desk(shifts=shifts, overtime={"max_minutes_per_week": 600, "max_minutes_per_day": 60})
    assert shifts_within_day_cap(places(capped), agents).tolist() == [[True, False, False], [True, True, False]]
    assert shifts_within_day_cap(places(desk(shifts=shifts)), agents).all()


def test_the_cap_of_a_day_is_that_of_the_home_site() -> None:
    none = {"max_minutes_per_week": 600, "max_minutes_per_day": 0}
    sites = [{"id": "a", "zone": "Asia/Jakarta"}, {"id": "b", "zone": "Asia/Jakarta", "overtime": none}]
    found = shifts_within_day_cap(places(desk(shifts=[DAY, LONG], sites=sites)), agents_of({}, {"site": "b"}))
    assert found.tolist() == [[True] * 4, [True, True, True, False]]
