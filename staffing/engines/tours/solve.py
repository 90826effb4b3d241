"""Solve a rostering problem by counts of tours: first how many of each class work which tour, then who."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.lines import Lines, lines_of
from staffing.engines.columns.program.world import hard_price_of
from staffing.engines.limits import Limits, Progress
from staffing.engines.tours.bonds import Bond, bonds_of, bound_people, lead_prices, with_least
from staffing.engines.tours.classes import Classes, Kinds, classes_of
from staffing.engines.tours.counted import counted_rows
from staffing.engines.tours.expected import expected_shares, reckoned_with
from staffing.engines.tours.generate import Generation, Tours, generated, possible
from staffing.engines.tours.improve import bonded, padded
from staffing.engines.tours.integer import GOOD, Whole
from staffing.engines.tours.leftovers import repaired
from staffing.engines.tours.master import Master
from staffing.engines.tours.people import Crowd, Given, in_any_order, to_people
from staffing.engines.tours.price import crowd_price
from staffing.engines.tours.proof import proven, proven_with_fairness
from staffing.engines.tours.rooms import with_room
from staffing.engines.tours.shares import shares_of
from staffing.engines.tours.whole import Counted, made_whole
from staffing.executor import Spec, open_executor
from staffing.problem import Flags, Integers, Problem
from staffing.result import Result, Status
from staffing.roster import Roster
from staffing.rules import Rule

ENGINE = "tours"


def solve(
    problem: Problem,
    rules: Sequence[Rule],
    limits: Limits,
    progress: Progress | None = None,
    *,
    start: Roster | None = None,
    executor: Spec | str | None = None,
) -> Result:
    """The cheapest roster found under the rules, with a proven bound on the price of any.

    INFEASIBLE where somebody has no line of work at all, or no counts meet the hard rules, UNKNOWN where no roster
    was found. It ends by itself, the same way for the same seed; the limit on seconds makes it leave out what would
    come later. `start` is kept where nothing better is found. Ctrl-C keeps the best.
    """
    search = _Search(problem, rules, limits, progress)
    found = search.run(executor)
    return found if start is None else search.better(found, start)


@dataclass(eq=False)
class _Search:
    problem: Problem
    rules: Sequence[Rule]
    limits: Limits
    progress: Progress | None
    hit: str = ""
    bound: int = 0
    counted: Counted | None = None
    choices: Integers = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))
    """[A, D] of everybody, as soon as there are some."""
    begun: float = field(default_factory=time.monotonic)

    def run(self, executor: Spec | str | None) -> Result:
        """The roster that is found, at its price."""
        plain = lines_of(self.problem, self.rules)
        bonds = bonds_of(self.problem, self.rules)
        lines = with_least(self.problem, plain, bonds)
        classes = classes_of(self.problem, lines)
        tours = Tours(lines, classes)
        if plain.without_line or not all(map(tours.any, range(classes.count))):
            return self._result(Status.INFEASIBLE, None)
        matrix = counted_rows(self.problem, self.rules, classes.kinds)
        first = Generation(Master(matrix, classes, hard_price_of(matrix.rows)), tours)
        try:
            if not possible(first, self._spent):
                return self._result(Status.INFEASIBLE, None)
            given, crowd = self._counts(first, (plain, lines), bonds)
        except KeyboardInterrupt:
            self.hit = "interrupt"
            return self._result(Status.UNKNOWN, None)
        self.choices = in_any_order(given, plain.own.shape[:2])
        try:
            with open_executor(executor or "serial") as opened:
                self.choices = to_people(crowd, given, opened)
            self._repair(classes.kinds, bonds)
        except KeyboardInterrupt:  # the lines so far are as good for the counts
            self.hit = "interrupt"
        return self._result(Status.UNKNOWN, Roster.of(self.choices, self.problem.shifts))

    def better(self, found: Result, start: Roster) -> Result:
        """The roster found, or the one that was given where that costs less."""
        given = self._result(Status.UNKNOWN, start)
        if given.objective is None or (found.objective is not None and found.objective <= given.objective):
            return found
        return given

    def _counts(self, first: Generation, both: tuple[Lines, Lines], bonds: Sequence[Bond]) -> tuple[list[Given], Crowd]:
        """The tours of each class, and all people with what their lines cost.

        `both` are the lines as they are, and with what those pay who follow others, whatever these do.
        """
        plain, lines = both
        proof = proven(first, lines)
        self._prove(proof.bound)
        shares = expected_shares(shares_of(self.problem, self.rules), first, proof.cheapest)
        leads = lead_prices(plain, bonds)
        roomy = with_room(_led(plain, leads), shares)
        bound = bound_people(bonds, self.problem.agents)
        people = classes_of(self.problem, roomy, bound)
        reckoned = reckoned_with(self.problem, people.kinds, shares)
        matrix = counted_rows(self.problem, [*self.rules, *reckoned], people.kinds)
        second = Generation(Master(matrix, people, first.master.hard_price), Tours(roomy, people))
        plain_rows = first.master.matrix.rows.plain
        second.begin_at(np.insert(first.prices, plain_rows, np.zeros(matrix.rows.plain - plain_rows)))
        generated(second, self._spent)
        if not self._spent():
            # the rows that were added last of the plain ones are none of the problem's
            prices = np.delete(second.prices, np.arange(plain_rows, matrix.rows.plain))
            self._prove(proven_with_fairness(first, (second.bound, prices), lines, shares))
        self.counted = made_whole(second, self._spent)
        try:
            self._improve(second, bonds, leads)
        except KeyboardInterrupt:
            self.hit = "interrupt"
        crowd = Crowd(plain, shares, proof.least, bound, people, self.limits.seed)
        return _given(second.master, people, self.counted.counts), crowd

    def _improve(self, generation: Generation, bonds: Sequence[Bond], leads: Mapping[int, Integers]) -> None:
        """Counts that suit those who follow others, and cost less."""
        assert self.counted is not None
        self._tell()
        if bonds and not self._spent():
            random = np.random.default_rng(self.limits.seed)
            self.counted = bonded(generation, self.counted, self.problem, bonds, leads, random, self._spent)
        counted = self.counted
        if counted.value - counted.relaxed.value > GOOD * abs(counted.value) and not self._spent():
            followed = np.array([other for bond in bonds for other in bond.others], dtype=np.int64)
            whole = Whole(generation, generation.master.classes.of[followed], self.limits.seed)
            self.counted = whole.better(counted, self._left)

    def _repair(self, kinds: Kinds, bonds: Sequence[Bond]) -> None:
        """Repair what is left over, where that makes the roster cheaper, or possible at all."""
        if self.hit:
            return
        limits = replace(self.limits, seconds=self._left())
        found = repaired(self.problem, self.rules, self.choices, kinds, bonds, limits)
        if (found == self.choices).all():
            return
        rosters = (Roster.of(each, self.problem.shifts) for each in (self.choices, found))
        old, new = (crowd_price(self.problem, self.rules, each) for each in rosters)
        if old is None or (new is not None and new[0] < old[0]):
            self.choices = found

    def _result(self, status: Status, roster: Roster | None) -> Result:
        """The roster at its exact price; UNKNOWN where it breaks a hard rule."""
        price = None if roster is None else crowd_price(self.problem, self.rules, roster)
        seconds = time.monotonic() - self.begun
        if price is None:
            return Result(status, ENGINE, None, None, self.bound, (), seconds, self.hit)
        status = Status.OPTIMAL if price[0] <= self.bound else Status.FEASIBLE
        return Result(status, ENGINE, roster, price[0], self.bound, price[1], seconds, self.hit)

    def _prove(self, bound: int) -> None:
        self.bound = max(self.bound, bound)
        self._tell()

    def _tell(self) -> None:
        if self.progress is not None:
            self.progress("price", None, self.bound)  # counts have no price before people work them

    def _left(self) -> float:
        """Seconds left."""
        return self.limits.seconds - (time.monotonic() - self.begun)

    def _spent(self) -> bool:
        """Whether the limit on seconds is met; what comes later is then left out, and the roster says so."""
        if self._left() <= 0:
            self.hit = "time"
        return self.hit != ""


def _led(lines: Lines, leads: Mapping[int, Integers]) -> Lines:
    """The lines of those who lead with what they cost their followers."""
    own = lines.own.copy()
    for agent, price in leads.items():
        own[agent] = np.minimum(NEVER, own[agent] + price)
    return replace(lines, own=own)


def _given(master: Master, classes: Classes, counts: Integers) -> list[Given]:
    """[C] the tours of each class, with its members."""
    of_class = np.array([tour.of_class for tour in master.tours])
    choices = np.array([tour.choices for tour in master.tours])
    counts = padded(counts, master)
    places = _by(of_class, counts > 0, classes.count)
    members = _by(classes.of, np.ones(len(classes.of), dtype=bool), classes.count)
    return [Given(who, choices[which], counts[which]) for who, which in zip(members, places, strict=True)]


def _by(of_class: Integers, kept: Flags, classes: int) -> list[Integers]:
    """[C] places of what belongs to each class, of those that are kept."""
    places = np.flatnonzero(kept)
    order = places[np.argsort(of_class[places], kind="stable")]
    return np.split(order, np.searchsorted(of_class[order], np.arange(1, classes)))
