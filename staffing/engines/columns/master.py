"""Column generation: the linear program over lines of work, and the search that finds the lines it lacks."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from staffing.engines.columns.automaton import NEVER
from staffing.engines.columns.bound import SCALE, Prices
from staffing.engines.columns.cuts import Cut
from staffing.engines.columns.lines import Lines
from staffing.engines.columns.meter import Meter
from staffing.engines.columns.pricing import FAR, Pricing
from staffing.engines.columns.relaxation import Given, Line, Matrix, Relaxation, Solution
from staffing.engines.columns.rows import Numbers
from staffing.engines.columns.service import Served, Service, cut_of
from staffing.problem import Integers

SMOOTHING = 0.75
"""Weight of the prices before in those asked next; the linear program's own swing (Pessin et al. 2018)."""
NEAR = 1e-6
"""Values of the linear program nearer than this are equal."""

LAST_SECONDS = 2.0
"""What a linear program may take when the clock has run out: its solution completes a roster."""
SERVICE_SECONDS = 20.0
"""The same of the program of service, without which a roster has no price."""
CHECKS = 40
"""So often at most a program that converges asks what serving the work costs."""
KEPT_CUTS = 40
"""A new program begins with the latest cuts."""
RAREST = 8
"""A dive asks it after so many steps at least, however long no cut has come."""

NOWHERE = 2**61
"""The bound of a program that has no line for somebody, in parts."""

Told = Callable[[int], None]


