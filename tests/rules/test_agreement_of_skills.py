"""The two statements of the rules of the backlog where people differ in skill and speed, roster by roster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from staffing.problem import Integers, Problem
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.team.day_floor import DayFloor
from staffing.rules.team.maximum_age import MaximumAge
from staffing.rules.team.occupancy_cap import OccupancyCap
from staffing.rules.team.resolution_rate import ResolutionRate
from staffing.rules.team.window_margin import WindowMargin
from staffing.service.pools import pools
from staffing.service.windows import ShortWindow
from tests.rules.least_prices import prices
from tests.rules.random_worlds import rosters
from tests.rules.skill_worlds import (
    APART,
    BASE,
    BUSINESS,
    CROSSED,
    NESTED,
    OPENING,
    skilled,
    skilled_demand,
    skilled_worlds,
)
from tests.rules.worlds import every_roster

OWN = np.array([-1, 7500])


def world(serves: Any, **changes: Any) -> Callable[[], Problem]:
    return lambda: skilled(skilled_demand(serves, **changes))


def business(classes: int) -> Integers:
    return BUSINESS[:classes]


WORLDS: dict[str, Callable[[], Problem]] = {
    "nested": world(NESTED, deadline=np.array([3, 2]), base_capacity=BASE),
    "apart": world(APART, deadline=np.array([1, 3]), rates=OWN),
    "business": world(NESTED, due=business(2), base_capacity=BASE, **OPENING, maximum_age=4),
    "opening": world(NESTED, **OPENING, rates=OWN, maximum_age=6, deadline=np.array([2, 3])),
    "three": world(CROSSED, due=business(3), maximum_age=5, base_capacity=BASE, class_names=tuple("qrs")),
}
RULES: tuple[Rule, ...] = (
    ResolutionRate(weight=2, rate=0.9),
    ResolutionRate(weight=2, rate=0.9, easing=0.5),
    DayFloor(weight=2, rate=0.8),
    MaximumAge(weight=2),
    OccupancyCap(weight=2, share=0.85),
)


def disagreements(problem: Problem, rule: Rule, every: Sequence[Roster]) -> tuple[list[str], int]:
    """Rosters on which the two statements differ, and how many break the rule."""
    found, broken = [], 0
    for roster, price in zip(every, prices(problem, [rule], every), strict=True):
        amount = sum(violation.amount for violation in rule.violations(problem, roster))
        broken += amount > 0
        if price != 2 * amount:
            found.append(f"{roster.text('MN')}: model {price}, violations {amount}")
    return found, broken


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule)
def test_both_statements_agree_roster_by_roster(name: str, rule: Rule) -> None:
    # every roster of the plain world, each fourth of the others: they take seconds each and differ in the work alone
    every = every_roster(2, 3)[:: 1 if name == "nested" else 4]
    found, broken = disagreements(WORLDS[name](), rule, every)
    assert found == []
    assert broken, "a world in which the rule never bites proves nothing"


@pytest.mark.parametrize("name", ["nested", "three"])
def test_both_statements_agree_on_the_windows_of_every_pool(name: str) -> None:
    problem = WORLDS[name]()
    windows = [
        ShortWindow(start, end, minutes, pool)
        for pool in range(len(pools(problem.demand)))
        for start, end, minutes in ((1, 2, 361), (2, 8, 700), (6, 11, 450))
    ]
    assert len({window.pool for window in windows}) >= 2
    every = every_roster(2, 3)
    for window in windows:
        found, broken = disagreements(problem, WindowMargin(weight=2, windows=(window,)), every[::5])
        assert found == []
        assert 0 < broken < len(every[::5])
    assert disagreements(problem, WindowMargin(weight=2, windows=tuple(windows)), every)[0] == []


@settings(derandomize=True, max_examples=150, deadline=None)
@given(problem=skilled_worlds(), roster=rosters())
def test_both_statements_agree_in_random_worlds(problem: Problem, roster: Roster) -> None:
    for rule in RULES:
        assert disagreements(problem, rule, [roster])[0] == []
