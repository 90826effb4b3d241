"""The search for a roster: the root's bound, dives, and neighbourhoods until the limit."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from staffing.engines.columns.dive import Diving, dive
from staffing.engines.columns.master import NEAR, NOWHERE, Program, World
from staffing.engines.columns.meter import Meter
from staffing.engines.columns.neighbourhood import search_part
from staffing.engines.columns.parts import Choice
from staffing.engines.columns.price import costs, missed_hard, price_of
from staffing.engines.columns.relaxation import Line
from staffing.engines.columns.rows import Numbers
from staffing.engines.limits import Progress
from staffing.problem import Integers

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
    bound: int = 0
    without_line: bool = False
    """Whether somebody has no line of work at all."""
    prices: Numbers = field(init=False)
    pool: list[dict[bytes, Line]] = field(init=False)

    def __post_init__(self) -> None:
        self.choice = Choice(self.world.matrix.rows, self.world.matrix.shape, self.seed)
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
        return missed_hard(self.world.matrix, list(self.roster.values()), self.world.hard_price) < NEAR

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
        parts, _ = program.price(self._first_prices(), program.agents)
        if parts >= NOWHERE:
            self.without_line = True
            return None
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
        cost = price_of(self.world.matrix, list(roster.values()), self.world.hard_price)
        if cost < self.cost:
            self.roster, self.cost = roster, cost
            self._told(self.bound)

    def _improve(self) -> None:
        kind, part = self.choice.draw(costs(self.world.matrix, list(self.roster.values()), self.world.hard_price))
        known = tuple(line for agent in part.agents for line in list(self.pool[agent].values())[-KEPT_LINES:])
        before, cost = self.meter.work, self.cost
        found = search_part(self.world, self.meter, self.roster, part, known, self.prices, self.cost)
        self._keep(found.met)
        if found.better:
            self._take(found.better)
        self.choice.learn(kind, found.closed, cost - self.cost, self.meter.work - before)
