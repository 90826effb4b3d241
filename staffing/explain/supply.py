"""All hours there are against all work there is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from staffing.explain.finding import Finding, first_day, more_people
from staffing.explain.reach import heads, most_capacity, rule_of
from staffing.problem import Flags, Problem
from staffing.rules import Rule
from staffing.rules.team.occupancy_cap import OccupancyCap
from staffing.service.pools import pools


def supply_against_demand(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """The week's work against everybody's contract hours."""
    rule = rule_of(rules, OccupancyCap)
    cap = 1.0 if rule is None else rule.share
    demand = problem.demand
    for week in range(problem.weeks):
        inside = problem.intervals_of(week)
        work = int(demand.work[:, inside].sum())
        most = most_capacity(problem, inside) + int(demand.base_total[inside].sum())
        if work > cap * most:
            hours, there, share = work / 60, most / 60, f"{work / most:.0%}" if most else "beyond all measure"
            more = hours / cap - there
            yield Finding(
                "supply",
                f"the week of {first_day(problem, week)} brings {hours:.0f} h of work and {_hours(problem, week)} give "
                f"{there:.0f} h on queue: occupancy would be {share}, above {cap:.0%}; "
                f"{_more(problem, week, more, there)}",
            )


def supply_of_skills(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """The week's work of classes that only some people serve against all the hours of these people.

    A pool is told only where it lacks more than any of its parts.
    """
    demand = problem.demand
    by_size = sorted(pools(demand), key=lambda pool: int(pool.groups.sum()))
    for week in range(problem.weeks):
        inside = problem.intervals_of(week)
        told: list[tuple[Flags, int]] = []
        for groups, classes in by_size:
            most = most_capacity(problem, inside, groups) + int(demand.base_capacity[groups][:, inside].sum())
            work = int(demand.work[classes][:, inside].sum())
            known = max((short for part, short in told if not (part & ~groups).any()), default=0)
            if work - most > known:
                told.append((groups, work - most))
                if not groups.all():
                    more = _more(problem, week, (work - most) / 60, most / 60, groups)
                    names = ", ".join(demand.class_names[kind] for kind in np.flatnonzero(classes))
                    yield Finding(
                        "supply",
                        f"{names}: the week of {first_day(problem, week)} brings {work / 60:.0f} h of work, and "
                        f"{_hours(problem, week)} of those who serve it give {most / 60:.0f} h on queue; {more}",
                    )


def _hours(problem: Problem, week: int) -> str:
    """What all hours of a week are, in words."""
    return "all contract hours" + (" and all overtime" if problem.overtime_minutes[:, week].any() else "")


def _more(problem: Problem, week: int, hours: float, there: float, groups: Flags | None = None) -> str:
    """Hours that are missing, and so many people by what those there give."""
    a_head = there / max(1, heads(problem, week, groups))
    people = math.ceil(hours / a_head - 1e-9) if a_head else 0
    return f"it takes {hours:.0f} h more on queue{f', about {more_people(people)}' if people else ''}"


def opening_backlog(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """Open cases that take more than a day of everybody's work before new ones have their turn."""
    demand = problem.demand
    work = int(demand.opening_work.sum())
    a_day = most_capacity(problem, problem.intervals_of(0)) / 7
    if work > a_day:
        late = int(demand.opening_work[demand.opening_deadline <= 0].sum())
        days = f"{work / a_day:.1f} days" if a_day else "more days than there are people for"
        yield Finding(
            "backlog",
            f"open cases hold {work / 60:.0f} h of work, {late / 60:.0f} h of it past its deadline; at full capacity "
            f"they take {days}, and alongside the new work {_worked_off(problem, work)}. Those above the maximum age "
            "come before new ones; close what is no longer work, or plan extra people for it",
        )


def _worked_off(problem: Problem, opening: int) -> str:
    """The first day by whose end all that was open and all that came could be done, or the hours missing at the end."""
    demand = problem.demand
    missing = opening
    for day in range(problem.days):
        until = np.flatnonzero(demand.interval_day <= day)
        there = most_capacity(problem, until) + int(demand.base_total[until].sum())
        missing = opening + int(demand.work[:, until].sum()) - there
        if missing <= 0:
            return f"they are worked off on {problem.day_names[problem.history_days + day]} at the earliest"
    return f"they are not worked off within the plan, for want of at least {math.ceil(missing / 60)} h on queue"
