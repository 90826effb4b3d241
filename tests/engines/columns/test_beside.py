"""Ways through a network and a machine beside it against all lines, in small cases of every rule with resources."""

from __future__ import annotations

import random

import numpy as np
import pytest

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.beside import Beside
from staffing.engines.columns.networks.lines import Lines, lines_of
from staffing.engines.columns.networks.network import Network
from staffing.engines.columns.networks.pricing import FAR
from staffing.problem import Flags, Integers, Problem
from staffing.rules import Rule
from tests.engines.columns.every_line import NONE, costs, every_line, priced
from tests.engines.columns.small_cases import small_case
from tests.engines.columns.test_pricing import SCALES, held, random_prices

CASES, CHUNKS = 500, 5


def allowed(machine: Network, every: Integers) -> Flags:
    """[N] whether a machine has a way for each line, followed arc by arc."""
    node = np.zeros(len(every), dtype=np.int64)
    for day in range(machine.days):
        at = machine.arc[day] + (node - machine.first[day]) * machine.kinds[day] + machine.kind_of[day][every[:, day]]
        node = np.where(node < 0, -1, machine.to[np.where(node < 0, 0, at)])
    return node >= 0


def forbids_no_more(problem: Problem, rules: list[Rule], lines: Lines, agent: int, every: Integers) -> bool:
    """Whether a machine beside the network forbids only what a hard rule that networks do not hold forbids."""
    left = [rule for place, rule in enumerate(rules) if (place, agent) in lines.left and rule.weight == "hard"]
    told = [rule for rule in left if rule.resources(problem, agent) is not None]
    kept = costs(problem, told, agent, every) != NONE
    return bool(allowed(lines.beside[int(lines.beside_of[agent])], every)[kept].all())


def asked(chance: random.Random, problem: Problem, lines: Lines, agent: int, scale: int) -> tuple[Integers, Integers]:
    """Random prices, and the cells of a search; now and then some days have one choice only."""
    wanted = random_prices(chance, problem, scale)
    for day in range(problem.days):
        if chance.random() < 0.3:
            wanted[day, np.arange(problem.shifts + 1) != chance.randrange(problem.shifts + 1)] = FAR
    own = lines.own[agent]
    shut = (own >= NEVER) | (wanted >= FAR)
    return wanted, np.where(shut, FAR, np.where(shut, 0, own) * scale + np.where(shut, 0, wanted))


def check(chance: random.Random, number: int) -> int:
    """Hold each agent's search against all lines; how many had a machine beside the network and a line."""
    problem, rules = small_case(number)
    lines, every, met = lines_of(problem, rules, most_states=chance.choice((1, 2, 3, 5))), every_line(problem), 0
    for agent in range(problem.agents):
        machine = int(lines.beside_of[agent])
        if machine < 0 or agent in lines.without_line:
            continue
        scale = chance.choice(SCALES)
        assert forbids_no_more(problem, rules, lines, agent, every)
        own = costs(problem, held(rules, lines, agent), agent, every)
        own = np.where(allowed(lines.beside[machine], every), own, NONE)
        wanted, cell = asked(chance, problem, lines, agent, scale)
        expected = priced(every, np.where(own == NONE, NONE, np.where(own == NONE, 0, own) * scale), wanted, FAR)
        search = Beside(lines.networks[int(lines.network_of[agent])], lines.beside[machine], scale)
        base = int(lines.base[agent]) * scale
        found, few = search.cheapest(cell), search.cheapest(cell, kept=1)
        if found is None:
            assert (expected == NONE).all()
            assert few is None
            continue
        met += 1
        assert found[0] + base == expected.min()
        assert expected[(every == found[1]).all(axis=1)] == expected.min()
        if few is not None:
            assert expected[(every == few[1]).all(axis=1)] == few[0] + base
    return met


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_cheapest_line_keeps_the_machine_beside_the_network(chunk: int) -> None:
    chance = random.Random(chunk)
    size = CASES // CHUNKS
    met = [check(chance, number) for number in range(chunk * size, (chunk + 1) * size)]
    assert sum(met) >= 1, "hardly a case with a machine beside the network"
