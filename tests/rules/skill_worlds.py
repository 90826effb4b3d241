"""Tiny worlds of several skill groups: who serves what, at which speed, and clocks that do not count all hours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from staffing.problem import Demand, Flags, Integers, Problem
from tests.rules.random_worlds import DAYS, INTERVALS, some
from tests.rules.worlds import tiny_demand, tiny_world

GRID = INTERVALS + 3
NESTED = np.array([[True, False], [True, True]])
APART = np.array([[True, False], [False, True]])
CROSSED = np.array([[True, True, False], [False, True, True]])
WORK = [
    [300, 200, 0, 0, 400, 100, 0, 0, 200],
    [100, 0, 300, 200, 0, 0, 100, 300, 0],
    [0, 250, 0, 100, 0, 0, 300, 0, 50],
]
BUSINESS = np.array([[1, 1, 1, 4, 4, 5, 7, 7, 10], [2, 3, 4, 4, 4, 7, 9, 10, 11], [0, 1, 2, 4, 4, 8, 8, 8, 8]])
"""Last intervals of a clock that stands still at night: none arrives after it is due, and they never fall."""
OPENING: dict[str, Any] = {
    "opening_class": np.array([0, 1, 1, 0]),
    "opening_work": np.array([300, 120, 60, 45]),
    "opening_deadline": np.array([2, 1, -1, 1]),
    "opening_age_limit": np.array([4, 4, 2, 3]),
}
"""Of a class, what is open is due no later than what comes first: it is older."""
BASE = np.array([[120, 30, *[0] * 10], [0, 60, *[0] * 10]])


def skilled_demand(serves: Flags, **changes: Any) -> Demand:
    """Work of as many classes as the groups serve, on the grid of three days."""
    nothing = np.zeros((len(serves), GRID), dtype=np.int64)
    return tiny_demand(DAYS, WORK[: serves.shape[1]], **{"serving": serves, "base_capacity": nothing, **changes})


def skilled(demand: Demand, **changes: Any) -> Problem:
    """Two agents, one of each group, the first at 80% of the standard speed."""
    groups: dict[str, Any] = {"group": np.array([0, 1]), "speed": np.array([80, 100])}
    return tiny_world(2, DAYS, "NM\nMN", **{"demand": demand, **groups, **changes})


@st.composite
def servings(draw: st.DrawFn, groups: int, classes: int) -> Flags:
    """[G, K] who serves what; every class is served by somebody."""
    serves = some(draw, groups * classes, 0, 1).reshape(groups, classes).astype(bool)
    serves[some(draw, classes, 0, groups - 1), np.arange(classes)] = True
    return serves


@st.composite
def dues(draw: st.DrawFn, classes: int, intervals: int, grid: int) -> Integers:
    """[K, T] last intervals that never fall, none before the arrival."""
    waits = some(draw, classes * intervals, 0, 3).reshape(classes, intervals)
    last: Integers = np.maximum.accumulate(np.arange(intervals) + waits, axis=1)
    return np.minimum(last, grid - 1)


@st.composite
def skilled_demands(draw: st.DrawFn) -> Demand:
    """One to three classes and groups, a clock and a rate of their own for some, opening cohorts of every age."""
    classes, groups = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    base = some(draw, groups * GRID, 0, 1) * some(draw, groups * GRID, 0, 300)
    business = {"due": draw(dues(classes, INTERVALS, GRID))} if draw(st.booleans()) else {}
    demand = tiny_demand(
        DAYS,
        some(draw, classes * INTERVALS, 0, 600),
        deadline=some(draw, classes, 1, 3),
        class_names=tuple("qrs"[:classes]),
        serving=draw(servings(groups, classes)),
        base_capacity=base.reshape(groups, GRID),
        rates=np.array([draw(st.sampled_from((-1, 5000, 8000, 10_000))) for _ in range(classes)]),
        maximum_age=draw(st.integers(3, 8)),
        **business,
    )
    opening = draw(st.integers(0, 4))
    kind = some(draw, opening, 0, classes - 1)
    left = np.minimum(some(draw, opening, -4, 4), demand.last[kind, 0] + 1)
    limit = np.minimum(left + some(draw, opening, 0, 4), demand.age_last[kind, 0] + 1)
    work = some(draw, opening, 1, 500)
    cohorts = {"opening_class": kind, "opening_deadline": left, "opening_age_limit": limit, "opening_work": work}
    return replace(demand, **cohorts)


@st.composite
def skilled_worlds(draw: st.DrawFn) -> Problem:
    """Two agents of any groups and speeds."""
    demand = draw(skilled_demands())
    speed = np.array([draw(st.sampled_from((50, 80, 100, 120))) for _ in range(2)])
    return skilled(demand, group=some(draw, 2, 0, demand.groups - 1), speed=speed)


def of_one_group(problem: Problem) -> Problem:
    """The same with everybody in one group that serves everything."""
    demand = problem.demand
    one = replace(demand, serving=np.zeros(0, dtype=np.int64), base_capacity=demand.base_total[None])
    return replace(problem, group=np.zeros(problem.agents, dtype=np.int64), demand=one)


def all_alike(problem: Problem) -> Problem:
    """The same groups, each of which serves everything."""
    demand = replace(problem.demand, serving=np.ones_like(problem.demand.serves))
    return replace(problem, demand=demand)
