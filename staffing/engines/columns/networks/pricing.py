"""The cheapest line of work at given prices of days and choices.

A shortest path in a network whose nodes are what the resources remember (label setting; Irnich, Desaulniers 2005).

In large networks most labels are not worth a look. A line that was found before says what the cheapest costs at most; a
much smaller network with fewer limits says what is still to come at least; where a label costs more with that, it is
dropped (bounds from a relaxed state space: Christofides, Mingozzi, Toth 1981, Networks 11:145). No cheapest way is
dropped, so that the same line is found as without, also among equal ones. Which network to ask, if any, is learned from
the arcs that were walked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from staffing.engines.columns.networks.network import Network
from staffing.engines.columns.networks.walks import FAR, Arcs, Room, backward, cheapest_of, forward, through
from staffing.problem import Integers

__all__ = ["FAR", "Pricing"]

KNOWN = 64
"""Lines found last that are kept."""
TURN = 16
"""So often another way to search is tried."""
RECENT = 0.25
"""Weight of the last search in what is known of the way it went."""
SAFE = 2.0
"""A search is tried with a limit so many times as far above the bound as the cheapest line was lately."""
NOTHING: Integers = np.zeros(0, dtype=np.int64)
"""What is still to come: unknown."""


class Ahead:
    """What is still to come at least in a network at some prices, where a way may cost no more than a limit.

    Where the network lies over another, only nodes on such ways are worked out; of the others is told what that says.
    """

    def __init__(self, network: Network, scale: int) -> None:
        below = network.below[0] if network.below else None
        self.arcs, self.room = Arcs.of(network, below, scale), Room.of(network)
        self.rest: Integers = np.empty(network.nodes, dtype=np.int64)
        self.below = None if below is None else Ahead(below.network, scale)

    def at(self, cell: Integers, limit: int) -> tuple[Integers, int]:
        """[nodes] what is still to come at least, and arcs walked."""
        ahead, walked = (NOTHING, 0) if self.below is None else self.below.at(cell, limit)
        if self.below is not None:
            walked += forward(self.arcs, cell, ahead, limit, self.room)[1]
        return self.rest, walked + backward(self.arcs, cell, ahead, self.room.cost, self.rest)


@dataclass(eq=False)
class Way:
    """One way to search, and how it went lately: without a network below, or over one."""

    walked: float = 0.0
    """Arcs walked; 0 before the first search."""
    place: float = 1.0
    """Where the cheapest line was between what is still to come at least and what a known line costs, 0 to 1."""

    def went(self, walked: int, place: float) -> None:
        """Learn from a search."""
        weight = RECENT if self.walked else 1.0
        self.walked += (walked - self.walked) * weight
        self.place += (place - self.place) * weight


@dataclass(eq=False)
class Ways:
    """The ways to search a network at prices of which about as many choices are open."""

    ways: list[Way]
    asked: int = 0

    def next(self) -> int:
        """Place of the way that walks the fewest arcs; now and then another, to know."""
        self.asked += 1
        if self.asked % TURN == 0:
            return self.asked // TURN % len(self.ways)
        return min(range(len(self.ways)), key=lambda place: self.ways[place].walked)


class Pricing:
    """The search in one network; it keeps its room for labels between calls."""

    def __init__(self, network: Network, scale: int) -> None:
        self.network, self.scale, self.room = network, scale, Room.of(network)
        self.arcs = [Arcs.of(network, below, scale) for below in (None, *network.below)]
        self.ahead = [Ahead(below.network, scale) for below in network.below]
        self.rest: Integers = NOTHING
        self.lines = np.zeros((KNOWN, network.days), dtype=np.int64)
        self.extra = np.full(KNOWN, FAR, dtype=np.int64)
        """[KNOWN] what lines cost by the network; `FAR` where there is none yet."""
        self.found = 0
        self.ways: dict[int, Ways] = {}
        self.walked = 0
        """Arcs walked by the last search, those of the networks below included."""

    def cheapest(self, cell: Integers) -> tuple[int, Integers] | None:
        """The least cost of a line at prices [D, C] of its choices (`FAR` where forbidden), and its choices [D].

        Prices are in parts of a price point, `scale` to each. None where there is no line.
        """
        total = self._search(cell)
        if total >= FAR:
            return None
        net = self.network
        node, choices, line = net.nodes - 1, net.kind_of.shape[1], np.empty(net.days, dtype=np.int64)
        for day in range(net.days - 1, -1, -1):
            node, line[day] = divmod(int(self.room.back[node]), choices)
        if self.ahead:
            place = self.found % KNOWN
            self.lines[place], self.extra[place] = line, total - int(cell[np.arange(net.days), line].sum())
            self.found += 1
        return total, line

    def through(self, cell: Integers) -> Integers:
        """[D, C] the least cost of a line with each choice on each day; `FAR` where there is none."""
        forward(self.arcs[0], cell, NOTHING, FAR, self.room)
        found: Integers = through(self.arcs[0], cell, self.room.cost, self.to_the_end(cell))
        return found

    def to_the_end(self, cell: Integers) -> Integers:
        """[nodes] the least cost of a way from each node to the end; valid until the next search."""
        if not self.rest.size:
            self.rest = np.empty(self.network.nodes, dtype=np.int64)
        backward(self.arcs[0], cell, NOTHING, self.room.cost, self.rest)
        return self.rest

    def _search(self, cell: Integers) -> int:
        """Label the ways that may be the cheapest; what the cheapest costs."""
        limit = int(cheapest_of(self.lines, self.extra, cell)) if self.ahead else FAR
        if limit >= FAR:
            return self._forward(0, cell, NOTHING, FAR)
        open_a_day = int((cell < FAR).sum()) // len(cell)
        ways = self.ways.setdefault(open_a_day, Ways([Way() for _ in self.arcs]))
        place = ways.next()
        ahead, walked = self.ahead[place - 1].at(cell, limit) if place else (NOTHING, 0)
        least = int(ahead[0]) if place else limit
        tried = least + int((limit - least) * SAFE * ways.ways[place].place)
        found = FAR
        if tried < limit:
            found = self._forward(place, cell, ahead, tried)
            walked += self.walked
        if found > tried:
            found = self._forward(place, cell, ahead, limit)
            walked += self.walked
        self.walked = walked
        ways.ways[place].went(walked, (found - least) / max(1, limit - least))
        return found

    def _forward(self, place: int, cell: Integers, ahead: Integers, limit: int) -> int:
        found, self.walked = forward(self.arcs[place], cell, ahead, limit, self.room)
        return int(found)
