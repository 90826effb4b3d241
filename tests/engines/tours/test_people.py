"""From counts of tours to people: blocks, and what everybody carries as it is settled."""

from __future__ import annotations

import random

import numpy as np
import pytest

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.lines import lines_of
from staffing.engines.tours import people
from staffing.engines.tours.classes import classes_of, kinds_of
from staffing.engines.tours.expected import MORE, expected_shares
from staffing.engines.tours.people import Crowd, Given, in_any_order, to_people
from staffing.engines.tours.proof import proven
from staffing.engines.tours.shares import share_price, shares_of
from staffing.executor import open_executor
from staffing.problem import Flags, Integers, Problem
from staffing.rules import Rule
from tests.engines.columns.every_line import every_line
from tests.engines.tours.crowds import alike, counts_of, line_price, random_team, relaxed, roster_of, rule

RULES: list[Rule] = [
    rule("min_rest", "hard"),
    rule("leave", "hard"),
    rule("availability", "hard"),
    rule("requests", 5),
    rule("fair_late_shifts", 20),
]


def given_of(chance: random.Random, problem: Problem, crowd: Crowd) -> list[Given]:
    """Some tours that may be worked for each class, each by some of its members."""
    found, classes = [], classes_of(problem, crowd.lines)
    for of_class in range(classes.count):
        members = np.flatnonzero(classes.of == of_class)
        every = every_line(problem)
        legal = [line for line in every if line_price(crowd.lines, int(members[0]), line) < NEVER]
        tours = np.array(chance.sample(legal, min(3, len(legal))))
        counts = np.bincount([chance.randrange(len(tours)) for _ in members], minlength=len(tours))
        found.append(Given(members, tours[counts > 0], counts[counts > 0]))
    return found


NO_TOURS = np.zeros((0, 0), dtype=np.int64), np.zeros(0, dtype=np.int64)


def crowd_of(problem: Problem, bound: Flags | None = None) -> Crowd:
    lines = lines_of(problem, RULES)
    least = np.full(problem.agents, -(2**40))
    bound = np.zeros(problem.agents, dtype=bool) if bound is None else bound
    return Crowd(lines, shares_of(problem, RULES), least, bound, kinds_of(problem).of, 1)


def settled(crowd: Crowd, given: list[Given]) -> Integers:
    with open_executor("serial") as executor:
        return to_people(crowd, given, executor)


def price(crowd: Crowd, choices: Integers) -> int:
    shares = crowd.shares.settled(choices)
    lines = [line_price(crowd.lines, agent, line) for agent, line in enumerate(choices)]
    assert max(lines) < NEVER
    return sum(lines) + sum(share_price(shares, agent, line) for agent, line in enumerate(choices))


@pytest.mark.parametrize("largest", [1_500, 4])
def test_people_work_the_tours_of_their_classes_at_less_and_no_count_changes(
    monkeypatch: pytest.MonkeyPatch, largest: int
) -> None:
    monkeypatch.setattr(people, "LARGEST", largest)
    cheaper = 0
    for seed in range(12):
        chance = random.Random(seed)
        problem = random_team(chance, 14)
        crowd = crowd_of(problem)
        given = given_of(chance, problem, crowd)
        found, plain = settled(crowd, given), in_any_order(given, (problem.agents, problem.days))
        counts = [counts_of(problem, roster_of(problem, choices)) for choices in (found, plain)]
        assert (counts[0] == counts[1]).all()
        assert price(crowd, found) <= price(crowd, plain)
        cheaper += price(crowd, found) < price(crowd, plain)
    assert cheaper >= 10


def test_who_is_bound_to_others_keeps_the_line_given() -> None:
    chance = random.Random(3)
    problem = random_team(chance, 10)
    bound = np.arange(10) < 3
    crowd = crowd_of(problem, bound)
    given = given_of(chance, problem, crowd)
    found, plain = settled(crowd, given), in_any_order(given, (problem.agents, problem.days))
    assert (found[bound] == plain[bound]).all()
    assert (found[~bound] != plain[~bound]).any()


def test_blocks_are_whole_classes_of_one_kind_and_no_larger_than_they_must_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "LARGEST", 5)
    for seed in range(10):
        problem = random_team(random.Random(seed), 20)
        crowd, classes = crowd_of(problem), classes_of(problem, lines_of(problem, RULES))
        whole = [Given(np.flatnonzero(classes.of == each), *NO_TOURS) for each in range(classes.count)]
        blocks = list(people._blocks(whole, crowd.kind, crowd.bound))
        assert sorted(id(given) for block in blocks for given in block) == sorted(map(id, whole))
        for block in blocks:
            members = np.concatenate([given.members for given in block])
            assert len(set(crowd.kind[members].tolist())) == 1
            assert len(members) <= 5 or len(block) == 1


def test_all_people_alike_get_the_tours_that_there_are() -> None:
    problem = alike(9, 3)
    crowd = crowd_of(problem)
    given = [Given(np.arange(9), np.array([[0, 0, 2], [1, 1, 2], [2, 2, 2]]), np.array([4, 3, 2]))]
    found = settled(crowd, given)
    assert (counts_of(problem, roster_of(problem, found))[0, 0] == [4, 3]).all()


def test_what_is_expected_to_be_carried_is_what_the_tours_of_the_program_carry() -> None:
    problem = random_team(random.Random(1), 6)
    rules = [*RULES[:4], rule("people_per_shift", 500, min=2, max=2), rule("fair_late_shifts", 1)]
    rules = [*rules, rule("fair_requests", 1), rule("fair_hours", 1)]
    lines, first = relaxed(problem, rules)
    shares, cheapest = shares_of(problem, rules), proven(first, lines).cheapest
    found = expected_shares(shares, first, cheapest)
    counts = first.master.solve().counts
    tours = np.array([tour.choices for tour in first.master.tours])
    nights, hours = counts @ (tours == 1).sum(axis=1), 480 * (counts @ (tours < 2).sum(axis=1))
    before = shares.remembered.sum(axis=1)
    for burden, carried in ((0, nights), (2, hours)):
        assert found.everybody[burden] == before[burden] + 1000 * round(MORE * carried)
    assert found.everybody[1] == shares.settled(cheapest).everybody[1]
    assert nights > 0
