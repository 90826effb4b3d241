"""The risk score of a roster: windows against brute force, and z against figures worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.problem import Demand, Problem
from staffing.roster import Roster
from staffing.rules.team.window_margin import WindowMargin
from staffing.service.fluid import capacity_of, fluid_path, on_time_cohorts
from staffing.service.window_sums import Uncertainty, absence_variance, window_capacity, window_work, work_variance
from staffing.service.windows import Window, risk_of, short_windows
from tests.rules.random_worlds import rosters, worlds
from tests.rules.worlds import tiny_demand, tiny_world

EVEN = np.full(12, 100)
"""Capacity of the tiny world's nine intervals and its tail, where the history brings it all."""


def known(demand: Demand, arrivals: Any = 0.0, opening: Any = 0.0, absence: float = 0.0) -> Uncertainty:
    """An uncertainty of the demand's shape; arrivals are independent by interval, with this variance in each [K, T]."""
    classes, intervals = demand.work.shape
    edges = np.zeros((classes, intervals + 1, classes, intervals + 1))
    for kind, own in enumerate(np.broadcast_to(np.asarray(arrivals, dtype=float), demand.work.shape)):
        reached = np.concatenate([[0.0], np.cumsum(own)])
        edges[kind, :, kind] = np.minimum(reached[:, None], reached)
    side = classes * (intervals + 1)
    spread = np.broadcast_to(np.asarray(opening, dtype=float), demand.capacity.shape[2]).copy()
    return Uncertainty(edges.reshape(side, side), spread, absence)


def given_capacity(capacity: Any, work: Any = None, **changes: Any) -> Problem:
    """Three days of three intervals in which nobody is planned and the history brings the capacity."""
    plain = tiny_demand(3, work, **changes)
    nobody = np.zeros_like(plain.capacity)
    return tiny_world(1, 3, demand=replace(plain, capacity=nobody, base_capacity=np.array(capacity)))


NOBODY = Roster.parse("---", "MN")


def weakest(problem: Problem, uncertainty: Uncertainty, rate: float = 0.9) -> Window:
    """The worst window of a roster in which nobody is planned."""
    risk = risk_of(problem, NOBODY, uncertainty, rate)
    assert risk.z == risk.weakest[0].z
    return risk.weakest[0]


def scarce(first: int, last: int, capacity: int) -> list[int]:
    """Capacity in plenty, but for these intervals."""
    return [capacity if first <= t <= last else 1000 for t in range(12)]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(problem=worlds())
def test_the_work_of_a_window_is_all_that_arrives_in_it_and_is_due_in_it(problem: Problem) -> None:
    demand = problem.demand
    cohorts = on_time_cohorts(demand, np.zeros_like(demand.work), np.zeros_like(demand.opening_class))
    work = window_work(demand)
    for start in range(demand.intervals):
        for end in range(demand.capacity.shape[2]):
            inside = (cohorts.first >= start) & (cohorts.last <= end)
            assert work[start, end] == cohorts.work[inside].sum()


@settings(derandomize=True, max_examples=150, deadline=None)
@given(problem=worlds(), roster=rosters())
def test_every_window_holds_exactly_where_nothing_must_be_late(problem: Problem, roster: Roster) -> None:
    work = window_work(problem.demand)
    capacity = window_capacity(problem.demand, capacity_of(problem, roster))
    assert (capacity >= work).all() == (fluid_path(problem, roster).late.sum() == 0)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(problem=worlds(), roster=rosters())
def test_the_capacity_of_a_window_is_the_sum_of_its_intervals(problem: Problem, roster: Roster) -> None:
    capacity = capacity_of(problem, roster)
    found = window_capacity(problem.demand, capacity)
    for start in range(problem.demand.intervals):
        for end in range(len(capacity)):
            assert found[start, end] == capacity[start : end + 1].sum()


