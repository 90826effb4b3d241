"""How far the judge reaches: up to 20,000 agents and 100,000 cases a week, one skill group and eighteen.

    python benchmarks/simulation_scale.py [--json FILE] [--before CHECKOUT] [--only N ...] [--quick]

Every figure is from a process of its own. `--before` measures another checkout of this repository beside this one:
its speed and its memory; what its verdict and its calibration would take is worked out from the speed. Machines are
shared and noisy: compare ratios within one run, and the processor's time, which others disturb less than the clock;
verdict and calibration are in seconds of one processor, and take half of that on two.

The desk: people work 5 x 8 h in waves from 06:00 to 14:00; with many queues at four sites, six hours apart, and of
each two in six groups serve one queue, two, or more. A case takes as long as keeps people 0.85 occupied, an hour at
most, so that with few cases most people are idle. Factors of week and day have a cv of 0.08 and 0.15.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from staffing.simulate.desk import Desk
from staffing.simulate.judge import judge

ROWS = (
    (200, 10_000, 1),
    (1_000, 10_000, 1),
    (1_000, 100_000, 1),
    (1_000, 100_000, 18),
    (5_000, 10_000, 1),
    (5_000, 10_000, 18),
    (5_000, 100_000, 1),
    (5_000, 100_000, 18),
    (20_000, 100_000, 1),
    (20_000, 100_000, 18),
)
"""Agents, cases a week, skill groups."""
REPLICATIONS = 2_213
"""Those of a verdict on a promise in 90% of weeks."""
TARGET = CONFIDENCE = 0.9
OCCUPANCY, IN_SHIFT, ABSENCE = 0.85, 0.12, 0.06
STEPS = (1.06, 1.0, 0.96, 0.93, 0.9)
"""Occupancies of the rosters that a calibration looks at, from too few people to enough."""
QUEUES = 12
SKILLS = (
    *((queue,) for queue in range(6)),
    *((queue, queue + 1) for queue in range(0, QUEUES, 2)),
    (0, 1, 2), (3, 4, 5), (6, 7, 8, 9), (8, 9, 10, 11), tuple(range(6)), tuple(range(QUEUES)),
)  # fmt: skip


def desk_of(agents: int, cases: int, groups: int, occupancy: float = OCCUPANCY) -> tuple[Desk, np.ndarray]:
    """The desk, and the expected cases of each queue and hour."""
    proficiency = np.ones((agents, 1))
    if groups > 1:
        proficiency = np.zeros((agents, QUEUES))
        for agent in range(agents):
            proficiency[agent, list(SKILLS[agent % groups])] = (1.0, 1.0, 0.9, 1.1)[agent // groups % 4]
    productive = agents * 5 * 480 * (1 - IN_SHIFT) * (1 - ABSENCE)
    handle = min(occupancy * productive / cases, 60.0)
    queues = proficiency.shape[1]
    weight = (proficiency > 0) / np.maximum((proficiency > 0).sum(axis=1), 1)[:, None]
    hours = np.tile(np.where((np.arange(24) > 6) & (np.arange(24) < 23), 1.0, 0.2 if groups == 1 else 1.0), 8)
    rate = cases * weight.mean(axis=0)[:, None] * (hours / hours[: 7 * 24].sum())
    segments = _segments(agents, 4 if groups > 1 else 1)
    return Desk(
        agent_names=tuple(f"a{n}" for n in range(agents)),
        queue_names=tuple(f"q{n}" for n in range(queues)),
        day_start=np.arange(8) * 1440,
        interval_start=np.arange(8 * 24 + 1) * 60,
        segment_agent=segments[:, 0],
        segment_start=segments[:, 1],
        segment_end=segments[:, 2],
        segment_shift=segments[:, 3],
        segment_day=segments[:, 4],
        paid_minutes=np.full(agents, 2400),
        deadline_minutes=np.full(queues, 1440),
        handle_mean=np.full(queues, handle),
        handle_cv=np.ones(queues),
        opening_queue=np.array([], dtype=np.int64),
        opening_created=np.array([]),
        absence=ABSENCE,
        in_shift=IN_SHIFT,
        order="oldest_savable_first",
        at_shift_end="handover",
        urgent_age_minutes=48 * 60,
        proficiency=proficiency,
    ), rate


def _segments(agents: int, sites: int) -> np.ndarray:
    rows = []
    for agent in range(agents):
        start = 60 * (6 + agent % 9 + 6 * (agent // 18 % sites))
        for day in (day for day in range(-2, 8) if (day + agent // 9) % 7 < 5):
            begin = day * 1440 + start
            for first, last in ((begin, begin + 240), (begin + 300, begin + 540)):
                if first < 8 * 1440 and last > 0:
                    rows.append((agent, max(first, 0), last, agent * 20 + day + 2, day))
    return np.array(sorted(rows), dtype=np.int64)


def weeks_of(rate: np.ndarray, replications: int, seed: int = 1) -> np.ndarray:
    """[n, Q, T] cases of random weeks."""
    rng = np.random.default_rng(seed)
    week = np.exp(0.08 * rng.standard_normal((replications, 1, 1)))
    days = np.repeat(np.exp(0.15 * rng.standard_normal((replications, 1, 8))), 24, axis=2)
    return np.asarray(rng.poisson(rate * week * days).astype(np.int32))


def judged(desk: Desk, volume: np.ndarray) -> Any:
    """A verdict."""
    return judge(desk, volume, target=TARGET, confidence=CONFIDENCE, seed=1)


def timed(desk: Desk, volume: np.ndarray) -> tuple[Any, np.ndarray]:
    """A verdict, and its seconds by the clock and of the processor."""
    begun = np.array([time.perf_counter(), time.process_time()])
    service = judged(desk, volume)
    return service, np.array([time.perf_counter(), time.process_time()]) - begun


def speed(agents: int, cases: int, groups: int, weeks: int) -> dict[str, float]:
    """Weeks a second by the clock, and the processor's milliseconds a week."""
    desk, rate = desk_of(agents, cases, groups)
    volume = weeks_of(rate, weeks)
    judged(desk, volume[:2])
    _, (clock, processor) = timed(desk, volume)
    return {"weeks_a_second": weeks / clock, "processor_ms_a_week": 1000 * processor / weeks}


