"""What the desk achieved lately, from the ticket log: the rate by arrival with its companions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd

from staffing.documents.workspace import Workspace
from staffing.reports.plain_text import percent
from staffing.service.rates import Floats, closed_cohort_rate, open_and_breached, resolution, resolution_age_p95

WEEKS = 4


def achieved(workspace: Workspace) -> dict[str, Any] | None:
    """Figures of the cases created in the last four weeks; None where the log has no resolution times."""
    frame = workspace.tickets.frame
    if not frame["resolved_at"].notna().any():
        return None
    now = pd.Timestamp(workspace.known_until)
    recent = frame[frame["created_at"] >= now - timedelta(weeks=WEEKS)]
    limits = {queue.id: float(queue.target_hours) for queue in workspace.team.queues}
    created, resolved = (_hours(recent[name], now) for name in ("created_at", "resolved_at"))
    reopened = (recent["reopened_at"] > recent["resolved_at"]).to_numpy()
    resolved = np.where(np.isnan(resolved) | reopened, np.inf, resolved)
    limit = _floats(recent["queue"].map(limits))
    paused = _floats(recent["paused_minutes"].fillna(0.0)) / 60
    by_arrival = resolution(created, resolved, 0.0, limit, paused)
    return {
        "weeks": WEEKS,
        "matured": by_arrival.matured,
        "rate": by_arrival.rate if by_arrival.matured else None,
        "rate_ci": list(by_arrival.interval),
        "closed_cohort_rate": _number(closed_cohort_rate(created, resolved, -168.0 * WEEKS, 0.0, limit, paused)),
        "open_and_late": open_and_breached(created, resolved, 0.0, limit, paused),
        "age_p95_hours": _number(resolution_age_p95(created, resolved)),
    }


def achieved_sentence(figures: dict[str, Any] | None) -> str:
    """The figures as people read them."""
    if figures is None:
        return "the log has no resolution times, so it tells neither a rate nor a backlog"
    if figures["rate"] is None:
        return f"no case of the last {figures['weeks']} weeks has reached its deadline yet"
    low, high = figures["rate_ci"]
    return (
        f"the last {figures['weeks']} weeks of the log: {percent(figures['rate'])} of {figures['matured']} cases on "
        f"time by arrival (95% interval {100 * low:.1f}-{percent(high)}); {figures['open_and_late']} open and late; "
        f"95% of the resolved ones younger than {figures['age_p95_hours']:.1f} h"
    )


def _hours(times: pd.Series[pd.Timestamp], now: pd.Timestamp) -> Floats:
    """Hours relative to now; NaN where there is no time."""
    return _floats((times - now) / pd.Timedelta(hours=1))


def _floats(column: pd.Series[Any]) -> Floats:
    return np.asarray(column, dtype=np.float64)


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value
