"""Column generation against CP-SAT over whole rosters, on our own problems at equal time: price, bound, first roster.

    PYTHONPATH=. python benchmarks/columns.py [--part teams|examples] [--agents N ...] [--seconds S] [--json FILE]

Random teams of 10 to 150 agents over four weeks, with cover as heads by shift and with a backlog under the promise of
24 hours (benchmarks/columns_teams.py), and the example workspaces. Both engines have the same seconds of the clock, one
after the other, and no other limit. `first` is the second of the first roster; `hard` counts breaches of hard rules by
the rules' own statements, and `by rules` is the price that these statements give the roster: both engines are held
against it, whatever they say of themselves.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.columns_teams import Case, random_team
from staffing.engines import columns, direct
from staffing.engines.limits import Limits
from staffing.outlook import look_ahead
from staffing.read.workspace import read_workspace
from staffing.result import Result

CONFIGS = Path(__file__).parent.parent / "configs"
EXAMPLES = (
    ("regional-hub", 1),
    ("regional-hub", 2),
    ("regional-hub", 4),
    ("incident-desk", 4),
    ("seller-escalations", 4),
)
AGENTS = (10, 20, 40, 80, 150)
ENGINES: dict[str, Callable[..., Result]] = {"direct": direct.solve, "columns": columns.solve}
WITHOUT_END = 1e9
HEADER = (
    f"{'problem':34} {'engine':8} {'objective':>9} {'bound':>9} {'gap':>6} {'by rules':>9} {'hard':>4} "
    f"{'first':>6} {'seconds':>7}  said"
)


def examples() -> Iterator[Case]:
    """The example workspaces over some weeks."""
    for name, weeks in EXAMPLES:
        outlook = look_ahead(read_workspace(CONFIGS / name, weeks=weeks))
        yield Case(f"{name}, {weeks} week{'s' if weeks > 1 else ''}", outlook.problem, outlook.rules)


def teams(agents: tuple[int, ...], weeks: int, seed: int) -> Iterator[Case]:
    """Random teams of each size, without a backlog and with one."""
    for backlog in (False, True):
        for size in agents:
            yield random_team(size, weeks, seed, backlog=backlog)


def row(case: Case, engine: str, seconds: float, seed: int) -> dict[str, Any]:
    """What an engine comes to on a problem."""
    begun, first = time.monotonic(), None

    def told(_phase: str, price: int | None, _bound: int) -> None:
        nonlocal first
        if first is None and price is not None:
            first = time.monotonic() - begun

    result = ENGINES[engine](case.problem, case.rules, Limits(WITHOUT_END, seconds, seed), told)
    took = time.monotonic() - begun
    price, hard = _judged(case, result)
    return {
        "problem": case.name,
        "agents": case.problem.agents,
        "days": case.problem.days,
        "engine": engine,
        "said": result.engine,
        "status": str(result.status),
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "by_rules": price,
        "hard": hard,
        "first": took if first is None and result.roster is not None else first,
        "seconds": took,
        "limit_hit": result.limit_hit,
    }


def _judged(case: Case, result: Result) -> tuple[int | None, int]:
    """The price of a roster by what the rules count as violations, and breaches of hard rules."""
    if result.roster is None:
        return None, 0
    price = hard = 0
    for rule in case.rules:
        for breach in rule.violations(case.problem, result.roster):
            hard += rule.hard
            price += 0 if rule.weight == "hard" else rule.weight * breach.amount
    return price, hard


def line(found: dict[str, Any]) -> str:
    """A row of the table."""
    known = {key: "-" if value is None else value for key, value in found.items()}
    gap = "-" if found["gap"] is None else f"{found['gap']:.1%}"
    first = "-" if found["first"] is None else f"{found['first']:.1f}"
    return (
        f"{known['problem']:34} {known['engine']:8} {known['objective']:>9} {known['bound']:>9} {gap:>6} "
        f"{known['by_rules']:>9} {known['hard']:>4} {first:>6} {found['seconds']:7.1f}  "
        f"{known['said']}, {known['status']}"
    )


def main() -> int:
    """Print the table; 1 where a roster breaks a hard rule."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("teams", "examples"), help="both without")
    parser.add_argument("--agents", type=int, nargs="+", default=AGENTS, help="sizes of the random teams")
    parser.add_argument("--weeks", type=int, default=4, help="of the random teams")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each engine and problem")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    found = []
    print(HEADER)
    for part in ("teams", "examples") if given.part is None else (given.part,):
        cases = examples() if part == "examples" else teams(tuple(given.agents), given.weeks, given.seed)
        for case in cases:
            for engine in ENGINES:
                found.append(row(case, engine, given.seconds, given.seed))
                print(line(found[-1]), flush=True)
                if given.json:  # after each: the whole takes half an hour
                    given.json.write_text(json.dumps({"seconds": given.seconds, "rows": found}, indent=2) + "\n")
    return int(any(each["hard"] for each in found))


if __name__ == "__main__":
    sys.exit(main())
