"""`forecast.csv`, and the same rows for the terminal and JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from forecasts.forecast import Forecast
from staffing.build.axis import Axis
from staffing.reports.csv_text import csv_text

COLUMNS = ("unique_id", "ds", "mean", "median", "lo-80", "hi-80", "lo-95", "hi-95")
QUEUES_ABREAST = 3


def forecast_rows(forecast: Forecast, axis: Axis) -> list[dict[str, Any]]:
    """The forecast of the planned days, a row per queue and step: `unique_id, ds, mean, median, lo-80, ...`."""
    frame = forecast.to_frame()
    frame = frame[frame["ds"] < axis.local(axis.end)]
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def forecast_csv(rows: list[dict[str, Any]]) -> str:
    """The rows as CSV."""
    return csv_text(COLUMNS, ([row[name] for name in COLUMNS] for row in rows))


def print_forecast(out: Console, rows: list[dict[str, Any]]) -> None:
    """The rows in the terminal: a line per step, and for each queue the mean and the 80% interval."""
    steps: dict[datetime, dict[str, str]] = {}
    for row in rows:
        shown = f"{row['mean']:.1f} ({row['lo-80']}-{row['hi-80']})"
        steps.setdefault(row["ds"], {})[str(row["unique_id"])] = shown
    queues = list(dict.fromkeys(str(row["unique_id"]) for row in rows))
    for first in range(0, len(queues), QUEUES_ABREAST):
        out.print(_table(steps, queues[first : first + QUEUES_ABREAST]))
    out.print(Text("cases: mean (80% interval)", style="dim"))


def _table(steps: dict[datetime, dict[str, str]], queues: list[str]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("from", no_wrap=True)
    for queue in queues:
        table.add_column(Text(queue), no_wrap=True, max_width=18, overflow="ellipsis", justify="right")
    for step, cells in steps.items():
        table.add_row(f"{step:%a %d %b %H:%M}", *(cells[queue] for queue in queues))
    return table
