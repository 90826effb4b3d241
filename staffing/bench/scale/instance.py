"""A team of any number of people with its planned week, as a workspace of that size gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from forecasts.forecast import Forecast
from staffing.bench.scale.team import MIX, team_of
from staffing.bench.scale.work import forecast_of, open_cases_of
from staffing.build.problem import axis_of, build_problem, rules_of
from staffing.documents.workspace import Workspace
from staffing.examples.crowd.cases import open_log
from staffing.examples.crowd.past import published_of
from staffing.examples.crowd.people import people_of
from staffing.examples.crowd.wishes import leave_of, requests_of
from staffing.problem import Problem
from staffing.rules import Rule

MONDAY = date(2026, 11, 23)
"""The first planned day; no clock changes around it."""


@dataclass(frozen=True, eq=False)
class Case:
    """A problem and its rules, as the engines take them."""

    problem: Problem
    rules: tuple[Rule, ...]


def scale_case(agents: int, seed: int = 1) -> Case:
    """The case of so many people, always the same for a seed; see `MIX` for who they are.

    The work is in proportion to the people: the cap on occupancy is kept with 88.5% of what contracts allow, and about
    84% is guaranteed by them.
    """
    workspace, forecast = scale_workspace(agents, seed)
    problem = build_problem(workspace, axis_of(workspace), forecast)
    return Case(problem, rules_of(workspace.team, workspace.rostered))


def scale_workspace(agents: int, seed: int = 1) -> tuple[Workspace, Forecast]:
    """The documents behind `scale_case`, and the forecast of their week."""
    rng = np.random.default_rng([seed, agents])
    team = team_of(agents)
    people = people_of(MIX, agents, MONDAY, rng)
    leave = leave_of(MIX, people, MONDAY, rng)
    now = datetime.combine(MONDAY, datetime.min.time(), ZoneInfo(team.zone))
    forecast = forecast_of(team, people, leave, now)
    workspace = Workspace(
        folder=Path(),
        team=team,
        agents=people,
        tickets=open_log(open_cases_of(forecast), now),
        leave=leave,
        requests=requests_of(MIX, team, people, leave, MONDAY, rng),
        events=(),
        published=published_of(team, people, leave, MONDAY - timedelta(7), rng),
        as_of=now,
        first_day=MONDAY,
        weeks=1,
        digests={},
    )
    return workspace, forecast
