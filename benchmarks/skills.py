"""Several queues and skills: time and gap of a search, a whole calibrated plan, and what flexibility is worth.

    PYTHONPATH=. python benchmarks/skills.py [--json FILE] [--only times|hub|chain] [--replications N]

times: desks of `skills_desk.py` with 4, 6 and 12 queues, most people serving a queue and its neighbour. One search each
from the averages, without calibration; breaches are counted by the rules' own `violations`, not by the solver.

hub: `configs/regional-hub` in a process of its own, from reading it to the judged roster, the searches of the
calibration included; the time is that of the whole process.

chain: four queues of equal volume and handle time and six people at home in each, who work the same shifts in every
queue, so that only skills differ. The volume of each queue strays by factors of its days and weeks that are correlated
with those of the other queues by `CORRELATION`. A week before the plan is simulated too, so that it begins with a
backlog. Trained people serve the next queue as well, those of the last queue the first: a closed chain. They are as
fast there as at home. `pairs` have as many skills, but each queue shares people with one other alone. Rosters, cases,
handle times and absences are the same for all, so differences are by pairs of replications. `rate` is that of all
cases, `P(week)` the share of weeks in which it reaches the target, `P(each)` that in which every queue does by itself.
`captured` is the gain over dedicated people as a share of that of fully flexible ones (Jordan, Graves 1995, Management
Science 41:577); its interval is 0 wide where no replication differs from the flexible one.

Machines are shared and noisy: the load before each part is printed.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.skills_desk import ABSENCE, DAYS, HOURS, IN_SHIFT, MONDAY, forecast_of, outlook_of, workspace
from forecasts.calendar import grid
from forecasts.dispersion import PRIOR_DAY, PRIOR_WEEK, Dispersion
from forecasts.forecast import Forecast
from staffing.engines.direct import Limits, solve
from staffing.engines.direct.counts import classes_of
from staffing.plan import Settings, hard_breaches, look_ahead, make_plan
from staffing.promise.extra import Difference, kept, paired
from staffing.read.workspace import read_workspace
from staffing.simulate.desk import Desk
from staffing.simulate.judge import judge
from staffing.simulate.service import Service

Floats = NDArray[np.float64]

ROOT = Path(__file__).resolve().parent.parent
SIZES = ((4, 300.0), (6, 1_500.0), (12, 6_000.0))
"""Queues and cases a day."""
LIMITS = Limits(15.0, 60.0, 1)
SECONDS_GOAL, GAP_GOAL = 60.0, 0.01

QUEUES = 4
OCCUPANCIES = (0.80, 0.88, 0.94, 1.00)
"""Expected work as a share of the time that people are there and free for cases."""
HANDLE = (16.0, 1.0)
TARGET = 0.9
CORRELATION = 0.3
STARTS = (8, 12, 14, 10, 6, 14)
DAYS_OFF = ((5, 6), (5, 6), (5, 6), (6, 0), (1, 2), (3, 4))
"""First hour and free days, Monday = 0, of the people at home in a queue."""
TRAINED = (3, 4, 0, 5, 1, 2)
"""Who of them is trained first."""
BEFORE, AFTER = 7, 1
"""Days simulated before and after the planned week."""
SEED = 1


def search(queues: int, cases_a_day: float) -> dict[str, Any]:
    """One search of a desk in memory."""
    begun = time.perf_counter()
    outlook = outlook_of(workspace(queues, cases_a_day), forecast_of(queues, cases_a_day))
    built = time.perf_counter() - begun
    problem, rules = outlook.problem, outlook.rules
    begun = time.perf_counter()
    found = solve(problem, rules, LIMITS)
    seconds = time.perf_counter() - begun
    hard = [rule for rule in rules if rule.hard]
    wrong = None
    if found.roster is not None:
        wrong = sum(len(list(rule.violations(problem, found.roster))) for rule in hard)
    return {
        "queues": queues,
        "cases_a_day": cases_a_day,
        "agents": problem.agents,
        "groups": problem.demand.groups,
        "classes": int(classes_of(problem).max()) + 1,
        "built_seconds": built,
        "seconds": seconds,
        "objective": found.objective,
        "bound": found.bound,
        "gap": found.gap,
        "engine": found.engine,
        "status": str(found.status),
        "limit_hit": found.limit_hit,
        "hard_breaches": wrong,
    }


def times() -> list[dict[str, Any]]:
    """Every size, printed as it is found."""
    heads = f"{'queues':>6}{'cases/day':>11}{'agents':>8}{'groups':>8}{'classes':>9}{'built s':>9}{'search s':>10}"
    print(f"{heads}{'objective':>12}{'bound':>12}{'gap':>8}{'breaches':>10}  engine; status; limit")
    print(f"{'goal':>6}{SECONDS_GOAL:>55.0f}{GAP_GOAL:>32.2%}{0:>10}")
    rows = []
    for queues, cases_a_day in SIZES:
        row = search(queues, cases_a_day)
        rows.append(row)
        sizes = f"{queues:>6}{cases_a_day:>11,.0f}{row['agents']:>8}{row['groups']:>8}{row['classes']:>9}"
        print(f"{sizes}{row['built_seconds']:>9.1f}{row['seconds']:>10.1f}", end="")
        if row["objective"] is None:
            print(f"  no roster; {row['engine']}; {row['status']}; {row['limit_hit'] or '-'}", flush=True)
            continue
        price = f"{row['objective']:>12,}{row['bound']:>12,}{row['gap']:>8.2%}{row['hard_breaches']:>10}"
        print(f"{price}  {row['engine']}; {row['status']}; {row['limit_hit'] or '-'}", flush=True)
    return rows


def planned() -> None:
    """What a process of its own does with the hub: print its figures as JSON."""
    begun = time.perf_counter()
    outlook = look_ahead(read_workspace(ROOT / "configs" / "regional-hub"))
    ahead = time.perf_counter() - begun
    plan = make_plan(outlook, Settings())
    service = plan.service
    assert plan.result is not None
    assert plan.calibrated is not None
    figures = {
        "look_ahead_seconds": ahead,
        "calibration_seconds": plan.result.seconds,
        "plan_seconds": time.perf_counter() - begun - ahead,
        "agents": outlook.problem.agents,
        "queues": len(outlook.problem.queue_names),
        "met": service.met,
        "rate": service.rate_mean,
        "p_week": service.probability_met,
        "p_week_lower": service.probability_lower,
        "queue_rates": {queue.name: queue.rate_mean for queue in service.queues},
        "objective": plan.result.objective,
        "bound": plan.result.bound,
        "gap": plan.result.gap,
        "engine": plan.result.engine,
        "status": str(plan.result.status),
        "limit_hit": plan.result.limit_hit,
        "ended": plan.calibrated.ended,
        "plans_tried": len(plan.calibrated.attempts),
        "hard_breaches": len(hard_breaches(plan)),
    }
    print(json.dumps(figures))


def hub() -> dict[str, Any]:
    """The example with sites and skills as a whole process."""
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", "from benchmarks.skills import planned; planned()"],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
    )
    seconds = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(f"the plan of regional-hub ended with {done.returncode}: {done.stderr}")
    figures: dict[str, Any] = {"whole_seconds": seconds, **json.loads(done.stdout)}
    goals = {"whole_seconds": f"{SECONDS_GOAL:>12.2f}", "gap": f"{GAP_GOAL:>12.4f}", "hard_breaches": f"{0:>12}"}
    print(f"{'regional-hub':<20}{'measured':>16}{'goal':>12}")
    for name, value in figures.items():
        if name == "queue_rates":
            print(f"{name:<20}  {', '.join(f'{queue} {rate:.4f}' for queue, rate in value.items())}")
            continue
        decimals = ".2f" if name.endswith("seconds") else ".4f"
        shown = format(value, decimals) if isinstance(value, float) else str(value)
        print(f"{name:<20}{shown or '-':>16}{goals.get(name, '')}".rstrip())
    sys.stdout.flush()
    return figures


def symmetric_desk() -> Desk:
    """The people of every queue on the same shifts, from a week before the plan to the day after it."""
    rows, home = [], len(STARTS)
    for agent in range(QUEUES * home):
        start, off = STARTS[agent % home] * 60, DAYS_OFF[agent % home]
        for number, day in enumerate(d for d in range(-BEFORE, 7 + AFTER) if d % 7 not in off):
            begin, shift = day * 1440 + start, agent * 100 + number
            rows.append((agent, begin, begin + 240, shift, day))
            rows.append((agent, begin + 300, begin + 540, shift, day))
    segments = np.array(rows, dtype=np.int64)
    return Desk(
        agent_names=tuple(f"a{agent:02d}" for agent in range(QUEUES * home)),
        queue_names=tuple(f"q{queue}" for queue in range(QUEUES)),
        day_start=np.arange(8) * 1440,
        interval_start=np.arange(-BEFORE * 24, (7 + AFTER) * 24 + 1) * 60,
        segment_agent=segments[:, 0],
        segment_start=segments[:, 1],
        segment_end=segments[:, 2],
        segment_shift=segments[:, 3],
        segment_day=segments[:, 4],
        paid_minutes=np.full(QUEUES * home, 2400),
        deadline_minutes=np.full(QUEUES, 1440),
        handle_mean=np.full(QUEUES, HANDLE[0]),
        handle_cv=np.full(QUEUES, HANDLE[1]),
        opening_queue=np.array([], dtype=np.int64),
        opening_created=np.array([]),
        absence=ABSENCE,
        in_shift=IN_SHIFT,
        order="oldest_savable_first",
        at_shift_end="handover",
        urgent_age_minutes=72 * 60,
    )


def arrivals(occupancy: float, replications: int) -> NDArray[np.int32]:
    """Sample paths [n, Q, hours] of the queues, alike on average, from the start of the run on."""
    minutes = len(STARTS) * 2400 * (1 - ABSENCE) * (1 - IN_SHIFT)
    week = np.outer(DAYS, HOURS).ravel()
    days = BEFORE + 7 + AFTER
    hour_of_week = np.arange(days * 24) % 168  # the run starts on a Monday
    rate = np.tile((occupancy * minutes / HANDLE[0] * week / week.sum())[hour_of_week], (QUEUES, 1))
    start = ((MONDAY - date(1970, 1, 1)).days - BEFORE) * 1440
    hours = grid(start, start + days * 1440, 60, "UTC")
    none = np.zeros(QUEUES)
    dispersion = Dispersion(none + PRIOR_WEEK, none + PRIOR_DAY, none, none, CORRELATION)
    lead, bounds = np.zeros(len(hours), dtype=np.int64), np.arange(len(hours) + 1, dtype=np.int64)
    names = tuple(f"q{queue}" for queue in range(QUEUES))
    return Forecast(names, hours, rate, dispersion, lead, bounds, 60, np.zeros_like(rate)).sample(replications, SEED)


def skilled(trained: int, partner: Callable[[int], int]) -> Floats:
    """Proficiencies [A, Q]: everybody serves the queue at home, and so many of each home their partner's as well."""
    found = np.zeros((QUEUES, len(STARTS), QUEUES))
    for queue in range(QUEUES):
        found[queue, :, queue] = 1.0
        found[queue, list(TRAINED[:trained]), partner(queue)] = 1.0
    return found.reshape(-1, QUEUES)


