"""Two rosters of the same days beside each other: the price by rule, whose shifts change, and the promise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffing.engines.choose import priced
from staffing.outlook import Outlook
from staffing.problem import Problem
from staffing.promise.extra import Difference, kept, paired
from staffing.promise.targets import missed
from staffing.result import Penalty, Violation
from staffing.roster import Roster
from staffing.rules import Rule

if TYPE_CHECKING:
    from staffing.simulate.service import Service


@dataclass(frozen=True, eq=False)
class Side:
    """A roster with its verdict; `ledger` holds every priced breach under the rules as written, `hard` counts others.

    `missed`: names of the targets that the simulated weeks miss.
    """

    roster: Roster
    service: Service
    ledger: tuple[Penalty, ...]
    missed: tuple[str, ...]
    hard: int

    @property
    def price(self) -> int:
        """Points of all priced breaches."""
        return sum(item.price for item in self.ledger)


@dataclass(frozen=True)
class RuleChange:
    """What one priced rule counts before and after: an amount in its unit, and points."""

    rule: str
    unit: str
    before: int
    after: int
    points: int
    """More (or, below 0, fewer) points than before."""
    worse: tuple[Violation, ...] = ()
    """Breaches that are new or have grown, those that have grown most first."""


@dataclass(frozen=True)
class DayChange:
    """A planned day (place on the day axis) on which an agent has other shifts; none: off."""

    agent: int
    day: int
    was: tuple[int, ...]
    now: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Compared:
    """The roster before and after. `weeks` and `rate`: after less before, on the same random weeks.

    `cut`: the clock ended a search, so less may be possible than what is told; `among`: so may it where the weeks of so
    many people alone were open to change. 0: everybody's were.
    """

    before: Side
    after: Side
    rules: tuple[RuleChange, ...]
    days: tuple[DayChange, ...]
    weeks: Difference
    rate: Difference
    cut: bool = False
    among: int = 0

    @property
    def points(self) -> int:
        """How much more the roster costs."""
        return self.after.price - self.before.price

    @property
    def newly_missed(self) -> tuple[str, ...]:
        """Names of the targets that are missed after and not before."""
        return tuple(name for name in self.after.missed if name not in self.before.missed)


def side_of(
    outlook: Outlook,
    roster: Roster,
    service: Service,
    *,
    rules: Sequence[Rule] | None = None,
    ledger: tuple[Penalty, ...] | None = None,
) -> Side:
    """A judged roster with its breaches under `rules`, by default the outlook's; without a ledger it is priced."""
    problem, held = outlook.problem, outlook.rules if rules is None else rules
    if ledger is None:
        price = priced(problem, [rule for rule in held if not rule.hard], roster)
        assert price is not None, "a roster that breaks a hard rule has a price as well"
        ledger = price[1]
    hard = sum(len(list(rule.violations(problem, roster))) for rule in held if rule.hard)
    return Side(roster, service, ledger, missed(service, outlook.workspace.team.targets), hard)


def compared(outlook: Outlook, before: Side, after: Side, *, cut: bool = False, among: int = 0) -> Compared:
    """Both sides; they were judged on the same random weeks."""
    return Compared(
        before,
        after,
        rule_changes(outlook, before, after),
        day_changes(outlook, before.roster, after.roster),
        paired(kept(after.service), kept(before.service)),
        paired(after.service.rates, before.service.rates),
        cut,
        among,
    )


def rule_changes(outlook: Outlook, before: Side, after: Side) -> tuple[RuleChange, ...]:
    """The priced rules of which more or less is broken, those that get worse most first."""
    found = []
    for rule in outlook.rules:
        was, now = ([item for item in side.ledger if item.rule == rule.rule] for side in (before, after))
        amounts = sum(item.amount for item in was), sum(item.amount for item in now)
        points = sum(item.price for item in now) - sum(item.price for item in was)
        if amounts[0] != amounts[1]:
            worse = _worse(outlook.problem, rule, before.roster, after.roster)
            found.append(RuleChange(rule.rule, rule.stated.unit, *amounts, points, worse))
    return tuple(sorted(found, key=lambda change: -change.points))


def _worse(problem: Problem, rule: Rule, before: Roster, after: Roster) -> tuple[Violation, ...]:
    """Breaches by people and days that had fewer; the words are the rule's own."""
    were = Counter[tuple[int, int]]()
    for breach in rule.violations(problem, before):
        were[breach.agent, breach.day] += breach.amount
    now = list(rule.violations(problem, after))
    grown = {id(breach): breach.amount - were[breach.agent, breach.day] for breach in now}
    return tuple(sorted((b for b in now if grown[id(b)] > 0), key=lambda breach: -grown[id(breach)]))


def day_changes(outlook: Outlook, before: Roster, after: Roster) -> tuple[DayChange, ...]:
    """Every day of a person that is not as it was, by person."""
    changed = np.argwhere((before.work != after.work).any(axis=2)).tolist()
    return tuple(
        DayChange(
            agent,
            outlook.problem.history_days + day,
            *(tuple(roster.work[agent, day].nonzero()[0].tolist()) for roster in (before, after)),
        )
        for agent, day in changed
    )
