"""From shares of lines to whole lines: fix the days on which the linear program agrees, price again, go on.

Fixing cells, an agent's choice on a day, and not whole lines spreads what is given up over everybody (diving with
column generation; Joncour et al. 2010, Electronic Notes in Discrete Mathematics 36:695).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from staffing.engines.columns.automaton import NEVER
from staffing.engines.columns.master import NEAR, Program
from staffing.engines.columns.relaxation import Line, Solution
from staffing.engines.columns.rows import Numbers
from staffing.problem import Flags, Integers

WHOLE = 0.999
"""A share from which on a cell is held for decided."""


@dataclass(frozen=True)
class Diving:
    """How boldly cells are fixed: the share of the open cells a step, the rounds of pricing after it."""

    share: float = 0.1
    rounds: int = 6
    late: float = 0.7
    """From this share of fixed cells on, each step is priced until nothing is lacking."""


def dive(program: Program, solution: Solution, diving: Diving, ceiling: float) -> list[Line] | None:
    """Whole lines for all agents of a program, cheaper than `ceiling`; None where the dive ends above it."""
    return _Dive(program, diving, ceiling).run(solution)


class _Dive:
    def __init__(self, program: Program, diving: Diving, ceiling: float) -> None:
        self.program, self.diving, self.ceiling = program, diving, ceiling
        self.days, self.choices = program.own[program.agents[0]].shape
        self.fixed: Integers = np.full((len(program.agents), self.days), -1, dtype=np.int64)

    def run(self, solution: Solution) -> list[Line] | None:
        program = self.program
        while True:
            if self._above(solution):
                return None
            lines = self._whole()
            if lines is not None:
                return lines
            self._fix_some()
            rounds = self.diving.rounds if (self.fixed >= 0).mean() < self.diving.late else 10**6
            found = program.converge(rounds, smoothing=0.0, ceiling=self.ceiling)
            if found is None:
                return None
            solution = found

    def _above(self, solution: Solution) -> bool:
        """Whether nothing worth having is left."""
        value = solution.value + self.program.paid
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

    def _fix_some(self) -> None:
        shares = self._shares()
        best, most = shares.argmax(axis=2), shares.max(axis=2)
        open_ = self.fixed < 0
        sure = open_ & (most >= WHOLE)
        chosen = sure.copy()
        rest = np.flatnonzero((open_ & ~sure).ravel())
        if len(rest):
            count = max(1, math.ceil(self.diving.share * len(rest)))
            order = rest[np.argsort(-most.ravel()[rest], kind="stable")][:count]
            chosen.ravel()[order] = True
        for index, agent in enumerate(self.program.agents):
            if chosen[index].any():
                self._fix(index, agent, best[index], chosen[index], most[index])
        self._shut_out()

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
