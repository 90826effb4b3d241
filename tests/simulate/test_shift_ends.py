"""What happens to a case when its agent leaves, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.simulate.judge import judge, replay

OPEN = [-30.0, -20.0, -10.0]
MORNING, NEXT_DAY = (0, 0, [(0, 60)]), (0, 1, [(1440, 1500)])
COLLEAGUE = (1, 0, [(100, 200)])


def no_arrivals(desk):
    return np.zeros((1, len(desk.queue_names), len(desk.interval_start) - 1), np.int64)


def finish(desk):
    return replay(desk, no_arrivals(desk), seed=1, replication=0).finish.tolist()


def desk_of(make_desk, shifts, **changes):
    return make_desk(shifts, agents=2, handle_mean=[40.0], opening_created=OPEN, **changes)


def test_handover_gives_the_rest_of_a_case_to_a_colleague(make_desk):
    # the first case takes 0-40, the second 40-60 and its other 20 minutes with the colleague, then the third
    assert finish(desk_of(make_desk, [MORNING, NEXT_DAY, COLLEAGUE])) == [40, 120, 160]


def test_kept_cases_wait_for_their_agents_next_shift(make_desk):
    assert finish(desk_of(make_desk, [MORNING, NEXT_DAY, COLLEAGUE], at_shift_end="keep")) == [40, 1460, 140]


def test_a_kept_case_whose_agent_never_returns_stays_open(make_desk):
    assert finish(desk_of(make_desk, [MORNING, COLLEAGUE], at_shift_end="keep")) == [40, np.inf, 140]


def test_overtime_finishes_the_case_past_the_end_and_reports_the_minutes(make_desk):
    desk = desk_of(make_desk, [MORNING, COLLEAGUE], at_shift_end="overtime")
    assert finish(desk) == [40, 80, 140]
    service = judge(desk, no_arrivals(desk), target=0.9, confidence=0.9, seed=1)
    assert service.overtime_minutes == 20
    assert replay(desk, no_arrivals(desk), seed=1, replication=0).handling.tolist() == [60, 40]
    assert service.handling.tolist() == [100]
    assert service.occupancy == pytest.approx(100 / 160)


def test_overtime_ends_where_the_next_shift_begins(make_desk):
    shifts = [(0, 0, [(0, 30)]), (0, 1, [(50, 90)])]
    desk = make_desk(shifts, handle_mean=[70.0], opening_created=[0.0], at_shift_end="overtime")
    assert finish(desk) == [70]
    service = judge(desk, no_arrivals(desk), target=0.9, confidence=0.9, seed=1)
    assert (service.overtime_minutes, service.handling.tolist()) == (20, [50])


def test_a_case_that_ends_with_the_shift_is_finished(make_desk):
    assert finish(make_desk([MORNING], handle_mean=[60.0], opening_created=[0.0])) == [60]


@pytest.mark.parametrize("at_shift_end", ["handover", "keep", "overtime"])
def test_a_case_in_hand_waits_through_a_break_whatever_the_policy(make_desk, at_shift_end):
    shift = (0, 0, [(0, 30), (45, 90)])
    colleague = (1, 0, [(20, 22), (30, 100)])  # busy with the third case when the break starts
    desk = desk_of(make_desk, [shift, colleague], at_shift_end=at_shift_end)
    assert finish(desk)[0] == 55


def test_no_case_is_taken_in_a_break(make_desk):
    shift = (0, 0, [(0, 40), (55, 95)])
    assert finish(make_desk([shift], handle_mean=[40.0], opening_created=[-2.0, -1.0])) == [40, 95]


def test_in_shift_shrinkage_stretches_every_minute(make_desk):
    desk = make_desk([(0, 0, [(0, 100)])], handle_mean=[30.0], opening_created=[-1.0], in_shift=0.25)
    assert finish(desk) == [40]
    service = judge(desk, no_arrivals(desk), target=0.9, confidence=0.9, seed=1)
    assert (service.handling.tolist(), service.on_queue.tolist()) == ([30], [75])
    assert service.occupancy == 0.4


def test_a_shift_under_way_at_the_start_counts_from_minute_zero(make_desk):
    desk = make_desk([(0, -1, [(-300, -200), (-100, 50)])], handle_mean=[30.0], opening_created=[-500.0])
    assert finish(desk) == [30]
    assert judge(desk, no_arrivals(desk), target=0.9, confidence=0.9, seed=1).on_queue.tolist() == [50]


def test_work_past_the_end_of_the_plan_is_in_no_figure_of_people(make_desk):
    end = 7 * 1440
    desk = make_desk([(0, 6, [(end - 10, end + 50)])], handle_mean=[40.0], opening_created=[-1.0])
    service = judge(desk, no_arrivals(desk), target=0.9, confidence=0.9, seed=1)
    assert finish(desk) == [end + 30]
    assert (service.handling.tolist(), service.on_queue.tolist()) == ([10], [10])
    assert service.resolved.tolist() == [0]
    assert service.oldest_hours == (end + 1) / 60


def test_the_agent_free_the_longest_takes_the_case_and_ties_go_to_the_first(make_desk):
    early, late, tied = (0, 0, [(10, 500)]), (1, 0, [(5, 500)]), (2, 0, [(5, 500)])
    desk = make_desk([early, late, tied], agents=3, handle_mean=[400.0], opening_created=[-1.0])
    assert replay(desk, no_arrivals(desk), seed=1, replication=0).handling.tolist() == [0, 400, 0]


def test_savable_cases_go_first_then_late_ones_and_overdue_ones_before_all(make_desk):
    created = [-4000.0, -3000.0, -1400.0, -1300.0]  # overdue at 3500; late; savable only within 40 minutes; savable
    desk = make_desk(
        [(0, 0, [(0, 1000)])], handle_mean=[30.0], opening_created=created,
        order="oldest_savable_first", urgent_age_minutes=3500,
    )  # fmt: skip
    assert finish(desk) == [30, 90, 120, 60]  # at 30 the third would be done at 60, after its deadline at 40


def test_the_deadline_is_just_met_or_just_missed(make_desk):
    def order(age):
        changes = {"handle_mean": [40.0], "opening_created": [-age, -1.0], "order": "oldest_savable_first"}
        return finish(make_desk([(0, 0, [(0, 99)])], **changes))

    assert order(1400.0) == [40, 80]
    assert order(1400.5) == [80, 40]


def test_the_more_urgent_queue_goes_first_although_its_case_is_younger(make_desk):
    queues = {"handle_mean": [30.0, 30.0], "deadline_minutes": [2880, 240]}
    cases = {"opening_created": [-50.0, -10.0], "opening_queue": [0, 1]}
    shifts = [(0, 0, [(0, 99)])]
    assert finish(make_desk(shifts, order="oldest_savable_first", **queues, **cases)) == [60, 30]
    assert finish(make_desk(shifts, order="oldest_first", **queues, **cases)) == [30, 60]


def test_of_two_cases_due_at_once_the_older_goes_first(make_desk):
    queues = {"handle_mean": [30.0, 30.0], "deadline_minutes": [240, 1440]}
    cases = {"opening_created": [-1300.0, -100.0], "opening_queue": [1, 0]}
    assert finish(make_desk([(0, 0, [(0, 99)])], order="oldest_savable_first", **queues, **cases)) == [30, 60]


@pytest.mark.parametrize(("minutes", "second"), [(48.0, 98.0), (50.0, 100.0)])
def test_after_overtime_the_agent_is_free_again_with_the_next_shift(make_desk, minutes, second):
    shifts = [(0, 0, [(0, 30)]), (0, 1, [(50, 200)])]
    desk = make_desk(shifts, handle_mean=[minutes], opening_created=[-2.0, -1.0], at_shift_end="overtime")
    assert finish(desk) == [minutes, second]
    service = judge(desk, no_arrivals(desk), target=0.9, confidence=0.9, seed=1)
    assert service.overtime_minutes == minutes - 30
