"""Ways out of conflicts: what could be given up so that there is a roster, the cheapest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from staffing.conflicts.giving import Given, Giving
from staffing.conflicts.giving_words import sentence_of
from staffing.conflicts.loosened import loosened
from staffing.conflicts.member import Conflict, WayOut, article_of, may_be_given_up
from staffing.conflicts.smallest import Asked, nothing_asked, sorted_keys
from staffing.conflicts.solving import Clock, Elastic
from staffing.conflicts.stated import Key, Stated
from staffing.engines.choose import MANY
from staffing.engines.direct import Limits, solve
from staffing.problem import Problem
from staffing.result import Result, Status
from staffing.rules import Rule

MOST = 4
"""So many ways out are priced and told."""
MOST_TRIED = 24
"""So many members are asked what else must give with them."""
CHOICE_WORK = 3.0
"""Deterministic seconds in which they are looked for."""
WORK = 1.0
"""Deterministic seconds of search for the price of one."""
CUT = "the search for ways out was cut: there may be cheaper ones (an idle computer may find them)"
UNKNOWN = "no way out was found in the time given"


def ways_out(
    problem: Problem,
    rules: Sequence[Rule],
    conflicts: Sequence[Conflict],
    seconds: float = 60.0,
    seed: int = 1,
    asked: Asked = nothing_asked,
) -> tuple[WayOut, ...]:
    """What could be given up so that the hard rules can be met: things of one kind alone, or members of each conflict.

    Ranked by the price of the best roster found then; for `MANY` people or more, where a search of that length has
    hardly begun, by how little gives, and without a price. The law, what protects a person and what is `asked` for
    are never given up; where nothing else helps, the only entry says so. The work for each is the same on every
    machine, unless the guard of `seconds` cuts, which the last entry says then.
    """
    clock, has_price = Clock(seconds, seed, CHOICE_WORK), problem.agents < MANY
    stated = Stated.of(problem, rules)
    fixed = {key for key in stated.groups if not may_be_given_up(stated.rules[key.rule]) or asked(stated.member(key))}
    choices = _fewest(stated, list(_choices(stated, conflicts, fixed, clock)), len(conflicts))
    found: dict[str, WayOut] = {}
    cut = not clock.seconds_left
    for number, given in enumerate(choices[:MOST]):
        result = None
        if has_price and (clock.seconds_left or not number):
            share = max(1.0, clock.seconds_left / (min(MOST, len(choices)) - number))
            freed, loose = loosened(stated, given)
            result = solve(freed, loose, Limits(WORK, share, seed), start=given.roster)
            if result.status == Status.INFEASIBLE:
                continue
        if has_price:
            cut = cut or result is None or result.limit_hit == "time" or result.objective is None
        way = _way(stated, given, result)
        found.setdefault(way.sentence, way)
    ways = sorted(found.values(), key=_rank)
    if not ways:
        ways = _none(stated, conflicts, fixed, Clock(max(1.0, clock.seconds_left), seed))
    elif cut:
        ways.append(_remark(CUT))
    return tuple(ways)


def _choices(stated: Stated, conflicts: Sequence[Conflict], fixed: set[Key], clock: Clock) -> Iterator[Given]:
    """The least that must give of each kind alone, and for every member with it.

    Where the members of the conflicts do not suffice, there are others: the fewest groups of all may give as well.
    """
    of_each = [[key for key in stated.keys(conflict.members) if key not in fixed] for conflict in conflicts]
    soft = [key for keys in of_each for key in keys]
    seen: set[frozenset[Key]] = set()

    def new(given: Given | None) -> bool:
        if given is None or frozenset(given.missed) in seen:
            return False
        seen.add(frozenset(given.missed))
        return True

    for name in dict.fromkeys(_kind(stated, key) for key in sorted_keys(stated, set(soft))):
        alike = [key for key in stated.groups if _kind(stated, key) == name and key not in fixed]
        given = Giving(stated, alike).choose((), (), clock)
        if given is not None and new(given):
            yield given
    giving = Giving(stated, soft)
    if giving.choose((), (), clock) is None:
        others = Elastic(stated, list(stated.groups)).hold(fixed, clock).left_out
        if others is None:
            return
        giving = Giving(stated, [*soft, *sorted_keys(stated, set(others) - set(soft))])
    tried = [(key, keys) for keys in of_each for key in sorted_keys(stated, set(keys))]
    for key, keys in tried[:MOST_TRIED]:
        given = giving.choose([key], [other for other in keys if other != key], clock)
        if given is not None and new(given):
            yield given
    if not seen:
        given = giving.choose((), (), clock)
        if given is not None:
            yield given


def _fewest(stated: Stated, choices: Sequence[Given], conflicts: int) -> list[Given]:
    """What gives up little first; of several kinds at once only what is less than any kind alone, or one a conflict."""
    alone = min((len(one.missed) for one in choices if _kinds(stated, one) == 1), default=10**6)
    most = alone if alone <= conflicts else alone - 1
    kept = [one for one in choices if _kinds(stated, one) == 1 or len(one.missed) <= most]
    return sorted(kept, key=lambda given: _effort(stated, given))


def _none(stated: Stated, conflicts: Sequence[Conflict], fixed: set[Key], clock: Clock) -> list[WayOut]:
    """Why there is no way out: the law that stands, if it is known that all else together does not help."""
    held = Elastic(stated, list(stated.groups)).hold(fixed, clock)
    rules = [member.rule for conflict in conflicts for member in conflict.members if not may_be_given_up(member.rule)]
    if held.left_out is not None or not held.known or not rules:
        return [_remark(UNKNOWN)]
    articles = ", ".join(dict.fromkeys(filter(None, map(article_of, rules))))
    names = ", ".join(dict.fromkeys(rule.rule for rule in rules))
    return [_remark(f"no way out keeps the law ({articles})" if articles else f"no way out keeps {names}", articles)]


def _remark(sentence: str, article: str = "") -> WayOut:
    return WayOut((), sentence, 0, "", None, article)


def _way(stated: Stated, given: Given, result: Result | None) -> WayOut:
    keys = sorted_keys(stated, set(given.missed))
    units = {stated.rules[key.rule].stated.unit for key in keys}
    return WayOut(
        members=tuple(map(stated.member, keys)),
        sentence=sentence_of(stated, given, keys),
        amount=sum(given.amount(stated, key) for key in keys) if len(units) == 1 else 0,
        unit=units.pop() if len(units) == 1 else "",
        objective=None if result is None else result.objective,
    )


def _kind(stated: Stated, key: Key) -> str:
    return stated.rules[key.rule].stated.name()


def _kinds(stated: Stated, given: Given) -> int:
    return len({_kind(stated, key) for key in given.missed})


def _effort(stated: Stated, given: Given) -> tuple[int, int, int]:
    """What is tried first: one kind of thing, of which little gives, and that by little."""
    return _kinds(stated, given), len(given.missed), sum(given.amount(stated, key) for key in given.missed)


def _rank(way: WayOut) -> tuple[bool, int, int]:
    return way.objective is None, way.objective or 0, len(way.members)
