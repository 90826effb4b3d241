"""Column generation over classes: the linear program of all tours there are, and what no roster can cost less than."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.lines import Lines
from staffing.engines.columns.networks.pricing import FAR, Pricing
from staffing.engines.columns.program.bound import SCALE, Prices
from staffing.engines.columns.program.rows import Numbers
from staffing.engines.tours.classes import Classes
from staffing.engines.tours.master import Master, Solution, Tour
from staffing.problem import Integers

SMOOTH = 0.5
"""Prices are asked for so far from the newest duals towards the best known (Wentges 1997, International Transactions
in Operational Research 4:151)."""
CLOSED = 1e-4
"""The linear program is solved when its value is so near above the bound, as a share of it."""
BROKEN = 1e-3
"""Hard rows that are missed by so much in all are met."""
DEARER = 1e4
"""So many times as dear is a hard row that is missed, before nobody is believed to be able to keep it."""
NEGATIVE = 1e-6
"""A reduced cost below minus this is one."""


class Tours:
    """The search for the cheapest tour of each class at given prices."""

    def __init__(self, lines: Lines, classes: Classes) -> None:
        self.classes = classes
        self.searches = tuple(Pricing(network, SCALE) for network in lines.networks)

    def any(self, of_class: int) -> bool:
        """Whether a class has a tour at all."""
        own = self.classes.own[of_class]
        cell = np.where(own >= NEVER, FAR, 0)
        return self.searches[int(self.classes.network[of_class])].cheapest(cell) is not None

    def cheapest(self, prices: Prices, of_class: int) -> tuple[int, Tour]:
        """The cheapest tour of a class and its reduced cost in parts, without the dual of the class."""
        classes = self.classes
        own, base = classes.own[of_class], int(classes.base[of_class])
        cell = prices.of_choices(own, int(classes.kind[of_class]))
        found = self.searches[int(classes.network[of_class])].cheapest(cell)
        assert found is not None  # who has no line at all is found before
        total, choices = found
        days = np.arange(len(choices))
        by_network = (total - int(cell[days, choices].sum())) // SCALE
        return total + base * SCALE, Tour(of_class, choices, by_network + int(own[days, choices].sum()) + base)


@dataclass(eq=False)
class Generation:
    """Tours are taken into the master until none is missing; `bound` is of the classes, and of every roster."""

    master: Master
    tours: Tours
    bound: float = -math.inf
    prices: Numbers = field(default_factory=lambda: np.zeros(0))
    """[R] the duals of the best bound."""

    def begin_at(self, duals: Numbers) -> None:
        """The cheapest tours of every class where nothing is asked for, and at given prices [R], near which the best
        ones are sought; 0 where nothing is known of them.
        """
        tours = self.priced(np.zeros_like(duals), range(self.master.classes.count))
        for tour in [*tours, *(self._bounded(duals) if duals.any() else [])]:
            self.master.add(tour)

    def round(self, solution: Solution) -> int:
        """Take in tours that are missing at the duals of a solution; how many, 0 where none is missing at all."""
        at = solution.rows if not len(self.prices) else SMOOTH * self.prices + (1 - SMOOTH) * solution.rows
        found = self._take(solution, self._bounded(at))
        if not found and at is not solution.rows:
            found = self._take(solution, self._bounded(solution.rows))
        return found

    def reprice(self, of_class: int, more: Integers) -> None:
        """Each choice [D, C] of a class costs so much more from now on."""
        own = self.master.classes.own[of_class]
        own[:] = np.where(own >= NEVER, NEVER, own + more)
        days = np.arange(len(own))
        for place, tour in enumerate(self.master.tours):
            if tour.of_class == of_class:
                self.master.reprice(place, tour.cost + int(more[days, tour.choices].sum()))

    def more(self, solution: Solution, open_classes: Integers) -> int:
        """The same for some classes only, without a bound."""
        return self._take(solution, self.priced(solution.rows, open_classes.tolist()))

    def closed(self, value: float) -> bool:
        """Whether the bound says that the linear program is solved."""
        return value - self.bound <= CLOSED * abs(value)

    def _take(self, solution: Solution, tours: list[Tour]) -> int:
        found = 0
        for tour in tours:
            if self.master.reduced(tour, solution) < -NEGATIVE * (1 + abs(tour.cost)):
                found += self.master.add(tour)
        return found

    def _bounded(self, duals: Numbers) -> list[Tour]:
        """The cheapest tours of all classes, and the bound that they give."""
        prices = self.prices_at(duals)
        found = [self.tours.cheapest(prices, of_class) for of_class in range(self.master.classes.count)]
        total = prices.rest + sum(
            least * size for (least, _), size in zip(found, self.master.classes.size.tolist(), strict=True)
        )
        if total / SCALE > self.bound:
            self.bound, self.prices = total / SCALE, duals
        return [tour for _, tour in found]

    def priced(self, duals: Numbers, of_classes: list[int] | range) -> list[Tour]:
        """The cheapest tours of some classes at duals [R]."""
        prices = self.prices_at(duals)
        return [self.tours.cheapest(prices, of_class)[1] for of_class in of_classes]

    def prices_at(self, duals: Numbers) -> Prices:
        """What duals [R] say of each cell."""
        nothing = np.zeros(self.master.matrix.rows.count, dtype=np.int64)
        return Prices(self.master.matrix, nothing, duals, self.master.hard_price)


def generated(generation: Generation, spent: Callable[[], bool]) -> None:
    """Take in tours until the linear program over all tours there are is solved, as near as `CLOSED`, or time is up."""
    master = generation.master
    if not master.tours:
        generation.begin_at(np.zeros(master.matrix.rows.count))
    while True:
        solution = master.solve()
        if generation.closed(solution.value) or not generation.round(solution) or spent():
            return


def possible(generation: Generation, spent: Callable[[], bool]) -> bool:
    """Solve the linear program; whether any shares of tours meet the hard rows.

    Where they are missed although that is dear, it is made dearer by far before this is believed.
    """
    generated(generation, spent)
    generation.master.solve()
    if generation.master.broken <= BROKEN or spent():
        return True
    generation.master.raise_hard_price(DEARER)
    generation.bound = -math.inf
    generated(generation, spent)
    generation.master.solve()
    return generation.master.broken <= BROKEN or spent()
