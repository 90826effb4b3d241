"""From a long table to a fitted model to a forecast: the recipe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd

from forecasts.adjust import Adjusted, adjust
from forecasts.calendar import Floats, Grid, Ints, ceil_to, date_of, floor_to, grid, instant_of, timestamps
from forecasts.dispersion import Dispersion, estimate
from forecasts.drift import drift_of
from forecasts.errors import HorizonError
from forecasts.forecast import Forecast
from forecasts.forecasters import METHODS, Method
from forecasts.select import Choice, choose
from forecasts.series import Columns, History, read_history, week_slots
from forecasts.smoothing import fold, shape_of
from forecasts.special_days import Occasion, occasions

AHEAD_DAYS = 1000
"""How far after the history the calendar of special days is laid out."""


@dataclass(frozen=True, eq=False, repr=False)
class Fitted:
    """A model that has learnt a history and forecasts what follows.

    `profile` [series, steps of the week] are the rates of a normal week, 0 where closed; `choices` say which method
    they come from, and why. `adjusted` holds what was found in the history: outages, level shifts, special days.
    `given` is the history as it was read, `occasions` what the calendar and the planner know.
    """

    given: History
    occasions: tuple[Occasion, ...]
    adjusted: Adjusted
    choices: tuple[Choice, ...]
    profile: Floats
    dispersion: Dispersion

    def __repr__(self) -> str:
        g = self.history.grid
        chosen = ", ".join(
            f"{name}: {one.method}" for name, one in zip(self.history.unique_ids, self.choices, strict=True)
        )
        return f"<Fitted {chosen}; {len(g)} intervals from {g.ds[0]} to {g.ds[-1]}>"

    @property
    def history(self) -> History:
        """The history learnt from, outages unknown."""
        return self.adjusted.history

    def predict(self, h: int | None = None, *, start: Any = None, end: Any = None) -> Forecast:
        """The forecast of the next `h` intervals, or of those from `start` to `end` (excluded).

        Times are aware, or naive in the history's zone, and begin an interval; `start` defaults to the history's
        end. Raises HorizonError for a period that is empty, begins before the history's end, or is off the grid.
        """
        if (h is None) == (end is None) or (h is not None and start is not None):
            raise HorizonError("predict needs either a number of steps, or an end (and a start); give one of the two")
        steps = self._next(h) if h is not None else self._between(start, end)
        self._check_reach(steps)
        factor, doubt = self.adjusted.effects.on(steps)
        rates = self.profile[:, week_slots(steps)] * steps.exposure * factor
        bounds = np.arange(len(steps) + 1, dtype=np.int64)
        known = self.history.unique_ids
        return Forecast(known, steps, rates, self.dispersion, self._lead(steps), bounds, steps.minutes, doubt)

    def _check_reach(self, steps: Grid) -> None:
        """Refuse days that the calendar was not laid out for, where there is one: their events would be missing."""
        beyond = int(steps.days[-1]) - int(self.history.grid.days[-1])
        if self.occasions and beyond > AHEAD_DAYS:
            ends = date_of(self.history.grid.days[-1] + AHEAD_DAYS)
            raise HorizonError(
                f"the forecast reaches {beyond} days beyond the history, the calendar of special days {AHEAD_DAYS}, to "
                f"{ends}; end there or earlier"
            )

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
    open_hours: pd.DataFrame | None = None,
    *,
    country: str | None = None,
    id_column: str = "unique_id",
    time_column: str = "ds",
    value_column: str = "y",
    zone: str | None = None,
    fill: float | str | None = None,
) -> Fitted:
    """Learn the history: a long table with one row per series and interval, in any order.

    `freq` is the length of its intervals (at most 8 hours). `events` is a table `date, name` and optionally `kind,
    queue, uplift, lead_days, lag_days`; `country` (two letters) adds its holidays and, where they are known, double
    days and paydays. `open_hours` is a table `weekday` (0 = Monday), `start`, `end` (hours of the day, end excluded);
    other hours are closed. Aware times carry their zone; naive ones are the wall clock of `zone`, or of a place where
    the clocks never change. Hours of the week that never occur are closed and forecast 0. `fill` says what other
    missing intervals mean: "zero", a number, or "unknown". Raises HistoryError for a history that cannot be used,
    ForecastError for a fault in `events`, `open_hours` or `country`.
    """
    columns = Columns(id_column, time_column, value_column)
    known = read_history(history, freq, columns, zone, fill, open_hours)
    return fit_history(known, occasions_of(known, country, events))


def occasions_of(
    history: History, country: str | None = None, events: pd.DataFrame | None = None
) -> tuple[Occasion, ...]:
    """What the calendar and the planner know of the days of a history and of those ahead that the calendar reaches."""
    if country is None and events is None:
        return ()
    first, last = (date_of(number) for number in history.grid.days[[0, -1]])
    return occasions(first, last + timedelta(days=AHEAD_DAYS), country, events, history.unique_ids)


def fit_history(history: History, found: Sequence[Occasion] = (), methods: Sequence[Method] = METHODS) -> Fitted:
    """Learn a checked history: adjust it, choose a method for each series, and measure its past errors."""
    adjusted = adjust(history, found)
    known = adjusted.history
    folded = [fold(known, row, adjusted.normal[row], adjusted.plain[row]) for row in range(len(known.unique_ids))]
    shapes = np.array([shape_of(weeks) for weeks in folded])
    choices = []
    for row, weeks in enumerate(folded):
        others = np.delete(shapes, row, axis=0)
        prior = others.sum(axis=0) if len(others) and (others.sum(axis=0) > 0).all() else None
        choices.append(choose(replace(weeks, prior=prior), methods))
    profile = np.where(known.closed, 0.0, np.array([choice.rates for choice in choices]))
    drift = np.array([drift_of(choice.errors, choice.memory_days) for choice in choices])
    dispersion = estimate([choice.errors for choice in choices], drift)
    return Fitted(history, tuple(found), adjusted, tuple(choices), profile, dispersion)
