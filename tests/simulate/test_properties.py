"""What must hold on every desk, and what a promise must not hide."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.simulate.desk import ORDERS, SHIFT_ENDS
from staffing.simulate.judge import judge, replay


def poisson(desk, per_hour, replications, seed=5):
    shape = replications, len(desk.queue_names), len(desk.interval_start) - 1
    return np.random.default_rng(seed).poisson(per_hour, shape)


@settings(derandomize=True, max_examples=25, deadline=None)
@given(agents=st.integers(1, 8), load=st.floats(0.3, 1.2), seed=st.integers(0, 10_000))
def test_without_shift_ends_an_extra_agent_never_makes_a_case_finish_later(around_the_clock, agents, load, seed):
    few = around_the_clock(agents, handle_cv=[1.0], opening_created=[-5.0] * 7)
    many = around_the_clock(agents + 1, handle_cv=[1.0], opening_created=[-5.0] * 7)
    volume = poisson(few, 2 * load * agents, 1, seed)
    before, after = (replay(desk, volume, seed=seed, replication=0) for desk in (few, many))
    np.testing.assert_array_equal(before.handle, after.handle)
    assert (after.finish <= before.finish + 1e-6).all()


def test_an_extra_agent_makes_many_cases_finish_earlier_where_they_wait(around_the_clock):
    few, many = (around_the_clock(agents, handle_cv=[1.0]) for agents in (2, 3))
    volume = poisson(few, 3.8, 1)
    before, after = (replay(desk, volume, seed=1, replication=0) for desk in (few, many))
    assert (after.finish < before.finish - 1).mean() > 0.5


@settings(derandomize=True, max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), order=st.sampled_from(ORDERS), at_shift_end=st.sampled_from(SHIFT_ENDS))
def test_every_case_is_resolved_once_or_open_and_nobody_works_more_than_they_are_there(
    random_desk, seed, order, at_shift_end
):
    desk = random_desk(seed, order, at_shift_end)
    volume = poisson(desk, 1.5, 2, seed)
    service = judge(desk, volume, target=0.9, confidence=0.9, seed=seed)
    for k in range(2):
        replication = replay(desk, volume, seed=seed, replication=k)
        assert len(replication.finish) == volume[k].sum() + len(desk.opening_queue)
        np.testing.assert_array_equal(
            np.bincount(replication.queue, minlength=volume.shape[1]),
            volume[k].sum(axis=1) + np.bincount(desk.opening_queue, minlength=volume.shape[1]),
        )
        clock = replication.handle / (1 - desk.in_shift)
        assert (replication.finish >= np.maximum(replication.created, 0) + clock - 1e-6).all()
        closed = replication.finish < desk.plan_end
        assert service.resolved[k] == closed.sum()
        if at_shift_end != "overtime":
            done = replication.handle[closed].sum()
            assert service.handling[k] >= done - 1e-6
    assert (service.handling <= service.on_queue + 1e-6).all()
    assert (service.handling >= 0).all()
    assert service.occupancy <= 1 + 1e-9
    assert ((service.rates >= 0) & (service.rates <= 1)).all()


def overloaded(around_the_clock, order, maximum_age_hours):
    """Ten weeks of 105% of what two agents can do."""
    desk = around_the_clock(2, weeks=10, handle_cv=[1.0], order=order, urgent_age_minutes=60 * maximum_age_hours)
    return judge(desk, poisson(desk, 1.05 * 4, 20), target=0.9, confidence=0.9, seed=9)


def test_skipping_late_cases_for_ever_would_show_90_percent_under_overload(around_the_clock):
    service = overloaded(around_the_clock, "oldest_savable_first", 10_000)
    assert service.rate_mean > 0.90
    assert service.oldest_hours > 800  # what the rate does not say


def test_the_maximum_age_does_not_let_an_overloaded_team_show_90_percent(around_the_clock):
    service = overloaded(around_the_clock, "oldest_savable_first", 72)
    assert service.rate_mean < 0.60
    assert service.oldest_hours < 200
    assert not service.met


def test_oldest_first_under_overload_hides_nothing(around_the_clock):
    assert overloaded(around_the_clock, "oldest_first", 72).rate_mean < 0.5


def test_another_roster_meets_the_same_cases_and_the_same_absences(make_desk):
    days = [(a, d, [(d * 1440 + 480, d * 1440 + 900)]) for a in range(3) for d in range(8)]
    fewer = [shift for shift in days if shift[1] != 2 and shift[0] != 1]
    desks = [make_desk(shifts, agents=3, absence=0.4, handle_cv=[1.0]) for shifts in (days, fewer)]
    volume = poisson(desks[0], 3, 4)
    for k in range(4):
        full, part = (replay(desk, volume, seed=8, replication=k) for desk in desks)
        for name in ("queue", "created", "handle"):
            np.testing.assert_array_equal(getattr(full, name), getattr(part, name))
        present = {(a, s) for a, s in zip(full.stretch_agent, full.stretch_start, strict=True)}
        expected = {(a, s) for a, s in present if a != 1 and not 2880 <= s < 4320}
        assert set(zip(part.stretch_agent, part.stretch_start, strict=True)) == expected


def test_an_agent_more_changes_nobody_elses_absence(make_desk):
    days = [(a, d, [(d * 1440, d * 1440 + 60)]) for a in range(4) for d in range(8)]
    volume = np.zeros((1, 1, 192), np.int64)
    four = replay(make_desk(days, agents=4, absence=0.5), volume, seed=8, replication=0)
    three = replay(make_desk(days[:24], agents=3, absence=0.5), volume, seed=8, replication=0)
    assert three.stretch_start.tolist() == four.stretch_start[four.stretch_agent < 3].tolist()


@pytest.mark.parametrize("threads", [1, 3])
def test_the_result_depends_neither_on_threads_nor_on_chunks(random_desk, monkeypatch, threads):
    desk = random_desk(3, "oldest_savable_first", "handover")
    volume = poisson(desk, 1, 40)
    expected = judge(desk, volume, target=0.9, confidence=0.9, seed=2, threads=2)
    monkeypatch.setattr("staffing.simulate.judge.CASES_PER_CHUNK", 1500)
    service = judge(desk, volume, target=0.9, confidence=0.9, seed=2, threads=threads)
    sums = "backlog_mean", "arrived", "missed"
    for name in ("rates", "queue_rates", "handling", "on_queue", "overtime", "oldest", "resolved", *sums):
        np.testing.assert_array_equal(getattr(service, name), getattr(expected, name))
    assert service.age_p95_hours == expected.age_p95_hours


def test_the_seed_decides(random_desk):
    desk = random_desk(3, "oldest_first", "handover")
    volume = poisson(desk, 1, 5)
    first, again, other = (judge(desk, volume, target=0.9, confidence=0.9, seed=s).oldest for s in (1, 1, 2))
    assert first.tolist() == again.tolist() != other.tolist()
