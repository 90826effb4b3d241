"""The judge agrees with the plain simulator, case for case and count for count."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.simulate.desk import ORDERS, SHIFT_ENDS
from staffing.simulate.judge import judge, replay

POLICIES = [(order, end) for order in ORDERS for end in SHIFT_ENDS]
DAYS_BEFORE = 3 * 1440 + 17
"""A run that starts on Thursday at 23:43; Monday begins the plan."""


def volume_for(desk, load, paths, seed):
    """Poisson arrivals that would keep this share of all on-queue minutes busy."""
    hours = len(desk.interval_start) - 1
    minutes = float((desk.segment_end - desk.segment_start).sum()) * (1 - desk.in_shift)
    cases = load * minutes / desk.handle_mean.mean() / hours / len(desk.queue_names)
    return np.random.default_rng(seed).poisson(cases, (paths, len(desk.queue_names), hours))


@pytest.mark.parametrize("before", [0, DAYS_BEFORE])
@pytest.mark.parametrize(("order", "at_shift_end"), POLICIES)
def test_every_case_is_finished_at_the_very_same_time(random_desk, by_hand, order, at_shift_end, before):
    finished = nights = 0
    for seed in range(25):
        desk = random_desk(seed, order, at_shift_end, before)
        volume = volume_for(desk, (0.6, 0.9, 1.3)[seed % 3], 1, seed)
        replication = replay(desk, volume, seed=seed, replication=0)
        expected = np.array([case.finish for case in by_hand(desk, replication).cases])
        np.testing.assert_array_equal(replication.finish, expected, strict=True)
        finished += int(np.isfinite(expected).sum())
        nights += int(((replication.stretch_start < 0) & (replication.stretch_end > 0)).sum())
    assert finished > 1000
    assert (nights > 5) == (before > 0)


def minutes_within(spans, plan_end):
    return sum(max(min(end, plan_end) - max(start, 0.0), 0.0) for start, end in spans)


@pytest.mark.parametrize("before", [0, DAYS_BEFORE])
@pytest.mark.parametrize(("order", "at_shift_end"), POLICIES)
def test_the_counts_are_those_of_the_cases(random_desk, by_hand, order, at_shift_end, before):
    for seed in range(100, 106):
        desk = random_desk(seed, order, at_shift_end, before)
        volume = volume_for(desk, 0.9, 3, seed)
        service = judge(desk, volume, target=0.9, confidence=0.9, seed=seed)
        backlog = np.zeros((3, *service.backlog_mean.shape))
        late = np.zeros_like(service.late_mean)
        cohorts = []
        for k in range(3):
            replication = replay(desk, volume, seed=seed, replication=k)
            simulation = by_hand(desk, replication)
            check_cases(desk, service, simulation.cases, k)
            check_people(desk, service, replication, simulation.agents, k)
            backlog[k] = open_cases(desk, simulation.cases)
            late += late_cases(desk, simulation.cases)
            cohorts += cohort_of(desk, simulation.cases)
        np.testing.assert_array_equal(service.backlog_mean, backlog.sum(axis=0) / 3)
        totals = np.sort(backlog.sum(axis=1), axis=0)
        np.testing.assert_array_equal([service.backlog_p05, service.backlog_p95], totals[[0, 2]])
        np.testing.assert_array_equal(service.late_mean, late / 3)
        np.testing.assert_array_equal(service.arrived, hourly(desk, cohorts) / 3)
        np.testing.assert_array_equal(service.missed, hourly(desk, [c for c in cohorts if c.finish > c.deadline]) / 3)


def check_cases(desk, service, cases, k):
    end = desk.plan_end
    cohort = cohort_of(desk, cases)
    for day in range(7 * desk.weeks):
        arrived = [c for c in cohort if desk.day_start[day] <= c.created < desk.day_start[day + 1]]
        assert service.day_rates[k, day] == rate_of(arrived)
    for week in range(desk.weeks):
        arrived = [c for c in cohort if desk.day_start[7 * week] <= c.created < desk.day_start[7 * week + 7]]
        assert service.rates[k, week] == rate_of(arrived)
        for queue in range(len(desk.queue_names)):
            assert service.queue_rates[k, week, queue] == rate_of([c for c in arrived if c.queue == queue])
    seen = [case for case in cases if case.created < end]
    assert service.resolved[k] == sum(0 <= case.finish < end for case in seen)
    ages = [min(case.finish, end) - case.created for case in seen if case.finish > 0]
    assert service.oldest[k] == max(ages, default=0.0) / 60


def cohort_of(desk, cases):
    return [case for case in cases[len(desk.opening_queue) :] if 0 <= case.created < desk.plan_end]


def hourly(desk, cases):
    counts = np.zeros((len(desk.queue_names), desk.plan_end // 60))
    for case in cases:
        counts[case.queue, int(case.created // 60)] += 1
    return counts


def rate_of(cases):
    return sum(case.finish <= case.deadline for case in cases) / len(cases) if cases else 1.0


def check_people(desk, service, replication, agents, k):
    share = 1.0 - desk.in_shift
    handling = [minutes_within(agent.clock_handling, desk.plan_end) * share for agent in agents]
    on_queue = [minutes_within([s[:2] for s in agent.stretches], desk.plan_end) * share for agent in agents]
    overtime = sum(minutes_within(agent.clock_overtime, desk.plan_end) for agent in agents)
    np.testing.assert_allclose(replication.handling, handling, rtol=1e-12, atol=1e-9)
    np.testing.assert_allclose(replication.on_queue, on_queue, rtol=1e-12, atol=1e-9)
    assert service.handling[k] == pytest.approx(sum(handling), rel=1e-12, abs=1e-9)
    assert service.on_queue[k] == pytest.approx(sum(on_queue), rel=1e-12, abs=1e-9)
    assert service.overtime[k] == pytest.approx(overtime, rel=1e-12, abs=1e-9)


def open_cases(desk, cases):
    starts = np.arange(0, desk.plan_end, 60)
    counts = np.zeros((len(desk.queue_names), len(starts)))
    for case in cases:
        counts[case.queue] += (case.created <= starts) & (starts < case.finish)
    return counts


def late_cases(desk, cases):
    starts = np.arange(0, desk.plan_end, 60)
    counts = np.zeros(len(starts))
    for case in cases:
        counts += (case.deadline <= starts) & (starts < case.finish)
    return counts
