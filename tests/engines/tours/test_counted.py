"""The rows over kinds of people cost what the rules say of the people themselves."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from staffing.engines.columns.networks.lines import lines_of
from staffing.engines.direct.hint import breach_of, values_of
from staffing.engines.direct.ledger import exact_price
from staffing.engines.part import part_of
from staffing.engines.tours.classes import classes_of, kinds_of
from staffing.engines.tours.counted import counted_rows, counts_people, stand_ins
from staffing.engines.tours.expected import reckoned_with
from staffing.engines.tours.master import Tour
from staffing.engines.tours.price import crowd_price
from staffing.engines.tours.shares import shares_of
from staffing.problem import Problem
from staffing.roster import Roster
from staffing.rules import EVERY, Rule
from staffing.rules.model import Model
from tests.engines.tours.crowds import (
    alike,
    amount,
    choices_of,
    counts_of,
    generation_of,
    random_choices,
    random_team,
    roster_of,
    rule,
)
from tests.rules.worlds import tiny_cover

COUNTING = [kind.name() for kind in EVERY if kind.kind == "team" and not kind.by_name and not kind.of_backlog]
OF_BACKLOG = [kind.name() for kind in EVERY if kind.of_backlog]
PARAMETERS: dict[str, list[dict[str, Any]]] = {
    "people_per_shift": [{"min": 2, "max": 3}, {"max": 1}, {"min": 3, "shifts": ("N",)}],
    "people_per_day": [{"min": 3, "max": 4}, {"max": 2}],
    "people_with_skill": [{"queue": "r", "min": 2, "shifts": ()}, {"queue": "q", "min": 3, "shifts": ("M",)}],
    "utilization_band": [{"min": 0.2, "max": 0.4}],
    "window_margin": [{"windows": ((1, 2, 900, 0), (4, 5, 1300, 1))}],
}


def counting_rule(chance: random.Random, name: str, weight: Any = None) -> Rule:
    given = chance.choice(PARAMETERS.get(name, [{}]))
    no_limits = {"min": None, "max": None} if name in ("people_per_shift", "people_per_day") else {}
    return rule(name, weight or chance.randrange(1, 40), **{**no_limits, **given})


def row_price(problem: Problem, rules: Sequence[Rule], roster: Roster) -> float:
    """What the rows of a master program cost where everybody works the roster's line for nothing."""
    lines = lines_of(problem, [])
    classes = classes_of(problem, lines, np.ones(problem.agents, dtype=bool))
    master = generation_of(problem, rules, lines, classes).master
    for agent, choices in enumerate(choices_of(roster)):
        master.add(Tour(int(classes.of[agent]), choices, 0))
    return master.solve().value


def test_the_rules_that_count_people_are_those_that_do_not_ask_for_names() -> None:
    for kind in EVERY:
        assert counts_people(rule(kind.name(), 1)) == (not kind.by_name), kind.name()
    assert {"people_per_shift", "people_with_skill", "min_on_queue", "utilization_band"} <= set(COUNTING)
    assert {"resolution_rate", "day_floor", "maximum_age"} <= set(OF_BACKLOG)


@pytest.mark.parametrize("name", COUNTING)
def test_the_rows_of_a_rule_cost_its_violations(name: str) -> None:
    prices = set()
    for seed in range(12):
        chance = random.Random(seed)
        people = chance.randrange(3, 9)
        problem = random_team(chance, people, speed=np.array([chance.choice((80, 100)) for _ in range(people)]))
        stated = counting_rule(chance, name)
        for _ in range(2):
            roster = roster_of(problem, random_choices(chance, problem))
            owed = int(stated.weight) * amount(problem, stated, roster)
            assert row_price(problem, [stated], roster) == pytest.approx(owed, abs=1e-4)
            priced = crowd_price(problem, [stated], roster)
            assert priced is not None
            assert priced[0] == owed == sum(entry.price for entry in priced[1])
            prices.add(owed)
    assert len(prices) > 3, "a rule that hardly ever costs proves nothing"


@pytest.mark.parametrize("name", COUNTING)
def test_a_hard_rule_of_counts_is_kept_exactly_where_it_has_no_violations(name: str) -> None:
    kept = Counter[bool]()
    for seed in range(40):
        chance = random.Random(seed)
        problem = random_team(chance, chance.randrange(2, 7), cover=tiny_cover(3, 1))
        stated = counting_rule(chance, name, "hard")
        for _ in range(4):
            roster = roster_of(problem, random_choices(chance, problem))
            legal = not any(stated.violations(problem, roster))
            assert (crowd_price(problem, [stated], roster) is not None) == legal
            kept[legal] += 1
    assert min(kept[True], kept[False]) >= (1 if name != "window_margin" else 0)


def test_limits_bite_from_both_sides_one_person_beyond_them() -> None:
    problem, stated = alike(6, 1), rule("people_per_shift", 5, min=2, max=4, shifts=("M",))
    prices = []
    for there in range(7):
        choices = np.where(np.arange(6) < there, 0, 2)[:, None]
        roster = roster_of(problem, choices)
        prices.append(row_price(problem, [stated], roster))
        priced = crowd_price(problem, [stated], roster)
        assert priced is not None
        assert priced[0] == pytest.approx(prices[-1])
    assert prices == pytest.approx([10, 5, 0, 0, 0, 5, 10])


