"""A rule that holds for the people of some sites only."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pydantic import SerializeAsAny

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule

if TYPE_CHECKING:
    from staffing.rules.model import Model


class AtSites(Rule):
    """Not written by people: a rule of one agent's line of work, `whole`, for the agents of `sites`."""

    whole: SerializeAsAny[Rule]
    sites: tuple[int, ...]
    kind: ClassVar = "agent"
    law: ClassVar = "A site may keep a rule of its own in place of the team's."
    unit: ClassVar = "as of the rule"

    @classmethod
    def of(cls, rule: Rule, sites: tuple[int, ...], name: str) -> AtSites:
        """A rule for the people of some sites, under a name of its own."""
        return cls(rule=name, weight=rule.weight, whole=rule, sites=sites)

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for breach in self.whole.violations(problem, roster):
            if problem.agent_site[breach.agent] in self.sites:
                yield dataclasses.replace(breach, rule=self.rule)

    def bounds(self, model: Model) -> Iterator[Bound]:
        for bound in self.whole.bounds(model):
            if model.problem.agent_site[bound.agent] in self.sites:
                yield bound
