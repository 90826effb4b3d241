"""A node of the tree that closes the gap: what is left of each agent's lines, and its bound.

What is left are the cells that may still be worked and, where they are few, the lines one by one. A bound near enough
to the price of the roster rules out lines, cells, or all of it; each time by whole numbers alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.program.bound import SCALE, Prices
from staffing.engines.columns.program.master import NEAR, NOWHERE
from staffing.engines.columns.program.meter import Meter
from staffing.engines.columns.program.relaxation import Given, Line, Relaxation, Solution
from staffing.engines.columns.program.rows import Numbers
from staffing.engines.columns.program.world import World
from staffing.engines.columns.proof.listing import lines_within
from staffing.engines.columns.proof.totals import Total, prices_with, state
from staffing.problem import Integers

SMOOTHING = 0.5
"""Weight of the best prices in those asked next."""
DEAREST = 10
"""A unit of a total beyond what it may be costs so many hard ones."""
MORE = 4
"""Further lines that a list gives when asked for one."""
BUILT = 20_000
"""Stating a line takes as long as walking so many arcs."""
LISTED = 30_000
"""Lines of all agents, at most, that are held one by one."""
KEPT = 80, 6
"""Lines with which a child's linear program begins, the cheapest ones: so many, and so many for each agent."""


@dataclass(frozen=True, eq=False)
class Listed:
    """All lines of one agent that can matter: `choices` [n, D], and what each costs by itself, in price points [n]."""

    choices: NDArray[np.int16]
    cost: Integers


@dataclass(frozen=True, eq=False)
class Node:
    """What is left of all rosters; nothing in it changes."""

    own: dict[int, Integers]
    """[D, C] by agent, NEVER for what is ruled out."""
    totals: tuple[Total, ...]
    lists: dict[int, Listed]
    """By agent, where its lines are held one by one."""
    lines: tuple[Line, ...]
    """Lines for its linear program to begin with."""
    duals: Numbers
    of_totals: Numbers
    parts: int
    """No roster of it costs less; in parts."""


