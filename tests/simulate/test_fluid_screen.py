"""The fluid screen: answers known by hand, and how near it is to the judge."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from staffing.simulate.fluid_screen import screen
from staffing.simulate.judge import judge

DAY = 1440


def arrivals(desk, cases, replications=1):
    """So many cases by {(queue, interval): cases}."""
    volume = np.zeros((replications, len(desk.queue_names), len(desk.interval_start) - 1), np.int64)
    for (queue, interval), number in cases.items():
        volume[:, queue, interval] = number
    return volume


def poisson(desk, per_hour, replications, seed=5):
    shape = replications, len(desk.queue_names), len(desk.interval_start) - 1
    return np.random.default_rng(seed).poisson(per_hour, shape)


def weekdays(agents, days=9, start=540, end=1020):
    """Everyone from 9 to 17 on each day, with half an hour's break."""
    return [
        (a, d, [(d * DAY + start, d * DAY + 720), (d * DAY + 750, d * DAY + end)])
        for a in range(agents)
        for d in range(days)
    ]


def test_without_load_every_week_is_kept(around_the_clock):
    desk = around_the_clock(1)
    found = screen(desk, arrivals(desk, {}, 3), target=1.0, seed=1)
    assert (found.rates.tolist(), found.kept.all(), found.occupancy) == ([[1.0]] * 3, True, 0.0)


def test_without_people_nothing_is_on_time(make_desk):
    desk = make_desk([])
    found = screen(desk, poisson(desk, 1, 3), target=0.5, seed=1)
    assert (found.rate_mean, found.probability_met, found.occupancy, found.team_utilization) == (0.0, 0.0, 0.0, 0.0)


def test_what_fits_is_on_time_and_keeps_people_as_busy_as_it_is(around_the_clock):
    desk = around_the_clock(1)
    found = screen(desk, np.ones((2, 1, len(desk.interval_start) - 1), np.int64), target=1.0, seed=1)
    assert (found.rate_mean, found.probability_met) == (1.0, 1.0)
    assert found.occupancy == pytest.approx(0.5)
    assert found.team_utilization == pytest.approx(0.5 * 10080 / 2400)


def test_half_of_a_case_is_half_a_case(make_desk):
    desk = make_desk([(0, 0, [(120, 135)])])  # a quarter of an hour for 30 minutes of work, long before the deadline
    found = screen(desk, arrivals(desk, {(0, 0): 1}), target=0.5, seed=1)
    assert found.rates[0, 0] == pytest.approx(0.5)
    assert found.occupancy == pytest.approx(1.0)


def test_proficiency_and_shrinkage_scale_what_a_minute_does(make_desk):
    desk = make_desk([(0, 0, [(120, 180)])], proficiency=[[0.5]], in_shift=0.2)
    found = screen(desk, arrivals(desk, {(0, 0): 2}), target=0.5, seed=1)
    assert found.rates[0, 0] == pytest.approx(60 * 0.8 * 0.5 / 60)


@pytest.mark.parametrize("order", ["oldest_first", "oldest_savable_first"])
def test_cases_due_before_anyone_comes_are_late(make_desk, order):
    desk = make_desk([(0, 0, [(600, 900)])], deadline_minutes=[240], order=order)
    found = screen(desk, arrivals(desk, {(0, 0): 2, (0, 10): 2}), target=0.5, seed=1)
    assert found.rates[0, 0] == pytest.approx(0.5)


def test_days_before_the_plan_are_work_and_in_no_rate(make_desk):
    desk = make_desk([(0, 0, [(0, 60)])], before=600, opening_created=[-700.0])
    before = arrivals(desk, {(0, 2): 1})
    assert screen(desk, before, target=1.0, seed=1).rates.tolist() == [[1.0]]
    found = screen(desk, before + arrivals(desk, {(0, desk.plan_first): 2}), target=1.0, seed=1)
    assert found.rates[0, 0] == pytest.approx(0.0, abs=1e-6)  # the hour goes to the two that came before
    after = arrivals(desk, {(0, desk.plan_first + 168): 5})
    assert screen(desk, after, target=1.0, seed=1).rates.tolist() == [[1.0]]


