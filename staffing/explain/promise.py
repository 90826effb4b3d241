"""The promise against what chance leaves possible: a probability that no roster can exceed.

On-time work of a week is at most the capacity within it plus the work that may wait beyond its end, and at most the
capacity until its last deadline. So the share `rate` of the work W is on time only if

    rate W - S <= capacity within the week          S: the part of W whose deadline lies after the week
    rate W     <= capacity until the last deadline

The left sides are normal with the mean of the plan and the variance of the uncertainty, the right sides the most that
people can give (reach.py). As in the rule `resolution_rate`, what is open at the start and can still be on time belongs
to the first week; in the simulated rate it does not count, but people serve it first. Shares of work stand for shares
of cases, as nobody knows handle times beforehand; what somebody finishes after a shift is not counted. All people
serve all work here: that some serve only a part of it makes no week better.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from staffing.explain.finding import Finding, first_day, more_people, percent, percent_below
from staffing.explain.reach import heads, last_chance, most_capacity, on_queue_at_most, rule_of
from staffing.problem import Integers, Problem
from staffing.rules import Rule
from staffing.rules.team.resolution_rate import ResolutionRate
from staffing.rules.team.utilization_band import UtilizationBand
from staffing.service.window_sums import Uncertainty

NORMAL = NormalDist()
LADDER = (0.5, 0.8, 0.9, 0.95, 0.99)
"""Confidences whose price is told beside the one wanted."""
FURTHEST = 8.0
"""Standard deviations beyond which a probability is 0 or 1."""


@dataclass(frozen=True)
class Stretch:
    """One week's work against one stretch of capacity; minutes."""

    work: float
    spared: float
    """Part of the work that may wait beyond the stretch."""
    variances: tuple[float, float, float]
    """Variance of the work, its covariance with the spared part, variance of that."""
    most: float
    """Capacity of everybody in the stretch."""
    beyond: float
    """What of it comes from elsewhere than the paid minutes of the week: begun before, or after its end."""
    people_variance: float
    """No less than what absence makes of the variance of that capacity."""

    def needed(self, rate: float, z: float) -> float:
        """Capacity that holds the promise with a margin of z standard deviations."""
        return rate * self.work - self.spared + z * self._sigma(rate, z)

    def margin(self, rate: float) -> float:
        """Standard deviations between everybody's capacity and what the promise needs on average."""
        slack = self.most - self.needed(rate, 0.0)
        sigma = self._sigma(rate, slack)
        return float(np.clip(slack / sigma, -FURTHEST, FURTHEST)) if sigma else math.copysign(FURTHEST, slack)

    def _sigma(self, rate: float, z: float) -> float:
        own, both, spared = self.variances
        variance = rate**2 * own - 2 * rate * both + spared
        # chance of absence lowers a probability above one half, which may be left out, and raises one below
        return math.sqrt(max(0.0, variance) + (self.people_variance if z < 0 else 0.0))


def stretches(problem: Problem, uncertainty: Uncertainty, week: int) -> tuple[Stretch, Stretch]:
    """The week without and with what comes after it, until its last deadline."""
    demand = problem.demand
    first, end = int(problem.intervals_of(week)[0]), int(problem.intervals_of(week)[-1]) + 1
    chances = [last_chance(demand, kind) for kind in range(len(demand.work))]
    wait = np.clip(np.array([np.searchsorted(chance, end) for chance in chances], dtype=np.int64), first, end)
    reach = min(max(int(chance[end - 1]) for chance in chances) + 1, len(demand.base_total))
    nothing_spared = np.full_like(wait, end)
    return (
        _stretch(problem, uncertainty, (first, end, end), wait),
        _stretch(problem, uncertainty, (first, end, reach), nothing_spared),
    )


def _stretch(problem: Problem, uncertainty: Uncertainty, edges: tuple[int, int, int], wait: Integers) -> Stretch:
    demand = problem.demand
    first, end, reach = edges
    work, spared, variances = _work(problem, uncertainty, (first, end), wait)
    if not first:
        opening = _opening(problem, uncertainty, reach)
        work, spared = work + opening[0], spared + opening[1]
        variances = (variances[0] + opening[2], variances[1] + opening[3], variances[2] + opening[3])
    people, base = most_capacity(problem, np.arange(first, reach)), demand.base_total
    after = most_capacity(problem, np.arange(end, reach)) if reach > end else 0
    fastest = problem.capacity_at(int(problem.speed.max(initial=100)))
    largest = float(fastest[:, :, first:reach].sum(axis=2).max(initial=0))
    lost = uncertainty.absence / (1 - uncertainty.absence)
    return Stretch(
        work=work,
        spared=spared,
        variances=variances,
        most=float(people + base[first:reach].sum()),
        beyond=float(after + base[first:reach].sum()),
        people_variance=lost * people * largest,
    )


def _work(
    problem: Problem, uncertainty: Uncertainty, edges: tuple[int, int], wait: Integers
) -> tuple[float, float, tuple[float, float, float]]:
    """Work that arrives between two edges, what of it comes from `wait` [K] on, and their variances."""
    demand, (first, end) = problem.demand, edges
    width = demand.intervals + 1
    total, spared = np.zeros(len(wait) * width), np.zeros(len(wait) * width)
    for kind, since in enumerate(wait):
        total[kind * width + end] += 1
        total[kind * width + first] -= 1
        spared[kind * width + end] += 1
        spared[kind * width + since] -= 1
    covered = uncertainty.arrivals @ np.stack([total, spared], axis=1)
    variances = float(total @ covered[:, 0]), float(total @ covered[:, 1]), float(spared @ covered[:, 1])
    late = float(sum(demand.work[kind, since:end].sum() for kind, since in enumerate(wait)))
    return float(demand.work[:, first:end].sum()), late, variances