@settings(derandomize=True, max_examples=40, deadline=None)
@given(problem=worlds(classes=2), seed=st.integers(0, 1000))
def test_the_variance_of_a_windows_work_is_that_of_its_simulated_work(problem: Problem, seed: int) -> None:
    """Forty simulated plans of any correlation: the variance over them, window by window."""
    demand, rng = problem.demand, np.random.default_rng(seed)
    classes, intervals = demand.work.shape
    paths = rng.gamma(2.0, 50.0, (40, 1, 1)) * rng.gamma(1.0, 1.0, (40, classes, intervals))
    reached = np.pad(paths.cumsum(axis=2), ((0, 0), (0, 0), (1, 0))).reshape(40, -1)
    opening = rng.uniform(0, 100, demand.capacity.shape[2]).cumsum()
    found = work_variance(demand, Uncertainty(np.cov(reached.T), opening, 0.0))
    for start in range(intervals):
        for end in range(demand.capacity.shape[2]):
            due = [max(start, min(end - d + 2, intervals)) for d in demand.deadline]
            work = sum(paths[:, kind, start:edge].sum(axis=1) for kind, edge in enumerate(due))
            extra = opening[end] if start == 0 else 0.0
            assert found[start, end] == pytest.approx(np.var(work, ddof=1) + extra, rel=1e-6, abs=1e-3)


def test_the_variance_of_a_windows_capacity_is_that_of_simulated_absences() -> None:
    problem, roster = tiny_world(3, 3), Roster.parse("MM-\nMNN\nN-N", "MN")
    found = absence_variance(problem, roster, 0.2)
    demand, rng = problem.demand, np.random.default_rng(3)
    size, total = 40_000, np.zeros((40_000, 12))
    for _, day, shift in np.argwhere(roster.work):
        planned = np.arange(12) < 9 if day == 0 else np.ones(12, dtype=bool)
        for part in (planned, ~planned):  # the first day comes again in the tail, with absences of its own
            present = rng.random(size) >= 0.2
            total += present[:, None] * np.where(part, demand.capacity[day, shift] / 0.8, 0)
    for start, end in ((0, 0), (0, 4), (1, 8), (0, 11), (5, 11), (8, 10)):
        assert found[start, end] == pytest.approx(total[:, start : end + 1].sum(axis=1).var(), rel=0.03, abs=1e-9)
    assert found[5, 3] == 0


def test_nobody_is_absent_where_the_share_is_none() -> None:
    assert not absence_variance(tiny_world(1, 3), Roster.parse("MMM", "MN"), 0.0).any()


def test_the_margin_of_a_window_by_hand() -> None:
    """Work 300 in intervals 3 to 5, due by 7 (three intervals each); all 900 of the week.

    Of the tenth that may be late half is the window's own, half the week's: (30 + 90) / 2 = 60. Five intervals of
    capacity 50 against 240, a standard deviation of sqrt(3 x 400).
    """
    problem = given_capacity(scarce(3, 7, 50))
    found = weakest(problem, known(problem.demand, arrivals=400.0))
    assert (found.start, found.end, found.work, found.capacity) == (3, 7, 300, 250)
    assert found.sigma == pytest.approx(np.sqrt(1200))
    assert found.z == pytest.approx((250 - 240) / np.sqrt(1200))


def test_the_whole_weeks_window_may_miss_the_share_promised_and_no_more() -> None:
    problem = given_capacity([80] * 12)
    found = weakest(problem, known(problem.demand, arrivals=100.0))
    assert (found.start, found.end) == (0, 10)
    assert found.z == pytest.approx((880 - 0.9 * 900) / 30)


def test_nothing_may_be_late_at_a_rate_of_one() -> None:
    problem = given_capacity(scarce(3, 6, 80))
    found = weakest(problem, known(problem.demand, arrivals=100.0), rate=1.0)
    assert (found.start, found.end) == (3, 6)
    assert found.z == pytest.approx((4 * 80 - 200) / np.sqrt(200))


def test_of_windows_with_one_margin_the_shortest_is_named() -> None:
    problem = given_capacity([0, 0, 50, 50, 0, 0, *[1000] * 6], [0, 0, 0, 100, 0, 0, 0, 0, 0], deadline=np.array([1]))
    found = weakest(problem, known(problem.demand, arrivals=[[0.0] * 3 + [100.0] + [0.0] * 5]))
    assert (found.start, found.end, found.capacity) == (3, 3, 50)


def test_opening_work_belongs_to_the_windows_from_the_first_interval_until_it_is_due() -> None:
    opening = {
        "opening_class": np.zeros(4, dtype=np.int64),
        "opening_work": np.array([70, 50, 1000, 30]),
        "opening_deadline": np.array([1, 3, 0, 2]),  # the third is late already
        "opening_age_limit": np.array([4, 6, 3, 5]),
    }
    demand = given_capacity(EVEN, **opening).demand
    work = window_work(demand)
    assert work[0, :4].tolist() == [70, 100, 150 + 100, 150 + 200]
    assert work[1, :4].tolist() == [0, 0, 0, 100]
    spread = np.array([4.0, 9.0, *[25.0] * 10])
    variance = work_variance(demand, known(demand, arrivals=1.0, opening=spread))
    assert variance[0, :4].tolist() == [4.0, 9.0, 26.0, 27.0]
    assert variance[1, :4].tolist() == [0.0, 0.0, 0.0, 1.0]


