"""Many solves at once: how much faster `local:2` is than `serial`, and whether a killed worker changes an answer.

    python benchmarks/executor.py [--json FILE] [--solves N] [--runs N]

Two weeks of an example workspace are solved under as many seeds as there are solves, each for the same deterministic
work, so that every place of work must find the same rosters. Times are of the whole run, start of the processes
included; the ratio is the median over runs of pairs, one after the other. Then a worker is killed in the middle of a
task, in `local:2` and in a Dask cluster on this machine (needs the `cluster` extra). Two solves at a time need two
cores that nobody else uses: the load of the machine before the first run is printed.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from staffing.engines.direct import Limits, solve
from staffing.examples import write_example
from staffing.executor import run_tasks
from staffing.outlook import look_ahead
from staffing.read.workspace import read_workspace

WORK = 1.0
"""Deterministic time of a solve: 2 to 3 seconds."""
SECONDS = 3600.0
"""Of the clock: never reached, as a search that it cuts has another answer every time."""
SECONDS_INTO_THE_TASK = 0.5
GOAL = 1.7


def solved(task: dict[str, Any]) -> dict[str, Any]:
    """One solve; the first process that gets the task with a mark kills itself while it searches."""
    mark = task["mark"]
    if mark and not Path(mark).exists():
        Path(mark).touch()
        threading.Timer(SECONDS_INTO_THE_TASK, os.kill, (os.getpid(), signal.SIGKILL)).start()
    result = solve(task["problem"], task["rules"], Limits(WORK, SECONDS, task["seed"]))
    roster = None if result.roster is None else result.roster.work
    return {"objective": result.objective, "bound": result.bound, "limit": result.limit_hit, "roster": roster}


def tasks_of(solves: int, mark: str = "") -> list[dict[str, Any]]:
    """The same problem under seeds from 1; the task in the middle has the mark."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "desk"
        write_example("seller-escalations", workspace)
        outlook = look_ahead(read_workspace(workspace, weeks=2))
    shared = {"problem": outlook.problem, "rules": outlook.rules}
    return [{**shared, "seed": seed + 1, "mark": mark if seed == solves // 2 else ""} for seed in range(solves)]


def timed(where: str, tasks: list[dict[str, Any]]) -> tuple[float, list[tuple[Any, ...]]]:
    """Seconds of a run, and its answers as what can be compared."""
    begun = time.perf_counter()
    outcomes = run_tasks(where, solved, tasks)
    seconds = time.perf_counter() - begun
    values = [outcome.result() for outcome in outcomes]
    return seconds, [(v["objective"], v["bound"], v["limit"], v["roster"].tobytes()) for v in values]


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a Dask scheduler on this machine with two worker processes."""
    from distributed import LocalCluster

    quiet = {"dashboard_address": None, "silence_logs": logging.CRITICAL}
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", **quiet) as here:
        yield here.scheduler_address


def killed(solves: int) -> dict[str, tuple[float, list[tuple[Any, ...]]]]:
    """Seconds and answers of a run with a killed worker, by place."""
    found = {}
    with tempfile.TemporaryDirectory() as folder, cluster() as address:
        for name, where in (("local:2", "local:2"), ("dask", address)):
            mark = Path(folder) / name.partition(":")[0]
            found[name] = timed(where, tasks_of(solves, str(mark)))
            if not mark.exists():
                raise SystemExit(f"no worker of {name} was killed")
    return found


def main() -> None:
    """Measure, print a table, write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--solves", type=int, default=16)
    parser.add_argument("--runs", type=int, default=1)
    options = parser.parse_args()
    load, tasks = os.getloadavg()[0], tasks_of(options.solves)
    pairs = [(timed("serial", tasks), timed("local:2", tasks)) for _ in range(options.runs)]
    answers = pairs[0][0][1]
    figures: dict[str, Any] = {
        "solves": options.solves,
        "load_before": load,
        "serial_seconds": statistics.median(serial[0] for serial, _ in pairs),
        "local_seconds": statistics.median(local[0] for _, local in pairs),
        "ratio": statistics.median(serial[0] / local[0] for serial, local in pairs),
        "different_answers": sum(run[1] != answers for pair in pairs for run in pair),
        "different_rosters_among_seeds": len(set(answers)),
    }
    for name, (seconds, found) in killed(options.solves).items():
        figures[f"{name}_killed_seconds"] = seconds
        figures[f"{name}_killed_different_answers"] = sum(a != b for a, b in zip(found, answers, strict=True))
    goals = {"ratio": f"{GOAL:>10.2f}"} | {name: f"{0:>10}" for name in figures if name.endswith("different_answers")}
    print(f"{'figure':<34}{'measured':>10}{'goal':>10}")
    for name, value in figures.items():
        print(
            f"{name:<34}{value:>10.2f}{goals.get(name, '')}"
            if isinstance(value, float)
            else f"{name:<34}{value:>10}{goals.get(name, '')}"
        )
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
