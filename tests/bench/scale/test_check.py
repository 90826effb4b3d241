"""A roster is held against the rules' own statements, whatever its engine says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from staffing.bench.scale.check import checked, granted, price_by_rule
from staffing.bench.scale.instance import Case, scale_case
from staffing.engines.choose import solve
from staffing.engines.limits import Limits
from staffing.problem import OFF, Wish
from staffing.result import Result
from staffing.roster import Roster


@pytest.fixture(scope="module")
def case() -> Case:
    whole = scale_case(12)
    return Case(whole.problem, tuple(rule for rule in whole.rules if not rule.stated.of_backlog))


@pytest.fixture(scope="module")
def result(case: Case) -> Result:
    return solve(case.problem, case.rules, Limits(work=1.0, seconds=20), engine="direct")


def roster_of(result: Result) -> Roster:
    assert result.roster is not None
    return result.roster


def test_a_true_answer_has_no_faults_and_its_prices_sum_up(case: Case, result: Result) -> None:
    found = checked(case, result, roster_of(result))
    assert (found.violations, found.faults) == (0, ())
    assert sum(found.prices.values()) == result.objective
    assert list(found.prices.values()) == sorted(found.prices.values(), reverse=True)


def test_a_price_of_a_rule_that_is_not_true_is_told(case: Case, result: Result) -> None:
    first, *others = result.ledger
    wrong = replace(result, ledger=(replace(first, price=first.price + 7), *others))
    right = price_by_rule(case.problem, next(r for r in case.rules if r.rule == first.rule), roster_of(result))
    told = checked(case, wrong, roster_of(result)).faults
    assert f"direct says that {first.rule} costs {right + 7}; it costs {right}" in " ".join(told).replace(
        result.engine, "direct"
    )
    assert f"costs {result.objective}; its ledger sums up to {(result.objective or 0) + 7}" in told[1]


def test_a_bound_above_the_price_is_told(case: Case, result: Result) -> None:
    (told,) = checked(case, replace(result, bound=10**6), roster_of(result)).faults
    assert told == f"{result.engine} says that 1000000 is a bound; its roster costs {result.objective}"


def test_breaches_of_hard_rules_are_counted_and_the_first_are_told(case: Case, result: Result) -> None:
    problem = case.problem
    everything = Roster(np.ones((problem.agents, problem.days, problem.shifts), dtype=bool))
    found = checked(case, result, everything)
    assert found.violations > 3 * problem.agents
    broken = [fault for fault in found.faults if " is broken: " in fault]
    assert len(broken) == 3
    assert broken[0].startswith(f"one_shift_a_day is broken: {problem.agent_names[0]}, {problem.day_names[7]}, ")


def test_requests_are_counted_by_what_is_worked(case: Case) -> None:
    first = case.problem.history_days
    wishes = (
        Wish(0, first, 2, False, 5),
        Wish(1, first, OFF, False, 7),
        Wish(2, first, 1, True, 11),
        Wish(3, first, 3, False, 13),
    )
    problem = replace(case.problem, wishes=wishes)
    nobody = Roster.empty(problem)
    found = granted(problem, nobody)
    assert (found.asked, found.granted, found.points, found.points_granted) == (4, 2, 36, 18)
    other = nobody.assigned(0, 0, 2).assigned(1, 0, 0).assigned(2, 0, 1)
    assert (granted(problem, other).granted, granted(problem, other).points_granted) == (1, 5)
