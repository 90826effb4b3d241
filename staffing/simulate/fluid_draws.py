"""What flows and who works it off, by the judge's own draws: the same handle times and the same absences."""

from __future__ import annotations

import numpy as np

from staffing.simulate.arrays import Floats, Ints, Records, Rules, Tables
from staffing.simulate.compiled import compiled
from staffing.simulate.draws import ABSENCE, ARRIVALS, OPENING, child, uniform
from staffing.simulate.fluid_pipes import READ, Pipes


@compiled
def drawn_minutes(quantile: Floats, share: float) -> float:
    """The judge's handle time for a draw, to a ten-thousandth, from a queue's table of quantiles [2 x U + 2]."""
    steps = len(quantile) // 2 - 1
    fine = share >= READ
    place = (share - READ) / (1.0 - READ) * steps + (steps + 1) if fine else share / READ * steps
    step = int(place)
    return float(quantile[step] + (place - step) * (quantile[step + 1] - quantile[step]))


@compiled
def draw_work(
    tables: Tables, pipes: Pipes, plan_first: int, volume: Ints, replication: np.uint64, cohorts: Records
) -> None:
    """Cases and work of every cohort: the sums of the judge's own handle times."""
    queues, quantile, flows, opening = tables.opening_queue, pipes.quantile, pipes.flows, pipes.opening_cohort
    key = child(replication, OPENING)
    for k in range(len(opening)):
        cohorts[opening[k]]["count"] = 1.0
        cohorts[opening[k]]["work"] = drawn_minutes(quantile[queues[k]], uniform(key, k + 1))
    arrivals = child(replication, ARRIVALS)
    for queue in range(volume.shape[0]):
        of_queue, base, table = child(arrivals, queue), flows[queue]["intervals"], quantile[queue]
        for interval in range(volume.shape[1]):
            cases, total = volume[queue, interval], 0.0
            if cases > 0:
                key = child(of_queue, interval - plan_first)
                for k in range(cases):
                    total += drawn_minutes(table, uniform(key, 2 * k + 2))
            cohorts[base + interval]["count"] = cases
            cohorts[base + interval]["work"] = total


@compiled
def draw_capacity(rules: Rules, tables: Tables, pipes: Pipes, replication: np.uint64, capacity: Floats) -> float:
    """Fill in the minutes of handling [K, T] that the present have; their sum within the plan."""
    stretches, pieces, minutes, within = tables.stretches, pipes.piece_interval, pipes.piece_minutes, pipes.within
    first, agent, group = pipes.piece_first, pipes.agent, pipes.group
    absences = child(replication, ABSENCE)
    total = 0.0
    capacity[:] = 0.0
    for s in range(len(agent)):
        if uniform(child(child(absences, agent[s]), stretches[s]["day"]), 1) >= rules.absence:
            for piece in range(first[s], first[s + 1]):
                handling = minutes[piece] * rules.present_share
                capacity[group[s], pieces[piece]] += handling
                total += handling * within[pieces[piece]]
    return total
