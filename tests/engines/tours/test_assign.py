"""Who works which tour of a class: no other way is cheaper."""

from __future__ import annotations

import random
from itertools import permutations

import numpy as np
import pytest

from staffing.engines.tours.assign import assigned
from staffing.engines.tours.shares import Shares, share_price, shares_of
from staffing.problem import Integers
from tests.engines.tours.crowds import FAIR, random_choices, random_team, rule


def costs(members: Integers, own: Integers, shares: Shares, tours: Integers) -> Integers:
    """[n, L] what each tour costs each member."""
    days = np.arange(tours.shape[1])
    return np.array(
        [
            [int(own[place, days, line].sum()) + share_price(shares, agent, line) for line in tours]
            for place, agent in enumerate(members.tolist())
        ]
    )


def case(seed: int, people: int, tours: int) -> tuple[Integers, Integers, Shares, Integers, Integers]:
    """Some members of a team in which people remember different burdens, tours of a week, and how many work each."""
    chance = random.Random(seed)
    problem = random_team(chance, people + 2, 3)
    shares = shares_of(problem, [rule(name, chance.randrange(1, 9)) for name in chance.sample(FAIR, 2)])
    shares = shares.settled(random_choices(chance, problem))
    members = np.array(sorted(chance.sample(range(people + 2), people)))
    own = np.array([chance.choice((0, 0, 1, 5)) for _ in range(people * 9)], dtype=np.int64).reshape(people, 3, 3)
    if chance.random() < 0.5:
        own[1::2] = own[::2][: len(own[1::2])]
    lines = np.array(chance.sample(list(np.ndindex(3, 3, 3)), tours), dtype=np.int64)
    given = np.bincount([chance.randrange(tours) for _ in range(people)], minlength=tours)
    return members, own, shares, lines, given


@pytest.mark.parametrize("people", [1, 2, 5, 6])
def test_nobody_finds_a_cheaper_way_to_share_out_the_tours(people: int) -> None:
    apart = 0
    for seed in range(25):
        members, own, shares, tours, counts = case(seed, people, 1 + seed % 4)
        found = assigned(members, own, shares, tours, counts)
        assert np.bincount(found, minlength=len(tours)).tolist() == counts.tolist()
        price = costs(members, own, shares, tours)
        places = np.repeat(np.arange(len(tours)), counts)
        every = [price[np.arange(people), list(way)].sum() for way in set(permutations(places.tolist()))]
        assert price[np.arange(people), found].sum() == min(every)
        apart += min(every) < max(every)
    assert apart > 5 or people == 1


def test_people_alike_are_one_in_the_flow_and_each_has_a_tour() -> None:
    problem = random_team(random.Random(1), 200)
    shares = shares_of(problem, [])
    own = np.zeros((200, 3, 3), dtype=np.int64)
    own[:100, 0, 0] = 5  # half of them would not work M on the first day
    tours, counts = np.array([[0, 2, 2], [1, 2, 2], [2, 2, 2]]), np.array([60, 90, 50])
    found = assigned(np.arange(200), own, shares, tours, counts)
    assert np.bincount(found).tolist() == counts.tolist()
    assert not (found[:100] == 0).any()


def test_where_more_must_than_would_like_to_the_fewest_do() -> None:
    problem = random_team(random.Random(1), 4)
    own = np.zeros((4, 3, 3), dtype=np.int64)
    own[1:, 0, 0] = [3, 5, 9]
    found = assigned(np.arange(4), own, shares_of(problem, []), np.array([[0, 2, 2], [2, 2, 2]]), np.array([2, 2]))
    assert found.tolist() == [0, 0, 1, 1]


def test_one_tour_for_all_and_one_kind_of_person_need_no_flow() -> None:
    problem = random_team(random.Random(1), 3)
    shares, own = shares_of(problem, []), np.arange(27).reshape(3, 3, 3)
    one = assigned(np.arange(3), own, shares, np.array([[0, 1, 2]]), np.array([3]))
    assert one.tolist() == [0, 0, 0]
    same = assigned(np.arange(3), own * 0, shares, np.array([[0, 1, 2], [1, 1, 1], [2, 2, 2]]), np.array([1, 0, 2]))
    assert sorted(same.tolist()) == [0, 2, 2]
