"""What people are expected to carry together, before it is known who works what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import numpy as np

from staffing.engines.tours.classes import Kinds
from staffing.engines.tours.generate import Generation
from staffing.engines.tours.rooms import alike
from staffing.engines.tours.shares import Shares
from staffing.problem import Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.bound import Bound
from staffing.rules.model import Model
from staffing.rules.rule import Weight
from staffing.rules.team.fairness import WHOLE

MORE = 1.1
"""So many times what the linear program carries of a common burden is expected.

Where people share more of it, everybody's share is larger, and a whole week of such shifts is within it. It cost a
roster of 2,000 people 0.13% less; a third more is not to be had for nothing.
"""


class CarriedAtLeast(Rule):
    """Not written by people: so much of a burden as everybody's share was reckoned with. `worth` is [P, D, S]."""

    rule: Literal["carried_at_least"] = "carried_at_least"
    weight: Weight = 20
    least: int
    worth: tuple[tuple[tuple[int, ...], ...], ...]
    kind: ClassVar = "team"
    by_name: ClassVar = False
    law: ClassVar = "People carry so much of a burden together at least."
    unit: ClassVar = "of the thing counted"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        of = problem.profiles.of
        people = np.array([roster.work[of == profile].sum(axis=0) for profile in range(len(self.worth))])
        there = int((people * np.array(self.worth)).sum())
        if there < self.least:
            yield self.breach(self.least - there, f"{there} carried, {self.least} reckoned with")

    def bounds(self, model: Model) -> Iterator[Bound]:
        worth = np.array(self.worth, dtype=np.int64)
        carried = (worth > 0) & (model.people > 0)
        yield Bound(model.people[carried], worth[carried], low=self.least)


def expected_shares(shares: Shares, generation: Generation, cheapest: Integers) -> Shares:
    """The burdens with what everybody carries together at a solution of the linear program of the classes.

    Of a burden that is each person's own, such as a request refused, that program knows nothing; of it is taken what
    the lines [A, D] carry that are cheapest at its prices.
    """
    master, days = generation.master, np.arange(cheapest.shape[1])
    member = np.unique(master.classes.of, return_index=True)[1]
    before = shares.remembered.sum(axis=1)
    carried = np.zeros(len(before))
    for tour, count in zip(master.tours, master.solve().counts.tolist(), strict=True):
        if count > 0:
            carried += count * shares.worth[:, member[tour.of_class], days, tour.choices].sum(axis=1)
    common = before + WHOLE * np.rint(MORE * carried).astype(np.int64)
    return shares._replace(everybody=np.where(alike(shares), common, shares.settled(cheapest).everybody))


def reckoned_with(problem: Problem, kinds: Kinds, shares: Shares) -> list[Rule]:
    """Rules that keep what people carry together of common burdens at what is expected."""
    found: list[Rule] = []
    for burden in np.flatnonzero(alike(shares)).tolist():
        least = (int(shares.everybody[burden]) - int(shares.remembered[burden].sum())) // WHOLE
        worth = np.zeros((len(problem.profiles.group), problem.days, problem.shifts), dtype=np.int64)
        for kind, agent in enumerate(kinds.first.tolist()):
            here = problem.shift_site == problem.agent_site[agent]
            profile = int(problem.profiles.of[agent])
            worth[profile][:, here] = shares.worth[burden, agent, :, :-1][:, here]
            assert kinds.of[agent] == kind
        if least > 0:
            weight = max(1, int(shares.weight[burden].max()))
            found.append(CarriedAtLeast(weight=weight, least=least, worth=worth.tolist(), label=str(burden)))
    return found
