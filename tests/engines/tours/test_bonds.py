"""Who works with whom: what a choice costs beside the lines of those who are followed."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.lines import lines_of
from staffing.engines.tours.bonds import (
    FORBIDDEN,
    Bond,
    bond_price,
    bonds_of,
    bound_people,
    lead_prices,
    with_least,
)
from staffing.labour import Labour
from staffing.problem import OFF, Integers, Problem, Wish
from staffing.rules import Rule
from staffing.rules.applied import Applied
from tests.engines.columns.every_line import every_line
from tests.engines.tours.crowds import amount, random_choices, random_team, roster_of, rule
from tests.rules.worlds import tiny_world

PEOPLE = ("agent0", "agent2", "agent3")


def trained(chance: random.Random, people: int = 4, **changes: Any) -> Problem:
    """The last of a team has the first as a mentor, on most days, and overlaps with both shifts of some days."""
    labour = Labour(
        mentor=np.append(np.full(people - 1, -1), 0),
        trainee=np.array([[chance.random() < 0.8 for _ in range(5)] for _ in range(people)]),
    )
    return random_team(chance, people, labour=labour, **changes)


def beside(problem: Problem, stated: Rule, choices: Integers, agent: int) -> dict[bytes, int]:
    """What the roster breaks of a rule with each line of one agent in the place of the one given."""
    found = {}
    for line in every_line(problem):
        changed = choices.copy()
        changed[agent] = line
        found[line.tobytes()] = amount(problem, stated, roster_of(problem, changed))
    return found


def check(problem: Problem, bond: Bond, choices: Integers) -> int:
    """The price of each line beside the others is what the rule is broken more than with the best line; how often."""
    price = bond_price(problem, bond, {other: choices[other] for other in bond.others})
    assert price.shape == (problem.days, problem.shifts + 1)
    units = beside(problem, bond.rule, choices, bond.agent)
    weight = FORBIDDEN if bond.rule.hard else int(bond.rule.weight)
    dear = 0
    for line in every_line(problem):
        owed = weight * (units[line.tobytes()] - min(units.values()))
        assert price[np.arange(problem.days), line].sum() == owed, line
        dear += owed > 0
    return dear


@pytest.mark.parametrize("weight", [7, "hard"])
@pytest.mark.parametrize("minutes", [1, 120, 600])
def test_a_trainee_pays_for_each_shift_without_the_mentor(weight: Any, minutes: int) -> None:
    dear = 0
    for seed in range(6):
        chance = random.Random(seed)
        problem = trained(chance)
        if seed % 2:  # N begins before M of the next day ends: a mentor of another day is beside
            starts = np.arange(-2, 3)[:, None] * 1440 + np.array([120, 1200])
            problem = trained(chance, shift_start=starts, shift_end=starts + 480)
        stated = rule("with_mentor", weight, minutes=minutes)
        (bond,) = bonds_of(problem, [stated])
        assert (bond.agent, bond.others) == (3, (0,))
        choices = random_choices(chance, problem)
        dear += check(problem, bond, choices)
        units = beside(problem, stated, choices, 3)
        assert min(units.values()) == 0, "a trainee may always be off"
    assert dear > 60


@pytest.mark.parametrize("parameters", [("together", {}), ("apart", {}), ("apart", {"on": "day"})])
@pytest.mark.parametrize("people", [PEOPLE[:2], PEOPLE])
def test_who_follows_pays_for_what_the_rule_is_broken_more(
    parameters: tuple[str, dict[str, Any]], people: tuple[str, ...]
) -> None:
    name, more = parameters
    dear = 0
    for seed in range(6):
        chance = random.Random(seed)
        problem = random_team(chance, 4)
        bonds = bonds_of(problem, [rule(name, 3, people=people, **more)])
        assert [(bond.agent, bond.others) for bond in bonds] == [(2, (0,)), (3, (0, 2))][: len(people) - 1]
        choices = random_choices(chance, problem)
        last = bonds[-1]
        if len(people) == 2:
            dear += check(problem, last, choices)
            continue
        price = bond_price(problem, last, {other: choices[other] for other in last.others})
        units = beside(problem, last.rule, choices, last.agent)
        least = min(units.values())
        for line in every_line(problem):
            assert price[np.arange(3), line].sum() == 3 * (units[line.tobytes()] - least)
            dear += units[line.tobytes()] > least
    assert dear > 60


def test_who_is_followed_by_others_comes_before_them() -> None:
    labour = Labour(mentor=np.array([2, -1, 1, -1]), trainee=np.ones((4, 5), dtype=bool))
    problem = tiny_world(4, 3, "\n".join(["--"] * 4), labour=labour)
    bonds = bonds_of(problem, [rule("with_mentor", 5)])
    assert [(bond.agent, bond.others) for bond in bonds] == [(2, (1,)), (0, (2,))]
    assert bound_people(bonds, 4).tolist() == [True, True, True, False]


def test_rules_that_name_nobody_here_and_those_of_lines_bind_nobody() -> None:
    problem = random_team(random.Random(2), 4)
    rules = [
        rule("together", 5, people=("agent1", "somebody")),
        rule("last_resort", 5, people=PEOPLE),
        rule("with_mentor", 5),
        rule("fair_hours", 5),
        rule("people_used", 5),
    ]
    assert bonds_of(problem, rules) == []
    assert not bound_people([], 4).any()


def test_a_rule_under_a_name_of_its_own_binds_as_well() -> None:
    problem = random_team(random.Random(2), 4)
    stated = Applied.of(rule("apart", 3, people=PEOPLE[:2]), "apart:two")
    (bond,) = bonds_of(problem, [stated])
    assert check(problem, bond, random_choices(random.Random(5), problem)) > 0


def test_what_a_trainee_pays_at_least_is_never_more_than_beside_any_line_of_the_mentor() -> None:
    charged = 0
    for seed in range(10):
        chance = random.Random(seed)
        problem = trained(chance, 2)
        rules = [rule("with_mentor", 7, minutes=240), rule("leave", "hard"), rule("availability", "hard")]
        lines, bonds = lines_of(problem, rules), bonds_of(problem, rules)
        least = with_least(problem, lines, bonds)
        assert (least.own[0] == lines.own[0]).all()
        for mentor in every_line(problem):
            if lines.own[0, np.arange(3), mentor].max() >= NEVER:
                continue
            for trainee in every_line(problem):
                before = lines.own[1, np.arange(3), trainee]
                more = (least.own[1, np.arange(3), trainee] - before).sum()
                owed = 7 * amount(problem, rules[0], roster_of(problem, np.array([mentor, trainee])))
                assert 0 <= more <= owed
                charged += more > 0
    assert charged > 100


def test_a_mentor_on_leave_leaves_every_shift_of_that_day_at_its_price() -> None:
    labour = Labour(mentor=np.array([-1, 0]), trainee=np.ones((2, 5), dtype=bool))
    problem = tiny_world(2, 3, "--\n--", labour=labour, on_leave=np.arange(10).reshape(2, 5) == 3)
    rules = [rule("with_mentor", 7), rule("leave", "hard"), rule("apart", 4, people=("agent0", "agent1"))]
    least = with_least(problem, lines_of(problem, rules), bonds_of(problem, rules))
    assert least.own[1].tolist() == [[0, 0, 0], [7, 7, 0], [0, 0, 0]]


def test_who_leads_pays_for_the_follower_but_no_more_than_a_breach_costs() -> None:
    wishes = (Wish(1, 2, OFF, False, 3), Wish(1, 3, 0, False, 90))
    away = np.arange(10).reshape(2, 5) == 9
    problem = tiny_world(2, 3, "--\n--", wishes=wishes, on_leave=away)
    rules = [rule("together", 20, people=("agent0", "agent1")), rule("requests", 1), rule("leave", "hard")]
    lines = lines_of(problem, rules)
    found = lead_prices(lines, bonds_of(problem, rules))
    assert list(found) == [0]
    assert found[0].tolist() == [[3, 3, 0], [0, 20, 20], [20, 20, 0]]
