"""The long forecast by rolling origin: bias, error and coverage of weekly totals, 4 to 26 weeks ahead.

    PYTHONPATH=. python benchmarks/long_range.py DATA [--json OUT] [--worlds N]

DATA is the folder of `benchmarks/forecasting.py`. Weekly origins after 5 weeks of history or more; the whole series
known then are learnt anew. The week `h` weeks after the first is compared with what came, where every hour that the
week usually has was observed. Methods: `ours`; `flat`, ours without its trend; `mean-8`, the mean of the last 8 whole
weeks. `cover` is the share of weeks in the 80% interval of ours: level log-normal with `spread`, times the dispersion
of weeks and days, and Poisson. Origins a week apart share most of their weeks: 13 weeks of a desk are few.

Three desks cannot tell what a trend is worth, so made-up series follow (N of each kind, seeded): a level that walks by
so much a week, and beside it grows by 0.5% a week, or turns (a growth rate that comes and goes, 0.4% a week at any
time), or has a season of 10%; busy (600 a week) and quiet (30 a week).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

import forecasts
from forecasts.fitting import Fitted
from forecasts.long_range import LongRange, long_range
from forecasts.negative_binomial import quantiles

HORIZONS = (4, 8, 13, 26)
METHODS = ("ours", "flat", "mean-8")
LEARN_WEEKS = 5
VOLUMES = (600, 30)
SERIES = (
    ("us_bank_calls_2003_hourly.csv.gz", "us_bank_2003"),
    ("uci_incident_hourly.csv.gz", "opened"),
    ("uci_incident_hourly.csv.gz", "escalated_1"),
    ("uci_incident_hourly.csv.gz", "escalated_3"),
)
WEEK = pd.Timedelta(weeks=1)
World = Callable[[np.random.Generator, int], np.ndarray]


def interval(fitted: Fitted, said: LongRange, week: int) -> tuple[np.ndarray, np.ndarray]:
    """Bounds of the 80% interval of a week's total [series]: negative binomial, of its mean and variance."""
    steps = fitted.predict(start=said.starts[0], end=said.starts[1])
    days = np.add.reduceat(steps.mean, np.flatnonzero(np.diff(steps.base.days, prepend=-1)), axis=1)
    day_share, step_share = ((np.square(part).sum(axis=1) / said.mean[:, 0] ** 2) for part in (days, steps.mean))
    spread, mean = fitted.dispersion, said.mean[:, week]
    within = (1 + spread.week) * (1 + spread.day * day_share + spread.hour * step_share)
    relative = np.exp(said.spread[:, week] ** 2) * within - 1
    low, high = quantiles(mean, mean + relative * mean**2, np.array([0.1, 0.9]))
    return low, high


def compare(known: pd.DataFrame, freq: str, origin: pd.Timestamp, whole: pd.DataFrame) -> Iterator[dict[str, object]]:
    """What was said at an origin, and what came; `whole` [weeks, series] are the totals of whole weeks."""
    fitted = forecasts.fit(known, freq, fill="unknown")
    said = long_range(fitted, origin, max(HORIZONS) + 1)
    flat = long_range(fitted, origin, max(HORIZONS) + 1, growth=0.0)
    recent = whole[whole.index < origin].iloc[-8:].mean()
    for week in HORIZONS:
        when = origin + week * WEEK
        if when not in whole.index:
            continue
        low, high = interval(fitted, said, week)
        for row, name in enumerate(said.unique_ids):
            came = whole.loc[when, name]
            about = {"series": name, "horizon": week, "came": came, "cover": low[row] <= came <= high[row]}
            yield about | {"ours": said.mean[row, week], "flat": flat.mean[row, week], "mean-8": recent[name]}


def totals(table: pd.DataFrame) -> pd.DataFrame:
    """Totals [weeks from Monday, series] of the weeks in which no usual hour is missing."""
    monday = table["ds"].dt.normalize() - pd.to_timedelta(table["ds"].dt.day_of_week, unit="D")
    weeks = table.groupby([monday, "unique_id"])["y"].agg(["sum", "count"]).unstack()
    usual = (weeks["count"] == weeks["count"].median()).all(axis=1)
    return weeks["sum"][usual].astype(float)


