"""Column generation: the linear program over lines of work, and the search that finds the lines it lacks."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from staffing.engines.columns.program.bound import SCALE, Prices
from staffing.engines.columns.program.meter import Meter
from staffing.engines.columns.program.relaxation import Given, Line, Relaxation, Solution
from staffing.engines.columns.program.rows import Numbers
from staffing.engines.columns.program.world import World
from staffing.problem import Integers

SMOOTHING = 0.8
"""Weight of the prices of the best bound in those asked next; the linear program's own swing (Wentges 1997)."""
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

NOWHERE = 2**61
"""The bound of a program that has no line for somebody, in parts."""

Told = Callable[[int], None]


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

    def ask(self, duals: Numbers, agents: Sequence[int]) -> tuple[int, list[tuple[int, Line]]]:
        """The cheapest lines of some agents at given prices, each with its cost, and the Lagrangian bound, in parts.

        It is the bound if all were asked; `NOWHERE` where one has no line, and then nobody after is asked.
        """
        prices = Prices(self.world.matrix, self.given.brought, duals, self.world.hard_price)
        total = prices.rest + math.floor(self.given.cost * SCALE)
        answers: list[tuple[int, Line]] = []
        for agent in agents:
            found = self.world.cheapest(prices, agent, self.own[agent])
            if found is None:
                return NOWHERE, answers
            self.meter.walked(self.world.walked)
            total += found[0]
            answers.append(found)
        return total, answers

    def price(self, duals: Numbers, agents: Sequence[int]) -> tuple[int, int]:
        """Ask some agents and take their lines in: the Lagrangian bound, in parts, if all were asked; lines added."""
        total, answers = self.ask(duals, agents)
        return total, sum(self.relaxation.add(line) for _, line in answers)

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
        solution, added, turn, center, best = self.solve(), 0, 0, self.mean, -NOWHERE
        while solution is not None and not self.meter.spent():
            if turn >= rounds and self.value(solution) <= enough:
                break
            turn += 1
            for weight in (smoothing, 0.0) if smoothing and center is not None else (0.0,):
                # where no line comes at mixed prices, the linear program's own are asked
                self.mean = solution.rows if center is None else weight * center + (1 - weight) * solution.rows
                bound, added = self.price(self.mean, self.agents)
                if bound > best:
                    best, center = bound, self.mean
                if added:
                    break
            self.parts = max(self.parts, best)
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
