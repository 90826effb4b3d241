"""The real weeks of `replay.py`: tickets of a log with handle times, and the rosters that work them, case by case."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from desks import log_of, log_parameters

from forecasts.tickets import TicketLog
from staffing.documents.people import Assignment
from staffing.simulate.desk import Desk
from staffing.simulate.given import work_off

HANDLE = (14.0, 1.0)
IN_SHIFT = 0.12
SEED = 1


@dataclass(frozen=True, eq=False)
class Tickets:
    """The tickets of one desk by clock start: aware times in UTC and minutes of handling."""

    created: pd.DatetimeIndex
    handle: np.ndarray

    def inside(self, first: datetime, last: datetime) -> np.ndarray:
        """Which of them were created in [first, last)."""
        return np.asarray((self.created >= pd.Timestamp(first)) & (self.created < pd.Timestamp(last)))


def desks_of(path: Path) -> Iterator[tuple[str, Tickets]]:
    """The desks of a log by name; handle times are drawn once a ticket, in the order of the log."""
    table = pd.read_csv(path)
    created = pd.to_datetime(table["opened_at"])
    created = created.dt.tz_localize("UTC") if created.dt.tz is None else created.dt.tz_convert("UTC")
    handle = np.random.default_rng(SEED).lognormal(*log_parameters(*HANDLE), len(table))
    largest = table["first_group"].value_counts().index[:2]
    masks = {"escalated": table["reassignments"] >= 1}
    masks |= {f"opened, {group}": table["first_group"] == group for group in largest}
    for name, mask in masks.items():
        rows = np.flatnonzero(mask)
        order = rows[np.argsort(created.to_numpy()[rows], kind="stable")]
        yield name, Tickets(pd.DatetimeIndex(created.iloc[order]), handle[order])


@dataclass(eq=False)
class World:
    """The desk as it runs from `start` on: the rosters so far, and what becomes of the tickets under them."""

    tickets: Tickets
    start: datetime
    rows: tuple[Assignment, ...] = ()

    def worked(self, end: datetime, rows: tuple[Assignment, ...] | None = None) -> tuple[np.ndarray, np.ndarray]:
        """The tickets created from the start to `end`, worked by the rosters: which, and the minute of each finish."""
        mine = np.flatnonzero(self.tickets.inside(self.start, end))
        created = np.asarray((self.tickets.created[mine] - pd.Timestamp(self.start)) / pd.Timedelta(minutes=1))
        desk = desk_of(self.rows if rows is None else rows, self.start, end)
        done = work_off(desk, np.zeros(len(mine), dtype=np.int64), created, self.tickets.handle[mine])
        return mine, done.finish

    def known(self, now: datetime) -> TicketLog:
        """The log at `now`: tickets of before the world count as resolved within four hours."""
        created = self.tickets.created
        hours = np.full(len(created), 4.0)
        if self.rows:
            mine, finish = self.worked(now)
            begun = np.asarray((created[mine] - pd.Timestamp(self.start)) / pd.Timedelta(minutes=1))
            hours[mine] = np.where(np.isfinite(finish), (finish - begun) / 60, np.nan)
        seconds = pd.to_timedelta(np.round(hours * 3600), unit="s")
        return log_of(created, created + seconds)

    def open_at(self, moment: datetime) -> np.ndarray:
        """Numbers of the tickets open at a moment."""
        if not self.rows:
            return np.array([], dtype=np.int64)
        mine, finish = self.worked(moment)
        return mine[finish > (moment - self.start) / timedelta(minutes=1)]


def desk_of(rows: Sequence[Assignment], start: datetime, end: datetime) -> Desk:
    """The people of roster rows, on the clock from `start` to a day after `end`; built apart from the planner."""
    people = 1 + max(int(row.agent_id[1:]) for row in rows)
    segments = []
    for number, row in enumerate(rows):
        day = (row.date - start.date()).days
        begin = day * 1440 + int(row.shift_id[-2:]) * 60
        segments += [(int(row.agent_id[1:]), begin + a, begin + b, number, day) for a, b in ((0, 240), (300, 540))]
    table = np.array(sorted(segments), dtype=np.int64)
    weeks = max(1, math.ceil((end - start) / timedelta(weeks=1)))
    return Desk(
        agent_names=tuple(f"a{number:03d}" for number in range(people)),
        queue_names=("cases",),
        day_start=np.arange(7 * weeks + 1) * 1440,
        interval_start=np.arange((7 * weeks + 1) * 24 + 1) * 60,
        segment_agent=table[:, 0],
        segment_start=table[:, 1],
        segment_end=table[:, 2],
        segment_shift=table[:, 3],
        segment_day=table[:, 4],
        paid_minutes=np.zeros(people),
        deadline_minutes=np.array([1440]),
        handle_mean=np.array([HANDLE[0]]),
        handle_cv=np.array([HANDLE[1]]),
        opening_queue=np.array([], dtype=np.int64),
        opening_created=np.array([]),
        absence=0.0,
        in_shift=IN_SHIFT,
        order="oldest_savable_first",
        at_shift_end="handover",
        urgent_age_minutes=48 * 60,
    )


def rate_of(world: World, rows: tuple[Assignment, ...], monday: datetime) -> float:
    """Share on time of the tickets of a week, when it is worked by these rows after the rosters before it."""
    mine, finish = world.worked(monday + timedelta(days=8), (*world.rows, *rows, *again(rows)))
    week = world.tickets.inside(monday, monday + timedelta(days=7))[mine]
    created = np.asarray((world.tickets.created[mine] - pd.Timestamp(world.start)) / pd.Timedelta(minutes=1))
    return float((finish[week] <= created[week] + 1440).mean())


def again(rows: tuple[Assignment, ...]) -> tuple[Assignment, ...]:
    """The rows a week later: the Monday after is worked like this one."""
    return tuple(row.model_copy(update={"date": row.date + timedelta(days=7)}) for row in rows)


def occupancy_of(world: World, rows: tuple[Assignment, ...], monday: datetime) -> float:
    """Handling of the tickets finished from Monday to Sunday / minutes on queue after in-shift shrinkage."""
    mine, finish = world.worked(monday + timedelta(days=8))
    begin = (monday - world.start) / timedelta(minutes=1)
    done = (finish >= begin) & (finish < begin + 7 * 1440)
    return float(world.tickets.handle[mine][done].sum() / (len(rows) * 480 * (1 - IN_SHIFT)))
