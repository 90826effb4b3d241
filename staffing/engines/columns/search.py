"""The search for a roster: the root's bound, dives, and neighbourhoods until the limit."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from staffing.engines.columns.dive import Diving, dive
from staffing.engines.columns.master import NEAR, Program, World
from staffing.engines.columns.meter import Meter
from staffing.engines.columns.neighbourhood import Part, search_part
from staffing.engines.columns.relaxation import Line
from staffing.engines.columns.rows import NO_PRICE, Numbers
from staffing.engines.limits import Progress
from staffing.problem import Integers

FIRST_AGENTS = 6
"""People in the first parts that are searched anew."""
KEPT_LINES = 30
"""Lines of an agent with which the search of a part begins, the latest ones."""
SHARES = (0.1, 0.05, 0.2)


@dataclass(eq=False)
class Search:
    """One problem being solved, and the best roster so far."""

    world: World
    meter: Meter
    seed: int
    progress: Progress | None = None
    roster: dict[int, Line] = field(default_factory=dict)
    cost: float = math.inf
    bound: int = 0
    prices: Numbers = field(init=False)
    pool: list[dict[bytes, Line]] = field(init=False)
    size: int = FIRST_AGENTS
    """People in a part."""
    closed: float = 0.5
    """Share of the latest parts that the bound ended."""

    def __post_init__(self) -> None:
        self.random = np.random.default_rng(self.seed)
        self.pool = [{} for _ in range(self.world.agents)]
        self.prices = np.zeros(self.world.matrix.rows.count)

    def run(self) -> None:
        """Search until the roster is proven best or a limit is met."""
        program = self._root()
        if program is None or self.proven:
            return
        while not self.meter.spent() and not self.proven:
            self._improve()

    @property
    def proven(self) -> bool:
        """Whether no roster can be cheaper."""
        return self.cost <= self.bound + NEAR

    @property
    def legal(self) -> bool:
        """Whether there is a roster, and it misses no hard row."""
        if len(self.roster) < self.world.agents:
            return False
        return missed_hard(self.world, self.meter, list(self.roster.values())) < NEAR

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
        if self.progress is not None:
            self.progress("price", None if self.cost == math.inf else round(self.cost), self.bound)

    def _root(self) -> Program | None:
        program = Program(self.world, self.meter, range(self.world.agents))
        for known in self.pool:
            for line in known.values():
                program.relaxation.add(line)
        program.price(self._first_prices(), program.agents)
        solution = program.converge(told=self._told)
        self._keep(program.relaxation.lines)
        if solution is None:
            return None
        self._told(program.bound)
        self.prices = solution.rows
        lines = dive(program, solution, Diving(), self.cost)
        self._keep(program.relaxation.lines)
        if lines is not None:
            self._take(lines)
        return program

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
        cost = price_of(self.world, self.meter, list(roster.values()))
        if cost < self.cost:
            self.roster, self.cost = roster, cost
            self._told(self.bound)

    def _improve(self) -> None:
        part = self._part()
        known = tuple(line for agent in part.agents for line in list(self.pool[agent].values())[-KEPT_LINES:])
        found = search_part(self.world, self.meter, self.roster, part, known, self.prices, self.cost)
        self._keep(found.met)
        self.closed = 0.9 * self.closed + 0.1 * found.closed
        if self.closed > 0.6 and self.size < self.world.agents:  # parts of this size are too small to gain from
            self.size, self.closed = self.size + 1, 0.3
        if found.better:
            self._take(found.better)

    def _part(self) -> Part:
        days = np.ones(self.world.matrix.shape[1], dtype=bool)
        size = min(self.size, self.world.agents)
        agents = np.sort(self.random.choice(self.world.agents, size=size, replace=False))
        return Part(tuple(agents.tolist()), days, SHARES[int(self.random.integers(len(SHARES)))])


def price_of(world: World, meter: Meter, lines: list[Line]) -> float:
    """What a whole roster costs by the rows: exact where these have no further variables, else a lower bound."""
    if len(world.matrix.rows.variables):
        solution = Program(world, meter, (), lines).solve()
        return math.inf if solution is None else solution.value + sum(line.cost for line in lines)
    total = float(sum(line.cost for line in lines))
    for missed, price in _sides(world, lines):
        total += float((missed * np.minimum(price, world.hard_price))[missed > 0].sum())
    return total


def missed_hard(world: World, meter: Meter, lines: list[Line]) -> float:
    """By how much a roster misses the hard rows."""
    if len(world.matrix.rows.variables):
        solution = Program(world, meter, (), lines).solve()
        return math.inf if solution is None else solution.broken
    return sum(float(missed[(missed > 0) & (price == NO_PRICE)].sum()) for missed, price in _sides(world, lines))


def _sides(world: World, lines: list[Line]) -> Iterator[tuple[Numbers, Numbers]]:
    """[R] what each side of the rows is missed by, and the price of a unit."""
    rows, brought = world.matrix.rows, world.matrix.brought(lines)
    yield rows.low - brought, rows.price_low
    yield brought - rows.high, rows.price_high
