"""Sites: each shift at its own local times, in the minutes of the first site; holidays, short days, changed clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.errors import ForecastError
from staffing.build.axis import Axis, Stretch
from staffing.build.places import Places, places_of
from staffing.build.problem import axis_of, build_problem, places_for
from staffing.documents.people import PublicHoliday
from staffing.documents.team import Team
from staffing.problem import Problem
from tests.build.desks import EARLY, MONDAY, NIGHT, agents_of, known_forecast, team_of, workspace_of

SPRING_WEEK, AUTUMN_WEEK = date(2026, 3, 23), date(2026, 10, 19)
"""Weeks that end with the Sunday on which the clocks of Europe change."""
CHRISTMAS_WEEK = date(2026, 12, 21)
BERLIN = {"id": "berlin", "zone": "Europe/Berlin"}
MANILA = {"id": "manila", "zone": "Asia/Manila"}
LONG = {"id": "long", "start": "09:00", "end": "18:00", "breaks": [{"start": "12:00", "minutes": 60}]}
NIGHT_SHIFT = 1


def places(*sites: dict[str, Any], first_day: date = MONDAY, history: int = 0, **changes: Any) -> Places:
    """The places of a team around a week; `table` are rows of holidays.csv, all else keys of team.yaml."""
    table = changes.pop("table", ())
    team = team_of(sites=list(sites), **changes)
    return places_of(team, Axis(first_day, 7, history, ZoneInfo(team.zone)), table)


def problem_of(team: Team, first_day: date = MONDAY, **changes: Any) -> Problem:
    workspace = workspace_of(team, first_day=first_day, **changes)
    axis = axis_of(workspace)
    return build_problem(workspace, axis, known_forecast(axis, ("cases",), 1.0))


def test_one_site_has_the_shifts_of_the_team_under_their_own_names() -> None:
    found = places(BERLIN)
    assert [(at.shift.id, at.place, at.template) for at in found.shifts] == [("early", 0, 0), ("night", 0, 1)]
    assert found.shift_names == ("early", "night")
    assert found.axis is found.every[0].axis


def test_the_shift_axis_goes_by_site_and_a_site_has_the_shifts_that_it_names() -> None:
    some = {**MANILA, "shifts": ["long", "early"]}
    found = places(BERLIN, some, shifts=[EARLY, NIGHT, LONG])
    assert found.shift_names == ("early@berlin", "night@berlin", "long@berlin", "early@manila", "long@manila")
    assert [(at.place, at.template) for at in found.shifts] == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 2)]


def test_an_agent_works_at_the_site_given_and_at_the_first_without() -> None:
    found = places(BERLIN, MANILA)
    nobody_says, here, there = agents_of({}, {"site": "berlin"}, {"site": "manila"})
    assert [found.place_of(agent) for agent in (nobody_says, here, there)] == [0, 0, 1]
    assert [found.number_of(agent, "night") for agent in (nobody_says, here, there)] == [1, 1, 3]


def test_a_shift_of_a_second_zone_is_told_in_the_minutes_of_the_first() -> None:
    found = places(BERLIN, MANILA)
    early_here, early_there = found.times(0, MONDAY), found.times(2, MONDAY)
    assert early_here == (360, 840)
    assert early_there == (360 - 7 * 60, 840 - 7 * 60)  # it begins on Sunday, seen from Berlin
    assert found.on_queue(2, MONDAY) == [(-60, 180), (210, 420)]


def test_local_times_of_a_second_zone_are_those_of_its_template() -> None:
    found = places(BERLIN, MANILA)
    for day in (MONDAY, MONDAY + timedelta(days=6)):
        start, end = found.times(2, day)
        clocks = [found.every[1].axis.local(minute) for minute in (start, end)]
        manila = ZoneInfo("Asia/Manila")
        assert clocks == [datetime(day.year, day.month, day.day, hour, tzinfo=manila) for hour in (6, 14)]


def test_each_site_has_its_own_midnights() -> None:
    found = places(BERLIN, MANILA, first_day=AUTUMN_WEEK, history=2)
    assert [place.axis.midnights[2] for place in found.every] == [0, -6 * 60]
    assert found.every[0].axis.midnights[-1] == 7 * 1440 + 60
    assert found.every[1].axis.midnights[-1] == 7 * 1440 - 6 * 60  # no change of the clocks there
    assert found.every[1].axis.dates == found.every[0].axis.dates


@pytest.mark.parametrize(
    ("first_day", "zone", "minutes"),
    [
        (SPRING_WEEK, "Europe/Warsaw", 420),
        (AUTUMN_WEEK, "Europe/Warsaw", 540),
        (MONDAY, "Europe/Warsaw", 480),
        (SPRING_WEEK, "Asia/Manila", 480),
        (AUTUMN_WEEK, "Asia/Manila", 480),
    ],
)
@pytest.mark.parametrize("first_zone", ["Asia/Jakarta", "Europe/Warsaw", "America/New_York"])
def test_a_night_over_the_change_has_the_minutes_of_its_own_zone(
    first_day: date, zone: str, minutes: int, first_zone: str
) -> None:
    found = places({"id": "first", "zone": first_zone}, {"id": "second", "zone": zone}, first_day=first_day)
    saturday = first_day + timedelta(days=5)
    start, end = found.times(3, saturday)
    assert end - start == minutes
    assert sum(b - a for a, b in found.on_queue(3, saturday)) == minutes
    start, end = found.times(3, saturday - timedelta(days=1))
    assert end - start == 480


def test_the_hours_of_a_second_zone_move_when_the_clocks_of_the_first_change() -> None:
    found = places(BERLIN, MANILA, first_day=SPRING_WEEK)
    sunday = SPRING_WEEK + timedelta(days=6)
    monday = SPRING_WEEK + timedelta(days=7)
    apart = [found.times(0, day)[0] - found.times(2, day)[0] for day in (sunday - timedelta(days=1), monday)]
    assert apart == [7 * 60, 6 * 60]


def test_holidays_are_those_of_the_country_of_each_site_and_none_without() -> None:
    sites = ({**BERLIN, "country": "DE"}, {**MANILA, "country": "PH"}, {"id": "rome", "zone": "Europe/Rome"})
    found = places(*sites, first_day=CHRISTMAS_WEEK)
    second = date(2026, 12, 26)
    assert [second in place.holidays for place in found.every] == [True, False, False]
    assert found.every[0].holidays[date(2026, 12, 25)]
    assert not found.every[2].holidays


def test_holidays_reach_sixty_days_around_the_history_and_the_plan() -> None:
    axis = Axis(CHRISTMAS_WEEK, 7, 20, ZoneInfo("Europe/Berlin"))
    found = places({**BERLIN, "country": "DE"}, first_day=CHRISTMAS_WEEK, history=20).every[0].holidays
    first, last = axis.date_of(0) - timedelta(days=60), axis.date_of(27) + timedelta(days=60)
    assert min(found) == date(2026, 10, 3)  # the day of German unity is 59 days before the history
    assert all(first <= day <= last for day in found)


def test_rows_of_holidays_csv_add_to_the_days_of_a_country_and_take_from_them() -> None:
    rows = (
        PublicHoliday(date=date(2026, 12, 24), name="Christmas Eve"),
        PublicHoliday(date=date(2026, 12, 25), kind="working"),
        PublicHoliday(date=date(2026, 12, 26), name="ours"),
        PublicHoliday(date=date(2026, 12, 23)),
    )
    found = places({**BERLIN, "country": "DE"}, first_day=CHRISTMAS_WEEK, table=rows).every[0].holidays
    in_week = {day: name for day, name in found.items() if date(2026, 12, 21) <= day <= date(2026, 12, 27)}
    assert in_week == {
        date(2026, 12, 23): "public holiday",
        date(2026, 12, 24): "Christmas Eve",
        date(2026, 12, 26): "ours",
    }


def test_a_row_without_a_name_keeps_the_name_of_the_country() -> None:
    row = PublicHoliday(date=date(2026, 12, 25))
    with_row, plain = (
        places({**BERLIN, "country": "DE"}, first_day=CHRISTMAS_WEEK, table=table).every[0].holidays
        for table in ((row,), ())
    )
    assert with_row == plain


def test_a_row_of_one_site_concerns_no_other_and_one_without_a_site_all() -> None:
    rows = (
        PublicHoliday(date=MONDAY, site="manila"),
        PublicHoliday(date=MONDAY + timedelta(days=1)),
    )
    found = places(BERLIN, MANILA, table=rows)
    assert [sorted(place.holidays) for place in found.every] == [
        [MONDAY + timedelta(days=1)],
        [MONDAY, MONDAY + timedelta(days=1)],
    ]


def test_a_working_day_that_no_country_has_changes_nothing() -> None:
    row = PublicHoliday(date=MONDAY, kind="working")
    assert places({**BERLIN, "country": "DE"}, table=(row,)).every[0].holidays == (
        places({**BERLIN, "country": "DE"}).every[0].holidays
    )


def test_an_unknown_country_is_told_with_its_site() -> None:
    with pytest.raises(ForecastError, match=r'^team\.yaml: sites\.manila\.country is "XX"; write the two'):
        places(BERLIN, {**MANILA, "country": "XX"})


def test_only_a_site_that_says_so_is_closed_on_its_holidays() -> None:
    rows = (PublicHoliday(date=MONDAY),)
    here, there = places(BERLIN, {**MANILA, "holidays": "closed"}, table=rows).every
    assert (here.is_closed(MONDAY), there.is_closed(MONDAY)) == (False, True)
    assert not there.is_closed(MONDAY + timedelta(days=1))


def test_no_shift_of_a_closed_site_begins_on_its_holiday_or_on_a_day_that_it_does_not_open() -> None:
    closed = {**MANILA, "holidays": "closed", "open_hours": {"sunday": "closed"}}
    team = team_of(sites=[BERLIN, closed])
    rows = (PublicHoliday(date=MONDAY + timedelta(days=2)),)
    problem = problem_of(team, agents=agents_of({}, {"site": "manila"}), holidays=rows)
    assert problem.available[:, :, :2].all()
    assert np.flatnonzero(~problem.available[1, :, 2]).tolist() == [2, 6]
    assert np.flatnonzero(~problem.available[1, :, 3]).tolist() == [2, 6]


def test_the_hours_of_a_site_are_its_own_or_those_of_the_team() -> None:
    found = places(BERLIN, {**MANILA, "open_hours": {"daily": "07:00-24:00"}}, open_hours={"daily": "06:00-22:00"})
    assert [found.open_hours(place).span(0) for place in (0, 1)] == [(360, 1320), (420, 1440)]


SHORT = {"name": "Ramadan", "start": MONDAY + timedelta(days=1), "end": MONDAY + timedelta(days=2), "minutes": 60}


def test_a_short_day_ends_earlier_in_full_pay_on_both_its_ends_and_between() -> None:
    found = places({**BERLIN, "short_days": [SHORT]}, shifts=[LONG])
    tuesday = MONDAY + timedelta(days=1)
    assert [found.times(0, MONDAY + timedelta(days=n))[1] - 1440 * n for n in range(4)] == [1080, 1020, 1020, 1080]
    assert found.pieces(0, tuesday) == (
        Stretch(1440 + 540, 1440 + 720, "queue", True),
        Stretch(1440 + 720, 1440 + 780, "break", False),
        Stretch(1440 + 780, 1440 + 1020, "queue", True),
        Stretch(1440 + 1020, 1440 + 1080, "short_day", True),
    )
    assert found.on_queue(0, tuesday) == [(1440 + 540, 1440 + 720), (1440 + 780, 1440 + 1020)]


def test_a_short_day_of_one_site_leaves_the_others_as_they_are() -> None:
    found = places(BERLIN, {**MANILA, "short_days": [SHORT]}, shifts=[LONG])
    tuesday = MONDAY + timedelta(days=1)
    assert found.times(0, tuesday) == (1440 + 540, 1440 + 1080)
    assert found.times(1, tuesday) == (1440 + 540 - 420, 1440 + 1020 - 420)


def test_of_two_short_times_on_a_day_the_longer_holds() -> None:
    more = {"start": SHORT["end"], "end": SHORT["end"], "minutes": 90}
    site = places({**BERLIN, "short_days": [SHORT, more]}).every[0].site
    assert [site.cut(MONDAY + timedelta(days=n)) for n in range(4)] == [0, 60, 90, 0]


def test_a_short_day_costs_capacity_and_neither_pay_nor_hours_of_the_contract() -> None:
    short, plain = (
        problem_of(team_of("Asia/Jakarta", sites=[site], shifts=[LONG]))
        for site in (
            {"id": "site", "zone": "Asia/Jakarta", "short_days": [SHORT]},
            {"id": "site", "zone": "Asia/Jakarta"},
        )
    )
    assert short.paid_minutes.tolist() == plain.paid_minutes.tolist() == [[480]] * 7
    assert short.credited_minutes.tolist() == [480]
    assert short.demand.capacity[:, 0].sum(axis=1).tolist()[1:4] == [420, 420, 480]
    assert (short.shift_end[1, 0], plain.shift_end[1, 0]) == (1440 + 1020, 1440 + 1080)


def test_a_night_of_a_short_day_over_a_change_of_the_clocks_is_cut_from_its_true_end() -> None:
    saturday = SPRING_WEEK + timedelta(days=5)
    site = {**BERLIN, "short_days": [{"start": saturday, "end": saturday, "minutes": 60}]}
    found = places(site, first_day=SPRING_WEEK)
    start, end = found.times(NIGHT_SHIFT, saturday)
    assert end - start == 360
    assert [(piece.end - piece.start, piece.kind) for piece in found.pieces(NIGHT_SHIFT, saturday)] == [
        (360, "queue"),
        (60, "short_day"),
    ]


def test_a_shift_that_the_clocks_of_its_site_skip_is_empty_and_not_available() -> None:
    skipped = {"id": "skipped", "start": "02:00", "end": "03:00"}
    team = team_of(sites=[MANILA, BERLIN], shifts=[EARLY, skipped])
    found = places(MANILA, BERLIN, first_day=SPRING_WEEK, shifts=[EARLY, skipped])
    sunday = SPRING_WEEK + timedelta(days=6)
    start, end = found.times(3, sunday)
    assert (end - start, found.pieces(3, sunday)) == (0, ())
    problem = problem_of(team, SPRING_WEEK, agents=agents_of({}, {"site": "berlin"}))
    assert np.flatnonzero(~problem.available[1].all(axis=1)).tolist() == [6]
    assert problem.available[0, 6, 1]


def test_the_arrays_of_a_problem_know_the_site_of_every_agent_and_shift() -> None:
    team = team_of(sites=[BERLIN, {**MANILA, "shifts": ["night"]}])
    problem = problem_of(team, agents=agents_of({"site": "manila"}, {"site": "berlin"}))
    assert problem.site_names == ("berlin", "manila")
    assert problem.agent_site.tolist() == [1, 0]
    assert problem.shift_site.tolist() == [0, 0, 1]
    assert problem.shift_template.tolist() == [0, 1, 1]
    assert problem.site_midnights.shape == (2, 8)
    assert (problem.site_midnights[0] - problem.site_midnights[1]).tolist() == [7 * 60] * 8
    assert problem.contract_allows.tolist() == [[False, False, True], [True, True, False]]


def test_rest_is_counted_in_true_minutes_between_shifts_of_a_second_zone() -> None:
    team = team_of(sites=[MANILA, {"id": "warsaw", "zone": "Europe/Warsaw"}])
    for first_day, hours in ((SPRING_WEEK, 31), (AUTUMN_WEEK, 33), (MONDAY, 32)):
        problem = problem_of(team, first_day, agents=agents_of({"site": "warsaw"}))
        rest = problem.shift_start[6, 3] - problem.shift_end[5, 2]  # from Saturday 14:00 to Sunday 22:00
        assert rest == 60 * hours


ZONES = ("Europe/Berlin", "Asia/Jakarta", "Australia/Lord_Howe", "America/New_York", "Asia/Manila")


@settings(derandomize=True, max_examples=100, deadline=None)
@given(
    zones=st.tuples(st.sampled_from(ZONES), st.sampled_from(ZONES)),
    first_day=st.dates(date(2026, 1, 1), date(2026, 12, 20)),
    offset=st.integers(-10, 10),
)
def test_a_shift_begins_and_ends_at_the_local_times_of_its_site(
    zones: tuple[str, str], first_day: date, offset: int
) -> None:
    sites = [{"id": f"s{number}", "zone": zone} for number, zone in enumerate(zones)]
    found = places(*sites, first_day=first_day, shifts=[LONG])
    day = first_day + timedelta(days=offset)
    origin = datetime.combine(first_day, datetime.min.time(), ZoneInfo(zones[0])).astimezone(UTC)
    for number, zone in enumerate(zones):
        wanted = [datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone)) for hour in (9, 18)]
        minutes = tuple((moment.astimezone(UTC) - origin).total_seconds() / 60 for moment in wanted)
        assert found.times(number, day) == minutes
    assert found.pieces(0, day)[0].start == found.times(0, day)[0]


def test_a_workspace_with_holidays_hands_them_to_its_places() -> None:
    workspace = workspace_of(team_of(sites=[BERLIN]), holidays=(PublicHoliday(date=MONDAY, name="ours"),))
    assert places_for(workspace).every[0].holidays == {MONDAY: "ours"}
