"""`forecast.csv`, and the same rows for the terminal and JSON."""

from __future__ import annotations

from typing import Any

from forecasts.forecast import Forecast
from staffing.build.axis import Axis
from staffing.reports.csv_text import csv_text


def forecast_rows(forecast: Forecast, axis: Axis) -> list[dict[str, Any]]:
    """The forecast of the planned days, a row per queue and step: `unique_id, ds, mean, median, lo-80, ...`."""
    frame = forecast.to_frame()
    frame = frame[frame["ds"] < axis.local(axis.end)]
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def forecast_csv(rows: list[dict[str, Any]]) -> str:
    """The rows as CSV."""
    return csv_text(list(rows[0]), [[row[name] for name in row] for row in rows]) if rows else ""
