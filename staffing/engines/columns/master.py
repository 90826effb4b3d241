"""Column generation: the linear program over lines of work, and the search that finds the lines it lacks."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from staffing.engines.columns.automaton import NEVER
from staffing.engines.columns.bound import SCALE, Prices
from staffing.engines.columns.lines import Lines
from staffing.engines.columns.pricing import FAR, Pricing
from staffing.engines.columns.relaxation import Line, Matrix, Relaxation, Solution
from staffing.engines.columns.rows import Numbers
from staffing.problem import Integers

SMOOTHING = 0.75
"""Weight of the prices before in those asked next; the linear program's own swing (Pessin et al. 2018)."""
NEAR = 1e-6
"""Values of the linear program nearer than this are equal."""

Stop = Callable[[], bool]


@dataclass(eq=False)
class World:
    """What stays the same in all programs of one problem."""

    lines: Lines
    matrix: Matrix
    hard_price: float
    searches: tuple[Pricing, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.searches = tuple(Pricing(network, SCALE) for network in self.lines.networks)

    @property
    def agents(self) -> int:
        """Number of agents."""
        return self.matrix.shape[0]

    def cheapest(self, prices: Prices, agent: int, own: Integers) -> tuple[int, Line] | None:
        """The line of an agent of least cost at given prices, and that cost in parts; None where there is no line."""
        cell = prices.of_choices(own, agent)
        found = self.searches[int(self.lines.network_of[agent])].cheapest(cell)
        if found is None:
            return None
        total, choices = found
        days, base = np.arange(len(choices)), int(self.lines.base[agent])
        by_network = (total - int(cell[days, choices].sum())) // SCALE
        cost = by_network + int(self.lines.own[agent][days, choices].sum()) + base
        return total + base * SCALE, Line(agent, choices, cost)


class Program:
    """One linear program over some agents' lines, with choices that may be fixed."""

    def __init__(self, world: World, agents: Sequence[int], others: Sequence[Line] = ()) -> None:
        """`others`: the lines of all other agents, which stay as they are."""
        self.world, self.agents = world, tuple(agents)
        self.brought = world.matrix.brought(others)
        self.paid = sum(line.cost for line in others)
        """What the others' lines cost by themselves."""
        self.relaxation = Relaxation(world.matrix, agents, self.brought, world.hard_price)
        self.own = {agent: world.lines.own[agent] for agent in self.agents}
        """[D, C] by agent, NEVER for what is fixed otherwise."""
        self.mean: Numbers | None = None
        self.bound = -math.inf
        """The best Lagrangian bound so far, of this program as it stood without fixings."""

    def price(self, duals: Numbers, agents: Sequence[int]) -> tuple[float, int]:
        """Ask some agents for lines at given prices; the bound in price points (of all agents only) and lines added."""
        prices = Prices(self.world.matrix, self.brought, duals, self.world.hard_price)
        total, added = prices.rest, 0
        for agent in agents:
            found = self.world.cheapest(prices, agent, self.own[agent])
            if found is None:
                return math.inf, added
            total += found[0]
            added += self.relaxation.add(found[1])
        return total / SCALE + self.paid, added

    def restrict(self, agent: int, own: Integers) -> bool:
        """Forbid an agent the choices that are NEVER in `own` [D, C], unless that leaves no line."""
        duals = np.zeros(self.world.matrix.rows.count) if self.mean is None else self.mean
        prices = Prices(self.world.matrix, self.brought, duals, self.world.hard_price)
        found = self.world.cheapest(prices, agent, own)
        if found is None:
            return False
        self.own[agent] = own
        self.relaxation.add(found[1])
        return True

    def converge(
        self, stop: Stop, rounds: int = 10**6, smoothing: float = SMOOTHING, ceiling: float = math.inf
    ) -> Solution | None:
        """Solve and price in turn until no line is lacking, for at most some rounds.

        `self.lower` is the best bound met on the way, of the program as it is fixed.
        """
        self.lower = -math.inf
        solution = self.relaxation.solve()
        added = 0
        for _ in range(rounds):
            if solution is None or stop():
                break
            mixed = self.mean is not None and smoothing > 0
            self.mean = smoothing * self.mean + (1 - smoothing) * solution.rows if mixed else solution.rows
            bound, added = self.price(self.mean, self.agents)
            self.lower = max(self.lower, bound)
            if not added and mixed:
                self.mean = solution.rows
                bound, added = self.price(self.mean, self.agents)
                self.lower = max(self.lower, bound)
            gap = solution.value + self.paid - self.lower
            if not added or gap < NEAR * max(1.0, abs(solution.value)) or self.lower > ceiling - 1 + NEAR:
                break
            solution, added = self.relaxation.solve(), 0
        return self.relaxation.solve() if added else solution
