"""Lines made block by block are those that are made at once."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest

from staffing.engines.columns.networks.lines import Lines, lines_of
from staffing.engines.part import part_of
from staffing.engines.tours.blocks.joined import joined, lines_of_all, of_people
from staffing.executor import open_executor
from staffing.problem import Integers, Problem
from staffing.rules import Rule
from tests.engines.columns.small_cases import WithoutResources
from tests.engines.tours.crowds import alike, line_price, random_team, rule

RULES: list[Rule] = [
    rule("one_shift_a_day", "hard"),
    rule("leave", "hard"),
    rule("availability", "hard"),
    rule("min_rest", "hard"),
    rule("requests", 1),
    rule("contract_days", 20),
    rule("paid_hours", 1),
]


def shuffled(chance: random.Random, people: int, blocks: int) -> list[Integers]:
    order = list(range(people))
    chance.shuffle(order)
    return [np.array(order[block::blocks]) for block in range(blocks)]


def made(problem: Problem, rules: list[Rule], blocks: list[Integers], place: str = "serial") -> Lines:
    with open_executor(place) as executor:
        return lines_of_all(problem, rules, blocks, executor)


def check_alike(problem: Problem, some: Lines, agents: Integers, every: Lines) -> None:
    lines = [np.array(each) for each in itertools.product(range(problem.shifts + 1), repeat=problem.days)]
    for place, agent in enumerate(agents.tolist()):
        assert [line_price(some, place, line) for line in lines] == [line_price(every, agent, line) for line in lines]


@pytest.mark.parametrize("seed", range(6))
def test_lines_of_blocks_cost_what_those_of_all_cost(seed: int) -> None:
    chance = random.Random(seed)
    problem = random_team(chance, 7)
    whole = lines_of(problem, RULES)
    found = made(problem, RULES, shuffled(chance, 7, chance.randrange(1, 5)))
    check_alike(problem, found, np.arange(7), whole)
    assert (found.left, found.without_line) == (whole.left, whole.without_line)
    agents = np.array(chance.sample(range(7), 4))
    check_alike(problem, of_people(found, agents), agents, whole)


def test_people_who_are_alike_share_a_network_over_blocks() -> None:
    problem = alike(6, 3)
    found = made(problem, RULES, [np.array([0, 3]), np.array([5, 1]), np.array([2, 4])])
    assert len(found.networks) == 1
    assert found.network_of.tolist() == [0] * 6


def test_what_networks_do_not_hold_and_who_has_no_line_is_told_by_agent() -> None:
    problem = alike(4, 2)
    rules: list[Rule] = [*RULES[:4], WithoutResources(weight=5)]
    blocks = [np.array([3, 1]), np.array([2, 0])]
    found = made(problem, rules, blocks)
    assert found.left == lines_of(problem, rules).left == {(4, agent) for agent in range(4)}
    parts = [replace(lines_of(part_of(problem, agents), rules), without_line=(1,)) for agents in blocks]
    found = joined(parts, blocks)
    assert found.without_line == (0, 1)
    some = of_people(found, np.array([2, 1]))
    assert (some.without_line, some.left) == ((1,), {(4, 0), (4, 1)})


def test_lines_are_the_same_wherever_they_are_made() -> None:
    problem = random_team(random.Random(5), 8)
    blocks = shuffled(random.Random(2), 8, 3)
    here, there = (made(problem, RULES, blocks, place) for place in ("serial", "local:2"))
    for name in ("own", "base", "network_of", "beside_of"):
        assert getattr(here, name).tobytes() == getattr(there, name).tobytes()
    assert [each.content for each in here.networks] == [each.content for each in there.networks]


def test_machines_beside_the_networks_keep_their_people() -> None:
    problem = alike(3, 2)
    parts = [lines_of(problem, RULES), lines_of(problem, RULES)]
    machine = parts[0].networks[0]
    parts = [
        Lines(*[*vars(parts[0]).values()][:6], (machine,), np.array([-1, 0, -1])),
        Lines(*[*vars(parts[1]).values()][:6], (), np.array([-1, -1, -1])),
    ]
    found = joined(parts, [np.array([4, 2, 0]), np.array([1, 3, 5])])
    assert found.beside_of.tolist() == [-1, -1, 0, -1, -1, -1]
    assert len(found.beside) == 1
