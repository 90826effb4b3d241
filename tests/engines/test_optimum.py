"""The engine against every roster there is: two agents, three days, 729 rosters, a full set of rules.

Prices come from `violations`. With one deadline class the rate and the day floors are met together as well as apart
(the work that can be on time forms a polymatroid), so the sum of prices is exact. The maximum age is not: what is
served late competes with what is served on time, and together they may cost more than apart; it is tried on its own.
"""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.engines.direct import Limits, solve
from staffing.problem import OFF, Problem, Wish
from staffing.result import Result, Status
from staffing.roster import Roster
from staffing.rules import EVERY, Rule
from staffing.rules.team.maximum_age import MaximumAge
from tests.rules.random_worlds import worlds
from tests.rules.test_agreement import prices
from tests.rules.worlds import every_roster, tiny_cover, tiny_demand, tiny_world

LIMITS = Limits(work=20.0, seconds=60.0, seed=1)
MUST_HOLD = ("one_shift_a_day", "allowed_shifts", "employment", "leave", "pins", "min_rest")


def random_world(chance: random.Random) -> Problem:
    """A world of one deadline class in which most rules have something to say."""
    demand = tiny_demand(
        3,
        [chance.choice((0, 100, 300, 500)) for _ in range(9)],
        opening_class=np.array([0, 0]),
        opening_work=np.array([chance.randrange(1, 300), chance.randrange(1, 300)]),
        opening_deadline=np.array([2, -1]),
        opening_age_limit=np.array([5, 2]),
    )
    changes: dict[str, Any] = {
        "demand": demand,
        "on_leave": (np.arange(10) == chance.randrange(10)).reshape(2, 5),
        "contract_allows": ~(np.arange(4) == chance.randrange(8)).reshape(2, 2),
        "cover": tiny_cover(3, chance.randrange(1, 3)),
        "wishes": tuple(
            Wish(agent, chance.randrange(2, 5), chance.choice((OFF, 0, 1)), False, chance.randrange(1, 400))
            for agent in (0, 1, 1)
        ),
        "days_due": np.array([[chance.randrange(1, 4)], [chance.randrange(1, 4)]]),
    }
    return tiny_world(2, 3, "NM\nMN", **changes)


def random_rules(chance: random.Random, *left_out: str) -> list[Rule]:
    rules = []
    for kind in EVERY:
        if kind.name() not in left_out:
            weight = "hard" if kind.name() in MUST_HOLD else chance.randrange(1, 40)
            more = {"days": 2} if kind.name() == "max_consecutive_days" else {}
            rules.append(kind.model_validate({**kind.example, "weight": weight, **more}))
    return rules


def price_by_violations(problem: Problem, rules: list[Rule], roster: Roster) -> int | None:
    """The price of a roster; None where it breaks a rule that must hold."""
    price = 0
    for rule in rules:
        for violation in rule.violations(problem, roster):
            if rule.weight == "hard":
                return None
            price += rule.weight * violation.amount
    return price


def check_report(problem: Problem, rules: list[Rule], result: Result) -> None:
    """What every result with a roster must satisfy."""
    assert result.roster is not None
    assert result.objective is not None
    owed = price_by_violations(problem, rules, result.roster)
    assert owed is not None, "a roster that breaks a rule that must hold"
    assert result.objective == sum(entry.price for entry in result.ledger)
    assert owed <= result.objective
    assert result.bound <= result.objective


@pytest.mark.parametrize("seed", range(5))
def test_the_price_is_the_least_of_all_rosters(seed: int) -> None:
    chance = random.Random(seed)
    problem, rules = random_world(chance), random_rules(chance, "maximum_age")
    prices = [price_by_violations(problem, rules, roster) for roster in every_roster(2, 3)]
    least = min(price for price in prices if price is not None)
    result = solve(problem, rules, LIMITS)
    check_report(problem, rules, result)
    assert result.roster is not None
    assert (result.status, result.objective, result.bound) == (Status.OPTIMAL, least, least)
    assert price_by_violations(problem, rules, result.roster) == least


def test_with_the_maximum_age_the_price_is_the_least_at_which_the_model_takes_any_roster() -> None:
    chance = random.Random(3)
    problem, rules = random_world(chance), [*random_rules(chance, "maximum_age"), MaximumAge(weight=30)]
    every = every_roster(2, 3)
    # rosters that cannot be the best, by what their violations cost at least, need no solver
    apart = [price_by_violations(problem, rules, roster) for roster in every]
    result = solve(problem, rules, LIMITS)
    check_report(problem, rules, result)
    assert result.objective is not None
    most = result.objective
    close = [roster for roster, price in zip(every, apart, strict=True) if price is not None and price <= most]
    together = [price for price in prices(problem, rules, close) if price is not None]
    assert (result.status, result.objective) == (Status.OPTIMAL, min(together))


@settings(derandomize=True, max_examples=25, deadline=None)
@given(problem=worlds(), seed=st.integers(0, 1000))
def test_no_result_breaks_a_rule_that_must_hold(problem: Problem, seed: int) -> None:
    rules = random_rules(random.Random(seed))
    result = solve(problem, rules, Limits(work=2.0, seconds=20.0, seed=1))
    assert result.status in (Status.OPTIMAL, Status.FEASIBLE)
    check_report(problem, rules, result)