def rolled(table: pd.DataFrame) -> pd.DataFrame:
    """All origins of a table of hourly series."""
    whole = totals(table)
    origins = pd.date_range(whole.index[0] + LEARN_WEEKS * WEEK, whole.index[-1] - min(HORIZONS) * WEEK, freq="7D")
    return pd.DataFrame([row for origin in origins for row in compare(table[table["ds"] < origin], "h", origin, whole)])


def walks(step: float, growth: float = 0.0, turn: float = 0.0, season: float = 0.0) -> World:
    """A kind of log level [weeks]."""

    def draw(rng: np.random.Generator, weeks: int) -> np.ndarray:
        rate = np.full(weeks, turn * rng.standard_normal())
        for week in range(1, weeks):
            rate[week] = 0.97 * rate[week - 1] + turn * np.sqrt(1 - 0.97**2) * rng.standard_normal()
        wave = season * np.cos(2 * np.pi * (np.arange(weeks) / 52.18 + rng.random()))
        return np.cumsum(step * rng.standard_normal(weeks) + rate + growth) + wave

    return draw


WORLDS: dict[str, tuple[World, int]] = {
    "walk 2.5%": (walks(0.025), 52),
    "walk 1%": (walks(0.01), 52),
    "walk 1%, growth": (walks(0.01, growth=0.005), 52),
    "walk 2.5%, growth": (walks(0.025, growth=0.005), 52),
    "walk 1.5%, turns": (walks(0.015, turn=0.004), 52),
    "walk 1.5%, season": (walks(0.015, season=0.1), 52),
    "the same, 3 years": (walks(0.015, season=0.1), 156),
}
"""Kinds of made-up series, and the weeks that are learnt from."""


def made_up(world: World, volume: float, number: int, learn: int) -> pd.DataFrame:
    """`number` series of 8 h blocks of one kind and `volume` a week, learnt from once."""
    rng = np.random.default_rng(20_240_101)
    weeks = learn + max(HORIZONS) + 1
    shape = np.outer((1.2, 1.1, 1, 1, 0.9, 0.4, 0.3), (0.5, 1.6, 0.9))
    ds = pd.date_range("2024-01-01", periods=weeks * 21, freq="8h")
    tables = []
    for place in range(number):
        level = volume * np.exp(world(rng, weeks)) * rng.gamma(400, 1 / 400, weeks)
        rate = level[:, None, None] * rng.gamma(100, 1 / 100, (weeks, 7, 1)) * shape / shape.sum()
        tables.append(pd.DataFrame({"unique_id": f"{place:03}", "ds": ds, "y": rng.poisson(rate).ravel()}))
    table = pd.concat(tables)
    origin = ds[0] + learn * WEEK
    return pd.DataFrame(list(compare(table[table["ds"] < origin], "8h", origin, totals(table))))


def scores(rows: pd.DataFrame) -> pd.DataFrame:
    """Bias and WAPE by horizon and method, and coverage, in percent."""
    found = []
    for horizon, chosen in rows.groupby("horizon"):
        line: dict[str, object] = {"horizon": horizon, "weeks": len(chosen)}
        for method in METHODS:
            off = chosen[method] - chosen["came"]
            line[f"bias {method}"] = 100 * off.sum() / chosen["came"].sum()
            line[f"wape {method}"] = 100 * off.abs().sum() / chosen["came"].sum()
        found.append(line | {"cover": 100 * chosen["cover"].mean()})
    return pd.DataFrame(found)


def main() -> None:
    """Parse, roll, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--worlds", type=int, default=40, help="made-up series of each kind; 0 for none")
    arguments = parser.parse_args()
    tables = []
    for file, series in SERIES:
        table = pd.read_csv(arguments.data / file, parse_dates=["ds"])
        tables.append(scores(rolled(table[table["unique_id"] == series])).assign(series=series))
    for name, (world, learn) in WORLDS.items() if arguments.worlds else ():
        for volume in VOLUMES:
            rows = made_up(world, volume, arguments.worlds, learn)
            tables.append(scores(rows).assign(series=f"{name}, {volume} a week"))
    every = pd.concat(tables, ignore_index=True)
    every.insert(0, "series", every.pop("series"))
    print(every.to_string(index=False, float_format="{:.1f}".format))
    if arguments.json:
        arguments.json.write_text(json.dumps(every.to_dict("records"), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