def test_a_class_with_a_longer_deadline_counts_in_a_window_only_if_it_is_due() -> None:
    work = [[10] * 9, [7] * 9]
    demand = given_capacity(EVEN, work, deadline=np.array([1, 3])).demand
    found = window_work(demand)
    assert found[0, 1] == 20
    assert found[0, 2] == 30 + 7
    assert found[7, 11] == 2 * (10 + 7)  # the tail brings no work of its own
    assert work_variance(demand, known(demand, arrivals=[[4.0] * 9, [1.0] * 9]))[0, 2] == 13.0


def test_a_roster_that_moves_capacity_out_of_the_weakest_window_has_a_lower_z() -> None:
    problem = tiny_world(2, 3, demand=tiny_demand(3, [0, 0, 0, 900, 200, 0, 0, 0, 0]))
    uncertainty = known(problem.demand, arrivals=4.0 * problem.demand.work)
    there, gone = Roster.parse("-MM\n-MM", "MN"), Roster.parse("MM-\n-MM", "MN")
    before, after = risk_of(problem, there, uncertainty, 0.9), risk_of(problem, gone, uncertainty, 0.9)
    assert after.z < before.z
    worst = after.weakest[0]
    assert (worst.z, worst.start) == (after.z, 3)
    assert worst.capacity < capacity_of(problem, there)[worst.start : worst.end + 1].sum()


def test_more_uncertainty_brings_z_nearer_to_nothing() -> None:
    problem = given_capacity(EVEN)
    calm, rough = (risk_of(problem, NOBODY, known(problem.demand, arrivals=v), 0.9).z for v in (100.0, 400.0))
    assert rough == pytest.approx(calm / 2)


def test_absence_alone_is_an_uncertainty() -> None:
    problem = tiny_world(1, 3, demand=tiny_demand(3, [0, 0, 0, 200, 0, 0, 0, 0, 0]))
    roster = Roster.parse("-M-", "MN")
    (worst, *_) = risk_of(problem, roster, known(problem.demand, absence=0.1), 0.9).weakest
    # one shift of 480 minutes on average, or nothing: 480^2 / 9; all the week's work is in the window
    assert worst.sigma == pytest.approx(160)
    assert worst.z == pytest.approx((480 - 180) / 160)


def test_a_night_with_next_to_no_work_does_not_decide() -> None:
    work = [3] + [0] * 5 + [600, 0, 0]
    problem = given_capacity([0] * 6 + [700] * 6, work, deadline=np.array([1]))
    uncertainty = known(problem.demand, arrivals=np.array(work) * 25.0)
    risk = risk_of(problem, NOBODY, uncertainty, 1.0)
    assert all(window.end >= 6 for window in risk.weakest)
    assert risk.z == pytest.approx((700 - 603) / np.sqrt(603 * 25))  # with it, the window of the busy one is larger


def test_where_nothing_is_uncertain_there_is_no_weakest_window() -> None:
    problem = given_capacity(EVEN)
    risk = risk_of(problem, NOBODY, known(problem.demand), 0.9)
    assert (risk.z, risk.weakest) == (np.inf, ())
    assert short_windows(problem, NOBODY, known(problem.demand), 0.9, 3.0) == ()


def test_the_weakest_windows_come_worst_first_and_are_no_variants_of_each_other() -> None:
    rng = np.random.default_rng(2)
    problem = given_capacity(rng.integers(50, 150, 12))
    risk = risk_of(problem, NOBODY, known(problem.demand, arrivals=900.0), 0.9, count=6)
    assert 2 <= len(risk.weakest) <= 6
    assert [window.z for window in risk.weakest] == sorted(window.z for window in risk.weakest)
    assert risk.weakest[0].z == risk.z
    spans = [set(range(window.start, window.end + 1)) for window in risk.weakest]
    for number, one in enumerate(spans):
        assert all(2 * len(one & other) <= len(one | other) for other in spans[:number])


