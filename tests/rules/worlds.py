"""Tiny worlds in which every roster can be listed: M 06-14 and N 14-22, everybody may do everything."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np

from staffing.problem import OFF, CoverStretch, Demand, Problem
from staffing.roster import Roster

LETTERS = "MN"
STARTS = (360, 840)
HOURS = 8


def tiny_world(agents: int, days: int, history: str = "", **changes: Any) -> Problem:
    """A problem of one week with two shifts of 8 paid hours; `history` is text, one line per agent."""
    lines = history.split() or [""] * agents
    past = len(lines[0])
    total = past + days
    midnights = (np.arange(total + 1) - past) * 1440
    starts = midnights[:-1, None] + np.array(STARTS)
    history_shifts = np.array([[LETTERS.find(x) for x in line] for line in lines], dtype=np.int64).reshape(agents, past)
    problem = Problem(
        agent_names=tuple(f"agent{n}" for n in range(agents)),
        shift_names=("M", "N"),
        queue_names=("q",),
        day_names=tuple(f"day{n - past}" for n in range(total)),
        history_days=past,
        day_start=midnights,
        week=np.where(np.arange(total) < past, -1, 0),
        weekend=np.arange(total) - past >= days - 2,
        shift_start=starts,
        shift_end=starts + HOURS * 60,
        paid_minutes=np.full((total, 2), HOURS * 60),
        credited_minutes=np.full(2, HOURS * 60),
        late=np.array([False, True]),
        history=history_shifts,
        contract_allows=np.ones((agents, 2), dtype=bool),
        available=np.ones((agents, total, 2), dtype=bool),
        on_leave=np.zeros((agents, total), dtype=bool),
        employed=np.ones((agents, total), dtype=bool),
        contract_days=np.full(agents, 5),
        days_due=np.full((agents, 1), 3),
        minutes_due=np.full((agents, 1), 3 * 480),
        minutes_guaranteed=np.full((agents, 1), 2 * 480),
        pins=np.full((agents, days), OFF),
        wishes=(),
        cover=(),
        demand=tiny_demand(days),
    )
    return replace(problem, **changes)


def tiny_demand(days: int, work: Any = None, interval: int = 480, **changes: Any) -> Demand:
    """Work on a grid of 8 h: M covers the second interval of a day wholly minus 6-8 h, N the last.

    Capacity is 60 minutes per shift hour inside the interval; the tail repeats the first day.
    """
    per_day = 1440 // interval
    intervals = days * per_day
    arriving = np.full((1, intervals), 100) if work is None else np.array(work, dtype=np.int64).reshape(-1, intervals)
    tail = per_day
    capacity = np.zeros((days, 2, intervals + tail), dtype=np.int64)
    for day, shift in product(range(days), range(2)):
        begin = day * 1440 + STARTS[shift]
        for t in range(intervals + tail):
            overlap = min((t + 1) * interval, begin + HOURS * 60) - max(t * interval, begin)
            capacity[day, shift, t] += max(0, overlap)
            if day == 0:  # the first day comes again after the plan
                again = begin + days * 1440
                overlap = min((t + 1) * interval, again + HOURS * 60) - max(t * interval, again)
                capacity[day, shift, t] += max(0, overlap)
    demand = Demand(
        interval_minutes=interval,
        class_names=tuple("qr"[: arriving.shape[0]]),
        queue_work=arriving,
        queue_class=np.arange(arriving.shape[0]),
        work=arriving,
        interval_day=np.arange(intervals) // per_day,
        capacity=capacity,
        base_capacity=np.zeros(intervals + tail, dtype=np.int64),
        deadline=np.full(arriving.shape[0], per_day),
        maximum_age=2 * per_day,
        opening_class=np.zeros(0, dtype=np.int64),
        opening_work=np.zeros(0, dtype=np.int64),
        opening_deadline=np.zeros(0, dtype=np.int64),
        opening_age_limit=np.zeros(0, dtype=np.int64),
    )
    return replace(demand, **changes)


def tiny_cover(days: int, people: int) -> tuple[CoverStretch, ...]:
    """Open 06-22 with `people` wanted; nobody overlaps."""
    return tuple(
        CoverStretch(day * 1440 + start, day * 1440 + start + 480, people, 0, ((day, shift),), day, "MN"[shift])
        for day in range(days)
        for shift, start in enumerate(STARTS)
    )


def every_roster(agents: int, days: int) -> list[Roster]:
    """All rosters with at most one shift a day: 3 ** (agents x days)."""
    cells = product((OFF, 0, 1), repeat=agents * days)
    return [Roster.of(np.array(line, dtype=np.int64).reshape(agents, days), 2) for line in cells]


def every_subset(days: int) -> list[Roster]:
    """All rosters of one agent, two shifts on a day included."""
    return [Roster(np.array(flags).reshape(1, days, 2)) for flags in product((False, True), repeat=2 * days)]
