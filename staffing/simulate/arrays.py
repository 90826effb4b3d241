"""What the compiled simulator reads and writes: tables of records, each with one fixed type.

Numba compiles anew for every new type of argument, so everything is brought to these types here, once, and the
compiled code is found in its cache. Tables of records rather than an array for each field: one argument instead of
seven, and a case in one cache line.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from staffing.simulate.desk import ORDERS, SHIFT_ENDS, Desk
from staffing.simulate.skills import groups_of

Ints = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Records: TypeAlias = npt.NDArray[np.void]

QUEUE = np.dtype(
    [
        ("mean", "f8"),
        ("sigma", "f8"),
        ("deadline", "f8"),
        ("patience", "f8"),
        ("shortest", "f8"),
        ("first_corner", "i8"),
        ("last_corner", "i8"),
    ]
)
"""Handle time (sigma is that of its logarithm), deadline after clock start, and clock time of a mean case: at
proficiency 1, and with the fastest agent (infinity if there is none). The corners first..last-1 are its clock's."""
CORNER = np.dtype([("start", "f8"), ("until", "f8")])
"""Of the map from clock start to deadline."""
CASE = np.dtype(
    [
        ("created", "f8"),
        ("handle", "f8"),
        ("remaining", "f8"),
        ("finish", "f8"),
        ("deadline", "f8"),
        ("following", "i8"),
        ("waiting", "i8"),
        ("queue", "i4"),
        ("agent", "i4"),
    ]
)
"""`remaining` is clock time still to be spent at proficiency 1, `following` the next case of the queue, `finish`
infinity while open, `agent` who took it last, or -1."""
STRETCH = np.dtype([("start", "f8"), ("end", "f8"), ("shift", "i8"), ("day", "i8")])
"""On queue without a gap."""
AGENT = np.dtype(
    [("first", "i8"), ("last", "i8"), ("position", "i8"), ("group", "i8"), ("handling", "f8"), ("overtime", "f8")]
)
"""An agent's stretches are first..last-1; position is the one they are free in next."""
GROUP = np.dtype([("top", "i8"), ("present", "i8"), ("eligible", "i8"), ("first_queue", "i8"), ("last_queue", "i8")])
"""A skill group: the top of its heap of agents, their number, the cases that wait for them; its queues in a list."""
LINE = np.dtype([("savable", "i8"), ("oldest", "i8")])
"""Of a queue the first case that may be waiting and on time, and the first that may be waiting."""
EVENT = np.dtype([("time", "f8"), ("number", "i8")])
"""What a heap holds."""


class Rules(NamedTuple):
    """The numbers of a desk; times in minutes."""

    absence: float
    present_share: float
    urgent_age: float
    order: int
    at_shift_end: int
    plan_end: float
    run_end: float
    seed: int
    plan_first: int


class Tables(NamedTuple):
    """The tables of a desk. Opening cases are sorted by clock start, as cases are numbered.

    `plan_start` [intervals of the plan + 1] are the edges of the arrival intervals that start within the plan;
    `opening_handle` is NaN where the handle time is to be drawn. Of K skill groups, the least flexible first,
    `group_queues` are the queues of one after the other, and `serves` [Q, K] is 1 where a group serves a queue.
    """

    interval_start: Floats
    plan_start: Floats
    day_start: Floats
    queues: Records
    corners: Records
    opening_queue: Ints
    opening_created: Floats
    opening_handle: Floats
    agents: Records
    stretches: Records
    proficiency: Floats
    groups: Records
    group_queues: Ints
    serves: Ints


class Room(NamedTuple):
    """Where one replication happens: its cases and the people present."""

    cases: Records
    agents: Records
    stretches: Records
    groups: Records
    free: Records  # for each group a heap of agents by the time they are free
    back: Records  # heap of cases by the time they are handed back
    lines: Records


class Tally(NamedTuple):
    """What is counted, by replication; from `ages` on sums over replications.

    `hour_arrived` and `hour_missed` [Q, intervals of the plan] are cases by arrival, `backlog_change` [Q] and
    `late_change` have one more, and so has `backlog` [n], which is added up. `finished` [A] are the cases of agents.
    """

    on_time: Ints
    arrived: Ints
    oldest: Floats
    handling: Floats
    on_queue: Floats
    overtime: Floats
    resolved: Ints
    backlog: Counts
    ages: Ints
    finished: Ints
    backlog_change: Ints
    late_change: Ints
    hour_arrived: Ints
    hour_missed: Ints


SUMS = ("ages", "finished", "backlog_change", "late_change", "hour_arrived", "hour_missed")
"""The fields of a tally that are sums over replications."""


def rules_of(desk: Desk, seed: int) -> Rules:
    """The desk's numbers as the kernel sees them."""
    return Rules(
        absence=float(desk.absence),
        present_share=1.0 - desk.in_shift,
        urgent_age=float(desk.urgent_age_minutes),
        order=ORDERS.index(desk.order),
        at_shift_end=SHIFT_ENDS.index(desk.at_shift_end),
        plan_end=float(desk.plan_end),
        run_end=float(desk.interval_start[-1]),
        seed=int(seed),
        plan_first=desk.plan_first,
    )


