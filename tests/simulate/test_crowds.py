"""Many agents: idle, at work and off shift, in many skill groups; the judge still agrees with the plain simulator."""

from __future__ import annotations

from dataclasses import astuple, fields

import numpy as np
import pytest

from staffing.simulate.desk import ORDERS, SHIFT_ENDS
from staffing.simulate.judge import judge, replay
from staffing.simulate.skills import groups_of

DAY = 1440
POLICIES = [(order, end) for order in ORDERS for end in SHIFT_ENDS]
IDLE, BUSY, SHORT = 0.03, 0.9, 1.3


@pytest.fixture(scope="module")
def crowd(make_desk):
    """Agents who begin together on the hour, some shift after shift, some with breaks; every fourth time all handle
    times are alike, so that many become free at one moment. With `queues` above 6 there are more than 64 groups."""

    def make(seed, order, at_shift_end, agents=40, queues=3):
        rng = np.random.default_rng(seed)
        shifts = []
        for agent in range(agents):
            for day in range(8):
                start = day * DAY + 60 * int(rng.choice([6, 6, 6, 9, 14]))
                kind = rng.random()
                if kind < 0.5:
                    shifts.append((agent, day, [(start, start + 120), (start + 150, start + 300)]))
                elif kind < 0.7:  # one shift begins the moment the other ends
                    shifts += [(agent, day, [(start, start + 120)]), (agent, day, [(start + 120, start + 240)])]
        proficiency = rng.choice([0.0, 0.0, 0.5, 1.0, 1.25], (agents, queues))
        proficiency[np.arange(agents), rng.integers(0, queues, agents)] = 1.0
        opening = int(rng.integers(0, 30))
        return make_desk(
            shifts,
            agents=agents,
            handle_mean=rng.choice([20.0, 30.0, 60.0], queues),
            handle_cv=np.full(queues, 0.0 if seed % 4 == 0 else 1.0),
            deadline_minutes=rng.choice([240, 720, 1440], queues),
            opening_queue=rng.integers(0, queues, opening),
            opening_created=-rng.exponential(1500, opening),
            proficiency=proficiency,
            absence=float(rng.choice([0.0, 0.3])),
            in_shift=float(rng.choice([0.0, 0.12])),
            urgent_age_minutes=int(rng.choice([600, 100_000])),
            order=order,
            at_shift_end=at_shift_end,
        )

    return make


def volume_for(desk, load, seed, paths=1):
    hours = len(desk.interval_start) - 1
    minutes = float((desk.segment_end - desk.segment_start).sum()) * (1 - desk.in_shift)
    cases = load * minutes / desk.handle_mean.mean() / hours / len(desk.queue_names)
    return np.random.default_rng(seed).poisson(cases, (paths, len(desk.queue_names), hours))


def agrees(desk, volume, seed, by_hand):
    replication = replay(desk, volume, seed=seed, replication=0)
    cases = by_hand(desk, replication).cases
    np.testing.assert_array_equal(replication.agent, [case.agent for case in cases])
    np.testing.assert_array_equal(replication.finish, [case.finish for case in cases])
    return replication


@pytest.mark.parametrize("load", [IDLE, BUSY, SHORT])
@pytest.mark.parametrize(("order", "at_shift_end"), POLICIES)
def test_whoever_is_idle_is_taken_in_the_same_order(crowd, skilled_by_hand, order, at_shift_end, load):
    finished = 0
    for seed in range(500, 505):
        desk = crowd(seed, order, at_shift_end)
        replication = agrees(desk, volume_for(desk, load, seed), seed, skilled_by_hand)
        finished += int(np.isfinite(replication.finish).sum())
    assert finished > 100


def test_more_groups_than_a_word_has_bits(crowd, skilled_by_hand):
    desk = crowd(601, "oldest_savable_first", "handover", agents=120, queues=9)
    assert len(groups_of(desk).served) > 64
    agrees(desk, volume_for(desk, 0.2, 1), 1, skilled_by_hand)


@pytest.mark.parametrize("spans", [1, 3, 100_000])
def test_the_spans_of_the_calendar_change_nothing(crowd, monkeypatch, spans):
    desk = crowd(502, "oldest_savable_first", "handover")
    volume = volume_for(desk, BUSY, 2)
    expected = replay(desk, volume, seed=2, replication=0)
    monkeypatch.setattr("staffing.simulate.arrays.FEWEST_SPANS", spans)
    monkeypatch.setattr("staffing.simulate.arrays.MOST_SPANS", spans)
    found = replay(desk, volume, seed=2, replication=0)
    for one in fields(expected):
        np.testing.assert_array_equal(getattr(found, one.name), getattr(expected, one.name), err_msg=one.name)


