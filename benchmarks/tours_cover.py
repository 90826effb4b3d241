"""The part of a scale case that every rival can be asked for: heads by stretch of time, for the fewest paid minutes.

Each stretch of the week with one set of shifts on queue wants nine tenths of the heads that a roster of the whole
problem has there, so that it can certainly be met. Days off, hours, rests and leave are those of the case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from staffing.bench.scale.instance import Case, scale_case
from staffing.engines import tours
from staffing.engines.limits import Limits
from staffing.roster import Roster
from staffing.rules.team.min_on_queue import MinOnQueue
from staffing.rules.team.paid_hours import PaidHours

TENTHS = 9
"""Of the heads of the whole problem's roster, rounded down."""


def wanted_heads(agents: int, seed: int) -> list[int]:
    """[stretches] heads wanted, from the roster that the tours engine makes of the whole problem."""
    case = scale_case(agents, seed)
    found = tours.solve(case.problem, case.rules, Limits(seconds=600, seed=seed))
    if found.roster is None:
        raise SystemExit(f"{agents} agents: the tours engine found no roster from which to take the cover")
    people = found.roster.work.sum(axis=0)
    there = [each.present + sum(int(people[cell]) for cell in each.cells) for each in case.problem.cover]
    return [TENTHS * heads // 10 for heads in there]


def cover_case(agents: int, seed: int, heads: Sequence[int]) -> Case:
    """The hard rules of the scale case and so many heads on queue, both hard; a paid minute costs a point."""
    case = scale_case(agents, seed)
    cover = tuple(each._replace(people=int(many)) for each, many in zip(case.problem.cover, heads, strict=True))
    nothing = np.zeros_like(case.problem.minutes_guaranteed)
    problem = replace(case.problem, cover=cover, minutes_guaranteed=nothing, wage=np.zeros_like(case.problem.wage))
    hard = [rule for rule in case.rules if rule.hard]
    return Case(problem, (*hard, MinOnQueue(weight="hard"), PaidHours(weight=1)))


def paid_minutes(case: Case, roster: Roster) -> int:
    """The price of a roster."""
    return int(roster.work.sum(axis=(0, 1)) @ case.problem.credited_minutes)


def broken(case: Case, roster: Roster) -> dict[str, int]:
    """Breaches of hard rules by rule, by the rules' own statements."""
    return dict(
        Counter(
            rule.rule for rule in case.rules if rule.hard for _ in rule.violations(case.problem, roster)
        ).most_common()
    )
