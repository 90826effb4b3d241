"""Marks of waiting cases, heaps and the calendar, against what lists and sorting say."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.simulate.arrays import AGENT, CALENDAR, EVENT
from staffing.simulate.calendar import first_due, open_calendar, put_down, take_off
from staffing.simulate.waiting import lowest, mark, next_waiting, none_waits, unmark


@pytest.mark.parametrize("place", [0, 1, 5, 31, 32, 62, 63])
def test_the_lowest_bit_is_found_whatever_lies_above(place):
    assert lowest(np.uint64(1 << place)) == place
    assert lowest(np.uint64((1 << 63) | (1 << place))) == place
    assert lowest(np.uint64(0)) == 64


@pytest.mark.parametrize("total", [1, 63, 64, 65, 4096, 4097, 300_000])
def test_the_next_that_waits_is_the_one_a_search_finds(total):
    rng = np.random.default_rng(total)
    marks = np.zeros((3, 2, (total >> 6) + 3), np.uint64)
    waits = set(rng.integers(0, total, 12).tolist()) | {total - 1}
    for case in waits:
        mark(marks, 1, case)
    for _ in range(len(waits) + 1):
        for start in [0, total - 1, *rng.integers(0, total, 40).tolist(), *sorted(waits)]:
            assert next_waiting(marks, 1, start, total) == min((w for w in waits if w >= start), default=total)
            assert next_waiting(marks, 0, start, total) == total
        if waits:
            unmark(marks, 1, waits.pop())
    assert not marks.any()


def test_a_room_is_used_again_without_the_cases_of_before():
    marks = np.zeros((3, 2, 100), np.uint64)
    for case in (0, 64, 4100, 5999):
        mark(marks, 0, case)
    none_waits(marks, 6000)
    assert not marks.any()


@pytest.mark.parametrize("spans", [1, 7, 1000])
def test_the_calendar_gives_people_back_in_the_order_in_which_they_are_free(spans):
    rng = np.random.default_rng(spans)
    agents, calendar, due = np.zeros(30, AGENT), np.zeros(1, CALENDAR), np.zeros(30, EVENT)
    sheet = np.zeros(spans, np.int32)
    open_calendar(calendar, sheet, -100.0, 1000.0)
    away, now, seen = {}, -100.0, []
    for step in range(400):
        agent = step % 30
        if agent not in away:
            agents[agent]["free"] = away[agent] = min(now + rng.exponential(60), 999.0)
            put_down(calendar, sheet, agents, agent)
        until = now + 5.0
        while (time := first_due(calendar, sheet, due, agents, until, 1000.0)) < np.inf:
            first = min(away, key=lambda one: (away[one], one))
            assert (due[0]["time"], due[0]["number"]) == (away[first], first) == (time, first)
            seen.append(away.pop(first))
            take_off(calendar, due)
        assert all(time > until for time in away.values())
        now = until if until < 990 else now
    assert len(seen) > 100
