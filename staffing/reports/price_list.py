"""What the roster could not keep: the priced rules that it breaks, and what each costs."""

from __future__ import annotations

from collections.abc import Iterator

from staffing.plan import Outlook, Plan
from staffing.reports.breach_list import PricedRule, priced_rules, when_and_who
from staffing.reports.plain_text import counted
from staffing.reports.view.page import Items
from staffing.result import Violation

TITLE = "What it could not keep"
SHOWN_IN_TERMINAL = 3
SHOWN_ON_PAGE = 40


def not_kept(plan: Plan) -> tuple[PricedRule, ...]:
    """The priced rules that are broken, the most expensive first; requests have a list of their own."""
    return tuple(rule for rule in priced_rules(plan.outlook, plan.breaches) if rule.rule != "requests")


def price_sentence(plan: Plan) -> str:
    """What a price is and what the plan's adds up to, or that nothing is priced."""
    every = priced_rules(plan.outlook, plan.breaches)
    requests = sum(rule.price for rule in every if rule.rule == "requests")
    others = sum(rule.price for rule in every) - requests
    if not every:
        return "Every priced rule is kept."
    refused = f"{counted(requests, 'point')} for the requests refused"
    if not others:
        return f"Every priced rule is kept, apart from {refused}."
    said = f"Price = weight x amount: {counted(others, 'point')} for these rules"
    return f"{said} and {refused}." if requests else f"{said}."


def price_lines(plan: Plan, more: str) -> Iterator[str]:
    """For the terminal: one line a rule with its largest breaches; `more` says where the others are."""
    for rule in not_kept(plan):
        said = [_told(plan.outlook, breach) for breach in rule.breaches[:SHOWN_IN_TERMINAL]]
        left = len(rule.breaches) - len(said)
        yield f"{rule.sentence}: " + "; ".join([*said, *([f"and {left} more {more}"] if left else [])])


def price_items(plan: Plan) -> Items:
    """For the page: one item a rule with its law, and its breaches under it."""
    return Items(items=tuple((f"{rule.sentence}. {rule.law}", tuple(_below(plan, rule))) for rule in not_kept(plan)))


def _below(plan: Plan, rule: PricedRule) -> Iterator[str]:
    yield from (_told(plan.outlook, breach) for breach in rule.breaches[:SHOWN_ON_PAGE])
    left = len(rule.breaches) - SHOWN_ON_PAGE
    if left > 0:
        yield f"and {left} more in run.json"


def _told(outlook: Outlook, breach: Violation) -> str:
    where = when_and_who(outlook, breach)
    return f"{where}, {breach.note}" if where else breach.note
