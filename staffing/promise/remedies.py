"""What would keep a promise that the roster misses, and what it costs; every figure is simulated."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from staffing.problem import Problem
from staffing.promise.extra import (
    Cell,
    Floats,
    JudgeMore,
    Line,
    affordable,
    open_cells,
    reach,
    replications_for,
    short_of,
)
from staffing.roster import Roster
from staffing.service.fluid import capacity_of
from staffing.service.rates import Z95
from staffing.service.window_sums import Uncertainty, work_variance

if TYPE_CHECKING:
    from staffing.simulate.service import Service

SHIFTS = 5
"""More shifts are tried one by one, up to so many."""
PEOPLE = 4
"""More people are tried up to so many beyond the least that the supply allows."""
CANDIDATES = 8
"""Shifts simulated for each one added, at most."""
TOLD_APART = 200
"""One person in so many is what more people are added by: fewer move the share of weeks less than a look can tell."""
FIRST_LOOK = 250
"""Replications of a step before it comes near the promise."""
NEAR = 0.04
"""A first look may be so far from the truth (two standard deviations of its replications)."""


@dataclass(frozen=True)
class Remedy:
    """More people, each with a line of work: the share of weeks that then keep the promise.

    `kind` is `shifts` (single shifts, by whomever) or `people` (full lines on the contract given). `paid_minutes` is
    what they add.
    """

    kind: str
    lines: tuple[Line, ...]
    probability: float
    lower: float
    met: bool
    paid_minutes: int


@dataclass(frozen=True)
class Promisable:
    """What the roster does keep: the same rate in `confidence` of weeks, or `rate` with the confidence wanted.

    Both with the lower end of their 95% interval, rounded down to whole percent and tenths of a percent. `rate` is 0
    where queues have rates of their own: no single one would stand for them.
    """

    confidence: float
    rate: float


@dataclass(frozen=True)
class Hire:
    """What one more person would work: the shifts and days a week of `like`, an agent on the most common contract.

    `least` people are needed at the very least: fewer leave the whole plan's window short (service/windows.py).
    """

    like: int
    shifts: tuple[int, ...]
    days: int
    least: int


def hire_for(problem: Problem, roster: Roster, uncertainty: Uncertainty, service: Service) -> Hire:
    """One more person like most of those who serve what is short, and how many it takes for the plan's whole work."""
    alike = [
        (days, *allowed)
        for days, allowed in zip(problem.contract_days.tolist(), problem.contract_allows.tolist(), strict=True)
    ]
    helps = np.round(problem.demand.serves[problem.group] @ short_of(problem, service), 6).tolist()
    common = Counter(alike)
    like = max(range(problem.agents), key=lambda agent: (helps[agent], common[alike[agent]], -agent))
    shifts = tuple(int(shift) for shift in np.flatnonzero(problem.contract_allows[like]))
    demand, days = problem.demand, int(problem.contract_days[like])
    sigma = math.sqrt(float(work_variance(demand, uncertainty)[0, -1]))
    needed = service.target * float(demand.work.sum()) + NormalDist().inv_cdf(service.confidence) * sigma
    added = demand.capacity[:, list(shifts)].sum(axis=2).max(axis=1, initial=0)
    brings = sum(float(np.sort(added[7 * week : 7 * week + 7])[-days:].sum()) for week in range(problem.weeks))
    short = needed - float(capacity_of(problem, roster).sum())
    return Hire(like, shifts, days, max(0, math.ceil(short / brings)) if brings else 0)


def promisable(service: Service) -> Promisable:
    """What could be promised instead."""
    rates = np.sort(service.rates, axis=None)
    n = service.replications  # weeks of one replication are not independent: counted once, to be safe
    share = 1 - service.confidence
    low = share - Z95 * math.sqrt(share * (1 - share) / n)
    rate = float(rates[max(0, math.floor(low * len(rates)) - 1)]) if low > 0 else float(rates[0])
    own = any(queue.target != service.target for queue in service.queues)
    whole = 0.0 if own else math.floor(1000 * rate) / 1000
    return Promisable(math.floor(100 * service.probability_lower) / 100, whole)


def remedies(problem: Problem, service: Service, hire: Hire, judge: JudgeMore) -> tuple[Remedy, ...]:
    """The fewest single shifts, and the fewest people, that keep the promise; where none do, as far as was tried.

    Of a large team people are added several at a time (`TOLD_APART`), and no single shifts where more people than that
    many shifts are missing.
    """
    shifts = _step(problem) == 1 or hire.least <= SHIFTS
    tried = (_more_shifts(problem, service, judge) if shifts else None, _more_people(problem, service, hire, judge))
    return tuple(remedy for remedy in tried if remedy is not None)


