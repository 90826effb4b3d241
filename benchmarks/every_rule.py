"""Six agents with every rule on that people may write, and a labour pack: is the week proven optimal, and how fast?

    PYTHONPATH=. python benchmarks/every_rule.py [--weeks N] [--json FILE]

The desk is the example seller-escalations with all of `rules:` that the program knows, most of them hard, on the
forecast of its own log. `proof` is the time until the cheapest roster is proven to be it, `seconds` the whole search
as `staffing roster` begins it, in which the tie-break for less waiting work follows. Every roster is checked by the
rules' own statements.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, get_args

from staffing.engines.direct import Limits, solve
from staffing.engines.direct.greedy import greedy_roster
from staffing.engines.direct.search import Search
from staffing.engines.direct.translate import translate
from staffing.outlook import look_ahead
from staffing.read.workspace import read_workspace
from staffing.result import Result
from staffing.rules import AnyRule

EXAMPLE = Path(__file__).parent.parent / "configs" / "seller-escalations"
PACKS = (("id_2021", "ID"), ("eu_2003_88", "DE"), ("sg_ea_part4", "SG"))
SECONDS = 60.0
RULES = """
  - {rule: min_consecutive_days, days: 2, weight: 5}
  - {rule: minutes_in_period, period: week, max: 2880}
  - {rule: minutes_in_period, label: month, period: month, max: 11000}
  - {rule: minutes_in_window, days: 7, max: 2880}
  - {rule: shifts_in_period, label: lates, late: true, max: 4}
  - {rule: shifts_in_period, label: early, shifts: [early], max: 5}
  - {rule: shifts_in_window, label: lates, late: true, days: 14, max: 9}
  - {rule: days_in_period, period: week, max: 6}
  - {rule: days_in_window, days: 14, max: 12}
  - {rule: weekend_minutes_in_period, period: month, max: 3840}
  - {rule: weekend_minutes_in_window, days: 14, max: 1920}
  - {rule: weekends_in_period, period: month, max: 4}
  - {rule: consecutive_weekends, max: 5}
  - {rule: consecutive_shifts, label: lates, late: true, max: 4}
  - {rule: days_off_in_period, period: week, min: 1}
  - {rule: consecutive_days_off, min: 2, weight: 5}
  - {rule: rest_in_window, days: 7, minutes: 2100}
  - {rule: free_beside_day_off, weight: 5}
  - {rule: shift_rotation, first: [late], then: [late, day]}
  - {rule: forbidden_sequence, shifts: [late, "off", early]}
  - {rule: different_shifts, period: week, max: 2, weight: 5}
  - {rule: start_time_difference, minutes: 240, weight: 1}
  - {rule: preferred_shifts, agents: [ayu], shifts: [early, day]}
  - {rule: unwanted_shifts, agents: [bagus], shifts: [late]}
  - {rule: last_resort, people: [fajar]}
  - {rule: with_mentor, minutes: 240}
  - {rule: together, people: [citra, dimas], weight: 5}
  - {rule: apart, people: [eka, fajar], weight: 5}
  - {rule: people_used, max: 6}
  - {rule: people_per_shift, shifts: [early], min: 1, weight: 100}
  - {rule: people_per_day, min: 2}
  - {rule: people_with_skill, queue: payments, shifts: [late], min: 1, weight: 100}
  - {rule: daily_minutes, max: 480}
  - {rule: overtime_minutes, max: 1080, week: 2400}
  - {rule: break_in_shift, after: 300, minutes: 30}
  - {rule: no_nights}
  - {rule: holiday_work, weight: 50}
  - {rule: average_minutes}
  - {rule: night_average}
  - {rule: published_changes}
  - {rule: published_days_off}
  - {rule: fair_nights}
  - {rule: fair_holidays}
  - {rule: fair_hours}
  - {rule: fair_requests}
  - {rule: guaranteed_minutes, weight: 5}
  - {rule: min_on_queue, weight: 10}
  - {rule: premium_pay, weight: 1}
  - {rule: requests, weight: 1}
  - {rule: pins}
