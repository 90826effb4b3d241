"""The windows of pools: who they are, and that the pool that is short is found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from staffing.problem import Flags, Problem
from staffing.roster import Roster
from staffing.service.pools import pools
from staffing.service.window_sums import Uncertainty
from staffing.service.windows import risk_of, short_windows
from tests.rules.random_worlds import rosters
from tests.rules.skill_worlds import APART, NESTED, all_alike, of_one_group, skilled, skilled_demand, skilled_worlds
from tests.service.test_windows import known


def named(serves: Flags, class_names: tuple[str, ...]) -> set[tuple[tuple[int, ...], str]]:
    """Groups and classes of each pool."""
    demand = skilled_demand(serves, class_names=class_names)
    return {
        (tuple(np.flatnonzero(groups).tolist()), "".join(class_names[k] for k in np.flatnonzero(classes)))
        for groups, classes in pools(demand)
    }


def test_pools_of_three_classes_by_hand() -> None:
    # the first serves q and r, the second r and s, the third s alone
    serves = np.array([[True, True, False], [False, True, True], [False, False, True]])
    assert named(serves, ("q", "r", "s")) == {
        ((0, 1, 2), "qrs"),  # everybody; q and s share nobody
        ((0,), "q"),
        ((0, 1), "qr"),  # the people of r, and of q and r
        ((1, 2), "s"),
    }


def test_pools_of_two_classes_by_hand() -> None:
    assert named(NESTED, ("q", "r")) == {((0, 1), "qr"), ((1,), "r")}
    assert named(APART, ("q", "r")) == {((0, 1), "qr"), ((0,), "q"), ((1,), "r")}


def test_with_one_pool_everybody_is_it() -> None:
    (only,) = pools(skilled_demand(np.ones((2, 2), dtype=bool)))
    assert only.groups.all()
    assert only.classes.all()


def two_desks() -> tuple[Problem, Uncertainty]:
    """Two classes with a desk each; work of 300 in an interval of the second, 30 in one of the first."""
    work = np.zeros((2, 9), dtype=np.int64)
    work[0, 1], work[1, 4] = 30, 300
    demand = replace(skilled_demand(APART), work=work, queue_work=work)
    problem = skilled(demand, speed=np.array([100, 50]))
    return problem, known(demand, arrivals=np.array(work) * 4.0)


def test_the_pool_that_is_short_has_the_weakest_window() -> None:
    problem, uncertainty = two_desks()
    plenty = Roster.parse("MMM\nMMM", "MN")
    (worst, *_) = risk_of(problem, plenty, uncertainty, 0.9).weakest
    groups, classes = pools(problem.demand)[worst.pool]
    assert (groups.tolist(), classes.tolist()) == ([False, True], [False, True])
    # one person at half the speed: 180 and 60 of the interval's 360 and the one before, due within three
    assert (worst.start, worst.end, worst.work, worst.capacity) == (4, 6, 300, 180 + 60)
    assert worst.z == pytest.approx((240 - 270) / np.sqrt(1200))
    short = short_windows(problem, plenty, uncertainty, 0.9, 0.0)
    assert {window.pool for window in short} == {worst.pool}


def test_people_of_another_pool_do_not_help() -> None:
    problem, uncertainty = two_desks()
    with_both, alone = Roster.parse("MMM\nMMM", "MN"), Roster.parse("---\nMMM", "MN")
    weakest = [risk_of(problem, roster, uncertainty, 0.9).z for roster in (with_both, alone)]
    of_second = [
        next(w for w in risk_of(problem, r, uncertainty, 0.9, 50).weakest if pools(problem.demand)[w.pool].classes[1])
        for r in (with_both, alone)
    ]
    assert weakest[1] < weakest[0]
    assert of_second[0].z == of_second[1].z


def test_a_class_that_nobody_serves_has_no_capacity_at_all() -> None:
    demand = skilled_demand(np.array([[True, False], [True, False]]))
    problem, uncertainty = skilled(demand), known(demand, arrivals=400.0, absence=0.1)
    risk = risk_of(problem, Roster.parse("MMM\nMMM", "MN"), uncertainty, 0.9)
    groups, classes = pools(demand)[risk.weakest[0].pool]
    assert not groups.any()
    assert classes.tolist() == [False, True]


@settings(derandomize=True, max_examples=60, deadline=None)
@given(problem=skilled_worlds(), roster=rosters())
def test_groups_that_serve_everything_have_the_risk_of_one(problem: Problem, roster: Roster) -> None:
    alike, one = all_alike(problem), of_one_group(problem)
    uncertainty = known(problem.demand, arrivals=900.0, absence=0.1)
    many, single = (risk_of(world, roster, uncertainty, 0.9) for world in (alike, one))
    assert many.z == pytest.approx(single.z)
    assert [(w.start, w.end) for w in many.weakest] == [(w.start, w.end) for w in single.weakest]
    for window, other in zip(many.weakest, single.weakest, strict=True):
        assert (window.work, window.capacity, window.pool) == (other.work, other.capacity, 0)
        assert window.sigma == pytest.approx(other.sigma)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(problem=skilled_worlds(), roster=rosters())
def test_no_pool_makes_the_risk_look_better(problem: Problem, roster: Roster) -> None:
    uncertainty = known(problem.demand, arrivals=900.0)
    one = replace(of_one_group(problem), speed=problem.speed)
    assert risk_of(problem, roster, uncertainty, 0.9).z <= risk_of(one, roster, uncertainty, 0.9).z + 1e-9
