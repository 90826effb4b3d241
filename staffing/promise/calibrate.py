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

from staffing.documents.team import Targets
from staffing.engines import ENGINES
from staffing.engines.choose import chosen, priced, solve
from staffing.engines.direct.ledger import Priced
from staffing.engines.limits import Limits
from staffing.engines.limits import Progress as SearchProgress
from staffing.engines.tours.blocks.deal import blocks_for
from staffing.explain.promise import likeliest
from staffing.problem import Problem
from staffing.promise.asks import Ask, base_ask, ladders, rules_for
from staffing.promise.targets import missed
from staffing.result import Result, Status
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.service.window_sums import Uncertainty
from staffing.service.windows import ShortWindow, risk_of, short_windows

if TYPE_CHECKING:
    from staffing.simulate.service import Service

ROUNDS = 3
"""Times that windows which turn out short are added and the plan is solved again."""
WINDOWS = 120
"""Windows added in a round."""
LATER_WORK = 0.2
"""Share of the work of the first search that each later one may use; they start from a roster that is nearly right."""
VERIFIED = 3
"""Rosters that the fresh random numbers may judge: each look is one more chance to pass by luck."""
SEARCH_SEED = 1_000_003
"""Added to the seed for the simulations that choose, so that the one that judges is on fresh random numbers."""

LIKELIER = 0.02
"""Shares of weeks nearer to each other than this are not told apart where no roster keeps the promise."""
NO_GAIN = 0.005
"""A step up that keeps the promise in hardly more weeks than the step below: asking for still more will not help."""

Judge = Callable[[Roster, int], "Service"]
"""Roster and seed to a simulated service."""
Told = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Case:
    """What is calibrated: problem, rules and uncertainty, who judges, and the targets beside the promise.

    `glance`: who judges rosters that are only compared, if that may be cheaper (`glance.py`); by default `judge`.
    `executor`: where the tours engine searches its blocks; None: in this process.
    """

    problem: Problem
    rules: Sequence[Rule]
    uncertainty: Uncertainty
    judge: Judge
    targets: Targets | None = None
    engine: str = "auto"
    glance: Judge | None = None
    executor: str | None = None


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
    """Why it stopped: `met`, `beyond` (no roster of these people can keep the promise), `exhausted` (nothing that was
    asked is enough), `time` or `interrupt`."""


