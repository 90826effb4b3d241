"""The last events of a log, which are "now" unless the user says the time: one date typed wrong would move it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from staffing.errors import InputError
from staffing.read.times import Floats

TIMES = ("created_at", "resolved_at", "reopened_at")
MOST_DAYS = 28
"""No team that this plans for is without an event for longer."""
FEWEST, SHARE = 3, 0.001
"""This many events, or this share of the rows, may be strays; more of them are the log."""


def check_last_events(frame: pd.DataFrame, texts: pd.DataFrame, lines: Sequence[int], file: str) -> None:
    """Refuse a log whose last few events come more than 28 days after the one before them.

    `frame` holds the aware times, `texts` what was written, `lines` where it stands; all have the same rows.
    Raises InputError that names the first event after the gap.
    """
    moments = np.column_stack([_seconds(frame[name]) for name in TIMES])
    rows, columns = np.nonzero(~np.isnan(moments))
    order = np.argsort(moments[rows, columns], kind="stable")
    rows, columns = rows[order], columns[order]
    few = max(FEWEST, math.ceil(SHARE * len(frame)))
    days = np.diff(moments[rows, columns])[-few:] / 86_400
    far = np.flatnonzero(days > MOST_DAYS)
    if not len(far):
        return
    stray = len(rows) - len(days) + int(far[0])
    row, column = int(rows[stray]), TIMES[columns[stray]]
    raise InputError(
        f"{column} is {str(texts[column].iloc[row]).strip()}, {int(days[far[0]])} days after the event before it; "
        f"correct the row or say the time now with --as-of",
        file=file,
        line=lines[row],
    )


def _seconds(times: pd.Series[pd.Timestamp]) -> Floats:
    """Seconds since 1970; NaN where there is no time."""
    utc = times.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy().astype("datetime64[s]")
    return np.asarray(np.where(np.isnat(utc), np.nan, utc.astype(np.int64)), dtype=np.float64)
