"""The work of a scale case: a forecast by the hour, and the cases open when the plan begins, as large as the team."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from forecasts.calendar import grid
from forecasts.dispersion import Dispersion
from forecasts.forecast import Forecast
from staffing.bench.scale.team import ABSENCE, IN_SHIFT, OCCUPANCY, QUEUES
from staffing.documents.people import Agent, Leave
from staffing.documents.team import Team

ASKED = 0.885
"""Of the capacity that contracts allow, the part that keeps the cap on occupancy."""
WEEKDAYS = np.array([1.22, 1.10, 1.04, 1.00, 0.98, 0.86, 0.80])
BY_DAY = np.array(
    [
        2.6, 2.2, 2.0, 1.9, 2.0, 2.4, 3.0, 3.9, 4.8, 5.5, 5.8, 5.7,
        5.2, 5.1, 5.3, 5.2, 5.0, 4.8, 4.6, 4.5, 4.3, 4.0, 3.5, 3.0,
    ]
)  # fmt: skip
"""How cases spread over the hours of the first site's day."""
HOURS_OPEN = 9
"""Cases of the last hours before the plan that are still open, fewer the older."""


def forecast_of(team: Team, people: Sequence[Agent], leave: Sequence[Leave], monday: datetime) -> Forecast:
    """Hourly means of the planned week and the two days after it, from its first midnight `monday` on."""
    start = round(monday.timestamp() / 60)
    hours = grid(start, start + 9 * 1440, 60, team.zone)
    shape = np.tile(BY_DAY, 9) * np.repeat(WEEKDAYS[np.arange(9) % 7], 24)
    minutes = _week_of_work(team, people, leave) * shape / shape[: 7 * 24].sum()
    rate = np.array([share * minutes / mean for share, mean in QUEUES.values()])
    spread = np.ones(len(QUEUES))
    return Forecast(
        unique_ids=tuple(QUEUES),
        base=hours,
        rate=rate,
        dispersion=Dispersion(spread * 0.05**2, spread * 0.08**2, spread * 0.0, spread * 0.0, 0.3),
        lead=np.zeros(len(hours.wall), dtype=np.int64),
        bounds=np.arange(len(hours.wall) + 1),
        minutes=60,
        doubt=np.zeros_like(rate),
    )


def open_cases_of(forecast: Forecast) -> dict[str, NDArray[np.float64]]:
    """By queue the ages, in minutes, of the cases that are open at the first midnight."""
    ages = {}
    for name, rate in zip(forecast.unique_ids, forecast.rate, strict=True):
        hour = np.arange(HOURS_OPEN)
        number = np.rint(rate[24 * 7 - 1 - hour] * 0.8 * (1 - hour / HOURS_OPEN)).astype(np.int64)
        ages[name] = np.concatenate(
            [
                60 * age + 60 * (np.arange(many) + 0.5) / many
                for age, many in zip(hour.tolist(), number.tolist(), strict=True)
            ]
        )
    return ages


def _week_of_work(team: Team, people: Sequence[Agent], leave: Sequence[Leave]) -> float:
    """Minutes of work of which the team's contracts, less leave, can do so much that `ASKED` of it is needed."""
    contracts = {contract.id: contract for contract in team.contracts}
    away: dict[str, int] = {}
    for row in leave:
        away[row.agent_id] = away.get(row.agent_id, 0) + (row.end - row.start).days + 1
    speed = {agent.agent_id: min(agent.proficiency(tuple(QUEUES)).values()) for agent in people if agent.mentor}
    minutes = 0.0
    for agent in people:
        contract = contracts[agent.contract]
        days = 3 if agent.availability == "long_weekends" else contract.days_per_week
        worked = max(0, days - away.get(agent.agent_id, 0)) / contract.days_per_week
        minutes += worked * contract.minutes_per_week * speed.get(agent.agent_id, 1.0)
    return ASKED * OCCUPANCY * (1 - ABSENCE) * (1 - IN_SHIFT) * minutes
