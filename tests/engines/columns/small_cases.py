"""Random small cases of one agent's line of work: a world in which a rule bites, shaken, and other rules beside it."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from staffing.labour import Labour
from staffing.problem import OFF, Problem, Wish
from staffing.rules import EVERY, Rule
from staffing.rules.agent.different_shifts import DifferentShifts
from staffing.rules.resource import Resource
from tests.rules.cases import CASES
from tests.rules.test_agreement import rule_of

KINDS: dict[str, type[Rule]] = {rule.name(): rule for rule in EVERY}
DECLARING = {name for name, rule in KINDS.items() if rule.resources is not Rule.resources}
"""Names of the rules that declare resources, in some worlds at least."""
OF_A_LINE = [case[:3] for case in CASES if KINDS[case[0]].kind == "agent" or case[0] in DECLARING]
FIRST = [case for case in OF_A_LINE if rule_of(case[0], case[1]).resources(case[2](), 0) is not None]
"""A case is of each of these in turn, so that all take part."""


def small_case(number: int) -> tuple[Problem, list[Rule]]:
    """A world and one to three rules of it; equal numbers, equal cases."""
    chance = random.Random(number)
    name, parameters, _ = FIRST[number % len(FIRST)]
    rules = [_weighted(chance, name, parameters)]
    for _ in range(chance.choice((0, 1, 1, 2))):
        other, others, _ = chance.choice(OF_A_LINE)
        rules.append(_weighted(chance, other, others))
    problem = _first_world(number % len(FIRST))
    if chance.random() < 0.2:
        problem = with_third_shift(problem)
    return shaken(chance, problem), rules


@cache
def _first_world(place: int) -> Problem:
    problem = FIRST[place][2]()
    if problem.overtime_minutes.shape == problem.minutes_due.shape:
        return problem
    none = np.zeros_like(problem.minutes_due)  # some worlds of more weeks say it of the first alone
    return replace(problem, overtime_minutes=none, overtime_days=none)


def _weighted(chance: random.Random, name: str, parameters: dict[str, Any]) -> Rule:
    return rule_of(name, {**parameters, "weight": chance.choice(("hard", chance.randrange(1, 40)))})


def shaken(chance: random.Random, problem: Problem) -> Problem:
    """The problem with another history, other wishes, days of leave and a closed site, each now and then."""
    changes: dict[str, Any] = {}
    if chance.random() < 0.6:
        cells = [chance.randrange(OFF, problem.shifts) for _ in range(problem.history.size)]
        changes["history"] = np.array(cells, dtype=np.int64).reshape(problem.history.shape)
    if chance.random() < 0.3:
        changes["on_leave"] = problem.on_leave | _rarely(chance, problem.on_leave.shape)
    if chance.random() < 0.3:
        changes["available"] = problem.available & ~_rarely(chance, problem.available.shape)
    if chance.random() < 0.5:
        changes["wishes"] = (*problem.wishes, *(_wish(chance, problem) for _ in range(3)))
    if chance.random() < 0.1:
        changes |= {"site_names": ("here", "there"), "shift_site": _numbers(chance, problem.shifts, 2)}
        changes["agent_site"] = _numbers(chance, problem.agents, 2)
        changes["site_midnights"] = np.array([problem.day_start, problem.day_start - 60])
        changes["overtime_pay"] = problem.overtime_pay * 2
        own = problem.labour
        after = np.tile(own.holiday_after, 2)
        changes["labour"] = replace(own, holiday=np.tile(own.holiday, (2, 1)), holiday_after=after)
    return replace(problem, **changes)


def _numbers(chance: random.Random, count: int, below: int) -> np.ndarray:
    return np.array([chance.randrange(below) for _ in range(count)], dtype=np.int64)


def _rarely(chance: random.Random, shape: tuple[int, ...]) -> np.ndarray:
    return np.array([chance.random() < 0.15 for _ in range(int(np.prod(shape)))]).reshape(shape)


def _wish(chance: random.Random, problem: Problem) -> Wish:
    day, shift = chance.choice(problem.planned), chance.randrange(OFF, problem.shifts)
    avoid = shift != OFF and chance.random() < 0.4
    return Wish(chance.randrange(problem.agents), day, shift, avoid, chance.randrange(9))


def with_third_shift(problem: Problem) -> Problem:
    """The problem with a shift D of ten hours more, 08:00 to 18:00, which is otherwise like the first."""

    def longer(array: np.ndarray, axis: int) -> np.ndarray:
        return np.concatenate([array, array.take([0], axis=axis)], axis=axis)

    law: Labour = problem.labour
    starts, ends = longer(problem.shift_start, 1), longer(problem.shift_end, 1)
    starts[:, 2] += 120
    ends[:, 2] += 240
    return replace(
        problem,
        shift_names=(*problem.shift_names, "D"),
        shift_start=starts,
        shift_end=ends,
        paid_minutes=np.column_stack([problem.paid_minutes, problem.paid_minutes[:, 0] + 120]),
        credited_minutes=np.append(problem.credited_minutes, 600),
        late=longer(problem.late, 0),
        contract_allows=longer(problem.contract_allows, 1),
        available=longer(problem.available, 2),
        shift_site=longer(problem.shift_site, 0),
        shift_template=np.append(problem.shift_template, len(law.template_names)),
        premium=longer(problem.premium, 2),
        demand=replace(problem.demand, capacity=longer(problem.demand.capacity, 1)),
        labour=replace(
            law,
            template_names=(*law.template_names, "D"),
            clock=np.concatenate([law.clock, law.clock[:1] + np.array([120, 240])]),
            breaks=(*law.breaks, law.breaks[0]),
            unpaid=(*law.unpaid, law.unpaid[0]),
            night=longer(law.night, 0),
        ),
    )


class WithoutResources(DifferentShifts):
    """A rule of agents that only its bounds state."""

    max: int = 1

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        return None
