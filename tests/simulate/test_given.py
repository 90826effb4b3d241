"""A desk worked with given cases: as drawn ones are, one for one."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.simulate.desk import ORDERS, SHIFT_ENDS
from staffing.simulate.given import work_off
from staffing.simulate.judge import judge, replay
from staffing.simulate.kernel import simulate

POLICIES = [(order, end) for order in ORDERS for end in SHIFT_ENDS]
FIELDS = (
    "queue", "created", "handle", "finish", "stretch_agent", "stretch_start", "stretch_end", "stretch_shift",
    "handling", "on_queue",
)  # fmt: skip


@pytest.mark.parametrize("before", [0, 4337])
@pytest.mark.parametrize(("order", "at_shift_end"), POLICIES)
def test_given_what_was_drawn_everything_happens_as_it_did(random_desk, order, at_shift_end, before):
    for seed in range(10):
        desk = random_desk(seed, order, at_shift_end, before)
        shape = 2, len(desk.queue_names), len(desk.interval_start) - 1
        volume = np.random.default_rng(seed).poisson(1.5, shape)
        drawn = replay(desk, volume, seed=seed, replication=1)
        given = work_off(desk, drawn.queue, drawn.created, drawn.handle, seed=seed, replication=1)
        for name in FIELDS:
            np.testing.assert_array_equal(getattr(given, name), getattr(drawn, name), err_msg=name)
        assert np.isfinite(given.finish).any()


def test_the_minutes_of_people_are_those_of_the_judge(random_desk):
    desk = random_desk(5, "oldest_savable_first", "handover", 4337)
    volume = np.full((2, len(desk.queue_names), len(desk.interval_start) - 1), 1)
    service = judge(desk, volume, target=0.9, confidence=0.9, seed=1)
    replication = replay(desk, volume, seed=1, replication=1)
    assert replication.handling.sum() == pytest.approx(service.handling[1], rel=1e-12)
    assert replication.on_queue.sum() == pytest.approx(service.on_queue[1], rel=1e-12)
    assert replication.handling.sum() > 0


def test_the_result_has_the_order_of_the_cases_given(random_desk):
    desk = random_desk(5, "oldest_savable_first", "handover", 4337)
    rng = np.random.default_rng(1)
    queue, created = rng.integers(0, len(desk.queue_names), 300), rng.uniform(-5000, 10_000, 300)
    handle, mixed = rng.exponential(30, 300), rng.permutation(300)
    straight = work_off(desk, queue, created, handle)
    shuffled = work_off(desk, queue[mixed], created[mixed], handle[mixed])
    for name in FIELDS[:4]:
        np.testing.assert_array_equal(getattr(shuffled, name), getattr(straight, name)[mixed])


def test_lists_will_do_and_the_desks_own_open_cases_stay_out(make_desk):
    desk = make_desk([(0, 0, [(0, 600)])], opening_created=[-500.0] * 9)
    replication = work_off(desk, [0, 0, 0], [100.0, -20.0, 5], [10, 25.0, 1])
    assert replication.finish.tolist() == [110, 25, 26]
    assert replication.handling.tolist() == [36]


def test_of_cases_created_at_one_moment_the_first_given_goes_first(make_desk):
    desk = make_desk([(0, 0, [(0, 600)])])
    assert work_off(desk, [0, 0, 0], [0.0, 0.0, 0.0], [3.0, 2.0, 1.0]).finish.tolist() == [3, 5, 6]


def test_a_case_from_before_the_run_waits_at_its_start(make_desk):
    desk = make_desk([(0, -1, [(-200, 600)])], before=120)
    assert work_off(desk, [0, 0], [-90.0, -100_000.0], [10.0, 20.0]).finish.tolist() == [-80, -100]


def test_absences_are_those_of_the_judges_replication(make_desk):
    days = [(a, d, [(d * 1440, d * 1440 + 60)]) for a in range(5) for d in range(8)]
    desk = make_desk(days, agents=5, absence=0.4)
    volume = np.zeros((4, 1, 192), np.int64)
    for k in (0, 3):
        drawn, given = replay(desk, volume, seed=7, replication=k), work_off(desk, [], [], [], seed=7, replication=k)
        np.testing.assert_array_equal(given.stretch_start, drawn.stretch_start)
        assert 0 < len(given.stretch_start) < 40
        assert len(given.finish) == 0


def test_a_case_up_to_the_end_of_the_run_is_worked(make_desk):
    desk = make_desk([(0, 7, [(10_080, 11_520)])])
    assert work_off(desk, [0, 0], [11_510.0, 11_519.0], [9.0, 9.0]).finish.tolist() == [11_519, np.inf]


@pytest.mark.parametrize(
    ("queue", "created", "handle", "message"),
    [
        ([0, 0], [1.0], [1.0], r"shapes \(2,\), \(1,\) and \(1,\)"),
        ([[0]], [[1.0]], [[1.0]], "one value for each case"),
        ([1], [1.0], [1.0], r"queue must hold whole numbers in 0\.\.0"),
        ([-1], [1.0], [1.0], "queue must hold"),
        ([0.0], [1.0], [1.0], "queue must hold"),
        ([0], [11_520.0], [1.0], "before the run ends at minute 11520"),
        ([0], [np.nan], [1.0], "before the run ends"),
        ([0], [-np.inf], [1.0], "before the run ends"),
        ([0], [1.0], [0.0], "above 0"),
        ([0], [1.0], [np.nan], "above 0"),
        ([0], [1.0], [np.inf], "above 0"),
    ],
)
def test_a_case_that_cannot_be_is_refused(make_desk, queue, created, handle, message):
    with pytest.raises(ValueError, match=message):
        work_off(make_desk([]), queue, created, handle)


def test_no_second_machine_code_is_made_for_it(make_desk):
    work_off(make_desk([]), np.array([0], np.int32), [1], [1], seed=np.int64(1), replication=np.int64(0))
    assert len(simulate.signatures) == 1
