"""What the days before the plan leave open: the same cases as in the judge's own run, with what is left of them."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.simulate.desk import ORDERS, SHIFT_ENDS
from staffing.simulate.judge import replay
from staffing.simulate.kernel import simulate
from staffing.simulate.opening import open_at_plan_start

DAY = 1440
POLICIES = [(order, end) for order in ORDERS for end in SHIFT_ENDS]


def no_arrivals(desk):
    return np.zeros((1, len(desk.queue_names), len(desk.interval_start) - 1), np.int64)


def left(desk):
    """Minutes still to be done at the plan's start, by age."""
    return open_at_plan_start(desk, no_arrivals(desk), seed=1).minutes.tolist()


@pytest.mark.parametrize("before", [0, 600, 3 * DAY + 17])
@pytest.mark.parametrize(("order", "at_shift_end"), POLICIES)
def test_they_are_the_cases_that_the_judge_finds_open(random_desk, by_hand, order, at_shift_end, before):
    begun = 0
    for seed in range(12):
        desk = random_desk(seed, order, at_shift_end, before)
        shape = 3, len(desk.queue_names), len(desk.interval_start) - 1
        volume = np.random.default_rng(seed).poisson(1.5, shape)
        found = open_at_plan_start(desk, volume, seed=seed)
        assert found.replications == 3
        for k in range(3):
            whole, mine = replay(desk, volume, seed=seed, replication=k), found.replication == k
            waits = (whole.created < 0) & (whole.finish > 0)
            np.testing.assert_array_equal(found.queue[mine], whole.queue[waits])
            np.testing.assert_array_equal(found.created[mine], whole.created[waits])
            to_do = by_hand(desk, whole, 0.0).left_to_do()
            expected = [to_do[number] * (1 - desk.in_shift) for number in np.flatnonzero(waits)]
            np.testing.assert_allclose(found.minutes[mine], expected, rtol=1e-9, atol=1e-9)
            begun += int((found.minutes[mine] < whole.handle[waits] - 1e-6).sum())
    assert (begun > 10) == (before > 0)


def test_where_the_run_starts_with_the_plan_they_are_the_opening_cases(random_desk):
    desk = random_desk(3, "oldest_first", "handover")
    volume = no_arrivals(desk)
    found, whole = open_at_plan_start(desk, volume, seed=2), replay(desk, volume, seed=2, replication=0)
    assert len(found.queue) == len(desk.opening_queue) > 0
    for given, drawn in ((found.queue, whole.queue), (found.created, whole.created), (found.minutes, whole.handle)):
        np.testing.assert_array_equal(given, drawn)


def test_the_roster_of_the_plan_has_no_say(make_desk):
    weekend = [(0, day, [(day * DAY + 500, day * DAY + 1100)]) for day in (-2, -1)]
    week = [(0, day, [(day * DAY + 500, day * DAY + 1100)]) for day in range(7)]
    desks = [make_desk(shifts, before=2 * DAY, handle_cv=[1.0], absence=0.3) for shifts in (weekend, weekend + week)]
    volume = np.random.default_rng(1).poisson(1.0, (20, 1, 240))
    idle, busy = (open_at_plan_start(desk, volume, seed=1) for desk in desks)
    assert len(idle.minutes) > 100
    np.testing.assert_array_equal(idle.minutes, busy.minutes)


NIGHT, LUNCH = (0, -1, [(-60, 60)]), (0, -1, [(-60, -10), (20, 90)])
EVENING, MONDAY = (0, -1, [(-60, -10)]), (0, 0, [(480, 900)])


@pytest.mark.parametrize(
    ("shifts", "at_shift_end", "expected"),
    [
        ([NIGHT], "handover", [20.0]),
        ([NIGHT], "keep", [20.0]),
        ([NIGHT], "overtime", [20.0]),
        ([LUNCH], "handover", [30.0]),
        ([LUNCH], "keep", [30.0]),
        ([LUNCH], "overtime", [30.0]),
        ([EVENING, MONDAY], "handover", [30.0]),
        ([EVENING, MONDAY], "keep", [30.0]),
        ([EVENING], "keep", [30.0]),
        ([EVENING, MONDAY], "overtime", [20.0]),
        ([EVENING], "overtime", [20.0]),
        ([EVENING, (0, 0, [(15, 60)])], "overtime", [20.0]),
        ([(0, -1, [(-60, -40)]), (0, -1, [(-30, -20)]), MONDAY], "handover", [50.0]),
        ([(0, -1, [(-60, -40)]), (0, -1, [(-30, -20)]), MONDAY], "overtime", [20.0]),
        ([(0, -1, [(-60, -40)]), (0, -1, [(-30, 20)])], "overtime", [20.0]),
        ([(0, -1, [(-60, 0)]), MONDAY], "handover", [20.0]),
        ([MONDAY], "handover", [80.0]),
    ],
)
def test_what_was_done_before_the_plan_is_deducted(make_desk, shifts, at_shift_end, expected):
    desk = make_desk(shifts, before=DAY, handle_mean=[80.0], opening_created=[-DAY], at_shift_end=at_shift_end)
    assert left(desk) == expected


def test_a_case_handed_over_before_the_plan_may_be_in_a_colleagues_hand(make_desk):
    desk = make_desk([EVENING, (1, -1, [(-5, 300)])], agents=2, before=DAY, handle_mean=[80.0], opening_created=[-DAY])
    assert left(desk) == [25.0]


def test_minutes_are_those_of_work_and_not_of_the_clock(make_desk):
    desk = make_desk([NIGHT], before=DAY, handle_mean=[80.0], opening_created=[-DAY, -DAY], in_shift=0.25)
    assert left(desk) == [80 - 60 * 0.75, 80]


@pytest.mark.parametrize(("minutes", "expected"), [(60.0, []), (60.5, [0.5])])
def test_a_case_done_as_the_plan_begins_is_not_open(make_desk, minutes, expected):
    assert left(make_desk([NIGHT], before=DAY, handle_mean=[minutes], opening_created=[-DAY])) == expected


def test_nothing_may_be_open(make_desk):
    desk = make_desk([NIGHT], before=DAY)
    found = open_at_plan_start(desk, no_arrivals(desk), seed=1)
    assert found.replications == 1
    assert [len(a) for a in (found.replication, found.queue, found.created, found.minutes)] == [0, 0, 0, 0]


def test_arrivals_that_do_not_fit_are_refused(make_desk):
    desk = make_desk([NIGHT], before=DAY)
    with pytest.raises(ValueError, match="volume has shape"):
        open_at_plan_start(desk, np.zeros((1, 1, 192), np.int64), seed=1)


def test_no_second_machine_code_is_made_for_it(make_desk):
    desk = make_desk([NIGHT], before=DAY)
    open_at_plan_start(desk, no_arrivals(desk), seed=np.int64(1))
    assert len(simulate.signatures) == 1
