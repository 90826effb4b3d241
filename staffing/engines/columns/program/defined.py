"""Further variables that follow from what is worked: sums, whether any of some cells is worked, steps above a limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from staffing.problem import Integers
from staffing.rules.model import Definition


@dataclass(frozen=True, eq=False)
class Defined:
    """What some variables of the plain model are for a given roster, worked out in turn.

    `cell` and `of_cell`: cells and their variables; `size` variables there are; `wanted` [V] the variables asked for.
    """

    cell: Integers
    of_cell: Integers
    size: int
    turn: tuple[Definition, ...]
    wanted: Integers

    @classmethod
    def of(cls, cell_of: Integers, definitions: Sequence[Definition], wanted: Integers) -> Self:
        """`cell_of` [variables]: the cell that a variable is, or -1. Definitions that are not needed are left out."""
        of_cell, needed, kept = np.flatnonzero(cell_of >= 0), set(wanted.tolist()), []
        for definition in reversed(definitions):
            if definition.variable in needed:
                kept.append(definition)
                needed.update(definition.of.ravel().tolist())
        return cls(cell_of[of_cell], of_cell, len(cell_of), tuple(kept[::-1]), wanted)

    def values(self, worked: Integers) -> Integers:
        """[V] for a roster, which is [cells] 0 or 1."""
        values = np.zeros(self.size, dtype=np.int64)
        values[1] = 1
        values[self.of_cell] = worked[self.cell]
        for definition in self.turn:
            values[definition.variable] = definition.value(values)
        found: Integers = values[self.wanted]
        return found
