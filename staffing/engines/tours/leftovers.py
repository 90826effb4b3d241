"""What neither a class nor an exchange could settle, repaired by the direct engine on small neighbourhoods.

A neighbourhood is the people whom a breach names, those whom its rule joins with them, and some others of the same
kinds with whom they can change shifts. How many people of each kind work each shift stays as it is, so that nothing
that counts people has to be looked at again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from staffing.engines.columns.networks.lines import of_a_line
from staffing.engines.columns.rosters import choices_of
from staffing.engines.direct.names import NeededCounts
from staffing.engines.direct.search import Search
from staffing.engines.limits import Limits
from staffing.engines.part import part_of
from staffing.engines.tours.bonds import Bond, bound_people
from staffing.engines.tours.classes import Kinds
from staffing.engines.tours.counted import counts_people
from staffing.problem import Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.team.fair_rule import FairRule

BESIDE = 8
"""People of the same kinds who are in a neighbourhood beside those who have to be."""
LARGEST = 40
"""A breach that joins more people than these is no matter of a neighbourhood."""
WORK, SECONDS = 0.2, 10.0
"""Limits of the search of one neighbourhood."""
MOST = 100
"""Neighbourhoods searched, at most."""


def left_over(problem: Problem, rules: Sequence[Rule], roster: Roster) -> list[tuple[Rule, Violation]]:
    """Breaches of hard rules that ask who works, and of the priced ones that join people."""
    return [
        (rule, breach)
        for rule in rules
        if not counts_people(rule) and (rule.hard or _joins(rule))
        for breach in rule.violations(problem, roster)
    ]


def _joins(rule: Rule) -> bool:
    """Whether a rule of the team asks who works with whom."""
    return not of_a_line(rule) and not counts_people(rule) and not isinstance(rule.stated, FairRule)


def repaired(
    problem: Problem, rules: Sequence[Rule], choices: Integers, kinds: Kinds, bonds: Sequence[Bond], limits: Limits
) -> Integers:
    """[A, D] choices in which fewer breaches are left over, if the neighbourhoods allow; as given where none are."""
    begun, choices = time.monotonic(), choices.copy()
    random = np.random.default_rng(limits.seed)
    bound = np.flatnonzero(bound_people(bonds, problem.agents))
    named = [rule for rule in rules if not counts_people(rule) and not isinstance(rule.stated, FairRule)]
    done: set[int] = set()
    broken = left_over(problem, rules, Roster.of(choices, problem.shifts))
    for searched, core in enumerate(_cores(problem, broken, bonds)):
        left = limits.seconds - (time.monotonic() - begun)
        if searched >= MOST or done.intersection(core) or left <= 0:
            continue
        done.update(core)
        agents = _neighbourhood(core, kinds, bound, random)
        found = _searched(problem, named, choices, agents, (kinds, replace(limits, seconds=left)))
        if found is not None:
            choices[agents] = found
    return choices


def _cores(
    problem: Problem, broken: Sequence[tuple[Rule, Violation]], bonds: Sequence[Bond]
) -> Iterator[tuple[int, ...]]:
    """The people whom each breach concerns."""
    for rule, breach in broken:
        joined = [bond for bond in bonds if bond.rule is rule and breach.agent in (-1, bond.agent, *bond.others)]
        people = {breach.agent, *(agent for bond in joined for agent in (bond.agent, *bond.others))} - {-1}
        if 0 < len(people) <= LARGEST:
            yield tuple(sorted(people))


def _neighbourhood(core: tuple[int, ...], kinds: Kinds, bound: Integers, random: np.random.Generator) -> Integers:
    """The core and some others, none of whom is bound to people elsewhere."""
    alike = np.flatnonzero(np.isin(kinds.of, kinds.of[list(core)]))
    others = np.setdiff1d(alike, np.concatenate([bound, np.array(core, dtype=np.int64)]))
    beside = random.choice(others, size=min(BESIDE * len(core), LARGEST, len(others)), replace=False)
    found: Integers = np.sort(np.concatenate([np.array(core, dtype=np.int64), beside]))
    return found


def _searched(
    problem: Problem, rules: Sequence[Rule], choices: Integers, agents: Integers, given: tuple[Kinds, Limits]
) -> Integers | None:
    """[n, D] choices of some people at the least price of these rules, every count staying as it is."""
    kinds, limits = given
    part, now = part_of(problem, agents), choices[agents]
    places = np.unique(kinds.of[agents], return_inverse=True)[1].ravel()
    first = Roster.of(now, part.shifts)
    counts = [
        (int(k), int(d), int(s)) for k in range(int(places.max()) + 1) for d, s in np.ndindex(first.work.shape[1:])
    ]
    needed = tuple((k, d, s, int(first.work[places == k, d, s].sum())) for k, d, s in counts)
    same = NeededCounts(weight="hard", class_of=tuple(places.tolist()), needed=needed)
    search = Search(part, [*rules, same], Limits(WORK, min(SECONDS, limits.seconds), limits.seed), None)
    found = search.run(first, 1.0)
    if found.roster is None:
        return None
    return choices_of(found.roster)
