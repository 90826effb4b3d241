"""From counts to figures, and what the judge refuses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from staffing.service.rates import wilson_interval
from staffing.simulate.judge import judge, replay
from staffing.simulate.kernel import simulate
from staffing.simulate.verdict import mean_interval, probability_lower


def volume_of(desk, replications, cases=1):
    return np.full((replications, len(desk.queue_names), len(desk.interval_start) - 1), cases)


@pytest.fixture(scope="module")
def small_team(make_desk):
    """Two agents on queue for seven hours a day, and two queues; the second must be resolved sooner."""
    shifts = [(a, d, [(d * 1440 + 480, d * 1440 + 900)]) for a in range(2) for d in range(7)]
    queues = {"handle_mean": [16.0, 10.0], "handle_cv": [1.0, 1.0], "deadline_minutes": [1440, 1100]}
    return make_desk(shifts, agents=2, absence=0.1, **queues)


@pytest.fixture(scope="module")
def service(small_team):
    return judge(small_team, volume_of(small_team, 300), target=0.8, confidence=0.5, day_floor=0.6, seed=3)


def test_the_figures_are_those_of_the_arrays(service):
    rates = service.rates
    assert service.rate_mean == rates.mean()
    assert (service.rate_p05, service.rate_p95) == tuple(np.quantile(rates, [0.05, 0.95]))
    assert service.probability_met == (rates >= 0.8).mean()
    assert 0 < service.probability_met < 1
    assert service.probability_lower == pytest.approx(wilson_interval((rates >= 0.8).sum(), 300)[0])
    assert service.worst_day == (service.day_rate_mean.argmin(), service.day_rate_mean.min())
    np.testing.assert_array_equal(service.below_floor, (service.day_rates < 0.6).mean(axis=0))
    assert service.below_floor.max() > 0
    assert service.oldest_hours_p95 >= service.oldest_hours == service.oldest.mean()


def test_the_interval_of_the_mean_is_narrower_than_the_range_of_weeks(service):
    assert service.rate_p05 < service.rate_ci[0] < service.rate_mean < service.rate_ci[1] < service.rate_p95


def test_each_queue_has_its_own_rate(service):
    patient, urgent = service.queues
    assert patient.name == "queue0"
    assert patient.rate_mean == service.queue_rates[:, :, 0].mean() > urgent.rate_mean
    assert urgent.rate_ci[0] < urgent.rate_mean < urgent.rate_ci[1]
    assert urgent.probability_met == (service.queue_rates[:, :, 1] >= 0.8).mean()


def test_a_week_is_kept_only_if_every_queue_with_a_target_of_its_own_reaches_it(service, small_team):
    volume = volume_of(small_team, 300)
    own = replace(small_team, queue_target=[np.nan, 0.9])
    stricter = judge(own, volume, target=0.8, confidence=0.5, day_floor=0.6, seed=3)
    np.testing.assert_array_equal(service.kept, service.rates >= 0.8)
    np.testing.assert_array_equal(stricter.rates, service.rates)
    kept = (service.rates >= 0.8) & (service.queue_rates[:, :, 1] >= 0.9)
    np.testing.assert_array_equal(stricter.kept, kept)
    assert stricter.probability_met == kept.mean() < service.probability_met
    assert stricter.probability_lower == probability_lower(kept)
    assert [queue.target for queue in service.queues] == [0.8, 0.8]
    assert [queue.target for queue in stricter.queues] == [0.8, 0.9]
    assert stricter.queues[0].probability_met == service.queues[0].probability_met
    assert stricter.queues[1].probability_met == (service.queue_rates[:, :, 1] >= 0.9).mean()


def test_utilization_keeps_absent_paid_time_below_the_line(service, small_team):
    paid = small_team.paid_minutes
    assert service.team_utilization == pytest.approx(service.handling.sum() / (300 * paid.sum()))
    assert service.occupancy == pytest.approx(service.handling.sum() / service.on_queue.sum())
    first = service.agents[0]
    every = [replay(small_team, volume_of(small_team, 300), seed=3, replication=k) for k in range(300)]
    shares = np.array([one.handling[0] for one in every]) / paid[0]
    assert first.utilization.mean == pytest.approx(shares.mean())
    assert (first.utilization.p05, first.utilization.p95) == pytest.approx(np.quantile(shares, [0.05, 0.95]))
    assert first.utilization.p05 < first.utilization.mean < first.utilization.p95
    assert first.occupancy == pytest.approx(shares.sum() * paid[0] / sum(one.on_queue[0] for one in every))
    assert service.on_queue.sum() / (300 * 2 * 7 * 420) == pytest.approx(0.9, abs=0.02)


def test_met_asks_the_lower_bound_and_not_the_share(small_team):
    volume = volume_of(small_team, 300)
    share = judge(small_team, volume, target=0.8, confidence=0.5, seed=3).probability_met
    between = judge(small_team, volume, target=0.8, confidence=share - 0.01, seed=3)
    assert between.probability_lower < between.confidence < between.probability_met
    assert not between.met
    assert judge(small_team, volume, target=0.8, confidence=between.probability_lower, seed=3).met


def test_weeks_that_share_their_replications_fortune_count_as_one():
    together = np.repeat([[True], [True], [True], [False]] * 25, 4, axis=1)
    assert probability_lower(together) == pytest.approx(wilson_interval(75, 100)[0])
    assert probability_lower(np.ones((50, 3), bool)) == pytest.approx(wilson_interval(50, 50)[0])


def test_weeks_that_do_not_share_it_count_in_full():
    independent = np.random.default_rng(1).random((4000, 4)) < 0.75
    lower = probability_lower(independent)
    full, clustered = (wilson_interval(independent.mean() * n, n)[0] for n in (16_000, 4000))
    assert lower == pytest.approx(full, abs=0.2 * (full - clustered))
    assert probability_lower(independent[:, :1]) == pytest.approx(wilson_interval(independent[:, 0].sum(), 4000)[0])


def test_the_interval_of_the_mean_takes_replications_as_draws():
    rates = np.array([[0.8, 0.9], [0.9, 1.0]])
    half = 1.959963984540054 * np.sqrt(0.005) / np.sqrt(2)
    assert mean_interval(rates) == pytest.approx((0.9 - half, min(0.9 + half, 1.0)))
    assert mean_interval(rates[:1]) == (0.0, 1.0)


def test_weeks_are_split_at_their_own_midnight(make_desk):
    desk = make_desk([(0, d, [(d * 1440, d * 1440 + 1440)]) for d in range(7)], weeks=2, tail=2880)
    service = judge(desk, volume_of(desk, 5), target=0.9, confidence=0.3, seed=3)
    assert service.rates[:, 0].min() > 0.9
    assert service.rates[:, 1].max() == 0.0
    assert service.probability_met == 0.5


def test_progress_counts_up_to_the_replications(small_team, monkeypatch):
    monkeypatch.setattr("staffing.simulate.judge.CASES_PER_CHUNK", 1200)
    seen = []
    volume = volume_of(small_team, 20)
    judge(small_team, volume, target=0.9, confidence=0.9, seed=1, progress=lambda *at: seen.append(at))
    assert seen[-1] == (20, 20)
    assert len(seen) > 3
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})


def test_ctrl_c_between_chunks_ends_the_run(small_team, monkeypatch):
    monkeypatch.setattr("staffing.simulate.judge.CASES_PER_CHUNK", 1)
    seen = []

    def interrupt(done, _):
        seen.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge(small_team, volume_of(small_team, 500), target=0.9, confidence=0.9, seed=1, progress=interrupt)
    assert seen == [1]


def test_the_kernel_is_compiled_for_one_type_whatever_it_is_given(small_team):
    for kind in (np.int32, np.uint16, np.int64):
        volume = np.asfortranarray(volume_of(small_team, 2).astype(kind))
        volume.setflags(write=False)
        judge(small_team, volume, target=1, confidence=0.9, seed=np.int64(1))
    assert len(simulate.signatures) == 1


@pytest.mark.parametrize("shape", [(1, 2, 191), (1, 1, 192), (0, 2, 192), (2, 192)])
def test_arrivals_of_another_shape_are_refused(small_team, shape):
    with pytest.raises(ValueError, match="volume has shape"):
        judge(small_team, np.zeros(shape, np.int64), target=0.9, confidence=0.9, seed=1)


@pytest.mark.parametrize("volume", [np.full((1, 2, 192), 0.5), np.full((1, 2, 192), -1)])
def test_arrivals_are_whole_numbers_from_zero(small_team, volume):
    with pytest.raises(ValueError, match="whole numbers"):
        judge(small_team, volume, target=0.9, confidence=0.9, seed=1)


def test_the_range_of_the_backlog_is_that_of_single_weeks(small_team):
    volume = np.random.default_rng(4).poisson(1.0, volume_of(small_team, 40).shape)
    whole = judge(small_team, volume, target=0.8, confidence=0.5, seed=3)
    mean = whole.backlog_mean.sum(axis=0)
    assert (whole.backlog_p05 <= mean).all()
    assert (mean <= whole.backlog_p95).all()
    assert (whole.backlog_p05 < whole.backlog_p95).any()
    assert (whole.late_mean <= mean).all()
    assert whole.late_mean.max() > 0


@pytest.mark.parametrize("weeks", [1, 2])
def test_the_backlog_is_the_same_by_queue_and_by_replication(make_desk, weeks):
    desk = make_desk([(0, day, [(day * 1440, day * 1440 + 600)]) for day in range(7 * weeks)], agents=1, weeks=weeks)
    volume = np.random.default_rng(6).poisson(0.5, volume_of(desk, 1).shape)
    alone = judge(desk, volume, target=0.8, confidence=0.5, seed=3)
    np.testing.assert_array_equal(alone.backlog_mean.sum(axis=0), alone.backlog_p05)
    np.testing.assert_array_equal(alone.backlog_p05, alone.backlog_p95)
