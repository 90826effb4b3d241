"""The old way against ours: agent-shifts a week for one load by Erlang C, by interval cover and by this package.

    pip install -r benchmarks/requirements-methods.txt
    python benchmarks/methods.py [--json FILE] [--loads 1 10] [--seed N]

The load: 190 cases a week of 45 minutes (cv 1), and ten times it. Day shifts from 06:00 to 14:00 last nine hours with
an hour's unpaid lunch; a quarter of the eight paid hours is shrinkage, so six are productive. The promise: 90% within
24 hours, in 90% of weeks. Agent-shifts are counted, so contracts hold nobody back on either side.

- Erlang C (pyworkforce): positions for 80% of the hour's cases answered in 20 minutes, shrinkage on top, and the
  fewest shifts that cover them. Interval cover: the hour's work over what a person does in an hour, rounded up, under
  the same cover (pyworkforce's `MinRequiredResources`). Hours that no shift reaches are dropped. Many covers are the
  smallest; the one judged is the solver's.
- Ours, fluid: the `paid_hours` rule prices the shifts, the promise on the mean forecast is a hard rule: once with all
  work on time, once with 90%. Ours, calibrated: `staffing.plan.make_plan` as it is, with its margin for chance.

All see one forecast: the profile below, with factors of week and day at the forecaster's prior (cv 0.08 and 0.15).
All rosters are judged on the same simulated cases. The week starts with Sunday's cases of after 18:00 open, and the
rule `sustained` has our plans end with no more open work than that; without it they leave Sunday's work to the Monday
after. What is open in the week's last hour, on average, stands beside every roster (`left`).
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
import pandas as pd
from desks import QUEUE, day_shift, log_of, team_of, workspace_of
from numpy.typing import NDArray

from forecasts.calendar import grid
from forecasts.dispersion import PRIOR_DAY, PRIOR_WEEK, Dispersion
from forecasts.forecast import Forecast
from forecasts.tickets import TicketLog
from staffing.build.bridge import bridge_of
from staffing.build.problem import build_problem, places_for, rules_of
from staffing.build.uncertainty import uncertainty_of
from staffing.engines.direct import Limits, solve
from staffing.explain import findings
from staffing.outlook import FIRST_LOOK, Outlook, sample_paths, simulated
from staffing.plan import Settings, make_plan
from staffing.problem import OFF, Problem
from staffing.result import Status, Violation
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.bound import Bound
from staffing.rules.model import Model
from staffing.service.fluid import Cohorts, capacity_of, serve_oldest_savable

Floats = NDArray[np.float64]

CASES, HANDLE, CV = 190, 45.0, 1.0
STARTS = range(6, 15)
IN_SHIFT = 0.25
PRODUCTIVE_HOURS = 8 * (1 - IN_SHIFT)
TARGETS = {"rate_24h": 0.9, "confidence": 0.9, "day_floor": 0.0, "occupancy_max": 1.0}
ANSWERED, WITHIN = 0.8, 20
"""What Erlang C is asked for: the share of cases answered in so many minutes."""
DAYS = (1.05, 1.0, 1.0, 1.0, 0.95, 0.5, 0.45)
"""Weight of each day, from Monday."""
HOURS = (
    0.15, 0.10, 0.10, 0.10, 0.10, 0.15, 0.30, 0.60, 0.90, 1.20, 1.30, 1.20,
    1.00, 1.10, 1.20, 1.15, 1.00, 0.80, 0.60, 0.50, 0.40, 0.35, 0.30, 0.20,
)  # fmt: skip
"""Weight of each hour of the day."""
OPEN_SINCE = 18
"""Sunday's cases from this hour on are open when the week starts."""
AGENTS = {1: 8, 10: 46}
"""People our plans may use, by load; the old way takes as many as its cover asks for on its busiest day."""
HEAD = "load  method                    shifts  floor   rate  P(week)  at least  occupancy    left"
LINE = (
    "{load:>4}  {method:<25}{shifts:>7}{floor:>7.1f}{rate:>7.3f}{probability_met:>9.3f}{probability_lower:>10.3f}"
    "{occupancy:>11.2f}{open_at_end:>8.1f}"
)
MONDAY = date(2026, 11, 2)
"""Nothing depends on the date: the zone is UTC."""


def expected_cases(load: int) -> Floats:
    """[168] cases expected in each hour of the week."""
    weights = np.outer(DAYS, HOURS).ravel()
    return np.asarray(load * CASES * weights / weights.sum(), dtype=np.float64)


