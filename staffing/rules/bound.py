"""Integer variables by number, and linear bounds on them: the plain data of which the model is made."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from staffing.problem import Integers


@dataclass(eq=False)
class Variables:
    """Integer variables, numbered. Number 0 is always 0 and number 1 is always 1."""

    low: list[int] = field(default_factory=lambda: [0, 1])
    high: list[int] = field(default_factory=lambda: [0, 1])

    def new(self, high: Integers) -> Integers:
        """New variables between 0 and `high`, in an array of its shape."""
        first = len(self.low)
        self.low.extend([0] * high.size)
        self.high.extend(high.ravel().tolist())
        return np.arange(first, first + high.size, dtype=np.int64).reshape(high.shape)


@dataclass(frozen=True, eq=False)
class Bound:
    """`low <= sum(coefficients x variables) <= high`, with what a breach is worth.

    Where the bound is priced, every `step` by which it is missed (rounded up) is a breach of `amount` units.
    """

    variables: Integers
    coefficients: Integers | int = 1
    low: int | None = None
    high: int | None = None
    step: int = 1
    amount: int = 1
    agent: int = -1
    day: int = -1
    note: str = ""

    def total(self, values: Integers) -> int:
        """The sum at given values of all variables."""
        coefficients = np.broadcast_to(np.asarray(self.coefficients), self.variables.shape)
        return int((coefficients * values[self.variables]).sum())
