"""The backlog of a given capacity: what is served on time, what misses its deadline, and that it is the optimum.

The optimum comes from maximum flows of OR-Tools, which share no line with the code under test.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.graph.python import max_flow
from ortools.sat.python import cp_model

from staffing.engines.direct.translate import translate
from staffing.problem import Demand, Integers, Problem
from staffing.roster import Roster
from staffing.rules.team.resolution_rate import ResolutionRate
from staffing.service.fluid import (
    Cohorts,
    capacity_of,
    fluid_path,
    on_time_cohorts,
    serve_oldest_savable,
)
from staffing.service.max_flow import shortfalls
from tests.rules.random_worlds import rosters, worlds
from tests.rules.worlds import tiny_demand, tiny_world

NONE = np.zeros(0, dtype=np.int64)


def one_class(work: list[int], deadline: int) -> Cohorts:
    """The work of each interval, all with one deadline."""
    first = np.arange(len(work))
    return Cohorts(first, first + deadline - 1, np.array(work), np.zeros(len(work), dtype=np.int64))


def windows_hold(work: list[int], capacity: list[int], deadline: int) -> bool:
    """Capacity from s to the deadline of h covers the arrivals from s to h, for all s <= h."""
    return all(sum(capacity[s : h + deadline]) >= sum(work[s : h + 1]) for h in range(len(work)) for s in range(h + 1))


def most_on_time(cohorts: Cohorts, capacity: Integers, most_of_group: Integers | None = None) -> int:
    """The most work that any schedule serves on time, at most `most_of_group` of each group."""
    flow = max_flow.SimpleMaxFlow()
    groups = int(cohorts.group.max(initial=0)) + 1 if most_of_group is None else len(most_of_group)
    source, sink = 0, 1
    group_at, cohort_at, interval_at = 2, 2 + groups, 2 + groups + len(cohorts)
    for group in range(groups):
        most = int(cohorts.work.sum()) if most_of_group is None else int(most_of_group[group])
        flow.add_arc_with_capacity(source, group_at + group, most)
    for cohort in range(len(cohorts)):
        work = int(cohorts.work[cohort])
        flow.add_arc_with_capacity(group_at + int(cohorts.group[cohort]), cohort_at + cohort, work)
        for t in range(int(cohorts.first[cohort]), min(int(cohorts.last[cohort]) + 1, len(capacity))):
            flow.add_arc_with_capacity(cohort_at + cohort, interval_at + t, work)
    for t, room in enumerate(capacity):
        flow.add_arc_with_capacity(interval_at + t, sink, int(room))
    assert flow.solve(source, sink) == flow.OPTIMAL
    return int(flow.optimal_flow())


def work_lists(most: int = 12) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, 9), min_size=1, max_size=most)


@st.composite
def desks(draw: st.DrawFn, groups: int = 1) -> tuple[Cohorts, Integers]:
    """Cohorts of several deadlines, opening ones among them, and a capacity that reaches all deadlines."""
    intervals = draw(st.integers(1, 10))
    longest = draw(st.integers(1, 6))
    number = draw(st.integers(1, 18))
    first = np.array(draw(st.lists(st.integers(0, intervals - 1), min_size=number, max_size=number)))
    length = np.array(draw(st.lists(st.integers(1, longest), min_size=number, max_size=number)))
    work = np.array(draw(st.lists(st.integers(1, 20), min_size=number, max_size=number)))
    group = np.array(draw(st.lists(st.integers(0, groups - 1), min_size=number, max_size=number)))
    span = intervals + longest - 1
    capacity = np.array(draw(st.lists(st.integers(0, 25), min_size=span, max_size=span)))
    return Cohorts(first, first + length - 1, work, group), capacity


@settings(derandomize=True, max_examples=300, deadline=None)
@given(work=work_lists(), deadline=st.integers(1, 6), data=st.data())
def test_nothing_is_late_exactly_where_every_window_holds(work: list[int], deadline: int, data: st.DataObject) -> None:
    span = len(work) + deadline - 1
    capacity = data.draw(st.lists(st.integers(0, 14), min_size=span, max_size=span))
    served, _ = serve_oldest_savable(one_class(work, deadline), np.array(capacity))
    assert (served.sum() == sum(work)) == windows_hold(work, capacity, deadline)


def test_both_verdicts_on_windows_are_common_among_random_desks() -> None:
    chance = np.random.default_rng(1)
    held = 0
    for _ in range(300):
        work, capacity = chance.integers(0, 10, 8).tolist(), chance.integers(0, 14, 10).tolist()
        served, _ = serve_oldest_savable(one_class(work, 3), np.array(capacity))
        assert (served.sum() == sum(work)) == windows_hold(work, capacity, 3)
        held += windows_hold(work, capacity, 3)
    assert 60 < held < 240


def test_capacity_that_comes_before_its_work_is_not_banked() -> None:
    served, _ = serve_oldest_savable(one_class([0, 0, 10], 1), np.array([10, 10, 4]))
    assert served.tolist() == [0, 0, 4]
    assert not windows_hold([0, 0, 10], [10, 10, 4], 1)


def given_capacity(work: list[int], deadline: int, capacity: list[int]) -> Problem:
    """A problem in which nobody works and the history brings the capacity."""
    tail = np.zeros((1, 2, len(capacity)), dtype=np.int64)
    demand = tiny_demand(
        1,
        np.array([work]),
        interval=1440 // len(work),
        capacity=tail,
        base_capacity=np.array(capacity),
        deadline=np.array([deadline]),
        interval_day=np.zeros(len(work), dtype=np.int64),
    )
    return tiny_world(1, 1, demand=demand)


@settings(derandomize=True, max_examples=80, deadline=None)
@given(work=st.lists(st.integers(0, 9), min_size=6, max_size=6), deadline=st.integers(1, 5), data=st.data())
def test_the_backlog_of_the_model_can_be_served_exactly_where_every_window_holds(
    work: list[int], deadline: int, data: st.DataObject
) -> None:
    span = len(work) + deadline - 1
    capacity = data.draw(st.lists(st.integers(0, 14), min_size=span, max_size=span))
    translation = translate(given_capacity(work, deadline, capacity), [ResolutionRate(weight="hard", rate=1.0)])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(translation.solver_model)
    assert status == (cp_model.OPTIMAL if windows_hold(work, capacity, deadline) else cp_model.INFEASIBLE)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(desk=desks())
def test_serving_by_deadline_puts_the_most_work_on_time(desk: tuple[Cohorts, Integers]) -> None:
    cohorts, capacity = desk
    served, when = serve_oldest_savable(cohorts, capacity)
    assert served.sum() == most_on_time(cohorts, capacity)
    assert (when.sum(axis=1) == served).all()


@settings(derandomize=True, max_examples=100, deadline=None)
@given(desk=desks())
def test_service_stays_within_capacity_work_and_deadlines(desk: tuple[Cohorts, Integers]) -> None:
    cohorts, capacity = desk
    served, when = serve_oldest_savable(cohorts, capacity)
    used = np.zeros(len(capacity), dtype=np.int64)
    for cohort, row in enumerate(when):
        length = int(cohorts.last[cohort] - cohorts.first[cohort]) + 1
        assert not row[length:].any()
        used[cohorts.first[cohort] : cohorts.last[cohort] + 1] += row[:length]
    assert (used <= capacity).all()
    assert (served <= cohorts.work).all()
    assert (when >= 0).all()


@st.composite
def desks_with_floors(draw: st.DrawFn) -> tuple[Cohorts, Integers, Integers]:
    groups = draw(st.integers(1, 5))
    cohorts, capacity = draw(desks(groups))
    work = np.bincount(cohorts.group, weights=cohorts.work, minlength=groups).astype(np.int64)
    shares = np.array(draw(st.lists(st.integers(0, 10), min_size=groups, max_size=groups)))
    return cohorts, capacity // draw(st.integers(1, 3)), work * shares // 10


@settings(derandomize=True, max_examples=400, deadline=None)
@given(desk=desks_with_floors())
def test_the_sum_of_shortfalls_is_what_a_maximum_flow_leaves(desk: tuple[Cohorts, Integers, Integers]) -> None:
    cohorts, capacity, floors = desk
    missing = shortfalls(cohorts, capacity, floors)
    assert missing.sum() == floors.sum() - most_on_time(cohorts, capacity, floors)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(desk=desks_with_floors())
def test_floors_less_their_shortfalls_can_all_be_met_at_once(desk: tuple[Cohorts, Integers, Integers]) -> None:
    cohorts, capacity, floors = desk
    missing = shortfalls(cohorts, capacity, floors)
    reached = floors - missing
    assert (missing >= 0).all()
    assert (reached >= 0).all()
    assert most_on_time(cohorts, capacity, reached) == reached.sum()


def test_random_desks_need_more_than_the_greedy_for_their_floors() -> None:
    chance = np.random.default_rng(5)
    mended = 0
    for _ in range(300):
        first = chance.integers(0, 8, 14)
        group = chance.integers(0, 4, 14)
        cohorts = Cohorts(first, first + chance.integers(0, 4, 14), chance.integers(1, 20, 14), group)
        capacity = chance.integers(0, 25, 11)
        work = np.bincount(group, weights=cohorts.work, minlength=4).astype(np.int64)
        floors = work * 8 // 10
        served, _ = serve_oldest_savable(cohorts, capacity)
        alone = np.maximum(floors - np.bincount(group, weights=served, minlength=4).astype(np.int64), 0)
        missing = shortfalls(cohorts, capacity, floors)
        assert missing.sum() == floors.sum() - most_on_time(cohorts, capacity, floors)
        mended += missing.sum() < alone.sum()
    assert mended > 50


def test_a_floor_is_filled_with_what_another_group_has_to_spare() -> None:
    # both groups want the one interval; the greedy serves the first by number
    cohorts = Cohorts(np.array([0, 0]), np.array([0, 0]), np.array([10, 10]), np.array([0, 1]))
    assert shortfalls(cohorts, np.array([10]), np.array([4, 6])).tolist() == [0, 0]
    assert shortfalls(cohorts, np.array([10]), np.array([6, 6])).sum() == 2


def savable(demand: Demand) -> Integers:
    """[K] minutes of the opening backlog that can still be on time."""
    open_ = demand.opening_deadline > 0
    total = np.bincount(demand.opening_class[open_], weights=demand.opening_work[open_], minlength=len(demand.work))
    return total.astype(np.int64)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(problem=worlds(), roster=rosters())
def test_the_path_of_the_backlog_conserves_work(problem: Problem, roster: Roster) -> None:
    demand, path = problem.demand, fluid_path(problem, roster)
    came = savable(demand)[:, None] + np.cumsum(demand.work - path.late, axis=1)
    assert (path.backlog == came - np.cumsum(path.served, axis=1)).all()
    assert (path.backlog >= 0).all()
    assert (path.served.sum(axis=0) <= path.capacity).all()
    assert (path.capacity == capacity_of(problem, roster)[: demand.intervals]).all()


@settings(derandomize=True, max_examples=100, deadline=None)
@given(problem=worlds(), roster=rosters())
def test_what_the_path_calls_late_is_the_least_that_must_be(problem: Problem, roster: Roster) -> None:
    demand = problem.demand
    cohorts = on_time_cohorts(demand, np.zeros_like(demand.work), np.zeros_like(demand.opening_class))
    most = most_on_time(cohorts, capacity_of(problem, roster))
    assert fluid_path(problem, roster).late.sum() == demand.work.sum() + savable(demand).sum() - most


def test_nothing_waits_at_the_end_of_the_tail_that_could_still_be_on_time() -> None:
    problem = tiny_world(1, 3, demand=tiny_demand(3, [0] * 8 + [100]))
    path = fluid_path(problem, Roster.parse("M--", "MN"))
    assert path.backlog[0, -1] == 100  # served by the first day's shift, which the tail repeats
    assert path.late.sum() == 0


def test_an_opening_cohort_already_late_is_not_on_the_path() -> None:
    demand = tiny_demand(
        3,
        [0] * 9,
        opening_class=np.array([0, 0]),
        opening_work=np.array([70, 50]),
        opening_deadline=np.array([0, 2]),
        opening_age_limit=np.array([3, 5]),
    )
    path = fluid_path(tiny_world(1, 3, demand=demand), Roster.parse("M--", "MN"))
    assert path.served.sum() == 50
    assert path.late.sum() == 0


def test_a_desk_without_work_has_no_shortfall() -> None:
    nothing = Cohorts(NONE, NONE, NONE, NONE)
    assert shortfalls(nothing, np.array([5, 5]), np.array([0])).tolist() == [0]
    assert shortfalls(nothing, np.array([5, 5]), np.array([3])).tolist() == [3]


def test_no_work_is_served_before_it_comes() -> None:
    demand = replace(tiny_demand(3), work=np.array([[0, 0, 0, 400, 0, 0, 0, 0, 0]]))
    path = fluid_path(tiny_world(1, 3, demand=demand), Roster.parse("MM-", "MN"))
    assert path.served[0, :4].tolist() == [0, 0, 0, min(400, path.capacity[3])]
