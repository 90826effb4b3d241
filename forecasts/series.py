"""The history as forecasters see it: counts on a grid of local time, with closed hours and gaps known.

The long table has one row per series and interval. Everything wrong with it is refused here, once, so that the
methods need no defence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecasts.calendar import DAY, Floats, Grid, Ints, floor_to, grid, minutes_of, timestamps
from forecasts.errors import ForecastError, HistoryError
from forecasts.open_hours import closed_outside

MINIMUM_WEEKS = 4

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Columns:
    """What the columns of a long table are called."""

    id: str = "unique_id"
    time: str = "ds"
    value: str = "y"


@dataclass(frozen=True, eq=False)
class History:
    """Counts [series, T] on a grid.

    `observed` [series, T] is False where nothing is known (closed, not begun, a gap left unknown): counts are 0
    there and not learnt from. `closed` [series, steps of the week] marks hours that are absent every week.
    """

    unique_ids: tuple[str, ...]
    grid: Grid
    counts: Floats
    observed: Flags
    closed: Flags

    def until(self, end: int) -> History:
        """The history as it was at the instant `end`, which begins an interval of it."""
        keep = int(np.searchsorted(self.grid.edges, end))
        g = self.grid
        known = Grid(g.edges[: keep + 1], g.wall[:keep], g.exposure[:keep], g.minutes, g.zone)
        return History(self.unique_ids, known, self.counts[:, :keep], self.observed[:, :keep], self.closed)


def read_history(
    frame: pd.DataFrame,
    freq: str,
    columns: Columns,
    zone: str | None = None,
    fill: float | str | None = None,
    open_hours: pd.DataFrame | None = None,
) -> History:
    """Check a long table and lay it on a grid of local time; series come out sorted by their id.

    `fill` says what a missing interval means: a number, "zero", or "unknown" (not learnt from). Hours of the week
    that a series never has are closed and need no fill. Raises HistoryError for duplicates, gaps without `fill`,
    counts that are negative, fractional or missing, times off the grid, and less than four weeks.
    """
    minutes = minutes_of(freq)
    if minutes > DAY // 3:
        raise ForecastError(f'freq is "{freq}"; a forecast needs intervals of at most 8 hours, such as "h"')
    _check_columns(frame, columns)
    values = _counts(frame, columns)
    instants, zone = _instants(frame, columns, zone)
    codes, ids = pd.factorize(frame[columns.id], sort=True)
    if (codes < 0).any():
        raise HistoryError(f"{columns.id} is missing in row {int(np.argmin(codes)) + 1}; every row needs one")
    _refuse_duplicates(codes, instants, ids, zone)
    _refuse_other_frequency(codes, instants, minutes, freq)
    lattice = _lattice(instants, minutes, zone)
    places = np.searchsorted(lattice.edges, instants)
    _refuse_off_grid(lattice, places, instants, freq)
    counts = np.zeros((len(ids), len(lattice)))
    present = np.zeros(counts.shape, dtype=bool)
    counts[codes, places] = values
    present[codes, places] = True
    _refuse_short(present, lattice, ids)
    closed = _closed_hours(present, lattice)
    if open_hours is not None:
        closed |= closed_outside(open_hours, lattice)
        present &= ~closed[:, week_slots(lattice)]
        counts *= present
    observed = _fill(counts, present, closed, lattice, ids, fill)
    return History(tuple(ids), lattice, counts, observed, closed)


def week_slots(lattice: Grid) -> Ints:
    """The interval of the week (from Thursday 00:00, as 1970 began) of each interval of the grid."""
    return lattice.wall % (7 * lattice.per_day)


def _check_columns(frame: pd.DataFrame, columns: Columns) -> None:
    for name in (columns.id, columns.time, columns.value):
        if name not in frame.columns:
            given = ", ".join(str(column) for column in frame.columns)
            raise HistoryError(f'the history has no column "{name}"; it has: {given}')
    if frame.empty:
        raise HistoryError(f"the history is empty; at least {MINIMUM_WEEKS} weeks are needed")


def _counts(frame: pd.DataFrame, columns: Columns) -> Floats:
    try:
        values = frame[columns.value].to_numpy(dtype=np.float64, na_value=np.nan)
    except (ValueError, TypeError) as error:
        raise HistoryError(f"{columns.value} holds something that is no number ({error}); give counts") from error
    faults = ~(np.isfinite(values) & (values >= 0) & (values == np.floor(values)))
    if faults.any():
        row = frame.iloc[int(np.argmax(faults))]
        where = f"{columns.value} of {row[columns.id]} at {row[columns.time]}"
        raise HistoryError(f"{where} is {row[columns.value]}; counts are whole numbers of 0 or more")
    return values


def _instants(frame: pd.DataFrame, columns: Columns, zone: str | None) -> tuple[Ints, str | None]:
    """Instants of the rows, and the zone they are read in; naive times with a zone are that zone's wall clock."""
    try:
        times = pd.DatetimeIndex(pd.to_datetime(frame[columns.time]))
    except (ValueError, TypeError) as error:
        raise HistoryError(f"{columns.time} holds something that is no time ({error})") from error
    if times.hasnans:
        raise HistoryError(f"{columns.time} is missing in row {int(np.argmax(times.isna())) + 1}; every row needs one")
    _check_zone(zone)
    if times.tz is not None:
        zone = zone or str(times.tz)
        times = times.tz_convert("UTC").tz_localize(None)
    elif zone is not None:
        times = _localized(times, frame[columns.id], zone).tz_convert("UTC").tz_localize(None)
    minutes = times.to_numpy().astype("datetime64[m]")
    if (minutes != times.to_numpy()).any():
        odd = times[int(np.argmax(minutes != times.to_numpy()))]
        raise HistoryError(f"{columns.time} is {odd}; intervals begin on whole minutes")
    return minutes.astype(np.int64), zone


