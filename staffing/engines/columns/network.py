"""The days of an agent as a network: states by day, and where each kind of choice leads from each.

Agents under the same limits share one network; what their days cost and allow differs, and is kept apart, by day and
choice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from staffing.engines.columns.automaton import Automaton
from staffing.problem import Integers


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
    """[arcs] price points."""

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return int(self.first[-1])

    @property
    def days(self) -> int:
        """Number of days."""
        return len(self.kinds)

    @classmethod
    def of(cls, machine: Automaton) -> Network:
        """The network of a machine."""
        first = np.concatenate([[0], np.cumsum([*machine.states, 1])])
        kinds = np.array([to.shape[1] for to in machine.to])
        arc = np.concatenate([[0], np.cumsum(machine.states * kinds)])
        to = [np.where(each >= 0, each + first[day + 1], -1).ravel() for day, each in enumerate(machine.to)]
        price = [each.ravel() for each in machine.price]
        kind_of = np.array(machine.kind_of)
        return cls(first, arc, kinds, kind_of, np.concatenate(to).astype(np.int32), np.concatenate(price))
