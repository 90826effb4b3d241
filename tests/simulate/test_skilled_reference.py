"""With skills, paces and clocks of their own the judge still agrees with a plain simulator, case for case."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.simulate.desk import ORDERS, SHIFT_ENDS
from staffing.simulate.given import work_off
from staffing.simulate.judge import judge, replay

POLICIES = [(order, end) for order in ORDERS for end in SHIFT_ENDS]


def volume_for(desk, load, seed):
    hours = len(desk.interval_start) - 1
    minutes = float((desk.segment_end - desk.segment_start).sum()) * (1 - desk.in_shift)
    cases = load * minutes / desk.handle_mean.mean() / hours / len(desk.queue_names)
    return np.random.default_rng(seed).poisson(cases, (1, len(desk.queue_names), hours))


def check(desk, volume, seed, by_hand):
    """Every case: who took it last, when it was finished and until when it was on time."""
    replication = replay(desk, volume, seed=seed, replication=0)
    cases = by_hand(desk, replication).cases
    np.testing.assert_array_equal(replication.agent, [case.agent for case in cases])
    np.testing.assert_array_equal(replication.finish, [case.finish for case in cases])
    return replication, cases


@pytest.mark.parametrize("before", [0, 3 * 1440 + 17])
@pytest.mark.parametrize(("order", "at_shift_end"), POLICIES)
def test_every_case_is_taken_by_the_same_agent_and_finished_at_the_very_same_time(
    skilled_desk, skilled_by_hand, order, at_shift_end, before
):
    finished, groups, jumps = 0, set(), 0
    for seed in range(25):
        desk = skilled_desk(seed, order, at_shift_end, before)
        replication, cases = check(desk, volume_for(desk, (0.5, 0.8, 1.2)[seed % 3], seed), seed, skilled_by_hand)
        np.testing.assert_array_equal(replication.deadline, [case.deadline for case in cases])
        finished += int(np.isfinite(replication.finish).sum())
        groups.add(len(np.unique(desk.proficiency > 0, axis=0)))
        jumps += sum(map(len, desk.clock_from)) > 0
    assert finished > 700
    assert max(groups) > 3
    assert jumps > 5


@pytest.mark.parametrize(("order", "at_shift_end"), POLICIES)
def test_with_one_group_at_one_pace_both_plain_simulators_say_the_same(
    random_desk, by_hand, skilled_by_hand, order, at_shift_end
):
    for seed in range(200, 206):
        desk = random_desk(seed, order, at_shift_end, 4337)
        replication, cases = check(desk, volume_for(desk, 0.9, seed), seed, skilled_by_hand)
        assert [case.finish for case in cases] == [case.finish for case in by_hand(desk, replication).cases]


@pytest.mark.parametrize("order", ORDERS)
def test_rates_count_by_the_clock_of_the_queue(skilled_desk, skilled_by_hand, order):
    for seed in range(300, 312):
        desk = skilled_desk(seed, order, "handover")
        volume = volume_for(desk, 0.9, seed)
        service = judge(desk, volume, target=0.9, confidence=0.9, seed=seed)
        cases = check(desk, volume, seed, skilled_by_hand)[1][len(desk.opening_queue) :]
        for week in range(desk.weeks):
            start, end = desk.day_start[7 * week], desk.day_start[7 * week + 7]
            for queue in range(len(desk.queue_names)):
                late = [c.finish > c.deadline for c in cases if start <= c.created < end and c.queue == queue]
                assert service.queue_rates[0, week, queue] == (1 - np.array(late)).mean() if late else 1.0


@pytest.mark.parametrize(("order", "at_shift_end"), POLICIES)
def test_a_case_counts_for_who_took_it_last(skilled_desk, skilled_by_hand, order, at_shift_end):
    for seed in range(400, 406):
        desk = skilled_desk(seed, order, at_shift_end, 4337)
        volume = volume_for(desk, 0.9, seed)
        service = judge(desk, volume, target=0.9, confidence=0.9, seed=seed)
        cases = [case for case in check(desk, volume, seed, skilled_by_hand)[1] if 0 <= case.finish < desk.plan_end]
        expected = [sum(case.agent == agent for case in cases) for agent in range(len(desk.agent_names))]
        assert [agent.cases for agent in service.agents] == expected
        assert sum(expected) == service.resolved[0]


def test_given_what_was_drawn_skilled_agents_do_the_same(skilled_desk):
    for seed in range(10):
        desk = skilled_desk(seed, ORDERS[seed % 2], SHIFT_ENDS[seed % 3], 4337)
        drawn = replay(desk, volume_for(desk, 0.9, seed), seed=seed, replication=0)
        given = work_off(desk, drawn.queue, drawn.created, drawn.handle, seed=seed)
        for name in ("finish", "agent", "deadline", "handling", "on_queue"):
            np.testing.assert_array_equal(getattr(given, name), getattr(drawn, name), err_msg=name)
