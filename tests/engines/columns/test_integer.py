"""The integer master against all ways to choose one line for each agent."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from staffing.engines.columns.program.relaxation import Line
from staffing.engines.columns.program.world import World
from staffing.engines.columns.search.integer import choose_lines
from staffing.engines.limits import Limits
from staffing.rules import Rule
from staffing.rules.team.people_per_day import PeoplePerDay
from staffing.rules.team.people_per_shift import PeoplePerShift
from tests.engines.columns.programs import row_price, world_of
from tests.engines.columns.small_cases import KINDS
from tests.rules.worlds import tiny_world

LIMITS = Limits(work=2.0, seconds=60.0)


def some_lines(world: World, seed: int, count: int) -> list[list[Line]]:
    """Some different lines of each agent."""
    random = np.random.default_rng(seed)
    _, days, shifts = world.matrix.shape
    found: list[list[Line]] = []
    for agent in range(world.agents):
        lines: dict[bytes, Line] = {}
        while len(lines) < count:
            line = world.line(agent, random.integers(shifts + 1, size=days))
            if line is not None:
                lines[line.key] = line
        found.append(list(lines.values()))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_it_finds_the_cheapest_choice_that_misses_no_hard_row(seed: int) -> None:
    weight = "hard" if seed % 2 else 7
    rules: list[Rule] = [
        PeoplePerDay(min=1, weight=11),
        PeoplePerShift(shifts=("M",), max=1, weight=weight),
        KINDS["fair_late_shifts"](weight=3),
    ]
    world = world_of(tiny_world(3, 4, "NM\nMN\n--"), rules)
    lines = some_lines(world, seed, 5)
    prices = [row_price(world, list(choice)) for choice in product(*lines)]
    legal = [price for price, broken in prices if not broken]
    found = choose_lines(world, [line for each in lines for line in each], {}, LIMITS)
    if not legal:
        assert found is None
        return
    assert found is not None
    assert [line.agent for line in found] == [0, 1, 2]
    assert row_price(world, found) == (pytest.approx(min(legal)), False)


def test_there_is_none_where_every_choice_misses_a_hard_row() -> None:
    world = world_of(tiny_world(1, 3, "--"), [PeoplePerDay(min=1)])
    off = world.line(0, np.full(3, 2))
    assert off is not None
    assert choose_lines(world, [off], {0: off}, LIMITS) is None
