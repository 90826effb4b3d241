"""The price of a given roster whose work waits: one that a way of serving it reaches, and hardly any way is cheaper."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from benchmarks.columns_teams import random_team
from staffing.engines.direct import Limits, solve
from staffing.engines.direct.greedy import greedy_roster
from staffing.engines.direct.hint import holds, values_of
from staffing.engines.direct.ledger import exact_price
from staffing.engines.direct.search import Search
from staffing.engines.direct.served import best_served
from staffing.problem import Problem
from staffing.result import Result, Status
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.model import Model
from tests.engines.columns.small_cases import KINDS
from tests.rules.least_prices import prices
from tests.rules.worlds import every_roster, tiny_demand, tiny_world

BACKLOG = ("resolution_rate", "day_floor", "maximum_age")


def case_of(seed: int, **weights: Any) -> tuple[Problem, list[Rule]]:
    """Two agents and two days with work that waits, some of it from the start; and all rules on it."""
    chance = random.Random(seed)
    demand = tiny_demand(
        2,
        [chance.choice((0, 100, 333, 501)) for _ in range(6)],
        opening_class=np.array([0, 0]),
        opening_work=np.array([chance.randrange(1, 300), chance.randrange(1, 300)]),
        opening_deadline=np.array([2, -1]),
        opening_age_limit=np.array([5, 2]),
    )
    names = (*BACKLOG, "people_used")
    every = {name: weights.get(name, chance.randrange(1, 40)) for name in names}
    rules = [KINDS[name].model_validate({**KINDS[name].example, "weight": weight}) for name, weight in every.items()]
    return tiny_world(2, 2, "NM\nMN", demand=demand), rules


@pytest.mark.parametrize("seed", range(4))
def test_the_price_is_the_least_over_all_ways_of_serving_the_work(seed: int) -> None:
    problem, rules = case_of(seed)
    rosters = every_roster(2, 2)[::4]
    for roster, least in zip(rosters, prices(problem, rules, rosters), strict=True):
        price = exact_price(problem, rules, roster, 1)
        assert price is not None
        assert price[0] == least
        assert price[0] == sum(entry.price for entry in price[1])


def test_where_the_promise_must_hold_only_rosters_that_can_keep_it_have_a_price() -> None:
    problem, rules = case_of(1, day_floor="hard")
    rosters = every_roster(2, 2)[::3]
    expected = list(prices(problem, rules, rosters))
    found = [exact_price(problem, rules, roster, 1) for roster in rosters]
    assert [None if price is None else price[0] for price in found] == expected
    assert None in expected
    assert any(price is not None for price in expected)


def test_a_team_of_twenty_costs_hardly_more_than_the_bound_on_its_service() -> None:
    case = random_team(20, 2, 1, backlog=True)
    model, work = Model(case.problem), greedy_roster(case.problem, case.rules).work
    roster = Roster(work & (np.arange(len(work)) % 3 > 0)[:, None, None])  # a third of them fall ill
    stated = [(rule, bound) for rule in case.rules for bound in rule.bounds(model)]
    values = values_of(model, roster)
    served = best_served(model, stated, values, 60.0)
    assert served is not None
    found, bound = served
    assert all(holds(each, found) for each in model.structure)
    flow = {v for each in vars(model.flow).values() for v in each.ravel().tolist() if v > 1}
    price = 0
    for rule, each in stated:
        if not flow.isdisjoint(each.variables.ravel().tolist()):
            assert rule.weight != "hard"
            assert each.high is not None
            price += rule.weight * max(0, each.total(found) - each.high)
    assert bound - 1e-4 <= price <= 1.01 * bound
    assert bound > 0


@pytest.mark.parametrize("cut_by", ["work", "time"])
def test_a_search_that_was_cut_says_what_its_roster_costs(cut_by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """CP-SAT leaves the work of its roster served as it came; the price stated is that of the best way."""
    problem, rules = case_of(2)
    roster, *_ = every_roster(2, 2)[5:]
    price = exact_price(problem, rules, roster)
    assert price is not None
    cut = Result(Status.FEASIBLE, "direct", roster, price[0] + 7, price[0], (), 0.1, cut_by)
    monkeypatch.setattr(Search, "run", lambda *_: cut)
    found = solve(problem, rules, Limits())
    assert (found.objective, found.ledger, found.status) == (*price, Status.OPTIMAL)
