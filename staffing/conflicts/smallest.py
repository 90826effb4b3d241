"""A smallest set of hard rules and facts that cannot hold together.

Every conflict has a member in each set of groups whose removal leaves the others possible. So the smallest set that
meets all such sets found so far is a smallest conflict as soon as it cannot hold; until then a further such set that
it misses is found (Ignatiev, Previti, Liffiton, Marques-Silva 2015, Smallest MUS extraction with minimal hitting set
dualization). Where this takes too long, as with sums over many people, what the linear relaxation points at is thinned
member by member instead (after Junker 2004, QuickXplain).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from ortools.sat.python import cp_model

from staffing.conflicts.member import Conflict, Member
from staffing.conflicts.relaxed import priced_groups
from staffing.conflicts.solving import Clock, Elastic, can_hold
from staffing.conflicts.stated import Key, Stated, decided
from staffing.problem import Problem
from staffing.rules import Rule

Asked: TypeAlias = Callable[[Member], bool]
"""Which members are not what stands in the way, but what somebody asks for."""
FIRST_SECONDS = 5.0
"""The first answer, whether the rules can be met, may take so long whatever the limit is."""
WORK = 3.0
"""Deterministic seconds for all that are looked for together: several times as many on the wall clock."""
ROUNDS = 80
"""So many sets are tried as the smallest; then the set is thinned."""
MANY = 3_000
"""Where there are more groups than these, a rule of the team is first looked at beside plain facts alone."""
LOOKING = 0.3
"""Share of the time left that this may take."""
SEARCH, THINNING = 0.4, 0.8
"""Shares of the time left that these two may take; the rest is for the confirmation."""
ORDERS = 6
"""Orders in which it is thinned then; the smallest outcome counts."""


def nothing_asked(member: Member) -> bool:
    """No member is a wish."""
    return False


def smallest_conflict(
    problem: Problem,
    rules: Sequence[Rule],
    seconds: float = 10.0,
    seed: int = 1,
    avoid: Sequence[Member] = (),
) -> Conflict | None:
    """A smallest set of hard rules and facts that cannot hold together; None where all hard rules can be met.

    `avoid`: members that are left out as if they had been given up. `seconds` guards the wall clock; the outcome
    depends on it only where it cuts.
    """
    stated = Stated.of(problem, rules)
    return conflict_of(stated.without(avoid) if avoid else stated, Clock(seconds, seed))


def conflicts(
    problem: Problem,
    rules: Sequence[Rule],
    most: int = 3,
    seconds: float = 20.0,
    seed: int = 1,
    asked: Asked = nothing_asked,
    work: float = WORK,
) -> tuple[Conflict, ...]:
    """Up to `most` conflicts that share no member but what is asked for, as they are found with those before left out.

    After the first, one that is not confirmed is not told: it may be large, and the ways out are for all of them.
    """
    stated, clock = Stated.of(problem, rules), Clock(seconds, seed, work)
    found: list[Conflict] = []
    while len(found) < most and (not found or clock.left):
        conflict = conflict_of(stated, clock)
        if conflict is None or (found and not conflict.confirmed):
            break
        found.append(conflict)
        others = [member for member in conflict.members if not asked(member)]
        if not others:
            break
        stated = stated.without(others)
    return tuple(found)


def conflict_of(stated: Stated, clock: Clock) -> Conflict | None:
    """A smallest conflict: of single agents' own rules where there is one, else of all rules."""
    found: list[tuple[list[Key], bool]] = []
    for keys in _impossible(stated, list(stated.of_agents().values()), clock):
        found.append(_smallest(stated, keys, clock))
        if not clock.left or len(found[-1][0]) == 1:
            break
    whole = None
    if not found:
        held = can_hold(stated, list(stated.groups), clock, least=FIRST_SECONDS)
        if held is None:
            return Conflict((), False)
        whole = None if held else _smallest(stated, _beside_facts(stated, clock) or list(stated.groups), clock)
    best = min(found, key=lambda one: (not one[1], len(one[0])), default=whole)
    if best is None:
        return None
    keys, small = best
    return Conflict(tuple(map(stated.member, keys)), small and confirmed(stated, keys, clock))


