"""The desk of the tables in docs/method.md: one queue, people who are alike, a forecast that is given, not fitted.

Cases arrive by the profile of methods.py (weekends at half the load, nights at a tenth of the day's peak) and take 30
minutes of work (cv 1). Full-time people work five shifts of eight paid hours, from 06:00 or 14:00 on or in between;
12% of their time on queue is shrinkage, and 6% of agent-days are lost. The roster is the engine's for six people at an
occupancy of 0.95, all work on time in the fluid plan; larger desks are ten or a hundred such teams with as many times
the work, so that only chance differs. The same roster is worked in the week before, whose simulation gives Monday's
backlog.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from typing import Any

import numpy as np
import pandas as pd
from desks import assignments, log_of, team_of, workspace_of
from methods import DAYS, HOURS
from numpy.typing import NDArray

from forecasts.calendar import grid
from forecasts.dispersion import PRIOR_DAY, PRIOR_WEEK, Dispersion
from forecasts.forecast import Forecast
from staffing.build.bridge import Bridge, bridge_of
from staffing.build.desk import build_desk
from staffing.build.opening import with_opening
from staffing.build.places import Places
from staffing.build.problem import build_problem, places_for, rules_of
from staffing.build.uncertainty import uncertainty_of
from staffing.documents.team import Team
from staffing.documents.workspace import Workspace
from staffing.engines.direct import Limits, solve
from staffing.outlook import FIRST_LOOK
from staffing.problem import Problem
from staffing.promise.asks import base_ask, rules_for
from staffing.roster import Roster
from staffing.service.fluid import fluid_path
from staffing.service.window_sums import Uncertainty
from staffing.simulate.desk import Desk
from staffing.simulate.judge import judge
from staffing.simulate.opening import OpenCases, open_at_plan_start
from staffing.simulate.service import Service

Floats = NDArray[np.float64]
Volume = NDArray[np.int32]

MONDAY = date(2026, 11, 2)
TARGET = 0.9
HANDLE = (30.0, 1.0)
STARTS = (6, 8, 10, 12, 14)
ABSENCE, IN_SHIFT = 0.06, 0.12
FULLEST = 0.95
"""The occupancy for which the roster is made."""
FACTORS = (PRIOR_WEEK, PRIOR_DAY)
"""Variances of the factors of a week and a day: cv 0.08 and 0.15."""
NO_FACTORS = (0.0, 0.0)
SEED = 1


@dataclass(frozen=True, eq=False)
class Scene:
    """A roster, the forecast it meets, and what the planner knows of both."""

    workspace: Workspace
    places: Places
    bridge: Bridge
    forecast: Forecast
    problem: Problem
    roster: Roster
    open_cases: OpenCases | None
    uncertainty: Uncertainty

    @cached_property
    def desk(self) -> Desk:
        """The desk as the judge sees it."""
        return build_desk(self.workspace, self.places, self.problem, self.roster, self.forecast, self.bridge)

    @property
    def fluid_rate(self) -> float:
        """The share of the plan's work that the fluid plan serves on time."""
        late = fluid_path(self.problem, self.roster).late
        return float(1 - late.sum() / self.problem.demand.work.sum())

    def paths(self, replications: int, seed: int = SEED) -> Volume:
        """Sample paths of the cases, from the start of the run on."""
        return self.forecast.sample(replications, seed)

    def judged(self, replications: int, seed: int = SEED, **changes: Any) -> Service:
        """The verdict; `changes` are fields of the desk."""
        return judged(replace(self.desk, **changes), self.paths(replications, seed), seed)


def judged(desk: Desk, volume: Volume, seed: int = SEED) -> Service:
    """The verdict of the judge on one core."""
    return judge(desk, volume, target=TARGET, confidence=0.9, seed=seed, threads=1)


def the_team(starts: tuple[int, ...] = STARTS, **changes: Any) -> Team:
    """The contract and the shifts of every desk here; `changes` are keys of `team.yaml`."""
    plain: dict[str, Any] = {"handle": HANDLE, "absence": ABSENCE, "in_shift": IN_SHIFT}
    return team_of(starts, **{**plain, **changes})