"""


class Proof(Search):
    """The search for the price alone."""

    def _least_waiting(self, best: Result) -> Result:
        return best


def desk(folder: Path, pack: str, country: str) -> Path:
    """The example in a country with every rule, the country's labour pack, and a trainee."""
    shutil.copytree(EXAMPLE, folder)
    path = folder / "team.yaml"
    text = path.read_text(encoding="utf-8").replace("country: ID", f"country: {country}")
    lines = text.splitlines()
    lines = [line for line in lines if not line.startswith("labour_pack:")]
    at = lines.index("rules:") + 1
    while lines[at].startswith("  - {rule"):
        at += 1
    lines[at:at] = RULES.strip("\n").splitlines()
    lines.insert(lines.index("rules:"), f"labour_pack: {pack}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    agents = folder / "agents.csv"
    agents.write_text(agents.read_text(encoding="utf-8").replace("2026-08-03", "2026-10-05"), encoding="utf-8")
    return folder


def row(pack: str, country: str, weeks: int) -> dict[str, Any]:
    """The row of a pack."""
    with tempfile.TemporaryDirectory() as place:
        outlook = look_ahead(read_workspace(desk(Path(place) / "desk", pack, country), weeks=weeks))
    begun = time.perf_counter()
    translation = translate(outlook.problem, outlook.rules)
    made = time.perf_counter() - begun
    begun = time.perf_counter()
    result = solve(outlook.problem, outlook.rules, Limits(seconds=SECONDS))
    seconds = time.perf_counter() - begun
    begun = time.perf_counter()
    alone = Proof(outlook.problem, outlook.rules, Limits(seconds=SECONDS), None)
    proven = alone.run(greedy_roster(outlook.problem, outlook.rules))
    proof = time.perf_counter() - begun
    broken: Counter[str] = Counter()
    price = 0
    for rule in outlook.rules:
        for breach in () if result.roster is None else rule.violations(outlook.problem, result.roster):
            broken[rule.rule] += rule.hard
            price += 0 if rule.weight == "hard" else rule.weight * breach.amount
    return {
        "pack": pack,
        "weeks": weeks,
        "rules": len(outlook.rules),
        "kinds": len({rule.stated.rule for rule in outlook.rules}),
        "bounds": len(translation.stated),
        "variables": len(translation.variables),
        "model_seconds": made,
        "status": str(result.status),
        "objective": result.objective,
        "bound": result.bound,
        "by_violations": price,
        "hard_breaches": sum(broken.values()),
        "proof": proof,
        "proof_status": str(proven.status),
        "seconds": seconds,
    }


def left_out() -> set[str]:
    """Rules that people may write and that the desk does not have."""
    union = get_args(get_args(AnyRule)[0])
    text = RULES + (EXAMPLE / "team.yaml").read_text(encoding="utf-8")
    return {name for kind in union if not re.search(rf"rule: {(name := kind.name())}[,}}]", text)}


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weeks", type=int, default=1)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    if missing := left_out():
        print(f"not on the desk: {', '.join(sorted(missing))}", file=sys.stderr)
    found = [row(pack, country, given.weeks) for pack, country in PACKS]
    for one in found:
        print(
            f"{one['pack']:12} {one['weeks']} week(s): {one['rules']} rules of {one['kinds']} kinds, {one['bounds']} "
            f"bounds, {one['variables']} variables, model {one['model_seconds']:.2f} s; {one['status']} at "
            f"{one['objective']} (bound {one['bound']}, by violations {one['by_violations']}, "
            f"{one['hard_breaches']} hard breaches); {one['proof_status']} in {one['proof']:.1f} s, the whole search "
            f"{one['seconds']:.1f} s"
        )
    if given.json:
        given.json.write_text(json.dumps({"rows": found}, indent=2) + "\n", encoding="utf-8")
    return int(any(one["hard_breaches"] for one in found))


if __name__ == "__main__":
    sys.exit(main())