def _opening(problem: Problem, uncertainty: Uncertainty, reach: int) -> tuple[float, float, float, float]:
    """Open work that can still be on time, what of it is due later than the stretch, and the variances of both."""
    demand = problem.demand
    whole = float(demand.opening_work[demand.opening_deadline > 0].sum())
    later = float(demand.opening_work[demand.opening_deadline > reach].sum())
    variance = float(uncertainty.opening[-1]) if len(uncertainty.opening) else 0.0
    return whole, later, variance, max(0.0, variance - float(uncertainty.opening[reach - 1])) if variance else 0.0


def likeliest(problem: Problem, uncertainty: Uncertainty, rate: float) -> float:
    """The share of weeks in which at best, whatever the roster, `rate` of the work is on time; mean over the weeks."""
    weeks = [stretches(problem, uncertainty, week) for week in range(problem.weeks)]
    return float(np.mean([_best(both, rate) for both in weeks if both[0].work] or [1.0]))


def promise_against_supply(
    problem: Problem, rules: Sequence[Rule], uncertainty: Uncertainty, confidence: float
) -> Iterator[Finding]:
    """Weeks in which everybody's hours together cannot keep the promise as often as wanted."""
    rule = rule_of(rules, ResolutionRate)
    if rule is None:
        return
    for week in range(problem.weeks):
        both = stretches(problem, uncertainty, week)
        if not both[0].work or _best(both, rule.rate) >= confidence:
            continue
        missing = max(one.needed(rule.rate, NORMAL.inv_cdf(confidence)) - one.most for one in both)
        a_head = both[0].most / max(1, heads(problem, week))
        people = math.ceil(missing / a_head - 1e-9) if a_head else 0
        yield Finding(
            "promise",
            f"week of {first_day(problem, week)}: whatever the roster, all hours of the people there keep "
            f"{percent(rule.rate)} on time in {percent_below(_best(both, rule.rate))} of such weeks at best "
            f"({percent(confidence)} wanted); at least {math.ceil(missing / 60)} h more on queue are needed"
            f"{f', about {more_people(people)}' if people else ''}. {_best_rate(both, confidence)}",
        )


def _best(both: Sequence[Stretch], rate: float) -> float:
    """The probability that no roster exceeds."""
    return NORMAL.cdf(min(one.margin(rate) for one in both))


def _best_rate(both: Sequence[Stretch], confidence: float) -> str:
    rate = next((share for share in range(99, 0, -1) if _best(both, share / 100) >= confidence), 0)
    if not rate:
        return f"With the people there no rate can be promised for {percent(confidence)} of weeks"
    return f"With the people there no more than {rate}% on time can be promised for {percent(confidence)} of weeks"


def band_against_promise(
    problem: Problem, rules: Sequence[Rule], uncertainty: Uncertainty, confidence: float
) -> Iterator[Finding]:
    """Paid hours that the band allows at most against those that the promise needs at least, in every week."""
    rule, band = rule_of(rules, ResolutionRate), rule_of(rules, UtilizationBand)
    work = float(problem.demand.work.sum())
    density = on_queue_at_most(problem)
    if rule is None or band is None or not band.min or not work or not density:
        return
    weeks = [stretches(problem, uncertainty, week) for week in range(problem.weeks)]
    rate = rule.rate

    def paid(chance: float) -> float:
        z = NORMAL.inv_cdf(chance)
        return sum(max(0.0, *(one.needed(rate, z) - one.beyond for one in both)) for both in weeks) / density

    allowed = work / band.min
    if paid(confidence) <= allowed:
        return
    prices = [
        f"{math.ceil(paid(step) / 60)} h ({percent_below(work / paid(step))}) for {percent(step)}"
        for step in _steps(confidence)
        if paid(step)
    ]
    every = "" if problem.weeks == 1 else ", every week alike,"
    yield Finding(
        "band",
        f"targets.utilization.min of {percent(band.min)} allows {math.floor(allowed / 60)} paid hours, which{every} "
        f"keep {percent(rate)} on time in {percent_below(_likeliest(paid, allowed))} of weeks at best "
        f"({percent(confidence)} wanted). The promise takes at least {', '.join(prices)} of weeks (utilization in "
        f"brackets): lower targets.utilization.min to {percent_below(work / paid(confidence))}, or promise less",
    )


def _steps(confidence: float) -> list[float]:
    """The confidence wanted, with the nearest of the ladder on both sides."""
    below = [step for step in LADDER if step < confidence][-1:]
    above = [step for step in LADDER if step > confidence][:1]
    return [*below, confidence, *above]


def _likeliest(paid: Callable[[float], float], allowed: float) -> float:
    """The largest probability that so many paid minutes can buy; their price rises with it."""
    low, high = NORMAL.cdf(-FURTHEST), NORMAL.cdf(FURTHEST)
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if paid(middle) <= allowed else (low, middle)
    return low
