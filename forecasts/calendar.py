"""Local time: intervals that begin at local hours, blocks, days and weeks, right on the days the clocks change.

Instants are whole minutes of UTC since 1970 (int64). A *wall* index counts the intervals shown by a clock on the
wall: it skips the hour that spring takes away and repeats the one that autumn gives back, so that `wall % (7 *
steps per day)` is the interval of the week. Weeks begin on Monday.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecasts.errors import ForecastError, HorizonError

DAY = 1440
WEEK = 7 * DAY
THURSDAY = 3
"""Day of the week, counted from Monday, of 1970-01-01, from which wall indices count."""
_EPOCH_TO_MONDAY = THURSDAY * DAY
_FREQ = re.compile(r"^(\d*)(h|min)$")

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def minutes_of(freq: str) -> int:
    """Minutes of a frequency: `h`, `8h`, `30min`, `D` or `W`.

    Raises ForecastError unless the frequency divides the day, or is a day or a week.
    """
    match = _FREQ.match(freq)
    known = {"D": DAY, "1D": DAY, "W": WEEK, "1W": WEEK}
    minutes = known.get(freq, 0)
    if match is not None:
        minutes = int(match[1] or 1) * (60 if match[2] == "h" else 1)
    if not minutes or (minutes != WEEK and DAY % minutes):
        raise ForecastError(f'freq is "{freq}"; write "h", "30min", "8h" or another part of the day, "D" or "W"')
    return minutes


@dataclass(frozen=True, eq=False)
class Grid:
    """Consecutive intervals of local time.

    `edges` holds the T + 1 instants between them; `wall` the T wall indices; `exposure` how much of the nominal
    length each interval lasts (1, but for blocks on the days the clocks change). `zone` is None for naive times.
    """

    edges: Ints
    wall: Ints
    exposure: Floats
    minutes: int
    zone: str | None

    @property
    def ds(self) -> pd.DatetimeIndex:
        """The starts of the intervals, aware in `zone` unless that is None."""
        return timestamps(self.edges[:-1], self.zone)

    @property
    def per_day(self) -> int:
        """Intervals in a day of 24 hours."""
        return DAY // self.minutes

    @property
    def days(self) -> Ints:
        """The local day of each interval, counted from 1970-01-01."""
        return self.wall // self.per_day

    @property
    def weeks(self) -> Ints:
        """The local week (from Monday) of each interval, counted from that of 1970-01-01."""
        return (self.days + 3) // 7

    def __len__(self) -> int:
        return len(self.wall)


def grid(start: int, end: int, minutes: int, zone: str | None) -> Grid:
    """The intervals from instant `start` to instant `end`, both of which begin an interval.

    Up to an hour, a new interval also begins where the clocks change: 25 hours in the autumn, and a half hour
    where they change by half an hour (Lord Howe). Longer blocks stretch or shrink instead.
    """
    fine = math.gcd(15, minutes)
    instants = np.arange(start, end, fine, dtype=np.int64)
    local = wall_minutes(instants, zone)
    shift = _EPOCH_TO_MONDAY if minutes == WEEK else 0
    wall = (local + shift) // minutes
    begins = np.ones(len(instants), dtype=bool)
    begins[1:] = wall[1:] != wall[:-1]
    if minutes <= 60:
        begins[1:] |= np.diff(local) != fine
    edges = np.append(instants[begins], end)
    return Grid(edges, wall[begins], np.diff(edges) / minutes, minutes, zone)


def wall_minutes(instants: Ints, zone: str | None) -> Ints:
    """What a clock on the wall shows at the instants, in minutes since 1970-01-01 00:00 local."""
    if zone is None or zone == "UTC":
        return instants
    naive = timestamps(instants, zone).tz_localize(None)
    return np.asarray(naive.to_numpy().astype("datetime64[m]").astype(np.int64), dtype=np.int64)


def timestamps(instants: Ints, zone: str | None) -> pd.DatetimeIndex:
    """The instants as an index of microseconds, aware in `zone` unless that is None."""
    naive = pd.DatetimeIndex(instants.astype("datetime64[m]").astype("datetime64[us]"))
    return naive if zone is None else naive.tz_localize("UTC").tz_convert(zone)


def floor_to(instant: int, minutes: int, zone: str | None) -> int:
    """The start of the interval, block, day or week that holds the instant."""
    lead = 2 * max(minutes, DAY)
    instants = np.arange(instant - lead, instant + 1, dtype=np.int64)
    local = wall_minutes(instants, zone)
    shift = _EPOCH_TO_MONDAY if minutes == WEEK else 0
    wall = (local + shift) // minutes
    begins = wall[1:] != wall[:-1]
    if minutes <= 60:
        begins |= np.diff(local) != 1
    return int(instants[1:][begins][-1])


def ceil_to(instant: int, minutes: int, zone: str | None) -> int:
    """The first start of an interval, block, day or week at or after the instant."""
    start = floor_to(instant, minutes, zone)
    starts = grid(start, instant + minutes + 2 * DAY, minutes, zone).edges[:-1]
    return int(starts[starts >= instant][0])


def date_of(day: int) -> date:
    """The local day of a number of days since 1970-01-01."""
    return date(1970, 1, 1) + timedelta(days=int(day))


def instant_of(time: Any, zone: str | None, name: str) -> int:
    """The instant of a point in time: aware, or naive in `zone`.

    Raises HorizonError where the time is unreadable, does not exist or is ambiguous in the zone, or is aware
    although the history is naive.
    """
    try:
        stamp: Any = pd.Timestamp(time)  # or NaT
    except (ValueError, TypeError) as error:
        raise HorizonError(f'{name} is {time!r}, which is no time; write it like "2026-11-23 08:00"') from error
    if stamp.tzinfo is None and zone is not None:
        stamp = stamp.tz_localize(zone, ambiguous="NaT", nonexistent="NaT")
    if pd.isna(stamp):
        raise HorizonError(f"{name} is {time!r}; give a time that the clocks of {zone} show exactly once")
    if stamp.tzinfo is not None:
        if zone is None:
            raise HorizonError(f"{name} is {stamp}, with a zone, but the history has none; give a time without zone")
        stamp = stamp.tz_convert("UTC").tz_localize(None)
    return int(stamp.to_datetime64().astype("datetime64[m]").astype(np.int64))
