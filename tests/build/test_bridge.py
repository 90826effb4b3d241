"""The days between now and the plan: from when they count, and who is taken to work on them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.build.axis import Axis
from staffing.build.bridge import Bridge, after_now, bridge_of
from staffing.build.problem import axis_of, build_problem, places_for
from staffing.documents.people import Assignment, Leave, PublicHoliday
from staffing.documents.workspace import Workspace
from staffing.problem import OFF, Integers
from tests.build.desks import MONDAY, agents_of, known_forecast, team_of, workspace_of

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = datetime(2026, 11, 19, 12, tzinfo=BERLIN)
SUNDAY_BEFORE = MONDAY - timedelta(days=8)
EARLY_SHIFT, NIGHT_SHIFT = 0, 1


def week(sunday: date, lines: dict[str, str]) -> tuple[Assignment, ...]:
    """The rows of seven days that end with a Sunday: a letter a day, E(arly), N(ight) or - for nothing."""
    names = {"E": "early", "N": "night"}
    return tuple(
        Assignment(agent_id=agent, date=sunday - timedelta(days=6 - day), shift_id=names[letter])
        for agent, line in lines.items()
        for day, letter in enumerate(line)
        if letter != "-"
    )


def bridge(published: tuple[Assignment, ...], as_of: datetime = THURSDAY, **changes: Any) -> tuple[Bridge, Axis]:
    workspace = workspace_of(team_of(), as_of=as_of, published=published, **changes)
    places = places_for(workspace)
    return bridge_of(workspace, places), places.axis


def letters(found: Bridge, axis: Axis, first: date) -> list[str]:
    """The bridge's shifts from a day on, as `week` writes them."""
    return ["".join("-EN"[shift + 1] for shift in line[axis.index_of(first) :]) for line in found.shifts]


def test_from_now_to_the_plan_the_published_roster_is_worked_as_it_is() -> None:
    rows = week(SUNDAY_BEFORE, {"a0": "EEEEE--"}) + week(MONDAY - timedelta(days=1), {"a0": "NNNNN--", "a1": "---EEEE"})
    found, axis = bridge(rows)
    assert (found.start, found.repeated, found.reason) == (-(12 + 3 * 24) * 60, (), "")
    assert letters(found, axis, date(2026, 11, 16)) == ["NNNNN--", "---EEEE"]


def test_days_not_published_yet_repeat_the_last_published_week() -> None:
    found, axis = bridge(week(SUNDAY_BEFORE, {"a0": "EEEEE--", "a1": "--NNNEE"}))
    # Thursday early is half over and counts; Wednesday and its night are not: the night ended at 06:00
    assert letters(found, axis, date(2026, 11, 16)) == ["---EE--", "---NNEE"]
    assert found.repeated == tuple(date(2026, 11, day) for day in (19, 20, 21, 22))


def test_the_last_published_week_ends_with_the_last_published_day() -> None:
    rows = week(SUNDAY_BEFORE, {"a0": "NNNNNNN"}) + week(MONDAY - timedelta(days=1), {"a0": "EEEE---"})
    found, axis = bridge(rows)
    assert letters(found, axis, date(2026, 11, 16))[0] == "EEEENNN"
    assert found.repeated == tuple(date(2026, 11, day) for day in (20, 21, 22))


def test_a_weekday_that_the_last_published_week_has_off_stays_off() -> None:
    earlier = week(SUNDAY_BEFORE - timedelta(days=7), {"a0": "EEEEEEE"})
    found, axis = bridge(earlier + week(SUNDAY_BEFORE, {"a0": "EEEEE-E"}))
    assert letters(found, axis, date(2026, 11, 19))[0] == "EE-E"
    assert date(2026, 11, 21) not in found.repeated


@pytest.mark.parametrize("weeks", [1, 2, 5, 7])
def test_the_last_published_week_is_repeated_however_long_ago_it_was(weeks: int) -> None:
    rows = week(MONDAY - timedelta(days=1 + 7 * weeks), {"a0": "EEEEN--"})
    found, axis = bridge(rows)
    assert letters(found, axis, date(2026, 11, 19))[0] == "EN--"


