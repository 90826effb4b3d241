"""What a roster is held against: every rule's own statement, which shares nothing with the engine that made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from staffing.bench.scale.instance import Case
from staffing.problem import OFF, Problem
from staffing.result import Result, Violation
from staffing.roster import Roster
from staffing.rules import Rule


@dataclass(frozen=True)
class Requests:
    """The requests of the planned days and those that a roster grants, as their number and as points."""

    asked: int
    granted: int
    points: int
    points_granted: int


@dataclass(frozen=True)
class Checked:
    """What the rules say of a roster, and where the engine says something else."""

    violations: int
    """Breaches of hard rules."""
    prices: dict[str, int]
    """Price points by rule, as the engine tells them; rules that cost nothing are left out."""
    faults: tuple[str, ...]
    """A sentence for each price or bound that is not true, and for breaches of hard rules, `TOLD` of them at most."""
    requests: Requests


TOLD = 3


def checked(case: Case, result: Result, roster: Roster) -> Checked:
    """Count what the roster breaks, and sum up its price anew.

    The price of rules of the backlog is left as the engine tells it: it depends on how the work is served, which no
    roster says.
    """
    broken = list(_broken(case, roster))
    prices = Counter[str]()
    for item in result.ledger:
        prices[item.rule] += item.price
    said = [f"{each.rule} is broken: {_where(case.problem, each)}{each.note}" for each in broken[:TOLD]]
    found = dict(sorted(((rule, price) for rule, price in prices.items() if price), key=lambda each: -each[1]))
    return Checked(len(broken), found, (*said, *_untrue(case, result, roster, prices)), granted(case.problem, roster))


def price_by_rule(problem: Problem, rule: Rule, roster: Roster) -> int:
    """Weight x amount over the rule's own violations; 0 for a hard rule."""
    weight = rule.weight
    return 0 if weight == "hard" else sum(weight * each.amount for each in rule.violations(problem, roster))


def granted(problem: Problem, roster: Roster) -> Requests:
    """The requests and those of them that a roster grants."""
    yes = []
    for wish in problem.wishes:
        line = roster.work[wish.agent, wish.day - problem.history_days]
        worked = bool(line.any() if wish.shift == OFF else line[wish.shift])
        if worked != (wish.avoid or wish.shift == OFF):
            yes.append(wish.weight)
    return Requests(len(problem.wishes), len(yes), sum(wish.weight for wish in problem.wishes), sum(yes))


def _broken(case: Case, roster: Roster) -> Iterator[Violation]:
    for rule in case.rules:
        if rule.hard:
            yield from rule.violations(case.problem, roster)


def _where(problem: Problem, each: Violation) -> str:
    """Who and when, where that is known."""
    who = [problem.agent_names[each.agent]] if each.agent >= 0 else []
    when = [problem.day_names[each.day]] if each.day >= 0 else []
    return "".join(f"{part}, " for part in (*who, *when))


def _untrue(case: Case, result: Result, roster: Roster, prices: Counter[str]) -> Iterator[str]:
    """Prices and bounds that the engine tells and that are others."""
    for rule in case.rules:
        if rule.hard or rule.stated.of_backlog:
            continue
        price = price_by_rule(case.problem, rule, roster)
        if price != prices[rule.rule]:
            yield f"{result.engine} says that {rule.rule} costs {prices[rule.rule]}; it costs {price}"
    total = sum(prices.values())
    if result.objective != total:
        yield f"{result.engine} says that its roster costs {result.objective}; its ledger sums up to {total}"
    if result.bound > total:
        yield f"{result.engine} says that {result.bound} is a bound; its roster costs {total}"
