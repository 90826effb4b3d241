"""The rows of the master say what rules say, roster by roster: what is priced costs the same, what is hard is missed
exactly where it is broken."""

from __future__ import annotations

import random

import numpy as np
import pytest

from staffing.problem import OFF, Problem
from staffing.roster import Roster
from staffing.rules import Rule
from tests.engines.columns.programs import lines_in, row_price, world_of
from tests.engines.columns.small_cases import KINDS, shaken, small_case
from tests.engines.test_optimum import random_world
from tests.rules.cases import AT_THE_EDGE, CASES
from tests.rules.cases.worlds import Case, pair
from tests.rules.test_agreement import rosters, rule_of

NEAR = 1e-5
FAIR = ("fair_hours", "fair_holidays", "fair_late_shifts", "fair_nights", "fair_requests", "fair_weekends")


def in_rows(case: Case) -> bool:
    """Whether a rule stands in rows: it says no resources for somebody."""
    rule, problem = rule_of(case[0], case[1]), case[2]()
    return None in [rule.resources(problem, agent) for agent in range(problem.agents)]


def owed(problem: Problem, rules: list[Rule], roster: Roster) -> tuple[int, bool]:
    """What the priced rules cost, and whether a hard one is broken, by their violations."""
    price, broken = 0, False
    for rule in rules:
        amount = sum(violation.amount for violation in rule.violations(problem, roster))
        broken = broken or (amount > 0 and rule.weight == "hard")
        price += 0 if rule.weight == "hard" else int(rule.weight) * amount
    return price, broken


@pytest.mark.parametrize("case", [case for case in CASES if in_rows(case)], ids=lambda case: case[0])
def test_rows_cost_what_violations_cost_and_are_missed_where_a_hard_rule_is_broken(case: Case) -> None:
    name, parameters, world, kind = case
    problem, missed = world(), 0
    priced, hard = (rule_of(name, {**parameters, "weight": weight}) for weight in (3, "hard"))
    worlds = [world_of(problem, [rule]) for rule in (priced, hard)]
    for roster in rosters(kind)[:: 8 if kind == "line" else 40]:
        price, lines = owed(problem, [priced], roster)[0], [lines_in(each, roster) for each in worlds]
        assert lines[0] is not None
        by_rows, broken = row_price(worlds[0], lines[0])
        assert not broken
        assert by_rows == pytest.approx(price, abs=NEAR), roster.text("MN")
        # of a hard rule that some people's networks hold, these allow no line
        assert (lines[1] is None or row_price(worlds[1], lines[1])[1]) == (price > 0), roster.text("MN")
        missed += price > 0
    assert missed or (name, parameters) in AT_THE_EDGE, "a rule that is never broken proves nothing"


@pytest.mark.parametrize("chunk", range(3))
def test_what_networks_with_few_states_leave_is_in_the_rows(chunk: int) -> None:
    left = 0
    for number in range(chunk, 36, 3):
        problem, rules = small_case(5000 + number)
        world = world_of(problem, rules, most_states=1)
        left += len(world.lines.left)
        if world.lines.without_line:
            continue
        for roster in some_rosters(problem, number):
            price, broken = owed(problem, rules, roster)
            lines = lines_in(world, roster)
            by_rows, by_row_broken = (0.0, True) if lines is None else row_price(world, lines)
            assert by_row_broken == broken
            assert broken or by_rows == price
    assert left


def test_rules_that_ask_for_more_and_for_less_than_there_can_be_at_once_are_two_rows() -> None:
    more, less = KINDS["people_per_shift"](min=2, weight=5), KINDS["apart"](people=("agent0", "agent1"), weight=7)
    problem = pair()
    for rules in ([more, less], [less, more]):
        world = world_of(problem, rules)
        assert (world.matrix.rows.low <= world.matrix.rows.high).all()
        for roster in rosters("pair")[::40]:
            lines = lines_in(world, roster)
            assert lines is not None
            assert row_price(world, lines) == owed(problem, rules, roster)


def test_a_step_begun_costs_a_whole_one() -> None:
    problem = pair(wage=np.array([1000, 2333]), credited_minutes=np.array([487, 463]))
    rules = [KINDS["min_rest"](weight=1), KINDS["paid_hours"](weight=2)]
    world = world_of(problem, rules, most_states=1)
    assert world.lines.left == {(1, 0), (1, 1)}
    assert (world.matrix.rows.step_low > 1).any() or (world.matrix.rows.step_high > 1).any()
    for roster in rosters("pair")[::40]:
        lines = lines_in(world, roster)
        assert lines is not None
        assert row_price(world, lines) == owed(problem, rules, roster)


@pytest.mark.parametrize("seed", range(6))
def test_burdens_that_are_shared_cost_what_violations_cost(seed: int) -> None:
    chance = random.Random(seed)
    problem = shaken(chance, random_world(chance))
    names = ["min_rest", *chance.sample(FAIR, 3), chance.choice(("apart", "people_used", "weekends_in_period"))]
    rules = [KINDS[name].model_validate({**KINDS[name].example, "weight": chance.randrange(1, 40)}) for name in names]
    world, priced = world_of(problem, rules, most_states=1), 0
    for roster in some_rosters(problem, seed):
        lines = lines_in(world, roster)
        if lines is not None:
            assert row_price(world, lines) == owed(problem, rules, roster)
            priced += 1
    assert priced


def some_rosters(problem: Problem, seed: int) -> list[Roster]:
    """A few rosters in which nobody works at another site."""
    draw = np.random.default_rng(seed)
    found = []
    for _ in range(12):
        shifts = draw.integers(OFF, problem.shifts, (problem.agents, problem.days))
        away = problem.agent_site[:, None] != problem.shift_site[shifts]
        found.append(Roster.of(np.where(away, OFF, shifts), problem.shifts))
    return found
