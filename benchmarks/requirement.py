"""Full-time equivalents required against heads that rosters need, and the chance told against the chance judged.

    PYTHONPATH=. python benchmarks/requirement.py [--weeks N] [--teams] [--json FILE]

The rows are those of `frontier.py`, with its conditions and its two-wave rosters, the share of weeks of each row being
the confidence asked; each also with a maximum age of 72 hours in place of 168. `required` is what the product says
before any roster is known (`Outlook.requirement`), `heads` that number rounded up, `judged` the smallest number of
people whose two-wave roster reaches the share in the steady state (eight weeks of the same roster before each), by the
simulation case by case; `table` what the reference says. `told` and `seen`: the chance that the promise is kept
with the table's heads, as the requirement has it and as the simulation has it. `seconds` of the processor.

With `--teams` the example workspace seller-escalations too: each number of people planned by the product as `staffing
whatif --headcount` does, beside the chance told at the same full-time equivalents. That plan begins with the backlog of
its day, the requirement with that of weeks staffed alike: with too few people a first week is better than those after.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.frontier import JUDGE_LOOKS, JUDGE_SEED, PLAN_SEED, REFERENCE, Row
from benchmarks.frontier_desk import outlook_of, the_team, two_waves
from staffing.documents.scenario import Scenario
from staffing.documents.team import Team
from staffing.outlook import Bench, look_ahead
from staffing.plan import Settings
from staffing.read.workspace import read_workspace
from staffing.scenarios.run import BASE, Run
from staffing.scenarios.task import source_of

AGES = (168, 72)
BEFORE = 8
TEAM = Path(__file__).parent.parent / "configs" / "seller-escalations"


def team_of(row: Row, age: int) -> Team:
    """The team of a row, with a maximum age."""
    team = the_team(row.asked)
    return team.model_copy(update={"targets": team.targets.model_copy(update={"maximum_age_hours": age})})


def judged(row: Row, age: int, heads: int, weeks: int) -> float:
    """Share of weeks that a plain roster of so many people keeps in the steady state."""
    roster = two_waves(heads)
    outlook = outlook_of(team_of(row, age), row.cases, row.cvs, roster, BEFORE, seed=PLAN_SEED, looks=JUDGE_LOOKS)
    return Bench(outlook, JUDGE_SEED, weeks, None).judge(roster, JUDGE_SEED).probability_met


def smallest(share: Callable[[int], float], asked: float, heads: int) -> int:
    """The smallest number of heads that reaches the share asked, looked for from a first guess."""
    while share(heads) < asked:
        heads += 1
    while heads > 1 and share(heads - 1) >= asked:
        heads -= 1
    return heads


def compared(row: Row, age: int, weeks: int) -> dict[str, Any]:
    """A row's requirement beside what its rosters keep."""
    roster = two_waves(row.heads)
    outlook = outlook_of(team_of(row, age), row.cases, row.cvs, roster, 0, seed=PLAN_SEED, looks=JUDGE_LOOKS)
    begun = time.process_time()
    requirement = outlook.requirement
    seconds = time.process_time() - begun
    required = requirement.week[0].required_fte
    seen: dict[int, float] = {}

    def share(heads: int) -> float:
        if heads not in seen:
            seen[heads] = judged(row, age, heads, weeks)
        return seen[heads]

    return {
        "cases": row.cases,
        "age": age,
        "asked": row.asked,
        "table": row.heads,
        "required": required,
        "occupancy": requirement.week[0].occupancy,
        "heads": math.ceil(required),
        "judged": smallest(share, row.asked, row.heads),
        "told": float(requirement.promise(0, *[np.array(row.heads / required)] * 2)),  # after weeks like it
        "seen": share(row.heads),
        "seconds": seconds,
    }


def team_rows(weeks: int) -> list[dict[str, Any]]:
    """The example team with one person less at a time."""
    workspace = read_workspace(TEAM)
    requirement = look_ahead(workspace).requirement
    less = [Scenario(name=f"{number} fewer", set=(("agents", f"-{number}"),)) for number in (1, 2)]
    run = Run("serial", source_of(workspace, None), Settings(seed=PLAN_SEED, replications=weeks))
    rows = []
    for tried in run.tried([BASE, *less]):
        if tried.figures is None:
            raise SystemExit(f"{tried.name}: {tried.failure}")
        needs = tried.figures.requirement.roles[0]
        ratio = np.array(needs.available_fte / needs.required_fte)
        told = requirement.promise(0, ratio, np.maximum(ratio, 1.0))  # the days before it are those of the base
        row = {"people": needs.people, "available": needs.available_fte, "required": needs.required_fte}
        rows.append({**row, "told": float(told), "seen": tried.figures.probability_met})
    return rows


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--weeks", type=int, default=1000)
    parser.add_argument("--teams", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    print("cases  age asked  table judged  heads required  occ.   told  seen seconds")
    found = []
    for age in AGES:
        for row in REFERENCE:
            one = compared(row, age, options.weeks)
            found.append(one)
            print(
                "{cases:5d} {age:4d} {asked:5.3f}  {table:5d} {judged:6d} {heads:6d} {required:8.2f} {occupancy:5.2f}  "
                "{told:5.3f} {seen:5.3f} {seconds:7.2f}".format(**one),
                flush=True,
            )
    teams = team_rows(options.weeks) if options.teams else []
    for one in teams:
        print(
            "{people} people, {available:.1f} of {required:.2f} required: {told:.3f} told, {seen:.3f} seen".format(
                **one
            )
        )
    if options.json:
        options.json.write_text(json.dumps({"rows": found, "teams": teams}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