def structures() -> dict[str, Floats]:
    """Who serves what: the first and the last are what the others are held against."""
    everybody = len(STARTS)

    def following(queue: int) -> int:
        return (queue + 1) % QUEUES

    return {
        "dedicated": skilled(0, following),
        "chain, 1 in 6": skilled(1, following),
        "chain, 2 in 6": skilled(2, following),
        "chain, all": skilled(everybody, following),
        "pairs, all": skilled(everybody, lambda queue: queue ^ 1),
        "flexible": np.ones((QUEUES * everybody, QUEUES)),
    }


def figures_of(service: Service) -> dict[str, Floats]:
    """What is compared, by replication."""
    each = (service.queue_rates >= TARGET).all(axis=-1).mean(axis=1)
    return {"rate": service.rates.mean(axis=1), "weeks": kept(service), "each": np.asarray(each, dtype=np.float64)}


def captured(ours: Floats, least: Floats, most: Floats) -> tuple[float, float] | None:
    """Our share of the gain of the most flexible, and half its 95% interval; None where that gain may be nothing."""
    gain = paired(most, least)
    if gain.low <= 0:
        return None
    share = paired(ours, least).mean / gain.mean
    off = paired(ours - least, share * (most - least))  # of a ratio of means, to the first order
    return share, (off.high - off.low) / 2 / gain.mean


