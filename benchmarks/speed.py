"""How fast: the weeks of six and of forty agents as whole processes, simulated weeks a second, the start of `--help`.

    python benchmarks/speed.py [--json FILE] [--runs N]

Whole processes are timed from outside, cold (no compiled code in the cache) and warm; figures are medians. Machines
are shared and noisy: compare ratios within one run.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from staffing.examples import write_example
from staffing.simulate.desk import Desk
from staffing.simulate.judge import judge

COPIES = 9
"""Each of the example's tickets stands so often in the log of the forty."""
GOALS = {
    "week_warm_seconds": 10.0,
    "forty_warm_seconds": 60.0,
    "help_seconds": 0.15,
    "weeks_a_second_1000": 10_000.0,
    "weeks_a_second_10000": 400.0,
}


def process_seconds(arguments: list[str], environment: dict[str, str], allowed: tuple[int, ...] = (0,)) -> float:
    """Wall time of one whole `python -m staffing` process."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "staffing", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    seconds = time.perf_counter() - begun
    if done.returncode not in allowed:
        raise SystemExit(f"staffing {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return seconds


def week(runs: int) -> dict[str, float]:
    """The six-agent example: first with an empty cache of compiled code, then again."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "desk"
        write_example("seller-escalations", workspace)
        environment = {"NUMBA_CACHE_DIR": str(Path(folder) / "cache")}
        arguments = ["roster", str(workspace), "--out", str(Path(folder) / "run")]
        cold = process_seconds(arguments, environment)
        warm = [process_seconds(arguments, environment) for _ in range(runs)]
    return {"week_cold_seconds": cold, "week_warm_seconds": statistics.median(warm)}


def forty(runs: int) -> dict[str, float]:
    """Forty agents: the example's people and tickets several times over, so busy that the promise takes calibration."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "desk"
        write_example("seller-escalations", workspace)
        for name in ("published.csv", "leave.csv", "requests.csv"):
            (workspace / name).unlink()
        people = [f"a{number:02d},full_time,agent" for number in range(40)]
        (workspace / "agents.csv").write_text("\n".join(["agent_id,contract,role", *people]) + "\n", encoding="utf-8")
        header, *rows = (workspace / "tickets.csv").read_text(encoding="utf-8").splitlines()
        again = [f"{copy}-{row}" for row in rows for copy in range(COPIES)]
        (workspace / "tickets.csv").write_text("\n".join([header, *again]) + "\n", encoding="utf-8")
        arguments = ["roster", str(workspace), "--out", str(Path(folder) / "run"), "--json"]
        warm = [process_seconds(arguments, {}, (0, 3)) for _ in range(max(1, runs // 2))]
        record = json.loads((Path(folder) / "run" / "run.json").read_text(encoding="utf-8"))
    plans, kept = len(record["calibration"]["attempts"]), record["service"]["probability_met"]
    return {"forty_warm_seconds": statistics.median(warm), "forty_plans_tried": plans, "forty_weeks_kept": kept}


def steady_desk(agents: int, cases: int) -> tuple[Desk, np.ndarray]:
    """A week of `cases` cases at about 0.8 occupancy: everybody 9 hours a day on five of seven days."""
    handle = 0.8 * agents * 5 * 8 * 60 / cases
    rows = []
    for agent in range(agents):
        start = 6 + agent % 9
        for number, day in enumerate(d for d in range(8) if (d + agent) % 7 < 5):
            begin = day * 1440 + start * 60
            shift = agent * 10 + number
            rows.append((agent, begin, begin + 240, shift, day))
            rows.append((agent, begin + 300, begin + 540, shift, day))
    segments = np.array(sorted(rows), dtype=np.int64)
    desk = Desk(
        agent_names=tuple(f"a{n}" for n in range(agents)),
        queue_names=("q",),
        day_start=np.arange(8) * 1440,
        interval_start=np.arange(8 * 24 + 1) * 60,
        segment_agent=segments[:, 0],
        segment_start=segments[:, 1],
        segment_end=segments[:, 2],
        segment_shift=segments[:, 3],
        segment_day=segments[:, 4],
        paid_minutes=np.full(agents, 2400),
        deadline_minutes=np.array([1440]),
        handle_mean=np.array([handle]),
        handle_cv=np.array([1.0]),
        opening_queue=np.array([], dtype=np.int64),
        opening_created=np.array([]),
        absence=0.05,
        in_shift=0.1,
        order="oldest_savable_first",
        at_shift_end="handover",
        urgent_age_minutes=72 * 60,
    )
    hourly = np.tile(np.where((np.arange(24) > 6) & (np.arange(24) < 23), 1.0, 0.2), 8)
    rate = hourly / hourly[: 7 * 24].sum() * cases
    return desk, rate


def weeks_a_second(agents: int, cases: int, weeks: int, runs: int) -> float:
    """Simulated weeks a second, generation of the cases included; the day after the week is simulated too."""
    desk, rate = steady_desk(agents, cases)
    volume = np.random.default_rng(1).poisson(rate, size=(weeks, 1, len(rate))).astype(np.int32)
    judge(desk, volume[:8], target=0.9, confidence=0.9, seed=1)
    speeds = []
    for seed in range(runs):
        begun = time.perf_counter()
        judge(desk, volume, target=0.9, confidence=0.9, seed=seed)
        speeds.append(weeks / (time.perf_counter() - begun))
    return statistics.median(speeds)


def main() -> None:
    """Measure, print a table, write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    figures = week(options.runs) | forty(options.runs)
    figures["help_seconds"] = statistics.median(process_seconds(["--help"], {}) for _ in range(2 * options.runs + 1))
    figures["weeks_a_second_1000"] = weeks_a_second(20, 1_000, 20_000, options.runs)
    figures["weeks_a_second_10000"] = weeks_a_second(200, 10_000, 1_000, options.runs)
    print(f"{'figure':<24}{'measured':>12}{'goal':>12}")
    for name, value in figures.items():
        goal = f"{GOALS[name]:>12,.2f}" if name in GOALS else ""
        print(f"{name:<24}{value:>12,.2f}{goal}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
