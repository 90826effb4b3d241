"""From shares of lines to whole lines: fix the days on which the linear program agrees, price again, go on.

Fixing cells, an agent's choice on a day, and not whole lines spreads what is given up over everybody (diving with
column generation; Joncour et al. 2010, Electronic Notes in Discrete Mathematics 36:695).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.program.master import NEAR, Program
from staffing.engines.columns.program.relaxation import Line, Solution
from staffing.engines.columns.program.rows import Numbers
from staffing.problem import Flags, Integers

WHOLE = 0.999
"""A share from which on a cell is held for decided."""


@dataclass(frozen=True)
class Diving:
    """How boldly cells are fixed: the share of the open cells a step, and the rounds of pricing after it at least."""

    share: float = 0.1
    rounds: int = 2
    jump: float = 0.01
    """A step that costs more than this share of the price is taken back, and a smaller one tried."""
    backs: int = 30
    """Steps taken back, at most."""


def dive(program: Program, solution: Solution, diving: Diving, ceiling: float) -> list[Line] | None:
    """Whole lines for all agents of a program, cheaper than `ceiling`; None where the dive ends above it."""
    return _Dive(program, diving, ceiling).run(solution)


class _Dive:
    def __init__(self, program: Program, diving: Diving, ceiling: float) -> None:
        self.program, self.diving, self.ceiling = program, diving, ceiling
        self.days, self.choices = program.own[program.agents[0]].shape
        self.fixed: Integers = np.full((len(program.agents), self.days), -1, dtype=np.int64)
        self.backs = 0

    def run(self, solution: Solution) -> list[Line] | None:
        program = self.program
        while not self._above(solution):
            lines = self._whole()
            if lines is not None:
                return lines
            if program.meter.spent():
                return self._likeliest()
            found = self._step(program.value(solution))
            if found is None:
                return None
            solution = found
        return None

    def _step(self, value: float) -> Solution | None:
        """Fix cells and price again; a step that costs too much is taken back, and one a quarter as large tried."""
        program, shares = self.program, self._shares()
        own, fixed, share = dict(program.own), self.fixed.copy(), self.diving.share
        enough = value + max(program.world.grain, self.diving.jump * abs(value))
        while True:
            count = self._fix_some(shares, share)
            last = count <= 1 or self.backs >= self.diving.backs
            ceiling = self.ceiling if last else min(self.ceiling, enough + program.world.grain)
            found = program.converge(self.diving.rounds, 0.0, ceiling, math.inf if last else enough)
            if last or found is None or program.meter.spent() or program.value(found) <= enough:
                return found
            self.backs += 1
            program.own, self.fixed, share = dict(own), fixed.copy(), share / 4
            program.relaxation.open(range(len(program.relaxation.lines)))

    def _above(self, solution: Solution) -> bool:
        """Whether nothing worth having is left."""
        value = self.program.value(solution)
        return value > self.ceiling - self.program.world.grain + NEAR or self.program.hopeless(self.ceiling)

    def _shares(self) -> Numbers:
        """[A, D, C] share of each cell."""
        program = self.program
        weights = self.weights
        places = np.flatnonzero(weights > 1e-9)
        shares = np.zeros((len(program.agents), self.days, self.choices))
        day = np.arange(self.days)
        for place in places.tolist():
            line = program.relaxation.lines[place]
            shares[program.relaxation.place[line.agent], day, line.choices] += weights[place]
        return shares

    def _whole(self) -> list[Line] | None:
        """The lines, where each agent has one."""
        weights = self.weights = self.program.relaxation.weights()
        places = np.flatnonzero(weights > 0.5)
        if len(places) == len(self.program.agents) and (weights[places] > 1 - 1e-6).all():
            return [self.program.relaxation.lines[place] for place in places.tolist()]
        return None

    def _likeliest(self) -> list[Line]:
        """The line of each agent that has the largest share: what can be had when no time is left."""
        relaxation = self.program.relaxation
        best: dict[int, int] = {}
        for place, line in enumerate(relaxation.lines):
            if line.agent not in best or self.weights[place] > self.weights[best[line.agent]]:
                best[line.agent] = place
        return [relaxation.lines[best[agent]] for agent in self.program.agents]

    def _fix_some(self, shares: Numbers, share: float) -> int:
        """Fix a share of the open cells, the likeliest first; how many."""
        best, most = shares.argmax(axis=2), shares.max(axis=2)
        open_ = self.fixed < 0
        rest = np.flatnonzero(open_.ravel())
        count = min(len(rest), max(1, math.ceil(share * len(rest))))
        tie = np.random.default_rng(len(rest)).random(len(rest))  # what is decided anyway comes in no order
        chosen = np.zeros_like(open_)
        chosen.ravel()[rest[np.lexsort((tie, -np.minimum(most.ravel()[rest], WHOLE)))][:count]] = True
        for index, agent in enumerate(self.program.agents):
            if chosen[index].any():
                self._fix(index, agent, best[index], chosen[index], most[index])
        self._shut_out()
        return count

    def _fix(self, index: int, agent: int, best: Integers, chosen: Flags, most: Numbers) -> None:
        """Fix an agent's cells, as many of the likeliest as leave a line."""
        order = [d for d in np.argsort(-most, kind="stable").tolist() if chosen[d]]
        while order:
            own = self.program.own[agent].copy()
            for day in order:
                own[day, np.arange(self.choices) != best[day]] = NEVER
            if self.program.restrict(agent, own):
                self.fixed[index, order] = best[order]
                return
            order = order[: len(order) // 2]

    def _shut_out(self) -> None:
        """Lines that are not as fixed get no share any more."""
        relaxation = self.program.relaxation
        choices = np.array([line.choices for line in relaxation.lines])
        owner = np.array([relaxation.place[line.agent] for line in relaxation.lines])
        fixed = self.fixed[owner]
        wrong = ((fixed >= 0) & (choices != fixed)).any(axis=1)
        relaxation.shut(np.flatnonzero(wrong).tolist())
