"""Opening hours that the history need not show: a table of weekdays and hours."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecasts.calendar import THURSDAY, Grid
from forecasts.errors import ForecastError


def closed_outside(open_hours: pd.DataFrame, lattice: Grid) -> NDArray[np.bool_]:
    """Steps of the week, from Thursday's midnight, that lie outside all opening hours [steps of the week].

    `open_hours` has the columns `weekday` (0 = Monday), `start` and `end` (hours of the day, end excluded, up to 24).
    Raises ForecastError for anything else, and for hours that leave nothing open.
    """
    missing = [name for name in ("weekday", "start", "end") if name not in open_hours.columns]
    if missing:
        raise ForecastError(f"open_hours has no column {', '.join(missing)}; it needs weekday, start and end")
    step = np.arange(7 * lattice.per_day)
    weekday = (step // lattice.per_day + THURSDAY) % 7
    hour = (step % lattice.per_day) * lattice.minutes / 60
    closed = np.ones(len(step), dtype=bool)
    for number, row in enumerate(open_hours[["weekday", "start", "end"]].to_numpy().tolist(), start=1):
        day, start, end = row
        if (
            not all(isinstance(value, int | float) for value in row)
            or day not in range(7)
            or not 0 <= start < end <= 24
        ):
            raise ForecastError(
                f"open_hours row {number} is {day}, {start}, {end}; give a weekday from 0 (Monday) to 6 and hours "
                "0 <= start < end <= 24"
            )
        closed &= ~((weekday == day) & (hour + lattice.minutes / 60 > start) & (hour < end))
    if closed.all():
        raise ForecastError("open_hours leaves no hour open; give at least one")
    return closed
