"""Closing the gap: a tree of bounds that ends with a cheaper roster or with the proof that there is none.

Branch and price, where the gap between roster and bound is small (Barnhart et al. 1998, Operations Research 46:316):
on what is missed in all first, then on a cell; the node of the lowest bound comes first. A node ends by a whole-number
bound alone.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.program.bound import SCALE, side_prices
from staffing.engines.columns.program.master import NOWHERE
from staffing.engines.columns.program.meter import Meter
from staffing.engines.columns.program.price import price_of
from staffing.engines.columns.program.relaxation import Line
from staffing.engines.columns.program.rows import Numbers
from staffing.engines.columns.program.world import World
from staffing.engines.columns.proof.node import Bounding, Listed, Node
from staffing.engines.columns.proof.totals import Total
from staffing.problem import Integers

GAP = 0.1
"""Of the price of the roster, how much the bound may lie below it for a tree to begin."""
SHARE = 0.25
"""Of all work, what the tree may use."""
WHOLE = 1e-5
"""Values of the linear program as near to a whole number are one."""
PART = 1e-4
"""What is missed in all must be as far from a whole number to be branched on."""
OFF_FIRST = 1.2
"""A day off counts so much more than a shift: forbidding it says as much as asking for it."""
FEWER = 0.7
"""Where no more than this share of the lines is left, the bound is asked again before branching."""
MOST_OPEN = 600
"""Nodes kept at once, at most: their lists take memory."""


@dataclass(frozen=True, eq=False)
class Branch:
    """A cell, or what is missed in all on one side of some rows; `value` between whole numbers."""

    value: float
    cell: tuple[int, int, int] | None = None
    rows: Integers | None = None
    side: int = 1


@dataclass(eq=False)
class Closing:
    """The tree of one problem; it can be left and gone on with at any node."""

    world: World
    open: list[tuple[int, int, Node]] = field(default_factory=list)
    """A heap: by bound in whole price points, then the latest first, so that it goes down to whole rosters soon."""
    unsolved: int = NOWHERE
    """The least bound of nodes that can neither be ended nor branched."""
    gap: float = math.inf
    """Between roster and bound when it began."""
    count: int = 0
    work: float = 0.0
    """Of the meter's work, what the tree has used."""
    found: list[Line] = field(default_factory=list)
    """A cheaper roster, where one was met last."""

    def wants_root(self, cost: float, bound: int) -> bool:
        """Whether a tree should begin, or again: where the gap is half of what it was, much more can be ruled out."""
        return cost - bound <= (GAP * abs(cost) if not self.count else self.gap / 2)

    def begin(self, lines: list[Line], duals: Numbers, bound: int, cost: float) -> None:
        """The root: all rosters that miss no hard row. With lines to begin with, prices of the rows, and a bound."""
        self.open, self.unsolved, self.gap = [], NOWHERE, cost - bound
        own = dict(enumerate(self.world.lines.own))
        totals = tuple(self._none_missed())
        root = Node(own, totals, {}, tuple(lines), duals, np.zeros(len(totals)), bound * SCALE)
        self._push(root)

    def _none_missed(self) -> Iterator[Total]:
        rows = self.world.matrix.rows
        for side, price, end in ((1, rows.price_low, rows.low), (-1, rows.price_high, rows.high)):
            hard = np.flatnonzero(np.isinf(price) & np.isfinite(end))
            if len(hard):
                yield Total(hard, side, False, 0)

    def bound(self, cost: float) -> int:
        """What no roster is below, where one of this price is known."""
        if not self.count:
            return 0
        least = -(-self.unsolved // SCALE)
        return min(math.ceil(cost), least, *(bound for bound, _, _ in self.open[:1]))

    def go_on(self, meter: Meter, cost: float) -> list[Line]:
        """A roster below `cost`, if one is found as far as the tree's share of the work allows; else nothing."""
        before, self.found = meter.work, []
        while self.work + meter.work - before <= SHARE * meter.work and self.step(meter, cost) and not self.found:
            pass
        self.work += meter.work - before
        return self.found

    def step(self, meter: Meter, cost: float) -> bool:
        """Work the node of the lowest bound; False where none is left, or the meter ended it, and it stays.

        False as well where too many are open.
        """
        ceiling = math.floor((cost - self.world.grain) * SCALE)
        while self.open and self.open[0][2].parts > ceiling:
            heapq.heappop(self.open)
        if not self.open or len(self.open) > MOST_OPEN:
            return False
        _, _, node = self.open[0]
        children = self._worked(node, meter, ceiling)
        if children is None:
            return False
        heapq.heappop(self.open)
        for child in children:
            self._push(child)
        return True

    def _push(self, node: Node) -> None:
        self.count += 1
        heapq.heappush(self.open, (-(-node.parts // SCALE), -self.count, node))

    def _worked(self, node: Node, meter: Meter, ceiling: int) -> list[Node] | None:
        """The children of a node that may hold a roster at the ceiling or below; None where it is not done."""
        while True:
            bounding = Bounding(self.world, meter, node)
            if not bounding.converge(ceiling):
                return None
            if bounding.best > ceiling:
                return []
            tighter = bounding.tightened(ceiling)
            if not _fewer(tighter, node):
                break
            node = tighter
        self._look(bounding, ceiling)
        branch = self._branch(bounding)
        if branch is None:
            self.unsolved = min(self.unsolved, tighter.parts)
            return []
        return list(_children(tighter, branch))

    def _look(self, bounding: Bounding, ceiling: int) -> None:
        """Keep the lines, where the linear program has ended in whole ones that make a cheaper roster."""
        weights = bounding.relaxation.weights()
        places = np.flatnonzero(weights > 1 - WHOLE)
        if len(places) == self.world.agents:
            lines = [bounding.relaxation.lines[place] for place in places.tolist()]
            price = price_of(self.world, lines)
            if price.broken <= 0 and price.value * SCALE <= ceiling:
                self.found = lines

    def _branch(self, bounding: Bounding) -> Branch | None:
        """What to branch on: what is missed at one price in all, then a cell; None where all is whole."""
        for side, price in zip((1, -1), side_prices(self.world.matrix.rows, self.world.hard_price), strict=True):
            missed = bounding.missed(side)
            for each in np.unique(price[price > 0])[::-1].tolist():
                group = np.flatnonzero(price == each)
                value = float(missed[group].sum())
                if abs(value - round(value)) > PART:
                    return Branch(value, rows=group, side=side)
        shares = bounding.shares()
        fractions = np.minimum(shares, 1 - shares)
        if fractions.max() < WHOLE:
            return None
        fractions[:, :, -1] *= OFF_FIRST
        cell = np.unravel_index(int(fractions.argmax()), shares.shape)
        return Branch(float(shares[cell]), cell=(int(cell[0]), int(cell[1]), int(cell[2])))


def _fewer(tighter: Node, node: Node) -> bool:
    """Whether so much has been ruled out that the bound should be asked again."""
    if not tighter.lists or not node.lists:
        return bool(tighter.lists)
    count, before = (sum(len(listed.cost) for listed in each.lists.values()) for each in (tighter, node))
    return count < FEWER * before


def _children(node: Node, branch: Branch) -> Iterator[Node]:
    """Two nodes that hold all rosters of one between them."""
    if branch.rows is not None:
        below = math.floor(branch.value)
        for at_least, amount in ((False, below), (True, below + 1)):
            total = Total(branch.rows, branch.side, at_least, amount)
            yield replace(node, totals=(*node.totals, total), of_totals=np.append(node.of_totals, 0.0))
    if branch.cell is not None:
        agent, day, choice = branch.cell
        choices = np.arange(node.own[agent].shape[1])
        for kept in (choices != choice, choices == choice):
            own = node.own[agent].copy()
            own[day, ~kept] = NEVER
            lists = dict(node.lists)
            if lists:
                listed = lists[agent]
                there = kept[listed.choices[:, day]]
                lists[agent] = Listed(listed.choices[there], listed.cost[there])
            yield replace(node, own={**node.own, agent: own}, lists=lists)
