"""Desks with several queues made in memory: people with two neighbouring skills, specialists and generalists."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.desks import day_shift, log_of, workspace_of
from forecasts.calendar import grid
from forecasts.dispersion import PRIOR_DAY, PRIOR_WEEK, Dispersion
from forecasts.forecast import Forecast
from staffing.build.bridge import bridge_of
from staffing.build.problem import build_problem, places_for, rules_of
from staffing.build.uncertainty import uncertainty_of
from staffing.documents.people import Agent
from staffing.documents.team import Team
from staffing.explain import findings
from staffing.outlook import Outlook

if TYPE_CHECKING:
    from staffing.documents.workspace import Workspace

MONDAY = date(2026, 11, 2)
STARTS = (6, 8, 10, 12, 14)
HANDLE = (10.0, 14.0, 18.0, 22.0)
DAYS = (1.05, 1.0, 1.0, 1.0, 0.95, 0.6, 0.5)
HOURS = (
    0.15, 0.10, 0.10, 0.10, 0.10, 0.15, 0.30, 0.60, 0.90, 1.20, 1.30, 1.20,
    1.00, 1.10, 1.20, 1.15, 1.00, 0.80, 0.60, 0.50, 0.40, 0.35, 0.30, 0.20,
)  # fmt: skip
IN_SHIFT, ABSENCE = 0.12, 0.06
PRODUCTIVE = 8 * (1 - IN_SHIFT) * (1 - ABSENCE)
OCCUPANCY = 0.85
"""Occupancy at which the team is sized."""


def shares(queues: int) -> list[float]:
    """Volume of each queue as a part of all, falling like 1 / (n + 2): two large queues and a tail."""
    weights = np.array([1 / (number + 2) for number in range(queues)])
    return [float(weight) for weight in weights / weights.sum()]


def skills_by_chain(queues: int, agents: int) -> list[tuple[str, ...]]:
    """Six in ten serve a queue and its neighbour, three in ten one queue, one in ten three; shared out by work."""
    names = [f"q{number:02d}" for number in range(queues)]
    work = np.array(shares(queues)) * np.array([HANDLE[number % len(HANDLE)] for number in range(queues)])
    reached = np.cumsum(work) / work.sum()
    found = []
    for number in range(agents):
        home = int(np.searchsorted(reached, (number + 0.5) / agents))
        width = (2, 2, 1, 2, 1, 2, 3, 2, 1, 2)[number % 10]
        found.append(tuple(names[(home + step) % queues] for step in range(min(width, queues))))
    return found


def team_of(queues: int, cases_a_day: float) -> Team:
    """A team whose contracts guarantee nothing, so that the price is what its hours cost."""
    shifts = [day_shift(start) for start in STARTS]
    return Team.model_validate(
        {
            "team": f"{queues} queues",
            "sites": [{"id": "site", "zone": "UTC"}],
            "queues": [
                {"id": f"q{n:02d}", "handle_minutes": {"mean": HANDLE[n % len(HANDLE)], "cv": 1.0}}
                for n in range(queues)
            ],
            "targets": {"rate_24h": 0.9, "confidence": 0.9, "day_floor": 0.8, "occupancy_max": 1.0},
            "shrinkage": {"absence": ABSENCE, "in_shift": IN_SHIFT},
            "shifts": shifts,
            "contracts": [
                {
                    "id": "full",
                    "minutes_per_week": 2400,
                    "min_minutes_per_week": 0,
                    "days_per_week": 5,
                    "shifts": [shift["id"] for shift in shifts],
                }
            ],
            "rules": [{"rule": "min_rest", "minutes": 660}, {"rule": "max_consecutive_days", "days": 6}],
        }
    )


def headcount(queues: int, cases_a_day: float) -> int:
    """People whose productive hours of a week hold the work at the occupancy given."""
    handle = sum(share * HANDLE[number % len(HANDLE)] for number, share in enumerate(shares(queues)))
    hours = 7 * cases_a_day * sum(DAYS) / 7 * handle / 60
    return math.ceil(hours / OCCUPANCY / (5 * PRODUCTIVE))


def workspace(queues: int, cases_a_day: float, skills: list[tuple[str, ...]] | None = None) -> Workspace:
    """A workspace on the Monday it plans, with an empty desk; `skills` of each agent, a chain by default."""
    team = team_of(queues, cases_a_day)
    people = skills or skills_by_chain(queues, headcount(queues, cases_a_day))
    now = datetime.combine(MONDAY, datetime.min.time(), UTC)
    nothing = pd.DatetimeIndex([], tz="UTC")
    plain = workspace_of(team, len(people), log_of(nothing, nothing), now, MONDAY)
    agents = tuple(
        Agent(agent_id=f"a{number:03d}", contract="full", skills=served) for number, served in enumerate(people)
    )
    return replace(plain, agents=agents)


def forecast_of(queues: int, cases_a_day: float) -> Forecast:
    """The profile over the week and the two days after it, with the factors of week and day of a new log."""
    start = (MONDAY - date(1970, 1, 1)).days * 1440
    hours = grid(start, start + 9 * 1440, 60, "UTC")
    week = np.outer(DAYS, HOURS).ravel()
    week = week / week.sum() * 7 * cases_a_day * sum(DAYS) / 7
    rate = np.array(shares(queues))[:, None] * np.concatenate([week, week[:48]])
    none = np.zeros(queues)
    dispersion = Dispersion(none + PRIOR_WEEK, none + PRIOR_DAY, none, none, 0.0)
    lead, bounds = np.zeros(len(hours), dtype=np.int64), np.arange(len(hours) + 1, dtype=np.int64)
    names = tuple(f"q{number:02d}" for number in range(queues))
    return Forecast(names, hours, rate, dispersion, lead, bounds, 60, np.zeros_like(rate))


def outlook_of(known: Workspace, forecast: Forecast) -> Outlook:
    """What the recipe knows before any roster, with the forecast given."""
    places = places_for(known)
    problem = build_problem(known, places.axis, forecast)
    rules = rules_of(known.team)
    chance = uncertainty_of(places, problem, forecast, forecast.sample(1000, known.team.search.seed))
    limits = findings(problem, rules, chance, known.team.targets.confidence)
    bridge = bridge_of(known, places)
    return Outlook(
        known,
        places.axis,
        places,
        None,
        (),
        forecast,
        bridge,
        None,
        problem,
        rules,
        chance,
        limits,  # type: ignore[arg-type]
    )