def forecast_of(load: int) -> Forecast:
    """The profile over the week and the day after it, with the factors of week and day that a new log would get."""
    start = (MONDAY - date(1970, 1, 1)).days * 1440
    hours = grid(start, start + 8 * 1440, 60, "UTC")
    week = expected_cases(load)
    rate = np.concatenate([week, week[:24]])[None]
    none = np.zeros(1)
    dispersion = Dispersion(none + PRIOR_WEEK, none + PRIOR_DAY, none, none, 0.0)
    lead, bounds = np.zeros(len(hours), dtype=np.int64), np.arange(len(hours) + 1, dtype=np.int64)
    return Forecast((QUEUE,), hours, rate, dispersion, lead, bounds, 60, np.zeros_like(rate))


def open_cases(load: int) -> TicketLog:
    """A log of the cases open at the start: one where the expected running total passes each half."""
    arrived = np.concatenate([[0.0], np.cumsum(expected_cases(load)[6 * 24 + OPEN_SINCE :])])
    hours = OPEN_SINCE + np.interp(np.arange(0.5, arrived[-1]), arrived, np.arange(len(arrived)))
    sunday = pd.Timestamp(MONDAY - timedelta(days=1), tz="UTC")
    created = pd.DatetimeIndex([sunday + pd.Timedelta(minutes=int(60 * hour)) for hour in hours])
    return log_of(created, pd.DatetimeIndex([pd.NaT] * len(created), tz="UTC"))


def outlook_of(load: int, agents: int, rate: float = TARGETS["rate_24h"]) -> Outlook:
    """What the recipe knows of the load before any roster, with so many people; the forecast is given."""
    shifts = [day_shift(start)["id"] for start in STARTS]
    free = {"id": "full", "minutes_per_week": 7 * 480, "min_minutes_per_week": 0, "days_per_week": 7, "shifts": shifts}
    targets = {**TARGETS, "rate_24h": rate}
    handle = (HANDLE, CV)
    team = team_of(STARTS, handle=handle, absence=0.0, in_shift=IN_SHIFT, targets=targets, contracts=[free])
    now = datetime.combine(MONDAY, datetime.min.time(), UTC)
    workspace = workspace_of(team, agents, open_cases(load), now, MONDAY)
    places, forecast = places_for(workspace), forecast_of(load)
    problem = build_problem(workspace, places.axis, forecast)
    rules = (*rules_of(team), Sustained())
    volume = forecast.sample(FIRST_LOOK, team.search.seed)
    chance = uncertainty_of(places, problem, forecast, volume)
    limits = findings(problem, rules, chance, team.targets.confidence)
    bridge = bridge_of(workspace, places)
    fitted: Any = None  # the forecast is given
    return Outlook(workspace, places.axis, places, fitted, (), forecast, bridge, None, problem, rules, chance, limits)


class Sustained(Rule):
    """What a roster that comes again every week must do: the plan's last day has no claim on the week after."""

    rule: Literal["sustained"] = "sustained"
    kind: ClassVar = "team"
    law: ClassVar = "At the end of the plan no more work waits than at its start."
    unit: ClassVar = "minutes of work more"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        demand = problem.demand
        opening = np.zeros_like(demand.opening_work)
        first = np.concatenate([opening, np.tile(np.arange(demand.intervals), len(demand.work))])
        work = np.concatenate([demand.opening_work, demand.work.ravel()])
        cohorts = Cohorts(first, np.full_like(first, demand.intervals - 1), work, np.zeros_like(first))
        served, _ = serve_oldest_savable(cohorts, capacity_of(problem, roster)[: demand.intervals])
        more = int(demand.work.sum() - served.sum())
        if more > 0:
            yield self.breach(more, f"{more} minutes of work more wait at the end")

    def bounds(self, model: Model) -> Iterator[Bound]:
        flow, demand = model.flow, model.problem.demand
        served = np.concatenate([flow.on_time[:, :, : demand.intervals].ravel(), flow.late.ravel()])
        yield Bound(served, low=int(demand.work.sum()))


def pyworkforce() -> tuple[Any, Any]:
    """`ErlangC` and `MinRequiredResources`, imported only where they are wanted."""
    try:
        from pyworkforce.queuing import ErlangC
        from pyworkforce.scheduling import MinRequiredResources
    except ImportError:
        raise SystemExit(
            "pyworkforce is not installed; install it beside this project, in an environment of its own: "
            "pip install -r benchmarks/requirements-methods.txt"
        ) from None
    return ErlangC, MinRequiredResources


def reached() -> NDArray[np.bool_]:
    """[S, 24] hours of the day in which someone on each shift is on queue."""
    hours = np.arange(24)
    return np.array([(hours >= start) & (hours < start + 9) & (hours != start + 4) for start in STARTS])


def by_erlang_c(cases: float) -> int:
    """People to roster for an hour by Erlang C, shrinkage included; nobody for no cases."""
    erlang, _ = pyworkforce()
    if cases <= 0:
        return 0
    line = erlang(transactions=cases, aht=HANDLE, asa=WITHIN, interval=60, shrinkage=IN_SHIFT)
    return int(line.required_positions(service_level=ANSWERED)["positions"])


