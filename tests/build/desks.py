"""Small workspaces written in code: one team, any zone, any shifts, and a forecast that is known by heart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from forecasts.calendar import grid
from forecasts.forecast import Forecast
from forecasts.tickets import TicketLog
from staffing.build.axis import Axis
from staffing.documents.people import Agent
from staffing.documents.team import Team
from staffing.documents.workspace import Workspace

MONDAY = date(2026, 11, 23)

EARLY = {"id": "early", "start": "06:00", "end": "14:00", "breaks": [{"start": "10:00", "minutes": 30}]}
NIGHT = {"id": "night", "start": "22:00", "end": "30:00", "late": True}


@dataclass(frozen=True)
class KnownForecast:
    """What the plan reads of a forecast: the starts of its hours and their means."""

    unique_ids: tuple[str, ...]
    ds: pd.DatetimeIndex
    mean: np.ndarray


def team_of(zone: str = "Europe/Berlin", **changes: Any) -> Team:
    """A team of one contract that names all its shifts; `changes` are keys of `team.yaml`."""
    shifts = changes.setdefault("shifts", [EARLY, NIGHT])
    full = {"id": "full", "minutes_per_week": 2400, "days_per_week": 5, "shifts": [shift["id"] for shift in shifts]}
    plain: dict[str, Any] = {
        "team": "Desk",
        "sites": [{"id": "site", "zone": zone}],
        "queues": [{"id": "cases", "handle_minutes": {"mean": 10}}],
        "contracts": [full],
    }
    return Team.model_validate({**plain, **changes})


def agents_of(*rows: dict[str, Any]) -> tuple[Agent, ...]:
    """Agents a0, a1, ... on the contract `full` where a row does not say otherwise."""
    return tuple(Agent.model_validate({"agent_id": f"a{n}", "contract": "full", **row}) for n, row in enumerate(rows))


def workspace_of(
    team: Team,
    *,
    first_day: date = MONDAY,
    weeks: int = 1,
    as_of: datetime | None = None,
    opened: dict[str, list[float]] | None = None,
    **changes: Any,
) -> Workspace:
    """A workspace at the midnight before the plan; `opened` gives, by queue, the ages in hours of its open cases."""
    zone = ZoneInfo(team.zone)
    now = as_of or datetime.combine(first_day, datetime.min.time(), zone)
    rows = [
        (f"t{queue}{number}", queue, pd.Timestamp(now - timedelta(hours=age)))
        for queue, ages in (opened or {}).items()
        for number, age in enumerate(ages)
    ]
    done = pd.Timestamp(now)  # the log goes on to the present
    plain: dict[str, Any] = {
        "folder": Path(),
        "team": team,
        "agents": agents_of({}, {}),
        "tickets": log_of(rows, team.zone, done),
        "leave": (),
        "requests": (),
        "events": (),
        "published": (),
        "as_of": now,
        "first_day": first_day,
        "weeks": weeks,
        "digests": {},
    }
    return Workspace(**{**plain, **changes})


def log_of(rows: list[tuple[str, str, pd.Timestamp]], zone: str, last: pd.Timestamp) -> TicketLog:
    """A log of open cases (id, queue and when each was created), and one case done at the `last` event."""
    aware = f"datetime64[us, {zone}]"
    frame = pd.DataFrame(
        {
            "ticket_id": [*(row[0] for row in rows), "done"],
            "queue": [*(row[1] for row in rows), "another"],
            "created_at": pd.Series([*(row[2] for row in rows), last], dtype=aware),
            "resolved_at": pd.Series([*([pd.NaT] * len(rows)), last], dtype=aware),
            "reopened_at": pd.Series([pd.NaT] * (len(rows) + 1), dtype=aware),
        }
    )
    return TicketLog(frame, pd.DataFrame(columns=["row", "reason"]), zone)


def known_forecast(
    axis: Axis, queues: tuple[str, ...], per_hour: Any, tail_days: int = 1, *, hours_before: int = 0
) -> Forecast:
    """Local hours from the first planned midnight, or some hours before it, to the end of the tail.

    `per_hour` is a mean or [queues, hours].
    """
    end = axis.minute(axis.date_of(axis.history + axis.days + tail_days), 0)
    origin = round(axis.origin.timestamp() / 60)
    hours = grid(origin - 60 * hours_before, origin + end, 60, str(axis.zone))
    mean = np.broadcast_to(np.asarray(per_hour, dtype=float), (len(queues), len(hours)))
    return cast(Forecast, KnownForecast(queues, hours.ds, mean))
