"""A desk refuses arrays that contradict each other."""

from __future__ import annotations

import numpy as np
import pytest

SHIFTS = [(0, 0, [(0, 60), (90, 150)]), (1, 0, [(0, 60)])]


def test_arrays_are_copied_and_read_only(make_desk):
    paid = np.array([2400, 2400])
    desk = make_desk(SHIFTS, agents=2, paid_minutes=paid)
    paid[0] = 0
    assert desk.paid_minutes.tolist() == [2400, 2400]
    with pytest.raises(ValueError, match="read-only"):
        desk.paid_minutes[0] = 1


def test_the_plan_is_read_off_the_days(make_desk):
    desk = make_desk(SHIFTS, agents=2, weeks=2)
    assert (desk.weeks, desk.plan_end, desk.plan_intervals) == (2, 14 * 1440, 14 * 24)


def test_without_days_before_it_the_run_starts_with_the_plan(make_desk):
    desk = make_desk(SHIFTS, agents=2)
    assert (desk.run_start, desk.plan_first) == (0, 0)


def test_the_run_may_start_before_the_plan(make_desk):
    desk = make_desk(SHIFTS, agents=2, before=150, opening_created=[-150.0])
    assert (desk.run_start, desk.plan_first, desk.plan_intervals) == (-150, 3, 168)
    assert desk.interval_start[:5].tolist() == [-150, -120, -60, 0, 60]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"day_start": np.arange(8) * 1440 + 1}, "day_start must rise from 0"),
        ({"day_start": np.arange(7) * 1440}, "bounds 6 days"),
        ({"day_start": np.array([0])}, "bounds 0 days"),
        ({"interval_start": np.array([0, 60, 60])}, "interval_start must rise"),
        ({"interval_start": np.arange(100) * 60}, "before the plan's end"),
        ({"interval_start": np.arange(10, 12000, 60)}, r"begins with \[10\] and has no edge at 0"),
        ({"interval_start": np.arange(-50, 12000, 60)}, r"begins with \[-50\] and has no edge at 0"),
        ({"interval_start": np.arange(-600, 1, 60)}, "ends at 0, before the plan's end 10080"),
        ({"interval_start": np.array([], np.int64)}, "no edge at 0"),
        ({"segment_agent": [0, 0, 2]}, "segment_agent must lie in 0..1"),
        ({"segment_agent": [1, 1, 0]}, "sorted by agent"),
        ({"segment_end": [60, 90, 60]}, "end after it starts"),
        ({"segment_end": [100, 150, 60]}, "without overlap"),
        ({"segment_day": [0, 0]}, "differ in length"),
        ({"paid_minutes": [2400]}, "paid_minutes has 1 agents"),
        ({"handle_cv": [1.0, 1.0]}, "need one value for each of 1 queues"),
        ({"handle_mean": [0.0]}, "above 0"),
        ({"opening_created": [5.0]}, "not after minute 0"),
        ({"opening_created": [-59.0], "before": 60}, "not after minute -60"),
        ({"opening_created": [np.nan]}, "not after minute 0"),
        ({"opening_created": [-5.0], "opening_queue": [1]}, "opening_queue must lie in 0..0"),
        ({"absence": 1.0}, "absence is 1.0"),
        ({"in_shift": -0.1}, "in_shift -0.1"),
        ({"order": "newest_first"}, "'newest_first'"),
        ({"at_shift_end": "drop"}, "'drop'"),
    ],
)
def test_a_contradiction_is_refused_with_its_reason(make_desk, changes, message):
    with pytest.raises(ValueError, match=message):
        make_desk(SHIFTS, agents=2, **changes)
