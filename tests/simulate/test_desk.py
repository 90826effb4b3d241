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
        ({"proficiency": [[1.0]]}, r"proficiency has shape \(1, 1\); \[2 agents, 1 queues\] is needed"),
        ({"proficiency": [[1.0], [1.6]]}, r"a proficiency is 1.6; it must lie in \[0, 1.5\]"),
        ({"proficiency": [[-0.5], [1.0]]}, "a proficiency is -0.5"),
        ({"proficiency": [[np.nan], [1.0]]}, "a proficiency is nan"),
        ({"proficiency": [[1.0], [0.0]]}, "agent1 is on queue and serves no queue; at least one is needed"),
        ({"queue_target": [0.9, 0.8]}, r"queue_target is \[0.9, 0.8\]; 1 shares in \[0, 1\]"),
        ({"queue_target": [90.0]}, r"queue_target is \[90.0\]"),
        ({"clock_from": ([0.0],)}, "of queue0 have shapes"),
        ({"clock_from": ([0.0], []), "clock_until": ([9.0], [])}, "have 2 and 2 queues; 1 are needed in each"),
        ({"clock_from": ([0.0, 1.0],), "clock_until": ([9.0],)}, r"shapes \(2,\) and \(1,\)"),
        ({"clock_from": ([np.inf],), "clock_until": ([np.inf],)}, "of queue0 must be finite"),
        ({"clock_from": ([1.0, 0.0],), "clock_until": ([9.0, 9.0],)}, "of queue0 falls"),
        ({"clock_from": ([0.0, 1.0],), "clock_until": ([9.0, 8.0],)}, "of queue0 falls"),
        ({"clock_from": ([0.0, 9.0],), "clock_until": ([9.0, 9.0],)}, "from minute 9 is due no later"),
    ],
)
def test_a_contradiction_is_refused_with_its_reason(make_desk, changes, message):
    with pytest.raises(ValueError, match=message):
        make_desk(SHIFTS, agents=2, **changes)


def test_not_given_everybody_serves_every_queue_by_the_calendar_and_only_the_overall_target_counts(make_desk):
    desk = make_desk(SHIFTS, agents=2, handle_mean=[30.0, 20.0])
    assert desk.proficiency.tolist() == [[1, 1], [1, 1]]
    assert [len(start) for start in desk.clock_from + desk.clock_until] == [0, 0, 0, 0]
    assert np.isnan(desk.queue_target).tolist() == [True, True]


def test_who_is_never_on_queue_may_serve_nothing_and_a_queue_may_have_nobody(make_desk):
    desk = make_desk(SHIFTS[:1], agents=2, handle_mean=[30.0, 20.0], proficiency=[[1.0, 0.0], [0.0, 0.0]])
    assert desk.proficiency[:, 1].max() == 0


def test_skills_and_clocks_are_read_only_too(make_desk):
    desk = make_desk(SHIFTS, agents=2, clock_from=([0.0],), clock_until=([9.0],))
    for array in (desk.proficiency, desk.clock_from[0], desk.clock_until[0], desk.queue_target):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
