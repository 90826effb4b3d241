"""Work that arrives when no shift lies within its deadline: a closure longer than the deadline makes it late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from staffing.explain.finding import Finding, first_day, percent
from staffing.explain.reach import counts_all_hours, last_chance, most_days, possible, rule_of
from staffing.problem import Demand, Flags, Integers, Problem
from staffing.rules import Rule
from staffing.rules.team.day_floor import DayFloor
from staffing.rules.team.resolution_rate import ResolutionRate

SHOWN = 2
"""Stretches of time told in one finding."""


@dataclass(frozen=True, eq=False)
class Closure:
    """What one class loses in one week; `runs` are the first and last interval of each stretch in which it arrives."""

    kind: int
    week: int
    runs: tuple[tuple[int, int], ...]
    lost: Integers
    """[T] minutes of work nobody can save."""
    longest: int | None
    """Intervals of deadline, own included, that would do; None where no shift comes after."""
    rostered: bool
    """Whether anybody who serves the class can be rostered in the week."""


def unsavable_cohorts(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """Hours whose cases are late whatever the roster, with the best rate left; weeks of one pattern are told once.

    An hour counts only when its last case is late too. On the day of a clock change times may be an hour off.
    """
    alike: dict[tuple[int, bool, tuple[tuple[int, int], ...]], list[Closure]] = {}
    for closure in _closures(problem):
        monday = int(problem.intervals_of(closure.week)[0])
        pattern = tuple((first - monday, last - monday) for first, last in closure.runs)
        alike.setdefault((closure.kind, closure.rostered, pattern), []).append(closure)
    for group in alike.values():
        worst = max(group, key=lambda closure: int(closure.lost.sum()))
        weeks = f" (the worst of {len(group)} such weeks)" if len(group) > 1 else ""
        what = f"{problem.demand.class_names[worst.kind]}: {_lost(problem, worst, weeks)}"
        yield Finding("closure", f"{what}: {_best(problem, rules, worst)}. {_help(problem, worst)}")


def _closures(problem: Problem) -> Iterator[Closure]:
    demand = problem.demand
    open_ = _may_work(problem)
    everything = np.arange(demand.intervals)
    for kind in range(len(demand.work)):
        serving: Flags = np.any(open_[demand.serves[problem.group, kind]], axis=0)
        after = _next_shift(demand, serving, demand.serves[:, kind])
        hopeless = after[: demand.intervals] > last_chance(demand, kind)
        for week in range(problem.weeks):
            inside = np.zeros(demand.intervals, dtype=bool)
            inside[problem.intervals_of(week)] = True
            lost = np.where(hopeless & inside, demand.work[kind], 0)
            if not lost.any():
                continue
            runs = tuple(run for run in _runs(hopeless & inside) if lost[run[0] : run[1] + 1].any())
            waits = (after[: demand.intervals] - everything + 1)[lost > 0]
            longest = int(waits.max()) if waits.max() <= len(after) else None
            rostered = bool(serving[problem.days_of(week) - problem.history_days].any())
            yield Closure(kind, week, runs, lost, longest, rostered)


def _may_work(problem: Problem) -> Flags:
    """[A, D, S] what is open to people in weeks in which they may work a day."""
    due = np.zeros((problem.agents, problem.days, 1), dtype=bool)
    for week in range(problem.weeks):
        due[:, problem.days_of(week) - problem.history_days, 0] = most_days(problem)[:, week, None] > 0
    return possible(problem) & due


def _next_shift(demand: Demand, open_: Flags, groups: Flags) -> Integers:
    """[T + E] the first interval from each on in which somebody may be on queue; beyond all where none is.

    `open_` [D, S] are the shifts that somebody may work, `groups` [G] whose shifts of the history count.
    """
    staffed = np.any(demand.capacity[open_] > 0, axis=0) | np.any(demand.base_capacity[groups] > 0, axis=0)
    never = 2 * len(staffed) + int(demand.deadline.max(initial=0))
    at: Integers = np.where(staffed, np.arange(len(staffed)), never)
    return np.minimum.accumulate(at[::-1])[::-1]


def _runs(flags: Flags) -> list[tuple[int, int]]:
    """First and last index of each stretch of True."""
    steps = np.diff(flags.astype(np.int64), prepend=0, append=0)
    return [(int(a), int(b) - 1) for a, b in zip(np.flatnonzero(steps > 0), np.flatnonzero(steps < 0), strict=True)]


def _lost(problem: Problem, closure: Closure, weeks: str) -> str:
    """What is lost, and why."""
    demand, week = problem.demand, problem.intervals_of(closure.week)
    lost, work = int(closure.lost.sum()), int(demand.work[closure.kind, week].sum())
    monday, hours, share = first_day(problem, closure.week), f"{lost / 60:.1f} h of work", percent(lost / work)
    if not closure.rostered:
        return (
            f"nobody who serves it can be rostered in the week of {monday}{weeks}; {hours}, {share} of it, will be late"
        )
    amount = f"{hours}, {share} of the week of {monday}{weeks}"
    times = [f"{_clock(problem, first)} to {_clock(problem, last + 1)}" for first, last in closure.runs]
    told = " and ".join(times[:SHOWN]) + (f" and {len(times) - SHOWN} more times" if len(times) > SHOWN else "")
    who = "nobody" if demand.serves[:, closure.kind].all() else "nobody who serves it"
    if counts_all_hours(demand, closure.kind):
        deadline = int(demand.deadline[closure.kind]) * demand.interval_minutes / 60
        return f"{who} can work within {deadline:g} h of what arrives {told}, {amount}"
    return f"{who} can work before what arrives {told} is due in business hours, {amount}"


def _best(problem: Problem, rules: Sequence[Rule], closure: Closure) -> str:
    """What can be on time at best, beside what is promised."""
    demand, inside = problem.demand, problem.intervals_of(closure.week)
    kept = 1 - int(closure.lost.sum()) / int(demand.work[closure.kind, inside].sum())
    rate, floor = rule_of(rules, ResolutionRate), rule_of(rules, DayFloor)
    own = int(demand.own_rate[closure.kind])
    day, best = _worst_day(problem, closure)
    promised = "" if rate is None else f" ({percent(rate.rate if own < 0 else own / 10_000)} promised)"
    least = None if floor is None else floor.rate if own < 0 else min(floor.rate, own / 10_000)
    wanted = "" if least is None else f" (day_floor {percent(least)})"
    named = problem.day_names[problem.history_days + day]
    return f"at best {percent(kept)} of it can be on time{promised}, and {percent(best)} of {named}{wanted}"


def _worst_day(problem: Problem, closure: Closure) -> tuple[int, float]:
    """The day that keeps the smallest share of its work, and that share."""
    demand = problem.demand
    work = np.bincount(demand.interval_day, weights=demand.work[closure.kind], minlength=problem.days)
    lost = np.bincount(demand.interval_day, weights=closure.lost, minlength=problem.days)
    kept = 1 - lost / np.maximum(work, 1)
    day = int(kept.argmin())
    return day, float(kept[day])


def _help(problem: Problem, closure: Closure) -> str:
    """Times in which people on queue would reach all of it, and the deadline that would do without them."""
    demand = problem.demand
    if not closure.rostered:
        return "Move leave, or let others serve it"
    last = demand.last[closure.kind]
    spans = [span for first, end in closure.runs[:SHOWN] for span in _reaching(first, end + 1, last)]
    times = " and ".join(f"from {_clock(problem, start)} to {_clock(problem, end)}" for start, end in spans)
    who = "People" if demand.serves[:, closure.kind].all() else "People who serve it"
    said = f"{who} on queue at some time {times} would reach {'them' if len(closure.runs) <= SHOWN else 'the first'}"
    if closure.longest is None:
        return f"{said}; a longer deadline would not, as nobody can work after that in the plan"
    if not counts_all_hours(demand, closure.kind):
        return f"{said}, and so would a later deadline"
    return f"{said}, and so would a deadline of {closure.longest * demand.interval_minutes / 60:g} h"


def _reaching(first: int, end: int, last: Integers) -> list[tuple[int, int]]:
    """The fewest spans such that what arrives from `first` to before `end` has one of them within its deadline.

    Each begins when the last of its part has arrived, and ends when the first of it is due.
    """
    edges = [first]
    while edges[-1] < end:
        edges.append(min(end, max(int(last[edges[-1]]), edges[-1]) + 1))
    parts = len(edges) - 1
    even = [first + (end - first) * part // parts for part in range(parts + 1)]
    if all(last[start] >= stop - 1 for start, stop in pairwise(even)):
        edges = even
    # a part as long as the deadline leaves no more than its last interval
    return [(min(stop, int(last[start])), int(last[start]) + 1) for start, stop in pairwise(edges)]


def _clock(problem: Problem, interval: int) -> str:
    """Day and time of an interval's start; beyond the plan the last day goes on ("30:00" is 06:00 the next day)."""
    minute = interval * problem.demand.interval_minutes
    midnights = problem.day_start[problem.history_days : -1]
    day = int(np.searchsorted(midnights, minute, side="right")) - 1
    clock = minute - int(midnights[day])
    return f"{problem.day_names[problem.history_days + day]} {clock // 60:02d}:{clock % 60:02d}"