def _more_shifts(problem: Problem, service: Service, judge: JudgeMore) -> Remedy | None:
    """One shift after the other, each the best of the most promising, until the promise is kept."""
    lines: tuple[Line, ...] = ()
    now, verdict = service, service
    for turn in range(1, SHIFTS + 1):
        cells = _candidates(problem, now, short_of(problem, service))
        if not cells:
            break
        n = min(replications_for(float(service.arrived.sum()), SHIFTS * len(cells)), service.replications)
        trials = {cell: judge([*lines, (cell,)], n) for cell in cells}
        best = max(trials, key=lambda cell: (trials[cell].probability_met, trials[cell].rate_mean))
        lines, now = (*lines, (best,)), trials[best]
        if turn == SHIFTS or _near(now):
            verdict = judge(lines, service.replications)
        if verdict.met:
            break
    return _remedy(problem, "shifts", lines, judge(lines, service.replications) if verdict is service else verdict)


def _step(problem: Problem) -> int:
    """How many people are added at a time."""
    return max(1, problem.agents // TOLD_APART)


def _more_people(problem: Problem, service: Service, hire: Hire, judge: JudgeMore) -> Remedy | None:
    """People one after the other, each on the shift and days with most misses within reach; of a large team in steps.

    A large team's first step has as many as are needed at the least.
    """
    lines: list[Line] = []
    look, step = min(FIRST_LOOK, service.replications), _step(problem)
    now, most = service, max(1, hire.least) + step * PEOPLE
    while len(lines) < most and not now.met:
        people = min(max(step, hire.least) if step > 1 and not lines else step, most - len(lines))
        new = _lines(problem, reach(problem, now, short_of(problem, service), people), hire, people)
        if not new:
            break
        lines += new
        now = judge(lines, look)
        if _near(now) or len(lines) == most:
            now = judge(lines, service.replications)
    return _remedy(
        problem, "people", tuple(lines), now if now.replications > look else judge(lines, service.replications)
    )


def _lines(problem: Problem, score: Floats, hire: Hire, people: int) -> list[Line]:
    """One line for each person, who leaves to those who follow what their own shifts cannot take."""
    found: list[Line] = []
    brings = problem.demand.capacity.sum(axis=2)
    for _ in range(people):
        line = _line(problem, score, hire)
        if not line:
            break
        found.append(line)
        for cell in line:
            score[cell] = max(score[cell] - brings[cell], 0.0)
    return found


def _near(service: Service) -> bool:
    """Whether a look with few replications leaves it open that the promise is kept."""
    return service.probability_met >= service.confidence - NEAR


def _candidates(problem: Problem, service: Service, short: Floats) -> Sequence[Cell]:
    score = np.where(open_cells(problem), reach(problem, service, short), 0.0)
    most = min(CANDIDATES, affordable(SHIFTS * float(service.arrived.sum())), int((score > 0).sum()))
    order = np.argsort(-score, axis=None, kind="stable")[:most]
    return [divmod(int(place), problem.shifts) for place in order]


def _line(problem: Problem, score: Floats, hire: Hire) -> Line:
    """The contract's days of each week on one shift: the same hours every day leave no question of rest."""
    possible = open_cells(problem)
    value = {
        shift: list(_days(problem, np.where(possible[:, shift], score[:, shift], -1.0), hire)) for shift in hire.shifts
    }
    if not any(value.values()):
        return ()
    best = max(value, key=lambda shift: sum(score[day, shift] for day in value[shift]))
    return tuple((day, best) for day in value[best])


def _days(problem: Problem, score: Floats, hire: Hire) -> Iterator[int]:
    for week in range(problem.weeks):
        days = problem.days_of(week) - problem.history_days
        order = days[np.argsort(-score[days], kind="stable")]
        yield from sorted(int(day) for day in order[: hire.days] if score[day] >= 0)


def _remedy(problem: Problem, kind: str, lines: tuple[Line, ...], verdict: Service) -> Remedy | None:
    if not lines:
        return None
    paid = problem.paid_minutes[problem.history_days :]
    minutes = sum(int(paid[cell]) for line in lines for cell in line)
    return Remedy(kind, lines, verdict.probability_met, verdict.probability_lower, verdict.met, minutes)