def test_who_is_on_leave_or_not_employed_that_day_does_not_repeat_a_shift() -> None:
    rows = week(SUNDAY_BEFORE, {f"a{number}": "EEEEEEE" for number in range(4)})
    people = agents_of({}, {}, {"hired_on": date(2026, 11, 21)}, {"leaves_on": date(2026, 11, 20)})
    away = (Leave(agent_id="a1", start=date(2026, 11, 20), end=date(2026, 11, 21)),)
    found, axis = bridge(rows, agents=people, leave=away)
    assert letters(found, axis, date(2026, 11, 19)) == ["EEEE", "E--E", "--EE"]  # a3 is gone when the plan starts


def test_nobody_repeats_a_shift_on_a_holiday_on_which_their_site_is_closed() -> None:
    friday, here = date(2026, 11, 20), {"id": "here", "zone": "Europe/Berlin"}
    for holidays, line in (("closed", "E-EE"), ("open", "EEEE")):
        workspace = workspace_of(
            team_of(sites=[here, {"id": "there", "zone": "Europe/Paris", "holidays": holidays}]),
            as_of=THURSDAY,
            published=week(SUNDAY_BEFORE, {"a0": "EEEEEEE", "a1": "EEEEEEE"}),
            agents=agents_of({"site": "here"}, {"site": "there"}),
            holidays=(PublicHoliday(date=friday),),
        )
        places = places_for(workspace)
        found = bridge_of(workspace, places).shifts[:, places.axis.index_of(date(2026, 11, 19)) :]
        assert ["".join("-ENEN"[shift + 1] for shift in row) for row in found] == ["EEEE", line]


def test_a_published_day_stays_as_published_also_for_who_is_on_leave() -> None:
    rows = week(MONDAY - timedelta(days=1), {"a0": "EEEEE--", "a1": "-----EE"})
    away = (Leave(agent_id="a0", start=date(2026, 11, 20), end=date(2026, 11, 20)),)
    found, axis = bridge(rows, leave=away)
    assert letters(found, axis, date(2026, 11, 19)) == ["EE--", "--EE"]
    assert found.repeated == ()


def test_a_day_on_which_somebody_is_published_is_not_filled_up() -> None:
    rows = week(SUNDAY_BEFORE, {"a0": "EEEEEEE", "a1": "EEEEEEE"})
    found, axis = bridge(rows + week(MONDAY - timedelta(days=1), {"a1": "EEEEEEE"}))
    assert letters(found, axis, date(2026, 11, 19)) == ["----", "EEEE"]


def test_the_shift_of_a_lead_publishes_no_day() -> None:
    people = agents_of({}, {}, {"role": "lead"})
    rows = week(SUNDAY_BEFORE, {"a0": "EEEEEEE"}) + week(MONDAY - timedelta(days=1), {"a2": "EEEEEEE"})
    found, axis = bridge(rows, agents=people)
    assert letters(found, axis, date(2026, 11, 19)) == ["EEEE", "----"]
    assert len(found.repeated) == 4


@pytest.mark.parametrize(("hour", "kept"), [(3, True), (5, True), (6, False), (12, False)])
def test_a_night_that_is_not_over_now_is_repeated_too(hour: int, kept: bool) -> None:
    found, axis = bridge(week(SUNDAY_BEFORE, {"a0": "NNNNNNN"}), THURSDAY.replace(hour=hour))
    assert letters(found, axis, date(2026, 11, 16))[0] == ("--NNNNN" if kept else "---NNNN")
    assert (date(2026, 11, 18) in found.repeated) == kept


def test_a_day_whose_shifts_are_over_now_is_not_told_as_repeated() -> None:
    found, _ = bridge(week(SUNDAY_BEFORE, {"a0": "EEEEEEE"}), THURSDAY.replace(hour=14))
    assert found.repeated == tuple(date(2026, 11, day) for day in (20, 21, 22))


