"""What cannot hold together, and ways out of it, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from staffing.rules import Rule
from staffing.rules.applied import Applied

PROTECTING = ("no_nights",)
"""Rules that protect single people, whether or not a law is named."""


@dataclass(frozen=True)
class Member:
    """One hard rule for one agent and one day or week: a fact or a limit in a conflict.

    `agent` and `day` as in Violation, -1 where none; `what` says the fact in people's words, without the agent.
    """

    rule: Rule
    agent: int
    day: int
    what: str

    @property
    def article(self) -> str:
        """The place in the law that the rule is from; empty where people made it."""
        return article_of(self.rule)


@dataclass(frozen=True)
class Conflict:
    """Members that cannot hold together.

    `confirmed`: a solve of the members alone finds no roster, and one of each set without a single member finds one.
    Not so where time ran out; there may be no members then, when not even a first set was found.
    """

    members: tuple[Member, ...]
    confirmed: bool


@dataclass(frozen=True)
class WayOut:
    """What could be given up so that there is a roster, and the price of the best roster found then.

    `amount` and `unit`: by how much the limits must give, all together, where that is one unit. `objective` is None
    where no price was found in the time given. Without members it is a remark: that no way out keeps the law, whose
    `article` is named then, or that the search was cut.
    """

    members: tuple[Member, ...]
    sentence: str
    amount: int
    unit: str
    objective: int | None
    article: str = ""


def may_be_given_up(rule: Rule) -> bool:
    """Whether people may decide to do without a rule: it is neither the law nor a protection of one person."""
    return not article_of(rule) and rule.stated.name() not in PROTECTING


def article_of(rule: Rule) -> str:
    """The place in the law that a rule is from, or nothing."""
    while isinstance(rule, Applied):
        if rule.article:
            return rule.article
        rule = rule.whole
    return ""