@pytest.mark.parametrize("threads", [1, 3])
def test_figures_of_people_do_not_depend_on_threads_and_chunks(crowd, monkeypatch, threads):
    desk = crowd(503, "oldest_savable_first", "handover")
    volume = volume_for(desk, BUSY, 3, paths=20)
    expected = judge(desk, volume, target=0.9, confidence=0.9, seed=2, threads=2)
    monkeypatch.setattr("staffing.simulate.judge.CASES_PER_CHUNK", 3000)
    found = judge(desk, volume, target=0.9, confidence=0.9, seed=2, threads=threads)
    assert list(map(astuple, found.agents)) == list(map(astuple, expected.agents))


def test_nothing_is_kept_for_each_agent_and_replication(crowd):
    desk = crowd(503, "oldest_savable_first", "handover", agents=400)
    service = judge(desk, volume_for(desk, IDLE, 3, paths=30), target=0.9, confidence=0.9, seed=2)
    arrays = [getattr(service, one.name) for one in fields(service)]
    assert max(array.size for array in arrays if isinstance(array, np.ndarray)) < 30 * 400


@pytest.mark.parametrize("order", ORDERS)
def test_with_nobody_at_all_every_case_stays_open(make_desk, order):
    desk = make_desk([], agents=0, order=order, opening_created=[-5.0])
    volume = np.ones((2, 1, len(desk.interval_start) - 1), np.int64)
    assert np.isinf(replay(desk, volume, seed=1, replication=0).finish).all()
    service = judge(desk, volume, target=0.9, confidence=0.9, seed=1)
    assert (service.rate_mean, service.agents, service.occupancy) == (0.0, (), 0.0)


@pytest.mark.parametrize("at_shift_end", SHIFT_ENDS)
def test_who_is_never_on_queue_takes_nothing(make_desk, skilled_by_hand, at_shift_end):
    desk = make_desk([(1, 2, [(3000, 3060)])], agents=3, opening_created=[-5.0] * 3, at_shift_end=at_shift_end)
    replication = agrees(desk, np.zeros((1, 1, len(desk.interval_start) - 1), np.int64), 1, skilled_by_hand)
    assert replication.agent.tolist() == [1, 1, -1]


def test_where_everybody_is_idle_the_case_goes_to_the_first(around_the_clock):
    desk = around_the_clock(50, opening_created=[0.0])
    replication = replay(desk, np.zeros((1, 1, len(desk.interval_start) - 1), np.int64), seed=1, replication=0)
    assert (replication.agent.tolist(), replication.finish.tolist()) == ([0], [30])


def test_where_nothing_comes_nobody_is_busy(around_the_clock):
    desk = around_the_clock(50)
    service = judge(desk, np.zeros((3, 1, len(desk.interval_start) - 1), np.int64), target=0.9, confidence=0.4, seed=1)
    assert (service.met, service.occupancy, service.handling.tolist()) == (True, 0.0, [0, 0, 0])


def test_an_idle_agent_who_starts_anew_goes_to_the_end_of_the_line(make_desk, skilled_by_hand):
    rested, through = (0, 0, [(0, 100), (160, 400)]), (1, 0, [(20, 400)])
    clock = ([-1.0, 2000.0], [1439.0, 3440.0])
    desk = make_desk([rested, through], agents=2, clock_from=[clock[0]], clock_until=[clock[1]])
    volume = np.zeros((1, 1, len(desk.interval_start) - 1), np.int64)
    volume[0, 0, 3] = 1  # within minutes 180 to 240
    assert agrees(desk, volume, 1, skilled_by_hand).agent.tolist() == [1]


def test_whoever_has_next_to_nothing_left_to_do_is_free_at_once(make_desk, skilled_by_hand):
    """The rest of a case that is handed over may be too small to move the clock."""
    early, late = (0, 0, [(0, 600)]), (1, 0, [(600, 1300)])
    handle = np.nextafter(600.0, 1000.0)
    desk = make_desk([early, late], agents=2, handle_mean=[handle], opening_created=[-2.0, -1.0])
    replication = agrees(desk, np.zeros((1, 1, len(desk.interval_start) - 1), np.int64), 1, skilled_by_hand)
    assert replication.agent.tolist() == [1, 1]
    assert replication.finish[0] == pytest.approx(600)
