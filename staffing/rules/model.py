"""The optimization model as plain data: integer variables and linear bounds, without a solver.

Rules write bounds on it, engines translate it. Variables are numbered; number 0 is always 0 and number 1 is always 1,
so that days of the history stand in the same array as the days to be decided.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from staffing.problem import Integers, Problem

if TYPE_CHECKING:
    from staffing.rules.flow import Flow

ZERO, ONE = 0, 1


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
    weight: int | None = None
    """A weight of this bound alone, instead of its rule's."""
    agent: int = -1
    day: int = -1
    note: str = ""


@dataclass(eq=False)
class Model:
    """Variables of one problem, and the bounds that hold whatever the rules say."""

    problem: Problem
    low: list[int] = field(default_factory=lambda: [0, 1])
    high: list[int] = field(default_factory=lambda: [0, 1])
    structure: list[Bound] = field(default_factory=list)
    work: Integers = field(init=False)
    """[A, H + D, S] variable that says whether an agent works a shift on a day."""

    def __post_init__(self) -> None:
        problem = self.problem
        past = (problem.history[:, :, None] == np.arange(problem.shifts)).astype(np.int64)
        planned = self.variables(np.ones((problem.agents, problem.days, problem.shifts), dtype=np.int64))
        self.work = np.concatenate([past, planned], axis=1)

    @cached_property
    def flow(self) -> Flow:
        """The backlog variables, made when a rule first asks for them."""
        from staffing.rules.flow import Flow

        return Flow.on(self)

    def variables(self, high: NDArray[np.int64]) -> Integers:
        """New variables between 0 and `high`, in an array of its shape."""
        first = len(self.low)
        self.low.extend([0] * high.size)
        self.high.extend(high.ravel().tolist())
        return np.arange(first, first + high.size, dtype=np.int64).reshape(high.shape)
