"""Teams whose requirement is known: flat work, no chance in it unless asked for, and people of any skills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from forecasts.calendar import grid
from forecasts.dispersion import Dispersion
from forecasts.forecast import Forecast
from forecasts.tickets import TicketLog
from staffing.build.problem import build_problem, places_for
from staffing.documents.people import Agent, Leave
from staffing.documents.team import Team
from staffing.documents.workspace import Workspace
from staffing.requirement.measure import requirement_of
from staffing.requirement.requirement import Requirement

MONDAY = date(2026, 6, 1)
DAY_SHIFT = {"id": "day", "start": "08:00", "end": "17:00", "breaks": [{"start": "12:00", "minutes": 60}]}
LATE_SHIFT = {"id": "late", "start": "13:00", "end": "22:00", "breaks": [{"start": "17:00", "minutes": 60}]}


def team(cases: Mapping[str, float], **changes: Any) -> Team:
    """A team of a queue for each name in `cases`, twelve minutes a case, on full-time contracts (5 x 8 h)."""
    plain: dict[str, Any] = {
        "team": "Known",
        "sites": [{"id": "here", "zone": "UTC"}],
        "open_hours": {"daily": "08:00-22:00", "min_on_queue": 0},
        "queues": [{"id": queue, "handle_minutes": {"mean": 12, "cv": 0}} for queue in cases],
        "targets": {"rate_24h": 0.9, "confidence": 0.9, "occupancy_max": 0.8},
        "shrinkage": {"absence": 0.0, "in_shift": 0.1},
        "shifts": [DAY_SHIFT, LATE_SHIFT],
        "contracts": [
            {"id": "full", "minutes_per_week": 2400, "days_per_week": 5, "shifts": ["day", "late"]},
            {"id": "half", "minutes_per_week": 1200, "days_per_week": 3, "shifts": ["day"]},
        ],
    }
    return Team.model_validate({**plain, **changes})


def people(*skills: str, contract: str = "full", **given: Any) -> tuple[Agent, ...]:
    """A person for each list of skills, such as `a|b`; an empty one serves every queue."""
    parts = [tuple(filter(None, own.split("|"))) for own in skills]
    first = given.pop("first", 0)
    return tuple(
        Agent(agent_id=f"p{number}", contract=contract, skills=own, **given)
        for number, own in enumerate(parts, start=first)
    )


def workspace(own: Team, agents: Sequence[Agent], *, leave: tuple[Leave, ...] = (), weeks: int = 1) -> Workspace:
    """Known at the first planned midnight, without a log."""
    nothing = pd.DatetimeIndex([], tz="UTC")
    columns = ("created_at", "resolved_at", "reopened_at")
    frame = pd.DataFrame(dict.fromkeys(columns, nothing) | {"ticket_id": [], "queue": [], "handle_minutes": []})
    tickets = TicketLog(frame, pd.DataFrame({"row": [], "reason": []}), "UTC")
    now = datetime.combine(MONDAY, datetime.min.time(), UTC)
    return Workspace(Path(), own, tuple(agents), tickets, leave, (), (), (), now, MONDAY, weeks, {})


def forecast(cases: Mapping[str, float], *, cv: float = 0.0, days: int = 14, hours: Any = 1.0) -> Forecast:
    """So many cases of each queue on every day, over `hours` of the day; `cv` of the factors of days and of weeks."""
    start = (MONDAY - date(1970, 1, 1)).days * 1440
    base = grid(start, start + days * 1440, 60, "UTC")
    weights = np.broadcast_to(np.asarray(hours, dtype=float), 24)
    names = tuple(sorted(cases))
    rate = np.array([np.tile(cases[name] * weights / weights.sum(), days) for name in names])
    each = np.full(len(names), cv**2)
    spread = Dispersion(each, each, 0 * each, 0 * each, 0.0)
    lead, bounds = np.zeros(len(base), dtype=np.int64), np.arange(len(base) + 1, dtype=np.int64)
    return Forecast(names, base, rate, spread, lead, bounds, 60, np.zeros_like(rate))


def requirement(
    cases: Mapping[str, float], own: Team | None = None, agents: Sequence[Agent] = (), **given: Any
) -> Requirement:
    """The requirement of a team on so many cases a day."""
    own = team(cases) if own is None else own
    chance = {name: given.pop(name) for name in ("cv", "days", "hours") if name in given}
    known = workspace(own, agents or people("", ""), **given)
    places = places_for(known)
    expected = forecast(cases, **chance)
    return requirement_of(known, places, build_problem(known, places.axis, expected), expected, 1)
