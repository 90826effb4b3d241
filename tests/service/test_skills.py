"""The fluid backlog of several skill groups: identities with one group, and the cut that says when work is late."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.engines.direct import Limits, solve
from staffing.problem import Flags, Integers, Problem
from staffing.result import Status
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.agent.one_shift_a_day import OneShiftADay
from staffing.rules.team.day_floor import DayFloor
from staffing.rules.team.maximum_age import MaximumAge
from staffing.rules.team.occupancy_cap import OccupancyCap
from staffing.rules.team.paid_hours import PaidHours
from staffing.rules.team.resolution_rate import ResolutionRate
from staffing.service.fluid import (
    Cohorts,
    fluid_path,
    group_capacity,
    on_time_cohorts,
    serve_by_groups,
    serve_oldest_savable,
)
from staffing.service.max_flow import shortfalls
from tests.rules.random_worlds import rosters, some
from tests.rules.skill_worlds import all_alike, of_one_group, servings, skilled_worlds

BACKLOG: tuple[Rule, ...] = (ResolutionRate(rate=0.9), DayFloor(rate=0.8), MaximumAge(), OccupancyCap())
PRICED: tuple[Rule, ...] = (OneShiftADay(), PaidHours(), *BACKLOG)
Desk = tuple[Cohorts, Integers, Flags]


@st.composite
def desks(draw: st.DrawFn) -> Desk:
    """Cohorts of up to three classes, the capacity of up to three groups, and who serves what."""
    classes, groups, number = (draw(st.integers(1, most)) for most in (3, 3, 10))
    intervals = draw(st.integers(1, 6))
    first = some(draw, number, 0, intervals - 1)
    last = first + some(draw, number, 0, 3)
    kind = some(draw, number, 0, classes - 1)
    capacity = some(draw, groups * (intervals + 3), 0, 15).reshape(groups, -1)
    cohorts = Cohorts(first, last, some(draw, number, 1, 20), np.zeros(number, dtype=np.int64), kind)
    return cohorts, capacity, draw(servings(groups, classes))


def late(desk: Desk) -> int:
    """Minutes that no schedule serves on time."""
    cohorts, capacity, serves = desk
    return int(shortfalls(cohorts, capacity, cohorts.work.sum(keepdims=True), serves).sum())


def worst_cut(desk: Desk) -> int:
    """Most work of any cohorts beyond the capacity of all who may serve one of them: over all subsets of cells."""
    cohorts, capacity, serves = desk
    worst = 0
    for chosen in itertools.product((False, True), repeat=len(cohorts)):
        inside = np.flatnonzero(chosen)
        open_ = np.zeros(capacity.shape, dtype=bool)
        for cohort in inside:
            open_[serves[:, cohorts.kind[cohort]], cohorts.first[cohort] : cohorts.last[cohort] + 1] = True
        worst = max(worst, int(cohorts.work[inside].sum() - capacity[open_].sum()))
    return worst


@settings(derandomize=True, max_examples=100, deadline=None)
@given(desk=desks())
def test_what_is_late_is_what_the_worst_set_of_work_has_beyond_its_people(desk: Desk) -> None:
    assert late(desk) == worst_cut(desk)


def windows_of_pools_hold(desk: Desk) -> bool:
    """Of every set of groups, whether its capacity in every stretch covers what only it may serve and only there."""
    cohorts, capacity, serves = desk
    for groups in itertools.product((False, True), repeat=len(capacity)):
        mine = np.array(groups)
        only = ~(serves & ~mine[:, None]).any(axis=0)
        for start, end in itertools.combinations_with_replacement(range(capacity.shape[1]), 2):
            inside = only[cohorts.kind] & (cohorts.first >= start) & (cohorts.last <= end)
            if cohorts.work[inside].sum() > capacity[mine, start : end + 1].sum():
                return False
    return True


@settings(derandomize=True, max_examples=150, deadline=None)
@given(desk=desks())
def test_where_nothing_is_late_every_window_of_every_pool_holds(desk: Desk) -> None:
    assert late(desk) or windows_of_pools_hold(desk)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(desk=desks())
def test_with_one_pool_the_windows_say_all(desk: Desk) -> None:
    cohorts, capacity, serves = desk
    alike = (cohorts, capacity, np.ones_like(serves))
    assert (late(alike) == 0) == windows_of_pools_hold(alike)


def test_windows_of_pools_are_not_enough_where_pools_share_people_at_different_times() -> None:
    # class 0 must have the second group's minute at once, class 1 has only that group, for both of its minutes
    cohorts = Cohorts(np.array([0, 0]), np.array([0, 1]), np.array([1, 2]), np.array([0, 0]), np.array([0, 1]))
    desk = cohorts, np.array([[0, 1], [1, 1]]), np.array([[True, False], [True, True]])
    assert windows_of_pools_hold(desk)
    assert late(desk) == worst_cut(desk) == 1


@settings(derandomize=True, max_examples=300, deadline=None)
@given(desk=desks())
def test_the_rule_of_thumb_never_serves_more_than_the_flow_and_its_parts_add_up(desk: Desk) -> None:
    cohorts, capacity, serves = desk
    served = serve_by_groups(*desk)
    assert served.done.sum() <= cohorts.work.sum() - late(desk)
    assert (served.done <= cohorts.work).all()
    assert (served.when.sum(axis=1) == served.done).all()
    assert (served.by.sum(axis=0) <= capacity).all()
    assert not served.by[~serves.T].any()
    reached = np.zeros((serves.shape[1], capacity.shape[1]), dtype=np.int64)
    for cohort, row in enumerate(served.when):
        length = int(cohorts.last[cohort] - cohorts.first[cohort]) + 1
        assert not row[length:].any()
        reached[cohorts.kind[cohort], cohorts.first[cohort] : cohorts.last[cohort] + 1] += row[:length]
    assert (served.by.sum(axis=1) == reached).all()


@settings(derandomize=True, max_examples=200, deadline=None)
@given(desk=desks())
def test_with_one_group_the_rule_of_thumb_is_the_one_for_one_group_and_serves_the_most(desk: Desk) -> None:
    cohorts, capacity, serves = desk
    alone = np.ones((1, serves.shape[1]), dtype=bool)
    served = serve_by_groups(cohorts, capacity[:1], alone)
    done, when = serve_oldest_savable(cohorts, capacity[0])
    assert (served.done == done).all()
    assert (served.when == when).all()
    assert done.sum() == cohorts.work.sum() - late((cohorts, capacity[:1], alone))


def test_the_rule_of_thumb_falls_short_of_the_flow_at_times() -> None:
    # who serves both takes what is due first, and nobody is left for the class that only they serve
    cohorts = Cohorts(np.array([0, 0]), np.array([0, 1]), np.array([5, 5]), np.array([0, 0]), np.array([0, 1]))
    desk = cohorts, np.array([[0, 0, 0], [5, 0, 0]]), np.array([[True, False], [True, True]])
    assert late(desk) == 5
    assert serve_by_groups(*desk).done.tolist() == [5, 0]


def amounts(problem: Problem, roster: Roster) -> list[list[tuple[int, int, str]]]:
    return [[(b.amount, b.day, b.note) for b in rule.violations(problem, roster)] for rule in BACKLOG]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(problem=skilled_worlds(), roster=rosters())
def test_groups_that_all_serve_everything_are_one_group(problem: Problem, roster: Roster) -> None:
    alike, one = all_alike(problem), of_one_group(problem)
    # which class a shared shortage is put on is the flow's choice; its sum is not
    for many, single in zip(amounts(alike, roster), amounts(one, roster), strict=True):
        assert sum(amount for amount, *_ in many) == sum(amount for amount, *_ in single)
    for name in ("capacity", "backlog", "late", "served", "eligible"):
        assert (getattr(fluid_path(alike, roster), name) == getattr(fluid_path(one, roster), name)).all()


def optimum(problem: Problem, rules: Sequence[Rule] = PRICED) -> int:
    result = solve(problem, rules, Limits(work=30.0))
    assert result.status == Status.OPTIMAL
    assert result.objective is not None
    return result.objective


@settings(derandomize=True, max_examples=12, deadline=None)
@given(problem=skilled_worlds())
def test_groups_that_all_serve_everything_have_the_optimum_of_one_group(problem: Problem) -> None:
    assert optimum(all_alike(problem)) == optimum(of_one_group(problem))


def split(problem: Problem) -> Problem:
    """Every class as two with half the work of each cohort, and the same deadlines and people."""
    demand = problem.demand
    half, kinds = demand.opening_work // 2, len(demand.work)
    other = replace(
        demand,
        work=np.concatenate([demand.work // 2, demand.work - demand.work // 2]),
        queue_work=np.concatenate([demand.work // 2, demand.work - demand.work // 2]),
        queue_class=np.arange(2 * kinds),
        class_names=tuple(f"{name}{part}" for part in (1, 2) for name in demand.class_names),
        deadline=np.tile(demand.deadline, 2),
        serving=np.tile(demand.serves, (1, 2)),
        due=np.tile(demand.last, (2, 1)),
        rates=np.tile(demand.own_rate, 2),
        opening_class=np.concatenate([demand.opening_class, demand.opening_class + kinds]),
        opening_work=np.concatenate([half, demand.opening_work - half]),
        opening_deadline=np.tile(demand.opening_deadline, 2),
        opening_age_limit=np.tile(demand.opening_age_limit, 2),
    )
    return replace(problem, demand=other)


@settings(derandomize=True, max_examples=12, deadline=None)
@given(problem=skilled_worlds())
def test_a_queue_split_in_two_halves_costs_the_same_but_for_rounding(problem: Problem) -> None:
    rules: tuple[Rule, ...] = (OneShiftADay(), PaidHours(), ResolutionRate(weight=20), MaximumAge(weight=20))
    # a floor rounds down by less than a minute, one more for each class that becomes two
    slack = 20 * len(problem.demand.work)
    assert 0 <= optimum(split(problem), rules) - optimum(problem, rules) <= slack


@settings(derandomize=True, max_examples=100, deadline=None)
@given(problem=skilled_worlds(), roster=rosters())
def test_the_path_conserves_work_and_never_shows_less_late_than_must_be(problem: Problem, roster: Roster) -> None:
    demand, path = problem.demand, fluid_path(problem, roster)
    open_ = demand.opening_deadline > 0
    first = np.bincount(demand.opening_class[open_], demand.opening_work[open_], len(demand.work)).astype(np.int64)
    came = first[:, None] + np.cumsum(demand.work - path.late, axis=1)
    assert (path.backlog == came - np.cumsum(path.served, axis=1)).all()
    assert (path.backlog >= 0).all()
    assert (path.served <= path.eligible).all()
    cohorts = on_time_cohorts(demand, np.zeros_like(demand.work), np.zeros_like(demand.opening_class))
    assert path.late.sum() >= late((cohorts, group_capacity(problem, roster), demand.serves))
