"""The optimization model as plain data: integer variables and linear bounds, without a solver.

Rules write bounds on it, engines translate it. Days of the history stand in the same array as the days to be decided,
as the constants 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from staffing.problem import Integers, Problem
from staffing.rules.bound import Bound, Variables
from staffing.rules.flow import Flow


@dataclass(frozen=True, eq=False)
class Definition:
    """A variable that stands for something the others say: a solution without it can be completed.

    `any`: 1 where a variable of `of` is not 0, else 0. `excess`: how far sum(coefficients x of) is above `beyond`, in
    steps begun and never below 0; the model holds it at that or more, so it may only be limited from above. `sum`: the
    sum less `beyond`.
    """

    variable: int
    kind: Literal["any", "excess", "sum"]
    of: Integers
    coefficients: Integers
    beyond: int = 0
    step: int = 1

    def value(self, values: Integers) -> int:
        """What it is at given values of the variables it stands for."""
        given = values[self.of]
        if self.kind == "any":
            return int((given > 0).any())
        above = int((self.coefficients * given).sum()) - self.beyond
        return above if self.kind == "sum" else max(0, -(-above // self.step))


@dataclass(eq=False)
class Model:
    """Variables of one problem, and the bounds that hold whatever the rules say."""

    problem: Problem
    each: Integers | None = None
    """[A] how many people every agent stands for; without it one. Only rules that count people may be stated then."""
    variables: Variables = field(default_factory=Variables)
    structure: list[Bound] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    """In the order in which they can be worked out."""
    work: Integers = field(init=False)
    """[A, H + D, S] variable that says whether an agent works a shift on a day; variable 0 at other sites."""

    def __post_init__(self) -> None:
        problem = self.problem
        past = (problem.history[:, :, None] == np.arange(problem.shifts)).astype(np.int64)
        here = problem.agent_site[:, None] == problem.shift_site  # nobody works at another site
        planned = np.zeros((problem.agents, problem.days, problem.shifts), dtype=np.int64)
        possible = np.broadcast_to(here[:, None, :], planned.shape)
        planned[possible] = self.variables.new(np.broadcast_to(self.stands_for[:, None, None], planned.shape)[possible])
        self.work = np.concatenate([past, planned], axis=1)

    @property
    def stands_for(self) -> Integers:
        """[A] how many people every agent stands for."""
        return np.ones(self.problem.agents, dtype=np.int64) if self.each is None else self.each

    def any_of(self, cells: Integers) -> int:
        """A variable that is 1 where any of some 0-1 variables is 1, and 0 where none is."""
        there = np.unique(cells.ravel())
        there = there[there > 0]
        if not len(there) or there[0] == 1:
            return 1 if len(there) else 0
        if len(there) == 1:
            return int(there[0])
        key = there.tobytes()
        if key not in self._known:
            variable = int(self.variables.new(np.array([1]))[0])
            ones = np.ones(len(there), dtype=np.int64)
            self.definitions.append(Definition(variable, "any", there, ones))
            for cell in there:
                self.structure.append(Bound(np.array([variable, cell]), np.array([1, -1]), low=0))
            self.structure.append(Bound(np.append(there, variable), np.append(ones, -1), low=0))
            self._known[key] = variable
        return self._known[key]

    def excess(self, variables: Integers, coefficients: Integers, beyond: int, step: int = 1) -> int:
        """A variable that is at least the steps begun of a sum above `beyond`; limit it from above only."""
        most = -(-(self._most(variables, coefficients) - beyond) // step)
        if most <= 0:
            return 0
        variable = int(self.variables.new(np.array([most]))[0])
        self.definitions.append(Definition(variable, "excess", variables, coefficients, beyond, step))
        self.structure.append(Bound(np.append(variables, variable), np.append(coefficients, -step), high=beyond))
        return variable

    def sum_of(self, variables: Integers, coefficients: Integers, constant: int = 0) -> int:
        """A variable that is a weighted sum plus a constant, which must never be below 0.

        What stands in many bounds, as a sum over everybody does, stands in each of them as one variable then.
        """
        most = self._most(variables, coefficients) + constant
        variable = int(self.variables.new(np.array([most]))[0])
        self.definitions.append(Definition(variable, "sum", variables, coefficients, -constant))
        signs = np.append(coefficients, -1)
        self.structure.append(Bound(np.append(variables, variable), signs, low=-constant, high=-constant))
        return variable

    def _most(self, variables: Integers, coefficients: Integers) -> int:
        chosen = variables.ravel().tolist()  # an array of all of them for each sum is what takes hours at 5,000 people
        low = np.array([self.variables.low[variable] for variable in chosen])
        high = np.array([self.variables.high[variable] for variable in chosen])
        return int(np.maximum(coefficients * low, coefficients * high).sum())

    @cached_property
    def _known(self) -> dict[bytes, int]:
        return {}

    @cached_property
    def people(self) -> Integers:
        """[P, D, S] variables: how many people of each profile work a shift on a day, made when first asked for.

        A sum over people stands in many bounds; with its own variable each is as long as there are shifts. A shift that
        nobody of a profile may work is variable 0; one that a single agent may work is the agent's own variable.
        """
        problem = self.problem
        planned = self.work[:, problem.history_days :]
        people = np.zeros((len(problem.profiles.group), *planned.shape[1:]), dtype=np.int64)
        for profile, day, shift in np.ndindex(people.shape):
            members = np.flatnonzero((problem.profiles.of == profile) & (planned[:, day, shift] > 0))
            if len(members) == 1:
                people[profile, day, shift] = planned[members[0], day, shift]
            elif len(members):
                count = self.variables.new(self.stands_for[members].sum(keepdims=True))
                people[profile, day, shift] = count[0]
                signs = np.append(np.ones(len(members), dtype=np.int64), -1)
                variables = np.append(planned[members, day, shift], count)
                self.structure.append(Bound(variables, signs, low=0, high=0))
        return people

    @cached_property
    def flow(self) -> Flow:
        """The backlog variables, made when a rule first asks for them."""
        flow, balances = Flow.of(self.problem, self.variables, self.people)
        self.structure.extend(balances)
        return flow
