"""Prices of a mixture give a bound that holds, near that of the linear program; first rosters keep hard sums."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.engines.columns.program.ascent import ascend
from staffing.engines.columns.program.master import NOWHERE, Program
from staffing.engines.columns.program.mixture import Mixture
from staffing.engines.columns.program.price import price_of
from staffing.engines.columns.program.relaxation import Line
from staffing.engines.columns.program.world import World
from staffing.engines.columns.search import search
from staffing.engines.columns.search.response import respond
from staffing.engines.columns.search.rounding import rounded
from tests.engines.columns.programs import METER, world_of
from tests.engines.columns.small_cases import KINDS
from tests.engines.columns.test_bound import team_case
from tests.rules.worlds import tiny_cover, tiny_world

CASES = 60


def mixture_of(world: World) -> Mixture:
    """A mixture that begins with a line for everybody."""
    program = Program(world, METER, range(world.agents))
    return Mixture(program, respond(program, {}, quick=True))


def lines_alone(world: World) -> bool:
    """Whether a program of the world has nothing but lines, and everybody has one."""
    return not world.lines.without_line and not len(world.matrix.rows.variables)


def bounds(world: World) -> tuple[int, int] | None:
    """The bound of the ascent, and that of the linear program; None where somebody has no line beside the others."""
    whole, told = Program(world, METER, range(world.agents)), list[int]()
    if whole.price(np.zeros(world.matrix.rows.count), whole.agents)[0] >= NOWHERE:
        return None
    ascend(mixture_of(world), told.append)
    assert told == sorted(told)
    whole.converge()
    return told[-1], whole.bound


def test_the_bound_of_the_ascent_holds_and_is_mostly_that_of_the_linear_program() -> None:
    met = reached = 0
    for seed in range(CASES):
        world, least = team_case(seed)
        both = bounds(world) if lines_alone(world) else None
        if both is None:
            continue
        found, of_program = both
        assert least is None or found <= least
        assert found <= of_program
        met, reached = met + 1, reached + (found == of_program)
    assert met >= 30
    assert reached >= 0.75 * met


def test_where_rules_have_further_variables_the_linear_program_of_any_size_is_solved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "LARGEST", 0)
    met = 0
    for seed in range(CASES):
        world, _ = team_case(seed)
        if lines_alone(world) or world.lines.without_line:
            continue
        whole, found = Program(world, METER, range(world.agents)), search.Search(world, METER, seed)
        whole.price(np.zeros(world.matrix.rows.count), whole.agents)
        whole.converge()
        found._root()
        assert found.bound == max(0, whole.bound)
        met += 1
    assert met >= 5, "no further variables"


def test_a_program_that_begins_with_a_mixture_has_the_bound_of_one_that_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    met, sides = 0, list[int]()
    begin = search.Search._begin_mixed

    def counted(self: search.Search, program: Program) -> None:
        before = len(program.relaxation.lines)
        begin(self, program)
        sides.append(len(program.relaxation.lines) - before)
        assert program.mean is not None

    monkeypatch.setattr(search.Search, "_begin_mixed", counted)
    for seed in range(CASES):
        world, least = team_case(seed)
        if not lines_alone(world):
            continue
        found = []
        for smallest in (10**9, 0):
            monkeypatch.setattr(search, "SMALLEST", smallest)
            begun = search.Search(team_case(seed)[0], METER, seed)
            begun._root()
            found.append(begun.bound)
        assert found[0] == found[1]
        assert least is None or found[1] <= least
        met += 1
    assert met >= 30
    assert len(sides) >= 30
    assert sum(sides) > 0, "no lines came from mixtures"


def minutes_beside() -> World:
    """Three agents and two weeks; minutes of the whole plan stand beside networks of a few states."""
    problem = tiny_world(3, 14, "N" * 14 + "\n" + "M" * 14 + "\n" + "N" * 14, cover=tiny_cover(14, 1))
    rules = [
        KINDS["one_shift_a_day"](),
        KINDS["max_consecutive_days"].model_validate({"days": 5, "weight": "hard"}),
        KINDS["minutes_in_period"].model_validate({"period": "plan", "min": 7 * 480, "max": 8 * 480, "weight": "hard"}),
        KINDS["people_per_shift"].model_validate({**KINDS["people_per_shift"].example, "weight": 50}),
    ]
    return world_of(problem, rules, most_states=8)


def test_first_rosters_keep_the_sums_of_each_agent_and_get_no_dearer() -> None:
    world = minutes_beside()
    assert (world.lines.beside_of >= 0).all(), "nothing stands beside the networks"
    program = Program(world, METER, range(world.agents))
    quick = respond(program, {}, quick=True)
    assert any(world.matrix.missed_alone(line).any() for line in quick.values()), "the sums do not bind"
    lines, cost = dict[int, Line](), np.inf
    for _ in range(3):
        lines = respond(program, lines)
        assert not any(world.matrix.missed_alone(line).any() for line in lines.values())
        price = price_of(world, list(lines.values()))
        assert price.broken == 0
        assert price.value <= cost
        cost = price.value


def test_what_a_mixture_brings_is_what_its_shares_bring() -> None:
    met = 0
    for seed in range(CASES):
        world, _ = team_case(seed)
        if not lines_alone(world):
            continue
        mixture, rows = mixture_of(world), world.matrix.rows
        for _ in range(4):
            for agent in range(world.agents):
                mixture.turn(agent)
            mixture.before = mixture.prices()
        shares = np.concatenate([mixture.shares.ravel()[rows.cells.column] * rows.cells.value, [0.0]])
        brought = np.bincount(np.append(rows.cells.row, 0), shares, rows.count)
        assert np.allclose(brought, mixture.brought, atol=1e-6)
        assert (mixture.shares.sum(axis=2) <= 1 + 1e-9).all()
        met += 1
    assert met >= 30


def test_a_mixture_is_rounded_to_a_roster_that_keeps_the_sums_of_each_agent() -> None:
    world = minutes_beside()
    mixture = mixture_of(world)
    ascend(mixture, lambda _: None)
    lines = rounded(mixture)
    assert sorted(lines) == list(range(world.agents))
    assert not any(world.matrix.missed_alone(line).any() for line in lines.values())
    assert np.isin(mixture.shares, (0.0, 1.0)).all()


def test_the_same_seed_makes_the_same_mixture() -> None:
    both = [mixture_of(minutes_beside()) for _ in range(2)]
    prices = [ascend(mixture, lambda _: None) for mixture in both]
    assert (prices[0] == prices[1]).all()
    assert (both[0].shares == both[1].shares).all()
