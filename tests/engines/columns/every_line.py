"""All lines of work of one agent, and what each costs: the statement that the search in a network is held against."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product

import numpy as np

from staffing.problem import OFF, Integers, Problem
from staffing.rules import Rule
from staffing.rules.resource import Counter, Resource
from staffing.rules.states import States

NONE = 2**62
"""The cost of a line that may not be."""


def every_line(problem: Problem) -> Integers:
    """[N, D] all lines of choices; the last choice is a day off."""
    return _every(problem.shifts + 1, problem.days)


@cache
def _every(choices: int, days: int) -> Integers:
    return np.array(list(product(range(choices), repeat=days)), dtype=np.int64)


def as_shifts(lines: Integers, problem: Problem) -> Integers:
    """Lines of choices as shift indices, OFF for a day off."""
    return np.where(lines == problem.shifts, OFF, lines)


def costs(problem: Problem, rules: Sequence[Rule], agent: int, lines: Integers) -> Integers:
    """[N] price points of each line under the resources of some rules, NONE where it may not be."""
    elsewhere = np.append(problem.agent_site[agent] != problem.shift_site, False)
    total = np.where(elsewhere[lines].any(axis=1), NONE, 0)
    for rule in rules:
        resources = rule.resources(problem, agent)
        assert resources is not None
        units = sum((missed_of_each(resource, lines) for resource in resources), np.zeros(len(lines), dtype=np.int64))
        price = np.where(units > 0, NONE, 0) if rule.weight == "hard" else units * int(rule.weight)
        total = np.where((total == NONE) | (price == NONE), NONE, total + np.where(price == NONE, 0, price))
    return total


def missed_of_each(resource: Resource, lines: Integers) -> Integers:
    """[N] units of breach of each line, by what the resource says of itself, for all lines at once."""
    if isinstance(resource, States):
        return _missed_by_states(resource, lines)
    before = np.column_stack([np.full(len(lines), resource.before), lines[:, :-1]])
    if not isinstance(resource, Counter):
        return resource.units[np.arange(lines.shape[1]), before, lines].sum(axis=1)
    value, units = np.full(len(lines), resource.start), np.zeros(len(lines), dtype=np.int64)
    for day in range(lines.shape[1]):
        adds, ends = (_of(array[day], before[:, day], lines[:, day]) for array in (resource.adds, resource.resets))
        cut_short = (ends != 0) & (value > 0) & (value < resource.least)
        units += np.where(cut_short, _units(resource, resource.least - value), 0)
        value = np.where(ends != 0, 0, value) + adds
        units += _units(resource, np.maximum(0, value - resource.high[day]))
        units += _units(resource, np.maximum(0, resource.low[day] - value))
        if resource.clears[day]:
            value = np.zeros_like(value)
    return units


def _missed_by_states(resource: States, lines: Integers) -> Integers:
    state, units = np.zeros(len(lines), dtype=np.int64), np.zeros(len(lines), dtype=np.int64)
    for day in range(lines.shape[1]):
        row = resource.first[day] + state
        state, units = resource.to[row, lines[:, day]], units + resource.units[row, lines[:, day]]
    return units


def _of(day: Integers, last: Integers, choice: Integers) -> Integers:
    return day[choice] if day.ndim == 1 else day[last, choice]


def _units(resource: Counter, by: Integers) -> Integers:
    return np.minimum(resource.most, -(-by // resource.step)) * resource.amount


def priced(lines: Integers, own: Integers, cell: Integers, far: int) -> Integers:
    """[N] cost of each line by itself, plus the price [D, C] of its choices; NONE where one of these is `far`."""
    prices = cell[np.arange(lines.shape[1]), lines]
    shut = (own == NONE) | (prices >= far).any(axis=1)
    return np.where(shut, NONE, np.where(shut, 0, own) + np.where(shut[:, None], 0, prices).sum(axis=1))
