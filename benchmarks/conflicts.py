"""Why it cannot be done: 100 planted conflicts of one to four members, and whether exactly they are found.

    python -m benchmarks.conflicts [--json FILE] [--plantings N]

Each is planted into a problem of 6 to 40 agents and one or two weeks that can be met (tests/conflicts/planted.py), and
certified by the engine's own model, which the search for conflicts does not use: there is no roster, and there is one
without any single member. So every set that cannot hold together has all planted members, and a minimal one no other.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from staffing.conflicts import conflicts, smallest_conflict, ways_out
from tests.conflicts.planted import KINDS, planted

SIZES = (6, 10, 16, 24, 40)
GOALS = {"exactly_planted": 95, "seconds_at_40": 10.0}


@dataclass(frozen=True)
class Row:
    """What was found of one planting."""

    kind: str
    agents: int
    weeks: int
    members: int
    found: int
    exact: bool
    confirmed: bool
    seconds: float
    processor_seconds: float
    ways: int
    ways_seconds: float


def row_of(number: int) -> Row:
    """Plant one conflict, find it, and ask for ways out of it."""
    kinds = list(KINDS)
    kind, agents, weeks = kinds[number % len(kinds)], SIZES[number % len(SIZES)], 1 + number // 2 % 2
    planting = planted(agents, weeks, kind, number)
    begun, worked = time.perf_counter(), time.process_time()
    found = smallest_conflict(planting.problem, planting.rules)
    seconds, processor = time.perf_counter() - begun, time.process_time() - worked
    names = {(one.rule.rule, one.agent, one.day) for one in found.members} if found else set()
    begun = time.perf_counter()
    ways = ways_out(planting.problem, planting.rules, conflicts(planting.problem, planting.rules))
    return Row(
        kind=kind,
        agents=agents,
        weeks=weeks,
        members=len(planting.members),
        found=len(names),
        exact=names == planting.members,
        confirmed=bool(found and found.confirmed),
        seconds=seconds,
        processor_seconds=processor,
        ways=len(ways),
        ways_seconds=time.perf_counter() - begun,
    )


def summary_of(rows: list[Row]) -> dict[str, float]:
    """The figures that the goals are about."""
    largest = [row for row in rows if row.agents == max(SIZES)]
    return {
        "plantings": len(rows),
        "exactly_planted": sum(row.exact and row.confirmed for row in rows),
        "confirmed": sum(row.confirmed for row in rows),
        "seconds_median": statistics.median(row.seconds for row in rows),
        "seconds_at_40": max((row.seconds for row in largest), default=0.0),
        "processor_at_40": max((row.processor_seconds for row in largest), default=0.0),
        "ways_seconds_max": max(row.ways_seconds for row in rows),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plantings", type=int, default=100)
    given = parser.parse_args()
    rows = []
    head = f"{'kind':<32}{'agents':>7}{'weeks':>6}{'members':>8}{'found':>6}"
    print(f"{head}  exact  confirmed  seconds    cpu  ways  seconds")
    for number in range(given.plantings):
        row = row_of(number)
        rows.append(row)
        what = f"{row.kind:<32}{row.agents:>7}{row.weeks:>6}{row.members:>8}{row.found:>6}"
        took = f"{row.seconds:7.2f}  {row.processor_seconds:5.2f}  {row.ways:>4}  {row.ways_seconds:7.2f}"
        print(f"{what}  {row.exact!s:<5}  {row.confirmed!s:<9}  {took}", flush=True)
    summary = summary_of(rows)
    for name, value in summary.items():
        goal = f"   (goal {GOALS[name]})" if name in GOALS else ""
        print(f"{name:<20}{value:10.2f}{goal}")
    if given.json:
        report = {"summary": summary, "goals": GOALS, "rows": [asdict(row) for row in rows]}
        given.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
