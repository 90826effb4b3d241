"""Rolling origin: what each method would have said at past dates, beside what came."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from forecasts.calendar import Floats, instant_of, timestamps
from forecasts.errors import HorizonError
from forecasts.fitting import Fitted
from forecasts.forecast import Forecast
from forecasts.series import MINIMUM_WEEKS, History, week_slots

Forecasters = Mapping[str, Callable[[History], Fitted]]
"""Names and ways to fit a history, such as `lambda known: fit_history(known, (), [method])`."""


def rolling_origin(
    history: History,
    forecasters: Forecasters,
    h: int,
    step_size: int,
    n_windows: int,
    *,
    level: Sequence[int | float] = (80, 95),
    block: str | None = None,
    end: Any = None,
) -> pd.DataFrame:
    """Forecasts of `h` steps from `n_windows` origins `step_size` steps apart, the last of which reaches `end`.

    Columns: `unique_id, ds, cutoff` (the last interval known), `y`, and per method its name (the mean) and
    `NAME-median, NAME-lo-80, NAME-hi-80, ...`. `block` scores sums over local blocks such as "8h" or "D". Intervals
    that were not observed are left out. Raises HorizonError where less than four weeks precede a window.
    """
    g = history.grid
    last = len(g) if end is None else int(np.searchsorted(g.edges, instant_of(end, g.zone, "end")))
    if min(h, step_size, n_windows) < 1:
        raise HorizonError(f"h is {h}, step_size {step_size}, n_windows {n_windows}; each must be at least 1")
    origins = [last - h - window * step_size for window in reversed(range(n_windows))]
    learn = 7 * MINIMUM_WEEKS * g.per_day
    if origins[0] < learn:
        asked = f"{n_windows} windows of {h} steps every {step_size}"
        need = f"{learn + h + (n_windows - 1) * step_size} steps, {MINIMUM_WEEKS} weeks before the first among them"
        raise HorizonError(f"{asked} need {need}; there are {last}")
    windows = [_window(history, forecasters, origin, h, level, block) for origin in origins]
    return pd.concat(windows, ignore_index=True)


def _window(
    history: History,
    forecasters: Forecasters,
    origin: int,
    h: int,
    level: Sequence[int | float],
    block: str | None,
) -> pd.DataFrame:
    known = history.until(int(history.grid.edges[origin]))
    table = pd.DataFrame()
    for name, fit in forecasters.items():
        forecast = fit(known).predict(h)
        if block is not None:
            forecast = forecast.aggregate(block)
        frame = forecast.to_frame(level).rename(columns={"mean": name})
        if table.empty:
            table = frame[["unique_id", "ds"]].assign(
                cutoff=timestamps(history.grid.edges[[origin - 1]], history.grid.zone)[0],
                y=_actual(history, origin, h, forecast).ravel(),
            )
        scores = frame.drop(columns=["unique_id", "ds"])
        scores.columns = pd.Index([column if column == name else f"{name}-{column}" for column in scores.columns])
        table = table.join(scores)
    return table.dropna(subset=["y"])


def _actual(history: History, origin: int, h: int, forecast: Forecast) -> Floats:
    """What came in each step of the forecast [series, steps]; NaN where some of it was not observed."""
    span = slice(origin, origin + h)
    closed = history.closed[:, week_slots(history.grid)[span]]
    counts = np.where(history.observed[:, span] | closed, history.counts[:, span], np.nan)
    if len(forecast.bounds) == h + 1:
        counts = np.where(closed, np.nan, counts)
    return np.add.reduceat(counts[:, : forecast.bounds[-1]], forecast.bounds[:-1], axis=1)
