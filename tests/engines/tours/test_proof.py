"""No roster costs less than what is proven: held against every roster of two people on three days."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from staffing.engines import direct
from staffing.engines.limits import Limits
from staffing.engines.tours import solve
from staffing.engines.tours.proof import proven
from staffing.problem import OFF, Problem, Wish
from staffing.rules import Rule
from tests.engines.tours.crowds import FAIR, HALF_LIVES, alike, line_price, random_team, relaxed, rule
from tests.engines.tours.every_roster import OF_THREE, WEIGHTS, WORLDS, case_of
from tests.rules.worlds import tiny_world


def bounds_of(problem: Problem, rules: Sequence[Rule]) -> list[int]:
    """What the engine has proven before people are named: first without the rules of fairness, then with them."""
    told: list[int] = []

    def stop(phase: str, best: int | None, bound: int) -> None:
        told.append(bound)
        if len(told) == 2:
            raise KeyboardInterrupt

    assert solve(problem, rules, Limits(1.0, 60.0, 1), stop).limit_hit == "interrupt"
    assert told == sorted(told)
    assert len(told) == 2
    return told


@pytest.mark.parametrize("seed", [*range(WORLDS), *OF_THREE])
def test_no_roster_of_two_or_three_people_costs_less_than_is_proven(seed: int) -> None:
    for turn in range(WEIGHTS):
        case = case_of(seed, turn)
        problem, rules, least = case.problem, case.rules, case.least
        if least is None:
            continue
        lines, first = relaxed(problem, rules)
        assert proven(first, lines).bound <= least, (seed, turn)
        plain, fair = bounds_of(problem, rules)
        assert plain == proven(first, lines).bound
        assert fair <= least, (seed, turn)


def test_what_is_proven_is_worth_something() -> None:
    near = priced = 0
    for seed in range(WORLDS):
        for turn in range(0, WEIGHTS, 2):
            case = case_of(seed, turn)
            problem, rules, least = case.problem, case.rules, case.least
            if not least or "fair_hours" in {each.rule for each in rules}:
                continue
            near += bounds_of(problem, rules)[1] >= 0.9 * least
            priced += 1
    assert priced > 12
    assert near > 0.7 * priced


def test_what_no_line_costs_less_than_and_the_cheapest_lines_are_those_of_everybody() -> None:
    reached = 0
    for seed in range(8):
        case = case_of(seed, 1)
        problem, rules, least = case.problem, case.rules, case.least
        if least is None:
            continue
        lines, first = relaxed(problem, rules)
        proof = proven(first, lines)
        for agent in range(2):
            every = np.array(list(np.ndindex(3, 3, 3)))
            prices = [line_price(lines, agent, line) for line in every]
            assert proof.least[agent] + lines.base[agent] <= min(prices)
            reached += proof.least[agent] + lines.base[agent] == min(prices)
            assert line_price(lines, agent, proof.cheapest[agent]) < 2**60
    assert reached >= 8


def test_a_price_that_everybody_pays_is_proven_to_the_point() -> None:
    # one of three days is refused to each: 4 and 7 points at the least, whoever else works
    wishes = (Wish(0, 2, OFF, False, 4), Wish(0, 3, OFF, False, 9), Wish(0, 4, OFF, False, 9))
    wishes += (Wish(1, 2, OFF, False, 9), Wish(1, 3, OFF, False, 7), Wish(1, 4, OFF, False, 9))
    guaranteed = np.full((2, 1), 480)
    problem = tiny_world(2, 3, "--\n--", wishes=wishes, minutes_guaranteed=guaranteed)
    lines, first = relaxed(problem, [rule("requests", 1), rule("guaranteed_minutes", 1)])
    assert proven(first, lines).bound == 11


def test_a_burden_that_nobody_else_can_carry_is_proven_to_be_paid_for() -> None:
    # half of them have carried all nights before, and the other half is on leave
    away = np.zeros((16, 7), dtype=bool)
    away[8:, 4:] = True
    problem = tiny_world(16, 3, "\n".join(["NNNN"] * 8 + ["----"] * 8), on_leave=away)
    rules: list[Rule] = [rule("leave", "hard"), rule("people_per_shift", 5000, shifts=("N",), min=8, max=None)]
    rules.append(rule("fair_late_shifts", 10, half_life_weeks=500))
    found = direct.solve(problem, [rule("one_shift_a_day", "hard"), *rules], Limits(2.0, 20.0, 1))
    assert found.objective is not None
    plain, fair = bounds_of(problem, rules)
    assert plain == 0
    assert 0 < 0.3 * found.objective <= fair <= found.objective


@pytest.mark.parametrize("people", [4, 8])
def test_requests_of_some_are_no_burden_of_others_of_their_kind(people: int) -> None:
    # everybody must work; who asked to be off carries as many refusals as the others who asked
    wishes = tuple(Wish(agent, day, OFF, False, 1) for agent in (1, 2, 3) for day in (2, 3, 4))
    problem = alike(people, 3, wishes=wishes)
    rules: list[Rule] = [rule("people_per_day", 5000, min=people, max=None), rule("fair_requests", 20)]
    assert bounds_of(problem, rules) == [0, 0]


def fair_rules(chance: random.Random, names: Sequence[str]) -> list[Rule]:
    return [rule(name, chance.randrange(5, 60), half_life_weeks=chance.choice(HALF_LIVES)) for name in names]


@pytest.mark.parametrize(("seed", "people", "share"), [(1, 6, 0.1), (2, 9, 0.95), (3, 12, 0.95)])
def test_a_team_is_not_proven_to_cost_more_than_the_direct_engine_finds(seed: int, people: int, share: float) -> None:
    chance = random.Random(seed)
    changes: dict[str, Any] = {"minutes_guaranteed": np.full((people, 1), 960)}
    problem = random_team(chance, people, 4, **changes)
    rules: list[Rule] = [rule(name, "hard") for name in ("one_shift_a_day", "leave", "availability", "min_rest")]
    rules += [rule("requests", 1), rule("contract_days", 20), rule("people_per_shift", 50, min=people // 3, max=None)]
    rules += [*fair_rules(chance, chance.sample(FAIR, 2)), rule("guaranteed_minutes", 1)]
    found = direct.solve(problem, rules, Limits(2.0, 20.0, 1))
    assert found.objective is not None
    bounds = bounds_of(problem, rules)
    assert max(bounds) <= found.objective
    assert max(bounds) >= share * found.bound


def test_more_rules_are_never_proven_to_cost_less() -> None:
    for seed in range(4):
        case = case_of(seed, 2)
        problem, rules = case.problem, case.rules
        alone = [each for each in rules if each.hard or not each.rule.startswith("fair")]
        bounds = [proven(first, lines).bound for lines, first in (relaxed(problem, alone[:n]) for n in (8, len(alone)))]
        for fewer, more in pairwise(bounds):
            assert more >= fewer - 1
