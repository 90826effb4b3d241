"""A run that starts before the plan: the days before are worked, and are in no figure of the plan."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.simulate.desk import ORDERS, SHIFT_ENDS
from staffing.simulate.judge import judge, replay

DAY = 1440
SUNDAY_NIGHT = (0, -1, [(-120, 180)])


def arrivals(desk, *hours):
    """One case in each of these hours; below 0 they are before the plan."""
    volume = np.zeros((1, len(desk.queue_names), len(desk.interval_start) - 1), np.int64)
    for hour in hours:
        volume[0, 0, desk.plan_first + hour] += 1
    return volume


def judged(desk, *hours, **options):
    return judge(desk, arrivals(desk, *hours), target=0.9, confidence=0.9, seed=1, **options)


def test_people_are_counted_from_the_plans_first_minute(make_desk):
    desk = make_desk([SUNDAY_NIGHT], before=DAY, opening_created=[-DAY] * 4, handle_mean=[50.0])
    assert replay(desk, arrivals(desk), seed=1, replication=0).finish.tolist() == [-70, -20, 30, 80]
    service = judged(desk)
    assert (service.on_queue.tolist(), service.handling.tolist()) == ([180], [80])
    assert service.resolved.tolist() == [2]


def test_overtime_is_counted_from_the_plans_first_minute(make_desk):
    shifts = [(0, -1, [(-60, -30)])]
    desk = make_desk(shifts, before=DAY, opening_created=[-DAY], handle_mean=[75.0], at_shift_end="overtime")
    service = judged(desk)
    assert (service.overtime_minutes, service.handling.tolist(), service.resolved.tolist()) == (15, [0], [1])


def test_what_lies_before_the_run_is_cut_off(make_desk):
    desk = make_desk([(0, -2, [(-300, -200), (-100, 50)])], before=90, opening_created=[-90.0], handle_mean=[20.0])
    replication = replay(desk, arrivals(desk), seed=1, replication=0)
    assert (replication.stretch_start.tolist(), replication.stretch_end.tolist()) == ([-90], [50])
    assert replication.finish.tolist() == [-70]


def test_a_case_that_comes_before_the_plan_is_work_but_in_no_rate(make_desk):
    desk = make_desk([], before=2 * DAY, opening_created=[-3000.0])
    service = judged(desk, -30)
    assert service.rates.tolist() == [[1.0]]
    assert service.oldest_hours == (3000 + 10080) / 60
    assert set(service.backlog_mean[0]) == {2.0}
    assert (service.arrived.sum(), service.missed.sum()) == (0, 0)


def test_a_case_resolved_before_the_plan_is_in_no_figure(make_desk):
    desk = make_desk([(0, -1, [(-500, -400)])], before=2 * DAY, opening_created=[-3000.0])
    service = judged(desk)
    assert (service.oldest_hours, service.resolved.tolist(), service.backlog_mean.max()) == (0.0, [0], 0.0)
    assert np.isnan(service.age_p95_hours)


@pytest.mark.parametrize(("minutes", "oldest", "waiting"), [(119.5, 0.0, 0.0), (120.0, 0.0, 0.0), (120.5, 2040.5, 1.0)])
def test_a_case_resolved_as_the_plan_begins_was_not_open_in_it(make_desk, minutes, oldest, waiting):
    desk = make_desk([SUNDAY_NIGHT], before=1920, opening_created=[-2040.0], handle_mean=[minutes])
    service = judged(desk)
    assert service.oldest_hours == oldest / 60
    assert service.backlog_mean[0, 0] == waiting
    assert service.resolved.tolist() == [minutes >= 120]


def test_the_plans_cases_are_the_same_whether_or_not_the_days_before_are_simulated(make_desk):
    monday, earlier = make_desk([], handle_cv=[1.0]), make_desk([], handle_cv=[1.0], before=3 * DAY + 17)
    volume = np.random.default_rng(1).poisson(2.0, (2, 1, len(earlier.interval_start) - 1))
    whole = replay(earlier, volume, seed=4, replication=1)
    alone = replay(monday, volume[:, :, earlier.plan_first :], seed=4, replication=1)
    planned = whole.created >= 0
    assert 100 < planned.sum() < len(planned) - 100
    for name in ("queue", "created", "handle"):
        np.testing.assert_array_equal(getattr(whole, name)[planned], getattr(alone, name))


def test_cases_of_the_first_part_of_an_hour_come_within_it(make_desk):
    desk = make_desk([], before=3 * DAY + 17)
    volume = arrivals(desk)
    volume[0, 0, 0] = 1000
    created = replay(desk, volume, seed=4, replication=0).created
    assert -4337 < created.min() < created.max() < -4320
    assert created.max() - created.min() > 16.9


def test_a_team_that_works_the_days_before_starts_with_less(make_desk):
    nights = [(0, day, [(day * DAY + 1200, day * DAY + 1700)]) for day in range(-3, 8)]
    idle = [shift for shift in nights if shift[1] >= 0]
    backlogs = []
    for shifts in (nights, idle):
        desk = make_desk(shifts, before=2 * DAY)
        backlogs.append(judge(desk, np.ones((20, 1, 240), np.int64), target=0.9, confidence=0.9, seed=2).backlog_mean)
    assert backlogs[0][0, 0] < backlogs[1][0, 0] == 48


@pytest.mark.parametrize("before", [0, 4337])
@pytest.mark.parametrize("order", ORDERS)
def test_the_hours_of_a_day_add_up_to_the_day(random_desk, order, before):
    for seed in range(12):
        desk = random_desk(seed, order, SHIFT_ENDS[seed % 3], before)
        shape = 7, len(desk.queue_names), len(desk.interval_start) - 1
        volume = np.random.default_rng(seed).poisson(2.0, shape)
        service = judge(desk, volume, target=0.9, confidence=0.9, seed=seed)
        planned = volume[:, :, desk.plan_first : desk.plan_first + desk.plan_intervals]
        assert service.arrived.shape == service.missed.shape == service.backlog_mean.shape == planned.shape[1:]
        np.testing.assert_allclose(service.arrived, planned.mean(axis=0))
        assert ((service.missed >= 0) & (service.missed <= service.arrived)).all()
        daily = planned.reshape(7, shape[1], -1, 24).sum(axis=(1, 3))
        missed = (daily * (1 - service.day_rates)).mean(axis=0)
        np.testing.assert_allclose(service.missed.reshape(shape[1], -1, 24).sum(axis=(0, 2)), missed, atol=1e-9)


def test_the_hours_nobody_serves_are_the_ones_that_miss(make_desk):
    desk = make_desk([(0, 0, [(0, 600)])], deadline_minutes=[240])
    service = judged(desk, 0, 5, 5, 8, 30)
    assert np.flatnonzero(service.arrived[0]).tolist() == [0, 5, 8, 30]
    assert service.arrived[0, 5] == 2
    assert np.flatnonzero(service.missed[0]).tolist() == [30]
