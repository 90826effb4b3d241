"""The search for the cheapest line against all lines, in 1,000 small cases with every rule that has resources."""

from __future__ import annotations

import random

import numpy as np
import pytest

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.lines import Lines, lines_of
from staffing.engines.columns.networks.pricing import FAR, Pricing
from staffing.problem import Integers, Problem
from staffing.rules import Rule
from staffing.rules.resource import missed
from tests.engines.columns.every_line import NONE, as_shifts, costs, every_line, priced
from tests.engines.columns.small_cases import DECLARING, FIRST, WithoutResources, small_case

CASES, CHUNKS = 1000, 20
SCALES = (1, 7, 2**20)


def random_prices(chance: random.Random, problem: Problem, scale: int) -> Integers:
    """[D, C] prices of choices in parts, negative ones too; a few are forbidden."""
    size = problem.days * (problem.shifts + 1)
    wide = chance.choice((1, 20, 1000))
    found = [FAR if chance.random() < 0.05 else chance.randrange(-wide * scale, wide * scale + 1) for _ in range(size)]
    return np.array(found, dtype=np.int64).reshape(problem.days, -1)


def held(rules: list[Rule], lines: Lines, agent: int) -> list[Rule]:
    """The rules that the networks hold for an agent."""
    return [rule for place, rule in enumerate(rules) if (place, agent) not in lines.left]


def check(chance: random.Random, problem: Problem, rules: list[Rule], lines: Lines, agent: int) -> bool:
    """Hold the search against all lines of an agent; whether there is any line."""
    every, scale = every_line(problem), chance.choice(SCALES)
    asked = random_prices(chance, problem, scale)
    own = costs(problem, held(rules, lines, agent), agent, every)
    if agent in lines.without_line:
        assert (own == NONE).all()
        return False
    scaled = np.where(own == NONE, NONE, np.where(own == NONE, 0, own) * scale)
    expected = priced(every, scaled, asked, FAR)
    shut = (lines.own[agent] >= NEVER) | (asked >= FAR)
    cell = np.where(shut, FAR, np.where(shut, 0, lines.own[agent]) * scale + np.where(shut, 0, asked))
    pricing, base = Pricing(lines.networks[int(lines.network_of[agent])], scale), int(lines.base[agent]) * scale
    check_through(every, expected, pricing.through(cell), base)
    found = pricing.cheapest(cell)
    if found is None:
        assert (expected == NONE).all()
        return False
    cost, line = found
    assert cost + base == expected.min()
    (place,) = np.flatnonzero((every == line).all(axis=1))
    assert expected[place] == expected.min(), "a line that costs more than what was said of it"
    check_by_the_definition(problem, held(rules, lines, agent), agent, line, int(own[place]))
    return True


def check_through(every: Integers, expected: Integers, through: Integers, base: int) -> None:
    """The least cost of a line with each choice on each day."""
    for day, choice in np.ndindex(through.shape):
        least = int(expected[every[:, day] == choice].min())
        assert (NONE if through[day, choice] >= FAR else through[day, choice] + base) == least


def check_by_the_definition(problem: Problem, rules: list[Rule], agent: int, line: Integers, cost: int) -> None:
    """What a line costs by itself, by the plain definition of resources."""
    total, shifts = 0, as_shifts(line, problem)
    for rule in rules:
        units = missed(rule.resources(problem, agent) or (), shifts)
        assert units == 0 or rule.weight != "hard"
        total += 0 if rule.weight == "hard" else int(rule.weight) * units
    assert total == cost


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_cheapest_line_is_the_cheapest_of_all_lines(chunk: int) -> None:
    found = 0
    for number in range(chunk, CASES, CHUNKS):
        problem, rules = small_case(number)
        lines, chance = lines_of(problem, rules), random.Random(number)
        found += sum([check(chance, problem, rules, lines, agent) for agent in range(problem.agents)])
    assert found > CASES // CHUNKS // 2, "cases in which there is nothing to find prove nothing"


def test_every_rule_that_declares_resources_takes_part() -> None:
    assert len(FIRST) < CASES
    assert {case[0] for case in FIRST} == DECLARING


@pytest.mark.parametrize("chunk", range(2))
def test_with_few_states_what_is_left_is_said_and_the_rest_is_exact(chunk: int) -> None:
    fewer = 0
    for number in range(chunk, 80, 2):
        problem, rules = small_case(CASES + number)
        chance = random.Random(number)
        lines, whole = lines_of(problem, rules, chance.randrange(1, 5)), lines_of(problem, rules)
        assert whole.left <= lines.left
        fewer += whole.left < lines.left
        for agent in range(problem.agents):
            check(chance, problem, rules, lines, agent)
    assert fewer


def test_a_rule_without_resources_is_left_with_its_agents() -> None:
    problem, rules = small_case(5)
    lines = lines_of(problem, [*rules, WithoutResources()])
    assert lines.left == lines_of(problem, rules).left | {(len(rules), agent) for agent in range(problem.agents)}