def by_workload(cases: float) -> int:
    """People to roster for an hour so that they could do its work in it."""
    return math.ceil(cases * HANDLE / (60 * (1 - IN_SHIFT)) - 1e-9)


def covered(load: int, needed_for: Callable[[float], int], seed: int) -> Roster:
    """The fewest shifts that cover what every hour needs, as a roster of people who work one shift a day."""
    _, fewest = pyworkforce()
    reach = reached()
    needed = [[needed_for(cases) for cases in day] for day in expected_cases(load).reshape(7, 24)]
    inside = [
        [int(n) if open_ else 0 for n, open_ in zip(day, reach.any(axis=0).tolist(), strict=True)] for day in needed
    ]
    most = max(map(sum, inside))
    names = [f"{start:02d}" for start in STARTS]
    coverage = {name: row.astype(int).tolist() for name, row in zip(names, reach, strict=True)}
    scheduler = fewest(7, 24, coverage, inside, max_period_concurrency=most, max_shift_concurrency=most)
    scheduler.solver.parameters.num_workers = 1  # the same cover for the same seed
    scheduler.solver.parameters.random_seed = seed
    found = scheduler.solve()
    if found["status"] != "OPTIMAL":
        raise SystemExit(f"load {load}: pyworkforce's cover ended {found['status']}, not OPTIMAL")
    days: list[list[int]] = [[] for _ in range(7)]
    for row in found["resources_shifts"]:
        days[row["day"]] += [names.index(row["shift"])] * row["resources"]
    people = max(map(len, days))
    shift_of = np.array([day + [OFF] * (people - len(day)) for day in days], dtype=np.int64).T
    return Roster.of(shift_of, len(STARTS))


def ours_fluid(load: int, rate: float, search: Settings, start: Roster | None = None) -> Roster:
    """The fewest agent-shifts, proven, that keep the rate on the mean forecast; the search begins from `start`."""
    outlook = outlook_of(load, AGENTS[load], rate)
    promise = {"resolution_rate", "maximum_age"}
    rules = [rule.model_copy(update={"weight": "hard"}) if rule.rule in promise else rule for rule in outlook.rules]
    found = solve(outlook.problem, rules, Limits(search.work, search.seconds, search.seed), start=start)
    if found.roster is None or found.status != Status.OPTIMAL:
        raise SystemExit(f"load {load}: the fluid plan ended {found.status}, not optimal")
    return found.roster


def rosters(load: int, search: Settings) -> Iterator[tuple[str, Roster]]:
    """Every method's roster."""
    yield "Erlang C", covered(load, by_erlang_c, search.seed)
    yield "interval cover", covered(load, by_workload, search.seed)
    yield "ours, fluid, all on time", (on_time := ours_fluid(load, 1.0, search))
    yield "ours, fluid, 90% on time", ours_fluid(load, TARGETS["rate_24h"], search, on_time)
    yield "ours, calibrated", make_plan(outlook_of(load, AGENTS[load]), search).roster


def row_of(load: int, method: str, roster: Roster, search: Settings) -> dict[str, Any]:
    """A roster's agent-shifts beside workload / 6 h, and what the simulator says of it; one seed, one set of cases."""
    outlook = outlook_of(load, roster.work.shape[0])
    volume = sample_paths(outlook, search.simulated_plans(TARGETS["confidence"]), search.seed)
    service = simulated(outlook, roster, volume, search.seed)
    return {
        "load": load,
        "method": method,
        "shifts": int(roster.work.sum()),
        "floor": load * CASES * HANDLE / 60 / PRODUCTIVE_HOURS,
        "rate": round(service.rate_mean, 4),
        "probability_met": round(service.probability_met, 4),
        "probability_lower": round(service.probability_lower, 4),
        "met": service.met,
        "occupancy": round(service.occupancy, 4),
        "open_at_end": round(float(service.backlog_mean[:, -1].sum()), 1),
    }


def main() -> None:
    """Plan, judge, print a table, write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--loads", type=int, nargs="+", choices=sorted(AGENTS), default=sorted(AGENTS))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    pyworkforce()  # before minutes are spent on the rest
    search = Settings(seed=options.seed, seconds=1800)  # the work ends a search, not the clock: same seed, same table
    dropped = 1 - expected_cases(1).reshape(7, 24)[:, reached().any(axis=0)].sum() / CASES
    print(f"{dropped:.1%} of the cases come in hours that no shift reaches; the old way plans nobody for them")
    print(HEAD)
    rows = []
    for load in options.loads:
        for method, roster in rosters(load, search):
            rows.append(row_of(load, method, roster, search))
            print(LINE.format(**rows[-1]), flush=True)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
