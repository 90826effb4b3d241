"""The statements of every rule say the same, roster by roster, in worlds small enough to list.

Hard: CP-SAT finds a fixed roster feasible exactly where `violations` is silent. Priced: its price is weight x amount.
Resources: the same amount, counted along each agent's line of work. Each roster is fixed by the bounds of its cells,
so one model serves hundreds of rosters.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from staffing.engines.direct.hint import breach_of, holds, values_of
from staffing.engines.direct.translate import translate
from staffing.problem import Problem
from staffing.roster import Roster
from staffing.rules import EVERY, Rule
from staffing.rules.resource import missed
from tests.rules.cases import AT_THE_EDGE, CASES
from tests.rules.cases.worlds import Case
from tests.rules.least_prices import prices
from tests.rules.worlds import every_roster, every_subset


def rosters(kind: str) -> list[Roster]:
    return {"line": lambda: every_roster(1, 5), "pair": lambda: every_roster(2, 3), "subsets": lambda: every_subset(5)}[
        kind
    ]()


def rule_of(name: str, parameters: dict[str, Any]) -> Rule:
    (kind,) = [rule for rule in EVERY if rule.name() == name]
    return kind(**parameters)


@pytest.mark.parametrize(
    ("name", "parameters", "world", "kind"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)]
)
def test_bounds_and_violations_agree_on_every_roster(
    name: str, parameters: dict[str, Any], world: Callable[[], Problem], kind: str
) -> None:
    problem, rule, every = world(), rule_of(name, parameters), rosters(kind)
    broken = 0
    for roster, price in zip(every, prices(problem, [rule], every), strict=True):
        amount = sum(violation.amount for violation in rule.violations(problem, roster))
        broken += amount > 0
        expected = (None if amount else 0) if rule.weight == "hard" else rule.weight * amount
        assert price == expected, f"{roster.text('MN')}: model {price}, violations {amount}"
    assert broken < len(every), "a world in which the rule always bites proves nothing"
    assert broken or (name, parameters) in AT_THE_EDGE, "a world in which the rule never bites proves nothing"


@pytest.mark.parametrize("case", [case for case in CASES if rule_of(case[0], case[1]).hard], ids=lambda case: case[0])
def test_a_hard_rule_can_be_priced_and_agrees(case: Case) -> None:
    name, parameters, world, kind = case
    problem, rule, every = world(), rule_of(name, {**parameters, "weight": 3}), rosters(kind)[::7]
    for roster, price in zip(every, prices(problem, [rule], every), strict=True):
        assert price == 3 * sum(violation.amount for violation in rule.violations(problem, roster)), roster.text("MN")


@pytest.mark.parametrize(
    "case", [case for case in CASES if not rule_of(case[0], case[1]).hard], ids=lambda case: case[0]
)
def test_a_priced_rule_can_be_made_hard_and_agrees(
    case: Case,
) -> None:
    name, parameters, world, kind = case
    problem, rule, every = world(), rule_of(name, {**parameters, "weight": "hard"}), rosters(kind)[::7]
    for roster, price in zip(every, prices(problem, [rule], every), strict=True):
        assert (price is None) == any(rule.violations(problem, roster)), roster.text("MN")


@pytest.mark.parametrize("case", [case for case in CASES if case[3] != "subsets"], ids=lambda case: case[0])
def test_resources_count_what_violations_count(case: Case) -> None:
    name, parameters, world, kind = case
    problem, rule = world(), rule_of(name, parameters)
    resources = [rule.resources(problem, agent) for agent in range(problem.agents)]
    for roster in rosters(kind) if None not in resources else ():
        of_all = sum(missed(own or (), line) for own, line in zip(resources, roster.shift_of(), strict=True))
        assert of_all == sum(violation.amount for violation in rule.violations(problem, roster)), roster.text("MN")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_roster_completes_to_a_solution_that_breaks_only_the_rule(case: Case) -> None:
    name, parameters, world, kind = case
    problem, rule = world(), rule_of(name, {**parameters, "weight": 3})
    translation = translate(problem, [rule])
    if translation.has_flow:  # how late work is served is the solver's to choose
        return
    for roster in rosters(kind)[::5]:
        values = values_of(translation.model, roster)
        assert all(holds(bound, values) for bound in translation.model.structure), roster.text("MN")
        price = sum(item.price * breach_of(item.bound, values, item.high_side) for item in translation.priced)
        assert price == 3 * sum(violation.amount for violation in rule.violations(problem, roster))


def test_every_rule_is_in_the_agreement_test() -> None:
    assert {case[0] for case in CASES} == {rule.name() for rule in EVERY}
