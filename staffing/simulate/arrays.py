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
Shorts = npt.NDArray[np.float32]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Spans = npt.NDArray[np.int32]
"""Of each span of a calendar the agent put down last, or -1."""
Bits = npt.NDArray[np.uint64]
"""[rows, words] with a bit for each skill group."""
Marks = npt.NDArray[np.uint64]
"""[3, Q, words] with a bit for each case, for 64 cases and for 4096."""
Records: TypeAlias = npt.NDArray[np.void]
Begins = Records

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
        ("queue", "i4"),
        ("agent", "i4"),
    ]
)
"""`remaining` is clock time still to be spent at proficiency 1, `finish` infinity while open, `agent` who took it last,
or -1."""
STRETCH = np.dtype([("start", "f8"), ("end", "f8"), ("inside", "f8"), ("shift", "i8"), ("day", "i8")])
"""On queue without a gap; `inside` are its minutes within the plan."""
AGENT = np.dtype(
    [
        ("first", "i4"),
        ("last", "i4"),
        ("position", "i4"),
        ("group", "i4"),
        ("ahead", "i4"),
        ("behind", "i4"),
        ("free", "f8"),
        ("start", "f8"),
        ("end", "f8"),
        ("handling", "f8"),
        ("overtime", "f8"),
    ]
)
"""An agent's stretches are first..last-1; position is the one they are in, or are free in next, from `start` to `end`.
They are free since `free`, or again then; ahead and behind are their neighbours in line, or in a span of the calendar.
One cache line."""
GROUP = np.dtype([("front", "i8"), ("rear", "i8"), ("first_queue", "i8"), ("last_queue", "i8")])
"""A skill group: the ends of its line of idle agents; its queues in a list."""
LINE = np.dtype([("oldest", "i8"), ("savable", "i8"), ("due", "f8")])
"""Of a queue the first case that waits, and the first that waits and may be on time, with its deadline."""
EVENT = np.dtype([("time", "f8"), ("number", "i8")])
"""What a heap holds."""
BEGIN = np.dtype([("time", "f8"), ("agent", "i4"), ("stretch", "i4")])
"""A planned stretch begins."""
CALENDAR = np.dtype([("start", "f8"), ("spans_a_minute", "f8"), ("opened", "i8"), ("due", "i8")])
"""The last span that time has come to, and how many of those put down in it or before are left."""


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
    `group_queues` are the queues of one after the other, and `serves` [Q, words] has a bit for each group that serves a
    queue. `begins` are the stretches by start, of equals the first agent's.
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
    begins: Begins
    proficiency: Floats
    groups: Records
    group_queues: Ints
    serves: Bits


class Room(NamedTuple):
    """Where one replication happens: its cases and its people."""

    cases: Records
    places: Ints  # of the cases of an interval, as they are sorted
    agents: Records
    absent: Flags  # by planned stretch
    groups: Records
    calendar: Records  # one record
    spans: Spans
    due: Records  # heap of the agents of the spans that time has come to, by when they are free
    bits: Bits  # of the groups with somebody idle, and of those with a case to take
    back: Records  # heap of cases by the time they are handed back
    lines: Records
    marks: Marks


FEWEST_SPANS, MOST_SPANS = 1 << 10, 1 << 17
"""Spans of the calendar: about one for each case, and no more than stay in the processor's cache."""


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
    inside = np.minimum(stretches["end"], desk.plan_end) - np.maximum(stretches["start"], 0.0)
    stretches["inside"] = np.maximum(inside, 0.0)
    stretches["shift"], stretches["day"] = desk.segment_shift[kept], desk.segment_day[kept]
    bounds = np.searchsorted(desk.segment_agent[kept], np.arange(len(desk.agent_names) + 1))
    agents = np.zeros(len(desk.agent_names), AGENT)
    agents["first"], agents["last"], agents["group"] = bounds[:-1], bounds[1:], group
    groups = np.zeros(len(served), GROUP)
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
        begins=_begins_of(stretches, desk.segment_agent[kept]),
        proficiency=np.array(desk.proficiency, order="C"),
        groups=groups,
        group_queues=np.nonzero(served)[1].astype(np.int64),
        serves=_bits_of(served.T),
    )


def _begins_of(stretches: Records, agent: Ints) -> Begins:
    """The stretches by start, of equals the first agent's."""
    order = np.lexsort((agent, stretches["start"]))
    begins = np.zeros(len(order), BEGIN)
    begins["time"], begins["agent"], begins["stretch"] = stretches["start"][order], agent[order], order
    return begins


def _bits_of(serves: Flags) -> Bits:
    """[Q, words] of [Q, K]: bit k % 64 of word k // 64 stands for group k."""
    queues, groups = serves.shape
    words = np.zeros((queues, groups // 64 + 1), np.uint64)
    for group in range(groups):
        words[:, group // 64] |= serves[:, group].astype(np.uint64) << np.uint64(group % 64)
    return words


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
    """Room for so many cases, and for everyone."""
    agents = len(tables.agents)
    spans = min(max(cases, FEWEST_SPANS), MOST_SPANS)
    return Room(
        cases=np.zeros(cases, CASE),
        places=np.zeros(cases + 1, np.int64),
        agents=tables.agents.copy(),
        absent=np.zeros(len(tables.stretches), np.bool_),
        groups=tables.groups.copy(),
        calendar=np.zeros(1, CALENDAR),
        spans=np.full(spans, -1, np.int32),
        due=np.zeros(agents, EVENT),
        bits=np.zeros((2, tables.serves.shape[1]), np.uint64),
        back=np.zeros(agents, EVENT),
        lines=np.zeros(len(tables.queues), LINE),
        marks=np.zeros((3, len(tables.queues), (cases >> 6) + 3), np.uint64),
    )
