"""Counting, compiled: cases by arrival, ages, backlog, and the minutes of people."""

from __future__ import annotations

import numpy as np

from staffing.simulate.arrays import Floats, Records, Room, Rules, Tables
from staffing.simulate.compiled import compiled
from staffing.simulate.counts import Tally


@compiled
def within(start: float, end: float, plan_end: float) -> float:
    """Length of [start, end) within the plan, which begins at 0."""
    return max(min(end, plan_end) - max(start, 0.0), 0.0)


@compiled
def count_people(rules: Rules, tables: Tables, room: Room, tally: Tally, k: int) -> None:
    """On-queue, handling and overtime minutes within the plan, of replication k."""
    agents, absent, stretches, busy, there = room.agents, room.absent, tables.stretches, tally.busy[k], tally.there
    handling, minutes, overtime = 0.0, 0.0, 0.0
    for agent in range(len(agents)):
        on_queue = 0.0
        for s in range(agents[agent]["first"], agents[agent]["last"]):
            on_queue += 0.0 if absent[s] else stretches[s]["inside"]
        there[agent] += on_queue
        minutes += on_queue
        busy[agent] = agents[agent]["handling"]
        handling += agents[agent]["handling"]
        overtime += agents[agent]["overtime"]
    tally.handling[k], tally.overtime[k] = handling, overtime
    tally.on_queue[k] = minutes * rules.present_share


@compiled
def interval_from(starts: Floats, intervals: int, time: float) -> int:
    """The first of so many intervals that starts at `time` or later; their number if there is none."""
    if time > starts[intervals - 1]:
        return intervals
    if time <= 0.0:
        return 0
    guess = int(time / starts[intervals - 1] * (intervals - 1))  # right at once where intervals are equal
    while guess > 0 and starts[guess - 1] >= time:
        guess -= 1
    while starts[guess] < time:
        guess += 1
    return guess


@compiled
def count_cases(rules: Rules, tables: Tables, cases: Records, tally: Tally, total: int, k: int) -> None:
    """Who was on time and in which hours not, how old the oldest became, what waited when, in replication k."""
    starts, days, opening = tables.plan_start, tables.day_start, len(tables.opening_queue)
    on_time, arrived, ages, change = tally.on_time[k], tally.arrived[k], tally.ages, tally.backlog_change
    finished, backlog, late_change = tally.finished, tally.backlog[k], tally.late_change
    intervals = len(starts) - 1
    day, hour, resolved, oldest = 0, 0, 0, 0.0
    for case in range(total):
        created, finish, queue = cases[case]["created"], cases[case]["finish"], cases[case]["queue"]
        if finish > rules.run_end:
            finish = cases[case]["finish"] = np.inf
        if created >= rules.plan_end:
            continue
        late = finish > cases[case]["deadline"]
        if created >= 0.0 and case >= opening:
            while created >= days[day + 1]:
                day += 1
            while created >= starts[hour + 1]:
                hour += 1
            arrived[day, queue] += 1
            on_time[day, queue] += not late
            tally.hour_arrived[queue, hour] += 1
            tally.hour_missed[queue, hour] += late
        if finish > 0.0:
            oldest = max(oldest, min(finish, rules.plan_end) - created)
        if 0.0 <= finish < rules.plan_end:
            resolved += 1
            ages[int(np.ceil(finish - created))] += 1
            finished[cases[case]["agent"]] += 1
        begun, done = interval_from(starts, intervals, created), interval_from(starts, intervals, finish)
        change[queue, begun] += 1
        change[queue, done] -= 1
        backlog[begun] += 1
        backlog[done] -= 1
        if late:
            late_change[interval_from(starts, intervals, cases[case]["deadline"])] += 1
            late_change[done] -= 1
    for hour in range(1, intervals + 1):
        backlog[hour] += backlog[hour - 1]
    tally.oldest[k] = oldest / 60.0
    tally.resolved[k] = resolved
