"""A desk as pipes: cohorts of cases, groups of people who are alike, and the minutes they have in each interval."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from staffing.simulate.arrays import Floats, Ints, Records, Tables
from staffing.simulate.desk import ORDERS, Desk

CURVE_STEPS, LONGEST = 8, 32
"""Points of a curve of chances for each mean handle time, and the means up to which it goes."""
READ, QUANTILES = 0.98, 512
"""Handle times are read from their quantiles in so many steps, and from this share on in as many again."""
MOMENT = 1e-6
"""At a jump of the clock an interval begins with the later deadline."""

COHORT = np.dtype(
    [
        ("created_first", "f8"),
        ("created_last", "f8"),
        ("due_first", "f8"),
        ("due_last", "f8"),
        ("count", "f8"),
        ("work", "f8"),
        ("front", "f8"),
        ("late", "f8"),
        ("week", "i8"),
    ]
)
"""Cases of a queue that arrive in one interval, or one opening case: first and last clock start and deadline, cases,
minutes of work; the share gone from its front, served or left behind, and the share left behind that waits; the week
whose rate it is in, or W for none."""
FLOW = np.dtype(
    [
        ("first", "i8"),
        ("intervals", "i8"),
        ("end", "i8"),
        ("savable", "i8"),
        ("oldest", "i8"),
        ("coming", "i8"),
        ("waiting", "f8"),
        ("patience", "f8"),
        ("safe", "f8"),
        ("means", "f8"),
    ]
)
"""Of a queue: its cohorts first..end-1, from `intervals` on those of intervals; the first with a front, the first with
something left behind, the next to come; work that waits. `patience`: slack below which nobody starts a case, for the
fastest; `safe`: slack at which every case is on time; both in clock minutes. `means`: mean handle times in one."""


class Pipes(NamedTuple):
    """What the desk looks like to the fluid: C cohorts by queue and clock start, S stretches in pieces by interval.

    `opening_cohort` [N]. `piece_first` [S + 1], `piece_interval` and `piece_minutes` [P]; `agent` and `group` [S].
    `speed` [K, Q]: proficiency of those who are alike. `within` [T]: share of the interval in the plan.
    `chance` [Q, X]: that a handle time is at most x / CURVE_STEPS means. `quantile` [Q, 2 x U + 2]: minutes, evenly
    up to READ and from there to 1. `turn_interval`, `turn_group` [M]: who is ever on queue when, in the order of turns.
    """

    cohorts: Records
    flows: Records
    opening_cohort: Ints
    piece_first: Ints
    piece_interval: Ints
    piece_minutes: Floats
    agent: Ints
    group: Ints
    speed: Floats
    within: Floats
    chance: Floats
    quantile: Floats
    turn_interval: Ints
    turn_group: Ints


def pipes_of(desk: Desk, tables: Tables) -> Pipes:
    """The pipes of a desk; `tables` are its tables."""
    edges = tables.interval_start
    speed, group = _groups(desk)
    agent = np.repeat(np.arange(len(tables.agents)), tables.agents["last"] - tables.agents["first"])
    first, interval, minutes = _pieces(tables)
    flows, stretch_group = _flows(desk, tables), group[agent]
    cohorts, opening_cohort = _cohorts(desk, tables, flows)
    chance, quantile = _curves(tables)
    turns = np.zeros((len(edges) - 1, len(speed)), np.bool_)
    turns[interval, np.repeat(stretch_group, np.diff(first))] = True
    turn_interval, turn_group = np.nonzero(turns)
    inside = np.clip(np.minimum(edges[1:], desk.plan_end) - np.maximum(edges[:-1], 0.0), 0.0, None)
    return Pipes(
        cohorts=cohorts,
        flows=flows,
        opening_cohort=opening_cohort,
        piece_first=first,
        piece_interval=interval,
        piece_minutes=minutes,
        agent=agent.astype(np.int64),
        group=stretch_group,
        speed=speed,
        within=inside / np.diff(edges),
        chance=chance,
        quantile=quantile,
        turn_interval=turn_interval.astype(np.int64),
        turn_group=turn_group.astype(np.int64),
    )


def weeks_of(desk: Desk) -> Ints:
    """The planned week [T] in whose rate an interval's cases are, by its middle; W for none."""
    middle = (desk.interval_start[:-1] + desk.interval_start[1:]) / 2
    week = (np.searchsorted(desk.day_start, middle, "right") - 1) // 7
    return np.where((middle >= 0) & (middle < desk.plan_end), week, desk.weeks).astype(np.int64)


def _flows(desk: Desk, tables: Tables) -> Records:
    opening = np.bincount(tables.opening_queue, minlength=len(tables.queues))
    flows = np.zeros(len(tables.queues), FLOW)
    flows["end"] = np.cumsum(opening + len(tables.interval_start) - 1)
    flows["intervals"] = flows["end"] - (len(tables.interval_start) - 1)
    flows["first"] = flows["intervals"] - opening
    flows["patience"] = tables.queues["shortest"] if desk.order == ORDERS[1] else -np.inf
    flows["means"] = (1.0 - desk.in_shift) / tables.queues["mean"]
    flows["safe"] = LONGEST / flows["means"]
    return flows


