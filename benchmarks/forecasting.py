"""The forecast against k-week means on real series, by rolling origin: prints wQL, bias and coverage.

    python benchmarks/forecasting.py DATA [--json OUT]

DATA is a folder with `uci_incident_hourly.csv.gz` (arrivals of a service desk, UCI "Incident management process
enriched event log", CC BY 4.0) and `us_bank_calls_2003_hourly.csv.gz` (`bank_calls` of the fpp3 book), as long
tables `unique_id, ds, y`. wQL is twice the mean pinball loss at .1 ... .9 over the mean, in percent, on both weeks
of a two-week horizon. The means' counts are negative binomial, too, with dispersions from their own past errors.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from forecasts.backtest import rolling_origin
from forecasts.calendar import Floats
from forecasts.dispersion import Errors, estimate
from forecasts.forecasters import FORECASTERS, Rates
from forecasts.forecasters.profile import ProfileRates, fold
from forecasts.losses import bias, coverage, scaled_crps
from forecasts.series import Columns, History, read_history

LEVELS = (20, 40, 60, 80)
WEEK = 168


@dataclass(frozen=True)
class Race:
    """A series and the origins it is scored at: weekly, two weeks ahead, the last window ending at `end`."""

    file: str
    series: str
    windows: int
    end: str


RACES = (
    Race("us_bank_calls_2003_hourly.csv.gz", "us_bank_2003", 14, "2003-10-20"),
    Race("uci_incident_hourly.csv.gz", "opened", 5, "2016-05-30"),
    Race("uci_incident_hourly.csv.gz", "escalated_1", 5, "2016-05-30"),
    Race("uci_incident_hourly.csv.gz", "escalated_3", 5, "2016-05-30"),
)


def week_mean(weeks: int) -> Callable[[History], Rates]:
    """The plain mean of the last `weeks` weeks, hour of the week by hour of the week."""

    def fit(history: History) -> Rates:
        folded = [fold(history, row) for row in range(len(history.unique_ids))]
        errors, means = [], []
        for one in folded:
            rates = [_mean(one.counts[:last], one.exposure[:last], weeks) for last in range(2, len(one.counts) + 1)]
            means.append(rates[-1])
            seen = one.exposure[2:] > 0
            past = np.where(seen, np.array(rates[:-1]), np.nan)
            shape = (len(past), 7, one.per_day)
            errors.append(Errors(past.reshape(shape), np.where(seen, one.counts[2:], np.nan).reshape(shape)))
        return ProfileRates(np.array(means), estimate(errors, np.zeros(len(folded))))

    return fit


def _mean(counts: Floats, exposure: Floats, weeks: int) -> Floats:
    seen = exposure[-weeks:].sum(axis=0)
    means = np.zeros(counts.shape[1])
    np.divide(counts[-weeks:].sum(axis=0), seen, out=means, where=seen > 0)
    return means


def score(race: Race, data: Path, block: str | None) -> list[dict[str, object]]:
    """One row per method: wQL of both weeks, bias and coverage of the 80% interval, all in percent."""
    table = pd.read_csv(data / race.file, parse_dates=["ds"])
    history = read_history(table[table["unique_id"] == race.series], "h", Columns(), fill="unknown")
    methods = {**FORECASTERS, "mean-4": week_mean(4), "mean-8": week_mean(8)}
    frame = rolling_origin(history, methods, 2 * WEEK, WEEK, race.windows, level=LEVELS, block=block, end=race.end)
    sides = [f"lo-{level}" for level in reversed(LEVELS)] + ["median"] + [f"hi-{level}" for level in LEVELS]
    quantiles = [q / 10 for q in range(1, 10)]
    wql = scaled_crps(frame, {name: [f"{name}-{side}" for side in sides] for name in methods}, quantiles)
    off = bias(frame, list(methods))
    inside = coverage(frame, list(methods), 80)
    level = frame["y"].mean()
    return [
        {
            "series": race.series,
            "block": block or "h",
            "method": name,
            "wql": round(100 * float(wql[name].iloc[0]), 2),
            "bias": round(100 * float(off[name].iloc[0]) / level, 1),
            "coverage_80": round(100 * float(inside[name].iloc[0]), 1),
        }
        for name in methods
    ]


def main() -> None:
    """Parse, score, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    began = time.perf_counter()
    rows = [row for race in RACES for block in (None, "8h", "D") for row in score(race, arguments.data, block)]
    print(pd.DataFrame(rows).to_string(index=False))
    print(f"{time.perf_counter() - began:.1f} s")
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
