"""Findings where people differ in skill, speed and overtime, and where clocks count open hours only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.explain.band import band_against_occupancy
from staffing.explain.closures import _closures, unsavable_cohorts
from staffing.explain.people import contract_against_shifts
from staffing.explain.promise import stretches
from staffing.explain.reach import last_chance, most_capacity, possible, reachable
from staffing.explain.supply import supply_against_demand, supply_of_skills
from staffing.problem import Demand, Flags, Problem
from staffing.roster import Roster
from staffing.rules.agent.guaranteed_minutes import GuaranteedMinutes
from staffing.rules.applied import Applied
from staffing.rules.team.day_floor import DayFloor
from staffing.rules.team.occupancy_cap import OccupancyCap
from staffing.rules.team.resolution_rate import ResolutionRate
from staffing.rules.team.utilization_band import UtilizationBand
from staffing.service.fluid import group_capacity, on_time_cohorts
from staffing.service.max_flow import shortfalls
from tests.explain.worlds import away, found, one, scattered
from tests.rules.random_worlds import rosters, some
from tests.rules.skill_worlds import APART, NESTED, skilled, skilled_demand, skilled_worlds
from tests.rules.worlds import tiny_demand, tiny_world

RULES = (ResolutionRate(rate=0.9), DayFloor(rate=0.8))
EVEN = np.full((2, 9), 100)


def leave(*days: tuple[int, int]) -> np.ndarray:
    """Leave of the two agents of `skilled`, by agent and planned day."""
    return np.concatenate([np.zeros((2, 2), dtype=bool), away(2, *days)], axis=1)


def bringing(work: Any, serves: Flags = APART, **changes: Any) -> Demand:
    """So much work of two classes."""
    return replace(skilled_demand(serves, **changes), work=np.array(work), queue_work=np.array(work))


@st.composite
def limited(draw: st.DrawFn) -> Problem:
    """Skilled worlds with leave, contracts, days and minutes due, and overtime."""
    return replace(
        draw(skilled_worlds()),
        on_leave=leave(*draw(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2)), max_size=3))),
        contract_allows=some(draw, 4, 0, 1).reshape(2, 2).astype(bool),
        days_due=some(draw, 2, 0, 2).reshape(2, 1),
        minutes_due=some(draw, 2, 0, 3).reshape(2, 1) * 400,
        overtime_days=some(draw, 2, 0, 1).reshape(2, 1),
        overtime_minutes=some(draw, 2, 0, 1).reshape(2, 1) * 300,
    )


def worked(problem: Problem, roster: Roster) -> Roster:
    """What of a roster the limits leave, the first days first."""
    work = roster.work & possible(problem)
    for agent in range(problem.agents):
        days = problem.days_due[agent, 0] + problem.overtime_days[agent, 0]
        minutes = problem.minutes_due[agent, 0] + problem.overtime_minutes[agent, 0]
        work[agent, np.cumsum(work[agent].any(axis=1)) > min(days, minutes // 480)] = False
    return Roster(work)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(problem=limited(), roster=rosters())
def test_no_roster_gives_more_than_the_most_capacity_of_any_groups(problem: Problem, roster: Roster) -> None:
    demand, kept = problem.demand, worked(problem, roster)
    there = group_capacity(problem, kept) - demand.base_capacity
    for mask in range(1, 2**demand.groups):
        groups = np.array([bool(mask >> n & 1) for n in range(demand.groups)])
        for inside in (np.arange(9), np.arange(3, 12)):
            assert there[groups][:, inside].sum() <= most_capacity(problem, inside, groups)
    paid = kept.work.sum(axis=(1, 2)) * 480
    assert (paid <= [reachable(problem, possible(problem), agent, 0) for agent in range(2)]).all()


@settings(derandomize=True, max_examples=200, deadline=None)
@given(problem=limited(), roster=rosters())
def test_what_is_told_as_lost_is_late_under_every_roster(problem: Problem, roster: Roster) -> None:
    demand, kept = problem.demand, worked(problem, roster)
    for closure in _closures(problem):
        group = np.where(np.arange(len(demand.work))[:, None] == closure.kind, np.where(closure.lost > 0, 0, -1), -1)
        cohorts = on_time_cohorts(demand, group, np.full(len(demand.opening_work), -1))
        alone = np.flatnonzero(cohorts.group == 0)
        lost = replace(cohorts, **{n: getattr(cohorts, n)[alone] for n in ("first", "last", "work", "group", "kind")})
        floor = np.array([closure.lost.sum()])
        assert shortfalls(lost, group_capacity(problem, kept), floor, demand.serves).tolist() == floor.tolist()


def test_a_class_whose_people_are_away_is_lost_though_others_work() -> None:
    problem = skilled(bringing(EVEN), on_leave=leave((1, 1), (1, 2)))
    (finding,) = found(unsavable_cohorts, problem, *RULES)
    assert finding.message.startswith("r: nobody who serves it can work within 24 h of what arrives day1 00:00")
    assert "People who serve it on queue at some time from" in finding.message
    helped = skilled(bringing(EVEN, NESTED.T), on_leave=leave((1, 1), (1, 2)))
    assert found(unsavable_cohorts, helped, *RULES) == []


def test_a_class_that_nobody_can_be_rostered_for_has_a_sentence_of_its_own_with_its_own_rate() -> None:
    problem = skilled(bringing(EVEN, rates=np.array([-1, 7000])), on_leave=leave((1, 0), (1, 1), (1, 2)))
    (finding,) = found(unsavable_cohorts, problem, *RULES)
    assert finding.message == (
        "r: nobody who serves it can be rostered in the week of day0; 15.0 h of work, 100% of it, will be late: at "
        "best 0% of it can be on time (70% promised), and 0% of day0 (day_floor 70%). "
        "Move leave, or let others serve it"
    )


def test_overtime_alone_opens_a_week() -> None:
    nothing: dict[str, Any] = {"days_due": np.array([[0]]), "minutes_due": np.array([[0]])}
    extra: dict[str, Any] = {"overtime_days": np.array([[1]]), "overtime_minutes": np.array([[480]])}
    assert len(found(unsavable_cohorts, one(**nothing))) == 1
    assert found(unsavable_cohorts, one(**nothing, **extra)) == []


def test_a_business_clock_is_told_without_hours_of_the_calendar() -> None:
    # what comes early on the second day is due in its afternoon, and nobody works on it
    due = np.array([[2, 3, 4, 4, 4, 5, 8, 9, 10]])
    available = np.ones((1, 3, 2), dtype=bool)
    available[0, 1] = False
    (finding,) = found(unsavable_cohorts, one(demand=tiny_demand(3, due=due), available=available), *RULES)
    assert finding.message.startswith(
        "q: nobody can work before what arrives day1 00:00 to day1 08:00 is due in business hours, 1.7 h of work, "
        "11.1% of the week of day0: at best 88.9% of it"
    )
    assert finding.message.endswith("would reach them, and so would a later deadline")


def test_the_last_case_of_an_hour_may_fall_due_a_night_later_where_open_hours_count() -> None:
    business = tiny_demand(3, due=np.array([[2, 2, 2, 5, 5, 5, 8, 8, 8]]))
    assert last_chance(business, 0).tolist() == [3, 3, 6, 6, 6, 9, 9, 9, 12]
    assert last_chance(tiny_demand(3), 0).tolist() == [3, 4, 5, 6, 7, 8, 9, 10, 11]


def test_people_of_a_class_are_too_few_though_all_are_enough() -> None:
    work = np.zeros((2, 9), dtype=np.int64)
    work[1, 1] = 2000
    problem = skilled(bringing(work), speed=np.array([150, 100]))
    assert found(supply_against_demand, problem) == []
    (finding,) = found(supply_of_skills, problem)
    assert finding.message == (
        "r: the week of day0 brings 33 h of work, and all contract hours of those who serve it give 24 h on queue; it "
        "takes 9 h more on queue, about 1 more person on such contracts"
    )
    assert found(supply_of_skills, replace(problem, demand=replace(problem.demand, serving=NESTED.T))) == []


def test_a_pool_is_told_only_where_it_lacks_more_than_its_parts() -> None:
    work = np.zeros((2, 9), dtype=np.int64)
    work[:, 1] = 2000, 3000
    for serves, told in ((APART, ["q", "r"]), (NESTED, ["r"])):
        problem = skilled(bringing(work, serves))
        assert [finding.message.split(":")[0] for finding in found(supply_of_skills, problem)] == told


def test_overtime_is_in_the_hours_that_are_told() -> None:
    more: dict[str, Any] = {"overtime_days": np.array([[1]]), "overtime_minutes": np.array([[480]])}
    problem = one(demand=tiny_demand(3, [1500] + [0] * 8), days_due=np.array([[2]]), minutes_due=np.array([[960]]))
    (finding,) = found(supply_against_demand, replace(problem, **more))
    assert "all contract hours and all overtime give 24 h on queue" in finding.message
    assert "all contract hours give 16 h on queue" in found(supply_against_demand, problem)[0].message


def test_guaranteed_minutes_that_overtime_reaches_are_no_finding() -> None:
    owed: dict[str, Any] = {"minutes_guaranteed": np.array([[1200]]), "days_due": np.array([[2]])}
    (finding,) = found(contract_against_shifts, one(**owed), GuaranteedMinutes(weight="hard"))
    assert finding.fatal
    assert found(contract_against_shifts, one(**owed, overtime_days=np.array([[1]]))) == []


@pytest.mark.parametrize("site", [0, 1])
def test_a_guarantee_that_only_one_site_makes_hard_is_fatal_only_there(site: int) -> None:
    rule = Applied.of(GuaranteedMinutes(weight="hard"), "guaranteed_minutes@manila", sites=(1,))
    changes: dict[str, Any] = {"agent_site": np.array([site]), "shift_site": np.array([site, site])}
    (finding,) = found(contract_against_shifts, one(minutes_guaranteed=np.array([[9000]]), **changes), rule)
    assert finding.fatal is (site == 1)


def test_fast_people_make_a_higher_utilization_possible_and_slow_ones_a_lower() -> None:
    cap, band = OccupancyCap(share=0.8), UtilizationBand(min=0.9)
    assert found(band_against_occupancy, one(speed=np.array([120])), cap, band) == []
    (slow,) = found(band_against_occupancy, one(speed=np.array([50])), cap, band)
    assert "50% of paid time on queue (at the highest speed, 50%) utilization can be 40% at most" in slow.message


def test_speed_and_overtime_raise_what_a_promise_can_reach() -> None:
    plain = tiny_world(1, 3, days_due=np.array([[2]]), minutes_due=np.array([[960]]))
    fast = replace(plain, speed=np.array([125]))
    longer = replace(plain, overtime_days=np.array([[1]]), overtime_minutes=np.array([[480]]))
    most = [stretches(world, scattered(world, 1.0), 0)[0].most for world in (plain, fast, longer)]
    assert most == [960, 1200, 1440]


def test_work_on_a_business_clock_waits_as_long_as_it_may() -> None:
    calendar = tiny_world(1, 3)
    slow = tiny_world(1, 3, demand=tiny_demand(3, due=np.array([[2, 3, 4, 8, 8, 8, 9, 10, 11]])))
    within = [stretches(world, scattered(world, 1.0), 0)[0].spared for world in (calendar, slow)]
    assert within == [300, 700]
