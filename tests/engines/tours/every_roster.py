"""Worlds of two people on three days, or three on two, of which it is known what each of the 729 rosters costs.

What each rule says of the rosters is counted once in each world; then many weights are tried on it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from staffing.labour import Labour
from staffing.problem import OFF, Flags, Integers, Problem, Wish
from staffing.roster import Roster
from staffing.rules import EVERY, Rule
from tests.engines.test_optimum import MUST_HOLD, random_world
from tests.engines.tours.crowds import FAIR, HALF_LIVES, amount, random_team, rule
from tests.rules.worlds import every_roster

WORLDS, WEIGHTS = 8, 20
OF_THREE = range(100, 103)
"""Worlds of three people on two days: of two kinds, at one site or at two with holidays of their own."""
OTHERS = [kind.name() for kind in EVERY if kind.name() not in (*MUST_HOLD, *FAIR, "maximum_age")]
COUNTED = [kind.name() for kind in EVERY if kind.name() in OTHERS and not kind.of_backlog]
"""Without the backlog, of which violations of several groups know less than a model."""


@dataclass(frozen=True, eq=False)
class World:
    """A problem and its rules, with [rules, rosters] units by which each roster breaks each."""

    problem: Problem
    rules: tuple[Rule, ...]
    units: Integers


@cache
def world(seed: int) -> World:
    """Two people or three, under all rules of fairness and a part of all the others."""
    chance = random.Random(seed)
    problem, names = (_of_three(chance), COUNTED) if seed in OF_THREE else (_of_two(chance), OTHERS)
    rules = [rule(name, "hard") for name in MUST_HOLD]
    rules += [rule(name, 1, half_life_weeks=chance.choice(HALF_LIVES)) for name in FAIR]
    random.Random(0).shuffle(others := list(names))
    rules += [rule(name, 1) for name in others[seed % WORLDS :: WORLDS]]
    every = every_roster(problem.agents, problem.days)
    return World(
        problem, tuple(rules), np.array([[amount(problem, each, roster) for roster in every] for each in rules])
    )


def _of_two(chance: random.Random) -> Problem:
    """Two people with a history, refused requests of the past, holidays, nights, and a trainee now and then."""
    labour = Labour(
        night=np.array([False, True]),
        holiday=np.array([[chance.random() < 0.4 for _ in range(5)]]),
        mentor=np.array([-1, 0 if chance.random() < 0.5 else -1]),
        trainee=np.ones((2, 5), dtype=bool),
    )
    past = tuple(Wish(chance.randrange(2), chance.randrange(2), chance.choice((OFF, 0, 1)), False, 1) for _ in range(3))
    problem = replace(
        random_world(chance), labour=labour, past_wishes=past, contract_days=np.array([chance.randrange(1, 6), 4])
    )
    if chance.random() < 0.5:
        away = np.array([chance.random() < 0.1 for _ in range(20)]).reshape(2, 5, 2)
        problem = replace(problem, available=~away)
    return problem


def _of_three(chance: random.Random) -> Problem:
    """Three people; where there are two sites, one of them works there, and nobody else."""
    holiday = np.array([[chance.random() < 0.5 for _ in range(4)] for _ in range(2)])
    problem = random_team(chance, 3, 2, available=np.ones((3, 4, 2), dtype=bool))
    if chance.random() < 0.5:
        return problem
    return replace(
        problem,
        site_names=("here", "there"),
        agent_site=np.array([0, 1, 0]),
        shift_site=np.array([0, 1]),
        site_midnights=np.tile(problem.day_start, (2, 1)),
        labour=Labour(night=np.array([False, True]), holiday=holiday),
    )


@dataclass(frozen=True, eq=False)
class Case:
    """Some rules of a world at weights of the case, and [rosters] what each roster costs, -1 where it may not be."""

    problem: Problem
    rules: list[Rule]
    prices: Integers

    @property
    def least(self) -> int | None:
        """The least price of all rosters; None where none is legal."""
        legal = self.prices[self.prices >= 0]
        return int(legal.min()) if len(legal) else None

    @property
    def best(self) -> Roster:
        """A roster of the least price."""
        every = every_roster(self.problem.agents, self.problem.days)
        return every[int(np.argmax(self.prices == self.least))]


def case_of(seed: int, turn: int) -> Case:
    """Equal numbers, equal cases."""
    chance, found = random.Random(1000 * seed + turn), world(seed)
    kept = [n for n, each in enumerate(found.rules) if each.rule in MUST_HOLD or chance.random() < 0.4]
    rules, price = [], np.zeros(found.units.shape[1], dtype=np.int64)
    broken = _elsewhere(found.problem)
    for number in kept:
        stated = found.rules[number]
        must = stated.hard or (stated.rule not in FAIR and chance.random() < 0.05)
        weight = "hard" if must else chance.choice((1, chance.randrange(1, 40), chance.randrange(1, 400)))
        rules.append(stated.model_copy(update={"weight": weight}))
        broken |= must & (found.units[number] > 0)
        price += 0 if must else found.units[number] * int(weight)
    return Case(found.problem, rules, np.where(broken, -1, price))


def _elsewhere(problem: Problem) -> Flags:
    """[rosters] whether somebody works at another site."""
    away = problem.agent_site[:, None] != problem.shift_site
    work = np.array([roster.work for roster in every_roster(problem.agents, problem.days)])
    found: Flags = (work & away[:, None, :]).any(axis=(1, 2, 3))
    return found
