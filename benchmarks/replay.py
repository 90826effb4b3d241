"""Was the promise true? Plans weeks of a real ticket log as they would have been planned, and replays what came.

    python benchmarks/replay.py TICKETS [--json FILE] [--weeks DATE ...] [--planned-on thursday|sunday]

TICKETS is a table with `ticket_id, opened_at, reassignments, first_group` (CSV, may be gzipped), such as the UCI
"Incident management process enriched event log" (CC BY 4.0), of which the default weeks are; of another log they are
its last four whole weeks. Three desks are made of it: the tickets with at least one reassignment (escalations; a
property known only later, so the log of such tickets is cleaner than a desk would have it), and all tickets of each of
the two largest groups. No public log has true handle times: each ticket gets one, lognormal with mean 14 minutes and
cv 1.

For each week: the log as it was known on the day of planning gives the forecast; the fewest people (5 x 8 h, an
hour's lunch, starts 06:00 to 14:00, 12% in-shift shrinkage, no absence) whose calibrated roster keeps 90% within 24 h
in 90% of simulated weeks are planned, and what they will do is predicted. Then the real tickets are worked, oldest
savable first, by these rosters week after week, the one before the first week planned in the same way. `hindsight`
is the fewest paid hours, in whole people of the same contract, with which a roster made from the real week would
have met the target.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from desks import assignments, team_of, workspace_of
from replay_world import HANDLE, IN_SHIFT, SEED, Tickets, World, again, desks_of, occupancy_of, rate_of

from staffing.documents.team import Team
from staffing.engines.direct import Limits, solve
from staffing.explain.promise import likeliest
from staffing.outlook import Bench, Outlook, look_ahead
from staffing.plan import Settings
from staffing.problem import Problem
from staffing.promise.asks import base_ask, rules_for
from staffing.promise.calibrate import Case, calibrate
from staffing.roster import Roster
from staffing.simulate.service import Service

WEEKS = ("2016-05-02", "2016-05-09", "2016-05-16", "2016-05-23")
TARGET, CONFIDENCE = 0.9, 0.9


@dataclass(frozen=True)
class Week:
    """One planned week: what was predicted and what came; shares, and hours of a week."""

    week: str
    people: int
    predicted_rate: float
    predicted_lo: float
    predicted_hi: float
    promised: float
    achieved_rate: float
    predicted_occupancy: float
    achieved_occupancy: float
    predicted_cases: float
    cases: int
    paid_hours: float
    hindsight_hours: float
    workload_hours: float

    @property
    def inside(self) -> bool:
        """Whether the achieved rate lies in the range predicted for nine weeks in ten."""
        return self.predicted_lo <= self.achieved_rate <= self.predicted_hi


def the_team() -> Team:
    """The contract of the race."""
    return team_of(
        range(6, 15),
        handle=HANDLE,
        absence=0.0,
        in_shift=IN_SHIFT,
        dispatch={"order": "oldest_savable_first", "at_shift_end": "handover"},
    )


@dataclass(frozen=True, eq=False)
class Planned:
    """A week as it was planned: what was known, the roster, and what was said of it."""

    outlook: Outlook
    roster: Roster
    service: Service


def chosen(world: World, team: Team, now: datetime, monday: datetime) -> Planned:
    """The fewest people whose calibrated roster keeps the promise in the simulated weeks."""
    tickets = world.known(now)
    people = 0
    while True:
        people += 1
        outlook = look_ahead(workspace_of(team, people, tickets, now, monday.date(), world.rows))
        if likeliest(outlook.problem, outlook.uncertainty, TARGET) < CONFIDENCE:
            continue
        found = calibrate(case_of(outlook), Limits(work=15.0, seconds=60.0, seed=SEED))
        if found.service is not None and found.service.met and found.result.roster is not None:
            return Planned(outlook, found.result.roster, found.service)


def case_of(outlook: Outlook) -> Case:
    """What the calibration reads, judged as a plan is."""
    bench = Bench(outlook, SEED, Settings().simulated_plans(CONFIDENCE), None)
    return Case(outlook.problem, outlook.rules, outlook.uncertainty, bench.judge)


def hindsight(world: World, plan: Planned, monday: datetime) -> float:
    """Paid hours of the fewest people with a roster, made from the real week, that meets the target in it."""
    week, backlog = world.tickets.inside(monday, monday + timedelta(days=7)), world.open_at(monday)
    work = np.bincount(hours_after(world.tickets.created[week], monday), world.tickets.handle[week], minlength=168)
    people = max(1, math.ceil(TARGET * work.sum() / 60 / (40 * (1 - IN_SHIFT)) - 1e-9))
    while True:
        problem = known_week(plan, people, world, work[:168], backlog, monday)
        for rate in (TARGET, 0.95, 1.0):
            rules = rules_for(plan.outlook.rules, replace(base_ask(plan.outlook.rules), rate=rate))
            found = solve(problem, rules, Limits(work=8.0, seconds=30.0, seed=SEED))
            assert found.roster is not None
            rows = assignments(plan.outlook.workspace.team, found.roster, monday.date())
            if rate_of(world, rows, monday) >= TARGET:
                return 40.0 * people
        people += 1


def known_week(
    plan: Planned, people: int, world: World, work: np.ndarray, backlog: np.ndarray, monday: datetime
) -> Problem:
    """The problem of the week with its real work in place of the forecast."""
    outlook = plan.outlook
    space = outlook.workspace
    other = look_ahead(workspace_of(space.team, people, space.tickets, space.as_of, monday.date(), space.published))
    ages = np.asarray((pd.Timestamp(monday) - world.tickets.created[backlog]) / pd.Timedelta(hours=1))
    left = np.maximum(np.floor(24 - ages), 0).astype(np.int64)
    minutes = np.ceil(work).astype(np.int64)[None]
    demand = replace(
        other.problem.demand,
        queue_work=minutes,
        work=minutes,
        opening_class=np.zeros(len(backlog), dtype=np.int64),
        opening_work=np.ceil(world.tickets.handle[backlog]).astype(np.int64),
        opening_deadline=left,
        opening_age_limit=np.maximum(np.floor(72 - ages), 24).astype(np.int64),
    )
    return replace(other.problem, demand=demand)


def hours_after(created: pd.DatetimeIndex, monday: datetime) -> np.ndarray:
    """Whole hours from a moment to each clock start."""
    return np.asarray((created - pd.Timestamp(monday)) // pd.Timedelta(hours=1), dtype=np.int64)


def raced(tickets: Tickets, mondays: Sequence[datetime], lead: timedelta) -> list[Week]:
    """Plan and replay the weeks of one desk, one after the other; the week before the first is planned likewise."""
    team = the_team()
    world = World(tickets, mondays[0] - timedelta(days=7))
    planned: list[tuple[datetime, Planned, float]] = []
    for monday in (world.start, *mondays):
        plan = chosen(world, team, monday - lead, monday)
        best = hindsight(world, plan, monday) if monday != world.start else 0.0
        planned.append((monday, plan, best))
        world.rows = (*world.rows, *assignments(team, plan.roster, monday.date()))
    return [replayed(world, monday, plan, best) for monday, plan, best in planned[1:]]


def replayed(world: World, monday: datetime, plan: Planned, best: float) -> Week:
    """A planned week against what came, in the world with all its rosters."""
    rows = assignments(plan.outlook.workspace.team, plan.roster, monday.date())
    last = max(row.date for row in world.rows) < monday.date() + timedelta(days=7)
    after = again(rows) if last else ()
    whole = World(world.tickets, world.start, (*world.rows, *after))
    week = world.tickets.inside(monday, monday + timedelta(days=7))
    service, demand = plan.service, plan.outlook.problem.demand
    return Week(
        week=monday.date().isoformat(),
        people=plan.outlook.problem.agents,
        predicted_rate=service.rate_mean,
        predicted_lo=service.rate_p05,
        predicted_hi=service.rate_p95,
        promised=service.probability_lower,
        achieved_rate=rate_of(whole, (), monday),
        predicted_occupancy=service.occupancy,
        achieved_occupancy=occupancy_of(whole, rows, monday),
        predicted_cases=float(demand.work.sum()) / HANDLE[0],
        cases=int(week.sum()),
        paid_hours=len(rows) * 8.0,
        hindsight_hours=best,
        workload_hours=float(world.tickets.handle[week].sum() / 60),
    )


def weeks_of(tickets: Tickets, given: Sequence[str] | None) -> list[datetime]:
    """The Mondays given, or the default ones where the log holds them, or of its last four whole weeks."""
    monday = (tickets.created - pd.to_timedelta(tickets.created.day_of_week, unit="D")).normalize()
    counts = monday.value_counts().sort_index()
    default = [pd.Timestamp(day, tz="UTC") for day in WEEKS]
    if given:
        mondays = [pd.Timestamp(day, tz="UTC") for day in given]
    elif all(day in counts.index for day in default):
        mondays = default
    else:  # the log's last week may be cut off, and a thin tail of late tickets is no week of the desk
        mondays = list(counts[:-1].index[counts[:-1] >= 0.4 * counts.quantile(0.9)][-4:])
    return [day.to_pydatetime() for day in mondays]


def summary(weeks: Sequence[Week]) -> dict[str, float]:
    """The figures that the goals are set on."""
    gaps = [abs(week.achieved_rate - week.predicted_rate) for week in weeks]
    over = [week.paid_hours / week.hindsight_hours - 1 for week in weeks]
    return {
        "inside": sum(week.inside for week in weeks),
        "weeks": len(weeks),
        "met": sum(week.achieved_rate >= TARGET for week in weeks),
        "mean_absolute_difference": float(np.mean(gaps)),
        "hours_over_hindsight": float(np.mean(over)),
        "range_width": float(np.mean([week.predicted_hi - week.predicted_lo for week in weeks])),
    }


def show(name: str, weeks: Sequence[Week]) -> None:
    """A table of the weeks and the goals."""
    print(f"\n{name}")
    head = "week        people  promised  predicted (range of weeks)   achieved  occupancy: predicted achieved  "
    print(head + "cases: predicted came  hours: paid hindsight work")
    for w in weeks:
        print(
            f"{w.week}{w.people:>8}{w.promised:>10.1%}{w.predicted_rate:>11.1%} ({w.predicted_lo:.1%} to "
            f"{w.predicted_hi:.1%}) {w.achieved_rate:>9.1%}{w.predicted_occupancy:>21.1%}{w.achieved_occupancy:>9.1%}"
            f"{w.predicted_cases:>18.0f}{w.cases:>5}{w.paid_hours:>13.0f}{w.hindsight_hours:>10.0f}"
            f"{w.workload_hours:>5.0f}{'' if w.inside else '  outside the range'}"
        )
    figures = summary(weeks)
    print(
        f"inside the range {figures['inside']} of {figures['weeks']}; target met {figures['met']} of "
        f"{figures['weeks']}; mean absolute difference "
        f"{100 * figures['mean_absolute_difference']:.1f} points; paid hours {figures['hours_over_hindsight']:+.1%} "
        f"against hindsight; range {100 * figures['range_width']:.1f} points wide"
    )


def main() -> None:
    """Race, print, write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tickets", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--weeks", nargs="+", help="first days (Mondays) of the weeks")
    parser.add_argument("--planned-on", choices=("thursday", "sunday"), default="thursday")
    parser.add_argument("--desk", help="only the desk with this name")
    options = parser.parse_args()
    lead = timedelta(days=3, hours=9) if options.planned_on == "thursday" else timedelta(minutes=1)
    found, mondays = {}, []
    for name, tickets in desks_of(options.tickets):
        mondays = mondays or weeks_of(tickets, options.weeks)
        if options.desk in (None, name):
            found[name] = raced(tickets, mondays, lead)
            show(name, found[name])
    if options.json:
        escalated, *_ = found.values()
        record = {
            "weeks": [asdict(week) for week in escalated],
            "summary": summary(escalated),
            "desks": {name: [asdict(week) for week in weeks] for name, weeks in found.items()},
        }
        options.json.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