def calibrate(
    case: Case, limits: Limits, told: Told | None = None, search_told: SearchProgress | None = None
) -> Calibrated:
    """The cheapest roster found whose simulated weeks keep the promise; where none does, the one that comes nearest.

    Nearest is, of those that miss fewest targets, the likeliest to keep the promise, and of equals the cheapest.

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
    costs: dict[bytes, Priced | None] = field(default_factory=dict)
    refused: set[bytes] = field(default_factory=set)
    """Rosters that the fresh random numbers have refused: luck on the others does not bring them back."""
    looks: int = 0
    """Rosters that the fresh random numbers have judged, the first one aside."""
    ended: str = ""

    def run(self) -> Calibrated:
        self.begun = time.monotonic()
        case = self.case
        self.first = self._solve(self.limits, case.rules, case.engine)
        if self.first.roster is None:
            return Calibrated(self.first, None, (), -1, self.first.limit_hit)
        # no choice has been made yet, so the fresh random numbers may judge this one at once
        service = case.judge(self.first.roster, self.limits.seed)
        ask = base_ask(case.rules)
        self.costs[_key(self.first.roster)] = (self.first.objective or 0, self.first.ledger)
        self.attempts.append(self._attempt(ask, self.first.roster, service, self.first.objective or 0))
        if service.met:
            return self._closed("met", 0, service)
        if self.first.limit_hit in ("time", "interrupt"):
            return self._closed(self.first.limit_hit, 0, service)
        if likeliest(case.problem, case.uncertainty, ask.rate) < service.confidence:
            return self._closed("beyond", 0, service)
        try:
            return self._climb(ask, service)
        except KeyboardInterrupt:  # during a simulation: CP-SAT takes it for itself during a search
            self.ended = "interrupt"
            return self._closed(self.ended, 0, service)

    def _climb(self, base: Ask, first: Service) -> Calibrated:
        """One ladder after the other, until the promise is kept at no price; then the cheapest that keeps it."""
        self.refused.add(_key(self.attempts[0].roster))
        self.attempts[0] = self._measured(base, self.attempts[0].roster, self.attempts[0].price)
        for ladder in ladders(self.case.problem, base):
            self._least_cautious(ladder)
            # what seems to keep it at no price ends the climb, so it is verified before the other ladders are left out
            if not self._promise_has_a_price() and (verified := self._verified(self.first.objective or 0)) is not None:
                return verified
        if (verified := self._verified()) is not None:
            return verified
        chosen = min(range(len(self.attempts)), key=self._distance)
        service = self.case.judge(self.attempts[chosen].roster, self.limits.seed) if chosen else first
        return self._closed(self.ended or "exhausted", chosen, service)

    def _least_cautious(self, ladder: tuple[Ask, ...]) -> None:
        """Halve a ladder, until more caution no longer helps or less could not be cheaper."""
        low, high, best = -1, len(ladder), -1.0
        while high - low > 1 and not self.ended and self._promise_has_a_price():
            middle = (low + high + 1) // 2
            attempt = self._try(ladder[middle])
            if attempt.met:
                high = middle
            elif attempt.probability < best + NO_GAIN:
                break
            else:
                low, best = middle, attempt.probability

    def _verified(self, dearest: int | None = None) -> Calibrated | None:
        """The cheapest attempt that the fresh random numbers confirm, none dearer than `dearest`; None: no such."""
        for place in self._met():
            attempt = self.attempts[place]
            if self.looks == VERIFIED or (dearest is not None and attempt.price > dearest):
                break
            if _key(attempt.roster) not in self.refused:
                self.looks += 1
                service = self.case.judge(attempt.roster, self.limits.seed)
                if service.met:
                    return self._closed("met", place, service)
                self.refused.add(_key(attempt.roster))
            self.attempts[place] = replace(attempt, met=False)
        return None

    def _met(self) -> list[int]:
        """Attempts whose simulated weeks kept the promise, the cheapest first."""
        met = [place for place, attempt in enumerate(self.attempts) if attempt.met]
        return sorted(met, key=lambda place: self.attempts[place].price)

    def _distance(self, place: int) -> tuple[int, int, int]:
        """How far an attempt is from the targets, where none keeps the promise."""
        attempt = self.attempts[place]
        targets = self.case.targets
        others = 0 if targets is None else len(missed(self._judged(attempt.roster), targets))
        return others, -round(attempt.probability / LIKELIER), attempt.price

    def _promise_has_a_price(self) -> bool:
        """Whether some other ask could keep the promise more cheaply than the attempts so far."""
        met = self._met()
        return not met or self.attempts[met[0]].price > (self.first.objective or 0)

    def _try(self, ask: Ask) -> Attempt:
        """Solve what is asked and simulate it."""
        self.told(f"calibrating: {ask.sentence}")
        roster = self._solved(ask)
        if self._price(roster) is None:  # no way of serving its work was found within the limits
            roster = self.attempts[0].roster
        attempt = self._measured(ask, roster, self._cost(roster)[0])
        self.attempts.append(attempt)
        return attempt

    def _solved(self, ask: Ask) -> Roster:
        """The roster of an ask, from the first one on; windows that turn out short are added in rounds."""
        case, roster = self.case, self.attempts[0].roster
        if ask.margin is None:
            return self._searched(rules_for(case.rules, ask), roster)
        windows: tuple[ShortWindow, ...] = ()
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
        # a roster that is nearly right, and little work: what the engine that found it goes on from at once
        engine = next(name for name in ENGINES if self.first.engine.startswith(name))
        found = self._solve(limits, rules, engine, roster)
        if found.limit_hit in ("time", "interrupt"):
            self.ended = found.limit_hit
        return roster if found.roster is None else found.roster

    def _solve(self, limits: Limits, rules: Sequence[Rule], engine: str, start: Roster | None = None) -> Result:
        case = self.case
        # the column engine searches otherwise in blocks, with no gain at a size at which it is taken
        several = chosen(case.problem, rules, engine)[0] == "tours" and blocks_for(case.problem.agents) > 1
        where = case.executor if several else None
        found = solve(case.problem, rules, limits, self.search_told, start=start, engine=engine, executor=where)
        if where is None and case.executor not in (None, "auto"):
            found = replace(found, because=f"{found.because}; it searches in this process, whatever the executor")
        return found

    def _judged(self, roster: Roster) -> Service:
        """On the random numbers that choose; the same roster is simulated once."""
        key = _key(roster)
        if key not in self.judged:
            look = self.case.glance or self.case.judge
            self.judged[key] = look(roster, self.limits.seed + SEARCH_SEED)
        return self.judged[key]

    def _measured(self, ask: Ask, roster: Roster, price: int) -> Attempt:
        attempt = self._attempt(ask, roster, self._judged(roster), price)
        return replace(attempt, met=False) if _key(roster) in self.refused else attempt

    def _attempt(self, ask: Ask, roster: Roster, service: Service, price: int) -> Attempt:
        z = risk_of(self.case.problem, roster, self.case.uncertainty, service.target).z
        return Attempt(ask, roster, service.probability_met, service.probability_lower, service.met, price, z)

    def _price(self, roster: Roster) -> Priced | None:
        """What a roster costs under the rules as written, whatever was asked, and for what."""
        key = _key(roster)
        if key not in self.costs:
            self.costs[key] = priced(self.case.problem, self.case.rules, roster, self.limits.seed)
        return self.costs[key]

    def _cost(self, roster: Roster) -> Priced:
        """The same of a roster that was attempted."""
        price = self._price(roster)
        assert price is not None, "an attempt has a price"
        return price

    def _closed(self, ended: str, chosen: int, service: Service) -> Calibrated:
        result = self.first
        if ended in ("time", "interrupt"):
            result = replace(result, limit_hit=ended)
        if chosen:
            result = self._under_the_rules_as_written(self.attempts[chosen].roster)
        return Calibrated(result, service, tuple(self.attempts), chosen, ended)

    def _under_the_rules_as_written(self, roster: Roster) -> Result:
        price, ledger = self._cost(roster)
        proven = price <= self.first.bound
        limit = self.ended if self.ended in ("time", "interrupt") else self.first.limit_hit
        return replace(
            self.first,
            status=Status.OPTIMAL if proven else Status.FEASIBLE,
            roster=roster,
            objective=price,
            ledger=ledger,
            seconds=time.monotonic() - self.begun,
            limit_hit=limit,
        )


def _key(roster: Roster) -> bytes:
    """What equal rosters share."""
    return np.packbits(roster.work).tobytes()
