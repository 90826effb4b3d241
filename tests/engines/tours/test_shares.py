"""What fairness costs each person beside what everybody carries, and what a network says of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.lines import lines_of
from staffing.engines.tours import rooms
from staffing.engines.tours.rooms import ALIKE, alike, with_room
from staffing.engines.tours.shares import Shares, share_price, shares_of
from staffing.labour import Labour
from staffing.problem import Integers, Problem
from staffing.rules import Rule
from staffing.rules.applied import Applied
from staffing.rules.team.fairness import STEEPEST
from tests.engines.columns.every_line import every_line
from tests.engines.tours.crowds import (
    FAIR,
    HALF_LIVES,
    amount,
    choices_of,
    line_price,
    random_choices,
    random_team,
    roster_of,
    rule,
)
from tests.rules.worlds import tiny_world


def fair(chance: random.Random, name: str) -> Rule:
    return rule(name, chance.randrange(1, 40), half_life_weeks=chance.choice(HALF_LIVES))


def settled(problem: Problem, rules: Sequence[Rule], choices: Integers) -> Shares:
    return shares_of(problem, rules).settled(choices)


@pytest.mark.parametrize("name", FAIR)
def test_the_price_of_a_line_is_the_violation_of_its_person_when_everybody_works_the_roster(name: str) -> None:
    dear = remembered = 0
    for seed in range(30):
        chance = random.Random(seed)
        problem = random_team(chance, chance.randrange(2, 7), chance.choice((3, 5)))
        stated = fair(chance, name)
        for _ in range(3):
            choices = random_choices(chance, problem)
            shares, roster = settled(problem, [stated], choices), roster_of(problem, choices)
            for agent, line in enumerate(choices):
                owed = int(stated.weight) * amount(problem, stated, roster, agent)
                assert share_price(shares, agent, line) == owed
                dear += owed > 0
                remembered += bool(shares.remembered[0, agent])
    assert dear > 20
    assert remembered > 10


def test_several_burdens_cost_the_sum_of_their_violations() -> None:
    dear = 0
    for seed in range(15):
        chance = random.Random(seed)
        problem = random_team(chance, 6)
        rules = [fair(chance, name) for name in FAIR]
        choices = random_choices(chance, problem)
        shares, roster = settled(problem, rules, choices), roster_of(problem, choices)
        total = sum(share_price(shares, agent, line) for agent, line in enumerate(choices))
        owed = sum(int(each.weight) * amount(problem, each, roster) for each in rules)
        assert total == owed
        dear += owed > 0
    assert dear == 15


def test_some_people_carry_what_they_carry_among_all() -> None:
    for seed in range(10):
        chance = random.Random(seed)
        problem = random_team(chance, 6)
        choices = random_choices(chance, problem)
        shares = settled(problem, [fair(chance, name) for name in FAIR], choices)
        some = np.array([4, 1, 5])
        part = shares.of_people(some)
        for place, agent in enumerate(some.tolist()):
            assert share_price(part, place, choices[agent]) == share_price(shares, agent, choices[agent])
        assert part.everybody.tolist() == shares.everybody.tolist()


def test_a_rule_that_binds_some_only_costs_the_others_nothing() -> None:
    problem = tiny_world(3, 3, "--\n--\n--")
    stated = Applied.of(rule("fair_late_shifts", 5), "fair_late_shifts:some", agents=("agent0",))
    choices = np.array([[1, 1, 1], [1, 1, 1], [2, 2, 2]])
    shares, roster = settled(problem, [stated], choices), roster_of(problem, choices)
    prices = [share_price(shares, agent, line) for agent, line in enumerate(choices)]
    assert prices == [5 * amount(problem, stated, roster), 0, 0] == [5, 0, 0]


def test_hard_fairness_has_no_price_and_other_rules_are_no_burden() -> None:
    problem = tiny_world(2, 3, "--\n--")
    shares = shares_of(problem, [rule("fair_nights", "hard"), rule("requests", 3), rule("fair_hours", 2)])
    assert shares.worth.shape == (1, 2, 3, 3)
    assert shares.worth[0, 0, 0].tolist() == [480, 480, 0]


def test_nobody_carries_anything_before_it_is_settled_but_what_is_remembered() -> None:
    problem = tiny_world(2, 3, "NN\n--")
    shares = shares_of(problem, [rule("fair_late_shifts", 1, half_life_weeks=500)])
    assert shares.everybody.tolist() == shares.remembered.sum(axis=1).tolist()
    assert shares.remembered.tolist() == [[1998, 0]]
    assert shares.settled(np.array([[1, 2, 2], [1, 1, 2]])).everybody.tolist() == [1998 + 3000]


# networks


def told_alone(problem: Problem, shares: Shares) -> list[tuple[int, Integers, int, int]]:
    """Every agent and line with what the networks add to it for fairness, and what it costs."""
    plain = lines_of(problem, [])
    roomy = with_room(plain, shares)
    found = []
    for agent in range(problem.agents):
        for line in every_line(problem):
            by_network = line_price(roomy, agent, line) - line_price(plain, agent, line)
            found.append((agent, line, by_network, share_price(shares, agent, line)))
    return found


@pytest.mark.parametrize("name", ["fair_late_shifts", "fair_nights", "fair_weekends", "fair_holidays"])
def test_a_network_with_room_costs_every_line_what_its_shares_do(name: str) -> None:
    dear = 0
    for seed in range(20):
        chance = random.Random(seed)
        problem = random_team(chance, chance.randrange(2, 6), chance.choice((2, 3, 4)))
        shares = settled(problem, [fair(chance, name)], random_choices(chance, problem))
        assert alike(shares).tolist() == [bool(shares.step[0])]
        for agent, line, by_network, owed in told_alone(problem, shares):
            assert by_network == owed, (seed, agent, line)
            dear += owed > 0
    assert dear > 200


def test_two_burdens_stand_in_one_network_beside_the_rules_of_the_line() -> None:
    rules = [rule("min_rest", "hard"), rule("requests", 3), rule("contract_days", 4), rule("leave", "hard")]
    shut = dear = 0
    for seed in range(12):
        chance = random.Random(seed)
        problem = random_team(chance, 4)
        shares = settled(problem, [fair(chance, name) for name in FAIR[:4]], random_choices(chance, problem))
        plain = lines_of(problem, rules)
        roomy = with_room(plain, shares)
        for agent in range(problem.agents):
            for line in every_line(problem):
                before, after = line_price(plain, agent, line), line_price(roomy, agent, line)
                more = share_price(shares, agent, line)
                assert after == (NEVER if before == NEVER else before + more)
                shut += before == NEVER
                dear += before < NEVER and more > 0
    assert shut > 100
    assert dear > 100


def test_people_with_equal_room_and_rules_share_a_network() -> None:
    problem = tiny_world(4, 3, "--\n--\nNN\nNN")
    shares = settled(problem, [rule("fair_late_shifts", 5)], np.full((4, 3), 2))
    roomy = with_room(lines_of(problem, []), shares)
    assert len(roomy.networks) == 2
    assert roomy.network_of.tolist() == [0, 0, 1, 1]


def test_people_whose_room_differs_by_less_than_any_shift_share_a_network() -> None:
    problem = tiny_world(3, 3, "M-\nN-\n--", credited_minutes=np.array([480, 480]), contract_days=np.array([5, 5, 5]))
    hours = shares_of(problem, [rule("fair_hours", 1)])
    shares = hours._replace(remembered=np.array([[0, 9_000, 15_000]]), everybody=np.array([3_000_000]))
    roomy = with_room(lines_of(problem, []), shares)
    assert roomy.network_of.tolist() == [0, 0, 0]
    for agent in range(3):
        for line in every_line(problem):
            assert line_price(roomy, agent, line) == share_price(shares, agent, line)


def test_people_of_sites_with_other_holidays_have_networks_of_their_own() -> None:
    holidays = np.array([[True, True, False], [False, True, True]])
    sites: dict[str, Any] = {"site_names": ("a", "b"), "agent_site": np.array([0, 1]), "shift_site": np.array([0, 1])}
    midnights = np.tile(tiny_world(2, 3).day_start, (2, 1))
    problem = tiny_world(2, 3, labour=Labour(holiday=holidays), site_midnights=midnights, **sites)
    shares = settled(problem, [rule("fair_holidays", 1)], np.full((2, 3), 2))
    plain = lines_of(problem, [])
    roomy = with_room(plain, shares)
    assert alike(shares).tolist() == [True]
    for agent in range(2):
        for line in every_line(problem):
            before, after = line_price(plain, agent, line), line_price(roomy, agent, line)
            assert after == (NEVER if before == NEVER else before + share_price(shares, agent, line))


@pytest.mark.parametrize("name", FAIR)
def test_what_networks_are_told_is_never_more_than_a_line_costs(name: str) -> None:
    told = 0
    for seed in range(12):
        chance = random.Random(seed)
        problem = random_team(chance, 6)
        shares = settled(problem, [fair(chance, name)], random_choices(chance, problem))
        for agent, line, by_network, owed in told_alone(problem, shares):
            assert 0 <= by_network <= owed, (seed, agent, line)
            told += by_network > 0
    assert told > 50 or name == "fair_requests"


def test_a_burden_that_is_each_persons_own_is_told_by_the_price_of_its_first_unit() -> None:
    told = 0
    for seed in range(40):
        chance = random.Random(seed)
        problem = random_team(chance, 7)
        stated = rule("fair_requests", chance.randrange(1, 40), half_life_weeks=chance.choice(HALF_LIVES))
        shares = settled(problem, [stated], random_choices(chance, problem))
        first = rooms._first(shares, 0)
        for agent in range(problem.agents):
            for line in every_line(problem):
                at_least = int(first[agent, np.arange(3), line].sum())
                assert at_least <= share_price(shares, agent, line)
                told += at_least > 0
    assert told > 50


def test_a_burden_is_alike_up_to_so_many_ways_of_carrying_it() -> None:
    shares = shares_of(tiny_world(6, 2), [rule("fair_late_shifts", 1)])
    for ways in (1, ALIKE, ALIKE + 1):
        worth = shares.worth.copy()
        worth[0, :, 0, 0] = np.minimum(np.arange(6), ways - 1)
        assert alike(shares._replace(worth=worth)).tolist() == [ways <= ALIKE]
    assert alike(shares._replace(step=np.array([0]))).tolist() == [False]


def test_a_burden_whose_room_would_make_a_network_too_large_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = random_team(random.Random(2), 4)
    shares = settled(problem, [rule("fair_late_shifts", 3)], np.full((4, 3), 1))
    monkeypatch.setattr(rooms, "MOST_STATES", 1)
    for _, _, by_network, owed in told_alone(problem, shares):
        assert by_network <= owed


def test_hours_far_above_the_share_cost_as_steep_in_a_network_as_by_the_rule() -> None:
    problem = tiny_world(2, 3)
    shares = settled(problem, [rule("fair_hours", 1)], choices_of(roster_of(problem, np.full((2, 3), 2))))
    beyond = 0
    for agent, line, by_network, owed in told_alone(problem, shares):
        assert by_network == owed, (agent, line)
        beyond += owed > sum(range(STEEPEST + 1))
    assert beyond > 10
