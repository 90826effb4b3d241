"""From shares of tours to whole people, against every way in which four people can be counted."""

from __future__ import annotations

import random
from functools import cache
from itertools import combinations_with_replacement

import numpy as np
import pytest

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.lines import lines_of
from staffing.engines.tours.classes import classes_of
from staffing.engines.tours.generate import Generation, generated
from staffing.engines.tours.improve import padded, searched
from staffing.engines.tours.integer import Whole
from staffing.engines.tours.master import Tour
from staffing.engines.tours.whole import Counted, dive, made_whole
from staffing.problem import Integers, Problem
from staffing.rules import Rule
from staffing.rules.team.window_margin import WindowMargin
from tests.engines.tours.crowds import alike, generation_of, line_price, random_team, relaxed, rule


def never() -> bool:
    """There is time."""
    return False


NOBODY: Integers = np.zeros(0, dtype=np.int64)
ROUNDING_LOSES = (1, 4, 6, 19, 26, 28, 35, 49)
"""Cases in which the dive ends above the best counts; in most of them the linear program is below these."""


def case(seed: int, people: int = 4) -> tuple[Problem, list[Rule]]:
    """People alike and stretches of time that want minutes, which whole shifts do not come to."""
    chance = random.Random(seed)
    windows = tuple((first, first + chance.randrange(0, 4), chance.randrange(200, 1900), 0) for first in (1, 3, 4, 6))
    rules = [
        rule("min_rest", "hard"),
        rule("window_margin", chance.choice((1, 2, 3)), windows=windows),
        rule("paid_hours", 1),
        rule("days_in_period", chance.randrange(100, 900), min=None, max=2, period="week"),
        rule("consecutive_shifts", chance.randrange(50, 600)),
    ]
    return alike(people, 3), rules


@cache
def best(seed: int) -> int:
    """The least price of all multisets of four lines, by plain counting."""
    problem, rules = case(seed)
    lines, every = lines_of(problem, rules), np.array(list(np.ndindex(3, 3, 3)))
    price = np.array([line_price(lines, 0, line) for line in every])
    every, price = every[price < NEVER], price[price < NEVER]
    ways = np.array(list(combinations_with_replacement(range(len(every)), problem.agents)))
    counts = (every[:, :, None] == np.arange(2))[ways].sum(axis=1)
    total: Integers = price[ways].sum(axis=1)
    margin = rules[1]
    assert isinstance(margin, WindowMargin)
    for first, last, needed, _ in margin.windows:
        each = problem.demand.capacity[:, :, first : last + 1].sum(axis=2)
        total += int(margin.weight) * np.maximum(0, needed - (counts * each).sum(axis=(1, 2)))
    return int(total.min())


def dived(seed: int) -> tuple[Generation, Counted]:
    problem, rules = case(seed)
    _, generation = relaxed(problem, rules)
    solution = generation.master.solve()
    return generation, Counted(*dive(generation, solution, never), solution)


def whole(generation: Generation, counts: Integers) -> list[int]:
    """People of each class who have a tour."""
    of_class = [tour.of_class for tour in generation.master.tours]
    return (
        np.bincount(of_class, padded(counts, generation.master), generation.master.classes.count).astype(int).tolist()
    )


@pytest.mark.parametrize("seed", range(12))
def test_a_dive_gives_everybody_one_tour_at_the_price_it_says(seed: int) -> None:
    generation, found = dived(seed)
    assert whole(generation, found.counts) == generation.master.classes.size.tolist()
    assert (found.counts >= 0).all()
    assert found.value >= best(seed) - 1e-3
    assert found.relaxed.value <= found.value + 1e-6
    generation.master.hold(padded(found.counts, generation.master))
    assert generation.master.solve().value == pytest.approx(found.value, abs=1e-3)


@pytest.mark.parametrize("seed", ROUNDING_LOSES)
def test_where_rounding_loses_the_integer_program_finds_the_best_counts(seed: int) -> None:
    generation, found = dived(seed)
    assert found.value > best(seed) + 0.5
    better = Whole(generation, NOBODY, 1).better(found, lambda: 20.0)
    assert better.value == pytest.approx(best(seed), abs=1e-3)
    assert whole(generation, better.counts) == [4]
    generation.master.hold(padded(better.counts, generation.master))
    assert generation.master.solve().value == pytest.approx(better.value, abs=1e-3)


def test_the_integer_program_is_never_worse_than_the_dive_nor_better_than_the_best() -> None:
    for seed in range(60, 80):
        generation, found = dived(seed)
        better = Whole(generation, NOBODY, 1).better(found, lambda: 20.0)
        assert best(seed) - 1e-3 <= better.value <= found.value + 1e-6
        assert whole(generation, better.counts) == [4]


