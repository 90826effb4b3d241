"""Capacity in given windows: what a breach says, and that people cannot write the rule themselves."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from staffing.roster import Roster
from staffing.rules.team.window_margin import WindowMargin
from tests.build.desks import team_of
from tests.rules.worlds import tiny_demand, tiny_world


def test_a_breach_says_how_much_is_there_in_how_many_hours_and_how_much_is_wanted() -> None:
    rule = WindowMargin(windows=((3, 5, 481), (3, 5, 480)))
    (breach,) = rule.violations(tiny_world(1, 3, "NM"), Roster.parse("-M-", "MN"))
    assert (breach.amount, breach.day, breach.agent) == (1, 2 + 1, -1)
    assert breach.note == "480 minutes of capacity in 24 hours, 481 wanted"


def test_both_ends_of_a_window_belong_to_it_and_the_tail_counts() -> None:
    rule = WindowMargin(windows=((1, 2, 361), (8, 10, 481)))
    world, roster = tiny_world(1, 3), Roster.parse("M--", "MN")  # 120 and 360 minutes, and again in 9 and 10
    assert [breach.amount for breach in rule.violations(world, roster)] == [1, 1]


def test_people_who_came_the_evening_before_count() -> None:
    rule = WindowMargin(windows=((0, 0, 100),))
    world = tiny_world(1, 3, demand=tiny_demand(3, base_capacity=np.array([100, *[0] * 11])))
    assert not list(rule.violations(world, Roster.parse("---", "MN")))


@pytest.mark.parametrize("weight", [20, "hard"])
def test_without_windows_nothing_is_asked(weight: int | str) -> None:
    rule = WindowMargin.model_validate({"weight": weight})
    assert not list(rule.violations(tiny_world(1, 3), Roster.parse("---", "MN")))


def test_the_rule_cannot_be_written_in_team_yaml() -> None:
    with pytest.raises(ValidationError, match="window_margin"):
        team_of(rules=[{"rule": "window_margin", "windows": [[0, 5, 100]]}])
