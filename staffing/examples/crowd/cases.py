"""A log that holds nothing but open cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecasts.tickets import TicketLog


def open_log(ages: Mapping[str, NDArray[np.float64]], now: datetime) -> TicketLog:
    """The log of cases of some ages in minutes, by queue, all still open at `now`, which is aware."""
    zone = str(now.tzinfo)
    minutes = np.concatenate(list(ages.values()))
    created = pd.Timestamp(now) - pd.to_timedelta(np.rint(60 * minutes), unit="s")
    nothing = np.full(len(minutes), np.nan)
    aware = f"datetime64[us, {zone}]"
    never = pd.Series([pd.NaT] * len(minutes), dtype=aware)
    frame = pd.DataFrame(
        {
            "ticket_id": [f"t{number}" for number in range(len(minutes))],
            "queue": np.repeat(list(ages), [len(each) for each in ages.values()]),
            "created_at": pd.Series(created, dtype=aware),
            "resolved_at": never,
            "reopened_at": never,
            "handle_minutes": nothing,
            "paused_minutes": nothing,
            "csat": nothing,
            "agent_id": "",
        }
    )
    return TicketLog(frame, pd.DataFrame(columns=["row", "reason"]), zone)
