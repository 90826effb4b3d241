"""What the rules of fairness have in common: their parameters, the breaches, and the bounds that say the same."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, NamedTuple

import numpy as np
from pydantic import Field

from staffing.problem import Flags, Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule, Weight
from staffing.rules.team.fairness import (
    STEEPEST,
    WHOLE,
    Balance,
    Past,
    contract_shares,
    days_able,
    memory,
    points,
    remembered,
)

if TYPE_CHECKING:
    from staffing.rules.model import Model


class Terms(NamedTuple):
    """What one agent carries in the plan: sum(coefficients x variables), variables 0 or 1, coefficients above 0."""

    variables: Integers
    coefficients: Integers


class FairRule(Rule):
    """Shares out one kind of burden, with memory; see `staffing/rules/team/fairness.py`."""

    weight: Weight = 20
    half_life_weeks: Annotated[int, Field(ge=0, le=520)] = 8
    """Weeks after which a burden of the past counts half; 0: nothing before the plan counts."""
    kind: ClassVar = "team"
    things: ClassVar[str]
    """The burdens in words, in the plural: `late shifts`."""

    @abstractmethod
    def past(self, problem: Problem) -> Past:
        """What the plan begins with."""

    @abstractmethod
    def planned(self, problem: Problem, roster: Roster) -> Integers:
        """[A] what everybody carries in a roster, in the thing counted."""

    @abstractmethod
    def carried(self, problem: Problem) -> Integers:
        """[A, D, S + 1] what each choice of a planned day adds to what its agent carries; the last is a day off."""

    @abstractmethod
    def terms(self, model: Model) -> Iterator[Terms]:
        """The same of each agent in turn, as a sum of variables."""

    def balance(self, problem: Problem, roster: Roster) -> Balance:
        """Who has carried and will carry how many, and how many would be the share."""
        return Balance.of(self.past(problem), self.planned(problem, roster))

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        past, planned = self.past(problem), self.planned(problem, roster)
        above, balance = past.above(planned), Balance.of(past, planned)
        for agent in np.flatnonzero((above > 0) & (planned > 0)).tolist():
            note = f"{self._told(balance, agent)}: {above[agent]} above"
            yield self.breach(points(int(above[agent])), note, agent)

    def bounds(self, model: Model) -> Iterator[Bound]:
        past, terms = self.past(model.problem), tuple(self.terms(model))
        total, step = int(past.shares.sum()), past.step // WHOLE
        if not total:
            return
        everybody = model.sum_of(
            np.concatenate([own.variables for own in terms]), np.concatenate([own.coefficients for own in terms])
        )
        for agent, own in enumerate(terms):
            share = int(past.shares[agent])
            before = total * int(past.remembered[agent]) - share * int(past.remembered.sum())
            variables = np.append(own.variables, everybody)
            coefficients = np.append(total * own.coefficients, -share)
            free = (past.step - 1 - before) // WHOLE  # up to it no whole burden is above the share
            spared = max(0, before // past.step)
            if spared:  # above before the plan: no breach of it unless it gives the agent more
                variables = np.append(variables, model.any_of(own.variables))
                coefficients, free = np.append(coefficients, spared * step), free + spared * step
            above = model.excess(variables, coefficients, free, step)
            if above:
                for known in range(STEEPEST):  # each further one counts one more
                    yield Bound(np.array([above]), high=known, agent=agent)

    def _told(self, balance: Balance, agent: int) -> str:
        planned, before = balance.planned[agent], balance.remembered[agent]
        said = f"{round(planned, 1):g} {self.things if planned != 1 else self.things.removesuffix('s')}"
        said += f" in the plan and {before:.1f} remembered" if before >= 0.05 else ""
        return f"{said}, {balance.share[agent]:.1f} is the share"


class FairShifts(FairRule):
    """Shares out shifts that are burdens, by contract days on which one could be carried."""

    @abstractmethod
    def burden(self, problem: Problem) -> Flags:
        """[A, H + D, S] whether a shift of a day is one."""

    def able(self, problem: Problem) -> Flags:
        """[A, H + D] days on which an agent could carry one."""
        return days_able(problem, self.burden(problem))

    def past(self, problem: Problem) -> Past:
        counted = memory(problem, self.half_life_weeks)
        before = remembered(problem, self.burden(problem).astype(np.int64), counted)
        return Past(before, contract_shares(problem, self.able(problem), counted))

    def planned(self, problem: Problem, roster: Roster) -> Integers:
        burden = self.burden(problem)
        carried = [0] * problem.agents
        for agent, day, shift in np.argwhere(roster.work).tolist():
            carried[agent] += int(burden[agent, problem.history_days + day, shift])
        return np.array(carried, dtype=np.int64)

    def carried(self, problem: Problem) -> Integers:
        burden = self.burden(problem)[:, problem.history_days :]
        return np.concatenate([burden, np.zeros_like(burden[:, :, :1])], axis=2).astype(np.int64)

    def terms(self, model: Model) -> Iterator[Terms]:
        burden, work, first = self.burden(model.problem), model.work, model.problem.history_days
        for agent in range(model.problem.agents):
            cells = work[agent, first:][burden[agent, first:]]
            yield Terms(cells[cells > 0], np.ones(int((cells > 0).sum()), dtype=np.int64))