def _check_zone(zone: str | None) -> None:
    try:
        pd.Timestamp(0, tz=zone)
    except (ValueError, KeyError) as error:
        raise HistoryError(f'zone is "{zone}"; give a name such as "Asia/Jakarta"') from error


def _localized(times: pd.DatetimeIndex, ids: pd.Series[Any], zone: str) -> pd.DatetimeIndex:
    """Wall-clock times made aware; an hour that autumn repeats is told apart by the rows' order in each series."""
    repeat = pd.Series(times).groupby([ids.to_numpy(), times]).cumcount().to_numpy()
    again = pd.Series(times).groupby([ids.to_numpy(), times]).transform("size").to_numpy() > 1
    first = times.tz_localize(zone, ambiguous=np.where(again, repeat == 0, True), nonexistent="NaT")
    if first.hasnans:
        gone = times[int(np.argmax(first.isna()))]
        raise HistoryError(f"{gone} does not exist in {zone}: the clocks skip it; give times with their offset")
    return first


def _refuse_duplicates(codes: NDArray[np.intp], instants: Ints, ids: pd.Index[Any], zone: str | None) -> None:
    order = np.lexsort((instants, codes))
    same = (np.diff(codes[order]) == 0) & (np.diff(instants[order]) == 0)
    if same.any():
        row = order[int(np.argmax(same))]
        when = timestamps(instants[[row]], zone)[0]
        raise HistoryError(f"{ids[codes[row]]} has more than one row at {when}; give one row per interval")


def _lattice(instants: Ints, minutes: int, zone: str | None) -> Grid:
    first, last = floor_to(int(instants.min()), minutes, zone), floor_to(int(instants.max()), minutes, zone)
    tail = grid(last, last + minutes + DAY, minutes, zone)
    return grid(first, int(tail.edges[1]), minutes, zone)


def _refuse_off_grid(lattice: Grid, places: NDArray[np.intp], instants: Ints, freq: str) -> None:
    off = lattice.edges[places] != instants
    if off.any():
        when = timestamps(instants[[int(np.argmax(off))]], lattice.zone)[0]
        raise HistoryError(f'a row is at {when}, which does not begin an interval of "{freq}" in local time')


def _refuse_short(present: Flags, lattice: Grid, ids: pd.Index[Any]) -> None:
    """Refuse a table whose longest series is shorter than four weeks, and any series shorter than one.

    Days count by the wall clock, to the end of the table. Beside a long series a short one borrows the shape of the
    week and the spread of its errors; a week of its own says how busy it is.
    """
    begins = lattice.wall[np.argmax(present, axis=1)]
    days = (lattice.wall[-1] + 1 - begins) / lattice.per_day
    least = 7 if days.max() >= 7 * MINIMUM_WEEKS else 7 * MINIMUM_WEEKS
    if days.min() < least:
        short = int(np.argmin(days))
        need = f"at least {7 * MINIMUM_WEEKS} days ({MINIMUM_WEEKS} weeks) are needed"
        if least == 7:
            need = "at least 7 days are needed beside a series of 4 weeks"
        raise HistoryError(f"{ids[short]} has {days[short]:.4g} days of history; {need}")


def _refuse_other_frequency(codes: NDArray[np.intp], instants: Ints, minutes: int, freq: str) -> None:
    """Rows of which no two lie as near as the intervals are of another frequency."""
    order = np.lexsort((instants, codes))
    steps = np.diff(instants[order])[np.diff(codes[order]) == 0]
    if len(steps) and int(steps.min()) > minutes:
        raise HistoryError(f'rows lie {int(steps.min())} minutes apart or more, but freq is "{freq}"; give theirs')


def _closed_hours(present: Flags, lattice: Grid) -> Flags:
    """Steps of the week [series, steps of the week] that a series has in none of its weeks."""
    closed = np.ones((len(present), 7 * lattice.per_day), dtype=bool)
    rows, columns = np.nonzero(present)
    closed[rows, week_slots(lattice)[columns]] = False
    return closed


def _fill(
    counts: Floats, present: Flags, closed: Flags, lattice: Grid, ids: pd.Index[Any], fill: float | str | None
) -> Flags:
    """Fill the gaps of `counts` in place as told; return what is observed."""
    begun = np.arange(len(lattice)) >= np.argmax(present, axis=1)[:, None]
    gaps = begun & ~present & ~closed[:, week_slots(lattice)]
    if not gaps.any() or fill == "unknown":
        return present
    if fill is None:
        row, column = (int(found[0]) for found in np.nonzero(gaps))
        when = lattice.ds[column]
        told = 'say what they mean with fill: "zero", a number, or "unknown" (not learnt from)'
        raise HistoryError(f"{ids[row]} lacks {int(gaps[row].sum())} intervals, the first at {when}; {told}")
    value = 0.0 if fill == "zero" else fill
    if isinstance(value, str) or not (value >= 0 and value == np.floor(value)):
        raise HistoryError(f'fill is {fill!r}; write "zero", "unknown" or a whole number of 0 or more')
    counts[gaps] = value
    return np.asarray(present | gaps, dtype=np.bool_)
