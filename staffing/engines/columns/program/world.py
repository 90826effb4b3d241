"""What stays the same in all programs of one problem: the agents' networks, the rows that join them, known cuts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.beside import Beside
from staffing.engines.columns.networks.lines import Lines
from staffing.engines.columns.networks.pricing import FAR, Pricing
from staffing.engines.columns.program.bound import SCALE, Prices
from staffing.engines.columns.program.cuts import Cut
from staffing.engines.columns.program.relaxation import Line, Matrix
from staffing.engines.columns.program.rows import Numbers, Rows
from staffing.engines.columns.program.service import Served, Service, cut_of, every_row
from staffing.problem import Integers, Problem
from staffing.rules import Rule

KEPT = 16
"""Ways that go on from each state of a machine beside the network, over many days."""
RAREST = 8
"""A dive asks for the price of service after so many steps at least, however long no cut has come."""
HARD = 10
"""A unit by which a hard row is missed costs so many times the dearest unit of the other rows."""
LONG, OPEN_DAYS = 60, 30
"""Over more days than the first, and where no more than the second are open, a machine beside the network is kept too.

Over fewer days a network holds nearly all, and what it does not hold is as well kept by rows; where more days are open
pairs of states are too many.
"""


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
        self.walked = 0
        """Arcs that the last search walked."""
        self.beside: dict[tuple[int, int], Beside] = {}
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

    @property
    def size(self) -> int:
        """Days of people times the rows that people are in: what makes the linear program of the whole slow."""
        return self.agents * self.matrix.shape[1] * len(np.unique(self.matrix.rows.cells.row))

    def cheapest(self, prices: Prices, agent: int, own: Integers, *, whole: bool = False) -> tuple[int, Line] | None:
        """The line of an agent of least cost at given prices, and that cost in parts; None where there is no line.

        In part of a long time a machine that stands beside the network is kept as well. Where the `whole` is asked for
        it always is, but then the line is only cheap, and what it costs no bound.
        """
        cell = prices.of_choices(own, agent)
        search = self._search(agent, cell, whole)
        found = search.cheapest(cell, KEPT) if whole and isinstance(search, Beside) else search.cheapest(cell)
        self.walked = search.walked
        if found is None:
            return None
        total, choices = found
        days, base = np.arange(len(choices)), int(self.lines.base[agent])
        by_network = (total - int(cell[days, choices].sum())) // SCALE
        cost = by_network + int(self.lines.own[agent][days, choices].sum()) + base
        return total + base * SCALE, Line(agent, choices, cost)

    def _search(self, agent: int, cell: Integers, whole: bool) -> Pricing | Beside:
        network, machine = int(self.lines.network_of[agent]), int(self.lines.beside_of[agent])
        if machine < 0 or not (whole or (len(cell) > LONG and _open_days(cell) <= OPEN_DAYS)):
            return self.searches[network]
        if (network, machine) not in self.beside:
            self.beside[network, machine] = Beside(self.lines.networks[network], self.lines.beside[machine], SCALE)
        return self.beside[network, machine]

    def line(self, agent: int, choices: Integers) -> Line | None:
        """The line with given choices [D]; None where the agent may not work so."""
        own = self.lines.own[agent].copy()
        own[np.arange(own.shape[1]) != choices[:, None]] = NEVER
        cell = np.where(own >= NEVER, FAR, own * SCALE)
        found = self.searches[int(self.lines.network_of[agent])].cheapest(cell)
        return None if found is None else Line(agent, choices, found[0] // SCALE + int(self.lines.base[agent]))


def _open_days(cell: Integers) -> int:
    """Days on which more than one choice is open, of prices [D, C]."""
    return int(((cell < FAR).sum(axis=1) > 1).sum())


def world_of(problem: Problem, rules: Sequence[Rule], lines: Lines) -> World:
    """The networks of the agents' lines, and the rows that join them."""
    rows = every_row(problem, rules, lines.left)
    grain = 0.01 if rows.served[0] else 1.0  # prices are whole numbers but where parts of minutes are served
    return World(lines, Matrix(rows, (problem.agents, problem.days, problem.shifts)), hard_price_of(rows), grain)


def hard_price_of(rows: Rows) -> float:
    """The price of a unit by which a hard row is missed."""
    prices = np.concatenate([rows.price_low, rows.price_high])
    return HARD * max(100.0, float(prices[np.isfinite(prices)].max(initial=0.0)))