def improved(seed: int, alone: list[bool], kept: Integers) -> tuple[Counted, Counted, list[Integers]]:
    """The counts of the dive and those of the integer program, where some are a class of their own and some classes
    are kept; and, by tour, the class and both counts.
    """
    problem, rules = case(seed)
    lines = lines_of(problem, rules)
    generation = generation_of(problem, rules, lines, classes_of(problem, lines, np.array(alone)))
    generated(generation, lambda: False)
    master = generation.master
    solution = master.solve()
    found = Counted(*dive(generation, solution, never), solution)
    better = Whole(generation, kept, 1).better(found, lambda: 20.0)
    of_class = np.array([tour.of_class for tour in master.tours])
    return found, better, [of_class, padded(found.counts, master), padded(better.counts, master)]


def test_counts_of_classes_that_are_kept_stay() -> None:
    changed = 0
    for seed in ROUNDING_LOSES:
        found, better, (of_class, before, after) = improved(seed, [True, True, False, False], np.array([0]))
        assert (before[of_class == 0] == after[of_class == 0]).all()
        assert better.value <= found.value + 1e-6
        changed += bool((before != after).any())
    assert changed


def test_of_a_class_that_is_kept_nobody_changes_tours() -> None:
    moved = 0
    for seed in ROUNDING_LOSES:
        for kept in (NOBODY, np.array([1])):
            _, _, (of_class, before, after) = improved(seed, [True, False, False, False], kept)
            same = bool((before[of_class == 1] == after[of_class == 1]).all())
            assert same or not len(kept)
            moved += not same
    assert moved, "three alike would change tours where they may"


@pytest.mark.parametrize("names", [(), ("resolution_rate",), ("day_floor", "maximum_age")])
def test_what_counts_cost_is_what_the_master_program_says(names: tuple[str, ...]) -> None:
    dear = 0
    for seed in range(6):
        chance = random.Random(seed)
        problem = random_team(chance, 8)
        rules: list[Rule] = [rule(name, chance.randrange(1, 9)) for name in (*names, "min_on_queue", "people_per_day")]
        _, generation = relaxed(problem, [*rules, rule("requests", 3), rule("paid_hours", 1)])
        solution = generation.master.solve()
        found = Counted(*dive(generation, solution, never), solution)
        better = Whole(generation, NOBODY, 1).better(found, lambda: 20.0)
        assert better.value <= found.value + 1e-6
        generation.master.hold(padded(better.counts, generation.master))
        assert generation.master.solve().value == pytest.approx(better.value, rel=1e-5, abs=1e-2)
        dear += better.value > 0
    assert dear == 6


def test_people_who_choose_anew_leave_the_others_as_they_are() -> None:
    for seed in ROUNDING_LOSES:
        generation, found = dived(seed)
        place = int(np.argmax(found.counts))
        again = searched(generation, found.counts, np.array([place]), never)
        held = padded(found.counts, generation.master)
        held[place] -= 1
        assert (padded(again.counts, generation.master) >= held).all()
        assert whole(generation, again.counts) == [4]
        assert again.value <= found.value + 1e-3


def test_only_so_many_choose_anew_as_are_set_free() -> None:
    problem, rules = case(1)
    lines = lines_of(problem, rules)
    generation = generation_of(problem, rules, lines, classes_of(problem, lines))
    generation.master.add(Tour(0, np.array([2, 2, 2]), line_price(lines, 0, np.array([2, 2, 2]))))
    generated(generation, lambda: False)
    counts = padded(np.array([4]), generation.master)
    prices = [generation.master.solve().value]
    for free in (1, 2, 4):
        again = searched(generation, counts, np.zeros(free, dtype=np.int64), never)
        assert padded(again.counts, generation.master)[0] >= 4 - free
        assert whole(generation, again.counts) == [4]
        prices.insert(0, again.value)
    assert prices[0] < prices[2], "everybody off is dear"


def test_hard_rows_that_rounding_misses_are_asked_for_again() -> None:
    """Seven people, and hours that two shifts share want two heads more than halves of people bring."""
    for seed in range(40):
        problem, rules = case(seed, 7)
        heads = rule("people_per_shift", "hard", shifts=("M",), min=3, max=4)
        _, generation = relaxed(problem, [*rules, heads])
        found = made_whole(generation, never)
        assert not generation.master.short_of(found.counts).any()


def test_a_row_is_never_asked_for_more_than_it_allows() -> None:
    problem = alike(3, 3)
    rules = [rule("one_shift_a_day", "hard"), rule("people_per_shift", "hard", min=1, max=2)]
    master = relaxed(problem, rules)[1].master
    rows = master.matrix.rows
    for more in (5.0, -5.0, 1.0, -9.0):
        master.ask_for_more(np.full(rows.count, more))
        assert all(constraint.Lb() <= constraint.Ub() for constraint in master.constraints)
        assert master.solve().value >= 0
