"""Who takes which case when not everybody can take every one, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.simulate.given import work_off
from staffing.simulate.judge import judge, replay
from staffing.simulate.opening import open_at_plan_start
from staffing.simulate.skills import groups_of, trained

DAY = 1440
TWO_QUEUES = {"handle_mean": [30.0, 30.0]}
GENERALIST_AND_SPECIALIST = {"agents": 2, "proficiency": [[1.0, 1.0], [0.0, 1.0]], **TWO_QUEUES}


def no_arrivals(desk):
    return np.zeros((1, len(desk.queue_names), len(desk.interval_start) - 1), np.int64)


def test_the_least_flexible_agent_decides_first(make_desk):
    shifts = [(0, 0, [(0, 600)]), (1, 0, [(5, 600)])]  # the generalist is free the longest
    desk = make_desk(shifts, **GENERALIST_AND_SPECIALIST)
    worked = work_off(desk, [1, 0], [10.0, 12.0], [30.0, 30.0])
    assert worked.agent.tolist() == [1, 0]
    assert worked.finish.tolist() == [40, 42]


def test_what_only_the_specialist_can_do_waits_for_them_while_a_generalist_of_other_queues_is_idle(make_desk):
    shifts = [(0, 0, [(0, 600)]), (1, 0, [(100, 600)])]
    desk = make_desk(shifts, agents=2, handle_mean=[30.0] * 3, proficiency=[[1, 1, 0], [0, 0, 1]])
    worked = work_off(desk, [2, 0], [10.0, 20.0], [30.0, 30.0])
    assert (worked.agent.tolist(), worked.finish.tolist()) == ([1, 0], [130, 50])


def test_among_the_equally_flexible_the_one_free_the_longest_decides_first_whatever_the_group(make_desk):
    shifts = [(0, 0, [(5, 600)]), (1, 0, [(0, 600)])]
    desk = make_desk(shifts, agents=2, handle_mean=[30.0] * 3, proficiency=[[1, 1, 0], [0, 1, 1]])
    assert work_off(desk, [1], [10.0], [30.0]).agent.tolist() == [1]


def test_half_the_proficiency_takes_twice_the_time_and_keeps_people_busy_for_it(make_desk):
    desk = make_desk([(0, 0, [(0, 600)])], proficiency=[[0.5]])
    worked = work_off(desk, [0], [0.0], [30.0])
    assert (worked.finish.tolist(), worked.handling.tolist()) == ([60], [60])


def test_what_is_handed_over_is_work_and_not_the_time_of_who_began_it(make_desk):
    slow, quick = (0, 0, [(0, 40)]), (1, 0, [(100, 600)])
    desk = make_desk([slow, quick], agents=2, proficiency=[[0.5], [1.25]])
    worked = work_off(desk, [0], [0.0], [30.0])  # 20 of 30 minutes are done; the other 10 take 8
    assert (worked.finish.tolist(), worked.agent.tolist()) == ([108], [1])


def test_what_is_left_for_the_plan_is_standard_work(make_desk):
    desk = make_desk([(0, -1, [(-40, 40)])], before=DAY, opening_created=[-DAY], proficiency=[[0.5]], in_shift=0.2)
    assert open_at_plan_start(desk, no_arrivals(desk), seed=1).minutes.tolist() == pytest.approx([30 - 0.5 * 0.8 * 40])


def test_a_faster_agent_saves_what_a_slower_one_cannot(make_desk):
    def first_of(speed):
        desk = make_desk(
            [(0, 0, [(0, 600)]), (1, 0, [(300, 600)])], agents=2, order="oldest_savable_first",
            proficiency=[[speed], [1.25]],
        )  # fmt: skip
        return work_off(desk, [0, 0], [-DAY + 28.0, -10.0], [30.0, 30.0]).finish.argmin()

    assert first_of(1.25) == 0  # done in 24 minutes, due at 28
    assert first_of(1.0) == 1  # would be late with it, and takes the one that is not


def test_a_slower_agents_look_does_not_hide_a_case_from_a_faster_one(make_desk):
    shifts = [(0, 0, [(0, 600)]), (1, 0, [(2, 600)])]
    desk = make_desk(shifts, agents=2, order="oldest_savable_first", proficiency=[[1.0], [1.25]])
    worked = work_off(desk, [0, 0, 0], [-DAY + 28.0, -10.0, -5.0], [30.0, 30.0, 30.0])
    assert worked.agent.tolist()[:2] == [1, 0]
    assert worked.finish.tolist()[:2] == [26, 30]


def test_a_queue_nobody_serves_is_never_on_time(make_desk):
    desk = make_desk([(0, 0, [(0, 7 * DAY)])], proficiency=[[1.0, 0.0]], **TWO_QUEUES)
    service = judge(desk, np.ones((1, 2, 192), np.int64), target=0.9, confidence=0.1, seed=1)
    assert service.queue_rates[0, 0].tolist() == [pytest.approx(1.0, abs=0.02), 0.0]
    assert service.backlog_mean[1, -1] == 167


def test_groups_are_the_sets_of_queues_the_smallest_first(make_desk):
    proficiency = [[1, 1, 0.5], [0, 1, 0], [0.5, 1, 1], [0, 0, 0]]
    desk = make_desk([(0, 0, [(0, 60)])], agents=4, handle_mean=[30.0] * 3, proficiency=proficiency)
    served, group = groups_of(desk)
    assert served.astype(int).tolist() == [[0, 0, 0], [0, 1, 0], [1, 1, 1]]
    assert group.tolist() == [2, 1, 2, 0]


def test_training_changes_one_skill_of_one_agent(make_desk):
    desk = make_desk([(0, 0, [(0, 60)])], **GENERALIST_AND_SPECIALIST)
    assert trained(desk, 1, 0).proficiency.tolist() == [[1, 1], [1, 1]]
    assert trained(desk, 1, 0, 0.8).proficiency.tolist() == [[1, 1], [0.8, 1]]
    assert desk.proficiency.tolist() == [[1, 1], [0, 1]]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((2, 0), r"agent is 2; it must lie in 0\.\.1"),
        ((-1, 0), "agent is -1"),
        ((0, 2), r"queue is 2; it must lie in 0\.\.1"),
        ((0, -1), "queue is -1"),
        ((0, 0, 2.0), r"a proficiency is 2; it must lie in \[0, 1.5\]"),
    ],
)
def test_there_is_no_training_of_who_or_what_is_not_there(make_desk, arguments, message):
    desk = make_desk([(0, 0, [(0, 60)])], **GENERALIST_AND_SPECIALIST)
    with pytest.raises(ValueError, match=message):
        trained(desk, *arguments)


def test_a_deadline_by_business_hours_moves_over_the_closed_night(make_desk, business):
    start, until = business(540, 1020, 120)  # 9 to 17; due after two of these hours
    desk = make_desk([], clock_from=(start,), clock_until=(until,))
    created = [600.0, 900.0, 960.0, 1019.0, 1200.0, DAY + 300.0, DAY + 540.0]
    due = work_off(desk, [0] * 7, created, [1.0] * 7).deadline
    assert due.tolist() == [720, 1020, DAY + 600, DAY + 659, DAY + 660, DAY + 660, DAY + 660]


def test_at_a_jump_the_earlier_deadline_holds_and_beyond_the_ends_the_distance_stays(make_desk):
    desk = make_desk([], clock_from=([0, 100, 100, 200],), clock_until=([50, 150, 500, 500],))
    created = [-10.0, 0.0, 40.0, 100.0, np.nextafter(100.0, 200), 150.0, 200.0, 260.0]
    due = work_off(desk, [0] * 8, created, [1.0] * 8).deadline
    assert due.tolist() == [40, 50, 90, 150, 500, 500, 500, 560]


def test_a_case_by_its_own_clock_is_late_after_it_and_not_before(make_desk):
    clock = {"clock_from": ([0.0],), "clock_until": ([90.0],)}
    desk = make_desk([(0, 0, [(0, 7 * DAY)])], handle_mean=[50.0], **clock)
    volume = no_arrivals(desk)
    volume[0, 0, 5] = 2  # one of them waits for the other
    replication = replay(desk, volume, seed=1, replication=0)
    assert (replication.deadline - replication.created).tolist() == pytest.approx([90, 90])
    late = (replication.finish > replication.deadline).mean()
    assert judge(desk, volume, target=0.9, confidence=0.9, seed=1).rates.tolist() == [[1 - late]]