@dataclass(eq=False)
class World:
    """What stays the same in all programs of one problem."""

    lines: Lines
    matrix: Matrix
    hard_price: float
    grain: float
    """The least by which prices of two rosters differ, or what is worth a search where that is nothing."""
    searches: tuple[Pricing, ...] = field(init=False)
    service: Service | None = field(init=False)
    """None where no rule asks for the backlog."""
    cuts: list[Cut] = field(default_factory=list)
    """What is known of the price of service, for every roster."""
    quiet: int = 0
    """So often in turn service cost no more than the cuts say."""
    steps: int = 0
    """Of dives since one asked for the price of service."""

    def __post_init__(self) -> None:
        self.searches = tuple(Pricing(network, SCALE) for network in self.lines.networks)
        self.service = Service(self.matrix.rows, self.hard_price) if self.matrix.rows.served[0] else None

    def set_hard_price(self, price: float) -> None:
        """Another price of missing hard rows by a unit; cuts hold as they are where it rises."""
        if self.service is not None and price != self.hard_price:
            self.service.raise_hard_price(price)
        self.hard_price = price

    def due(self) -> bool:
        """Whether a step of a dive should ask for the price of service: the rarer, the longer no cut has come."""
        self.steps += 1
        if self.steps < min(RAREST, 1 + self.quiet // 4):
            return False
        self.steps = 0
        return True

    def learn(self, brought: Numbers, known: float, enough: float) -> tuple[Served | None, Cut | None]:
        """What service costs where people bring so much to the rows [R], and a new cut where `known` is too low.

        What is missing up to `enough` is no matter.
        """
        served = None if self.service is None else self.service.at(brought)
        if served is None or served.value <= known + enough:
            self.quiet += 1
            return served, None
        cut = cut_of(self.matrix, served, self.hard_price)
        if cut.at(brought) <= known + enough:
            return served, None
        self.quiet = 0
        self.cuts.append(cut)
        return served, cut

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

    def line(self, agent: int, choices: Integers) -> Line | None:
        """The line with given choices [D]; None where the agent may not work so."""
        own = self.lines.own[agent].copy()
        own[np.arange(own.shape[1]) != choices[:, None]] = NEVER
        cell = np.where(own >= NEVER, FAR, own * SCALE)
        found = self.searches[int(self.lines.network_of[agent])].cheapest(cell)
        return None if found is None else Line(agent, choices, found[0] // SCALE + int(self.lines.base[agent]))

    def arcs(self, agent: int) -> int:
        """Arcs of an agent's network."""
        return len(self.lines.networks[int(self.lines.network_of[agent])].to)


class Program:
    """One linear program over some agents' lines, with choices that may be fixed."""

    def __init__(self, world: World, meter: Meter, agents: Sequence[int], given: Given | None = None) -> None:
        """Without `given` it is the whole: all agents and all rows."""
        self.world, self.meter, self.agents = world, meter, tuple(agents)
        count = world.matrix.rows.count
        self.given = given or Given(np.zeros(count, dtype=np.int64), np.ones(count, dtype=bool), 0.0)
        self.relaxation = Relaxation(world.matrix, agents, self.given, world.hard_price)
        for cut in world.cuts[-KEPT_CUTS:]:
            self.relaxation.cut(cut)
        self.own = {agent: world.lines.own[agent] for agent in self.agents}
        """[D, C] by agent, NEVER for what is fixed otherwise."""
        self.mean: Numbers | None = None
        """Prices of the rows at which lines were asked for last."""
        self.converged = False
        """Whether no line was lacking when converging ended."""
        self.parts = -NOWHERE
        """The best Lagrangian bound met while converging last, of the program as it was fixed then; in parts."""

    def price(self, duals: Numbers, agents: Sequence[int]) -> tuple[int, int]:
        """Ask some agents for lines at given prices: the Lagrangian bound, in parts, if all were asked; lines added."""
        prices = Prices(self.world.matrix, self.given.brought, duals, self.world.hard_price)
        total, added = prices.rest + math.floor(self.given.cost * SCALE), 0
        for agent in agents:
            found = self.world.cheapest(prices, agent, self.own[agent])
            if found is None:
                return NOWHERE, added
            self.meter.walked(self.world.arcs(agent))
            total += found[0]
            added += self.relaxation.add(found[1])
        return total, added

    def restrict(self, agent: int, own: Integers) -> bool:
        """Forbid an agent the choices that are NEVER in `own` [D, C], unless that leaves no line."""
        duals = np.zeros(self.world.matrix.rows.count) if self.mean is None else self.mean
        prices = Prices(self.world.matrix, self.given.brought, duals, self.world.hard_price)
        found = self.world.cheapest(prices, agent, own)
        if found is None:
            return False
        self.own[agent] = own
        self.relaxation.add(found[1])
        return True

    def solve(self) -> Solution | None:
        """The best mixture of the lines known."""
        relaxation = self.relaxation
        relaxation.solver.SetTimeLimit(round(1000 * max(self.meter.left(), LAST_SECONDS)))
        solution = relaxation.solve()
        size = len(relaxation.kept) + len(relaxation.cuts) + len(relaxation.lines)
        self.meter.pivoted(relaxation.solver.iterations(), size)
        return solution

    def undercut(self, solution: Solution) -> bool:
        """Whether a solution takes service to cost less than it does; then a cut has come that says so.

        It must be the last one, and no line may have come since.
        """
        service = self.world.service
        if service is None:
            return False
        service.solver.SetTimeLimit(round(1000 * max(self.meter.left(), SERVICE_SECONDS)))
        enough = NEAR * max(10.0, abs(solution.value))
        _, cut = self.world.learn(self.relaxation.brought(), solution.service, enough)
        self.meter.pivoted(service.solver.iterations(), len(service.constraints))
        if cut is not None:
            self.relaxation.cut(cut)
        return cut is not None

    def converge(
        self,
        rounds: int = 10**6,
        smoothing: float = SMOOTHING,
        ceiling: float = math.inf,
        enough: float = math.inf,
        told: Told | None = None,
    ) -> Solution | None:
        """Solve and price in turn until no line is lacking, or as the meter allows.

        It ends after some rounds already where the value is down to `enough`, and at once where the bound, `lower`,
        shows that nothing below `ceiling` can come of it. What serving the work costs is asked at the end, where
        rounds are few once or not at all; then the value may be too low.
        """
        self.parts, self.converged = -NOWHERE, False
        for _ in range(CHECKS if rounds > CHECKS else int(self.world.due())):
            solution = self._generate(rounds, smoothing, ceiling, enough, told)
            if solution is None or self.meter.spent() or self.hopeless(ceiling) or not self.undercut(solution):
                return solution
        return self._generate(rounds, smoothing, ceiling, enough, told)

    def _generate(
        self, rounds: int, smoothing: float, ceiling: float, enough: float, told: Told | None
    ) -> Solution | None:
        """Solve and price in turn with the cuts there are."""
        solution, added, turn = self.solve(), 0, 0
        while solution is not None and not self.meter.spent():
            if turn >= rounds and self.value(solution) <= enough:
                break
            turn += 1
            mixed = self.mean is not None and smoothing > 0
            before = solution.rows if self.mean is None else self.mean
            self.mean = smoothing * before + (1 - smoothing) * solution.rows
            bound, added = self.price(self.mean, self.agents)
            self.parts = max(self.parts, bound)
            if not added and mixed:
                self.mean = solution.rows
                bound, added = self.price(self.mean, self.agents)
                self.parts = max(self.parts, bound)
            if told is not None:
                told(self.bound)
            gap = self.value(solution) - self.lower
            self.converged = not added or gap < NEAR * max(1.0, abs(solution.value))
            if self.converged or self.hopeless(ceiling):
                break
            solution, added = self.solve(), 0
        return self.solve() if added else solution

    def value(self, solution: Solution) -> float:
        """What a solution costs together with all that is given."""
        return solution.value + self.given.cost

    @property
    def bound(self) -> int:
        """The bound in whole price points: no roster that is as fixed costs less."""
        return -(-self.parts // SCALE)

    @property
    def lower(self) -> float:
        """The bound as it is."""
        return self.parts / SCALE

    def hopeless(self, ceiling: float) -> bool:
        """Whether the bound rules out anything worth having below a price."""
        return self.lower > ceiling - self.world.grain + NEAR