def chain(replications: int, occupancies: Sequence[float] = OCCUPANCIES) -> list[dict[str, Any]]:
    """Every occupancy and structure, printed as it is found."""
    desk, skills, rows = symmetric_desk(), structures(), []
    print(f"{replications} replications; in points: mean [95% interval]; captured: share +- half its 95% interval")
    shown = f"{'of time':<9}{'structure':<15}{'trained':>7}{'rate':>8}{'P(week)':>9}{'P(each)':>9}"
    print(f"{shown}{'rate - dedicated':>25}{'weeks - dedicated':>25}{'weeks - flexible':>25}", end="")
    print(f"{'captured rate':>16}{'weeks':>13}{'each':>13}")
    for occupancy in occupancies:
        volume = arrivals(occupancy, replications)
        services = {
            name: judge(replace(desk, proficiency=served), volume, target=TARGET, confidence=0.9, seed=SEED)
            for name, served in skills.items()
        }
        found = {name: figures_of(service) for name, service in services.items()}
        least, most = found["dedicated"], found["flexible"]
        for name, ours in found.items():
            row: dict[str, Any] = {
                "occupancy": occupancy,
                "occupancy_simulated": services[name].occupancy,
                "structure": name,
                "trained": int(skills[name].sum()) - len(desk.agent_names),
            }
            for what in ours:
                row[what] = float(ours[what].mean())
                row[f"{what}_minus_dedicated"] = asdict(paired(ours[what], least[what]))
                row[f"{what}_minus_flexible"] = asdict(paired(ours[what], most[what]))
                between = name not in ("dedicated", "flexible")
                row[f"{what}_captured"] = captured(ours[what], least[what], most[what]) if between else None
            rows.append(row)
            print(_chain_line(row), flush=True)
        print()
    return rows


