"""Who is at work until when, compiled: a calendar of short spans of time, so that nobody is compared with thousands.

Whoever takes a case is put down in the span in which they are free again, unsorted. When time comes to a span, those
in it go into a heap, whose top is free first: a handful of people, however many are on queue (calendar queues: Brown
1988, Communications of the ACM 31:1220).
"""

from __future__ import annotations

import numpy as np

from staffing.simulate.arrays import Records, Spans
from staffing.simulate.compiled import compiled
from staffing.simulate.heap import add, settle_down

NOBODY = -1


@compiled
def open_calendar(calendar: Records, spans: Spans, start: float, end: float) -> None:
    """Nobody is put down; the spans divide the time from `start` to `end`."""
    calendar[0]["start"], calendar[0]["spans_a_minute"] = start, len(spans) / max(end - start, 1.0)
    calendar[0]["opened"], calendar[0]["due"] = 0, 0
    spans[:] = NOBODY


@compiled
def span_of(calendar: Records, spans: Spans, time: float) -> int:
    """The span that a time of the run lies in; a later time never has an earlier one."""
    return min(int((time - calendar[0]["start"]) * calendar[0]["spans_a_minute"]), len(spans) - 1)


@compiled
def put_down(calendar: Records, spans: Spans, agents: Records, agent: int) -> None:
    """An agent is at work until the time at which they are `free`, which lies before the run's end."""
    span = max(span_of(calendar, spans, agents[agent]["free"]), calendar[0]["opened"])
    agents[agent]["behind"] = spans[span]
    spans[span] = agent


@compiled
def first_due(calendar: Records, spans: Spans, due: Records, agents: Records, until: float, end: float) -> float:
    """When the first of those put down is free, and then they are the top of `due`; infinity if later than `until`.

    `end` is that of the run. Opens no span beyond that of `until`: whoever is put down next may come before it.
    """
    span, last, size = calendar[0]["opened"], span_of(calendar, spans, min(until, end)), calendar[0]["due"]
    while True:
        agent = spans[span]
        spans[span] = NOBODY
        while agent != NOBODY:
            add(due, size, agents[agent]["free"], agent)
            size += 1
            agent = agents[agent]["behind"]
        if size > 0 or span >= last:
            break
        span += 1
    calendar[0]["opened"], calendar[0]["due"] = span, size
    time = due[0]["time"] if size > 0 else np.inf
    return time if time <= until else np.inf


@compiled
def take_off(calendar: Records, due: Records) -> None:
    """The top of `due` is free now."""
    size = calendar[0]["due"] - 1
    calendar[0]["due"] = size
    settle_down(due, size, due[size]["time"], due[size]["number"])
