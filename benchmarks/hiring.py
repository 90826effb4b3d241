"""Hiring plans against drawn years: share of weeks short and cost, beside two habits, and the word against what came.

    PYTHONPATH=. python benchmarks/hiring.py [--json FILE] [--years N] [--executor SPEC]

Each year has a desk of its own (6 to 40 people, 15 to 50% of whom leave in a year, volume that grows by -10 to +30%
and strays), and goes by once under each policy with the same draws of the level:

    plan      planned anew every four weeks; whatever is to be opened until the next time is opened
    plan once planned at the begin and carried out to the letter, whatever comes
    replace   whenever somebody leaves, a requisition for one is opened
    naive     every four weeks as many are opened as are missing then, openings under way counted

Counted are the 52 weeks from the first on that an opening of the first day can reach. A week is short with a full-time
equivalent or more too few. Cost: wages, hiring and the price of shortages that the plan knows, in weeks of a person's
wages a year. The chances of being short that the plan once tells are set against what came, in bins.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
from hiring_world import (
    FIRST_DAY,
    HOURS,
    LEVEL_STEP,
    NOW,
    SHORT_FROM,
    Person,
    Terms,
    Year,
    day_of,
    run,
    terms_of,
    year_of,
)

from staffing.documents.hiring import Role
from staffing.documents.roles import StaffedRole
from staffing.documents.team import Team
from staffing.examples import write_example
from staffing.executor import run_tasks
from staffing.hiring.decide import program_of
from staffing.hiring.prices import Prices
from staffing.hiring.role import RoleOutlook, line_of
from staffing.hiring.starts.solve import solve_program
from staffing.hiring.supply.attrition import Hazards, hazards_of
from staffing.hiring.supply.careers import Career, career_of
from staffing.hiring.supply.cohort import Cohort
from staffing.hiring.supply.filling import start_cohort
from staffing.hiring.supply.lateness import lateness
from staffing.read.team import read_team

COUNTED = 52
AHEAD, TAIL = 40, 14
"""Weeks of a plan, and those after them that are planned along."""
EVERY = 4
PRICES = Prices(wage=1.0, per_hire=6.0, per_class=2.0, overtime=1.5, outsourced=0.0, short=9.0)
BINS = ((0.0, 0.05), (0.05, 0.1), (0.1, 0.2), (0.2, 0.4), (0.4, 1.01))
CASES = 51
SECONDS = 1.0
"""Of a plan's search: longer ones proved more and found nothing better."""


class Planner:
    """The plan of a desk as it stands in a week."""

    def __init__(self, terms: Terms, team: Team) -> None:
        self.terms = terms
        self.team = team.model_copy(update={"hiring": terms.hiring})
        self.hazards: Hazards = hazards_of(terms.hiring, (), NOW)
        self.late = lateness(terms.hiring.time_to_fill)
        self.contract = team.contracts[0]

    def outlook(self, year: Year, weeks: int) -> RoleOutlook:
        """What is known in the year's week of the weeks from it on."""
        every = weeks + TAIL
        career = career_of(self.terms.hiring, self.hazards, every + 300, 1.0, HOURS)
        ahead = np.arange(every)
        scores = np.array([NormalDist().inv_cdf((case + 0.5) / CASES) for case in range(CASES)])
        level = np.exp(scores[:, None] * LEVEL_STEP * np.sqrt(ahead))
        level *= year.required() * (1 + self.terms.growth) ** (ahead / 52) / level.mean(axis=0)
        staffed = StaffedRole(Role(id="agent"), (), self.contract, ())
        return RoleOutlook(
            staffed=staffed,
            weeks=tuple(day_of(year.week + week) for week in range(every)),
            planned=weeks,
            required=level,
            people=tuple(self._person(one, career, every) for one in year.people),
            coming=tuple(
                self._coming(order.start - year.week, order.due - year.week, career, every) for order in year.orders
            ),
            career=career,
            per_head=1.0,
            late=self.late,
            promise=lambda ratio, before: np.full(np.shape(ratio), np.nan),
        )

    def _person(self, one: Person, career: Career, weeks: int) -> Cohort:
        age = one.age + np.arange(weeks)
        if one.knows:
            chance, value = self.hazards.staying(age), np.ones(weeks)
        else:
            chance, value = career.employed[age] / career.employed[age[0]], career.fte[age]
        return Cohort(1, chance[None], value[None], np.zeros(weeks), -np.diff(chance, prepend=1.0))

    def _coming(self, start: int, due: int, career: Career, weeks: int) -> Cohort:
        """Who has accepted has told the day; of the others it is known when they should start."""
        if start <= EVERY:
            return start_cohort(1, start, career, np.ones(1), weeks)
        return start_cohort(1, max(due, EVERY + 1), career, self.late, weeks)

    def starts(self, outlook: RoleOutlook, week: int) -> np.ndarray:
        """People planned to start in each week from this one on."""
        today = NOW + (day_of(week) - FIRST_DAY)
        return solve_program(program_of(self.team, (outlook,), (PRICES,), today), SECONDS).people[0]


