"""What stands against a good roster before any search: exact checks of the facts, in people's words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from staffing.problem import OFF, CoverStretch, Flags, Integers, Problem
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
    """Open hours in which too few people may work at all; days with the same gap are told together."""
    hard = any(rule.rule == "min_on_queue" and rule.hard for rule in rules)
    possible = _possible(problem)
    gaps: dict[tuple[str, int, int, str], list[int]] = {}
    for stretch in problem.cover:
        people = {int(a) for day, shift in stretch.cells for a in np.flatnonzero(possible[:, day, shift])}
        there = len(people) + stretch.present
        if there < stretch.people:
            cause = _why_so_few(problem, stretch)
            gaps.setdefault((stretch.span, stretch.people, there, cause), []).append(stretch.day)
    for (span, wanted, there, cause), days in gaps.items():
        who = "nobody" if not there else f"only {there}"
        said = f"{_days(problem, days)} {span} wants {wanted} on queue and {who} may work then: {cause}"
        yield Finding("cover", said, fatal=hard)


def _why_so_few(problem: Problem, stretch: CoverStretch) -> str:
    """What stands in the way of cover, and what would help."""
    day = problem.history_days + stretch.day
    if not stretch.cells:
        begun = (problem.shift_start <= stretch.start) & (problem.shift_end >= stretch.end)
        if begun[problem.history_days :].any():
            return "every shift of that time has its break; stagger the breaks"
        return "no shift covers that time; add one or change open_hours"
    away = int(problem.on_leave[:, day].sum())
    if away:
        return f"{away} on leave; move leave, allow another shift or lower open_hours.min_on_queue"
    return "contracts and availability leave no more; allow another shift or lower open_hours.min_on_queue"


def _days(problem: Problem, days: list[int]) -> str:
    names = [problem.day_names[problem.history_days + day] for day in days]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more days" if len(names) > 3 else "")


def supply_against_demand(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """The week's work against everybody's contract hours."""
    cap = _share(rules, "occupancy_cap")
    demand = problem.demand
    for week in range(problem.weeks):
        inside = problem.intervals_of(week)
        work = int(demand.work[:, inside].sum())
        most = _most_capacity(problem, week) + int(demand.base_capacity[inside].sum())
        if work > cap * most:
            hours, there, share = work / 60, most / 60, f"{work / most:.0%}" if most else "beyond all measure"
            more = hours / cap - there
            a_head = there / max(1, int((problem.days_due[:, week] > 0).sum()))
            heads = math.ceil(more / a_head - 1e-9) if a_head else 0
            people = f", about {heads} more {'person' if heads == 1 else 'people'} on such contracts" if heads else ""
            yield Finding(
                "supply",
                f"the week of {_first_day(problem, week)} brings {hours:.0f} h of work and all contract hours give "
                f"{there:.0f} h on queue: occupancy would be {share}, above {cap:.0%}; it takes {more:.0f} h more on "
                f"queue{people}",
            )


def band_against_occupancy(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """A utilization that the occupancy cap and shrinkage leave out of reach on every shift."""
    least, cap = _share(rules, "utilization_band", "min", 0.0), _share(rules, "occupancy_cap")
    demand = problem.demand
    on_queue = demand.capacity[:, :, : demand.intervals].sum(axis=2)
    paid = problem.paid_minutes[problem.history_days :]
    best = float((on_queue / np.maximum(paid, 1)).max(initial=0.0))
    if least > cap * best + 1e-9:
        yield Finding(
            "band",
            f"targets.utilization.min is {least:.0%}, but with occupancy at most {cap:.0%} and {best:.0%} of paid time "
            f"on queue utilization can be {cap * best:.0%} at most; lower it, or raise occupancy_max",
        )


def _share(rules: Sequence[Rule], name: str, parameter: str = "share", default: float = 1.0) -> float:
    return next((float(getattr(rule, parameter)) for rule in rules if rule.rule == name), default)


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
    band_against_occupancy,
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
    days = problem.days_of(week) - problem.history_days
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
    days = problem.days_of(week) - problem.history_days
    best = np.where(possible[:, days], added[days], 0).max(axis=2)
    best.sort(axis=1)
    return sum(
        int(best[agent, max(0, len(days) - int(problem.days_due[agent, week])) :].sum())
        for agent in range(problem.agents)
    )


def _first_day(problem: Problem, week: int) -> str:
    return problem.day_names[problem.history_days + 7 * week]