def test_each_week_of_a_longer_plan_may_miss_its_own_share_only() -> None:
    work = [100] * 6 + [1000] * 6
    weeks = {"week": np.array([0, 0, 1, 1]), "days_due": np.full((1, 2), 2)}
    plain = tiny_demand(4, work, deadline=np.array([1]))
    demand = replace(plain, capacity=np.zeros_like(plain.capacity), base_capacity=np.full(15, 500))
    problem = tiny_world(1, 4, demand=demand, **weeks)
    roster, uncertainty = Roster.parse("----", "MN"), known(demand, arrivals=100.0)
    every = risk_of(problem, roster, uncertainty, 0.9, count=10_000).weakest
    by_place = {(window.start, window.end): window.z for window in every}
    assert by_place[0, 1] == pytest.approx((1000 - 200 + 0.1 * (200 + 600) / 2) / np.sqrt(200))
    assert by_place[11, 11] == pytest.approx((500 - 1000 + 0.1 * (1000 + 6000) / 2) / 10)


def busy() -> tuple[Problem, Uncertainty]:
    problem = tiny_world(2, 3, demand=tiny_demand(3, [[300, 200, 0, 0, 400, 100, 0, 0, 200]]))
    return problem, known(problem.demand, arrivals=1600.0, absence=0.05)


def test_short_windows_are_those_below_the_wanted_margin_with_the_minutes_that_give_it() -> None:
    problem, uncertainty = busy()
    roster = Roster.parse("M-N\n---", "MN")
    risk = risk_of(problem, roster, uncertainty, 0.9)
    short = short_windows(problem, roster, uncertainty, 0.9, risk.z + 1)
    start, end, minutes, _ = short[0]
    worst = risk.weakest[0]
    assert (start, end) == (worst.start, worst.end)
    assert minutes == np.ceil(worst.capacity + worst.sigma - 1e-9)
    for start, end, minutes, _ in short:
        assert minutes > capacity_of(problem, roster)[start : end + 1].sum()
    assert len(short_windows(problem, roster, uncertainty, 0.9, 5.0, count=2)) == 2


@settings(derandomize=True, max_examples=80, deadline=None)
@given(roster=rosters(), wanted=st.floats(-1, 4).map(lambda z: round(z, 3)))
def test_the_rule_on_a_rosters_short_windows_is_broken_in_each_of_them(roster: Roster, wanted: float) -> None:
    problem, uncertainty = busy()
    short = short_windows(problem, roster, uncertainty, 0.9, wanted)
    assert bool(short) == (risk_of(problem, roster, uncertainty, 0.9).z < wanted)
    assert len(list(WindowMargin(windows=short).violations(problem, roster))) == len(short)


def test_a_window_that_no_shift_can_help_is_not_asked_for() -> None:
    work = [500] + [100] * 8
    plain = tiny_demand(3, work, deadline=np.array([1]))
    capacity = plain.capacity.copy()
    capacity[:, :, 0] = 0
    problem = tiny_world(1, 3, demand=replace(plain, capacity=capacity))
    roster, uncertainty = Roster.parse("MMM", "MN"), known(plain, arrivals=400.0)
    assert risk_of(problem, roster, uncertainty, 0.9).weakest[0].start == 0
    assert (0, 0) not in [window[:2] for window in short_windows(problem, roster, uncertainty, 0.9, 3.0)]


def test_an_uncertainty_of_another_grid_is_refused() -> None:
    problem = given_capacity(EVEN)
    other = known(tiny_demand(4))
    with pytest.raises(ValueError, match=r"arrivals \(13, 13\).* needs \(10, 10\) and \(12,\)"):
        risk_of(problem, NOBODY, other, 0.9)


def test_the_tightest_window_of_a_day_ends_while_its_cases_fall_due() -> None:
    problem = given_capacity(scarce(3, 5, 90))
    demand = problem.demand
    risk = risk_of(problem, NOBODY, known(demand, arrivals=100.0), 0.9)
    assert len(risk.by_day) == 3
    for day, window in enumerate(risk.by_day):
        assert window is not None
        inside = np.flatnonzero(demand.interval_day == day)
        assert window.start <= inside[-1]
        assert inside[0] + demand.deadline.min() - 1 <= window.end <= inside[-1] + demand.deadline.max() - 1
    assert min(window.z for window in risk.by_day if window) == pytest.approx(risk.z)


def test_a_day_whose_windows_are_certain_has_no_tightest_one() -> None:
    problem = given_capacity(EVEN)
    assert risk_of(problem, NOBODY, known(problem.demand), 0.9).by_day == (None, None, None)
