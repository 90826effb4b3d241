"""The counts of people who are alike: a bound that holds, counts that people can work, a search that starts there."""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pytest

from staffing.engines.direct import Limits, solve
from staffing.engines.direct.cliques import cliques
from staffing.engines.direct.counts import classes_of, count_model
from staffing.engines.direct.mixed import solve_counts
from staffing.engines.direct.names import NeededCounts
from staffing.problem import OFF, Problem, Wish
from staffing.result import Status
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.agent.guaranteed_minutes import GuaranteedMinutes
from staffing.rules.agent.leave import LeaveDays
from staffing.rules.agent.min_rest import MinRest
from staffing.rules.agent.one_shift_a_day import OneShiftADay
from staffing.rules.agent.requests import Requests
from staffing.rules.model import Model
from staffing.rules.team.paid_hours import PaidHours
from staffing.rules.team.resolution_rate import ResolutionRate
from tests.rules.skill_worlds import NESTED, skilled, skilled_demand
from tests.rules.test_agreement import prices
from tests.rules.worlds import every_roster, tiny_world

LIMITS = Limits(work=20.0, seconds=60.0, seed=1)
RULES: tuple[Rule, ...] = (OneShiftADay(), MinRest(), LeaveDays(), GuaranteedMinutes(), ResolutionRate(rate=1.0))


def least_price(problem: Problem, rules: tuple[Rule, ...]) -> int:
    """The price of the cheapest of all rosters that keep the hard rules."""
    every = prices(problem, rules, every_roster(problem.agents, problem.days))
    return min(price for price in every if price is not None)


def bound_of(problem: Problem, rules: tuple[Rule, ...]) -> int:
    model = Model(problem)
    stated = [(rule, bound) for rule in rules for bound in rule.bounds(model)]
    return solve_counts(count_model(model, stated), 0.0, 30.0, 1).bound


def random_world(seed: int) -> Problem:
    chance = np.random.default_rng(seed)
    work = np.zeros((2, 9), dtype=np.int64)
    work[:] = chance.choice([0, 100, 300, 500], size=(2, 9))
    alike = bool(seed % 2)
    problem = skilled(replace(skilled_demand(NESTED), work=work, queue_work=work))
    if alike:  # one class of two people
        problem = replace(problem, group=np.array([1, 1]), speed=np.array([100, 100]))
    leave = problem.on_leave.copy()
    leave[0, problem.history_days + chance.integers(3)] = chance.random() < 0.5
    return replace(problem, on_leave=leave, minutes_guaranteed=chance.choice([0, 480, 960], size=(2, 1)))


@pytest.mark.parametrize("seed", range(12))
def test_no_roster_costs_less_than_the_bound_of_the_counts(seed: int) -> None:
    problem = random_world(seed)
    assert bound_of(problem, RULES) <= least_price(problem, RULES)


@pytest.mark.parametrize("seed", range(12))
def test_a_search_from_counts_ends_with_the_price_of_the_best_roster(seed: int) -> None:
    problem = random_world(seed)
    result = solve(problem, RULES, LIMITS)
    assert result.engine.startswith("direct, from counts")
    assert (result.status, result.objective) == (Status.OPTIMAL, least_price(problem, RULES))
    assert result.roster is not None
    assert not [breach for rule in RULES if rule.hard for breach in rule.violations(problem, result.roster)]


def test_a_bound_that_counts_is_not_always_nothing() -> None:
    assert sum(bound_of(random_world(seed), RULES) > 0 for seed in range(12)) > 6


def test_people_are_alike_only_where_they_are_free_at_the_same_times() -> None:
    problem = tiny_world(3, 3)
    assert len(set(classes_of(problem).tolist())) == 1
    leave = problem.on_leave.copy()
    leave[2, problem.history_days] = True
    first, second, third = classes_of(replace(problem, on_leave=leave)).tolist()
    assert first == second != third


def test_all_that_ends_late_and_all_that_begins_early_exclude_each_other_together() -> None:
    late, noon, early, eight = (0, 2), (0, 1), (1, 0), (1, 1)
    pairs = {(late, early), (late, eight), (noon, early)}
    assert set(cliques(pairs)) == {frozenset({late, early, eight}), frozenset({late, noon, early})}


def test_pairs_of_one_day_and_lonely_pairs_make_no_cliques() -> None:
    assert not list(cliques({((0, 0), (0, 1)), ((1, 0), (2, 0))}))


def test_needed_counts_are_broken_by_every_person_too_many_or_too_few() -> None:
    problem = tiny_world(2, 3)
    rule = NeededCounts(class_of=(0, 0), needed=((0, 0, 0, 2), (0, 1, 1, 0), (0, 2, 0, 1)))
    roster = Roster.of(np.array([[0, 1, OFF], [OFF, 1, 0]]), 2)
    assert [(breach.day, breach.amount) for breach in rule.violations(problem, roster)] == [(0, 1), (1, 2)]


def test_the_counts_pay_for_hours_that_nobody_guarantees() -> None:
    problem = replace(tiny_world(2, 3), minutes_guaranteed=np.zeros((2, 1), dtype=np.int64))
    rules: tuple[Rule, ...] = (OneShiftADay(), PaidHours(), ResolutionRate(rate=1.0))
    assert 0 < bound_of(problem, rules) <= least_price(problem, rules)


def test_ctrl_c_during_the_counts_leaves_the_greedy_roster(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules[solve.__module__], "solve_counts", interrupted)
    problem = random_world(0)
    result = solve(problem, RULES, LIMITS)
    assert result.limit_hit == "interrupt"
    assert result.roster is not None
    assert not [breach for rule in RULES if rule.hard for breach in rule.violations(problem, result.roster)]


def test_a_wish_that_stands_twice_asks_for_one_shift_only() -> None:
    wish = Wish(0, tiny_world(1, 3).history_days, 0, False, 10)
    problem = tiny_world(1, 3, wishes=(wish, wish))
    rules: tuple[Rule, ...] = (OneShiftADay(), Requests())
    assert bound_of(problem, rules) == least_price(problem, rules) == 0
