"""Rules on who works with whom: one of them is held, and what each choice of the other costs beside that is a price.

A trainee follows the mentor, and of people who are to work together, or apart, each follows those before. So a rule
that no count can say becomes part of one person's own costs, and the master program settles it with all the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.lines import Lines, of_a_line
from staffing.engines.part import part_of
from staffing.problem import Flags, Integers, Problem
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.team.with_mentor import WithMentor

FORBIDDEN = 1_000_000
"""The price of a unit of a hard rule: dear, and still a number."""


@dataclass(frozen=True, eq=False)
class Bond:
    """A person whose shifts are priced by a rule beside the lines of others, who are held."""

    rule: Rule
    agent: int
    others: tuple[int, ...]


def bonds_of(problem: Problem, rules: Sequence[Rule]) -> list[Bond]:
    """All bonds, in an order in which who is held comes first."""
    found = [bond for rule in rules if not of_a_line(rule) for bond in _of_rule(problem, rule)]
    follows = {bond.agent for bond in found}
    return sorted(found, key=lambda bond: (any(other in follows for other in bond.others), bond.agent))


def _of_rule(problem: Problem, rule: Rule) -> Iterator[Bond]:
    stated, mentor = rule.stated, problem.labour.mentor
    if isinstance(stated, WithMentor):
        for agent in np.flatnonzero((mentor >= 0) & problem.labour.trainee.any(axis=1)).tolist():
            yield Bond(rule, agent, (int(mentor[agent]),))
    named = {name for field in stated.names_agents for name in getattr(stated, field)}
    people = [agent for agent, name in enumerate(problem.agent_names) if name in named] if named else []
    for place, agent in enumerate(people):
        if place:
            yield Bond(rule, agent, tuple(people[:place]))


def bound_people(bonds: Sequence[Bond], agents: int) -> Flags:
    """[A] who is in a bond."""
    found = np.zeros(agents, dtype=bool)
    for bond in bonds:
        found[[bond.agent, *bond.others]] = True
    return found


def with_least(problem: Problem, lines: Lines, bonds: Sequence[Bond]) -> Lines:
    """The lines with what a trainee pays however the mentor works: where the mentor cannot be there at all."""
    own = lines.own.copy()
    for bond in bonds:
        if isinstance(bond.rule.stated, WithMentor):
            possible = lines.own[bond.others[0], :, :-1] < NEVER
            own[bond.agent] = np.minimum(NEVER, own[bond.agent] + _prices(problem, bond, possible[None]))
    return replace(lines, own=own)


def lead_prices(lines: Lines, bonds: Sequence[Bond]) -> dict[int, Integers]:
    """[D, C] by agent: what the choices of those who are followed cost their followers, if these choose the same.

    No more than a breach of the rule costs. Who leads then chooses for both.
    """
    found: dict[int, Integers] = {}
    for bond in bonds:
        if len(bond.others) == 1:
            most = FORBIDDEN if bond.rule.weight == "hard" else int(bond.rule.weight)
            theirs = np.minimum(lines.own[bond.agent], most)
            found[bond.others[0]] = found.get(bond.others[0], 0) + theirs - theirs.min(axis=1, keepdims=True)
    return found


def bond_price(problem: Problem, bond: Bond, lines: Mapping[int, Integers]) -> Integers:
    """[D, C] what each choice of the person costs beside the lines [D] of the others, were the other days free."""
    choices = np.array([lines[other] for other in bond.others])
    found = _prices(problem, bond, choices[:, :, None] == np.arange(problem.shifts))
    found -= found.min(axis=1, keepdims=True)
    return found


def _prices(problem: Problem, bond: Bond, others: Flags) -> Integers:
    """[D, C] the same where others [n, D, S] work."""
    part = part_of(problem, np.array([*bond.others, bond.agent]))
    work = np.concatenate([others, np.zeros_like(others[:1])])
    before = _amount(part, bond.rule, work)
    found = np.zeros((problem.days, problem.shifts + 1), dtype=np.int64)
    weight = FORBIDDEN if bond.rule.weight == "hard" else int(bond.rule.weight)
    for day in range(problem.days):
        for shift in np.flatnonzero(problem.shift_site == problem.agent_site[bond.agent]).tolist():
            work[-1, day, shift] = True
            found[day, shift] = weight * (_amount(part, bond.rule, work) - before)
            work[-1, day, shift] = False
    return found


def _amount(problem: Problem, rule: Rule, work: Flags) -> int:
    return sum(breach.amount for breach in rule.violations(problem, Roster(work.copy())))
