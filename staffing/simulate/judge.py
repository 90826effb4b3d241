"""The judge of every roster: many weeks, case by case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import config

from staffing.simulate.arrays import Ints, Room, Rules, Tables, make_room, rules_of, tables_of
from staffing.simulate.counts import SUMS, Tally, empty_tally, part_of
from staffing.simulate.desk import Desk
from staffing.simulate.kernel import simulate
from staffing.simulate.service import Service
from staffing.simulate.verdict import verdict

Progress = Callable[[int, int], None]
"""Called after each chunk with the replications done and their number."""
Volume = npt.NDArray[np.integer]

CASES_PER_CHUNK = 100_000  # some 20 milliseconds: often enough for Ctrl-C, rare enough to cost nothing


def judge(
    desk: Desk,
    volume: Volume,
    *,
    target: float,
    confidence: float,
    day_floor: float = 0.0,
    seed: int,
    progress: Progress | None = None,
    threads: int | None = None,
) -> Service:
    """What a roster does to the promise, from one simulation of the plan for each path of arrivals.

    `volume` [n, Q, T]: cases of each replication, queue and interval, those before the plan included. The rules of the
    desk:

    - Cases arrive uniformly within their interval and take a lognormal handle time. Handling a case for a minute
      takes 1 / (1 - in_shift) minutes of the clock. An agent is absent on a day with probability `absence`.
    - An agent takes cases of the queues they serve, and takes 1 / proficiency of the time for them. Those who serve
      the same queues form a skill group.
    - A case is taken only inside an on-queue stretch, up to its last moment. Among the agents who are free and for
      whom a case waits, the one who serves the fewest queues decides first; ties: the one free the longest (a stretch
      that starts makes free anew), then the first agent. A case is never interrupted for another one. At a
      break it waits and goes on afterwards with the same agent.
    - At the end of the shift the rest of a case goes back to the pool with its own clock (`handover`), or waits for
      the agent's next shift (`keep`), or is worked off after the end of the shift (`overtime`), if need be until the
      next shift starts.
    - Of the cases that wait in the queues of the agent who decides, `oldest_first` takes the earliest clock start.
      `oldest_savable_first` takes the earliest clock start among those older than the urgent age; else the earliest
      deadline among those that a mean handle time of their queue, at this agent's proficiency, would still meet; else
      the earliest clock start. Ties: the case that arrived first.

    Every draw is a function of the seed and of what it is for: two rosters under one seed meet the same cases, and
    the same absences by agent index and day. The result is the same for every number of `threads` (by default as many
    as numba would use, NUMBA_NUM_THREADS). Raises ValueError where `volume` does not fit the desk.
    """
    check_volume(desk, volume)
    tally = _simulated(desk, volume, seed, progress, threads or vars(config)["NUMBA_NUM_THREADS"])
    return verdict(desk, tally, target, confidence, day_floor)


@dataclass(frozen=True, eq=False)
class Replication:
    """One simulated plan, case by case (drawn ones by clock start, open ones first) and stretch by stretch present.

    `handling` and `on_queue` [A] are an agent's minutes within the plan; `Service` has their sums. `agent` is who
    took the case last, -1 if nobody did; `deadline` is the minute until which it is on time.
    """

    queue: npt.NDArray[np.int64]
    created: npt.NDArray[np.float64]
    handle: npt.NDArray[np.float64]
    finish: npt.NDArray[np.float64]
    """Infinity while open at the end of the run."""
    stretch_agent: npt.NDArray[np.int64]
    stretch_start: npt.NDArray[np.float64]
    stretch_end: npt.NDArray[np.float64]
    stretch_shift: npt.NDArray[np.int64]
    handling: npt.NDArray[np.float64]
    on_queue: npt.NDArray[np.float64]
    agent: npt.NDArray[np.int64]
    deadline: npt.NDArray[np.float64]


def replay(desk: Desk, volume: Volume, *, seed: int, replication: int) -> Replication:
    """One replication of `judge` with all its cases; `volume` [n, Q, T] is what the judge was given."""
    check_volume(desk, volume)
    rules, tables = rules_of(desk, seed), tables_of(desk)
    paths = np.array(volume[replication : replication + 1], dtype=np.int64, order="C")
    total = int(paths.sum()) + len(desk.opening_queue)
    return replicated(rules, tables, paths, replication, total)


def replicated(rules: Rules, tables: Tables, paths: Ints, replication: int, total: int) -> Replication:
    """One replication of `total` cases, all of it; `paths` [1, Q, T] are its arrivals."""
    room, tally = make_room(tables, total), empty_tally(tables, rules, 1)
    simulate(rules, tables, paths, replication, room, tally)
    cases, agents = room.cases, tables.agents
    there = ~room.absent
    stretches = tables.stretches[there]
    return Replication(
        queue=cases["queue"].astype(np.int64),
        created=cases["created"].copy(),
        handle=cases["handle"].copy(),
        finish=cases["finish"].copy(),
        stretch_agent=np.repeat(np.arange(len(agents)), agents["last"] - agents["first"])[there],
        stretch_start=stretches["start"].copy(),
        stretch_end=stretches["end"].copy(),
        stretch_shift=stretches["shift"].copy(),
        handling=room.agents["handling"].copy(),
        on_queue=tally.there * rules.present_share,
        agent=cases["agent"].astype(np.int64),
        deadline=cases["deadline"].copy(),
    )


def check_volume(desk: Desk, volume: Volume) -> None:
    """Raise ValueError where the arrivals do not fit the desk's queues and intervals."""
    shape = len(desk.queue_names), len(desk.interval_start) - 1
    if volume.ndim != 3 or volume.shape[1:] != shape or not len(volume):
        needed = f"[replications, {shape[0]} queues, {shape[1]} intervals]"
        raise ValueError(f"volume has shape {volume.shape}; {needed} is needed")
    if not np.issubdtype(volume.dtype, np.integer) or volume.min() < 0:
        raise ValueError(f"volume must hold whole numbers of cases, none below 0; its type is {volume.dtype}")


def _chunks(cases: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """First and last of the replications that are simulated in one go."""
    size = max(1, int(CASES_PER_CHUNK / max(float(cases.mean()), 1.0)))
    for first in range(0, len(cases), size):
        yield first, min(first + size, len(cases))


def _simulated(desk: Desk, volume: Volume, seed: int, progress: Progress | None, threads: int) -> Tally:
    rules, tables = rules_of(desk, seed), tables_of(desk)
    whole = empty_tally(tables, rules, len(volume))
    cases = volume.sum(axis=(1, 2), dtype=np.int64) + len(desk.opening_queue)
    rooms: list[Room] = []  # of threads that are done with a chunk

    def chunk(first: int, last: int) -> tuple[int, Tally]:
        room = rooms.pop() if rooms else make_room(tables, int(cases.max()))
        part = part_of(whole, first, last)
        simulate(rules, tables, np.array(volume[first:last], dtype=np.int64, order="C"), first, room, part)
        rooms.append(room)
        return last - first, part

    pool, done = ThreadPoolExecutor(threads), 0
    try:
        for future in as_completed([pool.submit(chunk, *bounds) for bounds in _chunks(cases)]):
            size, part = future.result()
            for name in SUMS:  # whole numbers: the order in which chunks end does not matter
                getattr(whole, name)[:] += getattr(part, name)
            done += size
            if progress is not None:
                progress(done, len(volume))
    finally:  # also on Ctrl-C: what has not started is dropped
        pool.shutdown(cancel_futures=True)
    return whole