def test_the_history_that_rules_look_back_on_holds_what_is_published_and_nothing_more() -> None:
    rows = week(SUNDAY_BEFORE, {"a0": "EEEEEEE"})
    workspace = workspace_of(team_of(), as_of=THURSDAY, published=rows)
    axis = axis_of(workspace)
    problem = build_problem(workspace, axis, known_forecast(axis, ("cases",), 1.0))
    assert (problem.history[:, -7:] == OFF).all()
    found = bridge_of(workspace, places_for(workspace))
    assert (found.shifts[0, -4:] == EARLY_SHIFT).all()
    assert found.shifts.shape == problem.history.shape


def left(found: Bridge, axis: Axis, first: date = date(2026, 11, 16)) -> dict[str, str]:
    """The shifts of who leaves before the plan, as `letters` has those of the others."""
    lines = zip(found.leavers, found.leaver_shifts, strict=True)
    return {
        agent.agent_id: "".join("-EN"[shift + 1] for shift in line[axis.index_of(first) :]) for agent, line in lines
    }


def test_who_leaves_between_now_and_the_plan_works_until_then() -> None:
    rows = week(SUNDAY_BEFORE, {f"a{number}": "EEEEEEN" for number in range(3)})
    people = agents_of({}, {"leaves_on": date(2026, 11, 20)}, {"leaves_on": MONDAY - timedelta(days=1)})
    found, axis = bridge(rows, agents=people)
    assert letters(found, axis, date(2026, 11, 16)) == ["---EEEN"]
    assert left(found, axis) == {"a1": "---EE--", "a2": "---EEEN"}
    assert found.leaver_shifts.shape == (2, axis.history)


def test_who_leaves_works_as_published_where_a_day_is_published() -> None:
    rows = week(SUNDAY_BEFORE, {"a0": "EEEEEEE"}) + week(MONDAY - timedelta(days=1), {"a0": "NNN----", "a1": "---NN--"})
    found, axis = bridge(rows, agents=agents_of({}, {"leaves_on": date(2026, 11, 20)}))
    assert left(found, axis) == {"a1": "---NN--"}


def test_who_leaves_and_is_on_leave_until_then_repeats_no_shift() -> None:
    rows = week(SUNDAY_BEFORE, {"a0": "EEEEEEE", "a1": "EEEEEEE"})
    away = (Leave(agent_id="a1", start=date(2026, 11, 20), end=date(2026, 11, 30)),)
    found, axis = bridge(rows, agents=agents_of({}, {"leaves_on": MONDAY - timedelta(days=1)}), leave=away)
    assert left(found, axis) == {"a1": "---E---"}


@pytest.mark.parametrize(
    ("row", "leaves"),
    [
        ({"leaves_on": date(2026, 11, 17)}, False),  # a day too early: the last night is over on Wednesday
        ({"leaves_on": date(2026, 11, 18)}, True),
        ({"leaves_on": MONDAY - timedelta(days=1)}, True),
        ({"leaves_on": MONDAY}, False),  # that is a planned day
        ({"leaves_on": date(2026, 11, 20), "role": "lead"}, False),
        ({}, False),
    ],
)
def test_only_agents_whose_last_day_lies_between_now_and_the_plan_leave(row: dict[str, Any], leaves: bool) -> None:
    found, _ = bridge(week(SUNDAY_BEFORE, {"a0": "EEEEEEE"}), agents=agents_of({}, row))
    assert [agent.agent_id for agent in found.leavers] == ["a1"] * leaves


def test_the_night_before_now_of_who_has_left_is_worked_to_its_end() -> None:
    rows = week(MONDAY - timedelta(days=1), {"a0": "EEEEEEE", "a1": "NNN----"})
    people = agents_of({}, {"leaves_on": date(2026, 11, 18)})
    found, axis = bridge(rows, THURSDAY.replace(hour=3), agents=people)
    assert left(found, axis) == {"a1": "NNN----"}