def _chain_line(row: dict[str, Any]) -> str:
    line = f"{row['occupancy']:<9.2f}{row['structure']:<15}{row['trained']:>7}"
    line += f"{row['rate']:>8.1%}{row['weeks']:>9.1%}{row['each']:>9.1%}"
    dedicated, flexible = row["structure"] == "dedicated", row["structure"] == "flexible"
    for what, empty in (("rate_minus_dedicated", dedicated), ("weeks_minus_dedicated", dedicated)):
        line += f"{'' if empty else _points(Difference(**row[what])):>25}"
    line += f"{'' if flexible else _points(Difference(**row['weeks_minus_flexible'])):>25}"
    for what, width in (("rate", 16), ("weeks", 13), ("each", 13)):
        share = row[f"{what}_captured"]
        line += f"{'' if share is None else f'{share[0]:.0%} +-{math.ceil(100 * share[1])}%':>{width}}"
    return line.rstrip()


def _points(difference: Difference) -> str:
    mean, low, high = (100 * value for value in (difference.mean, difference.low, difference.high))
    return f"{mean:+.2f} [{low:+.2f}, {high:+.2f}]"


def main() -> None:
    """Measure, print tables, write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", choices=("times", "hub", "chain"))
    parser.add_argument("--replications", type=int, default=1000)
    options = parser.parse_args()
    parts: dict[str, Callable[[], Any]] = {"times": times, "hub": hub, "chain": lambda: chain(options.replications)}
    figures: dict[str, Any] = {}
    for name, part in parts.items():
        if options.only in (None, name):
            load = os.getloadavg()
            print(f"{name}; load {', '.join(f'{value:.2f}' for value in load)}")
            figures[name] = {"load_before": load, "found": part()}
            print()
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
