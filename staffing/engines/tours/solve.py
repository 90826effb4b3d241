"""Solve a rostering problem by counts of tours: first how many of each class work which tour, then who."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from staffing.engines.columns.program.world import hard_price_of
from staffing.engines.limits import Limits, Progress
from staffing.engines.tours.blocks.deal import dealt
from staffing.engines.tours.blocks.joined import lines_of_all
from staffing.engines.tours.blocks.search import Organization, Settled, settled
from staffing.engines.tours.bonds import Bond, bonds_of, bound_people, with_least
from staffing.engines.tours.classes import Kinds, classes_of, kinds_of
from staffing.engines.tours.counted import counted_rows
from staffing.engines.tours.expected import expected_shares
from staffing.engines.tours.generate import Generation, Tours, possible
from staffing.engines.tours.leftovers import repaired
from staffing.engines.tours.master import Master
from staffing.engines.tours.people import Crowd, in_any_order, to_people
from staffing.engines.tours.price import crowd_price
from staffing.engines.tours.proof import proven, proven_with_fairness
from staffing.engines.tours.shares import shares_of
from staffing.executor import Executor, Serial, Spec, open_executor
from staffing.problem import Integers, Problem
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
    choices: Integers | None = None
    """[A, D] of everybody, as soon as there are some."""
    begun: float = field(default_factory=time.monotonic)

    def run(self, executor: Spec | str | None) -> Result:
        """The roster that is found, at its price."""
        solvable = True
        try:
            with open_executor(executor or "serial") as opened:
                solvable = self._search(opened)
        except KeyboardInterrupt:  # lines in any order are as good for the counts
            self.hit = "interrupt"
        if not solvable or self.choices is None:
            return self._result(Status.UNKNOWN if solvable else Status.INFEASIBLE, None)
        return self._result(Status.UNKNOWN, Roster.of(self.choices, self.problem.shifts))

    def better(self, found: Result, start: Roster) -> Result:
        """The roster found, or the one that was given where that costs less."""
        given = self._result(Status.UNKNOWN, start)
        if given.objective is None or (found.objective is not None and found.objective <= given.objective):
            return found
        return given

    def _search(self, executor: Executor) -> bool:
        """From the problem to choices; False where there is no roster."""
        kinds, bonds = kinds_of(self.problem), bonds_of(self.problem, self.rules)
        blocks = dealt(self.problem, kinds, bonds)
        executor = executor if len(blocks) > 1 else Serial()  # one block gains nothing elsewhere
        plain = lines_of_all(self.problem, self.rules, blocks, executor)
        lines = with_least(self.problem, plain, bonds)
        classes = classes_of(self.problem, lines)
        tours = Tours(lines, classes)
        if plain.without_line or not all(map(tours.any, range(classes.count))):
            return False
        matrix = counted_rows(self.problem, self.rules, kinds)
        first = Generation(Master(matrix, classes, hard_price_of(matrix.rows)), tours)
        if not possible(first, self._spent):
            return False
        proof = proven(first, lines)
        self._prove(proof.bound)
        shares = expected_shares(shares_of(self.problem, self.rules), first, proof.cheapest)
        whole = Organization(self.problem, self.rules, kinds, bonds, blocks, plain, shares)
        found = settled(whole, first, replace(self.limits, seconds=self._left()), executor)
        self.choices = in_any_order(found.given, plain.own.shape[:2])
        self._note(found)
        if not self.hit:
            self._prove(proven_with_fairness(first, (found.bound, found.prices), lines, shares))
        if self.hit != "interrupt":
            bound = bound_people(bonds, self.problem.agents)
            crowd = Crowd(plain, shares, proof.least, bound, kinds.of, self.limits.seed)
            self.choices = to_people(crowd, found.given, executor)
        if not self.hit:
            self.choices = self._repaired(self.choices, kinds, bonds)
        return True

    def _note(self, found: Settled) -> None:
        """What cut the search of the blocks short, if anything."""
        if found.interrupted:
            self.hit = "interrupt"
        elif found.late:
            self.hit = "time"

    def _repaired(self, choices: Integers, kinds: Kinds, bonds: Sequence[Bond]) -> Integers:
        """The choices with what is left over repaired, where that makes the roster cheaper, or possible at all."""
        limits = replace(self.limits, seconds=self._left())
        found = repaired(self.problem, self.rules, choices, kinds, bonds, limits)
        if (found == choices).all():
            return choices
        rosters = (Roster.of(each, self.problem.shifts) for each in (choices, found))
        old, new = (crowd_price(self.problem, self.rules, each) for each in rosters)
        return found if old is None or (new is not None and new[0] < old[0]) else choices

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
