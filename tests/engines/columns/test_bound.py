"""The Lagrangian bound never lies above the price of the best roster, whatever the prices of the rows are."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from itertools import product

import numpy as np
import pytest

from staffing.engines.columns.program.bound import SCALE, Prices
from staffing.engines.columns.program.defined import Defined
from staffing.engines.columns.program.master import NOWHERE, Program
from staffing.engines.columns.program.relaxation import Matrix
from staffing.engines.columns.program.rows import NO_PRICE, Numbers, Rows, Terms
from staffing.engines.columns.program.world import World
from staffing.rules import Rule
from tests.engines.columns.programs import METER, world_of
from tests.engines.columns.small_cases import KINDS, shaken
from tests.engines.test_optimum import price_by_violations, random_world
from tests.rules.least_prices import prices
from tests.rules.worlds import every_roster, tiny_cover, tiny_demand, tiny_world

AGENT = ("min_rest", "max_consecutive_days", "requests", "contract_days", "guaranteed_minutes", "rest_in_window")
TEAM = ("min_on_queue", "paid_hours", "people_per_shift", "people_per_day", "apart", "together", "people_used")
TEAM_TOO = ("fair_late_shifts", "occupancy_cap", "utilization_band", "window_margin")
BACKLOG = ("resolution_rate", "day_floor", "maximum_age")
SIZES = (0.01, 1.0, 30.0, 1e4, 1e9, 1e300)


def weighted(chance: random.Random, name: str, *weights: object) -> Rule:
    example = {"days": 2} if name == "max_consecutive_days" else {}
    return KINDS[name].model_validate({**KINDS[name].example, "weight": chance.choice(weights), **example})


@cache
def team_case(seed: int) -> tuple[World, int | None]:
    """Two agents, three days, some rules of theirs and of the team, and the least price of any roster."""
    chance = random.Random(seed)
    names = [*chance.sample(AGENT, 2), *chance.sample((*TEAM, *TEAM_TOO), 2)]
    top = 10**6 if seed % 4 == 3 else 40
    rules = [weighted(chance, name, "hard", chance.randrange(1, 40), top) for name in names]
    problem = shaken(chance, random_world(chance))
    away = problem.agent_site[:, None] != problem.shift_site
    here = [roster for roster in every_roster(2, 3) if not (roster.work & away[:, None]).any()]
    found = [price_by_violations(problem, rules, roster) for roster in here]
    return world_of(problem, rules), min((price for price in found if price is not None), default=None)


@cache
def backlog_case(seed: int) -> tuple[World, int | None]:
    """Two agents and two days with work that waits."""
    chance = random.Random(seed)
    demand = tiny_demand(2, [chance.choice((0, 100, 300, 500)) for _ in range(6)])
    problem = tiny_world(2, 2, "NM\nMN", demand=demand, cover=tiny_cover(2, 1))
    names = [*chance.sample(AGENT, 1), *chance.sample(TEAM, 1), *chance.sample(BACKLOG, 2)]
    rules = [weighted(chance, name, chance.randrange(1, 40)) for name in names]
    found = [price for price in prices(problem, rules, every_roster(2, 2)) if price is not None]
    return world_of(problem, rules), min(found, default=None)


def wild_prices(world: World, seed: int) -> Numbers:
    """Prices of rows of either sign and any size, most of them nothing now and then."""
    random = np.random.default_rng(seed)
    count = world.matrix.rows.count
    size = np.array(SIZES)[random.integers(len(SIZES), size=count if seed % 3 else 1)]
    return random.normal(size=count) * size * (random.random(count) < random.choice([0.2, 1.0]))


def check_wild_prices(world: World, least: int | None) -> None:
    program = Program(world, METER, range(world.agents))
    for seed in range(12):
        parts, _ = program.price(wild_prices(world, seed), program.agents)
        assert type(parts) is int
        assert least is None or parts <= least * SCALE


def check_converged(world: World, least: int | None) -> None:
    """At the linear program's own prices the bound is its value, which is that of the program over all lines."""
    program = Program(world, METER, range(world.agents))
    bound, _ = program.price(np.zeros(world.matrix.rows.count), program.agents)
    if bound == NOWHERE:
        assert least is None, "somebody has no line"
        return
    solution = program.converge()
    assert solution is not None
    near = 1e-5 * max(1.0, abs(solution.value))
    assert abs(program.lower - solution.value) < near
    assert type(program.bound) is int
    assert least is None or program.bound <= least
    for factor in (1e6, -1.0):
        assert least is None or program.price(solution.rows * factor, program.agents)[0] <= least * SCALE
    assert abs(value_over_all_lines(world) - solution.value) < near


