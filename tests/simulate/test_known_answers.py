"""The judge against queues whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.simulate.judge import judge, replay


def poisson(desk, per_hour, replications, seed=5):
    shape = replications, len(desk.queue_names), len(desk.interval_start) - 1
    return np.random.default_rng(seed).poisson(per_hour, shape)


def test_one_server_follows_lindleys_recursion(around_the_clock):
    desk = around_the_clock(1, handle_mean=[40.0], handle_cv=[1.0])
    replication = replay(desk, poisson(desk, 1.2, 1), seed=3, replication=0)
    free, expected = 0.0, []
    for created, handle in zip(replication.created, replication.handle, strict=True):
        free = max(free, created) + handle
        expected.append(free if free <= desk.interval_start[-1] else np.inf)
    assert replication.finish.tolist() == expected


@pytest.mark.parametrize("cv", [0.0, 1.0, 2.0])
def test_the_mean_wait_of_one_server_is_that_of_pollaczek_and_khinchine(around_the_clock, cv):
    mean, load = 10.0, 0.7
    desk = around_the_clock(1, weeks=4, handle_mean=[mean], handle_cv=[cv])
    volume = poisson(desk, load * 60 / mean, 40)
    waits = []
    for k in range(len(volume)):
        replication = replay(desk, volume, seed=2, replication=k)
        done = np.isfinite(replication.finish)
        waits.append((replication.finish - replication.created - replication.handle)[done].mean())
    expected = load * mean * (1 + cv**2) / 2 / (1 - load)
    assert np.mean(waits) == pytest.approx(expected, abs=3.5 * np.std(waits) / np.sqrt(len(waits)))
    assert np.std(waits) / np.sqrt(len(waits)) < 0.05 * expected


def test_littles_law_joins_the_backlog_to_the_ages(around_the_clock):
    desk = around_the_clock(2, weeks=4, handle_mean=[10.0], handle_cv=[1.0])
    volume = poisson(desk, 10, 30)
    service = judge(desk, volume, target=0.9, confidence=0.9, seed=4)
    times = [replay(desk, volume, seed=4, replication=k) for k in range(30)]
    age = np.mean([np.mean(np.minimum(r.finish, desk.interval_start[-1]) - r.created) for r in times])
    assert service.backlog_mean.mean() == pytest.approx(10 * age / 60, rel=0.03)


def test_regular_work_that_fits_is_all_on_time_and_keeps_the_agent_as_busy_as_it_is(around_the_clock):
    desk = around_the_clock(1, handle_mean=[30.0])
    volume = np.ones((20, 1, len(desk.interval_start) - 1), np.int64)
    service = judge(desk, volume, target=1.0, confidence=0.8, seed=1)
    assert (service.rate_mean, service.probability_met, service.met) == (1.0, 1.0, True)
    assert service.occupancy == pytest.approx(0.5, rel=0.01)
    assert service.cases_per_hour == pytest.approx(1.0, rel=0.01)
    assert service.team_utilization == pytest.approx(0.5 * 10080 / 2400, rel=0.01)


def test_cases_without_anyone_on_queue_are_all_missed(make_desk):
    desk = make_desk([])
    service = judge(desk, np.ones((3, 1, len(desk.interval_start) - 1), np.int64), target=0.9, confidence=0.9, seed=1)
    assert (service.rate_mean, service.met, service.occupancy, service.cases_per_hour) == (0.0, False, 0.0, 0.0)
    assert np.isnan(service.age_p95_hours)
    np.testing.assert_array_equal(service.backlog_mean[0], np.arange(168))


def test_a_case_due_after_the_plan_is_judged_in_the_tail(make_desk):
    arrivals = np.zeros((1, 1, 192), np.int64)
    arrivals[0, 0, 167] = 1
    rescued = make_desk([(0, 7, [(10080 + 600, 10080 + 700)])])
    assert judge(rescued, arrivals, target=1.0, confidence=0.2, seed=1).rates.tolist() == [[1.0]]
    too_late = make_desk([(0, 8, [(11515, 11520)])])
    assert judge(too_late, arrivals, target=1.0, confidence=0.2, seed=1).rates.tolist() == [[0.0]]


def test_days_are_those_of_day_start_also_when_the_clocks_change(make_desk):
    lengths = [1440, 1440, 1440, 1440, 1440, 1440, 1380]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    arrivals = np.zeros((1, 1, 191), np.int64)
    arrivals[0, 0, [144, 166]] = 1  # first and last hour of the short Sunday; nobody serves either
    arrivals[0, 0, 167] = 1  # the Monday after: not in the plan
    desk = make_desk([], day_start=starts, interval_start=np.arange(0, 10020 + 1441, 60))
    service = judge(desk, arrivals, target=1.0, confidence=0.2, seed=1)
    assert service.day_rates.tolist() == [[1, 1, 1, 1, 1, 1, 0]]
    assert service.worst_day == (6, 0.0)
    assert service.backlog_mean.shape == (1, 167)
    assert service.backlog_mean[0, -1] == 1


def test_opening_cases_are_work_but_in_no_rate(make_desk):
    desk = make_desk([], opening_created=[-3000.0, -60.0])
    service = judge(desk, np.zeros((2, 1, 192), np.int64), target=1.0, confidence=0.2, seed=1)
    assert service.rates.tolist() == [[1.0], [1.0]]
    assert service.oldest_hours == (3000 + 10080) / 60
    assert set(service.backlog_mean[0]) == {2.0}


def test_a_case_open_since_the_plans_very_first_minute_is_in_no_rate_either(make_desk):
    desk = make_desk([], opening_created=[0.0])
    service = judge(desk, np.zeros((1, 1, 192), np.int64), target=1.0, confidence=0.2, seed=1)
    assert (service.rates.tolist(), service.arrived.sum(), service.missed.sum()) == ([[1.0]], 0, 0)
    assert set(service.backlog_mean[0]) == {1.0}


def test_the_age_at_resolution_is_given_to_the_minute_above(make_desk):
    desk = make_desk([(0, 0, [(0, 3000)])], opening_created=[-1.0] * 100, handle_mean=[10.5])
    service = judge(desk, np.zeros((1, 1, 192), np.int64), target=1.0, confidence=0.2, seed=1)
    assert service.age_p95_hours == 999 / 60  # the 95th is resolved after 95 x 10.5 minutes, aged 998.5
