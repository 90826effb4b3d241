"""Random teams of any size over some weeks for benchmarks: under many rules, with cover as heads or with a backlog."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from benchmarks.desks import log_of, workspace_of
from forecasts.calendar import grid
from forecasts.dispersion import PRIOR_DAY, PRIOR_WEEK, Dispersion
from forecasts.forecast import Forecast
from staffing.build.problem import build_problem, places_for, rules_of
from staffing.documents.people import Agent, Leave, Request
from staffing.documents.team import Team
from staffing.problem import Problem
from staffing.rules import Rule

if TYPE_CHECKING:
    from staffing.documents.workspace import Workspace

MONDAY = date(2026, 11, 2)
SHIFTS = (("early", 6, 0.3), ("day", 9, 0.3), ("late", 14, 0.25), ("night", 22, 0.15))
"""Name, first hour, and share of the people."""
CONTRACTS = (("full", 5, 0.6), ("four", 4, 0.25), ("three", 3, 0.15))
"""Name, days a week, and share of the team."""
QUEUES = ("payments", "listings")
HANDLE = (16.0, 24.0)
DAYS = (1.1, 1.05, 1.0, 1.0, 1.0, 0.7, 0.6)
"""Work of a weekday."""
HOURS = (0.4,) * 6 + (1.0,) * 3 + (1.6,) * 8 + (1.1,) * 4 + (0.7,) * 3
IN_SHIFT, ABSENCE = 0.12, 0.06
LEAVE = 0.1
COVER, BUSY = 0.9, 0.72
"""Share of the days of the contracts, less leave, that the cover wants; and share of the hours that are busy."""
OF_THE_BACKLOG = ("resolution_rate", "day_floor", "maximum_age", "occupancy_cap", "utilization_band")
RULES: tuple[dict[str, Any], ...] = (
    {"rule": "min_rest", "minutes": 660},
    {"rule": "max_consecutive_days", "days": 6},
    {"rule": "weekly_rest_days", "days": 1},
    {"rule": "min_consecutive_days", "days": 2, "weight": 50},
    {"rule": "consecutive_days_off", "min": 2, "weight": 50},
    {"rule": "consecutive_shifts", "label": "nights", "shifts": ["night"], "max": 4},
    {"rule": "minutes_in_window", "days": 7, "max": 2880},
    {"rule": "rest_in_window", "days": 7, "minutes": 2100},
    {"rule": "weekends_in_period", "period": "month", "max": 3},
    {"rule": "fair_late_shifts", "weight": 20},
    {"rule": "fair_nights", "weight": 20},
    {"rule": "fair_weekends", "weight": 20},
)


@dataclass(frozen=True, eq=False)
class Case:
    """A problem to solve, and its rules."""

    name: str
    problem: Problem
    rules: tuple[Rule, ...]


def random_team(agents: int, weeks: int, seed: int, *, backlog: bool) -> Case:
    """A team drawn from a seed: its cover in heads by shift, or its work with the promise of 24 hours."""
    random = np.random.default_rng(seed)
    contracts = random.choice(len(CONTRACTS), size=agents, p=[share for _, _, share in CONTRACTS])
    person_days = float(np.array([days for _, days, _ in CONTRACTS])[contracts].sum()) * (1 - LEAVE)
    written = list(RULES) if backlog else [*RULES, *_cover(person_days, random)]
    known = _workspace(_team(written), contracts, weeks, random)
    # the forecast is needed in both: what is built has a grid of hours
    hours = person_days * 8 * (1 - IN_SHIFT) * (1 - ABSENCE) * BUSY
    places = places_for(known)
    problem = build_problem(known, places.axis, _forecast(hours, weeks))
    rules = tuple(rule for rule in rules_of(known.team) if backlog or rule.rule not in OF_THE_BACKLOG)
    return Case(f"{agents} agents, {'backlog' if backlog else 'cover'}", problem, rules)


def _cover(person_days: float, random: np.random.Generator) -> list[dict[str, Any]]:
    """How many people each shift wants, on weekdays and at weekends, and how many of them serve the first queue."""
    spans = {
        "weekday": ("monday", "tuesday", "wednesday", "thursday", "friday"),
        "weekend": ("saturday", "sunday"),
    }
    found: list[dict[str, Any]] = []
    for name, _, share in SHIFTS:
        for span, weekdays in spans.items():
            factor = {"weekday": 1.1, "weekend": 0.75}[span] * float(random.uniform(0.9, 1.1))
            least = max(1, math.floor(COVER * person_days / 7 * share * factor))
            more = {"shifts": [name], "weekdays": weekdays, "min": least, "max": least + 1 + least // 4}
            found.append({"rule": "people_per_shift", "label": f"{name}.{span}", "weight": 600, **more})
        skilled = max(1, math.floor(COVER * person_days / 7 * share / 3))
        of = {"queue": QUEUES[0], "shifts": [name], "min": skilled}
        found.append({"rule": "people_with_skill", "label": name, "weight": 300, **of})
    return found


def _team(rules: list[dict[str, Any]]) -> Team:
    shifts = [
        {
            "id": name,
            "start": f"{start:02d}:00",
            "end": f"{start + 9:02d}:00",
            "breaks": [{"start": f"{start + 4:02d}:00", "minutes": 60, "paid": False}],
            "late": name == "late",
        }
        for name, start, _ in SHIFTS
    ]
    contracts = [
        {
            "id": name,
            "minutes_per_week": 480 * days,
            "min_minutes_per_week": 480 * (days - 1),
            "days_per_week": days,
            "shifts": [shift["id"] for shift in shifts],
        }
        for name, days, _ in CONTRACTS
    ]
    return Team.model_validate(
        {
            "team": "Random",
            "sites": [{"id": "site", "zone": "UTC", "country": "DE"}],
            "queues": [
                {"id": name, "handle_minutes": {"mean": mean, "cv": 1.0}}
                for name, mean in zip(QUEUES, HANDLE, strict=True)
            ],
            "targets": {"rate_24h": 0.9, "day_floor": 0.8, "occupancy_max": 0.85},
            "shrinkage": {"absence": ABSENCE, "in_shift": IN_SHIFT},
            "labour_pack": "eu_2003_88",
            "shifts": shifts,
            "contracts": contracts,
            "rules": rules,
        }
    )


def _workspace(team: Team, contracts: Any, weeks: int, random: np.random.Generator) -> Workspace:
    """People with one queue or both, a tenth of their days on leave, and a request in ten days."""
    nothing = pd.DatetimeIndex([], tz="UTC")
    now = datetime.combine(MONDAY, datetime.min.time(), UTC)
    plain = workspace_of(team, len(contracts), log_of(nothing, nothing), now, MONDAY)
    agents, leave, requests = [], [], []
    for number, contract in enumerate(contracts.tolist()):
        name = f"a{number:03d}"
        served = (QUEUES, QUEUES[:1], QUEUES[1:])[int(random.choice(3, p=(0.5, 0.25, 0.25)))]
        agents.append(Agent(agent_id=name, contract=CONTRACTS[contract][0], skills=served))
        if random.random() < LEAVE * 7 * weeks / 5.5:  # of 4 to 7 days each
            first = MONDAY + timedelta(days=int(random.integers(7 * weeks)))
            leave.append(Leave(agent_id=name, start=first, end=first + timedelta(days=int(random.integers(3, 7)))))
        for day in np.flatnonzero(random.random(7 * weeks) < 0.1).tolist():
            want = ("off", "off", "early", "late", "not:night")[int(random.integers(5))]
            weight = int(random.integers(5, 40))
            on = MONDAY + timedelta(days=day)
            requests.append(Request(agent_id=name, date=on, want=want, weight=weight))
    return replace(plain, agents=tuple(agents), leave=tuple(leave), requests=tuple(requests), weeks=weeks)


def _forecast(hours: float, weeks: int) -> Forecast:
    """So many hours of work a week, two fifths of them in the first queue, to the last deadline of the plan."""
    start = (MONDAY - date(1970, 1, 1)).days * 1440
    days = 7 * weeks + 4
    at = grid(start, start + days * 1440, 60, "UTC")
    profile = np.array([DAYS[day % 7] * hour / sum(HOURS) for day in range(days) for hour in HOURS]) / sum(DAYS)
    cases = np.array([0.4, 0.6]) * hours * 60 / np.array(HANDLE)
    rate = cases[:, None] * profile
    none = np.zeros(len(QUEUES))
    dispersion = Dispersion(none + PRIOR_WEEK, none + PRIOR_DAY, none, none, 0.0)
    lead, bounds = np.zeros(len(at), dtype=np.int64), np.arange(len(at) + 1, dtype=np.int64)
    return Forecast(tuple(sorted(QUEUES)), at, rate[np.argsort(QUEUES)], dispersion, lead, bounds, 60, rate * 0)
