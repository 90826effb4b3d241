"""Every breach of a roster as people read it: when, who, which rule, by how much, and what it costs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from staffing.plan import Outlook
from staffing.reports.people import planned_agents, shown_name
from staffing.reports.plain_text import counted
from staffing.reports.run_record import article_of, breach_record
from staffing.result import Violation

HOURS_FROM = 120
"""Priced minutes above this are told in hours too."""


@dataclass(frozen=True)
class PricedRule:
    """What the breaches of one priced rule cost: `weight` x amount, in points."""

    rule: str
    law: str
    unit: str
    weight: int
    breaches: tuple[Violation, ...]
    article: str = ""

    @property
    def price(self) -> int:
        """Points of all its breaches."""
        return self.weight * sum(breach.amount for breach in self.breaches)

    @property
    def sentence(self) -> str:
        """The rule with its points, and how they come about."""
        amount = amount_text(sum(breach.amount for breach in self.breaches), self.unit, hours=True)
        return f"{named(self.rule, self.article)}, {counted(self.price, 'point')} ({self.weight} x {amount})"


def priced_rules(outlook: Outlook, breaches: Sequence[Violation]) -> tuple[PricedRule, ...]:
    """The priced rules that are broken, the most expensive first, each with its largest breaches first."""
    found = []
    for rule in outlook.rules:
        own = sorted((b for b in breaches if b.rule == rule.rule), key=lambda breach: -breach.amount)
        if own and rule.weight != "hard":
            stated, article = rule.stated, article_of(outlook, rule.rule)
            found.append(PricedRule(rule.rule, stated.law, stated.unit, rule.weight, tuple(own), article))
    return tuple(sorted(found, key=lambda rule: -rule.price))


def breach_records(outlook: Outlook, breaches: Sequence[Violation]) -> list[dict[str, Any]]:
    """The breaches as plain data, hard ones first, each with `hard` and the rule's law."""
    rules = {rule.rule: rule for rule in outlook.rules}
    ordered = sorted(breaches, key=lambda breach: not rules[breach.rule].hard)
    return [{**breach_record(outlook, b), "hard": rules[b.rule].hard, "law": rules[b.rule].stated.law} for b in ordered]


def breach_sentence(outlook: Outlook, breach: Violation) -> str:
    """`Mon 19 Oct, Anna Weber (anna): min_rest, 120 minutes short: ...`; without a person for the whole team.

    A rule that comes from the law is followed by its article: `min_rest@eu_2003_88 (2003/88/EC Art. 3)`.
    """
    weight = next(rule.weight for rule in outlook.rules if rule.rule == breach.rule)
    amount = amount_text(breach.amount, breach.unit, hours=weight != "hard")
    where = when_and_who(outlook, breach, ids=True)
    points = "" if weight == "hard" else f" ({counted(int(weight) * breach.amount, 'point')})"
    return (
        ": ".join(part for part in (where, f"{named(breach.rule, breach.article)}, {amount}", breach.note) if part)
        + points
    )


def named(rule: str, article: str) -> str:
    """A rule's name, and the article of the law behind it where it has one."""
    return f"{rule} ({article})" if article else rule


def when_and_who(outlook: Outlook, breach: Violation, *, ids: bool = False) -> str:
    """Day and person of a breach as far as it has them; `ids` adds the id where the name is another."""
    found = [outlook.problem.day_names[breach.day]] if breach.day >= 0 else []
    if breach.agent >= 0:
        agent = planned_agents(outlook)[breach.agent]
        name = shown_name(agent)
        found.append(f"{name} ({agent.agent_id})" if ids and name != agent.agent_id else name)
    return ", ".join(found)


def amount_text(amount: int, unit: str, *, hours: bool = False) -> str:
    """An amount in its unit: `1 leave day`, `2 leave days`; `hours` adds them to many minutes."""
    if amount == 1:
        unit = re.sub(r"s\b", "", unit, count=1)  # every unit names its things first: "late shifts over"
    if hours and amount > HOURS_FROM:
        unit = re.sub(r"minutes\b", f"minutes ({round(amount / 60, 1):,g} h)", unit, count=1)
    return f"{amount} {unit}"
