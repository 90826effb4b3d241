"""Is it fair over half a year: a desk of eight, each week planned on what was worked before, with memory and without.

    PYTHONPATH=. python benchmarks/fairness.py [--json FILE] [--weeks N] [--seed N] [--work N]

Five people of full time, three of part time, one of whom may not work at night; one is on leave in weeks 10 to 12, and
one joins in week 9. Every day wants two early shifts, two late ones and a night, one of each on a weekend day; six days
are public holidays. People ask for days off and shifts. Both desks have the same rules and requests; on one of them
burdens of the past count half after eight weeks, on the other nothing before the planned week counts. Told is, for each
burden, the range over people (most less least) of burdens per 100 contract days on which the person was there and could
carry one; of requests, of refusals per 100 requests made.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.fairness_desk import Desk, Weeks, week_problem
from staffing.engines.direct.solve import solve
from staffing.engines.limits import Limits
from staffing.problem import Problem
from staffing.roster import Roster
from staffing.rules import EVERY, Rule

FAIR = ("fair_late_shifts", "fair_nights", "fair_weekends", "fair_holidays", "fair_requests")
HARD = ("one_shift_a_day", "allowed_shifts", "employment", "leave", "contract_days", "min_rest", "max_consecutive_days")


def rules_of(half_life_weeks: int) -> tuple[Rule, ...]:
    """The desk's rules: those of law and contract, cover, requests, and fairness with a memory."""
    kinds = {kind.name(): kind for kind in EVERY}
    fair = [kinds[name].model_validate({"half_life_weeks": half_life_weeks}) for name in FAIR]
    rest = [kinds[name].model_validate({}) for name in (*HARD, "min_on_queue")]
    return (*rest, *fair, kinds["requests"].model_validate({"weight": 1}))


def ranges(desk: Desk, worked: Weeks) -> dict[str, float]:
    """For each burden the most less the least per 100 contract days present, over people who could carry any."""
    found = {}
    for name in FAIR:
        carried, owed = desk.carried(name.removeprefix("fair_"), worked)
        rates = 100 * carried[owed > 0] / owed[owed > 0]
        found[name] = round(float(rates.max() - rates.min()), 2) if len(rates) else 0.0
    return found


def half_year(desk: Desk, weeks: int, half_life_weeks: int, limits: Limits) -> dict[str, dict[str, float]]:
    """The ranges in the middle and at the end; each week is worked as it was planned."""
    rules, worked = rules_of(half_life_weeks), desk.nothing()
    found: dict[str, dict[str, float]] = {}
    short = 0
    for week in range(weeks):
        problem = week_problem(desk, week, worked)
        result = solve(problem, rules, limits)
        if result.roster is None:
            raise SystemExit(f"no roster for week {week + 1}: {result.status}")
        short += _short(rules, problem, result.roster)
        worked = np.concatenate([worked, result.roster.shift_of()], axis=1)
        if week + 1 in (weeks // 2, weeks):
            found[f"week {week + 1}"] = ranges(desk, worked)
    found["in all"] = {"person_hours_short": round(short / 60, 1)}
    return found


def _short(rules: Sequence[Rule], problem: Problem, roster: Roster) -> int:
    (cover,) = [rule for rule in rules if rule.rule == "min_on_queue"]
    return sum(breach.amount for breach in cover.violations(problem, roster))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--weeks", type=int, default=26)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=float, default=2.0)
    given = parser.parse_args()
    desk = Desk.of(given.weeks, given.seed)
    limits = Limits(work=given.work, seconds=60.0)
    figures = {}
    for words, half_life in (("with memory", 8), ("without memory", 0)):
        begun = time.monotonic()
        figures[words] = half_year(desk, given.weeks, half_life, limits)
        print(f"{words} ({time.monotonic() - begun:.0f} s)")
        for when, found in figures[words].items():
            print(f"  {when}: " + ", ".join(f"{name} {value:g}" for name, value in found.items()))
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
