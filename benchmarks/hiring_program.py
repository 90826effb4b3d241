"""The hiring program: seconds, cost, bound and gap of plans for a team and for a large one.

    PYTHONPATH=. python benchmarks/hiring_program.py [--json FILE] [--only 52x1|52x4|104x20] [--seeds N] [--again]

Programs of `hiring_cases.py`: weeks x roles, 26 weeks more to end on, 9 cases, attrition, ramp, lead time, freezes,
classes, shared trainers, a budget, overtime and outsourcing. `saved` is what the plan costs less than hiring nobody;
`same` says whether a second search came to the same starts. Machines are shared and noisy: the load is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.hiring_cases import program_of
from staffing.hiring.starts.evaluate import evaluate
from staffing.hiring.starts.limits import allowed
from staffing.hiring.starts.solve import solve_program

BEYOND = 26
SIZES = {"52x1": (52, 1, 5.0), "52x4": (52, 4, 5.0), "104x20": (104, 20, 60.0)}
"""Planned weeks, roles, and seconds that it may take."""


def search(name: str, seed: int, again: bool) -> dict[str, Any]:
    """One program, solved once or twice."""
    planned, roles, seconds = SIZES[name]
    program = program_of(roles, planned, BEYOND, seed)
    begun = time.perf_counter()
    found = solve_program(program, seconds)
    took = time.perf_counter() - begun
    none = np.zeros_like(found.people)
    return {
        "size": name,
        "seed": seed,
        "seconds": took,
        "goal_seconds": seconds,
        "starts": int(found.people.sum()),
        "classes": int(found.classes.sum()),
        "cost": found.cost,
        "bound": found.bound,
        "gap": (found.cost - found.bound) / found.cost,
        "saved": 1 - found.cost / evaluate(program, none, none).cost,
        "status": found.status,
        "limit_hit": found.limit_hit,
        "allowed": allowed(program, found.people, found.classes),
        "same": bool((solve_program(program, seconds).people == found.people).all()) if again else None,
    }


def main() -> None:
    """Measure, print a table, write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", choices=tuple(SIZES))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--again", action="store_true", help="solve each twice, and compare")
    options = parser.parse_args()
    load, rows = os.getloadavg(), []
    print(f"load {', '.join(f'{value:.2f}' for value in load)}")
    print(
        f"{'size':<8}{'seed':>5}{'goal s':>8}{'s':>8}{'starts':>8}{'classes':>9}{'cost':>14}"
        f"{'gap':>9}{'saved':>8}  said"
    )
    for name in [options.only] if options.only else SIZES:
        for seed in range(1, options.seeds + 1):
            row = search(name, seed, options.again)
            rows.append(row)
            line = f"{name:<8}{seed:>5}{row['goal_seconds']:>8.0f}{row['seconds']:>8.1f}{row['starts']:>8}"
            line += f"{row['classes']:>9}{row['cost']:>14,.0f}{row['gap']:>9.3%}{row['saved']:>8.1%}"
            said = "" if row["same"] is None else f"; same {row['same']}"
            print(f"{line}  {row['status']}; {row['limit_hit'] or '-'}{said}", flush=True)
    if options.json:
        options.json.write_text(json.dumps({"load_before": load, "found": rows}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