def value_over_all_lines(world: World) -> float:
    """The value of the linear program that has all lines from the start."""
    program = Program(world, METER, range(world.agents))
    for agent in program.agents:
        for choices in product(range(world.matrix.shape[2] + 1), repeat=world.matrix.shape[1]):
            line = world.line(agent, np.array(choices))
            if line is not None:
                program.relaxation.add(line)
    solution = program.solve()
    assert solution is not None
    return solution.value


@pytest.mark.parametrize("seed", range(12))
def test_no_prices_lift_the_bound_above_the_best_roster(seed: int) -> None:
    world, least = team_case(seed)
    if not world.lines.without_line:
        check_wild_prices(world, least)
        check_converged(world, least)


@pytest.mark.parametrize("seed", range(6))
def test_no_prices_lift_the_bound_above_the_best_roster_with_a_backlog(seed: int) -> None:
    world, least = backlog_case(seed)
    assert world.matrix.rows.variables.size
    check_wild_prices(world, least)
    check_converged(world, least)


@pytest.mark.parametrize("seed", range(6))
def test_cuts_on_service_come_to_what_its_rows_in_the_same_program_come_to(seed: int) -> None:
    world, _ = backlog_case(seed)
    rows = replace(world.matrix.rows, served=(0, 0))
    together = World(world.lines, Matrix(rows, world.matrix.shape), world.hard_price, world.grain)
    assert world.service is not None
    assert together.service is None
    values = []
    for each in (world, together):
        program = Program(each, METER, range(each.agents))
        program.price(np.zeros(rows.count), program.agents)
        solution = program.converge()
        assert solution is not None
        values.append(solution.value)
    assert values[0] == pytest.approx(values[1], rel=1e-5, abs=1e-4)


def test_prices_and_amounts_too_large_for_64_bits_together_are_exact() -> None:
    nothing = Terms(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    low, count = np.array([9e6, 2e6, -np.inf]), 3
    others = Terms(np.arange(3), np.array([0, 0, 1]), np.array([-1, 3, 2]))
    rows = Rows(
        low,
        np.array([np.inf, np.inf, 5e6]),
        np.full(count, NO_PRICE),
        np.full(count, NO_PRICE),
        nothing,
        others,
        np.array([2, 3]),
        np.array([0, 0]),
        np.array([10**7, 10**6]),
        np.ones(count, dtype=np.int64),
        np.ones(count, dtype=np.int64),
        np.zeros(count, dtype=bool),
        Defined.of(np.array([-1, -1, -1, -1]), (), np.array([2, 3])),
    )
    hard_price = 1e7
    prices = Prices(Matrix(rows, (0, 1, 1)), np.zeros(count, dtype=np.int64), np.array([1e9, 1e9, -1e9]), hard_price)
    each = 10**7 * SCALE
    assert prices.rows.tolist() == [each, each, -each]
    sides = each * (9 * 10**6 + 2 * 10**6) - each * 5 * 10**6
    # the first variable is paid for at its most, the second costs and is at its least
    assert prices.rest == sides - 2 * each * 10**7
    turned = Prices(Matrix(rows, (0, 1, 1)), np.zeros(count, dtype=np.int64), np.array([0.0, 0.0, -1e9]), hard_price)
    assert turned.rest == -each * 5 * 10**6
