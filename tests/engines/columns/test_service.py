"""How the work is served, as a program of its own: what all rows say together, and prices that hold for all rosters."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from staffing.engines.columns.program.bound import SCALE, Prices
from staffing.engines.columns.program.relaxation import Matrix
from staffing.engines.columns.program.rows import Numbers, rows_of, stated_bounds
from staffing.engines.columns.program.service import Service, every_row
from staffing.problem import Problem
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.model import Model
from tests.engines.columns.small_cases import KINDS
from tests.rules.worlds import every_roster, tiny_cover, tiny_demand, tiny_world

NOBODY: frozenset[tuple[int, int]] = frozenset()
HARD_PRICE = 1e4


def case_of(seed: int) -> tuple[Problem, list[Rule]]:
    """Two agents and two days with work that waits, rules of it, and some that count the same people."""
    chance = random.Random(seed)
    demand = tiny_demand(2, [chance.choice((0, 100, 300, 500)) for _ in range(6)])
    names = ("resolution_rate", "occupancy_cap", "maximum_age", "people_per_day", "day_floor")
    rules = [KINDS[name].model_validate({**KINDS[name].example, "weight": chance.randrange(1, 40)}) for name in names]
    return tiny_world(2, 2, "NM\nMN", demand=demand, cover=tiny_cover(2, 1)), rules


def brought(matrix: Matrix, roster: Roster) -> Numbers:
    """[R] what a roster adds to the rows, whether lines of work allow it or not."""
    cells, worked = matrix.rows.cells, roster.work.ravel()
    return np.bincount(cells.row, cells.value * worked[cells.column], matrix.rows.count)


def costs(matrix: Matrix, adds: Numbers, first: int) -> float:
    """What the rows before `first` cost; they have no further variables."""
    rows, total = matrix.rows, 0.0
    for missed, price in ((rows.low - adds, rows.price_low), (adds - rows.high, rows.price_high)):
        kept = (missed > 0) & (np.arange(rows.count) < first)
        total += float((missed[kept] * price[kept]).sum())
    return total


@pytest.mark.parametrize("seed", range(4))
def test_the_rows_apart_and_the_program_of_service_cost_what_all_rows_cost_together(seed: int) -> None:
    problem, rules = case_of(seed)
    shape = problem.agents, problem.days, problem.shifts
    plain = rows_of(*stated_bounds(Model(problem), rules, NOBODY))
    together = Matrix(replace(plain, served=(plain.count, len(plain.variables))), shape)
    matrix = Matrix(every_row(problem, rules, NOBODY), shape)
    own = matrix.rows.count - matrix.rows.served[0]
    assert 0 < own < matrix.rows.count
    assert matrix.rows.served[1] == len(matrix.rows.variables)
    apart, whole = Service(matrix.rows, HARD_PRICE), Service(together.rows, HARD_PRICE)
    for roster in every_roster(2, 2)[::3]:
        adds = brought(matrix, roster)
        served, expected = apart.at(adds), whole.at(brought(together, roster))
        assert served is not None
        assert expected is not None
        assert (served.broken, expected.broken) == (0, 0)
        assert costs(matrix, adds, own) + served.value == pytest.approx(expected.value, abs=1e-5)


@pytest.mark.parametrize("seed", range(4))
def test_the_prices_of_one_roster_bound_what_service_costs_in_every_other(seed: int) -> None:
    problem, rules = case_of(seed)
    matrix = Matrix(every_row(problem, rules, NOBODY), (problem.agents, problem.days, problem.shifts))
    service, rosters = Service(matrix.rows, HARD_PRICE), every_roster(2, 2)
    every = [service.at(brought(matrix, roster)) for roster in rosters]
    for place in range(0, len(rosters), 9):
        served = every[place]
        assert served is not None
        prices = Prices(matrix, np.zeros(matrix.rows.count, dtype=np.int64), served.rows, HARD_PRICE)
        for roster, other in zip(rosters, every, strict=True):
            assert other is not None
            cut = (prices.rest - int((prices.cells * roster.work).sum())) / SCALE
            assert cut <= other.value + 1e-4
            if roster is rosters[place]:
                assert cut == pytest.approx(other.value, abs=1e-2)


def test_without_a_rule_on_the_backlog_no_row_is_apart() -> None:
    problem, rules = case_of(0)
    rows = every_row(problem, [rule for rule in rules if rule.rule == "people_per_day"], NOBODY)
    assert rows.count
    assert rows.served == (0, 0)
