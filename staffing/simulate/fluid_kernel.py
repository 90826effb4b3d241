"""The fluid simulator, compiled: interval after interval, cohort after cohort; `fluid_screen` says what it assumes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from staffing.simulate.arrays import Floats, Ints, Records, Rules, Tables
from staffing.simulate.compiled import compiled, compiled_entry, digest_of_sources
from staffing.simulate.draws import child, mixed
from staffing.simulate.fluid_dispatch import (
    LEAST,
    LEAST_MINUTES,
    choose,
    come_in,
    due,
    leave_behind,
    pour,
    serve_all,
)
from staffing.simulate.fluid_draws import draw_capacity, draw_work
from staffing.simulate.fluid_pipes import Pipes


class Levels(NamedTuple):
    """What is read off: `on_time` [n, W + 1, Q] cases, the last row in no rate; `handling`, `on_queue` [n] minutes
    within the plan."""

    on_time: Floats
    handling: Floats
    on_queue: Floats


@compiled
def needed_by(
    cohorts: Records, flows: Records, speed: Floats, group: int, start: float, end: float
) -> tuple[float, bool]:
    """Minutes that the work waiting for a group takes it, and whether none of it would come near its deadline."""
    needed, calm = 0.0, True
    for q in range(len(flows)):
        pace, waiting, limit = speed[group, q], flows[q]["waiting"], start + flows[q]["patience"]
        serves = (pace > 0.0) & (waiting > LEAST)
        leave_behind(cohorts, flows, q, limit if serves else -np.inf)
        savable, coming = flows[q]["savable"], flows[q]["coming"]
        j = min(savable, len(cohorts) - 1)
        slack = due(cohorts, j, cohorts[j]["front"]) - end
        safe = flows[q]["safe"]
        if serves:
            needed += waiting / pace
            calm = calm and (savable >= coming or slack >= safe / pace)
    return needed, calm


@compiled
def serve(
    cohorts: Records, flows: Records, chance: Floats, speed: Floats, on_time: Floats, group: int, order: int,
    urgent: float, capacity: float, start: float, end: float,
) -> float:  # fmt: skip
    """What a group of `speed` [K, Q] does with its minutes of capacity in an interval; its minutes of handling."""
    needed, calm = needed_by(cohorts, flows, speed, group, start, end)
    at_once = calm and needed <= capacity
    for q in range(len(flows)):
        if at_once and speed[group, q] > 0.0:
            serve_all(cohorts, flows, on_time, q)
    now, rate = start, capacity / (end - start)
    q = -1 if at_once else 0
    while q >= 0 and now < end - LEAST:
        q, behind, turn = choose(cohorts, flows, speed, group, order, urgent, now)
        if q >= 0:
            pace = speed[group, q]
            taken = pour(cohorts, flows, chance, on_time, q, behind, rate * pace, pace, now, end - now, turn)
            now += max(taken, LEAST_MINUTES)
    return float(needed if at_once else (now - start) * rate)


@compiled
def run(
    rules: Rules, tables: Tables, pipes: Pipes, cohorts: Records, flows: Records, capacity: Floats, on_time: Floats
) -> float:
    """One replication; minutes of handling within the plan."""
    edges, within, speed, chance = tables.interval_start, pipes.within, pipes.speed, pipes.chance
    order, urgent, intervals, groups = rules.order, rules.urgent_age, pipes.turn_interval, pipes.turn_group
    handling = 0.0
    for q in range(len(flows)):
        flows[q]["savable"] = flows[q]["coming"] = flows[q]["first"]
        flows[q]["oldest"] = flows[q]["end"]
        flows[q]["waiting"] = 0.0
    for turn in range(len(intervals)):
        interval, group = intervals[turn], groups[turn]
        come_in(cohorts, flows, interval)
        handling += within[interval] * serve(
            cohorts, flows, chance, speed, on_time, group, order, urgent, capacity[group, interval],
            edges[interval], edges[interval + 1],
        )  # fmt: skip
    return handling


Drain = Callable[[Rules, Tables, Pipes, Ints, int, Floats, Levels], None]


def _entry(digest: int) -> Drain:
    @compiled_entry
    def drain(
        rules: Rules, tables: Tables, pipes: Pipes, volume: Ints, first: int, capacity: Floats, levels: Levels
    ) -> None:
        """Let the replications of `volume` [n, Q, T], numbered from `first`, flow.

        `capacity` [K, T] is room, and so are the cohorts and flows of `pipes`.
        """
        if digest < 0:  # never: the digest is here to be part of the cache's key
            return
        seed = mixed(np.uint64(rules.seed))
        cohorts, flows = pipes.cohorts, pipes.flows
        for k in range(volume.shape[0]):
            key = child(seed, first + k)
            draw_work(tables, pipes, rules.plan_first, volume[k], key, cohorts)
            levels.on_queue[k] = draw_capacity(rules, tables, pipes, key, capacity)
            levels.handling[k] = run(rules, tables, pipes, cohorts, flows, capacity, levels.on_time[k])

    return drain


drain = _entry(digest_of_sources())
"""Drains the replications of `volume` into `levels`."""
