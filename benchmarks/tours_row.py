"""One row of benchmarks/tours.py in a process of its own: a task as JSON on the command line, the row as JSON back."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from staffing.bench.scale.measure import peak_mib
from staffing.engines.choose import solve
from staffing.engines.limits import Limits

WITHOUT_END = 1e9


def cover_row(task: dict[str, Any]) -> dict[str, Any]:
    """An engine or a rival on the cover problem, judged by the rules."""
    from benchmarks.tours_cover import broken, cover_case, paid_minutes
    from benchmarks.tours_rivals import Found, by_pyworkforce, plain_cp_sat

    case = cover_case(task["agents"], task["seed"], task["heads"])
    begun, seconds, seed = time.monotonic(), task["seconds"], task["seed"]
    if task["engine"] in RIVALS:
        found = {"plain CP-SAT": plain_cp_sat, "pyworkforce": by_pyworkforce}[task["engine"]](case, seconds, seed)
    else:
        limits = Limits(WITHOUT_END, seconds, seed)
        result = solve(case.problem, case.rules, limits, engine=task["engine"])
        found = Found("everything", result.status.value, result.roster, result.bound)
    took = time.monotonic() - begun
    return {
        "stated": found.stated,
        "objective": None if found.roster is None else paid_minutes(case, found.roster),
        "bound": found.bound,
        "seconds": round(took, 1),
        "status": found.status,
        "broken": {} if found.roster is None else broken(case, found.roster),
        "peak_mib": peak_mib(),
    }


RIVALS = ("plain CP-SAT", "pyworkforce")


def team_row(task: dict[str, Any]) -> dict[str, Any]:
    """An engine on a random team over some weeks."""
    from benchmarks import columns
    from benchmarks.columns_teams import random_team
    from staffing.engines import tours

    columns.ENGINES["tours"] = tours.solve
    case = random_team(task["agents"], task["weeks"], task["seed"], backlog=task["backlog"])
    return {**columns.row(case, task["engine"], task["seconds"], task["seed"]), "peak_mib": peak_mib()}


def main() -> None:
    """Print the row."""
    task = json.loads(sys.argv[1])
    print(json.dumps({"row": {"cover": cover_row, "teams": team_row}[task["part"]](task)}), flush=True)


if __name__ == "__main__":
    main()
