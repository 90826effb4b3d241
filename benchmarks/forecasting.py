"""The forecast against its rivals on real series, by rolling origin: accuracy, calibration, time, and the goals.

    python -m venv /tmp/rivals && /tmp/rivals/bin/pip install -r benchmarks/requirements-forecasting.txt
    PYTHONPATH=. OMP_NUM_THREADS=1 /tmp/rivals/bin/python benchmarks/forecasting.py DATA [--json OUT] [--only NAME ...]

DATA is a folder with `uci_incident_hourly.csv.gz` (arrivals of a service desk, UCI "Incident management process
enriched event log", CC BY 4.0) and `us_bank_calls_2003_hourly.csv.gz` (`bank_calls` of the fpp3 book), as long tables
`unique_id, ds, y`. Rivals whose packages are missing are left out. `--only` names series, rivals, or both.

Weekly origins, two weeks ahead, both weeks pooled, on hours, 8 h blocks (00, 08, 16) and days. Hours of the week that
a series never has are left out, and so are blocks of which an hour was not observed. wQL is twice the mean pinball
loss at .1 ... .9 over the mean, in percent. A rival's blocks are sums of its means, negative binomial with the
dispersion of its own errors of such blocks from the weekly origins of the 8 weeks before. `floor` is the WAPE of
Poisson counts whose means are ours. `cover` is the share within the 80% interval, bounds included; `pit` is the
share of randomized PITs in [.1, .9], its expectation over the randomization, for ours and for blocks, of which the
distribution is known (at 100 levels). Standard errors are clustered by calendar week.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from itertools import product
from pathlib import Path

import forecasting_rivals as base
import numpy as np
import pandas as pd

import forecasts
from forecasts import Forecast

Quantiles = Callable[[base.Floats], base.Floats]

OURS = "ours"
BLOCKS = ("h", "8h", "D")
LEVELS = np.arange(1, 10) / 10
FINE = (np.arange(100) + 0.5) / 100
TIED = 300
"""From this count on, a tie with a bound of the interval is not worth the exact distribution."""
PAST = pd.Timedelta(weeks=8)
LEARN = pd.Timedelta(weeks=4)
FIT_SECONDS = 0.2


@dataclass(frozen=True)
class Race:
    """A series, the weekly origins it is scored at, and the hourly wQL to reach."""

    file: str
    series: str
    first: str
    windows: int
    bar: float


RACES = (
    Race("us_bank_calls_2003_hourly.csv.gz", "us_bank_2003", "2003-07-07", 14, 4.6),
    Race("uci_incident_hourly.csv.gz", "opened", "2016-04-18", 5, 28.6),
    Race("uci_incident_hourly.csv.gz", "escalated_1", "2016-04-18", 5, 42.6),
    Race("uci_incident_hourly.csv.gz", "escalated_3", "2016-04-18", 5, 64.1),
)
BAR_8H = {"escalated_1": 26.4}


def points(y: pd.Series, mean: base.Floats, quantiles: Quantiles, exact: bool = True, **about: object) -> pd.DataFrame:
    """One row per block: what came, what was said, and whether the interval holds it."""
    count = y.to_numpy()
    frame = pd.DataFrame({"ds": y.index, "y": count, "mean": mean, **about})
    frame[[f"q{place}" for place in range(1, 10)]] = said = quantiles(LEVELS)
    frame["cover"] = frame["y"].between(frame["q1"], frame["q9"])
    frame["pit"] = frame["cover"].astype(float) if exact else np.nan
    tied = ((count == said[:, 0]) | (count == said[:, -1])) & (count < TIED)
    if exact and tied.any():
        fine = quantiles(FINE)
        below, upto = ((fine <= edge[:, None]).mean(axis=1) for edge in (count - 1, count))
        inside = np.clip(np.minimum(upto, 0.9) - np.maximum(below, 0.1), 0, None) / np.maximum(upto - below, 1e-9)
        frame["pit"] = np.where(tied & (upto > below), inside, frame["pit"])
    return frame


def our_points(table: pd.DataFrame, origin: pd.Timestamp) -> list[pd.DataFrame]:
    """Ours at one origin, for each block."""
    known = table[table["ds"] < origin]
    hours = base.open_hours(known, origin)
    came = table.set_index("ds")["y"].astype(float).reindex(hours)
    forecast = forecasts.fit(known, "h", fill="unknown").predict(start=origin, end=origin + base.HORIZON)
    frames = []
    for block in BLOCKS:
        y = base.block_sums(came, block)
        said = forecast if block == "h" else forecast.aggregate(block)
        places = pd.DatetimeIndex(said.ds).get_indexer(y.index)

        def quantiles(levels: base.Floats, said: Forecast = said, places: base.Floats = places) -> base.Floats:
            return np.stack([said.quantile(float(level))[0][places] for level in levels], axis=1)

        frames.append(points(y, said.mean[0][places], quantiles, method=OURS, block=block, origin=origin))
    return frames


def rival_points(name: str, rival: base.Rival, table: pd.DataFrame, origins: pd.DatetimeIndex) -> list[pd.DataFrame]:
    """A rival at all origins, for each block; also run at the origins before the first, for the errors of blocks."""
    begin = max(origins[0] - PAST, table["ds"].min().ceil("D") + LEARN)
    frames: list[pd.DataFrame] = []
    past: dict[str, list[pd.DataFrame]] = {block: [] for block in BLOCKS}
    for origin in pd.date_range(begin, origins[-1], freq="W-MON"):
        known = table[table["ds"] < origin]
        hours = base.open_hours(known, origin)
        came = table.set_index("ds")["y"].astype(float).reindex(hours)
        mean, quantiles = rival.run(known, hours, LEVELS)
        for block in BLOCKS:
            y, sums = base.block_sums(came, block), base.block_sums(pd.Series(mean, hours), block).to_numpy()
            about = {"method": name, "block": block, "origin": origin}
            if origin in origins and block == "h":
                frames.append(points(y, mean, lambda _, said=quantiles: said, exact=False, **about))
            elif origin in origins:
                errors = pd.concat(past[block])
                errors = errors[(errors["origin"] >= origin - PAST) & (errors["ds"] < origin)]
                alpha = base.dispersion(errors["mean"].to_numpy(), errors["y"].to_numpy())
                frames.append(points(y, sums, partial(base.count_quantiles, sums, alpha), **about))
            past[block].append(pd.DataFrame({"ds": y.index, "y": y.to_numpy(), "mean": sums, "origin": origin}))
    return frames


def _pit(frame: pd.DataFrame) -> dict[str, float]:
    """Share of randomized PITs in [.1, .9] and its standard error, clustered by calendar week; in percent."""
    inside = 100 * frame["pit"]
    week = frame["ds"].dt.normalize() - pd.to_timedelta(frame["ds"].dt.day_of_week, unit="D")
    clusters = (inside - inside.mean()).groupby(week).sum()
    spread = math.sqrt(float(np.square(clusters).sum()) * len(clusters) / max(1, len(clusters) - 1))
    return {"pit": float(inside.mean()), "pit_se": spread / len(frame) if inside.notna().any() else math.nan}


def score(frame: pd.DataFrame) -> dict[str, float]:
    """The scores of one method on one series and block, in percent."""
    y = frame["y"].to_numpy()
    errors = [y - frame[f"q{place}"].to_numpy() for place in range(1, 10)]
    pinball = [np.maximum(level * e, (level - 1) * e).mean() for level, e in zip(LEVELS, errors, strict=True)]
    off = frame["mean"].to_numpy() - y
    scores = {"wql": 200 * np.mean(pinball) / y.mean(), "bias": 100 * off.mean() / y.mean()}
    scores |= {"wape": 100 * np.abs(off).mean() / y.mean(), "cover": 100 * frame["cover"].mean()}
    return {name: float(value) for name, value in scores.items()} | _pit(frame)


def fit_seconds() -> list[float]:
    """Seconds that five fits of two years of hours (5 an hour, with a profile) take."""
    ds = pd.date_range("2022-01-03", periods=2 * 365 * 24, freq="h")
    rate = 5 * (1 + 0.6 * np.sin(2 * np.pi * (ds.hour - 8) / 24)) * np.where(ds.day_of_week < 5, 1.2, 0.5)
    table = pd.DataFrame({"unique_id": "made up", "ds": ds, "y": np.random.default_rng(1).poisson(rate)})
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        forecasts.fit(table, "h", fill="unknown")
        taken.append(time.perf_counter() - began)
    return taken


def goals(rows: pd.DataFrame, pooled: pd.DataFrame, seconds: Sequence[float]) -> pd.DataFrame:
    """Each goal, whether it is reached, and by what figure."""
    wql = rows.set_index(["series", "block", "method"])["wql"]
    found: list[tuple[str, bool, str]] = []
    for race in (race for race in RACES if race.series in set(rows["series"])):
        for block, bar in (("h", race.bar), ("8h", BAR_8H.get(race.series))):
            if bar is not None:
                figure = float(wql[race.series, block, OURS])
                found.append((f"{race.series} {block} wQL <= {bar}", figure <= bar, f"{figure:.2f}"))
        if (race.series, "h", "mean-8") in wql.index:
            ours, theirs = (float(wql[race.series, "h", name]) for name in (OURS, "mean-8"))
            found.append((f"{race.series} h wQL below the 8-week mean", ours < theirs, f"{ours:.2f} to {theirs:.2f}"))
    for value in rows.query(f"series == 'us_bank_2003' and block == 'h' and method == '{OURS}'")["bias"]:
        found.append(("us_bank_2003 bias within 3%", abs(value) <= 3, f"{value:+.2f}"))
    for block, pit, error in pooled[["block", "pit", "pit_se"]].itertuples(index=False):
        found.append((f"{block} PIT coverage of 80% in 77-83", 77 <= pit <= 83, f"{pit:.1f} +- {error:.1f}"))
    middle = float(np.median(seconds))
    found.append((f"fit of two years of hours <= {FIT_SECONDS} s (median)", middle <= FIT_SECONDS, f"{middle:.3f} s"))
    lines = [(goal, "yes" if hit else "NO", figure) for goal, hit, figure in found]
    return pd.DataFrame(lines, columns=["goal", "reached", "figure"])


def run(race: Race, rivals: dict[str, base.Rival], data: Path) -> pd.DataFrame:
    """All that was said of a series, by ours and the rivals."""
    table = pd.read_csv(data / race.file, parse_dates=["ds"])
    table = table[table["unique_id"] == race.series].sort_values("ds")
    origins = pd.date_range(race.first, periods=race.windows, freq="7D")
    began = time.perf_counter()
    frames = [frame for origin in origins for frame in our_points(table, origin)]
    print(f"{race.series} {OURS}: {time.perf_counter() - began:.1f} s", file=sys.stderr, flush=True)
    for name, rival in rivals.items():
        began = time.perf_counter()
        frames += rival_points(name, rival, table, origins)
        print(f"{race.series} {name}: {time.perf_counter() - began:.1f} s", file=sys.stderr, flush=True)
    return pd.concat(frames, ignore_index=True).assign(series=race.series)


def tables(every: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The scores of each series, block and method, and our PIT coverage of all series together."""
    places = [[race.series for race in RACES], list(BLOCKS), [OURS, *base.RIVALS]]
    scored, floor = [], math.nan
    for key in product(*places):
        chosen = every[(every[["series", "block", "method"]] == list(key)).all(axis=1)]
        if len(chosen):
            floor = base.poisson_floor(chosen["mean"].to_numpy()) if key[2] == OURS else floor
            scored.append({"series": key[0], "block": key[1], "method": key[2], **score(chosen), "floor": floor})
    order = ["series", "block", "method", "wql", "bias", "wape", "floor", "cover", "pit", "pit_se"]
    ours = {block: every[(every["method"] == OURS) & (every["block"] == block)] for block in BLOCKS[1:]}
    pooled = [{"block": block, "blocks": len(chosen)} | _pit(chosen) for block, chosen in ours.items()]
    return pd.DataFrame(scored)[order], pd.DataFrame(pooled)


