"""Machines have as few states as the lines of work can be told apart by, and price every line as the resource does."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product as every
from typing import Any

import numpy as np
import pytest

from staffing.engines.columns.networks.automaton import Automaton, nothing, product
from staffing.engines.columns.networks.machines import machine_of
from staffing.problem import Integers
from staffing.rules.resource import NO_LIMIT, Counter, Resource, Succession
from tests.engines.columns.every_line import NONE, missed_of_each

DAYS = 8
WORKS = np.tile(np.array([1, 1, 0]), (DAYS, 1))
"""Two shifts, each of which counts 1, and a day off."""


def run_of_at_most(most: int, days: int = DAYS) -> Counter:
    """Days of work in a row."""
    return replace(Counter.of(WORKS[:days], high=most), resets=1 - WORKS[:days])


def counter(adds: Integers, **values: Any) -> Counter:
    """A counter that looks at nothing, but for what is said of it."""
    days = len(adds)
    given: dict[str, Any] = {
        "resets": np.zeros_like(adds),
        "low": np.full(days, -NO_LIMIT),
        "high": np.full(days, NO_LIMIT),
        "clears": np.zeros(days, dtype=np.int64),
    }
    return Counter(adds, **{**given, **values})


def lines_of(days: int, choices: int) -> Integers:
    """[N, D] all lines of choices."""
    return np.array(list(every(range(choices), repeat=days)), dtype=np.int64)


def price_along(machine: Automaton, line: Integers) -> int:
    """What a machine asks for a line; NONE where it forbids it."""
    state, total = 0, machine.base
    if not machine.possible:
        return NONE
    for day, choice in enumerate(line.tolist()):
        kind = int(machine.kind_of[day][choice])
        total += int(machine.price[day][state, kind])
        state = int(machine.to[day][state, kind])
        if state < 0:
            return NONE
    return total


def expected(resource: Resource, weight: int | None, lines: Integers) -> list[int]:
    """What a resource makes of each line."""
    units = missed_of_each(resource, lines)
    return (np.where(units > 0, NONE, 0) if weight is None else units * weight).tolist()


def futures(costs: Integers, days: int, choices: int) -> list[int]:
    """By day, in how many ways the lines begun so far can go on, but for what they owe: the fewest states there can be.

    `costs` [choices ** days] in the order of the lines.
    """
    found = []
    for day in range(days):
        begun = costs.reshape(choices**day, -1)
        begun = begun[begun.min(axis=1) < NONE]
        owed = begun.min(axis=1, keepdims=True, initial=NONE)
        found.append(len(np.unique(np.where(begun == NONE, NONE, begun - np.where(begun == NONE, 0, owed)), axis=0)))
    return found


def random_resource(chance: random.Random, days: int, choices: int) -> Resource:
    """Any counter or succession with small numbers."""
    shape = (days, choices, choices) if chance.random() < 0.3 else (days, choices)

    def numbers(low: int, high: int, shape: tuple[int, ...]) -> Integers:
        return np.array([chance.randrange(low, high) for _ in range(int(np.prod(shape)))]).reshape(shape)

    if chance.random() < 0.25:
        return Succession(numbers(-2, 3, (days, choices, choices)).clip(0), chance.randrange(choices))
    looked = numbers(0, 2, (days,)) == 1
    return counter(
        numbers(-1, 3, shape).clip(0),
        resets=numbers(0, 3, shape) // 2,
        low=np.where(looked, chance.randrange(3), -NO_LIMIT),
        high=np.where(numbers(0, 2, (days,)) == 1, chance.randrange(1, 6), NO_LIMIT),
        clears=numbers(0, 5, (days,)) // 4,
        start=chance.randrange(4),
        least=chance.choice((0, 0, 2, 3)),
        most=chance.choice((NO_LIMIT, 1, 2)),
        step=chance.choice((1, 1, 2)),
        amount=chance.choice((1, 3)),
        before=chance.randrange(choices),
    )


def test_a_run_of_at_most_three_days_has_four_states_where_all_matter() -> None:
    machine = machine_of(run_of_at_most(3), None)
    # none can be over three days before the plan; on the last days short runs are all alike
    assert machine.states.tolist() == [1, 2, 3, 4, 4, 4, 3, 2]
    assert [to.shape[1] for to in machine.to] == [2] * DAYS, "two shifts that count the same are one kind"


def test_a_sum_beyond_its_limit_has_one_state_since_each_unit_is_paid_at_once() -> None:
    within = machine_of(Counter.of(WORKS, at=DAYS - 1, high=2), 7)
    assert within.states.tolist() == [1, 2, 3, 3, 3, 3, 3, 2]
    beyond = machine_of(Counter.of(WORKS, at=DAYS - 1, high=2, start=4), 7)
    assert (beyond.free, beyond.base) == (True, 14)
    assert (beyond.of_choices() == WORKS * 7).all()


def test_what_is_certain_to_be_missed_is_paid_by_every_line() -> None:
    machine = machine_of(Counter.of(WORKS, at=DAYS - 1, low=DAYS + 2), 5)
    assert (machine.free, machine.base) == (True, 10)
    assert (machine.of_choices() == (1 - WORKS) * 5).all(), "days off are the ones that add to it"


def test_a_resource_that_allows_nothing_is_not_possible() -> None:
    never = machine_of(Counter.of(WORKS, at=DAYS - 1, low=DAYS + 1), None)
    assert not never.possible
    with_it = [product(never, nothing(DAYS, 3), 10), product(machine_of(run_of_at_most(3), None), never, 10)]
    assert [whole is not None and not whole.possible for whole in with_it] == [True, True]


def test_a_product_with_too_many_states_is_none() -> None:
    run, total = machine_of(run_of_at_most(3), None), machine_of(Counter.of(WORKS, at=DAYS - 1, high=2), 7)
    assert product(run, total, 4) is None
    whole = product(run, total, 100)
    assert whole is not None
    assert product(run, total, 12) is not None
    assert whole.states.max() <= 12


def test_a_product_of_machines_that_exclude_each_other_is_not_possible() -> None:
    many, few = (machine_of(Counter.of(WORKS, at=DAYS - 1, **limit), None) for limit in ({"low": 5}, {"high": 4}))
    whole = product(many, few, 1000)
    assert whole is not None
    assert (many.possible, few.possible, whole.possible) == (True, True, False)


@pytest.mark.parametrize("seed", range(4))
def test_machines_price_all_lines_as_resources_do_with_the_fewest_states(seed: int) -> None:
    chance = random.Random(seed)
    possible = 0
    for _ in range(25):
        days, choices = chance.choice(((4, 3), (5, 2), (3, 4)))
        resource, weight = random_resource(chance, days, choices), chance.choice((None, 1, 6))
        lines, machine = lines_of(days, choices), machine_of(resource, weight)
        costs = expected(resource, weight, lines)
        assert [price_along(machine, line) for line in lines] == costs
        if machine.possible:
            possible += 1
            assert machine.states.tolist() == futures(np.array(costs), days, choices)
    assert possible > 10


@pytest.mark.parametrize("seed", range(2))
def test_a_product_prices_all_lines_as_both_together_with_the_fewest_states(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(20):
        resources = [random_resource(chance, 4, 3) for _ in range(2)]
        weights = [chance.choice((None, 1, 6)) for _ in resources]
        one, other = (machine_of(*each) for each in zip(resources, weights, strict=True))
        whole, lines = product(one, other, 10**6), lines_of(4, 3)
        assert whole is not None
        both = np.array([expected(*each, lines) for each in zip(resources, weights, strict=True)])
        costs = np.where((both == NONE).any(axis=0), NONE, np.where(both == NONE, 0, both).sum(axis=0))
        assert [price_along(whole, line) for line in lines] == costs.tolist()
        if whole.possible:
            assert whole.states.tolist() == futures(costs, 4, 3)
