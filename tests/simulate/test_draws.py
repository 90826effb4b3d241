"""Random cases have the distribution they are said to have, and nothing disturbs them."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest

from staffing.simulate.draws import normal_quantile
from staffing.simulate.judge import replay


@pytest.mark.parametrize("share", [1e-300, 1e-16, 1e-9, 0.01, 0.0749, 0.0751, 0.3, 0.5, 0.7, 0.925, 0.99, 1 - 1e-12])
def test_the_normal_quantile_is_that_of_the_standard_library(share):
    assert normal_quantile(share) == pytest.approx(NormalDist().inv_cdf(share), rel=1e-13, abs=1e-15)


@pytest.mark.parametrize("cv", [0.3, 1.0])
def test_handle_times_have_the_mean_and_the_variation_given(make_desk, cv):
    desk = make_desk([], handle_mean=[14.0, 22.0], handle_cv=[cv, cv / 2])
    replication = replay(desk, np.full((1, 2, 192), 1000), seed=1, replication=0)
    for queue, (mean, spread) in enumerate([(14.0, cv), (22.0, cv / 2)]):
        handle = replication.handle[replication.queue == queue]
        assert handle.mean() == pytest.approx(mean, rel=0.01)
        assert handle.std() / handle.mean() == pytest.approx(spread, rel=0.03)
        assert np.log(handle).std() == pytest.approx(np.sqrt(np.log1p(spread**2)), rel=0.01)


def test_without_variation_every_case_takes_the_mean_exactly(make_desk):
    replication = replay(make_desk([], handle_mean=[0.1]), np.full((1, 1, 192), 3), seed=1, replication=0)
    assert set(replication.handle) == {0.1}


def test_cases_are_in_order_and_uniform_within_their_interval(make_desk):
    replication = replay(make_desk([]), np.full((1, 1, 192), 400), seed=1, replication=0)
    assert (np.diff(replication.created) >= 0).all()
    np.testing.assert_array_equal(np.bincount((replication.created // 60).astype(int)), np.full(192, 400))
    shares = np.sort(replication.created % 60) / 60
    expected = (np.arange(len(shares)) + 0.5) / len(shares)
    assert np.abs(shares - expected).max() < 1.63 / np.sqrt(len(shares))  # Kolmogorov, 1%


def test_a_case_more_in_one_hour_moves_no_other_case(make_desk):
    desk = make_desk([], handle_mean=[30.0, 20.0], handle_cv=[1.0, 1.0], opening_created=[-1.0], opening_queue=[1])
    volume = np.full((1, 2, 192), 2)
    before = replay(desk, volume, seed=1, replication=0)
    volume[0, 1, 50] += 1
    after = replay(desk, volume, seed=1, replication=0)
    cases = [set(zip(r.queue, r.created, r.handle, strict=True)) for r in (before, after)]
    assert cases[0] < cases[1]
    assert len(cases[1] - cases[0]) == 1


def test_replications_and_seeds_draw_anew(make_desk):
    desk, volume = make_desk([]), np.full((2, 1, 192), 1)
    drawn = [replay(desk, volume, seed=s, replication=k).created for s, k in [(1, 0), (1, 1), (2, 0)]]
    assert len({tuple(created) for created in drawn}) == 3


def test_opening_cases_are_numbered_by_clock_start_with_their_queue(make_desk):
    desk = make_desk([], handle_mean=[1.0, 2.0], opening_created=[-5.0, -70.0, -5.0], opening_queue=[0, 1, 1])
    replication = replay(desk, np.zeros((1, 2, 192), np.int64), seed=1, replication=0)
    assert replication.created.tolist() == [-70, -5, -5]
    assert replication.queue.tolist() == [1, 0, 1]


@pytest.mark.parametrize("absence", [0.0, 0.06, 0.5])
def test_agents_are_absent_as_often_as_said_and_for_whole_days(make_desk, absence):
    days = [(a, d, [(d * 1440, d * 1440 + 60), (d * 1440 + 90, d * 1440 + 150)]) for a in range(500) for d in range(8)]
    desk = make_desk(days, agents=500, absence=absence)
    replication = replay(desk, np.zeros((1, 1, 192), np.int64), seed=4, replication=0)
    assert len(replication.stretch_start) / 8000 == pytest.approx(1 - absence, abs=0.03)
    agent_days = replication.stretch_agent * 100 + (replication.stretch_start // 1440).astype(int)
    assert set(np.unique(agent_days, return_counts=True)[1]) == {2}
