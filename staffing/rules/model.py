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
    """[A, H + D, S] variable that says whether an agent works a shift on a day; variable 0 at other sites."""

    def __post_init__(self) -> None:
        problem = self.problem
        past = (problem.history[:, :, None] == np.arange(problem.shifts)).astype(np.int64)
        here = problem.agent_site[:, None] == problem.shift_site  # nobody works at another site
        planned = np.zeros((problem.agents, problem.days, problem.shifts), dtype=np.int64)
        possible = np.broadcast_to(here[:, None, :], planned.shape)
        planned[possible] = self.variables.new(np.ones(int(possible.sum()), dtype=np.int64))
        self.work = np.concatenate([past, planned], axis=1)

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
                count = self.variables.new(np.array([len(members)]))
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
