"""A rule that leaves one day of somebody alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource

if TYPE_CHECKING:
    from staffing.rules.model import Model

PINS, DAYS_OFF = "pins", "published_days_off"
"""Rules that hold people to what is published."""


class Lifted(Rule):
    """Not written by people: the rule `whole`, but for some days: agent, and place on the day axis."""

    whole: Rule
    days: tuple[tuple[int, int], ...]
    kind: ClassVar = "agent"
    law: ClassVar = "A rule may leave somebody's day alone."
    unit: ClassVar = "as of the rule"

    @property
    def stated(self) -> Rule:
        return self.whole.stated

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for breach in self.whole.violations(problem, roster):
            if (breach.agent, breach.day) not in self.days:
                yield breach

    def bounds(self, model: Model) -> Iterator[Bound]:
        for bound in self.whole.bounds(model):
            if (bound.agent, bound.day) not in self.days:
                yield bound

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        return None if agent in {who for who, _ in self.days} else self.whole.resources(problem, agent)


def lifted(rules: Sequence[Rule], agent: int, day: int) -> tuple[Rule, ...]:
    """The rules, where those of what is published leave a day of an agent alone."""
    return tuple(
        Lifted(rule=rule.rule, weight=rule.weight, whole=rule, days=((agent, day),))
        if rule.stated.rule in (PINS, DAYS_OFF) and rule.hard
        else rule
        for rule in rules
    )
