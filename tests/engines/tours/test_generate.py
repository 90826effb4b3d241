"""The linear program of all tours there are: its columns, its bound, and prices that change."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.lines import lines_of
from staffing.engines.tours.classes import classes_of
from staffing.engines.tours.generate import generated
from staffing.engines.tours.master import Tour
from staffing.problem import Problem
from staffing.rules import Rule
from tests.engines.columns.every_line import every_line
from tests.engines.tours.crowds import alike, generation_of, line_price, random_team, relaxed, rule
from tests.rules.worlds import tiny_cover

RULES: list[Rule] = [
    rule("min_rest", "hard"),
    rule("leave", "hard"),
    rule("min_on_queue", 3),
    rule("paid_hours", 1),
    rule("requests", 50),
    rule("people_per_day", 400, min=None, max=4),
    rule("contract_days", 200),
]


def case(seed: int) -> tuple[Problem, list[Rule]]:
    return random_team(random.Random(seed), 8), RULES


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_meets_the_program_with_every_tour_there_is(seed: int) -> None:
    problem, rules = case(seed)
    lines = lines_of(problem, rules)
    classes = classes_of(problem, lines)
    whole = generation_of(problem, rules, lines, classes)
    for of_class in range(classes.count):
        member = int(np.flatnonzero(classes.of == of_class)[0])
        for line in every_line(problem):
            if line_price(lines, member, line) < NEVER:
                own = int(classes.own[of_class, np.arange(3), line].sum() - lines.own[member, np.arange(3), line].sum())
                base = int(classes.base[of_class] - lines.base[member])
                whole.master.add(Tour(of_class, line, line_price(lines, member, line) + own + base))
    _, found = relaxed(problem, rules)
    value = whole.master.solve().value
    assert found.master.solve().value == pytest.approx(value, rel=2e-4)
    assert found.bound <= value + 1e-4
    assert found.bound == pytest.approx(value, rel=2e-4)
    assert len(found.master.tours) < len(whole.master.tours)


def test_a_tour_costs_what_the_line_does_and_stands_once() -> None:
    problem, rules = case(3)
    lines, found = relaxed(problem, rules)
    classes = found.master.classes
    keys = [tour.key for tour in found.master.tours]
    assert len(set(keys)) == len(keys)
    for tour in found.master.tours:
        members = np.flatnonzero(classes.of == tour.of_class).tolist()
        least = min(line_price(lines, member, tour.choices) for member in members)
        assert tour.cost <= least < NEVER
    assert not found.master.add(found.master.tours[0])


def test_where_time_is_up_the_program_is_left_as_it_is_and_still_solved() -> None:
    problem, rules = case(2)
    lines = lines_of(problem, rules)
    found = generation_of(problem, rules, lines, classes_of(problem, lines))
    generated(found, lambda: True)
    _, ended = relaxed(problem, rules)
    assert found.master.solve().value >= ended.master.solve().value - 1e-6
    assert found.bound <= ended.master.solve().value + 1e-6


@pytest.mark.parametrize("more", [9, -4])
def test_a_class_whose_choices_cost_more_or_less_from_now_on_has_its_tours_at_the_new_price(more: int) -> None:
    problem, rules = alike(4, 3, cover=tiny_cover(3, 2)), [rule("requests", 5), rule("min_on_queue", 1)]
    lines = lines_of(problem, rules)
    classes = classes_of(problem, lines, np.array([True, False, False, False]))
    found = generation_of(problem, rules, lines, classes)
    generated(found, lambda: False)
    before = [tour.cost for tour in found.master.tours]
    price = np.zeros((3, 3), dtype=np.int64)
    price[1, 0] = more
    found.reprice(0, price)
    for tour, cost in zip(found.master.tours, before, strict=True):
        assert tour.cost == cost + (more if tour.of_class == 0 and tour.choices[1] == 0 else 0)
    dearest = found.priced(np.zeros(found.master.matrix.rows.count), [0])[0]
    assert dearest.cost == (0 if more > 0 else more)


def test_what_nobody_may_take_stays_shut_when_a_price_is_taken_out_again() -> None:
    away: Any = np.arange(10).reshape(2, 5) == 2
    problem, rules = alike(2, 3, on_leave=away), [rule("leave", "hard")]
    lines = lines_of(problem, rules)
    found = generation_of(problem, rules, lines, classes_of(problem, lines))
    price = np.full((3, 3), 5)
    price[:, 2] = 0
    found.reprice(0, price)
    found.reprice(0, -price)
    assert found.master.classes.own[0].tolist() == [[NEVER, NEVER, 0], [0, 0, 0], [0, 0, 0]]
    found.reprice(0, -price)
    assert found.priced(np.zeros(found.master.matrix.rows.count), [0])[0].choices[0] == 2


def test_a_tour_that_is_held_is_worked_at_least_so_often() -> None:
    problem = alike(4, 3, cover=tiny_cover(3, 1))
    lines = lines_of(problem, RULES[:4])
    found = generation_of(problem, RULES[:4], lines, classes_of(problem, lines))
    found.master.add(Tour(0, np.array([1, 1, 2]), 960))
    generated(found, lambda: False)
    free = found.master.solve()
    assert free.counts.sum() == pytest.approx(4)
    found.master.hold(np.append([3], np.zeros(len(found.master.tours) - 1, dtype=np.int64)))
    held = found.master.solve()
    assert held.counts[0] >= 3 - 1e-6
    assert held.value >= free.value