def _cohorts(desk: Desk, tables: Tables, flows: Records) -> tuple[Records, Ints]:
    """The cohorts, and which one each opening case is."""
    edges, cohorts = tables.interval_start, np.zeros(flows["end"][-1], COHORT)
    opening_cohort = np.zeros(len(tables.opening_queue), np.int64)
    for queue, flow in enumerate(flows):
        own = tables.opening_queue == queue
        created = tables.opening_created[own]
        opening_cohort[own] = flow["first"] + np.arange(len(created))
        part = cohorts[flow["first"] : flow["end"]]
        part["created_first"] = np.concatenate([created, edges[:-1]])
        part["created_last"] = np.concatenate([created, edges[1:]])
        part["due_first"] = _due(desk, queue, np.concatenate([created, edges[:-1] + MOMENT]))
        part["due_last"] = np.maximum(_due(desk, queue, part["created_last"]), part["due_first"])
        part["week"] = np.concatenate([np.full(len(created), desk.weeks), weeks_of(desk)])
    return cohorts, opening_cohort


def _groups(desk: Desk) -> tuple[Floats, Ints]:
    """Proficiency [K, Q] of those who are alike, who serve the fewest queues first; the group [A] of each agent."""
    speed, group = np.unique(desk.proficiency, axis=0, return_inverse=True)
    order = np.argsort((speed > 0).sum(axis=1), kind="stable")
    return np.array(speed[order], order="C"), np.argsort(order)[group.reshape(-1)].astype(np.int64)


def _pieces(tables: Tables) -> tuple[Ints, Ints, Floats]:
    """Stretches cut at the edges of intervals: bounds by stretch, interval and minutes of each piece."""
    edges, start = tables.interval_start, tables.stretches["start"]
    end = np.minimum(tables.stretches["end"], edges[-1])
    low, high = np.searchsorted(edges, start, "right") - 1, np.searchsorted(edges, end, "left")
    number = np.maximum(high - low, 0)
    first = np.concatenate([[0], np.cumsum(number)]).astype(np.int64)
    stretch = np.repeat(np.arange(len(start)), number)
    interval = np.arange(first[-1]) - first[stretch] + low[stretch]
    minutes = np.minimum(end[stretch], edges[interval + 1]) - np.maximum(start[stretch], edges[interval])
    return first, interval.astype(np.int64), minutes


def _due(desk: Desk, queue: int, created: Floats) -> Floats:
    """Deadlines as in `clock.on_map`, for many clock starts."""
    start, until = desk.clock_from[queue], desk.clock_until[queue]
    if not len(start):
        return np.asarray(created + float(desk.deadline_minutes[queue]))
    place = np.searchsorted(start, created, "left")
    left, right = np.clip(place - 1, 0, len(start) - 1), np.clip(place, 0, len(start) - 1)
    share = (created - start[left]) / np.maximum(start[right] - start[left], 1e-12)
    inside = np.minimum(until[left] + share * (until[right] - until[left]), until[right])
    return np.where(left == right, created + until[right] - start[right], inside)


@lru_cache
def _normal() -> Floats:
    """The standard normal variates of the shares at which handle times are tabulated."""
    normal = NormalDist()
    coarse = [normal.inv_cdf(READ * k / QUANTILES) for k in range(1, QUANTILES + 1)]
    fine = [normal.inv_cdf(READ + (1.0 - READ) * k / QUANTILES) for k in range(QUANTILES)]
    return np.array([-np.inf, *coarse, *fine, np.inf])


def _curves(tables: Tables) -> tuple[Floats, Floats]:
    """Of each queue's handle time the chance by means, and the quantiles; the last step keeps the mean of the tail."""
    normal, means = NormalDist(), np.arange(1, LONGEST * CURVE_STEPS) / CURVE_STEPS
    chance = np.ones((len(tables.queues), LONGEST * CURVE_STEPS + 1))
    quantile = np.empty((len(tables.queues), 2 * QUANTILES + 2))
    chance[:, 0] = 0.0
    tail = (1.0 - READ) / QUANTILES
    for queue, (mean, sigma) in enumerate(tables.queues[["mean", "sigma"]].tolist()):
        if sigma == 0.0:
            chance[queue, 1:-1], quantile[queue] = means >= 1.0, mean
            continue
        chance[queue, 1:-1] = [normal.cdf(math.log(m) / sigma + sigma / 2) for m in means]
        quantile[queue] = mean * np.exp(sigma * _normal() - sigma**2 / 2)
        in_tail = mean * normal.cdf(sigma - normal.inv_cdf(1.0 - tail)) / tail
        quantile[queue, -1] = 2 * in_tail - quantile[queue, -2]
    return chance, quantile
