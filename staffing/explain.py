"""What stands against a good roster before any search: exact checks of the facts, in people's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from staffing.problem import OFF, Flags, Integers, Problem
from staffing.roster import Roster
from staffing.rules import Rule


@dataclass(frozen=True)
class Finding:
    """One fact that limits every roster; `fatal` when it alone leaves no roster that meets the hard rules."""

    check: str
    message: str
    fatal: bool = False


def findings(problem: Problem, rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """Every finding of the checks below, in their order."""
    return tuple(finding for check in CHECKS for finding in check(problem, rules))


def pins_against_rules(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """What is published, taken alone, breaks a hard rule: whatever is added, it stays broken."""
    work = np.zeros((problem.agents, problem.days, problem.shifts), dtype=bool)
    for agent, day in np.argwhere(problem.pins != OFF):
        work[agent, day, problem.pins[agent, day]] = True
    pinned, nothing = Roster(work), Roster.empty(problem)
    for rule in rules:
        if rule.hard and rule.kind == "agent":
            # what nobody's work breaks as well (hours due, a shift wanted) is not the pins' doing
            missing = {(breach.agent, breach.day) for breach in rule.violations(problem, nothing)}
            for breach in rule.violations(problem, pinned):
                if (breach.agent, breach.day) in missing:
                    continue
                who, when = problem.agent_names[breach.agent], problem.day_names[breach.day]
                yield Finding(
                    "pins",
                    f"published.csv gives {who} a shift on {when} that breaks {rule.rule}: {breach.note}; "
                    "change that row or the rule",
                    fatal=True,
                )


def contract_against_shifts(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """Nobody can be given more than the days and shifts open to them add up to."""
    hard = any(rule.rule == "guaranteed_minutes" and rule.hard for rule in rules)
    possible = _possible(problem)
    for agent in range(problem.agents):
        for week in range(problem.weeks):
            least = int(problem.minutes_guaranteed[agent, week])
            reach = _reachable(problem, possible, agent, week)
            if reach < least:
                days = int(problem.days_due[agent, week])
                yield Finding(
                    "contract",
                    f"{problem.agent_names[agent]} can be given at most {reach} of {least} guaranteed minutes in the "
                    f"week of {_first_day(problem, week)}: {days} days are due, and the shifts open on them add up "
                    "to no more",
                    fatal=hard,
                )


def leave_against_cover(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """Open hours in which too few people may work at all, by leave, contract and availability."""
    hard = any(rule.rule == "min_on_queue" and rule.hard for rule in rules)
    possible = _possible(problem)
    for stretch in problem.cover:
        people = {int(a) for day, shift in stretch.cells for a in np.flatnonzero(possible[:, day, shift])}
        there = len(people) + stretch.present
        if there < stretch.people:
            day = problem.history_days + stretch.day
            away = int(problem.on_leave[:, day].sum())
            yield Finding(
                "cover",
                f"{problem.day_names[day]} {stretch.span} "
                f"wants {stretch.people} on queue and only {there} may work then ({away} on leave); allow another "
                "shift, move leave or lower open_hours.min_on_queue",
                fatal=hard,
            )


def supply_against_demand(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """The week's work against everybody's contract hours."""
    cap = next((getattr(rule, "share", 1.0) for rule in rules if rule.rule == "occupancy_cap"), 1.0)
    demand = problem.demand
    week_of = problem.week[problem.history_days + demand.interval_day]
    for week in range(problem.weeks):
        work = int(demand.work[:, week_of == week].sum())
        most = int(_most_capacity(problem, week)) + int(demand.base_capacity[: demand.intervals][week_of == week].sum())
        if work > cap * most:
            hours, there, share = work / 60, most / 60, work / most if most else float("inf")
            yield Finding(
                "supply",
                f"the week of {_first_day(problem, week)} brings {hours:.0f} h of work and all contract hours give "
                f"{there:.0f} h on queue: occupancy would be {share:.0%}, above {cap:.0%}; "
                f"{hours / cap - there:.0f} h more on queue, fewer leave days or a later start of some work would do",
            )


def opening_backlog(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """Open cases that take more than a day of everybody's work before new ones have their turn."""
    demand = problem.demand
    work = int(demand.opening_work.sum())
    a_day = _most_capacity(problem, 0) / 7
    if work > a_day:
        late = int(demand.opening_work[demand.opening_deadline <= 0].sum())
        days = f"{work / a_day:.1f} days" if a_day else "more days than there are people for"
        yield Finding(
            "backlog",
            f"open cases hold {work / 60:.0f} h of work, {late / 60:.0f} h of it past its deadline; at full capacity "
            f"they take {days}, and those above the maximum age come before new ones; close what is no longer work, or "
            "plan extra people for it",
        )


Check = Callable[[Problem, Sequence[Rule]], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    pins_against_rules,
    contract_against_shifts,
    leave_against_cover,
    supply_against_demand,
    opening_backlog,
)


def _possible(problem: Problem) -> Flags:
    """[A, D, S] what contract, availability, employment and leave leave open."""
    planned = slice(problem.history_days, None)
    there = (problem.employed & ~problem.on_leave)[:, planned, None]
    return there & problem.available[:, planned] & problem.contract_allows[:, None, :]


def _reachable(problem: Problem, possible: Flags, agent: int, week: int) -> int:
    """Most paid minutes within the days and minutes due, over all choices of shifts for the open days.

    Days of one weekday pattern are interchangeable, so choices are counted per length of shift, not per day.
    """
    due, cap = int(problem.days_due[agent, week]), int(problem.minutes_due[agent, week])
    days = np.flatnonzero(problem.week[problem.history_days :] == week)
    lengths = {int(problem.credited_minutes[s]) for d in days for s in _open(possible, agent, d)}
    most = min(due, sum(bool(possible[agent, d].any()) for d in days))
    choices = (choice for n in range(most + 1) for choice in combinations_with_replacement(sorted(lengths), n))
    totals = {total for choice in choices if (total := sum(choice)) <= cap}
    return max(totals, default=0)


def _open(possible: Flags, agent: int, day: np.int64) -> list[int]:
    return [int(shift) for shift in np.flatnonzero(possible[agent, day])]


def _most_capacity(problem: Problem, week: int) -> int:
    """Minutes of capacity when everybody works every day due on the most productive shift open to them."""
    demand, possible = problem.demand, _possible(problem)
    added: Integers = demand.capacity[:, :, : demand.intervals].sum(axis=2)
    days = np.flatnonzero(problem.week[problem.history_days :] == week)
    best = np.where(possible[:, days], added[days], 0).max(axis=2)
    best.sort(axis=1)
    return sum(
        int(best[agent, max(0, len(days) - int(problem.days_due[agent, week])) :].sum())
        for agent in range(problem.agents)
    )


def _first_day(problem: Problem, week: int) -> str:
    return problem.day_names[problem.history_days + 7 * week]