def memory(agents: int, cases: int, groups: int, weeks: int) -> dict[str, float]:
    """MiB that a verdict adds at most, on a fiftieth of the cases: they hardly count."""
    desk, rate = desk_of(agents, cases, groups)
    volume = weeks_of(rate / 50, REPLICATIONS)
    judged(desk, volume[:2])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    judged(desk, volume)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"verdict_mib": (peak - before) / 1024, "peak_mib": peak / 1024}


def verdict(agents: int, cases: int, groups: int, weeks: int) -> dict[str, float]:
    """Seconds of a whole verdict."""
    desk, rate = desk_of(agents, cases, groups)
    volume = weeks_of(rate, REPLICATIONS)
    judged(desk, volume[:2])
    service, (seconds, processor) = timed(desk, volume)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "verdict_seconds": seconds,
        "verdict_processor_seconds": processor,
        "whole_peak_mib": peak,
        "weeks_kept": service.probability_met,
    }


def calibration(agents: int, cases: int, groups: int, weeks: int) -> dict[str, float]:
    """Seconds of the simulations of a calibration: the first verdict, the rosters looked at, and the last word."""
    from staffing.promise.glance import beyond_doubt, first_look

    seconds, looked, kept = np.zeros(2), 0, []
    for number, occupancy in enumerate((STEPS[0], *STEPS, STEPS[-1])):
        desk, rate = desk_of(agents, cases, groups, occupancy)
        volume = weeks_of(rate, REPLICATIONS, 1 if number in (0, len(STEPS) + 1) else 2)
        few = first_look(float(volume.sum()), len(volume)) if 0 < number <= len(STEPS) else 0
        service, spent = timed(desk, volume[:few] if few else volume)
        seconds += spent
        if few and not beyond_doubt(service):
            service, spent = timed(desk, volume)
            seconds += spent
        looked += service.replications < REPLICATIONS
        kept.append(service.probability_met)
    return {
        "calibration_seconds": seconds[0],
        "calibration_processor_seconds": seconds[1],
        "verdicts": len(STEPS) + 2,
        "decided_at_a_look": looked,
        "least_kept": min(kept),
        "most_kept": max(kept),
    }