def test_targets_of_queues_decide_whether_a_week_is_kept(make_desk):
    shifts, two = [(0, 0, [(120, 1000)])], {"handle_mean": [30.0, 30.0], "handle_cv": [0.0, 0.0]}
    desk = make_desk(shifts, proficiency=[[1.0, 0.0]], **two)
    volume = arrivals(desk, {(0, 0): 9, (1, 0): 1})
    assert screen(desk, volume, target=0.9, seed=1).kept.all()
    asked = replace(desk, queue_target=np.array([np.nan, 0.5]))
    found = screen(asked, volume, target=0.9, seed=1)
    assert (found.rate_mean, found.kept.any()) == (pytest.approx(0.9), False)


def test_business_clocks_move_the_deadline(make_desk, business):
    start, until = business(540, 1020, 300)
    shifts = [(0, 1, [(DAY + 540, DAY + 700)])]
    calendar = make_desk(shifts, deadline_minutes=[300])
    volume = arrivals(calendar, {(0, 18): 2})  # after closing: due five hours after the next opening
    assert screen(calendar, volume, target=0.9, seed=1).rate_mean == 0.0
    desk = replace(calendar, clock_from=(start,), clock_until=(until,))
    assert screen(desk, volume, target=0.9, seed=1).rate_mean == 1.0


@pytest.mark.parametrize("order", ["oldest_first", "oldest_savable_first"])
def test_the_same_seed_gives_the_same_bytes_with_any_threads(skilled_desk, order):
    desk = skilled_desk(11, order, "handover", 2000)
    volume = poisson(desk, 0.3, 7)
    one, two = (screen(desk, volume, target=0.9, seed=4, threads=threads) for threads in (1, 3))
    assert one.queue_rates.tobytes() == two.queue_rates.tobytes()
    assert (one.occupancy, one.team_utilization) == (two.occupancy, two.team_utilization)


@pytest.mark.parametrize("seed", range(12))
def test_more_people_never_lower_the_rate_of_a_desk_of_one_queue(make_desk, seed):
    rng = np.random.default_rng(seed)
    options = {"handle_cv": [1.0], "order": ("oldest_first", "oldest_savable_first")[seed % 2]}
    few, many = (make_desk(weekdays(n), agents=n, **options) for n in (2, 3))
    volume = poisson(few, rng.uniform(0.5, 2.0), 20, seed)
    low, high = (screen(desk, volume, target=0.9, seed=seed).rates for desk in (few, many))
    assert (high >= low - 1e-3).all()


@pytest.mark.parametrize("per_hour", [0.8, 1.1])
@pytest.mark.parametrize("queues", [1, 2])
def test_it_is_near_the_judge(make_desk, per_hour, queues):
    desk = make_desk(
        weekdays(3, start=480),
        agents=3,
        absence=0.06,
        in_shift=0.12,
        order="oldest_savable_first",
        handle_mean=[40.0] * queues,
        handle_cv=[1.0] * queues,
    )
    volume = poisson(desk, per_hour / queues, 300)
    judged = judge(desk, volume, target=0.9, confidence=0.9, seed=2)
    found = screen(desk, volume, target=0.9, seed=2)
    assert found.rate_mean == pytest.approx(judged.rate_mean, abs=0.015)
    assert found.probability_met == pytest.approx(judged.probability_met, abs=0.06)
    assert found.occupancy == pytest.approx(judged.occupancy, abs=0.01)
    assert (found.kept == judged.kept).mean() > 0.93


def test_volume_that_does_not_fit_is_refused(make_desk):
    with pytest.raises(ValueError, match="is needed"):
        screen(make_desk([]), np.zeros((1, 2, 3), np.int64), target=0.9, seed=1)