@dataclass(eq=False)
class Bounding:
    """The linear program of a node."""

    world: World
    meter: Meter
    node: Node
    best: int = -NOWHERE
    solution: Solution | None = None
    value: float = -np.inf
    reduced: dict[int, int] = field(default_factory=dict)
    """By agent, its cheapest line at the best prices."""

    def __post_init__(self) -> None:
        matrix, node = self.world.matrix, self.node
        count = matrix.rows.count
        given = Given(np.zeros(count, dtype=np.int64), np.ones(count, dtype=bool), 0.0)
        self.agents = range(self.world.agents)
        self.relaxation = Relaxation(matrix, self.agents, given, self.world.hard_price)
        self.totals = state(self.relaxation, node.totals, DEAREST * self.world.hard_price)
        self.duals, self.of_totals = node.duals, node.of_totals
        self.prices: Prices | None = None
        day = np.arange(matrix.shape[1])
        for line in node.lines:
            if (node.own[line.agent][day, line.choices] < NEVER).all():
                self.relaxation.add(line)
        self.meter.walked(BUILT * len(self.relaxation.lines))

    def converge(self, ceiling: int) -> bool:
        """Solve and price in turn until no line is lacking or nothing below the ceiling, in parts, is left.

        False where the meter ended it or the solver failed.
        """
        self._price(self.duals, self.of_totals)
        while self.best <= ceiling:
            if self.meter.spent():
                return False
            self.relaxation.solver.SetTimeLimit(round(1000 * max(self.meter.left(), 1.0)))
            self.solution = self.relaxation.solve()
            if self.solution is None:
                return False
            self.value = self.solution.value
            size = len(self.relaxation.kept) + len(self.relaxation.lines)
            self.meter.pivoted(self.relaxation.solver.iterations(), size)
            of_totals = np.array([abs(row.dual_value()) for row in self.totals])
            weight = SMOOTHING if self.prices is not None else 0.0
            mixed = weight * self.duals + (1 - weight) * self.solution.rows
            added = self._price(mixed, weight * self.of_totals + (1 - weight) * of_totals)
            if not added and self._gap() > NEAR * max(1.0, abs(self.value)):
                added = self._price(self.solution.rows, of_totals)
            if not added or self._gap() <= NEAR * max(1.0, abs(self.value)):
                if added and self.best <= ceiling:
                    self.solution = self.relaxation.solve()
                return self.solution is not None
        return True

    def _gap(self) -> float:
        return self.value - self.best / SCALE

    def _price(self, duals: Numbers, of_totals: Numbers) -> int:
        """Ask for lines at given prices; better ones are kept. How many lines came that were not known."""
        prices, total = self._prices(duals, of_totals)
        added, least = 0, {}
        for agent in self.agents:
            found = self._cheapest(prices, agent)
            if found is None:
                self.best = NOWHERE
                return 0
            least[agent] = found[0]
            total += found[0]
            added += sum(self.relaxation.add(line) for line in found[1])
        self.meter.walked(BUILT * added)
        if total > self.best:
            self.best, self.duals, self.of_totals, self.prices, self.reduced = total, duals, of_totals, prices, least
        return added

    def _prices(self, duals: Numbers, of_totals: Numbers) -> tuple[Prices, int]:
        prices, rest = prices_with(self.world.matrix, self.world.hard_price, self.node.totals, duals, of_totals)
        return prices, rest + prices.rest

    def _cheapest(self, prices: Prices, agent: int) -> tuple[int, list[Line]] | None:
        listed = self.node.lists.get(agent)
        if listed is None:
            found = self.world.cheapest(prices, agent, self.node.own[agent])
            self.meter.walked(self.world.walked)
            return None if found is None else (found[0], [found[1]])
        if not len(listed.cost):
            return None
        total = self._of_list(prices, agent, listed)
        order = np.argsort(total, kind="stable")[: 1 + MORE].tolist()
        lines = [Line(agent, listed.choices[place].astype(np.int64), int(listed.cost[place])) for place in order]
        return int(total[order[0]]), lines

    def _of_list(self, prices: Prices, agent: int, listed: Listed) -> Integers:
        """[n] what each line costs at given prices, in parts."""
        self.meter.walked(listed.choices.size)
        cell = np.pad(prices.of_agents(agent, 1)[0], ((0, 0), (0, 1)))  # a day off is the last choice
        paid = cell[np.arange(cell.shape[0]), listed.choices].sum(axis=1)
        found: Integers = listed.cost * SCALE - paid
        return found

    def tightened(self, ceiling: int) -> Node:
        """The node without the cells and lines with which, at the best prices, all is dearer than the ceiling."""
        assert self.prices is not None
        gap, own, lists = ceiling - self.best, {}, {}
        for agent in self.agents:
            most, listed = self.reduced[agent] + gap, self.node.lists.get(agent)
            own[agent] = self.node.own[agent]
            if listed is not None:
                kept = self._of_list(self.prices, agent, listed) <= most
                lists[agent] = listed if kept.all() else Listed(listed.choices[kept], listed.cost[kept])
            else:
                own[agent] = self._without_dear_cells(agent, most)
        return self._with(own, lists or self._listed(own, gap))

    def _without_dear_cells(self, agent: int, most: int) -> Integers:
        assert self.prices is not None
        world, own = self.world, self.node.own[agent]
        cell = self.prices.of_choices(own, agent)
        pricing = world.searches[int(world.lines.network_of[agent])]
        through = pricing.through(cell)
        self.meter.walked(3 * pricing.network.arcs)
        dear = through + int(world.lines.base[agent]) * SCALE > most
        return np.where(dear, NEVER, own) if (dear & (own < NEVER)).any() else own

    def _listed(self, own: dict[int, Integers], gap: int) -> dict[int, Listed]:
        """All lines that can matter, one by one, where they are few enough; else nothing."""
        assert self.prices is not None
        world, room, found = self.world, LISTED, {}
        day = np.arange(world.matrix.shape[1])
        for agent in self.agents:
            cell, base = self.prices.of_choices(own[agent], agent), int(world.lines.base[agent])
            pricing = world.searches[int(world.lines.network_of[agent])]
            most = self.reduced[agent] + gap - base * SCALE
            lines, steps = lines_within(pricing, cell, most, room)
            self.meter.walked(pricing.network.arcs + steps)
            if lines is None:
                return {}
            choices, total = lines
            room -= len(total)
            by_network = (total - cell[day, choices].sum(axis=1)) // SCALE
            found[agent] = Listed(choices, by_network + own[agent][day, choices].sum(axis=1) + base)
        return found

    def _with(self, own: dict[int, Integers], lists: dict[int, Listed]) -> Node:
        """The node anew, with the lines of least reduced cost to begin with."""
        assert self.prices is not None
        lines = self.relaxation.lines
        total, paid = np.zeros(len(lines), dtype=np.int64), self.prices.cells.ravel()
        for place, line in enumerate(lines):
            cells = self.world.matrix.cells(line)
            total[place] = line.cost * SCALE - int(paid[cells].sum()) - self.reduced[line.agent]
        kept = np.argsort(total, kind="stable")[: KEPT[0] + KEPT[1] * self.world.agents]
        first = tuple(lines[place] for place in kept.tolist())
        return Node(own, self.node.totals, lists, first, self.duals, self.of_totals, max(self.best, self.node.parts))

    def shares(self) -> Numbers:
        """[A, D, C] share of each cell in the last solution."""
        agents, days, shifts = self.world.matrix.shape
        found, day = np.zeros((agents, days, shifts + 1)), np.arange(days)
        for line, weight in zip(self.relaxation.lines, self.relaxation.weights().tolist(), strict=False):
            if weight > 1e-9:
                found[line.agent, day, line.choices] += weight
        return found

    def missed(self, side: int) -> Numbers:
        """[R] what a side of each row is missed by in the last solution."""
        found = np.zeros(self.world.matrix.rows.count)
        for (row, which), slack in self.relaxation.slacks.items():
            if which == side:
                found[row] = slack.solution_value()
        return found
