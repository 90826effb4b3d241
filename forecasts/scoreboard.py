"""How the methods would have done on a series' own past, on normal and on special days."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from forecasts.backtest import rolling_origin
from forecasts.calendar import DAY, floor_to, timestamps
from forecasts.day_effects import places
from forecasts.errors import HorizonError
from forecasts.fitting import Fitted, fit_history
from forecasts.forecasters import METHODS
from forecasts.losses import bias, coverage, scaled_crps, wape
from forecasts.series import MINIMUM_WEEKS, History
from forecasts.special_days import Occasion

SELECTED = "selected"
LEVELS = (20, 40, 60, 80)
QUANTILES = [number / 10 for number in range(1, 10)]
AHEAD_WEEKS, MOST_ORIGINS = 2, 8
NORMAL, SPECIAL, ADJACENT, ALL = "normal", "special", "adjacent", "all"


def scoreboard(
    history: History,
    found: Sequence[Occasion],
    freq: str,
    progress: Callable[[float], None] | None = None,
) -> pd.DataFrame:
    """Scores by series, kind of day and method: rolling origin, weekly, two weeks ahead, the latest eight origins.

    Columns `unique_id, days, method, steps, wql, wape, floor, bias, coverage_80`, shares of 1. `wql` is twice the mean
    pinball loss at .1 ... .9 over the mean count. `floor` is the WAPE that a perfect rate would have, were counts
    Poisson with the selected method's means. `days` is "all", "normal", "special" or "adjacent" (eves and days after).
    The method "selected" chooses at every origin anew. Raises HorizonError where less than six weeks are known.
    """
    g = history.grid
    end = floor_to(int(g.edges[-1]), DAY, g.zone)
    last = int(np.searchsorted(g.edges, end))
    h, step = 7 * AHEAD_WEEKS * g.per_day, 7 * g.per_day
    room = (last - h - 7 * MINIMUM_WEEKS * g.per_day) // step + 1
    if room < 1:
        weeks = len(g) / step
        raise HorizonError(
            f"the history holds {weeks:.1f} weeks; a backtest needs {MINIMUM_WEEKS + AHEAD_WEEKS}: "
            f"{MINIMUM_WEEKS} to learn from, {AHEAD_WEEKS} to be scored"
        )
    windows = min(MOST_ORIGINS, room)
    fits = _fits(tuple(found), windows, progress)
    table = rolling_origin(
        history, fits, h, step, windows, level=LEVELS, block=freq, end=timestamps(np.array([end]), g.zone)[0]
    )
    kinds = _kinds(table, history, tuple(found))
    parts = [(ALL, table)] + [(kind, table[kinds == kind]) for kind in (NORMAL, SPECIAL, ADJACENT)]
    return pd.DataFrame([row for kind, part in parts if len(part) for row in _scores(part, kind, list(fits))])


def _fits(
    found: tuple[Occasion, ...], windows: int, progress: Callable[[float], None] | None
) -> dict[str, Callable[[History], Fitted]]:
    fits: dict[str, Callable[[History], Fitted]] = {}
    total, done = windows * (len(METHODS) + 1), 0

    def fitter(methods: Sequence[Any]) -> Callable[[History], Fitted]:
        def fit(known: History) -> Fitted:
            nonlocal done
            done += 1
            if progress is not None:
                progress(done / total)
            return fit_history(known, found, methods)

        return fit

    fits[SELECTED] = fitter(METHODS)
    fits |= {method.name: fitter([method]) for method in METHODS}
    return fits


def _kinds(table: pd.DataFrame, history: History, found: tuple[Occasion, ...]) -> pd.Series[str]:
    """What kind of day each row of the table lies on."""
    g = history.grid
    days = np.unique(g.days)
    kinds: dict[tuple[str, int], str] = {}
    for name in history.unique_ids:
        for place in places(found, days, name):
            special = place.offset == 0 or place.occasion.lag >= 3
            key = name, int(days[place.column])
            kinds[key] = SPECIAL if special or kinds.get(key) == SPECIAL else ADJACENT
    naive = table["ds"].dt.tz_localize(None) if table["ds"].dt.tz is not None else table["ds"]
    numbers = naive.to_numpy().astype("datetime64[D]").astype(np.int64)
    named = zip(table["unique_id"], numbers, strict=True)
    return pd.Series([kinds.get((str(name), int(day)), NORMAL) for name, day in named], index=table.index)


def _scores(table: pd.DataFrame, kind: str, methods: list[str]) -> list[dict[str, Any]]:
    sides = [f"lo-{level}" for level in reversed(LEVELS)] + ["median"] + [f"hi-{level}" for level in LEVELS]
    wql = scaled_crps(table, {name: [f"{name}-{side}" for side in sides] for name in methods}, QUANTILES)
    off, share, inside = bias(table, methods), wape(table, methods), coverage(table, methods, 80)
    rows = []
    for number, name in enumerate(wql["unique_id"]):
        own = table[table["unique_id"] == name]
        count = float(own["y"].mean())
        floor = poisson_floor(own[SELECTED].to_numpy(dtype=np.float64))
        rows += [
            {
                "unique_id": name,
                "days": kind,
                "method": method,
                "steps": len(own),
                "wql": float(wql[method].iloc[number]),
                "wape": float(share[method].iloc[number]),
                "floor": floor,
                "bias": float(off[method].iloc[number]) / count if count > 0 else math.nan,
                "coverage_80": float(inside[method].iloc[number]),
            }
            for method in methods
        ]
    return rows


def poisson_floor(mean: np.ndarray[Any, np.dtype[np.float64]]) -> float:
    """The WAPE of a forecast that knows the rates [T] of Poisson counts: sum of E|Y - m| over sum of m.

    E|Y - m| = 2 m^(k + 1) exp(-m) / k! with k the integer part of m (Crow 1958, Biometrika 45:556).
    """
    positive = mean[mean > 0]
    whole = np.floor(positive)
    log_factorial = np.array([math.lgamma(k + 1) for k in whole])
    distance = 2 * np.exp((whole + 1) * np.log(positive) - positive - log_factorial)
    return float(distance.sum() / positive.sum()) if len(positive) else math.nan
