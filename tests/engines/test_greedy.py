"""The first roster: no hard rule broken beyond what is published, and the same every time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from staffing.engines.direct import Limits, solve
from staffing.engines.direct.greedy import greedy_roster
from staffing.engines.direct.hint import values_of
from staffing.engines.direct.translate import translate
from staffing.plan import Outlook, breaches, look_ahead
from staffing.problem import OFF, Problem, Wish
from staffing.read.workspace import read_workspace
from staffing.result import Status
from staffing.rules import ALWAYS, Rule
from staffing.rules.agent.max_consecutive_days import MaxConsecutiveDays
from staffing.rules.agent.min_rest import MinRest
from staffing.rules.agent.requests import Requests
from tests.engines.test_hint import broken_structure, price_at
from tests.rules.random_worlds import worlds

CONFIGS = Path(__file__).resolve().parents[2] / "configs"
RULES = (*(kind.model_validate({}) for kind in ALWAYS), MinRest(), MaxConsecutiveDays(days=2))


@pytest.fixture(scope="module", params=["seller-escalations", "incident-desk"])
def outlook(request: pytest.FixtureRequest) -> Outlook:
    return look_ahead(read_workspace(CONFIGS / request.param))


@pytest.fixture(scope="module")
def seller() -> Outlook:
    return look_ahead(read_workspace(CONFIGS / "seller-escalations"))


def hard_breaches_of(outlook: Outlook, problem: Problem) -> list[str]:
    hard = {rule.rule for rule in outlook.rules if rule.hard}
    roster = greedy_roster(problem, outlook.rules)
    found = breaches(replace(outlook, problem=problem), roster)
    return [f"{breach.rule}: {breach.note}" for breach in found if breach.rule in hard]


def test_the_greedy_roster_of_an_example_week_breaks_no_hard_rule(outlook: Outlook) -> None:
    assert hard_breaches_of(outlook, outlook.problem) == []


def test_the_greedy_roster_fills_the_contract_hours_of_an_example_week(outlook: Outlook) -> None:
    works = greedy_roster(outlook.problem, outlook.rules).work.any(axis=2).sum(axis=1)
    assert works.sum() >= 0.9 * outlook.problem.days_due.sum()


def test_the_greedy_roster_keeps_what_is_published_and_breaks_nothing_else(outlook: Outlook) -> None:
    problem = outlook.problem
    line = greedy_roster(problem, outlook.rules).shift_of()
    chance = np.random.default_rng(4)
    for _ in range(3):
        pinned = replace(problem, pins=np.where(chance.random(line.shape) < 0.3, line, OFF))
        assert hard_breaches_of(outlook, pinned) == []


@settings(derandomize=True, max_examples=100, deadline=None)
@given(problem=worlds())
def test_the_greedy_roster_of_a_random_world_breaks_no_hard_rule(problem: Problem) -> None:
    roster = greedy_roster(problem, RULES)
    assert [v for rule in RULES if rule.hard for v in rule.violations(problem, roster)] == []


def test_pins_that_contradict_a_rule_stay_and_nothing_is_added_to_the_breach(outlook: Outlook) -> None:
    problem = outlook.problem
    pins = np.full((problem.agents, problem.days), OFF)
    pins[0, :2] = [problem.shift_names.index("late"), problem.shift_names.index("early")]
    broken = [breach for breach in hard_breaches_of(outlook, replace(problem, pins=pins)) if "min_rest" in breach]
    assert len(broken) == 1
    assert len(hard_breaches_of(outlook, replace(problem, pins=pins))) == 1


def test_the_solution_made_of_the_greedy_roster_keeps_the_whole_structure(outlook: Outlook) -> None:
    translation = translate(outlook.problem, outlook.rules)
    values = values_of(translation.model, greedy_roster(outlook.problem, outlook.rules))
    assert broken_structure(translation, values) == []


def test_almost_no_work_still_brings_a_roster(seller: Outlook) -> None:
    result = solve(seller.problem, seller.rules, Limits(work=0.0001, seconds=60.0, seed=1))
    assert (result.status, result.limit_hit) == (Status.FEASIBLE, "work")
    assert result.roster is not None
    assert result.objective is not None
    assert result.bound <= result.objective == sum(entry.price for entry in result.ledger)
    translation = translate(seller.problem, seller.rules)
    first = values_of(translation.model, greedy_roster(seller.problem, seller.rules))
    assert result.objective <= price_at(translation, first)


def test_the_same_seed_gives_the_same_roster_and_ledger(seller: Outlook) -> None:
    limits = Limits(work=0.4, seconds=120.0, seed=7)
    once, again = (solve(seller.problem, seller.rules, limits) for _ in range(2))
    assert once.roster is not None
    assert again.roster is not None
    assert (once.roster.work == again.roster.work).all()
    assert (once.ledger, once.objective, once.bound, once.status) == (
        again.ledger,
        again.objective,
        again.bound,
        again.status,
    )


def test_progress_tells_of_prices_that_fall(seller: Outlook) -> None:
    told: list[tuple[str, int | None, int]] = []
    solve(seller.problem, seller.rules, Limits(work=0.4, seconds=120.0), lambda *news: told.append(news))
    prices = [price for phase, price, _ in told if phase == "price" and price is not None]
    assert prices == sorted(prices, reverse=True)
    assert prices


def wanting_a_day_off_for_sure(problem: Problem, rules: tuple[Rule, ...]) -> tuple[Problem, tuple[Rule, ...]]:
    """A day that the greedy roster fills must be off: a roster exists, but the greedy one is none."""
    day = int(greedy_roster(problem, rules).work[0].any(axis=1).argmax())
    asked = replace(problem, wishes=(Wish(0, problem.history_days + day, OFF, False, 5),))
    return asked, tuple(Requests(weight="hard") if rule.rule == "requests" else rule for rule in rules)


def test_a_limit_before_the_first_roster_is_a_value_and_no_error(seller: Outlook) -> None:
    problem, rules = wanting_a_day_off_for_sure(seller.problem, seller.rules)
    result = solve(problem, rules, Limits(work=0.0001, seconds=60.0))
    assert (result.status, result.limit_hit) == (Status.UNKNOWN, "work")
    assert (result.roster, result.objective, result.ledger, result.gap) == (None, None, (), None)


def test_a_roster_that_the_greedy_cannot_find_is_found_with_more_work(seller: Outlook) -> None:
    problem, rules = wanting_a_day_off_for_sure(seller.problem, seller.rules)
    result = solve(problem, rules, Limits(work=0.7, seconds=60.0))
    assert result.roster is not None
    assert not any(Requests(weight="hard").violations(problem, result.roster))


def test_a_clock_that_runs_out_keeps_the_first_roster_and_says_so(seller: Outlook) -> None:
    result = solve(seller.problem, seller.rules, Limits(seconds=0.0))
    assert (result.status, result.limit_hit) == (Status.FEASIBLE, "time")
    assert result.roster is not None
    found = breaches(seller, result.roster)
    weight = {rule.rule: rule.weight for rule in seller.rules if rule.weight != "hard"}
    assert result.objective == sum(weight[breach.rule] * breach.amount for breach in found)
    assert sum(item.price for item in result.ledger) == result.objective