def worked(task: dict[str, Any]) -> dict[str, Any]:
    """One desk under all policies."""
    terms = terms_of(task["number"])
    planner = Planner(terms, Team.model_validate(task["team"]))
    lead = terms.weeks_to_start
    reach = lead + terms.hiring.training.weeks
    weeks = reach + COUNTED

    def plan(year: Year) -> None:
        if year.week % EVERY == 0:
            starts = planner.starts(planner.outlook(year, AHEAD), year.week)
            for week in range(lead, lead + EVERY):
                year.open(int(starts[week]), year.week + week)

    fresh = year_of(terms, weeks, 0)
    whole = planner.outlook(fresh, weeks)
    once = planner.starts(whole, 0)[:weeks]
    cohorts = [whole.starters(int(week), int(once[week])) for week in np.flatnonzero(once)]
    told = line_of("with_plan", whole, (*whole.people, *cohorts)).short

    def planned_once(year: Year) -> None:
        if year.week + lead < weeks:
            year.open(int(once[year.week + lead]), year.week + lead)

    def replace(year: Year) -> None:
        year.open(year.left)

    def naive(year: Year) -> None:
        if year.week % EVERY == 0:
            year.open(max(0, math.ceil(year.required() - len(year.people) - len(year.orders))))

    policies = {"plan": plan, "plan once": planned_once, "replace": replace, "naive": naive}
    found = {name: counted(run(year_of(terms, weeks, 0), policy), reach) for name, policy in policies.items()}
    return {"people": terms.people, "told": told[reach:].tolist(), "policies": found}


def counted(year: Year, reach: int) -> dict[str, Any]:
    """What a year came to, from the first week that could be reached on."""
    gap, heads = np.array(year.gap[reach:]), np.array(year.heads[reach:])
    short = np.maximum(0.0, gap)
    wages, hiring, price = float(heads.sum()), PRICES.per_hire * year.hired, PRICES.short * float(short.sum())
    return {
        "short": (gap >= SHORT_FROM).tolist(),
        "fte_weeks": float(short.sum()),
        "idle": float(np.maximum(0.0, -gap).sum()),
        "hired": year.hired,
        "cost": (wages + hiring + price) / year.terms.people,
    }


def bins(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Chances told against weeks short, over all years; the interval is over years, whose weeks hang together."""
    told = np.array([row["told"] for row in rows])
    came = np.array([row["policies"]["plan once"]["short"] for row in rows], dtype=float)
    found = []
    for low, high in BINS:
        inside = (told >= low) & (told < high)
        years = inside.any(axis=1)
        if years.sum() > 1:
            miss = np.array([(c[i] - t[i]).sum() for c, t, i in zip(came, told, inside, strict=True)])
            error = math.sqrt(len(miss) * miss.var(ddof=1)) / inside.sum()
            found.append(
                {
                    "from": low,
                    "weeks": int(inside.sum()),
                    "years": int(years.sum()),
                    "told": float(told[inside].mean()),
                    "came": float(came[inside].mean()),
                    "error": float(error),
                }
            )
    return found


def table(rows: Sequence[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Means over years by policy, with standard errors of the share of weeks short and of the cost."""
    found = {}
    for name in rows[0]["policies"]:
        own = [row["policies"][name] for row in rows]
        share = np.array([np.mean(one["short"]) for one in own])
        cost = np.array([one["cost"] for one in own])
        found[name] = {
            "short": float(share.mean()),
            "short_error": float(share.std(ddof=1) / math.sqrt(len(rows))),
            "fte_weeks": float(np.mean([one["fte_weeks"] for one in own])),
            "idle": float(np.mean([one["idle"] for one in own])),
            "hired": float(np.mean([one["hired"] for one in own])),
            "cost": float(cost.mean()),
            "cost_error": float(cost.std(ddof=1) / math.sqrt(len(rows))),
        }
    return found


def main() -> None:
    """Run the years and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--years", type=int, default=200)
    parser.add_argument("--executor", default="local:2")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        write_example("seller-escalations", Path(folder) / "desk")
        team = read_team(Path(folder) / "desk" / "team.yaml")
    tasks = [{"number": number, "team": team.model_dump(mode="python")} for number in range(asked.years)]
    rows = [one.result() for one in run_tasks(asked.executor, worked, tasks)]
    policies, calibration = table(rows), bins(rows)
    print(f"{len(rows)} years of {COUNTED} weeks\n")
    print(f"{'policy':<12}{'weeks short':>16}{'FTE-weeks short':>18}{'idle':>8}{'hired':>8}{'cost':>16}")
    for name, one in policies.items():
        print(
            f"{name:<12}{one['short']:>9.1%} ± {one['short_error']:.1%}{one['fte_weeks']:>18.1f}{one['idle']:>8.1f}"
            f"{one['hired']:>8.1f}{one['cost']:>10.2f} ± {one['cost_error']:.2f}"
        )
    print(f"\n{'told P(short)':<16}{'weeks':>8}{'years':>8}{'told':>9}{'came':>9}{'±':>8}")
    for one in calibration:
        print(
            f"from {one['from']:<11.0%}{one['weeks']:>8}{one['years']:>8}{one['told']:>9.1%}{one['came']:>9.1%}"
            f"{one['error']:>8.1%}"
        )
    if asked.json:
        asked.json.write_text(json.dumps({"policies": policies, "bins": calibration}, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
