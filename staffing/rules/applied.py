"""A rule as it is applied: under a name of its own, for some people only, or by an article of the law."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import SerializeAsAny

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource
from staffing.rules.rule import LineRule, Rule

if TYPE_CHECKING:
    from staffing.rules.model import Model


class Applied(Rule):
    """Not written by people: the rule `whole`, for those of some sites, ids and contracts who have not waived it.

    Empty means everybody; a rule of the team, which counts people, has everybody.
    """

    whole: SerializeAsAny[Rule]
    sites: tuple[int, ...] = ()
    agents: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    """Ids of those for whom it does not hold."""
    article: str = ""
    kind: ClassVar = "agent"
    law: ClassVar = "A rule may hold for some people only, or by an article of the law."
    unit: ClassVar = "as of the rule"

    @classmethod
    def of(cls, rule: Rule, name: str, *, sites: tuple[int, ...] = (), **given: Any) -> Applied:
        """A rule under a name of its own, for whom it says itself and for `sites`; `given`: the other fields."""
        who = {"agents": rule.agents, "contracts": rule.contracts} if isinstance(rule, LineRule) else {}
        return cls(rule=name, weight=rule.weight, whole=rule, sites=sites, **{**who, **given})

    @property
    def stated(self) -> Rule:
        return self.whole.stated

    def binds(self, problem: Problem, agent: int) -> bool:
        """Whether the rule is one for an agent; -1 is nobody in particular."""
        if agent < 0:
            return not (self.sites or self.agents or self.contracts)
        name = problem.agent_names[agent]
        return (
            (not self.sites or int(problem.agent_site[agent]) in self.sites)
            and (not self.agents or name in self.agents)
            and (not self.contracts or problem.labour.contract_names[agent] in self.contracts)
            and name not in self.waived
        )

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for breach in self.whole.violations(problem, roster):
            if self.binds(problem, breach.agent):
                yield dataclasses.replace(breach, rule=self.rule, article=self.article or breach.article)

    def bounds(self, model: Model) -> Iterator[Bound]:
        for bound in self.whole.bounds(model):
            if self.binds(model.problem, bound.agent):
                yield bound

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        return self.whole.resources(problem, agent) if self.binds(problem, agent) else ()