def tables_of(desk: Desk) -> Tables:
    """The desk's tables as the kernel sees them; stretches before the run are cut off, opening cases sorted."""
    served, group = groups_of(desk)
    kept = desk.segment_end > desk.run_start
    stretches = np.zeros(int(kept.sum()), STRETCH)
    stretches["start"] = np.maximum(desk.segment_start[kept], desk.run_start)
    stretches["end"] = desk.segment_end[kept]
    stretches["shift"], stretches["day"] = desk.segment_shift[kept], desk.segment_day[kept]
    bounds = np.searchsorted(desk.segment_agent[kept], np.arange(len(desk.agent_names) + 1))
    agents = np.zeros(len(desk.agent_names), AGENT)
    agents["first"], agents["last"], agents["group"] = bounds[:-1], bounds[1:], group
    groups = np.zeros(len(served), GROUP)
    groups["top"] = np.searchsorted(np.sort(group), np.arange(len(served)))
    groups["last_queue"] = served.sum(axis=1).cumsum()
    groups["first_queue"][1:] = groups["last_queue"][:-1]
    opening = np.argsort(desk.opening_created, kind="stable")
    edges = desk.interval_start.astype(np.float64)
    queues, corners = _queues_of(desk)
    return Tables(
        interval_start=edges,
        plan_start=edges[desk.plan_first : desk.plan_first + desk.plan_intervals + 1],
        day_start=desk.day_start.astype(np.float64),
        queues=queues,
        corners=corners,
        opening_queue=desk.opening_queue[opening],
        opening_created=desk.opening_created[opening],
        opening_handle=np.full(len(opening), np.nan),
        agents=agents,
        stretches=stretches,
        proficiency=np.array(desk.proficiency, order="C"),
        groups=groups,
        group_queues=np.nonzero(served)[1].astype(np.int64),
        serves=np.array(served.T, np.int64, order="C"),
    )


def _queues_of(desk: Desk) -> tuple[Records, Records]:
    """The queues, and the corners of all their clocks one after the other."""
    queues = np.zeros(len(desk.queue_names), QUEUE)
    queues["mean"], queues["sigma"] = desk.handle_mean, np.sqrt(np.log1p(desk.handle_cv**2))
    queues["deadline"], queues["patience"] = desk.deadline_minutes, desk.handle_mean / (1.0 - desk.in_shift)
    fastest = desk.proficiency.max(axis=0, initial=0.0)
    queues["shortest"] = np.divide(queues["patience"], fastest, out=np.full(len(queues), np.inf), where=fastest > 0)
    queues["last_corner"] = np.cumsum([len(start) for start in desk.clock_from])
    queues["first_corner"][1:] = queues["last_corner"][:-1]
    corners = np.zeros(sum(map(len, desk.clock_from)), CORNER)
    corners["start"], corners["until"] = np.concatenate(desk.clock_from), np.concatenate(desk.clock_until)
    return queues, corners


def make_room(tables: Tables, cases: int) -> Room:
    """Room for so many cases, and for everyone in every stretch."""
    agents = len(tables.agents)
    return Room(
        np.zeros(cases, CASE),
        tables.agents.copy(),
        np.zeros(len(tables.stretches), STRETCH),
        tables.groups.copy(),
        np.zeros(agents, EVENT),
        np.zeros(agents, EVENT),
        np.zeros(len(tables.queues), LINE),
    )


def empty_tally(tables: Tables, rules: Rules, replications: int) -> Tally:
    """Zeros for so many replications; ages go by the minute, up to the oldest that can be seen."""
    days, queues, agents = len(tables.day_start) - 1, len(tables.queues), len(tables.agents)
    intervals = len(tables.plan_start) - 1
    oldest = -min(tables.interval_start[0], tables.opening_created.min(initial=0.0))
    return Tally(
        np.zeros((replications, days, queues), np.int64),
        np.zeros((replications, days, queues), np.int64),
        np.zeros(replications),
        np.zeros((replications, agents)),
        np.zeros((replications, agents)),
        np.zeros((replications, agents)),
        np.zeros(replications, np.int64),
        np.zeros((replications, intervals + 1), np.int32),
        np.zeros(int(np.ceil(rules.plan_end + oldest)) + 1, np.int64),
        np.zeros(agents, np.int64),
        np.zeros((queues, intervals + 1), np.int64),
        np.zeros(intervals + 1, np.int64),
        np.zeros((queues, intervals), np.int64),
        np.zeros((queues, intervals), np.int64),
    )


def part_of(tally: Tally, first: int, last: int) -> Tally:
    """The replications first..last-1 of a tally: the same memory, but sums of its own."""
    return Tally(
        on_time=tally.on_time[first:last],
        arrived=tally.arrived[first:last],
        oldest=tally.oldest[first:last],
        handling=tally.handling[first:last],
        on_queue=tally.on_queue[first:last],
        overtime=tally.overtime[first:last],
        resolved=tally.resolved[first:last],
        backlog=tally.backlog[first:last],
        **{name: np.zeros_like(getattr(tally, name)) for name in SUMS},
    )
