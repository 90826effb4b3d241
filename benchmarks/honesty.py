"""Is a promised probability true? Synthetic teams whose truth is drawn, not fitted, against what they were promised.

    python benchmarks/honesty.py [--teams N] [--json FILE] [--jobs N]

Each team has 4 to 60 agents and a truth of its own: a weekly profile, a variation of the volume by hour, day and week,
a level that drifts, handle times, absence, a dispatch order, an occupancy. The truth makes a ticket log of 12 to 40
weeks that ends on a Thursday; the planner sees only the log (and the mean and spread of the handle times in it),
forecasts, makes a roster (calibrated up to `--solve` agents, greedy above) and promises a probability: the share of
simulated weeks that keep the target. Then the truth makes `FUTURES` such weeks from that Thursday on, with its own
rates, and the same desk works them. In five bins of the promised probability, the mean promise is held against the
share of weeks that met the target; the Brier score is that of single weeks (0: clairvoyant; 0.25: a coin).
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from desks import assignments, log_of, log_parameters, team_of, workspace_of

from staffing.build.desk import build_desk
from staffing.documents.team import Team
from staffing.engines.direct import Limits
from staffing.engines.direct.greedy import greedy_roster
from staffing.outlook import Bench, Outlook, look_ahead
from staffing.promise.calibrate import Case, calibrate
from staffing.roster import Roster
from staffing.simulate.judge import judge
from staffing.simulate.service import Service

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)
FUTURES = 400
REPLICATIONS = 1000
TARGET = 0.9
BINS = 5


@dataclass(frozen=True, eq=False)
class Truth:
    """How the volume of one team really comes about, and how long its cases really take."""

    profile: np.ndarray
    """[168] expected cases of each hour of the week, in a week of level 1."""
    hour: float
    day: float
    week: float
    drift: float
    """Coefficients of variation of the factors of an hour, a day and a week, and of a week's step of the level."""
    handle: tuple[float, float]

    def weeks(self, rng: np.random.Generator, weeks: int, level: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
        """[weeks * 168] cases and the level [weeks] behind them; the level starts at `level` and walks."""
        steps = rng.lognormal(-(self.drift**2) / 2, self.drift, weeks)
        steps[0] = 1.0
        levels = level * np.cumprod(steps)
        factor = (levels * _gamma(rng, self.week, weeks))[:, None] * _gamma(rng, self.day, (weeks, 7))
        hourly = np.repeat(factor, 24, axis=1).ravel() * np.tile(self.profile, weeks)
        return rng.poisson(hourly * _gamma(rng, self.hour, hourly.shape)), levels


@dataclass(frozen=True)
class Outcome:
    """One team: the probability promised, and the share of its real weeks that met the target."""

    agents: int
    occupancy: float
    promised: float
    achieved: float
    promised_mean: float
    achieved_mean: float
    calibrated: bool


def _gamma(rng: np.random.Generator, cv: float, shape: int | tuple[int, ...]) -> np.ndarray:
    """Factors of mean 1."""
    return rng.gamma(1 / cv**2, cv**2, shape) if cv > 0 else np.ones(shape)


def truth_of(rng: np.random.Generator, agents: int, absence: float, in_shift: float) -> tuple[Truth, float]:
    """A drawn truth, and the occupancy that it means for so many full-time agents."""
    hours = np.arange(24)
    morning, evening = rng.uniform(8, 12), rng.uniform(15, 21)
    shape = np.exp(-(((hours - morning) / rng.uniform(2, 4)) ** 2)) + rng.uniform(0.2, 1) * np.exp(
        -(((hours - evening) / rng.uniform(2, 4)) ** 2)
    )
    days = np.array([*rng.uniform(0.85, 1.15, 5), *([rng.uniform(0.3, 0.9)] * 2)])
    profile = np.outer(days, shape + rng.uniform(0.02, 0.15)).ravel()
    handle = float(rng.uniform(8, 35)), float(rng.uniform(0.5, 1.4))
    occupancy = float(rng.uniform(0.78, 1.08))
    minutes = occupancy * agents * 2400 * (1 - absence) * (1 - in_shift)
    profile *= minutes / handle[0] / profile.sum()
    spread = {"day": rng.uniform(0.04, 0.22), "week": rng.uniform(0.02, 0.12), "drift": rng.uniform(0, 0.03)}
    return Truth(profile, hour=float(rng.uniform(0, 0.3)), **spread, handle=handle), occupancy


def team_for(rng: np.random.Generator, absence: float, in_shift: float, handle: tuple[float, float]) -> Team:
    """The team as it describes itself: its handle times are those seen in its log."""
    starts = sorted(rng.choice(np.arange(6, 15), size=3, replace=False).tolist())
    order = str(rng.choice(["oldest_first", "oldest_savable_first"]))
    at_end = str(rng.choice(["handover", "keep"]))
    dispatch = {"order": order, "at_shift_end": at_end}
    return team_of(starts, handle=handle, absence=absence, in_shift=in_shift, dispatch=dispatch)


def raced(number: int, solve_up_to: int) -> Outcome:
    """Draw a team, promise, and let its truth come."""
    rng = np.random.default_rng([7, number])
    agents = round(math.exp(rng.uniform(math.log(4), math.log(60))))
    absence, in_shift = float(rng.uniform(0, 0.1)), float(rng.uniform(0.05, 0.2))
    truth, occupancy = truth_of(rng, agents, absence, in_shift)
    history_weeks = int(rng.integers(12, 41))
    counts, levels = truth.weeks(rng, history_weeks + 1)
    now = MONDAY - timedelta(days=3, hours=9)
    created = _clock_starts(rng, counts, MONDAY - timedelta(weeks=history_weeks + 1))
    seen = created[created <= pd.Timestamp(now)]
    logged = rng.lognormal(*log_parameters(*truth.handle), size=len(seen))
    handle = float(logged.mean()), float(logged.std() / logged.mean())
    team = team_for(rng, absence, in_shift, handle)
    outlook = _outlook(rng, team, agents, seen, now)
    roster, promised = _promise(outlook, calibrated=agents <= solve_up_to)
    volume = _futures(rng, truth, float(levels[-1]), outlook)
    desk = build_desk(outlook.workspace, outlook.places, outlook.problem, roster, outlook.forecast, outlook.bridge)
    real = replace(desk, handle_mean=np.array([truth.handle[0]]), handle_cv=np.array([truth.handle[1]]))
    came = judge(real, volume, target=TARGET, confidence=0.9, seed=99)
    return Outcome(
        agents=agents,
        occupancy=occupancy,
        promised=promised.probability_met,
        achieved=came.probability_met,
        promised_mean=promised.rate_mean,
        achieved_mean=came.rate_mean,
        calibrated=agents <= solve_up_to,
    )


def _promise(outlook: Outlook, calibrated: bool) -> tuple[Roster, Service]:
    """A roster, and what the planner says of it."""
    bench = Bench(outlook, 1, REPLICATIONS, None)
    if not calibrated:
        roster = greedy_roster(outlook.problem, outlook.rules)
        return roster, bench.judge(roster, 1)
    case = Case(outlook.problem, outlook.rules, outlook.uncertainty, bench.judge)
    found = calibrate(case, Limits(work=4.0, seconds=60.0, seed=1))
    assert found.result.roster is not None
    assert found.service is not None
    return found.result.roster, found.service


def _outlook(rng: np.random.Generator, team: Team, agents: int, created: pd.DatetimeIndex, now: datetime) -> Outlook:
    """The planner's view on Thursday: this week's roster is published, the cases of the last hours are open."""
    waiting = np.asarray(created > pd.Timestamp(now - timedelta(hours=float(rng.uniform(1, 12)))))
    resolved = created + pd.to_timedelta(rng.integers(600, 3600, len(created)), unit="s")
    resolved = resolved.where(~waiting & (resolved <= pd.Timestamp(now)), pd.NaT)
    log = log_of(created, pd.DatetimeIndex(resolved, tz="UTC"))
    this_week = (MONDAY - timedelta(days=7)).date()
    return look_ahead(workspace_of(team, agents, log, now, MONDAY.date(), _spread(team, agents, this_week)))


def _spread(team: Team, agents: int, monday: date) -> tuple:
    """A plain roster of five days: agents take turns with shifts and days off."""
    work = np.zeros((agents, 7, len(team.shifts)), dtype=bool)
    for agent in range(agents):
        for day in range(7):
            if (day + agent) % 7 < 5:
                work[agent, day, agent % len(team.shifts)] = True
    return assignments(team, Roster(work), monday)


def _futures(rng: np.random.Generator, truth: Truth, level: float, outlook: Outlook) -> np.ndarray:
    """[n, 1, T] what really comes from now on: the rest of this week, the planned one and the days after it."""
    steps = len(outlook.forecast.ds)
    first = outlook.forecast.ds[0]
    skipped = int((first - pd.Timestamp(MONDAY - timedelta(days=7))) / pd.Timedelta(hours=1))
    paths = np.array([truth.weeks(rng, 3, level)[0][skipped : skipped + steps] for _ in range(FUTURES)])
    return paths[:, None].astype(np.int32)


def _clock_starts(rng: np.random.Generator, counts: np.ndarray, start: datetime) -> pd.DatetimeIndex:
    hours = np.repeat(np.arange(len(counts)), counts) + rng.uniform(0, 1, int(counts.sum()))
    return pd.Timestamp(start) + pd.to_timedelta((np.sort(hours) * 3600).astype(np.int64), unit="s")


def summary(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Reliability in five bins, the largest gap, and the Brier score with that of always promising the mean."""
    promised, achieved = (np.array([getattr(o, name) for o in outcomes]) for name in ("promised", "achieved"))
    place = np.minimum((promised * BINS).astype(int), BINS - 1)
    bins = [
        {
            "from": number / BINS,
            "to": (number + 1) / BINS,
            "teams": int((place == number).sum()),
            "promised": float(promised[place == number].mean()),
            "achieved": float(achieved[place == number].mean()),
        }
        for number in range(BINS)
        if (place == number).any()
    ]
    brier = achieved * (1 - promised) ** 2 + (1 - achieved) * promised**2
    share = achieved.mean()
    return {
        "teams": len(outcomes),
        "bins": bins,
        "largest_gap": max(abs(b["promised"] - b["achieved"]) for b in bins),
        "brier": float(brier.mean()),
        "brier_of_the_mean": float(share * (1 - share)),
    }


def main() -> None:
    """Race, print, write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teams", type=int, default=200)
    parser.add_argument(
        "--solve", type=int, default=12, help="agents up to which the roster is calibrated by the engine"
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with ProcessPoolExecutor(options.jobs) as pool:
        outcomes = list(pool.map(raced, range(options.teams), [options.solve] * options.teams))
    figures = summary(outcomes)
    print("promised       teams  mean promise  weeks that met it    gap")
    for b in figures["bins"]:
        gap = 100 * (b["achieved"] - b["promised"])
        print(
            f"{b['from']:.0%} to {b['to']:.0%}{b['teams']:>10}{b['promised']:>14.1%}{b['achieved']:>19.1%}{gap:>+7.1f}"
        )
    print(
        f"largest gap {100 * figures['largest_gap']:.1f} points; Brier score {figures['brier']:.4f} "
        f"(always the mean: {figures['brier_of_the_mean']:.4f}); {figures['teams']} teams x {FUTURES} weeks"
    )
    if options.json:
        record = {**figures, "outcomes": [asdict(outcome) for outcome in outcomes]}
        options.json.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
