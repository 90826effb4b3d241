"""What the simulator counts: memory for it, and the parts of it that threads fill."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from staffing.simulate.arrays import Counts, Floats, Ints, Rules, Shorts, Tables


class Tally(NamedTuple):
    """What is counted, by replication; from `ages` on sums over replications.

    `on_time`, `arrived` [n, D, Q] cases. `busy` [n, A] are an agent's minutes of handling, to seven figures: the one
    table with a number for each agent and replication. `handling`, `on_queue`, `overtime` [n] are minutes of all.
    `hour_arrived` and `hour_missed` [Q, intervals of the plan] are cases by arrival, `backlog_change` [Q] and
    `late_change` have one more, and so has `backlog` [n], which is added up. `finished` [A] are the cases of agents,
    `there` [A] their minutes on queue by the clock, which are whole.
    """

    on_time: Counts
    arrived: Counts
    oldest: Floats
    busy: Shorts
    handling: Floats
    on_queue: Floats
    overtime: Floats
    resolved: Ints
    backlog: Counts
    ages: Ints
    finished: Ints
    there: Floats
    backlog_change: Ints
    late_change: Ints
    hour_arrived: Ints
    hour_missed: Ints


SUMS = ("ages", "finished", "there", "backlog_change", "late_change", "hour_arrived", "hour_missed")
"""The fields of a tally that are sums over replications, of whole numbers."""


def empty_tally(tables: Tables, rules: Rules, replications: int) -> Tally:
    """Zeros for so many replications; ages go by the minute, up to the oldest that can be seen."""
    days, queues, agents = len(tables.day_start) - 1, len(tables.queues), len(tables.agents)
    intervals = len(tables.plan_start) - 1
    oldest = -min(tables.interval_start[0], tables.opening_created.min(initial=0.0))
    return Tally(
        on_time=np.zeros((replications, days, queues), np.int32),
        arrived=np.zeros((replications, days, queues), np.int32),
        oldest=np.zeros(replications),
        busy=np.zeros((replications, agents), np.float32),
        handling=np.zeros(replications),
        on_queue=np.zeros(replications),
        overtime=np.zeros(replications),
        resolved=np.zeros(replications, np.int64),
        backlog=np.zeros((replications, intervals + 1), np.int32),
        ages=np.zeros(int(np.ceil(rules.plan_end + oldest)) + 1, np.int64),
        finished=np.zeros(agents, np.int64),
        there=np.zeros(agents),
        backlog_change=np.zeros((queues, intervals + 1), np.int64),
        late_change=np.zeros(intervals + 1, np.int64),
        hour_arrived=np.zeros((queues, intervals), np.int64),
        hour_missed=np.zeros((queues, intervals), np.int64),
    )


def part_of(tally: Tally, first: int, last: int) -> Tally:
    """The replications first..last-1 of a tally: the same memory, but sums of its own."""
    parts = {
        name: np.zeros_like(array) if name in SUMS else array[first:last] for name, array in tally._asdict().items()
    }
    return Tally(**parts)