def cases_a_week(agents: int, occupancy: float, team: Team) -> float:
    """Expected cases that make so many full-time people so busy."""
    minutes = agents * 2400 * (1 - team.shrinkage.absence) * (1 - team.shrinkage.in_shift)
    return occupancy * minutes / team.queues[0].handle_minutes.mean


def forecast_of(
    cases: float, first: date, days: int, factors: tuple[float, float] = FACTORS, shape: Floats | None = None
) -> Forecast:
    """So many expected cases a week from a day on, with given variances of the factors; `shape` [168] from Monday."""
    weights = np.outer(DAYS, HOURS).ravel() if shape is None else shape
    start = (first - date(1970, 1, 1)).days * 1440
    hours = grid(start, start + days * 1440, 60, "UTC")
    hour_of_week = (first.weekday() * 24 + np.arange(len(hours))) % 168
    rate = (cases * weights / weights.sum())[hour_of_week][None]
    week, day = (np.array([variance]) for variance in factors)
    none = np.zeros(1)
    lead, bounds = np.zeros(len(hours), dtype=np.int64), np.arange(len(hours) + 1, dtype=np.int64)
    return Forecast(("cases",), hours, rate, Dispersion(week, day, none, none, 0.0), lead, bounds, 60, 0 * rate)


def scene_of(
    team: Team,
    roster: Roster,
    cases: float,
    *,
    factors: tuple[float, float] = FACTORS,
    shape: Floats | None = None,
    before: Roster | None = None,
    warm: bool = True,
    looks: int = FIRST_LOOK,
    seed: int = SEED,
) -> Scene:
    """A roster of one or more weeks against so many cases a week; `before` is worked in the week before it.

    `before` is the roster itself where it is not given. Where the scene is not `warm` nothing is simulated before the
    plan, and it begins with no open cases. `looks` sample paths of `seed` are behind the opening backlog and the
    uncertainty.
    """
    agents, days, _ = roster.work.shape
    now = MONDAY - timedelta(days=7 if warm else 0)
    published = assignments(team, before or Roster(roster.work[:, :7]), now) if warm else ()
    moment = datetime.combine(now, datetime.min.time(), UTC)
    nothing = log_of(pd.DatetimeIndex([], tz="UTC"), pd.DatetimeIndex([], tz="UTC"))
    workspace = workspace_of(team, agents, nothing, moment, MONDAY, published)
    workspace = replace(workspace, weeks=days // 7)
    places = places_for(workspace)
    bridge = bridge_of(workspace, places)
    forecast = forecast_of(cases, now, (MONDAY - now).days + days + 1, factors, shape)
    problem = build_problem(workspace, places.axis, forecast)
    volume, open_cases = forecast.sample(looks, seed), None
    if warm:
        desk = build_desk(workspace, places, problem, Roster.empty(problem), forecast, bridge)
        open_cases = open_at_plan_start(desk, volume, seed=seed)
        problem = with_opening(problem, places, open_cases)
    chance = uncertainty_of(places, problem, forecast, volume, open_cases)
    return Scene(workspace, places, bridge, forecast, problem, roster, open_cases, chance)


@cache
def six(weeks: int = 1) -> Roster:
    """The roster of six people that has all work on time at the fullest load, in the fluid plan."""
    team = the_team()
    empty = Roster(np.zeros((6, 7 * weeks, len(STARTS)), dtype=bool))
    scene = scene_of(team, empty, cases_a_week(6, FULLEST, team), warm=False)
    rules = rules_of(team)
    asked = rules_for(rules, replace(base_ask(rules), rate=1.0))
    found = solve(scene.problem, asked, Limits(work=15.0, seconds=600.0, seed=SEED))
    assert found.roster is not None
    return found.roster


def team_scene(agents: int, occupancy: float, factors: tuple[float, float] = FACTORS) -> Scene:
    """The roster of six, as many times as it takes."""
    team = the_team()
    roster = Roster(np.tile(six().work, (agents // 6, 1, 1)))
    looks = FIRST_LOOK if agents < 600 else FIRST_LOOK // 20
    return scene_of(team, roster, cases_a_week(agents, occupancy, team), factors=factors, looks=looks)
