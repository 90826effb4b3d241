"""From a fitted forecaster to what its pictures show."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import numpy as np

from forecasts.calendar import ceil_to, date_of, floor_to, grid, minutes_of
from forecasts.calendar_table import event_rows
from forecasts.fitting import Fitted
from forecasts.forecast import Forecast
from forecasts.series import week_slots
from staffing.outlook import Outlook
from staffing.reports.event_table import mark_detail
from staffing.reports.forecast_picture import forecast_svg
from staffing.reports.forecast_view import Mark, Step, View

PICTURED = "8h"
HISTORY_DAYS = 56
LEAST_TOLD = 0.03
"""A factor learnt to be nearer to 1 has no mark."""


def plan_picture(outlook: Outlook) -> str:
    """The picture of a plan's forecast, by shift of 8 hours (SVG)."""
    workspace = outlook.workspace
    marks = known_events(outlook.fitted, workspace.last_day)
    shown = views(outlook.fitted, outlook.forecast, PICTURED, marks, workspace.last_day)
    return forecast_svg(workspace.team.team, shown)


def known_events(fitted: Fitted, last: date) -> list[dict[str, Any]]:
    """The calendar from the first day of the history to `last`."""
    return event_rows(fitted, date_of(fitted.history.grid.days[0]), last)


def views(fitted: Fitted, forecast: Forecast, freq: str, marks: list[dict[str, Any]], last: date) -> tuple[View, ...]:
    """A view per queue: eight weeks of what came in blocks of `freq`, and the forecast up to the day `last`."""
    past = _past(fitted, freq)
    frame = forecast.aggregate(freq).to_frame((80,))
    frame = frame[[start.date() <= last for start in frame["ds"]]]
    shown = []
    for row, queue in enumerate(fitted.history.unique_ids):
        steps = [Step(start, f"{start:%a %d %b %H:%M}", None, None, None, count) for start, count in past[row]]
        for one in frame[frame["unique_id"] == queue].to_dict("records"):
            start = one["ds"].to_pydatetime()
            mean, low, high = (float(one[name]) for name in ("mean", "lo-80", "hi-80"))
            steps.append(Step(start, f"{start:%a %d %b %H:%M}", mean, low, high, None))
        shown.append(View(queue, freq, tuple(steps), _marks(marks, queue, steps[0].start.date(), last)))
    return tuple(shown)


def _past(fitted: Fitted, freq: str) -> list[list[tuple[Any, float | None]]]:
    """Starts and counts of whole blocks; None where a part of one was not observed though open."""
    history, minutes = fitted.history, minutes_of(freq)
    g = history.grid
    start, end = ceil_to(int(g.edges[0]), minutes, g.zone), floor_to(int(g.edges[-1]), minutes, g.zone)
    blocks = grid(start, end, minutes, g.zone)
    bounds = np.searchsorted(g.edges, blocks.edges)
    starts = blocks.ds.to_pydatetime()
    closed = history.closed[:, week_slots(g)]
    rows = []
    for row in range(len(history.unique_ids)):
        known = history.observed[row] | closed[row]
        counts = np.where(history.observed[row], history.counts[row], 0.0)
        rows.append(
            [
                (start, float(counts[a:b].sum()) if known[a:b].all() else None)
                for start, a, b in zip(starts, bounds[:-1], bounds[1:], strict=True)
            ][-HISTORY_DAYS * 1440 // minutes :]
        )
    return rows


def _marks(rows: list[dict[str, Any]], queue: str, first: date, last: date) -> tuple[Mark, ...]:
    """The days of the events themselves, where there is something to see, with the factor of their strongest day."""
    touched: dict[tuple[str, date], list[dict[str, Any]]] = {}
    for row in rows:
        if row["unique_id"] == queue:
            touched.setdefault((row["event"], row["date"] - timedelta(days=row["offset"])), []).append(row)
    marks = []
    for (event, day), days in touched.items():
        strongest = max(days, key=lambda row: abs(math.log(row["factor"])))
        if first <= day <= last and _told(strongest):
            when = f" on {strongest['date']:%a %d %b}" if strongest["offset"] else ""
            marks.append(Mark(day, event, f"{mark_detail(strongest)}{when}"))
    return tuple(marks)


def _told(row: dict[str, Any]) -> bool:
    return row["said"] is not None or abs(row["factor"] - 1) >= LEAST_TOLD or not row["instances"]