def test_a_rule_asks_where_anybody_of_a_kind_can_come_not_only_the_first() -> None:
    away = np.ones((2, 5, 2), dtype=bool)
    away[0, 2] = False  # the first cannot come on the first planned day; the second can
    problem, stated = alike(2, 3, available=away), rule("people_per_shift", 7, min=1, shifts=("M",))
    off = roster_of(problem, np.full((2, 3), 2))
    assert amount(problem, stated, off) == 3
    assert row_price(problem, [stated], off) == pytest.approx(21)
    closed = alike(2, 3, available=away & away[[0, 0]])
    assert row_price(closed, [stated], off) == pytest.approx(14)


def test_what_shares_are_reckoned_with_costs_where_people_carry_less() -> None:
    prices = set()
    for seed in range(12):
        chance = random.Random(seed)
        problem = random_team(chance, 6)
        shares = shares_of(problem, [rule("fair_late_shifts", 7), rule("fair_hours", 1)])
        shares = shares.settled(random_choices(chance, problem))
        rules = reckoned_with(problem, kinds_of(problem), shares)
        roster = roster_of(problem, random_choices(chance, problem))
        now = shares.settled(choices_of(roster)).everybody
        less = np.maximum(0, shares.everybody - now) // 1000
        owed = 7 * less[0] + less[1]
        assert row_price(problem, rules, roster) == pytest.approx(owed, abs=1e-4)
        assert sum(int(each.weight) * amount(problem, each, roster) for each in rules) == owed
        prices.add(int(owed))
    assert len(prices) > 3


def test_several_rules_cost_together_what_they_cost_apart() -> None:
    dear = 0
    for seed in range(12):
        chance = random.Random(seed)
        problem = random_team(chance, 6)
        rules = [counting_rule(chance, name) for name in COUNTING]
        roster = roster_of(problem, random_choices(chance, problem))
        owed = sum(int(each.weight) * amount(problem, each, roster) for each in rules)
        assert row_price(problem, rules, roster) == pytest.approx(owed, rel=1e-6)
        dear += owed > 0
    assert dear == 12


def test_the_rows_are_as_many_for_six_people_as_for_six_hundred() -> None:
    rules = [rule(name, 3) for name in (*COUNTING, "resolution_rate")]
    few, many = (alike(people, 3, cover=tiny_cover(3, people // 2)) for people in (6, 600))
    rows = [counted_rows(each, rules, kinds_of(each)).rows for each in (few, many)]
    assert rows[0].count == rows[1].count
    assert len(rows[0].cells.row) == len(rows[1].cells.row)


@pytest.mark.parametrize("name", COUNTING)
def test_a_model_in_which_agents_stand_for_several_breaks_as_many_units(name: str) -> None:
    for seed in range(10):
        chance = random.Random(seed)
        problem = random_team(chance, 7)
        stated, kinds = counting_rule(chance, name), kinds_of(problem)
        roster = roster_of(problem, random_choices(chance, problem))
        one, many = Model(problem), Model(stand_ins(problem, kinds), kinds.size)
        counts: Any = counts_of(problem, roster)
        both = [(one, roster), (many, Roster(counts))]
        stated_on = [list(stated.bounds(model)) for model, _ in both]
        values = [values_of(model, given) for model, given in both]
        units = [
            [(bound.day, bound.amount, [breach_of(bound, at, high) for high in _sides(bound)]) for bound in bounds]
            for bounds, at in zip(stated_on, values, strict=True)
        ]
        assert units[0] == units[1]


def _sides(bound: Any) -> list[bool]:
    return [high for high, side in ((True, bound.high), (False, bound.low)) if side is not None]


def test_an_agent_that_stands_for_several_may_work_as_often_as_there_are_people() -> None:
    problem = random_team(random.Random(3), 7)
    kinds = kinds_of(problem)
    model = Model(stand_ins(problem, kinds), kinds.size)
    high = np.array(model.variables.high)
    for kind, size in enumerate(kinds.size.tolist()):
        assert (high[model.work[kind, 2:]] == size).all()
    assert (high[model.work[:, :2]] <= 1).all()
    people, plain = model.people, Model(problem).people
    assert high[people].sum() == 7 * 3 * 2
    assert people.shape == plain.shape
    assert Model(problem).stands_for.tolist() == [1] * 7
    assert model.stands_for.tolist() == kinds.size.tolist()


def test_a_part_of_a_problem_with_one_of_each_kind_has_the_same_kinds() -> None:
    for seed in range(10):
        problem = random_team(random.Random(seed), 6)
        kinds = kinds_of(problem)
        again = kinds_of(part_of(problem, kinds.first))
        assert again.of.tolist() == list(range(len(kinds.size)))


@pytest.mark.parametrize(
    "names", [("resolution_rate",), ("day_floor",), ("maximum_age",), ("maximum_age", "day_floor")]
)
def test_with_a_backlog_the_price_is_the_exact_one_of_the_plain_model(names: tuple[str, ...]) -> None:
    dear = 0
    for seed in range(6):
        chance = random.Random(seed)
        problem = random_team(chance, 4)
        rules = [rule(name, chance.randrange(1, 20)) for name in (*names, "people_per_day", "min_on_queue")]
        roster = roster_of(problem, random_choices(chance, problem))
        exact, found = exact_price(problem, rules, roster, 1), crowd_price(problem, rules, roster)
        assert exact is not None
        assert found is not None
        assert found[0] == exact[0]
        assert row_price(problem, rules, roster) <= exact[0] + 1e-3
        assert row_price(problem, rules, roster) >= 0.98 * exact[0] - 20
        dear += found[0] > 0
    assert dear >= 4
