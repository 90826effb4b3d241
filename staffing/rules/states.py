"""A rule's memory of one agent's line of work as a table of states, for what no counter can say."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from staffing.problem import OFF, Integers

Step = Callable[[int, Any, int], tuple[Hashable, int]]
"""Planned day, state and choice to the state after them and the units of breach that they bring."""


@dataclass(frozen=True, eq=False)
class States:
    """States by day, numbered from 0 on each day, and where each choice leads from each; a line begins in state 0."""

    first: Integers
    """[D + 1] row of the first state of each day; the last entry is the number of rows."""
    to: Integers
    """[rows, S + 1] state of the day after."""
    units: Integers
    """[rows, S + 1] units of breach."""
    far: bool = False
    """Whether it adds up over more than a week, as counters of a period do."""

    @classmethod
    def of(cls, shape: tuple[int, int], start: Hashable, step: Step, *, far: bool = False) -> Self:
        """All states that can be reached from `start`; `shape`: planned days, and choices with a day off the last."""
        days, choices = shape
        reached: dict[Hashable, int] = {start: 0}
        first, to, units = [0], [], []
        for day in range(days):
            ahead: dict[Hashable, int] = {}
            for state in reached:
                steps = [step(day, state, choice) for choice in range(choices)]
                to.append([ahead.setdefault(there, len(ahead)) for there, _ in steps])
                units.append([more for _, more in steps])
            first.append(len(to))
            reached = ahead
        tables = [np.array(each, dtype=np.int64) for each in (first, to, units)]
        return cls(tables[0], tables[1], tables[2], far)

    def missed(self, line: Integers) -> int:
        """Units of breach of a line of work [D], shift indices or OFF."""
        state, found = 0, 0
        for day, shift in enumerate(line.tolist()):
            row = int(self.first[day]) + state
            choice = self.to.shape[1] - 1 if shift == OFF else shift
            state, found = int(self.to[row, choice]), found + int(self.units[row, choice])
        return found
