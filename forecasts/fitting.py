"""From a long table to a fitted model to a forecast: the recipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from forecasts.calendar import Grid, Ints, ceil_to, floor_to, grid, instant_of, timestamps
from forecasts.errors import ForecastError, HorizonError
from forecasts.forecast import Forecast
from forecasts.forecasters import FORECASTERS, Rates
from forecasts.series import Columns, History, read_history


@dataclass(frozen=True, eq=False)
class Fitted:
    """A model that has learnt a history and forecasts what follows."""

    history: History
    model: Rates

    def predict(self, h: int | None = None, *, start: Any = None, end: Any = None) -> Forecast:
        """The forecast of the next `h` intervals, or of those from `start` to `end` (excluded).

        Times are aware, or naive in the history's zone, and begin an interval; `start` defaults to the history's
        end. Raises HorizonError for a period that is empty, begins before the history's end, or is off the grid.
        """
        if (h is None) == (end is None) or (h is not None and start is not None):
            raise HorizonError("predict needs either a number of steps, or an end (and a start); give one of the two")
        steps = self._next(h) if h is not None else self._between(start, end)
        rates = self.model.rates(steps)
        bounds = np.arange(len(steps) + 1, dtype=np.int64)
        known = self.history.unique_ids
        return Forecast(known, steps, rates, self.model.dispersion, self._lead(steps), bounds, steps.minutes)

    def _next(self, h: int) -> Grid:
        if h < 1:
            raise HorizonError(f"h is {h}; forecast at least one step")
        g = self.history.grid
        start = int(g.edges[-1])
        ahead = grid(start, start + (h + g.per_day) * g.minutes, g.minutes, g.zone)
        return grid(start, int(ahead.edges[h]), g.minutes, g.zone)

    def _between(self, start: Any, end: Any) -> Grid:
        g = self.history.grid
        last = int(g.edges[-1])
        first = last if start is None else instant_of(start, g.zone, "start")
        stop = instant_of(end, g.zone, "end")
        if first < last:
            ends = timestamps(np.array([last]), g.zone)[0]
            raise HorizonError(f"start is {start}, before the history's end {ends}; start there or later")
        if stop <= first:
            raise HorizonError(f"end is {end}, not after the start {start}; give a later one")
        for name, instant, given in (("start", first, start), ("end", stop, end)):
            if floor_to(instant, g.minutes, g.zone) != instant:
                begins = timestamps(np.array([ceil_to(instant, g.minutes, g.zone)]), g.zone)[0]
                raise HorizonError(f"{name} is {given}, within an interval; the next one begins at {begins}")
        return grid(first, stop, g.minutes, g.zone)

    def _lead(self, steps: Grid) -> Ints:
        """Weeks by which each step lies beyond those on which errors were measured; one number per local week."""
        g = self.history.grid
        origin = (int(g.wall[-1] + 1) // g.per_day + 3) // 7
        return np.maximum(0, steps.weeks - origin - 1)


def fit(
    history: pd.DataFrame,
    freq: str = "h",
    events: pd.DataFrame | None = None,
    open_hours: Any = None,
    *,
    id_column: str = "unique_id",
    time_column: str = "ds",
    value_column: str = "y",
    zone: str | None = None,
    fill: float | str | None = None,
) -> Fitted:
    """Learn the history: a long table with one row per series and interval, in any order.

    `freq` is the length of its intervals (at most 8 hours). Aware times carry their zone; naive ones are the wall
    clock of `zone`, or of a place where the clocks never change. Hours of the week that never occur are closed and
    forecast 0. `fill` says what other missing intervals mean: "zero", a number, or "unknown". Raises HistoryError
    for a history that cannot be used, ForecastError for `events` or `open_hours`, which are not supported yet.
    """
    for name, given in (("events", events), ("open_hours", open_hours)):
        if given is not None:
            raise ForecastError(f"{name} was given, but this version does not support it; leave it out")
    columns = Columns(id_column, time_column, value_column)
    known = read_history(history, freq, columns, zone, fill)
    return Fitted(known, FORECASTERS["profile"](known))
