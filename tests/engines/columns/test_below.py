"""Networks that are laid over others: what is told of what is still to come, and the same cheapest lines with it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from staffing.engines.columns.networks import lines as lines_module
from staffing.engines.columns.networks import pricing as pricing_module
from staffing.engines.columns.networks.automaton import NEVER, Automaton, product
from staffing.engines.columns.networks.lines import Lines, lines_of
from staffing.engines.columns.networks.machines import machine_of
from staffing.engines.columns.networks.network import Network
from staffing.engines.columns.networks.pricing import FAR, NOTHING, Ahead, Pricing
from staffing.engines.columns.networks.walks import Arcs, Room, backward, forward
from staffing.problem import Integers
from staffing.rules.resource import Counter
from tests.engines.columns.small_cases import DECLARING, FIRST, small_case
from tests.engines.columns.test_automaton import WORKS, run_of_at_most
from tests.engines.columns.test_pricing import SCALES, random_prices

CASES, CHUNKS = 240, 6
DAYS = 4


@pytest.fixture(autouse=True)
def small_networks_lie_over_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Networks of the cases are tiny; and each way to search has its turn often."""
    monkeypatch.setattr(lines_module, "SMALL", 0)
    monkeypatch.setattr(lines_module, "FINER", 1)
    monkeypatch.setattr(pricing_module, "TURN", 2)


def together(*machines: Automaton) -> Automaton:
    """The product of two machines."""
    whole = product(*machines, 1000)
    assert whole is not None
    return whole


def at_most_two_days(weight: int | None = None) -> Automaton:
    """Two days of work in the whole plan."""
    return machine_of(Counter.of(WORKS[:DAYS], at=DAYS - 1, high=2), weight)


def run(weight: int | None = None) -> Automaton:
    """Three days of work in a row."""
    return machine_of(run_of_at_most(3, DAYS), weight)


def of_days(*prices: int) -> Integers:
    """[D, C] the price of work on each day; a day off costs nothing."""
    return np.array(prices)[:, None] * WORKS[:DAYS]


def exact_rest(network: Network, cell: Integers, scale: int) -> Integers:
    """[nodes] of the cheapest way from each node to the end."""
    rest = np.empty(network.nodes, dtype=np.int64)
    backward(Arcs.of(network, None, scale), cell, NOTHING, rest, rest)
    return rest


def nodes_reached(network: Network, cell: Integers, limit: int) -> list[int]:
    """By day, how many states have a label where a line may cost so much."""
    room, ahead = Room.of(network), Ahead(network.below[0].network, 1).at(cell, limit)[0]
    forward(Arcs.of(network, network.below[0], 1), cell, ahead, limit, room)
    return [int((room.cost[a:b] < FAR).sum()) for a, b in zip(network.first, network.first[1:], strict=False)]


def test_a_label_that_cannot_come_down_to_the_limit_is_dropped_and_others_are_not() -> None:
    network = Network.of(together(run(), at_most_two_days()), [Network.of(run())])
    cell = of_days(-10, -10, -1, -1)
    # below, three days in a row are allowed: after two days off -2 is the best to come, after one -12
    assert nodes_reached(network, cell, -20) == [1, 1, 1, 1, 1], "only who works the first two days"
    assert nodes_reached(network, cell, -12) == [1, 2, 2, 1, 1], (
        "and who works one of them, up to the third, where -11 is left"
    )
    assert nodes_reached(network, cell, 0) == [1, 2, 3, 2, 1], "all sums of days that still matter"


def test_what_the_way_so_far_costs_more_need_not_be_paid_again() -> None:
    paid = Network.of(together(run(), at_most_two_days(weight=5)), [Network.of(run())]).below[0].owed
    assert sorted(set(paid.tolist())) == [-5, 0], "a third day was paid when it was worked"
    two_of_four = together(at_most_two_days(), machine_of(Counter.of(WORKS[:DAYS], at=DAYS - 1, low=4), 7))
    always = Network.of(two_of_four, [Network.of(at_most_two_days())])
    assert (always.base, always.below[0].owed[0]) == (14, -14), "two days are lacking whatever is worked"


def check_bounds(network: Network, cell: Integers, scale: int, limit: int) -> None:
    """What networks below tell of each node is never more than what is still to come from it."""
    rest = exact_rest(network, cell, scale)
    for below in network.below:
        ahead = Ahead(below.network, scale).at(cell, limit)[0]
        owed = below.owed.astype(np.int64) * scale if below.owed.size else 0
        known = np.where(ahead[below.onto] >= FAR, FAR, ahead[below.onto] + owed)
        assert (known <= rest).all()
        check_bounds(below.network, cell, scale, limit)


def check_searches(chance: random.Random, problem: Any, lines: Lines, agent: int) -> int:
    """Search at several prices in a row, with the networks below and without; how often arcs were saved."""
    network, scale = lines.networks[int(lines.network_of[agent])], chance.choice(SCALES)
    with_it, without, saved = Pricing(network, scale), Pricing(replace(network, below=()), scale), 0
    asked = random_prices(chance, problem, scale)
    for _ in range(5):
        shut = (lines.own[agent] >= NEVER) | (asked >= FAR)
        cell = np.where(shut, FAR, np.where(shut, 0, lines.own[agent]) * scale + np.where(shut, 0, asked))
        found, expected = with_it.cheapest(cell), without.cheapest(cell)
        assert (found is None) == (expected is None)
        if found is not None and expected is not None:
            assert (found[0], found[1].tolist()) == (expected[0], expected[1].tolist())
            check_bounds(network, cell, scale, found[0])
        saved += with_it.walked < without.walked
        change = random_prices(chance, problem, scale)
        asked = np.where((change >= FAR) | (asked >= FAR), change, asked + change // 4)
    return saved


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_same_lines_are_found_with_networks_below_and_without(chunk: int) -> None:
    over, saved = 0, 0
    for number in range(chunk, CASES, CHUNKS):
        problem, rules = small_case(number)
        lines, chance = lines_of(problem, rules), random.Random(number)
        for agent in set(range(problem.agents)) - set(lines.without_line):
            over += len(lines.networks[int(lines.network_of[agent])].below) > 0
            saved += check_searches(chance, problem, lines, agent)
    assert over > CASES // CHUNKS // 2
    assert saved, "cases in which nothing is dropped prove nothing"


def test_each_rule_with_resources_takes_part() -> None:
    assert len(FIRST) < CASES
    assert {case[0] for case in FIRST} == DECLARING


def test_prices_take_no_room_where_all_are_nothing() -> None:
    assert Network.of(run()).price.size == 0
    priced = Network.of(run(weight=3)).price
    assert (priced.dtype, priced.max()) == (np.int32, 3)
    dear = Network.of(run(weight=2**40)).price
    assert (dear.dtype, dear.max()) == (np.int64, 2**40)
