"""A rule of some sites binds their people only, in both statements."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.problem import Problem
from staffing.rules import Rule
from staffing.rules.agent.max_consecutive_days import MaxConsecutiveDays
from staffing.rules.agent.min_rest import MinRest
from staffing.rules.applied import Applied
from staffing.rules.model import Model
from tests.rules.least_prices import prices
from tests.rules.worlds import every_roster, tiny_world

RULES: tuple[Rule, ...] = (MinRest(weight=2), MaxConsecutiveDays(weight=2, days=2))
HARD: tuple[Rule, ...] = (MinRest(), MaxConsecutiveDays(days=2))


def two_sites() -> Problem:
    """Both shifts are worked at the first agent's site; the second agent is of another."""
    world = tiny_world(2, 3, "NM\nMN")
    return tiny_world(
        2,
        3,
        "NM\nMN",
        site_names=("lisbon", "manila"),
        agent_site=np.array([0, 1]),
        shift_site=np.array([0, 0]),
        site_midnights=np.array([world.day_start, world.day_start - 480]),
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule)
@pytest.mark.parametrize("site", [0, 1])
def test_only_the_people_of_the_site_break_it(rule: Rule, site: int) -> None:
    problem, here = two_sites(), Applied.of(rule, f"{rule.rule}@{('lisbon', 'manila')[site]}", sites=(site,))
    broken = 0
    for roster in every_roster(2, 3)[::5]:
        of_all = [breach for breach in rule.violations(problem, roster) if breach.agent == site]
        found = list(here.violations(problem, roster))
        assert [(b.amount, b.agent, b.day, b.note) for b in found] == [
            (b.amount, b.agent, b.day, b.note) for b in of_all
        ]
        assert {breach.rule for breach in found} <= {here.rule}
        broken += bool(found)
    assert broken


@pytest.mark.parametrize("rule", [*RULES, *HARD], ids=lambda rule: f"{rule.rule}-{rule.weight}")
def test_both_statements_agree(rule: Rule) -> None:
    problem, here = two_sites(), Applied.of(rule, rule.rule, sites=(0,))
    every = [roster for roster in every_roster(2, 3) if not roster.work[1].any()]
    broken = 0
    for roster, price in zip(every, prices(problem, [here], every), strict=True):
        amount = sum(breach.amount for breach in here.violations(problem, roster))
        assert price == ((None if amount else 0) if rule.hard else 2 * amount)
        broken += amount > 0
    assert 0 < broken < len(every)


def test_it_is_as_hard_as_the_rule_and_known_by_its_own_name() -> None:
    for rule in (*RULES, *HARD):
        here = Applied.of(rule, "min_rest@manila", sites=(1,))
        assert (here.hard, here.weight, here.rule, here.kind) == (rule.hard, rule.weight, "min_rest@manila", "agent")


def test_a_shift_of_another_site_is_no_variable_and_has_no_rest() -> None:
    problem = two_sites()
    model = Model(problem)
    planned = model.work[:, problem.history_days :]
    assert not planned[1].any()
    assert (planned[0] > 1).all()
    bounds = list(MinRest().bounds(model))
    assert {bound.agent for bound in bounds} == {0}
    assert not list(Applied.of(MinRest(), "min_rest@manila", sites=(1,)).bounds(model))
