"""The search for a roster: the root's bound, dives, and neighbourhoods until the limit."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from staffing.engines.columns.program.ascent import NEARLY, ascend
from staffing.engines.columns.program.bound import SCALE
from staffing.engines.columns.program.master import NEAR, NOWHERE, Program
from staffing.engines.columns.program.meter import Meter
from staffing.engines.columns.program.mixture import Mixture
from staffing.engines.columns.program.price import costs, price_of
from staffing.engines.columns.program.relaxation import Line
from staffing.engines.columns.program.rows import Numbers
from staffing.engines.columns.program.world import World
from staffing.engines.columns.proof.closing import Closing
from staffing.engines.columns.search.dive import Diving, dive
from staffing.engines.columns.search.integer import MOST_LINES, choose_lines
from staffing.engines.columns.search.neighbourhood import Best, search_part
from staffing.engines.columns.search.parts import Choice
from staffing.engines.columns.search.response import respond
from staffing.engines.columns.search.rounding import rounded
from staffing.engines.limits import Limits, Progress
from staffing.problem import Integers

DEAREST = 1e8
"""The price of a unit by which a hard row is missed is not raised beyond this."""
IDLE = 40
"""After so many parts without a gain the integer master looks at all lines."""
CLOSES = 5
"""After so many the gap between roster and bound is closed, where that is near."""
INTEGER_WORK = 1.0
"""Deterministic work that it may use each time."""
LARGEST = 4 * 10**6
"""Days of people times the rows they are in, beyond which the linear program of the whole is not solved.