def main() -> None:
    """Parse, score, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", nargs="+", choices=[race.series for race in RACES] + list(base.RIVALS), default=[])
    arguments = parser.parse_args()
    races = [race for race in RACES if race.series in arguments.only] or list(RACES)
    rivals = {name: rival for name, rival in base.RIVALS.items() if name in arguments.only} or dict(base.RIVALS)
    for name, rival in list(rivals.items()):
        lacking = [package for package in rival.packages if find_spec(package) is None]
        if lacking:
            print(f"{name} is left out: {', '.join(lacking)} is not installed here")
            del rivals[name]
    every = pd.concat([run(race, rivals, arguments.data) for race in races], ignore_index=True).dropna(subset=["y"])
    rows, pooled = tables(every)
    seconds = fit_seconds()
    reached = goals(rows, pooled, seconds)
    print(rows.to_string(index=False, float_format="{:.2f}".format, na_rep="-"))
    print(f"\nOurs, all series:\n{pooled.to_string(index=False, float_format='{:.1f}'.format)}")
    print(f"\nfit of two years of hours: min {min(seconds):.3f}, median {np.median(seconds):.3f}, goal {FIT_SECONDS} s")
    print(f"\n{reached.to_string(index=False)}")
    if arguments.json:
        printed = {"scores": rows, "pooled": pooled, "goals": reached}
        out = {name: json.loads(frame.to_json(orient="records")) for name, frame in printed.items()}
        out["fit_seconds"] = seconds
        arguments.json.write_text(json.dumps(out, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
