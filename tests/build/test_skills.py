"""Who serves what and how fast: skill groups, deadline classes, and one speed of each person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.build.axis import Axis
from staffing.build.clocks import clocks_of
from staffing.build.places import places_of
from staffing.build.problem import axis_of, build_problem
from staffing.build.skills import Skills, groups_of, proficiency_of, skills_of, speeds_of
from staffing.documents.people import Assignment
from staffing.documents.team import Team
from staffing.problem import Demand, Problem
from tests.build.desks import MONDAY, agents_of, known_forecast, team_of, workspace_of

ZONE = "Asia/Jakarta"
PAYMENTS = {"id": "payments", "target_hours": 24, "handle_minutes": {"mean": 14}}
LISTINGS = {"id": "listings", "target_hours": 24, "handle_minutes": {"mean": 22.5}}
CLAIMS = {"id": "claims", "target_hours": 48, "handle_minutes": {"mean": 30}}
QUEUES = (PAYMENTS, LISTINGS, CLAIMS)
NAMES = ("payments", "listings", "claims")


def with_skills(*skills: Sequence[str]) -> list[dict[str, Any]]:
    """Rows of agents with these skills."""
    return [{"skills": tuple(each)} for each in skills]


def skills(team: Team, *rows: dict[str, Any]) -> Skills:
    places = places_of(team, Axis(MONDAY, 7, 0, ZoneInfo(ZONE)))
    return skills_of(team, proficiency_of(team, agents_of(*rows)), clocks_of(places))


def problem(rows: list[dict[str, Any]], queues: Sequence[dict[str, Any]] = QUEUES, **changes: Any) -> Problem:
    """The problem of a team with these people and queues; `changes` are of the workspace and `per_hour` and `team`."""
    per_hour, keys = changes.pop("per_hour", 1.0), changes.pop("team", {})
    workspace = workspace_of(team_of(ZONE, queues=list(queues), **keys), agents=agents_of(*rows), **changes)
    axis = axis_of(workspace)
    forecast = known_forecast(axis, tuple(queue["id"] for queue in queues), per_hour, tail_days=4)
    return build_problem(workspace, axis, forecast)


def same(one: Any, other: Any) -> bool:
    """Whether two objects hold the same."""
    pairs = [(getattr(one, each.name), getattr(other, each.name)) for each in fields(one) if each.name != "demand"]
    return all(
        same(a, b) if is_dataclass(a) else np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b
        for a, b in pairs
    )


def test_without_skills_everybody_serves_every_queue_at_the_usual_speed() -> None:
    team = team_of(ZONE, queues=list(QUEUES))
    assert proficiency_of(team, agents_of({}, {})).tolist() == [[1, 1, 1]] * 2


def test_a_skill_may_say_how_fast_and_a_queue_that_is_not_named_is_not_served() -> None:
    team = team_of(ZONE, queues=list(QUEUES))
    people = agents_of(*with_skills(["payments", "claims:0.8"], ["listings:1.25"]))
    assert proficiency_of(team, people).tolist() == [[1, 0, 0.8], [0, 1.25, 0]]


def test_those_who_serve_the_same_queues_are_a_group_however_fast_they_are() -> None:
    team = team_of(ZONE, queues=list(QUEUES))
    rows = with_skills(["payments"], ["claims", "payments"], ["payments:0.7"], [], ["payments", "claims:0.9"])
    group = skills(team, *rows).group.tolist()
    assert (group[0], group[1]) == (group[2], group[4])
    assert len(set(group)) == 3
    assert group == groups_of(proficiency_of(team, agents_of(*rows))).tolist()


def test_each_group_serves_the_classes_of_its_queues() -> None:
    team = team_of(ZONE, queues=list(QUEUES))
    found = skills(team, *with_skills(["payments"], ["listings", "claims"], []))
    served = {tuple(found.serving[found.group[agent], found.queue_class]) for agent in (0, 1, 2)}
    assert served == {(True, False, False), (False, True, True), (True, True, True)}
    assert found.serving.shape == (3, 3)


def test_queues_of_one_deadline_and_the_same_people_are_one_class_and_the_nearest_deadline_comes_first() -> None:
    team = team_of(ZONE, queues=[CLAIMS, PAYMENTS, LISTINGS])
    found = skills(team, {}, *with_skills(["payments", "listings:0.5"]))
    assert found.queue_class.tolist() == [1, 0, 0]
    assert found.serving.tolist() == [[True, False], [True, True]]
    assert found.rates.tolist() == [-1, -1]
    assert [clock.minutes for clock in found.clocks] == [1440, 2880]


def test_queues_of_one_deadline_with_other_people_are_two_classes() -> None:
    found = skills(team_of(ZONE, queues=list(QUEUES)), *with_skills(["payments"], ["listings"]))
    assert found.queue_class.tolist() == [0, 1, 2]
    assert not found.serving[:, 2].any()  # nobody serves claims


@pytest.mark.parametrize(
    ("change", "classes"),
    [
        ({}, 1),
        ({"rate_24h": 0.95}, 2),
        ({"target_hours": 25}, 2),
        ({"clock": "business"}, 2),
        ({"handle_minutes": {"mean": 99, "cv": 3}}, 1),
    ],
)
def test_a_class_is_of_one_deadline_one_rate_and_one_clock(change: dict[str, Any], classes: int) -> None:
    team = team_of(ZONE, queues=[PAYMENTS, {**LISTINGS, **change}], open_hours={"daily": "06:00-22:00"})
    assert len(skills(team, {}).clocks) == classes


def test_two_queues_with_the_same_business_hours_are_one_class_and_with_other_hours_two() -> None:
    business = [{**queue, "clock": "business", "target_hours": 8} for queue in (PAYMENTS, LISTINGS)]
    hours = {"daily": "09:00-17:00"}
    alike = [{**queue, "open_hours": hours} for queue in business]
    apart = [business[0] | {"open_hours": hours}, business[1] | {"open_hours": {"daily": "09:00-18:00"}}]
    assert [len(skills(team_of(ZONE, queues=queues), {}).clocks) for queues in (alike, apart)] == [1, 2]


def test_a_rate_of_its_own_is_told_in_parts_of_ten_thousand() -> None:
    team = team_of(ZONE, queues=[PAYMENTS, {**LISTINGS, "rate_24h": 0.955}, CLAIMS])
    assert skills(team, {}).rates.tolist() == [-1, 9550, -1]


@pytest.mark.parametrize("fast", ["", ":1", ":1.0"])
def test_a_team_in_which_all_serve_everything_is_the_team_without_skills(fast: str) -> None:
    rows: list[dict[str, Any]] = [{}, {}, {}]
    written = with_skills(*[[name + fast for name in NAMES]] * 3)
    early = (Assignment(agent_id="a1", date=MONDAY - timedelta(days=1), shift_id="night"),)
    opened = {"payments": [3.0, 30.0], "claims": [10.0]}
    plain, all_skills = (problem(people, published=early, opened=opened) for people in (rows, written))
    assert same(plain.demand, all_skills.demand)
    assert same(plain, all_skills)
    assert plain.demand.groups == 1
    assert (plain.demand.serves.tolist(), plain.group.tolist()) == ([[True, True]], [0, 0, 0])


def test_one_group_of_one_deadline_is_one_class_with_every_minute_of_the_work() -> None:
    demand = problem(with_skills(["payments", "listings"], []), [PAYMENTS, LISTINGS]).demand
    assert (demand.groups, len(demand.work)) == (1, 1)
    assert (demand.work[0] == demand.queue_work.sum(axis=0)).all()


def test_people_at_the_usual_speed_have_a_speed_of_a_hundred() -> None:
    assert speeds_of(np.ones((3, 2)), np.array([100.0, 700.0])).tolist() == [100] * 3
    mixed = np.array([[1.0, 0], [1.0, 1.0], [0, 1.0]])
    assert speeds_of(mixed, np.array([100.0, 700.0])).tolist() == [100] * 3


@pytest.mark.parametrize(("proficiency", "speed"), [(0.8, 80), (1.25, 125), (0.333, 33)])
def test_people_who_are_alike_at_everything_have_that_speed(proficiency: float, speed: int) -> None:
    assert speeds_of(np.full((2, 3), proficiency), np.array([10.0, 0.0, 500.0])).tolist() == [speed] * 2
    assert problem(with_skills(*[[f"{name}:{proficiency}" for name in NAMES]] * 2)).speed.tolist() == [speed] * 2


def test_the_speed_of_a_backup_lies_between_that_of_both_queues_and_is_worked_out_by_hand() -> None:
    proficiency = np.array([[1.0, 0.5], [0.0, 1.0]])
    # payments are all of the first's: 60 minutes of work; of claims' 90 a third, 30, for which 60 minutes are needed
    assert speeds_of(proficiency, np.array([60.0, 90.0])).tolist() == [75, 100]
    assert speeds_of(proficiency, np.array([60.0, 0.0])).tolist() == [100, 100]
    assert speeds_of(proficiency, np.array([0.0, 90.0])).tolist() == [50, 100]


def test_where_nothing_comes_or_nobody_serves_there_is_still_a_speed() -> None:
    assert speeds_of(np.array([[1.0, 0.5], [0.0, 0.0]]), np.zeros(2)).tolist()[1] == 100
    assert 50 <= speeds_of(np.array([[1.0, 0.5]]), np.zeros(2))[0] <= 100
    assert speeds_of(np.array([[1.0, 0.0]]), np.array([50.0, 50.0])).tolist() == [100]


@settings(derandomize=True, max_examples=100, deadline=None)
@given(
    proficiency=st.lists(
        st.lists(st.sampled_from((0.0, 0.5, 0.8, 1.0, 1.2)), min_size=3, max_size=3).filter(any),
        min_size=1,
        max_size=6,
    ),
    work=st.lists(st.integers(0, 5000), min_size=3, max_size=3),
)
def test_a_speed_lies_between_the_slowest_and_the_fastest_of_what_one_serves(
    proficiency: list[list[float]], work: list[int]
) -> None:
    for speed, own in zip(speeds_of(np.array(proficiency), np.array(work, dtype=float)), proficiency, strict=True):
        served = [100 * each for each in own if each]
        assert min(served) - 0.5 <= speed <= max(served) + 0.5


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    served=st.lists(st.lists(st.booleans(), min_size=4, max_size=4).filter(any), min_size=1, max_size=7),
    targets=st.lists(st.sampled_from((24, 48)), min_size=4, max_size=4),
)
def test_every_agent_serves_the_classes_of_exactly_the_queues_written(
    served: list[list[bool]], targets: list[int]
) -> None:
    queues = [{"id": f"q{n}", "target_hours": hours, "handle_minutes": {"mean": 5}} for n, hours in enumerate(targets)]
    rows = with_skills(*[[f"q{n}" for n in range(4) if own[n]] for own in served])
    found = skills(team_of(ZONE, queues=queues), *rows)
    assert found.serving[found.group][:, found.queue_class].tolist() == served
    assert len(set(map(tuple, found.serving.tolist()))) == len(found.serving)
    pairs = {(targets[n], tuple(own[n] for own in served)) for n in range(4)}
    assert len(found.clocks) == len(pairs)


def test_a_night_of_the_history_is_capacity_of_the_group_and_at_the_speed_of_who_works_it() -> None:
    night = MONDAY - timedelta(days=1)
    rows = (
        Assignment(agent_id="a0", date=night, shift_id="night"),
        Assignment(agent_id="a2", date=night, shift_id="night"),
    )
    people = with_skills(["payments"], ["claims"], ["claims:0.5"])
    found = problem(people, [PAYMENTS, CLAIMS], published=rows)
    payments, claims = (int(np.flatnonzero(found.demand.serves[:, number])[0]) for number in (0, 1))
    assert found.group.tolist() == [payments, claims, claims]
    assert found.demand.base_capacity[payments].tolist()[:7] == [60] * 6 + [0]
    assert found.demand.base_capacity[claims].tolist()[:7] == [30] * 6 + [0]
    assert found.demand.base_total[:7].tolist() == [90] * 6 + [0]


def test_a_shift_of_the_history_at_a_second_site_is_capacity_of_its_own_group_and_hours() -> None:
    sites = [{"id": "jakarta", "zone": ZONE}, {"id": "berlin", "zone": "Europe/Berlin"}]
    people = [{"site": "jakarta", "skills": ("payments",)}, {"site": "berlin", "skills": ("claims",)}]
    sunday = MONDAY - timedelta(days=1)
    rows = (Assignment(agent_id="a1", date=sunday, shift_id="night"),)  # 22:00 there is four in the morning here
    found = problem(people, [PAYMENTS, CLAIMS], team={"sites": sites}, published=rows)
    berlin, jakarta = found.group[1], found.group[0]
    assert found.demand.serves[[jakarta, berlin]].tolist() == [[True, False], [False, True]]
    assert found.demand.base_capacity[berlin, :14].tolist() == [0] * 4 + [60] * 8 + [0] * 2
    assert not found.demand.base_capacity[jakarta].any()
    assert found.history.tolist() == [[-1], [3]]


def test_the_first_hours_of_a_second_site_further_east_belong_to_the_days_before_the_plan() -> None:
    sites = [{"id": "berlin", "zone": "Europe/Berlin"}, {"id": "manila", "zone": "Asia/Manila"}]
    found = problem([{"site": "berlin"}, {"site": "manila"}], [PAYMENTS], team={"sites": sites}, per_hour=2.0)
    early = found.demand.capacity[0, 2]
    assert early[:8].tolist() == [60, 60, 60, 30, 60, 60, 60, 0]  # 06:00-14:00 there began an hour ago
    assert early[166:176].tolist() == [0, 60, 60, 60, 60, 30, 60, 60, 60, 0]  # and comes again a week later


def split(rows: list[dict[str, Any]], per_hour: float, **target: Any) -> tuple[Demand, Demand]:
    """The demand of one queue, and of two that halve it."""
    whole = {"id": "cases", "handle_minutes": {"mean": 13}, **target}
    halves = [{**whole, "id": "first"}, {**whole, "id": "second"}]
    one = problem(rows, [whole], per_hour=per_hour)
    two = problem(rows, halves, per_hour=per_hour / 2)
    return one.demand, two.demand


@pytest.mark.parametrize("per_hour", [0.1, 0.77, 3.0, 11.3])
@pytest.mark.parametrize("target", [{}, {"clock": "business", "open_hours": {"daily": "09:00-17:00"}}])
def test_a_queue_in_two_equal_halves_is_one_class_with_the_same_work(per_hour: float, target: dict[str, Any]) -> None:
    one, two = split([{}, {}], per_hour, **target)
    assert (len(one.work), len(two.work), two.class_names) == (1, 1, ("first+second",))
    assert two.queue_class.tolist() == [0, 0]
    assert abs(int(two.work.sum()) - int(one.work.sum())) <= 2
    assert (np.abs(np.cumsum(two.work, axis=1) - np.cumsum(one.work, axis=1)) <= 2).all()
    for name in ("capacity", "base_capacity", "deadline", "last", "serves", "own_rate", "interval_day", "maximum_age"):
        assert np.array_equal(getattr(one, name), getattr(two, name)), name


def test_the_classes_of_halves_with_other_people_part_and_hold_the_same_work() -> None:
    rows = with_skills(["first"], ["second"], ["first", "second"])
    halves = [{"id": name, "handle_minutes": {"mean": 13}} for name in ("first", "second")]
    found = problem(rows, halves, per_hour=1.5).demand
    assert (found.groups, len(found.work)) == (3, 2)
    assert (found.work[0] == found.work[1]).all()
    whole = problem([{}], [{"id": "cases", "handle_minutes": {"mean": 13}}], per_hour=3.0).demand
    assert abs(int(found.work.sum()) - int(whole.work.sum())) <= 2


@pytest.mark.parametrize("first_day", [MONDAY, date(2026, 10, 19)])
def test_the_last_hour_of_a_calendar_class_is_its_deadline_ahead(first_day: date) -> None:
    found = problem(
        [{}], [PAYMENTS, CLAIMS], first_day=first_day, team={"sites": [{"id": "s", "zone": "Europe/Berlin"}]}
    )
    hours = np.arange(found.demand.intervals)
    assert found.demand.last.tolist() == [(hours + 23).tolist(), (hours + 47).tolist()]
    assert found.demand.deadline.tolist() == [24, 48]


def test_work_of_a_business_class_has_until_its_open_hours_are_up() -> None:
    office = {"daily": "09:00-17:00", "saturday": "closed", "sunday": "closed"}
    queue = {
        "id": "cases",
        "target_hours": 8,
        "clock": "business",
        "open_hours": office,
        "handle_minutes": {"mean": 10},
    }
    demand = problem([{}], [queue]).demand
    assert demand.last[0, 10] == 24 + 9  # ten in the morning: before ten on Tuesday
    assert demand.last[0, [0, 8, 20, 23]].tolist() == [16, 16, 24 + 16, 24 + 16]
    assert demand.last[0, 4 * 24 + 10] == 7 * 24 + 9
    assert (np.diff(demand.last[0]) >= 0).all()
    assert demand.capacity.shape[2] > demand.last.max()
    assert demand.deadline.tolist() == [int((demand.last[0] - np.arange(168)).max()) + 1]
