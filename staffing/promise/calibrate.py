"""Calibration: ask the fluid plan for more until the simulated weeks keep the promise.

The plan's own model knows averages only. A roster that is right on average is simulated; while the promise is not kept
in enough weeks, the plan is asked for more (asks.py), solved and simulated again. The last word has a simulation on
random numbers that took no part in the choice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from staffing.engines.direct import Limits, priced, solve
from staffing.engines.direct import Progress as SearchProgress
from staffing.explain.promise import likeliest
from staffing.problem import Problem
from staffing.promise.asks import Ask, asks, base_ask, rules_for
from staffing.result import Result, Status
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.service.windows import Uncertainty, risk_of, short_windows

if TYPE_CHECKING:
    from staffing.simulate.service import Service

ROUNDS = 3
"""Times that windows which turn out short are added and the plan is solved again."""
WINDOWS = 40
"""Windows added in a round."""
LATER_WORK = 0.2
"""Share of the work of the first search that each later one may use; they start from a roster that is nearly right."""
SEARCH_SEED = 1_000_003
"""Added to the seed for the simulations that choose, so that the one that judges is on fresh random numbers."""

Judge = Callable[[Roster, int], "Service"]
"""Roster and seed to a simulated service."""
Told = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Case:
    """What is calibrated: the problem, its rules and its uncertainty, and who judges."""

    problem: Problem
    rules: Sequence[Rule]
    uncertainty: Uncertainty
    judge: Judge


@dataclass(frozen=True, eq=False)
class Attempt:
    """One roster: what was asked, the share of simulated weeks that kept the promise, and its price.

    `probability` and `lower` (the lower end of its 95% interval) are those of the simulation that chose; `price` is
    under the rules as written, whatever was asked; `z` is the smallest margin over the windows.
    """

    ask: Ask
    roster: Roster
    probability: float
    lower: float
    met: bool
    price: int
    z: float


@dataclass(frozen=True, eq=False)
class Calibrated:
    """The chosen roster with its price, its verdict on fresh random numbers, and how it was reached."""

    result: Result
    """The chosen roster under the rules as written; its bound is that of the first search, which is not bent."""
    service: Service | None
    attempts: tuple[Attempt, ...]
    chosen: int
    ended: str
    """Why it stopped: `met`, `exhausted` (no ask on the path is enough), `time` or `interrupt`."""


def calibrate(
    case: Case, limits: Limits, told: Told | None = None, search_told: SearchProgress | None = None
) -> Calibrated:
    """The cheapest roster found whose simulated weeks keep the promise, else the one that keeps it most often.

    `service` is None, and `result` has no roster, where no roster meets the hard rules.
    """
    return _Calibration(case, limits, told or (lambda _: None), search_told).run()


@dataclass(eq=False)
class _Calibration:
    case: Case
    limits: Limits
    told: Told
    search_told: SearchProgress | None
    attempts: list[Attempt] = field(default_factory=list)
    judged: dict[bytes, Service] = field(default_factory=dict)
    ended: str = ""

    def run(self) -> Calibrated:
        self.begun = time.monotonic()
        case = self.case
        self.first = solve(case.problem, case.rules, self.limits, self.search_told)
        if self.first.roster is None:
            return Calibrated(self.first, None, (), -1, self.first.limit_hit)
        # no choice has been made yet, so the fresh random numbers may judge this one at once
        service = case.judge(self.first.roster, self.limits.seed)
        path = asks(case.problem, base_ask(case.rules))
        self.attempts.append(self._attempt(path[0], self.first.roster, service, self.first.objective or 0))
        if service.met or self.first.limit_hit in ("time", "interrupt"):
            return self._closed(self.first.limit_hit if not service.met else "met", 0, service)
        return self._climb(path, service)

    def _climb(self, path: tuple[Ask, ...], first: Service) -> Calibrated:
        """Gallop up the path; where a step keeps the promise, halve it while the promise has a price."""
        self.attempts[0] = self._measured(path[0], self.attempts[0].roster, self.attempts[0].price)
        everything = next((place for place, ask in enumerate(path) if ask.rate >= 1), 0)
        middle, last = (everything + len(path)) // 2, len(path) - 1
        best = likeliest(self.case.problem, self.case.uncertainty, path[0].rate)
        # where no roster can keep the promise, one more is tried for the better roster's sake
        steps = (everything, middle, last) if best >= first.confidence else (middle,)
        low = 0
        for high in dict.fromkeys(steps):
            if high == 0 or self.ended:
                continue
            if self._try(path[high]).met:
                self._halve(path, low, high)
                if (closed := self._verified()) is not None:
                    return closed
            low = high
        chosen = max(range(len(self.attempts)), key=lambda k: (round(self.attempts[k].probability, 2), -k))
        service = first if chosen == 0 else self.case.judge(self.attempts[chosen].roster, self.limits.seed)
        return self._closed(self.ended or "exhausted", chosen, service)

    def _halve(self, path: tuple[Ask, ...], low: int, high: int) -> None:
        while high - low > 1 and not self.ended and self._promise_has_a_price():
            middle = (low + high) // 2
            low, high = (low, middle) if self._try(path[middle]).met else (middle, high)

    def _verified(self) -> Calibrated | None:
        """The cheapest attempt that met the promise, if it does so on fresh random numbers as well."""
        met = [place for place, attempt in enumerate(self.attempts) if attempt.met]
        cheapest = min(met, key=lambda place: self.attempts[place].price)
        service = self.case.judge(self.attempts[cheapest].roster, self.limits.seed)
        return self._closed("met", cheapest, service) if service.met else None

    def _try(self, ask: Ask) -> Attempt:
        """Solve what is asked and simulate it."""
        self.told(f"calibrating: {ask.sentence}")
        roster = self._solved(ask)
        attempt = self._measured(ask, roster, self._price(roster).objective or 0)
        self.attempts.append(attempt)
        return attempt

    def _solved(self, ask: Ask) -> Roster:
        """The roster of an ask, from the best so far on; windows that turn out short are added in rounds."""
        case, roster = self.case, self._best().roster
        if ask.margin is None:
            return self._searched(rules_for(case.rules, ask), roster)
        windows: tuple[tuple[int, int, int], ...] = ()
        target = base_ask(case.rules).rate
        for _ in range(ROUNDS):
            short = short_windows(case.problem, roster, case.uncertainty, target, ask.margin, WINDOWS)
            new = tuple(window for window in short if window not in windows)
            if not new or self.ended:
                break
            windows += new
            roster = self._searched(rules_for(case.rules, ask, windows), roster)
        return roster

    def _searched(self, rules: Sequence[Rule], roster: Roster) -> Roster:
        left = self.limits.seconds - (time.monotonic() - self.begun)
        if left <= 0:
            self.ended = "time"
            return roster
        limits = replace(self.limits, work=self.limits.work * LATER_WORK, seconds=left)
        found = solve(self.case.problem, rules, limits, self.search_told, start=roster)
        if found.limit_hit in ("time", "interrupt"):
            self.ended = found.limit_hit
        return roster if found.roster is None else found.roster

    def _judged(self, roster: Roster) -> Service:
        """On the random numbers that choose; the same roster is simulated once."""
        key = np.packbits(roster.work).tobytes()
        if key not in self.judged:
            self.judged[key] = self.case.judge(roster, self.limits.seed + SEARCH_SEED)
        return self.judged[key]

    def _measured(self, ask: Ask, roster: Roster, price: int) -> Attempt:
        return self._attempt(ask, roster, self._judged(roster), price)

    def _attempt(self, ask: Ask, roster: Roster, service: Service, price: int) -> Attempt:
        z = risk_of(self.case.problem, roster, self.case.uncertainty, service.target).z
        return Attempt(ask, roster, service.probability_met, service.probability_lower, service.met, price, z)

    def _price(self, roster: Roster) -> Result:
        """What a roster costs under the rules as written, whatever was asked."""
        limits = Limits(work=3.0, seconds=30.0, seed=self.limits.seed)
        return priced(self.case.problem, self.case.rules, roster, limits)

    def _best(self) -> Attempt:
        return max(self.attempts, key=lambda attempt: attempt.probability)

    def _promise_has_a_price(self) -> bool:
        """Whether a less cautious ask could be cheaper than the cheapest attempt that met the promise."""
        return min(a.price for a in self.attempts if a.met) > (self.first.objective or 0)

    def _closed(self, ended: str, chosen: int, service: Service) -> Calibrated:
        result = self.first
        if chosen:
            result = self._under_the_rules_as_written(self.attempts[chosen].roster)
        return Calibrated(result, service, tuple(self.attempts), chosen, ended)

    def _under_the_rules_as_written(self, roster: Roster) -> Result:
        cost = self._price(roster)
        assert cost.objective is not None
        proven = cost.objective <= self.first.bound
        limit = self.ended if self.ended in ("time", "interrupt") else self.first.limit_hit
        return replace(
            cost,
            status=Status.OPTIMAL if proven else Status.FEASIBLE,
            bound=self.first.bound,
            seconds=time.monotonic() - self.begun,
            limit_hit=limit,
        )
