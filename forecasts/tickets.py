"""The log of cases, whatever it was read from: what was known when, what is open, and how many came per hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from forecasts.calendar import DAY, Grid, Ints, ceil_to, floor_to, grid
from forecasts.errors import HistoryError
from forecasts.series import MINIMUM_WEEKS

_TIMES = ("created_at", "resolved_at", "reopened_at")


@dataclass(frozen=True, eq=False)
class TicketLog:
    """Cases and their times; all columns are always present.

    `frame`: `ticket_id`, `queue` (text), `created_at`, `resolved_at`, `reopened_at` (aware in `zone`, NaT when
    missing), `handle_minutes`, `paused_minutes`, `csat` (NaN when missing), `agent_id` (empty when missing).
    `rejected`: `row` (line of the file, from 1), `reason`, then the raw row.
    """

    frame: pd.DataFrame
    rejected: pd.DataFrame
    zone: str

    @property
    def last_event(self) -> datetime:
        """The latest creation, resolution or reopening, aware in `zone`.

        Raises HistoryError when the log is empty.
        """
        latest = max((self.frame[name].max() for name in _TIMES if self.frame[name].notna().any()), default=None)
        if latest is None:
            raise HistoryError("the ticket log is empty; it needs at least one ticket")
        return pd.Timestamp(latest).tz_convert(self.zone).to_pydatetime()

    def known_at(self, as_of: datetime) -> TicketLog:
        """The log as it was at `as_of`: later cases are gone, later resolutions and reopenings are NaT."""
        now = _aware(as_of)
        known = self.frame.loc[self.frame["created_at"] <= now].reset_index(drop=True)
        for name in ("resolved_at", "reopened_at"):
            known[name] = known[name].where(known[name] <= now)
        return TicketLog(known, self.rejected, self.zone)

    def open_cases(self, as_of: datetime) -> pd.DataFrame:
        """Cases open at `as_of`, oldest first: `queue` and `created_at`; a reopened case keeps its clock."""
        known = self.known_at(as_of).frame
        reopened = known["reopened_at"] > known["resolved_at"]
        is_open = known["resolved_at"].isna() | reopened
        oldest_first = known.loc[is_open, ["queue", "created_at"]].sort_values("created_at", kind="stable")
        return oldest_first.reset_index(drop=True)

    def series(self, queues: tuple[str, ...], as_of: datetime) -> pd.DataFrame:
        """Arrivals per local hour and queue: `unique_id`, `ds` (aware in `zone`), `y`, 0 where none came.

        From the first local midnight at or after the first ticket to the last complete hour before `as_of`. The
        first, partial day is kept from its midnight where the history would be less than four weeks without it.
        Raises HistoryError when no ticket of the queues was created before the last complete hour.
        """
        now = _minute(_aware(as_of))
        rows = self.frame.loc[self.frame["queue"].isin(queues) & (self.frame["created_at"] <= _aware(as_of))]
        end = floor_to(now, 60, self.zone)
        created = _minutes(rows["created_at"])
        if not (created < end).any():
            named = ", ".join(queues)
            raise HistoryError(f"no ticket of {named} was created in a complete hour before {as_of.isoformat()}")
        hours = _whole_days(int(created.min()), end, self.zone)
        counts = np.zeros((len(queues), len(hours)), dtype=np.int64)
        places = np.searchsorted(hours.edges, created, side="right") - 1
        inside = (places >= 0) & (created < end)
        codes = pd.Categorical(rows["queue"], categories=list(queues)).codes.astype(np.int64)
        np.add.at(counts, (codes[inside], places[inside]), 1)
        return pd.DataFrame(
            {
                "unique_id": np.repeat(np.array(queues, dtype=object), len(hours)),
                "ds": hours.ds.append([hours.ds] * (len(queues) - 1)),
                "y": counts.ravel(),
            }
        )


def _whole_days(first: int, end: int, zone: str) -> Grid:
    """Hours from the first midnight at or after `first`; from the one before if that leaves too little."""
    start = ceil_to(first, DAY, zone)
    if start >= end or len(grid(start, end, 60, zone)) == 0 or _days(start, end, zone) < 7 * MINIMUM_WEEKS:
        start = floor_to(first, DAY, zone)
    return grid(start, end, 60, zone)


def _days(start: int, end: int, zone: str) -> float:
    hours = grid(start, end, 60, zone)
    return float(hours.wall[-1] + 1 - hours.wall[0]) / 24


def _aware(time: datetime) -> pd.Timestamp:
    stamp = pd.Timestamp(time)
    if stamp.tzinfo is None:
        raise HistoryError(f"as_of is {time}, without a zone; give an aware time")
    return stamp


def _minute(stamp: pd.Timestamp) -> int:
    return int(stamp.tz_convert("UTC").tz_localize(None).to_datetime64().astype("datetime64[m]").astype(np.int64))


def _minutes(times: pd.Series[pd.Timestamp]) -> Ints:
    utc = times.dt.tz_convert("UTC").dt.tz_localize(None)
    return np.asarray(utc.to_numpy().astype("datetime64[m]").astype(np.int64), dtype=np.int64)
