"""The backlog with which the plan begins: what the days between now and the plan leave open, many times over."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import config

from staffing.simulate.arrays import Records, Room, make_room, rules_of, tables_of
from staffing.simulate.counts import Tally, empty_tally
from staffing.simulate.desk import Desk
from staffing.simulate.judge import Volume, check_volume
from staffing.simulate.kernel import simulate


@dataclass(frozen=True, eq=False)
class OpenCases:
    """The cases open at minute 0 in each of so many replications, by replication and clock start.

    `replication`, `queue` [N]. `created` [N]: clock start in elapsed minutes, below 0 unless the run starts at 0.
    `minutes` [N]: handling still to be done, minutes of work at proficiency 1 and not of the clock. What was done
    before minute 0 is deducted, whether the case waits again, is kept for its agent's next shift or is in hand at
    that moment.
    """

    replications: int
    replication: npt.NDArray[np.int64]
    queue: npt.NDArray[np.int64]
    created: npt.NDArray[np.float64]
    minutes: npt.NDArray[np.float64]


def open_at_plan_start(desk: Desk, volume: Volume, *, seed: int) -> OpenCases:
    """The cases open when the plan begins, from the part of the run before it.

    `volume` [n, Q, T] and `seed` are those of `judge`, which meets the very same cases at minute 0: the roster of the
    plan has no say in them. Where the run starts at 0 they are the desk's opening cases, with their drawn handle times.
    Raises ValueError where `volume` does not fit the desk.
    """
    check_volume(desk, volume)
    rules, tables = rules_of(desk, seed)._replace(run_end=0.0), tables_of(desk)
    paths = np.array(volume[:, :, : desk.plan_first], dtype=np.int64, order="C")
    totals = (paths.sum(axis=(1, 2)) + len(desk.opening_queue)).tolist()
    rooms: list[tuple[Room, Tally]] = []  # of threads that are done with a replication

    def left(k: int) -> Records:
        room, tally = rooms.pop() if rooms else (make_room(tables, max(totals)), empty_tally(tables, rules, 1))
        simulate(rules, tables, paths[k : k + 1], k, room, tally)
        cases = room.cases[: totals[k]]
        found: Records = cases[np.isinf(cases["finish"])]
        rooms.append((room, tally))
        return found

    with ThreadPoolExecutor(vars(config)["NUMBA_NUM_THREADS"]) as pool:
        found = list(pool.map(left, range(len(volume))))
    cases = np.concatenate(found)
    done = cases["handle"] / rules.present_share - cases["remaining"]
    return OpenCases(
        replications=len(volume),
        replication=np.repeat(np.arange(len(volume)), [len(part) for part in found]),
        queue=cases["queue"].astype(np.int64),
        created=cases["created"].copy(),
        minutes=np.maximum(cases["handle"] - done * rules.present_share, 0.0),  # rounding may end just below
    )