PARTS = {"speed": speed, "memory": memory, "verdict": verdict, "calibration": calibration}


def apart(part: str, row: tuple[int, int, int], weeks: int, checkout: Path | None = None) -> dict[str, float]:
    """One part of one row in a process of its own, with the package of a checkout."""
    environment = {**os.environ, **({"PYTHONPATH": str(checkout)} if checkout else {})}
    arguments = [sys.executable, __file__, "--part", part, "--row", *map(str, row), "--weeks", str(weeks)]
    done = subprocess.run(arguments, env=environment, cwd=checkout, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measured(row: tuple[int, int, int], before: Path | None, quick: bool) -> dict[str, float]:
    """All figures of a row."""
    weeks = max(24, min(400, 4_000_000 // row[1]))
    found: dict[str, float] = dict(zip(("agents", "cases", "groups"), row, strict=True))
    if before is not None:
        found |= {f"before_{name}": value for name, value in apart("speed", row, weeks, before).items()}
        found |= {f"before_{name}": value for name, value in apart("memory", row, weeks, before).items()}
        whole = REPLICATIONS * found["before_processor_ms_a_week"] / 1000
        found["before_verdict_processor_seconds"] = whole
        found["before_calibration_processor_seconds"] = (len(STEPS) + 2) * whole
    for part in ("speed", "memory") if quick else PARTS:
        found |= apart(part, row, weeks)
    return found


COLUMNS = (
    ("agents", "agents", ",.0f"),
    ("cases", "cases", ",.0f"),
    ("groups", "groups", ".0f"),
    ("weeks/s before", "before_weeks_a_second", ",.1f"),
    ("weeks/s", "weeks_a_second", ",.1f"),
    ("ms/week before", "before_processor_ms_a_week", ",.1f"),
    ("ms/week", "processor_ms_a_week", ",.1f"),
    ("verdict before", "before_verdict_processor_seconds", ",.0f"),
    ("verdict", "verdict_processor_seconds", ",.0f"),
    ("by the clock", "verdict_seconds", ",.0f"),
    ("MiB before", "before_verdict_mib", ",.0f"),
    ("MiB", "verdict_mib", ",.0f"),
    ("calibration before", "before_calibration_processor_seconds", ",.0f"),
    ("calibration", "calibration_processor_seconds", ",.0f"),
)


def line(figures: dict[str, float]) -> str:
    """One row of the table; a figure that was not measured is a dot."""
    cells = (format(figures[name], form) if name in figures else "·" for _, name, form in COLUMNS)
    return " ".join(f"{cell:>{max(len(head), 7)}}" for cell, (head, _, _) in zip(cells, COLUMNS, strict=True))


def main() -> None:
    """Measure, print a table, write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--before", type=Path, help="a checkout to compare with")
    parser.add_argument("--only", type=int, nargs="+", default=range(len(ROWS)), help="numbers of rows, from 0")
    parser.add_argument("--quick", action="store_true", help="speed and memory alone")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--row", type=int, nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--weeks", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(PARTS[options.part](*options.row, options.weeks)))
        return
    print(" ".join(f"{head:>{max(len(head), 7)}}" for head, _, _ in COLUMNS))
    found = []
    for row in (ROWS[number] for number in options.only):
        found.append(measured(row, options.before, options.quick))
        print(line(found[-1]), flush=True)
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
