"""The rules with which a wish is granted say the same in both statements, roster by roster."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.granting.granted import Granted
from staffing.granting.lifted import lifted
from staffing.granting.unchanged import Unchanged
from staffing.problem import OFF, Problem, Wish
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.agent.pins import Pins
from staffing.rules.agent.published_days_off import PublishedDaysOff
from tests.rules.least_prices import prices
from tests.rules.worlds import every_roster, every_subset, tiny_world

PINNED = tiny_world(1, 5, pins=np.array([[0, OFF, 1, OFF, OFF]]))
GRANTED = [
    (Wish(0, 2, OFF, False, 1),),
    (Wish(0, 4, 1, False, 1),),
    (Wish(0, 1, 0, True, 1), Wish(0, 1, 1, True, 1)),
]


def assert_they_agree(problem: Problem, rule: Rule, every: list[Roster]) -> None:
    broken = 0
    for roster, price in zip(every, prices(problem, [rule], every), strict=True):
        amount = sum(violation.amount for violation in rule.violations(problem, roster))
        broken += amount > 0
        assert price == ((None if amount else 0) if rule.weight == "hard" else rule.weight * amount)
    assert 0 < broken < len(every)


@pytest.mark.parametrize("wishes", GRANTED)
def test_a_wish_is_granted_where_both_statements_say_so(wishes: tuple[Wish, ...]) -> None:
    assert_they_agree(tiny_world(1, 5), Granted(wishes=wishes), every_subset(5)[::3])


def test_a_wish_after_days_of_history_is_one_of_the_planned_day() -> None:
    assert_they_agree(tiny_world(1, 5, "MN"), Granted(wishes=(Wish(0, 3, 1, False, 1),)), every_roster(1, 5))


def test_each_changed_day_counts_once() -> None:
    rule = Unchanged.from_roster(Roster.parse("M-NM-", "MN"))
    assert_they_agree(tiny_world(1, 5, "MN"), rule, every_subset(5)[::3])


@pytest.mark.parametrize("published", [Pins(), PublishedDaysOff()], ids=lambda rule: rule.rule)
def test_what_is_published_leaves_one_day_alone_and_no_other(published: Rule) -> None:
    (rule,) = lifted([published], agent=0, day=0 if published.rule == "pins" else 1)
    assert_they_agree(PINNED, rule, every_roster(1, 5))
    text = "NNN--" if published.rule == "pins" else "MNN--"
    assert not list(rule.violations(PINNED, Roster.parse(text, "MN")))
    assert list(published.violations(PINNED, Roster.parse(text, "MN")))


def test_rules_of_other_things_are_left_as_they_are() -> None:
    rules = (Granted(wishes=GRANTED[0]), Pins(weight=100))
    assert lifted(rules, 0, 0) == rules
