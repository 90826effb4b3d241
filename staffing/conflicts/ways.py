"""Ways out of conflicts: what could be given up so that there is a roster, the cheapest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from staffing.conflicts.giving import Given, Giving
from staffing.conflicts.giving_words import sentence_of
from staffing.conflicts.loosened import loosened
from staffing.conflicts.member import Conflict, WayOut, article_of
from staffing.conflicts.smallest import sorted_keys
from staffing.conflicts.solving import Clock, Elastic
from staffing.conflicts.stated import Key, Stated
from staffing.engines.direct import Limits, solve
from staffing.problem import Problem
from staffing.result import Result
from staffing.rules import Rule

MOST = 6
"""So many ways out are priced."""
WORK = 1.5
"""Deterministic seconds of search for the price of one."""


def ways_out(
    problem: Problem,
    rules: Sequence[Rule],
    conflicts: Sequence[Conflict],
    seconds: float = 10.0,
    seed: int = 1,
    *,
    work: float = WORK,
) -> tuple[WayOut, ...]:
    """What could be given up so that the hard rules can be met: each member of a conflict that suffices.

    Where there are several conflicts, a way out gives up a member of each. Ranked by the price of the best roster found
    then, searched for with `work`; what the law says (rules with an article) is proposed last. A way that leads to no
    roster is left out.
    """
    clock = Clock(seconds, seed)
    stated = Stated.of(problem, rules)
    choices = sorted(_choices(stated, conflicts, clock), key=lambda given: _effort(stated, given))
    found = []
    for number, given in enumerate(choices[:MOST]):
        if number and not clock.left:
            found.append(_way(stated, given, None))
            continue
        share = max(1.0, clock.left / (min(MOST, len(choices)) - number))
        limits = Limits(work, share, seed)
        result = solve(problem, loosened(stated.rules, given), limits, start=given.roster)
        found.append(_way(stated, given, result))
    return tuple(sorted(found, key=_rank))


def _choices(stated: Stated, conflicts: Sequence[Conflict], clock: Clock) -> Iterator[Given]:
    """For every member the least that must give with it.

    Where the members of the conflicts do not suffice, there are others: the fewest groups of all may give as well.
    """
    of_each = [stated.keys(conflict.members) for conflict in conflicts]
    soft = [key for keys in of_each for key in keys]
    giving = Giving(stated, soft)
    if giving.choose((), (), clock) is None:
        others = Elastic(stated, list(stated.groups)).hold((), clock).left_out or frozenset()
        giving = Giving(stated, [*soft, *sorted_keys(stated, set(others) - set(soft))])
    seen: set[frozenset[Key]] = set()
    for keys in of_each:
        for key in sorted_keys(stated, set(keys)):
            given = giving.choose([key], [other for other in keys if other != key], clock)
            if given is not None and frozenset(given.missed) not in seen:
                seen.add(frozenset(given.missed))
                yield given
    if not seen:
        given = giving.choose((), (), clock)
        if given is not None:
            yield given


def _way(stated: Stated, given: Given, result: Result | None) -> WayOut:
    keys = sorted_keys(stated, set(given.missed))
    units = {stated.rules[key.rule].stated.unit for key in keys}
    amount = sum(given.amount(stated, key) for key in keys) if len(units) == 1 else 0
    articles = [article_of(stated.rules[key.rule]) for key in keys]
    return WayOut(
        members=tuple(map(stated.member, keys)),
        sentence=sentence_of(stated, given, keys),
        amount=amount,
        unit=units.pop() if len(units) == 1 else "",
        objective=None if result is None else result.objective,
        article=", ".join(dict.fromkeys(filter(None, articles))),
    )


def _effort(stated: Stated, given: Given) -> tuple[bool, int, int]:
    """What is tried first: what breaks no law, gives up little, and that by little."""
    law = any(article_of(stated.rules[key.rule]) for key in given.missed)
    return law, len(given.missed), sum(given.amount(stated, key) for key in given.missed)


def _rank(way: WayOut) -> tuple[bool, bool, int, int]:
    return bool(way.article), way.objective is None, way.objective or 0, len(way.members)