def _impossible(stated: Stated, people: Sequence[list[Key]], clock: Clock) -> Iterator[list[Key]]:
    """The groups of each agent whose own rules cannot hold together, found by halves."""
    if can_hold(stated, [key for keys in people for key in keys], clock, least=FIRST_SECONDS) is False:
        if len(people) == 1:
            yield people[0]
        else:
            yield from _impossible(stated, people[: len(people) // 2], clock)
            yield from _impossible(stated, people[len(people) // 2 :], clock)


def _beside_facts(stated: Stated, clock: Clock) -> list[Key] | None:
    """A rule of the team that the facts of people's tables alone forbid, with those; None where there is none.

    Not looked for where there are few groups: what is smallest of all of them is found then.
    """
    if len(stated.groups) <= MANY:
        return None
    facts: dict[int, list[Key]] = defaultdict(list)
    for key, bounds in stated.groups.items():
        if key.agent >= 0 and stated.rules[key.rule].stated.name() in _OF_TABLES:
            for variable in decided(bounds):
                facts[variable].append(key)
    looking = clock.share(LOOKING)
    for team in (key for key in stated.groups if key.agent < 0):
        if not looking.left:
            break
        bounds = [*stated.groups[team], *stated.with_structure(stated.groups[team])]
        near = dict.fromkeys(key for variable in decided(bounds) for key in facts.get(variable, ()))
        if can_hold(stated, [team, *near], looking) is False:
            return [team, *near]
    return None


def confirmed(stated: Stated, keys: Sequence[Key], clock: Clock) -> bool:
    """Whether new solves say that a set cannot hold and that it can without any one member.

    The first is asked without presolve: a wrong INFEASIBLE was seen there (google/or-tools#5274).
    """
    if not keys or not clock.left or can_hold(stated, keys, clock, presolve=False) is not False:
        return False
    return all(can_hold(stated, [other for other in keys if other != key], clock) for key in keys)


def _smallest(stated: Stated, keys: Sequence[Key], clock: Clock) -> tuple[list[Key], bool]:
    """A smallest conflict among groups that cannot hold together, and whether nothing in it is needless."""
    elastic, searching = Elastic(stated, keys), clock.share(SEARCH)
    met: list[frozenset[Key]] = []
    union: set[Key] = set()
    while True:  # sets that share no group: what they leave together cannot hold
        corrected = elastic.hold(union, searching)
        if not corrected.left_out:
            break
        met.append(corrected.left_out)
        union |= corrected.left_out
    refuted = corrected.known
    for _ in range(ROUNDS if corrected.known else 0):
        tried = hitting_set(stated, met, searching)
        corrected = elastic.hold(tried, searching)
        if corrected.left_out is None:
            if corrected.known:
                return sorted_keys(stated, tried), True
            break
        met.append(corrected.left_out)
    few = priced_groups(stated, keys)
    if few and can_hold(stated, few, clock) is False:
        return _thinned(stated, few, clock)
    return _thinned(stated, sorted_keys(stated, union) if refuted else keys, clock)


def hitting_set(stated: Stated, sets: Sequence[frozenset[Key]], clock: Clock) -> set[Key]:
    """The smallest set of groups with one of each set, of equals that with the plainest facts."""
    model = cp_model.CpModel()
    chosen = {key: model.new_bool_var("") for key in sorted_keys(stated, set().union(*sets))}
    for one in sets:
        model.add_bool_or([literal for key, literal in chosen.items() if key in one])
    costs = [1000 + _plainness(stated, key) for key in chosen]
    model.minimize(cp_model.LinearExpr.weighted_sum(list(chosen.values()), costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 5.0
    solver.solve(model)
    clock.spend(solver.response_proto.deterministic_time)
    return {key for key, literal in chosen.items() if solver.value(literal)}


def _thinned(stated: Stated, keys: Sequence[Key], clock: Clock) -> tuple[list[Key], bool]:
    """The smallest of several thinnings of a set that cannot hold, and whether one came to its end."""
    orders, order, thinning = random.Random(clock.seed), list(keys), clock.share(THINNING)
    best, done = list(keys), False
    for _ in range(ORDERS):
        found, whole = _without_needless(stated, order, thinning)
        if (not whole, len(found)) < (not done, len(best)):
            best, done = sorted_keys(stated, set(found)), whole
        if not thinning.left:
            break
        orders.shuffle(order)
    return best, done


def _without_needless(stated: Stated, order: Sequence[Key], clock: Clock) -> tuple[list[Key], bool]:
    """The set without what it does not need to be impossible, later ones dropped first; half of the rest at a time."""
    needed: list[Key] = []
    rest, size = list(order), max(1, len(order) // 2)
    while rest:
        if not clock.left:
            return [*needed, *rest], False
        kept = rest[:-size]
        if can_hold(stated, [*needed, *kept], clock) is False:
            rest = kept
        elif size == 1:
            needed.append(rest.pop())
        else:
            size = size // 2
            continue
        size = max(1, min(2 * size, len(rest) // 2))
    return needed, True


def sorted_keys(stated: Stated, keys: set[Key]) -> list[Key]:
    """Groups in the order in which people would tell them: the plainest facts first."""
    return sorted(keys, key=lambda key: (_plainness(stated, key), key.day, key.agent, key.rule, key.note))


_OF_TABLES = ("pins", "leave", "requests", "availability", "employment")
_PLAIN = (*_OF_TABLES, "allowed_shifts")


def _plainness(stated: Stated, key: Key) -> int:
    """0 for what stands in people's tables, more for rules, most for what is counted over a team."""
    name = stated.rules[key.rule].stated.name()
    if name in _PLAIN:
        return _PLAIN.index(name)
    return len(_PLAIN) + (key.agent < 0)
