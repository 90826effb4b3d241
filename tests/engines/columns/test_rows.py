"""The rows of the master say what rules say, roster by roster: what is priced costs the same, what is hard is missed
exactly where it is broken."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.engines.columns.master import World
from staffing.engines.columns.rows import stated_bounds
from staffing.problem import OFF, Problem
from staffing.roster import Roster
from staffing.rules import Rule
from tests.engines.columns.programs import lines_in, row_price, world_of
from tests.engines.columns.small_cases import KINDS, small_case
from tests.rules.cases import AT_THE_EDGE, CASES
from tests.rules.cases.worlds import Case, pair
from tests.rules.test_agreement import rosters, rule_of

NEAR = 1e-5


def in_rows(case: Case) -> bool:
    """Whether a rule stands in rows: it says no resources for somebody."""
    rule, problem = rule_of(case[0], case[1]), case[2]()
    return None in [rule.resources(problem, agent) for agent in range(problem.agents)]


def rounds(problem: Problem, rules: list[Rule], world: World) -> bool:
    """Whether steps begun count as whole ones, which rows, that may take a part, do not say."""
    model, stated = stated_bounds(problem, rules, world.lines.left)
    steps = [bound.step for _, bound in stated] + [definition.step for definition in model.definitions]
    return max(steps, default=1) > 1


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
    rounded = rounds(problem, [priced], worlds[0])
    for roster in rosters(kind)[:: 8 if kind == "line" else 40]:
        price, lines = owed(problem, [priced], roster)[0], [lines_in(each, roster) for each in worlds]
        assert lines[0] is not None
        by_rows, broken = row_price(worlds[0], lines[0])
        assert not broken
        assert by_rows <= price + NEAR
        assert rounded or by_rows >= price - NEAR, roster.text("MN")
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
        rounded = rounds(problem, rules, world)
        for roster in some_rosters(problem, number):
            price, broken = owed(problem, rules, roster)
            lines = lines_in(world, roster)
            by_rows, by_row_broken = (0.0, True) if lines is None else row_price(world, lines)
            assert by_row_broken == broken
            assert broken or by_rows <= price + NEAR
            assert broken or rounded or by_rows >= price - NEAR
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


def test_a_step_begun_costs_its_part_of_a_step() -> None:
    problem = pair(wage=np.array([1000, 2333]), credited_minutes=np.array([487, 463]))
    rules = [KINDS["min_rest"](weight=1), KINDS["paid_hours"](weight=2)]
    world = world_of(problem, rules, most_states=1)
    assert world.lines.left == {(1, 0), (1, 1)}
    rounded = []
    for roster in rosters("pair")[::40]:
        lines = lines_in(world, roster)
        assert lines is not None
        rounded.append(owed(problem, rules, roster)[0] - row_price(world, lines)[0])
    # one bound for each of the two, and of each less than a step is rounded up
    assert min(rounded) > -NEAR
    assert 1 < max(rounded) < 2 * 2


def some_rosters(problem: Problem, seed: int) -> list[Roster]:
    """A few rosters in which nobody works at another site."""
    random = np.random.default_rng(seed)
    found = []
    for _ in range(12):
        shifts = random.integers(OFF, problem.shifts, (problem.agents, problem.days))
        away = problem.agent_site[:, None] != problem.shift_site[shifts]
        found.append(Roster.of(np.where(away, OFF, shifts), problem.shifts))
    return found