It is solved where rows have further variables, as what is paid for each of them must then be nothing all but exactly:
rounds of a mixture do not come to that.
"""
RESPONSES = 10
"""Turns of best responses for the first roster, at most."""
WORTH = 0.01
"""Another turn follows where the last made the roster cheaper by this share."""
SMALLEST = 2 * 10**5
"""The same, from which on it begins with the prices and the lines of a mixture."""
MIXED_SHARE = 0.25
"""Of the limits, what that mixture may use."""
ROOT_SHARE = 0.4
"""Of the limits, what the root may use: a longer one leaves nothing for rosters."""
IN_HASTE = Diving(share=0.25)
"""How cells are fixed where the root has met its limit: by a tenth a dive might not end in time."""
KEPT_LINES = 30
"""Lines of an agent with which the search of a part begins, the latest ones."""


@dataclass(eq=False)
class Search:
    """One problem being solved, and the best roster so far."""

    world: World
    meter: Meter
    seed: int
    progress: Progress | None = None
    roster: dict[int, Line] = field(default_factory=dict)
    cost: float = math.inf
    broken: float = math.inf
    """By how much the roster misses hard rows."""
    bound: int = 0
    without_line: bool = False
    """Whether somebody has no line of work at all."""
    prices: Numbers = field(init=False)
    agent_prices: Numbers = field(init=False)
    """[A] what a line of each agent costs at least at those prices."""
    pool: list[dict[bytes, Line]] = field(init=False)
    lost: int = 0
    """Blocks of it whose workers gave no answer."""
    closing: Closing | None = None
    """Of the search of the whole; blocks have none."""

    def __post_init__(self) -> None:
        self.choice = Choice(self.world.matrix.rows, self.world.matrix.shape, self.seed)
        self.pool = [{} for _ in range(self.world.agents)]
        self.prices = np.zeros(self.world.matrix.rows.count)
        self.agent_prices = np.zeros(self.world.agents)

    def run(self, onward: Callable[[Search], None] | None = None) -> None:
        """Search until the roster is proven best or a limit is met.

        `onward` goes on from the first roster as far as it can, as on several workers; the rest is searched here.
        """
        going = self._root()
        while going and self.proven and not self.legal and self.world.hard_price < DEAREST:
            self._raise_hard_price()
            going = self._root()
        # where work waits rosters are cheaper by less than a whole number
        if self.world.service is None and self.world.size <= LARGEST:
            self.closing = Closing(self.world)
        if going and onward is not None:
            if not self.legal:
                self._choose()
            onward(self)
        if going:
            self.improve()

    def improve(self) -> None:
        """Search parts of the roster, until it is proven best or a limit is met."""
        idle = 0
        while not self.meter.spent() and not (self.proven and self.legal):
            if idle % IDLE == 0 and not (idle == 0 and self.legal):
                self._choose()
            cost = self.cost
            self._improve()
            idle = idle + 1 if self.cost == cost else 1
            if idle > CLOSES:
                self.close_gap()

    def close_gap(self) -> None:
        """Go on with the tree that ends with a cheaper roster or a proof, for its share of the work."""
        if self.closing is None or not self.legal or self.proven:
            return
        if self.closing.wants_root(self.cost, self.bound):
            self.closing.begin(self._cheapest(MOST_LINES), self.prices, self.bound, self.cost)
        self._take(self.closing.go_on(self.meter, self.cost))
        self._told(self.closing.bound(self.cost))

    def _raise_hard_price(self) -> None:
        """A roster that breaks a hard rule was cheapest at this price of breaking it."""
        self.world.set_hard_price(10 * self.world.hard_price)
        price = price_of(self.world, list(self.roster.values()))
        self.cost, self.broken = price.value, price.broken

    def _choose(self) -> None:
        """The integer master over the lines that cost least at the root's prices."""
        chosen = self._cheapest(MOST_LINES)
        there = {(line.agent, line.key) for line in chosen}
        chosen += [line for line in self.roster.values() if (line.agent, line.key) not in there]
        work = min(INTEGER_WORK, self.meter.limits.work - self.meter.work)
        limits = Limits(work, max(1.0, self.meter.left()), self.seed)
        found = choose_lines(self.world, chosen, self.roster, limits)
        self.meter.work += work
        if found is not None:
            self._take(found)

    def _cheapest(self, most: int) -> list[Line]:
        """The lines known that cost least at the root's prices."""
        lines = [line for known in self.pool for line in known.values()]
        reduced = np.array([self._reduced(line) for line in lines])
        return [lines[place] for place in np.argsort(reduced, kind="stable")[:most].tolist()]

    def _reduced(self, line: Line) -> float:
        """What a line costs at the root's prices, beyond the cheapest of its agent."""
        row, value = self.world.matrix.entries(line)
        return float(line.cost - (self.prices[row] * value).sum() - self.agent_prices[line.agent])

    @property
    def proven(self) -> bool:
        """Whether no roster can be cheaper."""
        return self.cost <= self.bound + NEAR

    @property
    def legal(self) -> bool:
        """Whether there is a roster, and it misses no hard row."""
        return len(self.roster) == self.world.agents and self.broken <= 0

    @property
    def choices(self) -> Integers:
        """[A, D] the choices of the roster."""
        return np.array([self.roster[agent].choices for agent in sorted(self.roster)])

    def begin(self, lines: list[Line]) -> None:
        """Take the lines of a roster to begin with, which may lack those of some agents."""
        self._keep(lines)
        if len(lines) == self.world.agents:
            self._take(lines)

    def _told(self, bound: int) -> None:
        self.bound = max(self.bound, bound)
        self.tell()

    def tell(self) -> None:
        """Tell the price and the bound of now."""
        if self.progress is not None:
            self.progress("price", None if self.cost == math.inf else round(self.cost), self.bound)

    def _root(self) -> bool:
        """The bound and the first rosters; False where nothing more can come of it."""
        program = Program(self.world, self.meter, range(self.world.agents))
        parts, _ = program.price(self._first_prices(), program.agents)
        if parts >= NOWHERE:
            self.without_line = True
            return False
        lines_alone = not len(self.world.matrix.rows.variables)
        if self.world.service is None:  # what a shift saves of the backlog is no matter of that shift alone
            if self.world.size > LARGEST and lines_alone:
                self._ascend(program)
                return len(self.roster) == self.world.agents
            self._respond(program)
        for known in self.pool:
            for line in known.values():
                program.relaxation.add(line)
        if self.world.service is None and self.world.size > SMALLEST and lines_alone:
            self._begin_mixed(program)
        self.meter.share = ROOT_SHARE
        solution = program.converge(told=self._told)
        self.meter.share = 1.0
        self._keep(program.relaxation.lines)
        self._told(program.bound)
        if solution is not None:
            self.prices, self.agent_prices = solution.rows, solution.agents
        if solution is not None:
            lines = dive(program, solution, Diving() if program.converged else IN_HASTE, self.cost)
            self._keep(program.relaxation.lines)
            if lines is not None:
                self._take(lines)
        if len(self.roster) < self.world.agents:
            self._respond(program)
        return len(self.roster) == self.world.agents

    def _begin_mixed(self, program: Program) -> None:
        """Prices and lines of a mixture for the linear program to begin with: its own swing widely at first."""
        mixture = Mixture(program, self.roster)
        self.meter.share = MIXED_SHARE
        program.mean = ascend(mixture, self._told, NEARLY)
        self.meter.share = 1.0
        for lines in mixture.latest:
            for line in lines:
                program.relaxation.add(line)

    def _ascend(self, program: Program) -> None:
        """Prices and a bound without the linear program, and the roster to which a mixture is rounded."""
        mixture = Mixture(program, self.roster or respond(program, {}, quick=True))
        self.meter.share = ROOT_SHARE
        self.prices = ascend(mixture, self._told)
        self.meter.share = 1.0
        for parts, line in program.ask(self.prices, program.agents)[1]:
            self.agent_prices[line.agent] = parts / SCALE
        lines = list(rounded(mixture).values())
        self._keep(lines)
        if len(lines) == self.world.agents:
            self._take(lines)
        self._respond(program)

    def _respond(self, program: Program) -> None:
        """Rosters of best responses, from the one that is known, if any is."""
        lines = dict(self.roster)
        for _ in range(RESPONSES):
            cost = self.cost
            lines = respond(program, lines)
            self._keep(list(lines.values()))
            if len(lines) == self.world.agents:
                self._take(list(lines.values()))
            if self.meter.spent() or self.cost > (1 - WORTH) * cost:
                return

    def _first_prices(self) -> Numbers:
        """Prices to begin with: what a unit below a row's least costs, in part."""
        rows = self.world.matrix.rows
        return np.where(np.isfinite(rows.low), np.minimum(rows.price_low, self.world.hard_price), 0.0) * 0.2

    def _keep(self, lines: list[Line] | tuple[Line, ...]) -> None:
        for line in lines:
            known = self.pool[line.agent]
            known.pop(line.key, None)
            known[line.key] = line

    def _take(self, lines: list[Line] | tuple[Line, ...]) -> None:
        """Put lines into the roster, where that makes it cheaper."""
        roster = {**self.roster, **{line.agent: line for line in lines}}
        price = price_of(self.world, list(roster.values()))
        if price.value < self.cost:
            self.roster, self.cost, self.broken = roster, price.value, price.broken
            self._told(self.bound)

    def _improve(self) -> None:
        paid = costs(self.world.matrix, list(self.roster.values()), self.world.hard_price)
        kind, part = self.choice.draw(paid)
        known = tuple(line for agent in part.agents for line in list(self.pool[agent].values())[-KEPT_LINES:])
        before, cost = self.meter.work, self.cost
        found = search_part(self.world, self.meter, Best(self.roster, self.cost, paid, self.prices), part, known)
        self._keep(found.met)
        if found.better:
            self._take(found.better)
        self.choice.learn(kind, found.closed, cost - self.cost, self.meter.work - before)
