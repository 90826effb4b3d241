"""The days of an agent as a network: states by day, and where each kind of choice leads from each.

Agents under the same limits share one network; what their days cost and allow differs, and is kept apart, by day and
choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numba
import numpy as np

from staffing.engines.columns.networks.automaton import Automaton
from staffing.problem import Integers

NOTHING: Integers = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, eq=False)
class Network:
    """A machine in the form in which the compiled search walks it.

    Choices of a day that lead alike from every state are one kind. State n of layer d is node `first[d]` + n, its arcs
    are `arc[d]` + n * `kinds[d]` + kind.
    """

    first: Integers
    """[D + 2] node of the first state of each layer; the last entry is the number of nodes."""
    arc: Integers
    """[D + 1]"""
    kinds: Integers
    """[D]"""
    kind_of: Integers
    """[D, C] kind of each choice."""
    to: Integers
    """[arcs] node, or -1; int32."""
    price: Integers
    """[arcs] price points; empty where all are 0."""
    base: int
    """What every line pays."""
    below: tuple[Below, ...] = ()
    """Networks with fewer of the limits; the search takes what is still to come from them."""

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return int(self.first[-1])

    @property
    def days(self) -> int:
        """Number of days."""
        return len(self.kinds)

    @property
    def arcs(self) -> int:
        """Number of arcs, those that are none included."""
        return int(self.arc[-1])

    @property
    def content(self) -> tuple[bytes, ...]:
        """What networks that allow the same lines at the same prices share, what every line pays aside."""
        return tuple(each.tobytes() for each in vars(self).values() if isinstance(each, np.ndarray))

    @classmethod
    def of(cls, machine: Automaton, below: Sequence[Network] = ()) -> Network:
        """The network of a machine; those below allow all lines that this one does, at no higher price."""
        first = np.concatenate([[0], np.cumsum([*machine.states, 1])])
        kinds = np.array([to.shape[1] for to in machine.to])
        arc = np.concatenate([[0], np.cumsum(machine.states * kinds)])
        to = [np.where(each >= 0, each + first[day + 1], -1).ravel() for day, each in enumerate(machine.to)]
        price = _small([each.ravel() for each in machine.price])
        kind_of = np.array(machine.kind_of)
        found = cls(first, arc, kinds, kind_of, np.concatenate(to).astype(np.int32), price, machine.base)
        return replace(found, below=tuple(Below.of(found, each) for each in below))


@dataclass(frozen=True, eq=False)
class Below:
    """A network with fewer of the limits, and where its nodes stand for those of the network above."""

    network: Network
    onto: Integers
    """[nodes above] a node from which all ways on are possible that are from the node above; int32."""
    owed: Integers
    """[nodes above] price points that each of these costs above at least more; empty where all are 0."""

    @classmethod
    def of(cls, above: Network, below: Network) -> Below:
        """Lay one network over another.

        Take any way to a node, and let it lead to `onto` below. Whatever way on is possible from the node makes a line
        with it; the network below allows that line at no higher price, and so the same way on from `onto`. That way on
        costs above at least what it costs there, plus what the way so far costs more below: `owed`. So of all ways to a
        node any will do; taken is one that owes the most.
        """
        onto: Integers = np.full(above.nodes, -1, dtype=np.int32)
        owed: Integers = np.zeros(above.nodes, dtype=np.int64)
        onto[0], owed[0] = 0, below.base - above.base
        _follow(_ways(above), _ways(below), onto, owed)
        return cls(below, onto, _small([owed]))


def _small(parts: list[Integers]) -> Integers:
    """All parts in a row, in as few bytes as they need: none where all are 0."""
    if not any(each.any() for each in parts):
        return NOTHING
    whole = np.concatenate(parts)
    return whole.astype(np.int32) if abs(whole).max() < 2**31 else whole


def _ways(net: Network) -> tuple[Integers, ...]:
    return net.first, net.arc, net.kinds, net.kind_of, net.to, net.price


@numba.njit(cache=True)
def _follow(above: Any, below: Any, onto: Any, owed: Any) -> None:
    first, arc, kinds, kind_of, to, price = above
    low_first, low_arc, low_kinds, low_kind_of, low_to, low_price = below
    for day in range(len(kinds)):
        count, choice = kinds[day], np.zeros(kinds[day], dtype=np.int64)
        for c in range(kind_of.shape[1]):
            choice[kind_of[day, c]] = c
        for node in range(first[day], first[day + 1]):
            at = arc[day] + (node - first[day]) * count
            low_at = low_arc[day] + (onto[node] - low_first[day]) * low_kinds[day]
            for kind in range(count):
                there, low = to[at + kind], low_at + low_kind_of[day, choice[kind]]
                if there < 0:
                    continue
                more = owed[node]
                if len(low_price):
                    more += low_price[low]
                if len(price):
                    more -= price[at + kind]
                if onto[there] < 0 or more > owed[there]:
                    onto[there], owed[there] = low_to[low], more
