"""The optimization model as plain data: integer variables and linear bounds, without a solver.

Rules write bounds on it, engines translate it. Days of the history stand in the same array as the days to be decided,
as the constants 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from staffing.problem import Integers, Problem
from staffing.rules.bound import Bound, Variables
from staffing.rules.flow import Flow


@dataclass(eq=False)
class Model:
    """Variables of one problem, and the bounds that hold whatever the rules say."""

    problem: Problem
    variables: Variables = field(default_factory=Variables)
    structure: list[Bound] = field(default_factory=list)
    work: Integers = field(init=False)
    """[A, H + D, S] variable that says whether an agent works a shift on a day."""

    def __post_init__(self) -> None:
        problem = self.problem
        past = (problem.history[:, :, None] == np.arange(problem.shifts)).astype(np.int64)
        planned = self.variables.new(np.ones((problem.agents, problem.days, problem.shifts), dtype=np.int64))
        self.work = np.concatenate([past, planned], axis=1)

    @cached_property
    def people(self) -> Integers:
        """[D, S] variables: how many people work a shift on a planned day, made when a rule first asks for them.

        A sum over people stands in many bounds; with its own variable each is as long as there are shifts.
        """
        planned = self.work[:, self.problem.history_days :]
        people = self.variables.new(np.full(planned.shape[1:], self.problem.agents, dtype=np.int64))
        for day, shift in np.ndindex(people.shape):
            variables = np.append(planned[:, day, shift], people[day, shift])
            signs = np.append(np.ones(self.problem.agents, dtype=np.int64), -1)
            self.structure.append(Bound(variables, signs, low=0, high=0))
        return people

    @cached_property
    def flow(self) -> Flow:
        """The backlog variables, made when a rule first asks for them."""
        flow, balances = Flow.of(self.problem, self.variables, self.work)
        self.structure.extend(balances)
        return flow
