"""Was the promise true? Plans weeks of a real ticket log as they would have been planned, and replays what came.

    python benchmarks/replay.py TICKETS [--json FILE] [--weeks DATE ...] [--planned-on thursday|sunday]

TICKETS is a table with `ticket_id, opened_at, reassignments, first_group` (CSV, may be gzipped), such as the UCI "Incident
management process enriched event log" (CC BY 4.0), of which the default weeks are. Three desks are made of it: the
tickets with at least one reassignment (escalations; a property known only later, so the log of such tickets is
cleaner than a desk would have it), and all tickets of each of the two largest groups. No public log has true handle
times: each ticket gets one, lognormal with mean 14 minutes and cv 1.

For each week: the log as it was known on the day of planning gives the forecast; the fewest people (5 x 8 h, an
hour's lunch, starts 06:00 to 14:00, 12% in-shift shrinkage, no absence) whose calibrated roster keeps 90% within 24 h in
90% of simulated weeks are planned, and what they will do is predicted. Then the real tickets are worked, oldest
savable first, by these rosters week after week, the one before the first week planned in the same way. `hindsight`
is the fewest paid hours, in whole people of the same contract, with which a roster made from the real week would
have met the target.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from desks import assignments, log_of, team_of, workspace_of
from staffing.simulate.given import work_off
from staffing.simulate.service import Service

from forecasts.tickets import TicketLog
from staffing.documents.people import Assignment
from staffing.documents.team import Team
from staffing.engines.direct import Limits, solve
from staffing.explain.promise import likeliest
from staffing.outlook import Outlook, look_ahead, sample_paths, simulated
from staffing.plan import Settings
from staffing.problem import Problem
from staffing.promise.asks import base_ask, rules_for
from staffing.promise.calibrate import Case, calibrate
from staffing.roster import Roster
from staffing.simulate.desk import Desk

WEEKS = ("2016-05-02", "2016-05-09", "2016-05-16", "2016-05-23")
HANDLE = (14.0, 1.0)
IN_SHIFT = 0.12
TARGET, CONFIDENCE = 0.9, 0.9
SEED = 1


@dataclass(frozen=True, eq=False)
class Tickets:
    """The tickets of one desk by clock start: aware times in UTC and minutes of handling."""

    created: pd.DatetimeIndex
    handle: np.ndarray

    def inside(self, first: datetime, last: datetime) -> np.ndarray:
        """Which of them were created in [first, last)."""
        return np.asarray((self.created >= pd.Timestamp(first)) & (self.created < pd.Timestamp(last)))


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


def desks_of(path: Path) -> Iterator[tuple[str, Tickets]]:
    """The desks of a log by name; handle times are drawn once a ticket, in the order of the log."""
    table = pd.read_csv(path)
    created = pd.to_datetime(table["opened_at"])
    created = created.dt.tz_localize("UTC") if created.dt.tz is None else created.dt.tz_convert("UTC")
    mean, cv = HANDLE
    sigma = math.sqrt(math.log1p(cv * cv))
    handle = np.random.default_rng(SEED).lognormal(math.log(mean) - sigma * sigma / 2, sigma, len(table))
    largest = table["first_group"].value_counts().index[:2]
    masks = {"escalated": table["reassignments"] >= 1}
    masks |= {f"opened, {group}": table["first_group"] == group for group in largest}
    for name, mask in masks.items():
        rows = np.flatnonzero(mask)
        order = rows[np.argsort(created.to_numpy()[rows], kind="stable")]
        yield name, Tickets(pd.DatetimeIndex(created.iloc[order]), handle[order])


def the_team() -> Team:
    """The contract of the race."""
    return team_of(
        range(6, 15),
        handle=HANDLE,
        absence=0.0,
        in_shift=IN_SHIFT,
        dispatch={"order": "oldest_savable_first", "at_shift_end": "handover"},
    )


@dataclass(eq=False)
class World:
    """The desk as it runs from `start` on: the rosters so far, and what becomes of the tickets under them."""

    tickets: Tickets
    start: datetime
    rows: tuple[Assignment, ...] = ()

    def worked(self, end: datetime, rows: tuple[Assignment, ...] | None = None) -> tuple[np.ndarray, np.ndarray, Desk]:
        """The tickets created from the start to `end`, worked by the rosters: which, minutes of finish, and the desk."""
        mine = np.flatnonzero(self.tickets.inside(self.start, end))
        created = np.asarray((self.tickets.created[mine] - pd.Timestamp(self.start)) / pd.Timedelta(minutes=1))
        desk = desk_of(self.rows if rows is None else rows, self.start, end)
        done = work_off(desk, np.zeros(len(mine), dtype=np.int64), created, self.tickets.handle[mine])
        return mine, done.finish, desk

    def known(self, now: datetime) -> TicketLog:
        """The log at `now`: tickets of before the world count as resolved within four hours."""
        created = self.tickets.created
        hours = np.full(len(created), 4.0)
        if self.rows:
            mine, finish, _ = self.worked(now)
            begun = np.asarray((created[mine] - pd.Timestamp(self.start)) / pd.Timedelta(minutes=1))
            hours[mine] = np.where(np.isfinite(finish), (finish - begun) / 60, np.nan)
        seconds = pd.to_timedelta(np.round(hours * 3600), unit="s")
        return log_of(created, created + seconds)

    def open_at(self, moment: datetime) -> np.ndarray:
        """Numbers of the tickets open at a moment."""
        if not self.rows:
            return np.array([], dtype=np.int64)
        mine, finish, _ = self.worked(moment)
        return mine[finish > (moment - self.start) / timedelta(minutes=1)]


def desk_of(rows: Sequence[Assignment], start: datetime, end: datetime) -> Desk:
    """The people of roster rows, on the clock from `start` to a day after `end`; built apart from the planner."""
    people = 1 + max(int(row.agent_id[1:]) for row in rows)
    segments = []
    for number, row in enumerate(rows):
        day = (row.date - start.date()).days
        begin = day * 1440 + int(row.shift_id[-2:]) * 60
        segments += [(int(row.agent_id[1:]), begin + a, begin + b, number, day) for a, b in ((0, 240), (300, 540))]
    table = np.array(sorted(segments), dtype=np.int64)
    weeks = max(1, math.ceil((end - start) / timedelta(weeks=1)))
    return Desk(
        agent_names=tuple(f"a{number:03d}" for number in range(people)),
        queue_names=("cases",),
        day_start=np.arange(7 * weeks + 1) * 1440,
        interval_start=np.arange((7 * weeks + 1) * 24 + 1) * 60,
        segment_agent=table[:, 0],
        segment_start=table[:, 1],
        segment_end=table[:, 2],
        segment_shift=table[:, 3],
        segment_day=table[:, 4],
        paid_minutes=np.zeros(people),
        deadline_minutes=np.array([1440]),
        handle_mean=np.array([HANDLE[0]]),
        handle_cv=np.array([HANDLE[1]]),
        opening_queue=np.array([], dtype=np.int64),
        opening_created=np.array([]),
        absence=0.0,
        in_shift=IN_SHIFT,
        order="oldest_savable_first",
        at_shift_end="handover",
        urgent_age_minutes=48 * 60,
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
    replications = Settings().simulated_plans(CONFIDENCE)

    def judged(roster: Roster, seed: int) -> Service:
        return simulated(outlook, roster, sample_paths(outlook, replications, seed), seed)

    return Case(outlook.problem, outlook.rules, outlook.uncertainty, judged)


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


def rate_of(world: World, rows: tuple[Assignment, ...], monday: datetime) -> float:
    """Share on time of the tickets of a week, when it is worked by these rows after the rosters before it."""
    mine, finish, _ = world.worked(monday + timedelta(days=8), (*world.rows, *rows, *again(rows)))
    week = world.tickets.inside(monday, monday + timedelta(days=7))[mine]
    created = np.asarray((world.tickets.created[mine] - pd.Timestamp(world.start)) / pd.Timedelta(minutes=1))
    return float((finish[week] <= created[week] + 1440).mean())


def again(rows: tuple[Assignment, ...]) -> tuple[Assignment, ...]:
    """The rows a week later: the Monday after is worked like this one."""
    return tuple(row.model_copy(update={"date": row.date + timedelta(days=7)}) for row in rows)


def occupancy_of(world: World, rows: tuple[Assignment, ...], monday: datetime) -> float:
    """Handling of the tickets finished from Monday to Sunday / minutes on queue after in-shift shrinkage."""
    mine, finish, _ = world.worked(monday + timedelta(days=8))
    begin = (monday - world.start) / timedelta(minutes=1)
    done = (finish >= begin) & (finish < begin + 7 * 1440)
    return float(world.tickets.handle[mine][done].sum() / (len(rows) * 480 * (1 - IN_SHIFT)))


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
        f"{figures['weeks']}; mean absolute difference {100 * figures['mean_absolute_difference']:.1f} points; paid hours "
        f"{figures['hours_over_hindsight']:+.1%} against hindsight; range {100 * figures['range_width']:.1f} points wide"
    )


def main() -> None:
    """Race, print, write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tickets", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--weeks", nargs="+", default=WEEKS, help="first days (Mondays) of the weeks")
    parser.add_argument("--planned-on", choices=("thursday", "sunday"), default="thursday")
    parser.add_argument("--desk", help="only the desk with this name")
    options = parser.parse_args()
    mondays = [datetime.fromisoformat(day).replace(tzinfo=UTC) for day in options.weeks]
    lead = timedelta(days=3, hours=9) if options.planned_on == "thursday" else timedelta(minutes=1)
    found = {}
    for name, tickets in desks_of(options.tickets):
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
