"""A large ticket log, drawn queue by queue: cases come at random and are worked first come, first served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

WEEK = 7 * 24
BUSY, BUSY_DAYS, BUSY_HOURS = 0.05, 0.08, 0.10
"""Coefficients of variation of the factors of a week and a day, shared by all queues, and of an hour of one queue."""
ROUNDING = 1e-6
"""Minutes of work that sums may be off."""
AGAIN, AGAIN_HOURS = 0.05, 20.0
"""Cases that wait for somebody else's answer, and for how long on average."""


@dataclass(frozen=True)
class Stream:
    """The cases of one queue.

    `shape` [168]: how they spread over the hours of a week in UTC, from Monday on. `desk` [168]: the minutes of work
    done in each of these hours when there is some to do.
    """

    queue: str
    per_week: float
    handle_mean: float
    handle_cv: float
    shape: Floats
    desk: Floats


def log_of(
    streams: tuple[Stream, ...], first: datetime, weeks: int, until: int, rng: np.random.Generator
) -> pd.DataFrame:
    """The log from a Monday in UTC on, as it stands `until` so many minutes after it, by time of creation.

    Columns as of `tickets.csv`, `handle_minutes` empty and `resolved_at` NaT of cases still open. A week before it is
    worked, too, so that it does not begin with empty desks.
    """
    weeks += 1
    busy = np.repeat(_factors(BUSY, weeks, rng), WEEK) * np.repeat(_factors(BUSY_DAYS, 7 * weeks, rng), 24)
    parts = [_cases(stream, busy, weeks, rng) for stream in streams]
    queue = np.repeat(np.arange(len(streams)), [len(part) for part in parts])
    created, resolved, handled = np.concatenate(parts).T
    now = 60 * WEEK + until
    kept = (created >= 60 * WEEK) & (created <= now)
    order = np.flatnonzero(kept)[np.argsort(created[kept], kind="stable")]
    done = resolved[order] <= now
    moment = np.datetime64(first, "m")
    return pd.DataFrame(
        {
            "ticket_id": np.char.add("M", (1_000_000 + np.arange(len(order))).astype(str)).astype(object),
            "queue": np.array([stream.queue for stream in streams], dtype=object)[queue[order]],
            "created_at": moment + (created[order] - 60 * WEEK).astype(np.int64),
            "resolved_at": np.where(
                done, moment + (np.where(done, resolved[order], 0) - 60 * WEEK).astype(np.int64), np.datetime64("NaT")
            ),
            "handle_minutes": np.where(done, np.rint(10 * handled[order]) / 10, np.nan),
        }
    )


def _factors(cv: float, size: int, rng: np.random.Generator) -> Floats:
    """Factors of mean 1 with a coefficient of variation."""
    return rng.gamma(1 / cv**2, cv**2, size)


def _cases(stream: Stream, busy: Floats, weeks: int, rng: np.random.Generator) -> Floats:
    """[N, 3] when each case was created and resolved, in minutes, and its minutes of handling, in order of creation."""
    rate = np.tile(stream.per_week * stream.shape / stream.shape.sum(), weeks) * busy
    counts = rng.poisson(rate * _factors(BUSY_HOURS, len(rate), rng))
    created = np.sort(60 * np.repeat(np.arange(len(counts)), counts) + rng.uniform(0, 60, int(counts.sum())))
    spread = np.log1p(stream.handle_cv**2)
    handled = np.clip(rng.lognormal(np.log(stream.handle_mean) - spread / 2, np.sqrt(spread), len(created)), 1, 600)
    again = np.where(rng.random(len(created)) < AGAIN, rng.exponential(60 * AGAIN_HOURS, len(created)), 0.0)
    resolved = np.maximum(_worked_by(created, handled, np.tile(stream.desk, weeks)), created + handled) + again
    return np.column_stack([created, resolved, handled])


def _worked_by(created: Floats, handled: Floats, desk: Floats) -> Floats:
    """[N] when each case is done, in minutes, by a desk that takes the oldest first; work flows evenly in an hour.

    With A work arrived and C work that could be done up to an hour, so much is done: min over s <= t of A(s) + C(t) -
    C(s), the queue that is never negative (Reich 1958).
    """
    edges = 60.0 * np.arange(len(desk) + 1)
    asked = np.concatenate([[0.0], np.cumsum(handled)])
    arrived = asked[np.searchsorted(created, edges)]
    could = np.concatenate([[0.0], np.cumsum(desk)])
    done = np.maximum.accumulate(could + np.minimum.accumulate(arrived - could))
    own = asked[1:] - ROUNDING
    hour = np.minimum(np.searchsorted(done, own), len(desk))  # the first edge by which so much is done
    moment: Floats = edges[hour - 1] + 60 * (own - done[hour - 1]) / np.maximum(done[hour] - done[hour - 1], ROUNDING)
    moment[own > done[-1]] = np.inf
    return moment
