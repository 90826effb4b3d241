"""Workspaces made in memory for the benchmarks: one queue, one contract, people who are alike."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from forecasts.tickets import TicketLog
from staffing.documents.people import Agent, Assignment
from staffing.documents.team import Team
from staffing.documents.workspace import Workspace
from staffing.problem import OFF
from staffing.roster import Roster

QUEUE = "cases"


def day_shift(start: int) -> dict[str, Any]:
    """Nine hours from a full hour on, with an unpaid hour of lunch after four."""
    return {
        "id": f"from{start:02d}",
        "start": f"{start:02d}:00",
        "end": f"{start + 9:02d}:00",
        "breaks": [{"start": f"{start + 4:02d}:00", "minutes": 60, "paid": False}],
    }


def team_of(
    starts: Sequence[int], *, handle: tuple[float, float], absence: float, in_shift: float, **changes: Any
) -> Team:
    """A team on full-time contracts (5 x 8 h); `handle` is mean and cv; `changes` are keys of `team.yaml`."""
    shifts = [day_shift(start) for start in starts]
    plain: dict[str, Any] = {
        "team": "Benchmark",
        "sites": [{"id": "site", "zone": "UTC"}],
        "open_hours": {"daily": f"{min(starts):02d}:00-{max(starts) + 9:02d}:00", "min_on_queue": 0},
        "queues": [{"id": QUEUE, "handle_minutes": {"mean": handle[0], "cv": handle[1]}}],
        "targets": {"rate_24h": 0.9, "confidence": 0.9, "day_floor": 0.0, "occupancy_max": 1.0},
        "shrinkage": {"absence": absence, "in_shift": in_shift},
        "shifts": shifts,
        "contracts": [
            {"id": "full", "minutes_per_week": 2400, "days_per_week": 5, "shifts": [shift["id"] for shift in shifts]}
        ],
    }
    return Team.model_validate({**plain, **changes})


def log_of(created: pd.DatetimeIndex, resolved: pd.DatetimeIndex) -> TicketLog:
    """A ticket log of the one queue; `resolved` NaT while open. Times are aware, in UTC."""
    rows = len(created)
    frame = pd.DataFrame(
        {
            "ticket_id": [f"t{number}" for number in range(rows)],
            "queue": QUEUE,
            "created_at": created,
            "resolved_at": resolved,
            "reopened_at": pd.DatetimeIndex([pd.NaT] * rows, tz="UTC"),
            "handle_minutes": np.nan,
            "paused_minutes": np.nan,
            "csat": np.nan,
            "agent_id": "",
        }
    )
    return TicketLog(frame, pd.DataFrame({"row": [], "reason": []}), "UTC")


def workspace_of(
    team: Team,
    agents: int,
    tickets: TicketLog,
    as_of: datetime,
    first_day: date,
    published: tuple[Assignment, ...] = (),
) -> Workspace:
    """A workspace at `as_of`, which knows nothing later."""
    return Workspace(
        folder=Path(),
        team=team,
        agents=tuple(Agent(agent_id=f"a{number:03d}", contract="full") for number in range(agents)),
        tickets=tickets.known_at(as_of),
        leave=(),
        requests=(),
        events=(),
        published=published,
        as_of=as_of,
        first_day=first_day,
        weeks=1,
        digests={},
    )


def assignments(team: Team, roster: Roster, first_day: date) -> tuple[Assignment, ...]:
    """The rows of a roster that begins on `first_day`, for the agents of `workspace_of`."""
    days = pd.date_range(first_day, periods=roster.work.shape[1]).date
    return tuple(
        Assignment(agent_id=f"a{agent:03d}", date=days[day], shift_id=team.shifts[shift].id)
        for agent, line in enumerate(roster.shift_of())
        for day, shift in enumerate(line)
        if shift != OFF
    )


def log_parameters(mean: float, cv: float) -> tuple[float, float]:
    """Mean and standard deviation of the logarithm of a lognormal handle time with this mean and cv."""
    sigma = math.sqrt(math.log1p(cv * cv))
    return math.log(mean) - sigma * sigma / 2, sigma
