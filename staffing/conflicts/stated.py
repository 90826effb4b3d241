"""The hard rules of a problem as groups of bounds: one group for each fact or limit that people would name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from staffing.conflicts.member import Member
from staffing.conflicts.words import AFTER_THE_PLAN, Place, fact
from staffing.problem import Integers, Problem
from staffing.rules import Rule
from staffing.rules.bound import Bound
from staffing.rules.model import Model

SELF_EVIDENT = ("one_shift_a_day",)
"""Rules that nobody would give up: they hold in every conflict and are named in none."""
OF_THE_PERSON = ("allowed_shifts", "employment")
"""Facts that hold on all days alike: one for each agent."""


@dataclass(frozen=True)
class Key:
    """Which group a bound is of: the rule's place among the rules, the agent, the day, and what tells bounds apart."""

    rule: int
    agent: int
    day: int
    note: str


@dataclass(frozen=True, eq=False)
class Stated:
    """The bounds of hard rules by group, and those that hold whatever is given up."""

    problem: Problem
    rules: tuple[Rule, ...]
    model: Model
    groups: dict[Key, list[Bound]]
    given: tuple[Bound, ...]

    @classmethod
    def of(cls, problem: Problem, rules: Sequence[Rule]) -> Stated:
        """The hard rules of a problem; bounds that cannot be missed are left out."""
        model = Model(problem)
        stated = [(n, bound) for n, rule in enumerate(rules) if rule.hard for bound in rule.bounds(model)]
        low, high = np.array(model.variables.low), np.array(model.variables.high)
        groups: dict[Key, list[Bound]] = defaultdict(list)
        given: list[Bound] = []
        for number, bound in stated:
            if not can_be_missed(bound, low, high):
                continue
            if rules[number].stated.name() in SELF_EVIDENT:
                given.append(bound)
            else:
                for key in keys_of(model, rules[number], number, bound):
                    groups[key].append(bound)
        return cls(problem, tuple(rules), model, dict(groups), tuple(given))

    def without(self, members: Sequence[Member]) -> Stated:
        """The same with the groups of some members left out."""
        left = {key: bounds for key, bounds in self.groups.items() if not self._is_one_of(key, members)}
        return Stated(self.problem, self.rules, self.model, left, self.given)

    def keys(self, members: Sequence[Member]) -> list[Key]:
        """The groups of some members."""
        return [key for key in self.groups if self._is_one_of(key, members)]

    def place(self, key: Key) -> Place:
        """Where a group says something."""
        rule = self.rules[key.rule].stated
        return Place(self.problem, rule, key.agent, key.day, key.note, self.groups[key])

    def member(self, key: Key) -> Member:
        """A group in people's words."""
        return Member(self.rules[key.rule], key.agent, key.day, fact(self.place(key)))

    def of_agents(self) -> dict[int, list[Key]]:
        """Groups that concern one agent's line of work alone, by agent."""
        found: dict[int, list[Key]] = defaultdict(list)
        for key in self.groups:
            if key.agent >= 0 and self.rules[key.rule].stated.kind == "agent":
                found[key.agent].append(key)
        return dict(sorted(found.items()))

    @cached_property
    def defining(self) -> dict[int, list[Bound]]:
        """What holds of variables that are not shifts worked: counts of people, definitions, the backlog."""
        first = int(self.model.work.max(initial=1)) + 1  # the model makes the shifts before all others
        found: dict[int, list[Bound]] = defaultdict(list)
        for bound in self.model.structure:
            for variable in np.unique(bound.variables):
                if variable >= first:
                    found[int(variable)].append(bound)
        return dict(found)

    @cached_property
    def given_of(self) -> dict[int, list[Bound]]:
        """The bounds that are always given, by the variables in them; the constants 0 and 1 stand in all of them."""
        found: dict[int, list[Bound]] = defaultdict(list)
        for bound in self.given:
            for variable in decided([bound]):
                found[variable].append(bound)
        return dict(found)

    def with_structure(self, bounds: Sequence[Bound]) -> list[Bound]:
        """The bounds that must be kept beside some for these to mean what they say: each once, none of the given."""
        seen: set[int] = set()
        waiting = [int(v) for bound in bounds for v in bound.variables.ravel()]
        found: dict[int, Bound] = {}
        while waiting:
            variable = waiting.pop()
            if variable in seen:
                continue
            seen.add(variable)
            for bound in self.given_of.get(variable, ()):
                found[id(bound)] = bound
            for bound in self.defining.get(variable, ()):
                if id(bound) not in found:
                    found[id(bound)] = bound
                    waiting.extend(bound.variables.ravel().tolist())
        return list(found.values())

    def _is_one_of(self, key: Key, members: Sequence[Member]) -> bool:
        near = [one for one in members if (one.agent, one.day) == (key.agent, key.day)]
        return bool(near) and self.member(key) in near


def keys_of(model: Model, rule: Rule, number: int, bound: Bound) -> list[Key]:
    """The groups that a bound of a rule is in: one, but of a night between two days of leave both."""
    name = rule.stated.name()
    if name == "leave":
        return [Key(number, bound.agent, day, note) for day, note in _leave_days(model, bound)]
    return [Key(number, bound.agent, -1 if name in OF_THE_PERSON else bound.day, bound.note)]


def _leave_days(model: Model, bound: Bound) -> list[tuple[int, str]]:
    """The days of leave on which minutes of the bound's shift fall, and what is to be noted of them.

    The day after the plan has no place on the day axis: the last planned day stands for it.
    """
    problem, agent, day = model.problem, bound.agent, bound.day
    shift = int(np.flatnonzero(model.work[agent, day] == bound.variables[0])[0])
    midnights = problem.site_midnights[problem.agent_site[agent]]
    start, end = problem.shift_start[day, shift], problem.shift_end[day, shift]
    touched = problem.on_leave[agent] & (start < midnights[1:]) & (end > midnights[:-1])
    days = [(int(one), "") for one in np.flatnonzero(touched)]
    if problem.leave_after[agent] and end > midnights[-1]:
        days.append((len(problem.day_names) - 1, AFTER_THE_PLAN))
    return days


def decided(bounds: Sequence[Bound]) -> list[int]:
    """The variables of bounds, in order and each once, but for the constants 0 and 1."""
    every = np.unique(np.concatenate([bound.variables.ravel() for bound in bounds]))
    found: list[int] = every[every > 1].tolist()
    return found


def reach_of(bound: Bound, low: Integers, high: Integers) -> tuple[int, int]:
    """The least and the most that the sum of a bound can be, from the domains of all variables."""
    if isinstance(bound.coefficients, int) and bound.coefficients >= 0:
        times = bound.coefficients
        return times * int(low[bound.variables].sum()), times * int(high[bound.variables].sum())
    ends = np.stack([bound.coefficients * low[bound.variables], bound.coefficients * high[bound.variables]])
    return int(ends.min(axis=0).sum()), int(ends.max(axis=0).sum())


def can_be_missed(bound: Bound, low: Integers, high: Integers) -> bool:
    """Whether the domains of the variables leave a bound to be missed at all."""
    least, most = reach_of(bound, low, high)
    return (bound.high is not None and most > bound.high) or (bound.low is not None and least < bound.low)
