"""A desk worked with given cases instead of drawn ones, as when a week that has been is replayed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from staffing.simulate.arrays import rules_of, tables_of
from staffing.simulate.desk import Desk
from staffing.simulate.judge import Replication, replicated


def work_off(
    desk: Desk,
    queue: npt.ArrayLike,
    created: npt.ArrayLike,
    handle: npt.ArrayLike,
    *,
    seed: int = 0,
    replication: int = 0,
) -> Replication:
    """One run of the desk with exactly these cases; the result has them in the order given.

    `queue`, `created` (elapsed minutes, before the run's end) and `handle` (minutes of work, above 0) have one value
    for each case, in any order; of cases created at one moment the first given is the older. What was created before
    the run waits at its start. The desk's opening cases are not added: give them among the cases. Absences are those
    that `judge` draws for (seed, replication). Raises ValueError where a case cannot be.
    """
    queues, starts, minutes = np.asarray(queue), np.asarray(created, np.float64), np.asarray(handle, np.float64)
    _check(desk, queues, starts, minutes)
    order = np.argsort(starts, kind="stable")
    rules = rules_of(desk, seed)
    tables = tables_of(desk)._replace(  # to the kernel they are opening cases, some of which come later
        opening_queue=queues[order].astype(np.int64), opening_created=starts[order], opening_handle=minutes[order]
    )
    nothing = np.zeros((1, len(desk.queue_names), 0), np.int64)
    worked = replicated(rules, tables, nothing, replication, len(order))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    by_case = ("queue", "created", "handle", "finish", "agent", "deadline")
    return replace(worked, **{name: getattr(worked, name)[place] for name in by_case})


def _check(
    desk: Desk, queue: npt.NDArray[np.generic], created: npt.NDArray[np.float64], handle: npt.NDArray[np.float64]
) -> None:
    if queue.ndim != 1 or not queue.shape == created.shape == handle.shape:
        shapes = f"{queue.shape}, {created.shape} and {handle.shape}"
        raise ValueError(f"queue, created and handle have shapes {shapes}; one value for each case is needed in each")
    last = len(desk.queue_names) - 1
    if len(queue) and not (np.issubdtype(queue.dtype, np.integer) and np.isin(queue, np.arange(last + 1)).all()):
        raise ValueError(f"queue must hold whole numbers in 0..{last}")
    end = desk.interval_start[-1]
    if not (np.isfinite(created) & (created < end)).all():
        raise ValueError(f"every case must be created before the run ends at minute {end}")
    if not (np.isfinite(handle) & (handle > 0)).all():
        raise ValueError("every case must take some minutes of handling, above 0")
