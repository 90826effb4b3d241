"""What no roster can cost less than: the Lagrangian bound at given prices, with what each person's requests cost.

Fairness needs one more thought, as a person's share depends on what everybody carries together. Either that is at most
some amount, and then nobody's share is larger than at that amount; or it is more, and then carrying so much has its
price, whoever does. Whatever the roster, one of the two holds, and the lesser of their bounds is one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.lines import Lines
from staffing.engines.columns.networks.pricing import FAR, Pricing
from staffing.engines.columns.program.bound import SCALE
from staffing.engines.columns.program.rows import Numbers
from staffing.engines.tours.generate import Generation
from staffing.engines.tours.rooms import alike, with_common, with_personal
from staffing.engines.tours.shares import Shares
from staffing.problem import Integers
from staffing.rules.resource import NO_LIMIT
from staffing.rules.team.fairness import WHOLE

NEAR = 1e-6
"""A bound so near below a whole price is one: prices are whole, and the bound is exact in parts of a point."""


@dataclass(frozen=True, eq=False)
class Proof:
    """The bound on the price of any roster, rounded up.

    `least` [A] is what no line of each agent can cost less than, `base` aside; `cheapest` [A, D] everybody's line of
    least cost at the prices of the bound.
    """

    bound: int
    least: Integers
    cheapest: Integers


def proven(generation: Generation, lines: Lines) -> Proof:
    """The bound at the prices of the classes' best one, with everybody asked for a line by itself."""
    prices, kinds = generation.prices_at(generation.prices), generation.master.classes.kinds
    known: dict[tuple[int, int, bytes], tuple[int, int, Integers]] = {}
    total, least = prices.rest, np.zeros(len(lines.own), dtype=np.int64)
    cheapest = np.zeros(lines.own.shape[:2], dtype=np.int64)
    for agent, own in enumerate(lines.own):
        network, kind = int(lines.network_of[agent]), int(kinds.of[agent])
        key = network, kind, own.tobytes()
        if key not in known:
            search = generation.tours.searches[network]
            at_prices = search.cheapest(prices.of_choices(own, kind))
            alone = search.cheapest(np.where(own >= NEVER, FAR, own * SCALE))
            assert at_prices is not None  # who has no line at all is found before
            assert alone is not None
            known[key] = at_prices[0], alone[0] // SCALE, at_prices[1]
        total += known[key][0] + int(lines.base[agent]) * SCALE
        least[agent], cheapest[agent] = known[key][1:]
    return Proof(max(0, math.ceil(total / SCALE - NEAR)), least, cheapest)


FORCED = (0, 2, 3, 4, 5, 7, 10, 14, 20)
"""Prices at which a burden is taken on gladly, to see what it takes that people carry more of it."""
STEPS = (1.0, 1.12, 1.25, 1.4, 1.6, 1.85, 2.2, 2.8)
"""So many times what people are expected to carry of a burden that is each person's own: between these each amount is
looked at by itself."""


def proven_with_fairness(generation: Generation, expected: tuple[float, Numbers], lines: Lines, shares: Shares) -> int:
    """The bound on the price of any roster with the rules of fairness in it.

    `generation` is the linear program without them; `expected` is what rosters cost in that with everybody's room at
    what people are expected to carry, and its prices [R], which are near those of the best bound.
    """
    target, duals = expected
    common = np.flatnonzero(alike(shares)).tolist()
    most, found = _most_carried(_Everybody(generation, lines, generation.prices), shares, common, target)
    asked = _Everybody(generation, with_common(lines, shares._replace(everybody=most)), duals)
    personal = np.flatnonzero((shares.step > 0) & ~alike(shares)).tolist()
    if personal:  # of several one is looked at, the others are nobody's
        return max(0, math.ceil(_by_amount(asked, shares, personal[0], found) - NEAR))
    return max(0, math.ceil(min(found, asked.value(asked.lines.own)) - NEAR))


class _Everybody:
    """All people, each asked for the cheapest line at given prices of the rows: the Lagrangian bound."""

    def __init__(self, generation: Generation, lines: Lines, duals: Numbers) -> None:
        self.lines, self.kinds = lines, generation.master.classes.kinds
        self.prices = generation.prices_at(duals)
        self.searches = [Pricing(network, SCALE) for network in lines.networks]

    def value(self, own: Integers) -> float:
        """The bound where choices cost people so much [A, D, C]."""
        known: dict[tuple[int, int, bytes], int] = {}
        total = self.prices.rest
        for agent, each in enumerate(own):
            network, kind = int(self.lines.network_of[agent]), int(self.kinds.of[agent])
            key = network, kind, each.tobytes()
            if key not in known:
                found = self.searches[network].cheapest(self.prices.of_choices(each, kind))
                assert found is not None
                known[key] = found[0]
            total += known[key] + int(self.lines.base[agent]) * SCALE
        return total / SCALE

    def paid(self, own: Integers, worth: NDArray[np.int32], price: int) -> float:
        """The same where so much is paid for each unit of `worth` [A, D, C]."""
        return self.value(np.where(own >= NEVER, NEVER, own - price * worth.astype(np.int64)))


def _most_carried(asked: _Everybody, shares: Shares, burdens: list[int], target: float) -> tuple[Integers, float]:
    """[F] what everybody carries at most in rosters that cost less than `target`, and what all other rosters cost.

    Nothing is known of other than the given burdens.
    """
    before = shares.remembered.sum(axis=1)
    found, other = np.full(len(before), NO_LIMIT), math.inf
    for burden in burdens:
        ways = [(asked.paid(asked.lines.own, shares.worth[burden], price), price) for price in FORCED if price]
        # with so much carried, a roster costs the target already, whatever its burdens are worth
        enough = max(0, min(math.ceil((target - least) / price) for least, price in ways))
        found[burden] = before[burden] + WHOLE * enough
        other = min(other, max(least + price * enough for least, price in ways))
    return found, other


def _by_amount(asked: _Everybody, shares: Shares, burden: int, other: float) -> float:
    """What rosters cost at least: the least over stretches of what people carry of a burden, and `other`."""
    before = int(shares.remembered[burden].sum())
    expected = max(1, (int(shares.everybody[burden]) - before) // WHOLE)
    ends = [math.ceil(expected * step) for step in STEPS]
    found = other
    for least, most in zip([0, *ends], [*ends, None], strict=True):
        everybody = np.full(len(shares.step), NO_LIMIT)
        if most is not None:
            everybody[burden] = before + WHOLE * most
        own = with_personal(asked.lines, shares._replace(everybody=everybody)).own
        found = min(found, _best(asked, own, shares.worth[burden], least, found))
    return found


def _best(asked: _Everybody, own: Integers, worth: NDArray[np.int32], least: int, enough: float) -> float:
    """The best bound of rosters that carry `least`, or one that is `enough`: in the pay it rises, then falls."""
    best = -math.inf
    for price in FORCED:
        value = asked.paid(own, worth, price) + price * least
        if value < best:
            break
        best = value
        if best >= enough:
            break
    return best
