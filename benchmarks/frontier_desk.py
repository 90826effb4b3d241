"""The desk of `frontier.py`: two waves, one queue, a forecast that is given, and the weeks before the plan.

Cases arrive by one office-like profile on all seven days, take 14 minutes (cv 1) and are promised within 24 hours. The
forecast has exactly the mean and the factors asked for: it is built, not fitted. People work five shifts of eight paid
hours, from 06:00 or from 14:00, with an hour's unpaid lunch.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.desks import assignments, log_of, team_of, workspace_of
from benchmarks.skills_desk import HOURS, MONDAY
from forecasts.calendar import grid
from forecasts.dispersion import Dispersion
from forecasts.forecast import Forecast
from staffing.build.bridge import bridge_of
from staffing.build.desk import build_desk
from staffing.build.opening import with_opening
from staffing.build.problem import build_problem, places_for, rules_of
from staffing.build.uncertainty import uncertainty_of
from staffing.documents.team import Team
from staffing.explain import findings
from staffing.outlook import FIRST_LOOK, Outlook
from staffing.roster import Roster
from staffing.simulate.opening import open_at_plan_start

STARTS = (6, 14)
HANDLE = (14.0, 1.0)
ABSENCE, IN_SHIFT = 0.06, 0.12
TARGETS: dict[str, Any] = {
    "rate_24h": 0.9,
    "day_floor": 0.0,
    "maximum_age_hours": 168,
    "occupancy_max": 1.0,
    "utilization": {"min": 0.0, "max": 1.0},
}
REST, IN_A_ROW = 660, 6
RULES = (
    {"rule": "min_rest", "minutes": REST},
    {"rule": "max_consecutive_days", "days": IN_A_ROW},
    {"rule": "weekly_rest_days", "days": 1},
)
AFTER = 1
"""Days of arrivals after the week: its last cases wait beside them."""


def the_team(confidence: float) -> Team:
    """The team that promises 90% within 24 hours in this share of weeks."""
    targets = {**TARGETS, "confidence": confidence}
    return team_of(STARTS, handle=HANDLE, absence=ABSENCE, in_shift=IN_SHIFT, targets=targets, rules=RULES)


def forecast_of(cases: float, cv_day: float, cv_week: float, first: date, days: int) -> Forecast:
    """So many expected cases a day, alike on all days; `cv_day` and `cv_week` are those of the factors."""
    start = (first - date(1970, 1, 1)).days * 1440
    hours = grid(start, start + days * 1440, 60, "UTC")
    weights = np.array(HOURS)
    rate = np.tile(cases * weights / weights.sum(), days)[None]
    none = np.zeros(1)
    dispersion = Dispersion(none + cv_week**2, none + cv_day**2, none, none, 0.0)
    lead, bounds = np.zeros(len(hours), dtype=np.int64), np.arange(len(hours) + 1, dtype=np.int64)
    return Forecast(("cases",), hours, rate, dispersion, lead, bounds, 60, np.zeros_like(rate))


def two_waves(heads: int) -> Roster:
    """People alternately early and late, with two days off in a row that move on by two days from one to the next."""
    work = np.zeros((heads, 7, len(STARTS)), dtype=bool)
    for agent in range(heads):
        off = {2 * agent % 7, (2 * agent + 1) % 7}
        for day in set(range(7)) - off:
            work[agent, day, agent % len(STARTS)] = True
    return Roster(work)


def outlook_of(
    team: Team,
    cases: float,
    cvs: tuple[float, float],
    before: Roster,
    weeks: int,
    *,
    seed: int,
    looks: int = FIRST_LOOK,
) -> Outlook:
    """What the recipe knows before any roster, as `look_ahead` has it but for the forecast, which is given.

    `cvs` are those of day and week. In the `weeks` before the plan, which begin without open cases, `before` is worked;
    with none of them the plan itself begins so. `looks` sample paths are behind its opening backlog and uncertainty.
    """
    now = MONDAY - timedelta(weeks=weeks)
    published = [row for week in range(weeks) for row in assignments(team, before, now + timedelta(weeks=week))]
    nothing = log_of(pd.DatetimeIndex([], tz="UTC"), pd.DatetimeIndex([], tz="UTC"))
    moment = datetime.combine(now, datetime.min.time(), UTC)
    workspace = workspace_of(team, len(before.work), nothing, moment, MONDAY, tuple(published))
    places = places_for(workspace)
    bridge = bridge_of(workspace, places)
    forecast = forecast_of(cases, *cvs, now, 7 * (weeks + 1) + AFTER)
    problem = build_problem(workspace, places.axis, forecast)
    volume, open_cases = forecast.sample(looks, seed), None
    if weeks:
        desk = build_desk(workspace, places, problem, Roster.empty(problem), forecast, bridge)
        open_cases = open_at_plan_start(desk, volume, seed=seed)
        problem = with_opening(problem, places, open_cases)
    rules = rules_of(team)
    chance = uncertainty_of(places, problem, forecast, volume, open_cases)
    limits = findings(problem, rules, chance, team.targets.confidence)
    fitted: Any = None  # the forecast is given
    return Outlook(
        workspace, places.axis, places, fitted, (), forecast, bridge, open_cases, problem, rules, chance, limits
    )


def comes_again(roster: Roster) -> bool:
    """Whether every week may be worked by these lines, passed on among the people, under the rules of labour.

    Within the week the rules hold already; a person's next line must leave enough rest after Sunday, and not too many
    days in a row.
    """
    lines = roster.shift_of()
    may = np.array([[_may_follow(one, other) for other in lines] for one in lines])
    taken: dict[int, int] = {}
    return all(_placed(line, may, taken, set()) for line in range(len(lines)))


def _may_follow(one: NDArray[np.int64], other: NDArray[np.int64]) -> bool:
    rest = REST
    if one[-1] >= 0 and other[0] >= 0:
        rest = (24 + STARTS[int(other[0])] - STARTS[int(one[-1])] - 9) * 60
    return rest >= REST and _run(one[::-1]) + _run(other) <= IN_A_ROW


def _run(line: NDArray[np.int64]) -> int:
    """Days worked before the first day off."""
    off = np.flatnonzero(line < 0)
    return int(off[0]) if len(off) else len(line)


def _placed(line: int, may: NDArray[np.bool_], taken: dict[int, int], seen: set[int]) -> bool:
    """Give the line a next one, moving others where that helps (augmenting paths)."""
    for other in np.flatnonzero(may[line]).tolist():
        if other not in seen:
            seen.add(other)
            if other not in taken or _placed(taken[other], may, taken, seen):
                taken[other] = line
                return True
    return False


def shifts_by_day(roster: Roster) -> Sequence[tuple[int, int]]:
    """Early and late shifts of each day, from Monday."""
    return [(int(early), int(late)) for early, late in roster.work.sum(axis=0)]
