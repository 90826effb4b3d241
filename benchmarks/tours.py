"""The engine for many people beside the others and beside rivals: cover alone, whole problems, requests and fairness.

    pip install -r benchmarks/requirements-tours.txt
    PYTHONPATH=. python benchmarks/tours.py [--part cover whole fairness teams] [--agents 100 1000] [--seconds 60]
        [--json FILE]

- `cover`: the part of `staffing.bench.scale` that all can be asked for (benchmarks/tours_cover.py): heads by stretch of
  the week and the hard rules of each line of work, for the fewest paid minutes. Plain CP-SAT is a model of booleans by
  agent, day and shift with two workers, no hints. pyworkforce covers the week with shifts, then finds people for them;
  it has no days or hours a week. `broken` counts what its roster breaks, by the rules' own statements.
- `whole`: the whole problem under the same limit for the engines of this package; the rivals cannot state it.
- `fairness`: the first size with one and five times the seconds: requests granted, and the price of requests and of
  the rules of fairness, against the direct engine.
- `teams`: the random teams of benchmarks/columns_teams.py over one, two and four weeks, tours against columns.

Every row is made in a fresh process, one after the other, which is ended when it takes far longer than its limit.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from staffing.bench.scale.run import Scale, run
from staffing.errors import OutsideError

PARTS = ("cover", "whole", "fairness", "teams")
OURS = ("tours", "columns", "direct")
RIVALS = ("plain CP-SAT", "pyworkforce")
WEEKS, TEAMS = (1, 2, 4), (60, 100, 150, 300)
OVERRUN = 5.0, 120.0
"""A process has so many times its limit, and so many seconds more."""
ROOT = Path(__file__).parent.parent


def cover(sizes: Sequence[int], seconds: float, seed: int) -> Iterator[dict[str, Any]]:
    """Every engine and rival on the cover problem of each size."""
    from benchmarks.tours_cover import wanted_heads

    for agents in sizes:
        heads = wanted_heads(agents, seed)
        for engine in (*OURS, *RIVALS):
            yield _in_process({"part": "cover", "engine": engine, "agents": agents, "heads": heads,
                               "seconds": seconds, "seed": seed})  # fmt: skip


def whole(sizes: Sequence[int], seconds: float, seed: int) -> Iterator[dict[str, Any]]:
    """Our engines on the whole problem of each size."""
    for agents in sizes:
        for engine in OURS:
            yield _scale("whole", agents, engine, seconds, seed)


def fairness(sizes: Sequence[int], seconds: float, seed: int) -> Iterator[dict[str, Any]]:
    """What requests and fairness come to, for the first size."""
    for engine, times in (("tours", 1), ("columns", 1), ("columns", 5), ("direct", 1), ("direct", 5)):
        yield _scale("fairness", sizes[0], engine, times * seconds, seed)


def teams(sizes: Sequence[int], seconds: float, seed: int) -> Iterator[dict[str, Any]]:
    """Tours against columns over some weeks."""
    for agents in sizes:
        for weeks in WEEKS:
            for backlog in (False, True):
                for engine in ("tours", "columns"):
                    yield _in_process({"part": "teams", "engine": engine, "agents": agents, "weeks": weeks,
                                       "backlog": backlog, "seconds": seconds, "seed": seed})  # fmt: skip


def _in_process(task: dict[str, Any]) -> dict[str, Any]:
    """The row of a task, or one that says that its process failed."""
    begun = time.monotonic()
    about = {name: value for name, value in task.items() if name != "heads"}
    command = (sys.executable, "-m", "benchmarks.tours_row", json.dumps(task))
    limit = OVERRUN[0] * task["seconds"] + OVERRUN[1]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=limit, check=False)
        said = next((json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"row"')), None)
        failed = "" if said else f"ended with exit code {done.returncode}"
        if "is not installed" in done.stderr:
            failed = "not installed"
    except subprocess.TimeoutExpired:
        said, failed = None, "did not end"
    if said is None:
        took = round(time.monotonic() - begun, 1)
        return {**about, "limit": task["seconds"], **NOTHING, "status": failed, "seconds": took}
    return {**about, "limit": task["seconds"], **said["row"]}


def _scale(part: str, agents: int, engine: str, seconds: float, seed: int) -> dict[str, Any]:
    """A row of `staffing bench scale`, or one that says that its process failed."""
    begun = time.monotonic()
    about = {"part": part, "engine": engine, "agents": agents, "limit": seconds, "stated": "everything"}
    try:
        row = run(agents, Scale(seconds, seed, engine))
    except OutsideError as error:
        return {**about, **NOTHING, "status": str(error), "seconds": round(time.monotonic() - begun, 1)}
    return {**row, **about, "broken": {"hard rules": row["violations"]} if row["violations"] else {}}


NOTHING: dict[str, Any] = {
    "objective": None,
    "bound": None,
    "broken": {},
    "requests": None,
    "prices": {},
    "stated": "-",
}


def line(row: dict[str, Any]) -> str:
    """A row of the table of its part."""
    gap = "-"
    if row["objective"] and row["bound"] is not None:
        gap = f"{(row['objective'] - row['bound']) / row['objective']:.1%}"
    known = {name: "-" if row.get(name) is None else row[name] for name in ("objective", "bound", "seconds")}
    text = (
        f"{row['agents']:>6} {row['engine']:13}{row['limit']:>5.0f}{known['objective']:>10}{known['bound']:>10}{gap:>7}"
    )
    text += f"{known['seconds']:>8.1f}  {row['status']}"
    if row["part"] == "teams":
        return f"{row['weeks']} w {'backlog' if row['backlog'] else 'cover':8}{text}"
    if row["part"] == "fairness" and row["requests"]:
        asked, prices = row["requests"], row["prices"]
        text += (
            f"; granted {asked['granted']} of {asked['asked']}, {asked['points_granted']} of {asked['points']} points"
        )
        fair = {name: price for name, price in prices.items() if name.startswith("fair_")}
        return f"{text}; requests {prices.get('requests', 0)}, fairness {sum(fair.values())} {fair}"
    broken = ", ".join(f"{rule} {times} times" for rule, times in row["broken"].items())
    return f"{text}; {row['stated']}" + (f"; breaks {broken}" if broken else "")


def main() -> None:
    """Print the tables, write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--agents", type=int, nargs="+", default=(100, 1000), help="of cover, whole and fairness")
    parser.add_argument("--teams", type=int, nargs="+", default=TEAMS, help="sizes of the random teams")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    made = {"cover": cover, "whole": whole, "fairness": fairness, "teams": teams}
    rows = []
    for part in options.part:
        print(f"{part}\nagents engine       limit objective     bound    gap seconds  status")
        for row in made[part](options.teams if part == "teams" else options.agents, options.seconds, options.seed):
            rows.append(row)
            print(line(row), flush=True)
            if options.json:
                options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