def test_those_who_stay_do_the_same_whoever_leaves() -> None:
    rows = week(SUNDAY_BEFORE, {"a0": "EEEEE--", "a1": "NN-NNNN", "a2": "--EEEEE"})
    gone = {"leaves_on": MONDAY - timedelta(days=1)}
    (everybody, axis), (two, _) = (bridge(rows, agents=agents_of({}, row, {})) for row in ({}, gone))
    first = date(2026, 11, 16)
    lines = letters(everybody, axis, first)
    assert letters(two, axis, first) == [lines[0], lines[2]]
    assert left(two, axis) == {"a1": lines[1]}
    assert (two.repeated, two.start, two.reason) == (everybody.repeated, everybody.start, everybody.reason)


def test_where_nothing_is_simulated_nobody_leaves() -> None:
    found, _ = bridge((), agents=agents_of({}, {"leaves_on": date(2026, 11, 20)}))
    assert found.reason
    assert found.leavers == ()


def off(found: Bridge) -> tuple[int, tuple[date, ...], str]:
    return found.start, found.repeated, found.reason


def test_without_an_earlier_roster_nothing_is_simulated_and_that_is_said() -> None:
    reason = "published.csv holds no roster of an earlier week"
    assert off(bridge(())[0]) == (0, (), reason)
    pins = (Assignment(agent_id="a0", date=MONDAY, shift_id="early"),)
    assert off(bridge(pins)[0]) == (0, (), reason)


def test_a_roster_that_begins_after_now_is_not_enough() -> None:
    rows = week(MONDAY - timedelta(days=1), {"a0": "-----EE"})
    found, _ = bridge(rows)
    assert off(found) == (0, (), "published.csv begins on 2026-11-21, after 2026-11-19")
    assert found.shifts.tolist() == [[EARLY_SHIFT, EARLY_SHIFT], [OFF, OFF]]
    assert bridge(rows, THURSDAY + timedelta(days=2))[0].reason == ""


@pytest.mark.parametrize(("days", "simulated"), [(56, True), (57, False)])
def test_at_most_eight_weeks_are_simulated(days: int, simulated: bool) -> None:
    now = datetime.combine(MONDAY - timedelta(days=days), datetime.min.time(), BERLIN)
    found, axis = bridge(week(MONDAY - timedelta(days=days + 7), {"a0": "EEEEEEE"}), now)
    if simulated:
        assert (found.start, found.reason) == (-56 * 1440 - 60, "")  # an hour more: the clocks went back in October
    else:
        assert off(found) == (0, (), "the plan starts 57 days after 2026-09-27, and at most 56 are simulated")
    assert found.shifts.shape == (2, axis.history)


def test_a_plan_that_starts_now_has_nothing_before_it() -> None:
    midnight = datetime.combine(MONDAY, datetime.min.time(), BERLIN)
    rows = week(MONDAY - timedelta(days=1), {"a0": "NNNNNNN"})
    found, _ = bridge(rows, midnight)
    assert off(found) == (0, (), "the plan starts where the ticket log ends, on 2026-11-23")
    assert found.shifts.tolist() == [[NIGHT_SHIFT] * 7, [OFF] * 7]
    assert bridge(rows, midnight - timedelta(seconds=1))[0].start == -1


def test_now_is_where_the_log_ends_also_where_that_is_days_before_as_of() -> None:
    workspace = workspace_of(team_of(), as_of=THURSDAY, published=week(SUNDAY_BEFORE, {"a0": "EEEEEEE"}))
    later = Workspace(**{**vars(workspace), "as_of": THURSDAY + timedelta(hours=30)})
    places = places_for(later)
    assert bridge_of(later, places).start == bridge_of(workspace, places).start == -84 * 60


def test_over_a_change_of_the_clocks_the_true_minutes_count() -> None:
    monday = date(2026, 10, 26)
    now = datetime(2026, 10, 24, 12, tzinfo=BERLIN)
    rows = week(monday - timedelta(days=8), {"a0": "EEEEEEE"})
    assert bridge(rows, now, first_day=monday)[0].start == -(12 + 25) * 60


