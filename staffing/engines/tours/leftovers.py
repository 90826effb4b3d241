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
from staffing.engines.limits import Limits
from staffing.engines.part import part_of
from staffing.engines.tours.bonds import Bond, bound_people
from staffing.engines.tours.classes import Kinds
from staffing.engines.tours.counted import counts_people
from staffing.engines.tours.near import LARGEST, asks_who, neighbourhood, searched_among
from staffing.problem import Integers, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.team.fair_rule import FairRule

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
    named = asks_who(rules)
    done: set[int] = set()
    broken = left_over(problem, rules, Roster.of(choices, problem.shifts))
    for searched, core in enumerate(_cores(problem, broken, bonds)):
        left = limits.seconds - (time.monotonic() - begun)
        if searched >= MOST or done.intersection(core) or left <= 0:
            continue
        done.update(core)
        agents = neighbourhood(core, kinds, bound, random)
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


def _searched(
    problem: Problem, rules: Sequence[Rule], choices: Integers, agents: Integers, given: tuple[Kinds, Limits]
) -> Integers | None:
    """[n, D] choices of some people at the least price of these rules, every count staying as it is."""
    kinds, limits = given
    part = part_of(problem, agents)
    now = Roster.of(choices[agents], part.shifts)
    limits = Limits(WORK, min(SECONDS, limits.seconds), limits.seed)
    found = searched_among(part, rules, now, kinds.of[agents], limits).roster
    return None if found is None else choices_of(found)
