"""Work that arrives when no shift lies within its deadline: a closure longer than the deadline makes it late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from staffing.explain.finding import Finding, first_day, percent
from staffing.explain.reach import possible, rule_of
from staffing.problem import Flags, Integers, Problem
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


def unsavable_cohorts(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """Hours whose cases are late whatever the roster, with the best rate left; weeks of one pattern are told once.

    An hour counts only when its last case is late too. On the day of a clock change times may be an hour off.
    """
    alike: dict[tuple[int, tuple[tuple[int, int], ...]], list[Closure]] = {}
    for closure in _closures(problem):
        monday = int(problem.intervals_of(closure.week)[0])
        pattern = tuple((first - monday, last - monday) for first, last in closure.runs)
        alike.setdefault((closure.kind, pattern), []).append(closure)
    for group in alike.values():
        worst = max(group, key=lambda closure: int(closure.lost.sum()))
        weeks = f" (the worst of {len(group)} such weeks)" if len(group) > 1 else ""
        yield Finding("closure", f"{_loss(problem, rules, worst, weeks)}. {_help(problem, worst)}")


def _closures(problem: Problem) -> Iterator[Closure]:
    demand = problem.demand
    after = _next_shift(problem)
    everything = np.arange(demand.intervals)
    for kind, deadline in enumerate(demand.deadline):
        # a case of the interval's last minute may use the start of interval t + d as well
        hopeless = after[: demand.intervals] > everything + deadline
        for week in range(problem.weeks):
            inside = np.zeros(demand.intervals, dtype=bool)
            inside[problem.intervals_of(week)] = True
            lost = np.where(hopeless & inside, demand.work[kind], 0)
            if not lost.any():
                continue
            runs = tuple(run for run in _runs(hopeless & inside) if lost[run[0] : run[1] + 1].any())
            waits = (after[: demand.intervals] - everything + 1)[lost > 0]
            longest = int(waits.max()) if waits.max() <= len(after) else None
            yield Closure(kind, week, runs, lost, longest)


def _next_shift(problem: Problem) -> Integers:
    """[T + E] the first interval from each on in which somebody may be on queue; beyond all where none is."""
    demand = problem.demand
    due = np.zeros((problem.agents, problem.days, 1), dtype=bool)
    for week in range(problem.weeks):
        due[:, problem.days_of(week) - problem.history_days, 0] = problem.days_due[:, week, None] > 0
    open_ = (possible(problem) & due).any(axis=0)
    staffed = (demand.capacity[open_] > 0).any(axis=0) | (demand.base_total > 0)
    never = 2 * len(staffed) + int(demand.deadline.max(initial=0))
    at: Integers = np.where(staffed, np.arange(len(staffed)), never)
    return np.minimum.accumulate(at[::-1])[::-1]


def _runs(flags: Flags) -> list[tuple[int, int]]:
    """First and last index of each stretch of True."""
    steps = np.diff(flags.astype(np.int64), prepend=0, append=0)
    return [(int(a), int(b) - 1) for a, b in zip(np.flatnonzero(steps > 0), np.flatnonzero(steps < 0), strict=True)]


def _loss(problem: Problem, rules: Sequence[Rule], closure: Closure, weeks: str) -> str:
    demand, week = problem.demand, problem.intervals_of(closure.week)
    work = int(demand.work[closure.kind, week].sum())
    lost = int(closure.lost.sum())
    times = [f"{_clock(problem, first)} to {_clock(problem, last + 1)}" for first, last in closure.runs]
    told = " and ".join(times[:SHOWN]) + (f" and {len(times) - SHOWN} more times" if len(times) > SHOWN else "")
    deadline = int(demand.deadline[closure.kind]) * demand.interval_minutes / 60
    rate, floor = rule_of(rules, ResolutionRate), rule_of(rules, DayFloor)
    day, best = _worst_day(problem, closure)
    promised = "" if rate is None else f" ({percent(rate.rate)} promised)"
    wanted = "" if floor is None else f" (day_floor {percent(floor.rate)})"
    return (
        f"{demand.class_names[closure.kind]}: nobody can work within {deadline:g} h of what arrives {told}, "
        f"{lost / 60:.1f} h of work, {percent(lost / work)} of the week of {first_day(problem, closure.week)}{weeks}: "
        f"at best {percent(1 - lost / work)} of it can be on time{promised}, and {percent(best)} of "
        f"{problem.day_names[problem.history_days + day]}{wanted}"
    )


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
    deadline = int(problem.demand.deadline[closure.kind])
    spans = [span for first, last in closure.runs[:SHOWN] for span in _reaching(first, last + 1, deadline)]
    times = " and ".join(f"from {_clock(problem, start)} to {_clock(problem, end)}" for start, end in spans)
    said = f"People on queue at some time {times} would reach {'them' if len(closure.runs) <= SHOWN else 'the first'}"
    if closure.longest is None:
        return f"{said}; a longer deadline would not, as nobody can work after that in the plan"
    return f"{said}, and so would a deadline of {closure.longest * problem.demand.interval_minutes / 60:g} h"


def _reaching(first: int, end: int, deadline: int) -> list[tuple[int, int]]:
    """The fewest spans such that what arrives from `first` to before `end` has one of them within its deadline.

    Each begins when the last of its part has arrived, and ends when the first of it is due.
    """
    parts = -(-(end - first) // deadline)
    edges = [first + (end - first) * part // parts for part in range(parts + 1)]
    # a part as long as the deadline leaves no more than its last interval
    return [(min(stop, start + deadline - 1), start + deadline) for start, stop in pairwise(edges)]


def _clock(problem: Problem, interval: int) -> str:
    """Day and time of an interval's start; beyond the plan the last day goes on ("30:00" is 06:00 the next day)."""
    minute = interval * problem.demand.interval_minutes
    midnights = problem.day_start[problem.history_days : -1]
    day = int(np.searchsorted(midnights, minute, side="right")) - 1
    clock = minute - int(midnights[day])
    return f"{problem.day_names[problem.history_days + day]} {clock // 60:02d}:{clock % 60:02d}"