@settings(derandomize=True, max_examples=40, deadline=None)
@given(
    hours=st.integers(1, 200),
    cells=st.lists(st.sampled_from("-EN"), min_size=42, max_size=42),
    days=st.sets(st.integers(0, 20), min_size=1),
)
def test_every_shift_is_published_or_one_of_the_same_weekday(hours: int, cells: list[str], days: set[int]) -> None:
    lines = np.array(cells).reshape(2, 3, 7)
    sundays = [MONDAY - timedelta(days=1 + 7 * back) for back in (2, 1, 0)]
    rows = tuple(
        row
        for number, sunday in enumerate(sundays)
        for row in week(sunday, {f"a{agent}": "".join(lines[agent, number]) for agent in range(2)})
        if (MONDAY - row.date).days in days
    )
    found, axis = bridge(rows, datetime.combine(MONDAY, datetime.min.time(), BERLIN) - timedelta(hours=hours))
    if found.reason:
        assert off(found)[:2] == (0, ())
        return
    facts = {(row.agent_id, row.date): row.shift_id for row in rows}
    busy = {row.date for row in rows}
    for agent, day in np.ndindex(found.shifts.shape):
        when, shift = axis.date_of(day), found.shifts[agent, day]
        name = None if shift == OFF else ("early", "night")[shift]
        if when in busy or name is None:
            assert name == facts.get((f"a{agent}", when))
        else:
            assert when in found.repeated
            assert any(name == facts.get((f"a{agent}", when - timedelta(days=7 * back))) for back in (1, 2))
    assert not busy & set(found.repeated)
    assert all(axis.minute(when, 30 * 60) > found.start for when in found.repeated)


def paths(n: int = 400, hours: int = 280) -> Integers:
    return np.random.default_rng(5).poisson(40, (n, 2, hours)).astype(np.int64)


def at(minute: int) -> tuple[Any, Axis, Bridge]:
    """A forecast that begins three hours before the plan, and a bridge that starts at a minute."""
    axis = axis_of(workspace_of(team_of()))
    forecast = known_forecast(axis, ("cases", "claims"), 1.0, hours_before=3)
    return forecast, axis, Bridge(minute, np.zeros((2, 0), dtype=np.int64), (), "")


def test_of_the_hour_in_which_now_lies_only_the_rest_is_still_to_come() -> None:
    volume = paths()
    rest = after_now(volume, *at(-165), 3)
    assert (rest[:, :, 1:] == volume[:, :, 1:]).all()
    assert (rest[:, :, 0] <= volume[:, :, 0]).all()
    # 45 of 60 minutes: binomial, so 800 cells of 40 cases hold 24,000 of 32,000 with a deviation of 77
    share = rest[:, :, 0].sum() / volume[:, :, 0].sum()
    assert share == pytest.approx(0.75, abs=4 * np.sqrt(0.75 * 0.25 / volume[:, :, 0].sum()))
    assert rest[:, :, 0].var() == pytest.approx(30, rel=0.2)  # thinned Poisson counts are Poisson


def test_at_the_start_of_an_hour_nothing_is_thinned() -> None:
    volume = paths()
    assert after_now(volume, *at(-180), 3) is volume


def test_without_days_before_the_plan_nothing_is_thinned() -> None:
    axis = axis_of(workspace_of(team_of()))
    none = Bridge(0, np.zeros((2, 0), dtype=np.int64), (), "published.csv holds no roster of an earlier week")
    volume = paths()
    assert after_now(volume, known_forecast(axis, ("cases", "claims"), 1.0), axis, none, 3) is volume


def test_the_same_seed_thins_the_same_paths_alike_and_leaves_them_as_they_were() -> None:
    volume = paths()
    kept = volume.copy()
    first, again, other = (after_now(volume, *at(-150), seed) for seed in (3, 3, 4))
    assert (first == again).all()
    assert (first != other).any()
    assert (volume == kept).all()
    assert first.dtype == volume.dtype
    assert (after_now(volume[:50], *at(-150), 3) == first[:50]).all()


def test_a_minute_before_the_next_hour_next_to_nothing_is_still_to_come() -> None:
    volume = paths()
    assert after_now(volume, *at(-121), 3)[:, :, 0].mean() == pytest.approx(40 / 60, rel=0.15)
