"""A line walked through its network costs what the resources of the rules say of it."""

from __future__ import annotations

import random

import numpy as np
import pytest

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.lines import Lines, lines_of
from staffing.engines.tours.shares import shares_of
from staffing.engines.tours.swaps import line_cost
from staffing.engines.tours.walks import Walks, walk
from staffing.problem import Problem
from staffing.rules import Rule
from staffing.rules.resource import missed
from tests.engines.columns.every_line import NONE, as_shifts, costs, every_line
from tests.engines.columns.small_cases import small_case
from tests.engines.tours.crowds import line_price, random_choices, random_team, rule

CASES, CHUNKS = 160, 4
LINES = 60
"""Random lines of each agent of a case."""


def held(problem: Problem, rules: list[Rule], lines: Lines, agent: int) -> list[Rule]:
    """The rules that the network of an agent holds."""
    return [each for place, each in enumerate(rules) if (place, agent) not in lines.left]


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_line_costs_what_the_resources_say_and_never_may_be_where_a_hard_rule_is_broken(chunk: int) -> None:
    shut = dear = 0
    for number in range(chunk, CASES, CHUNKS):
        problem, rules = small_case(number)
        lines, chance = lines_of(problem, rules), random.Random(number)
        for agent in range(problem.agents):
            every = every_line(problem)
            every = every[[chance.randrange(len(every)) for _ in range(LINES)]]
            owed = costs(problem, held(problem, rules, lines, agent), agent, every)
            for line, cost in zip(every, owed.tolist(), strict=True):
                assert line_price(lines, agent, line) == (NEVER if cost == NONE else cost), (number, agent, line)
                shut += cost == NONE
                dear += 0 < cost < NONE
    assert shut > 1000
    assert dear > 500


def test_a_team_walks_the_networks_of_its_people_laid_end_to_end() -> None:
    rules = [rule("min_rest", "hard"), rule("max_consecutive_days", 7), rule("requests", 2), rule("leave", "hard")]
    rules += [rule("consecutive_shifts", 5), rule("weekend_minutes_in_period", 1)]
    several = shut = 0
    for seed in range(15):
        chance = random.Random(seed)
        problem = random_team(chance, 7, 5)
        lines, shares = lines_of(problem, rules), shares_of(problem, rules)
        walks, choices = Walks.of(lines.networks), random_choices(chance, problem)
        several += len(lines.networks) > 1
        for agent, line in enumerate(choices):
            units = [missed(each.resources(problem, agent) or (), as_shifts(line, problem)) for each in rules]
            broken = any(unit for unit, each in zip(units, rules, strict=True) if each.hard)
            cost = sum(unit * int(each.weight) for unit, each in zip(units, rules, strict=True) if not each.hard)
            found = line_cost(lines.own, int(lines.network_of[agent]), walks, shares, agent, line)
            assert found == (NEVER if broken else cost - int(lines.base[agent]))
            shut += broken
    assert several > 10
    assert 20 < shut < 90


def test_a_step_that_a_network_forbids_ends_the_walk_whatever_comes_after() -> None:
    problem = random_team(random.Random(1), 2, 4, "--\n--")
    lines = lines_of(problem, [rule("min_rest", "hard")])
    walks = Walks.of(lines.networks)
    late, early = 1, 0
    assert walk(walks, 0, np.array([late, early, 2, 2])) == NEVER
    assert walk(walks, 0, np.array([2, 2, late, early])) == NEVER
    assert walk(walks, 0, np.array([early, late, 2, early])) == 0
