"""What is left over is repaired among a few people, and no count changes."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from staffing.engines.limits import Limits
from staffing.engines.tours.bonds import bonds_of
from staffing.engines.tours.classes import kinds_of
from staffing.engines.tours.leftovers import left_over, repaired
from staffing.labour import Labour
from staffing.problem import Integers, Problem
from staffing.rules import Rule
from tests.engines.tours.crowds import alike, amount, counts_of, random_choices, random_team, roster_of, rule

LIMITS = Limits(2.0, 30.0, 1)
TRAINING = Labour(mentor=np.append([-1, 0], np.full(5, -1)), trainee=np.ones((7, 5), dtype=bool))
TWO = ("agent0", "agent1")


def mended(problem: Problem, rules: list[Rule], choices: Integers) -> Integers:
    """The choices after the repair; every count is as it was, and every line as legal."""
    found = repaired(problem, rules, choices, kinds_of(problem), bonds_of(problem, rules), LIMITS)
    before, after = roster_of(problem, choices), roster_of(problem, found)
    assert (counts_of(problem, after) == counts_of(problem, before)).all()
    return found


def broken(problem: Problem, rules: list[Rule], choices: Integers) -> int:
    return len(left_over(problem, rules, roster_of(problem, choices)))


@pytest.mark.parametrize(
    ("stated", "first_two"),
    [
        (rule("together", "hard", people=TWO), ([0, 0, 2], [1, 1, 2])),
        (rule("together", 20, people=TWO), ([0, 0, 2], [1, 2, 1])),
        (rule("apart", "hard", people=TWO), ([0, 0, 2], [0, 2, 0])),
        (rule("with_mentor", "hard"), ([0, 0, 0], [1, 1, 1])),
        (rule("with_mentor", 50), ([0, 0, 0], [1, 1, 1])),
    ],
    ids=["together", "together priced", "apart", "mentor", "mentor priced"],
)
def test_a_planted_breach_is_mended_by_changes_with_others(stated: Rule, first_two: Any) -> None:
    problem = alike(7, 3, labour=TRAINING)
    rules: list[Rule] = [rule("one_shift_a_day", "hard"), rule("min_rest", "hard"), stated]
    choices = np.array([*first_two, [0, 0, 0], [1, 1, 1], [0, 2, 0], [0, 0, 2], [2, 1, 1]])
    assert broken(problem, rules, choices)
    found = mended(problem, rules, choices)
    assert broken(problem, rules, found) == 0
    assert not any(amount(problem, each, roster_of(problem, found)) for each in rules)


def test_a_line_that_breaks_a_hard_rule_is_mended() -> None:
    problem = alike(5, 3)
    rules: list[Rule] = [rule("one_shift_a_day", "hard"), rule("min_rest", "hard"), rule("paid_hours", 1)]
    choices = np.array([[1, 0, 2], [0, 1, 1], [1, 1, 1], [0, 0, 0], [2, 0, 0]])
    assert broken(problem, rules, choices) == 1
    assert broken(problem, rules, mended(problem, rules, choices)) == 0


def test_where_no_change_mends_it_all_stays_as_it_was() -> None:
    # everybody works the only shift of each day
    problem = alike(4, 3)
    rules = [rule("apart", "hard", people=TWO)]
    choices = np.zeros((4, 3), dtype=np.int64)
    assert (mended(problem, rules, choices) == choices).all()


def test_what_counts_people_and_what_is_shared_out_is_not_left_over() -> None:
    problem = random_team(random.Random(1), 5)
    rules = [
        rule("people_per_day", "hard", max=0),
        rule("fair_late_shifts", 9),
        rule("requests", 3),
        rule("people_used", 4, max=1),
        rule("paid_hours", 1),
        rule("min_rest", "hard"),
    ]
    choices = np.tile([1, 0, 1], (5, 1))
    found = left_over(problem, rules, roster_of(problem, choices))
    assert {each.rule for each, _ in found} == {"people_used", "min_rest"}
    hard = [rule("fair_late_shifts", "hard"), rule("requests", "hard")]
    both = {each.rule for each, _ in left_over(problem, hard, roster_of(problem, choices))}
    assert both <= {"fair_late_shifts", "requests"}
    assert "requests" in both


def test_nothing_left_over_changes_nothing() -> None:
    problem = random_team(random.Random(1), 5)
    choices = random_choices(random.Random(2), problem)
    assert (mended(problem, [rule("requests", 3)], choices) == choices).all()


def test_random_breaches_never_get_more_and_no_count_changes() -> None:
    fewer = 0
    for seed in range(8):
        chance = random.Random(seed)
        problem = random_team(chance, 7, labour=TRAINING)
        rules = [rule("one_shift_a_day", "hard"), rule("with_mentor", 50), rule("requests", 1)]
        rules.append(rule("apart", 20, people=("agent3", "agent4")))
        choices = random_choices(chance, problem)
        found = mended(problem, rules, choices)
        owed = []
        for at in (choices, found):
            roster = roster_of(problem, at)
            owed.append(sum(int(each.weight) * amount(problem, each, roster) for each in rules if not each.hard))
        before, after = owed
        assert after <= before
        fewer += after < before
    assert fewer >= 4
