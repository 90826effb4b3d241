"""What may be asked beyond the targets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from staffing.problem import Problem
from staffing.promise.asks import CAPS, MARGINS, Ask, base_ask, ladders, rules_for
from staffing.rules.agent.min_rest import MinRest
from staffing.rules.team.day_floor import DayFloor
from staffing.rules.team.occupancy_cap import OccupancyCap
from staffing.rules.team.resolution_rate import ResolutionRate
from tests.rules.worlds import tiny_world

RULES = (MinRest(minutes=660), ResolutionRate(rate=0.9), DayFloor(rate=0.8), OccupancyCap(share=0.85))


def fixed_hours() -> Problem:
    problem = tiny_world(2, 7)
    return replace(problem, minutes_guaranteed=problem.minutes_due.copy())


def test_each_ladder_grows_more_cautious_from_the_targets_on() -> None:
    rates, margins = ladders(fixed_hours(), base_ask(RULES))
    assert rates == (Ask(0.95, 0.85), Ask(1.0, 0.85))
    assert margins == tuple(Ask(1.0, 0.85, margin) for margin in MARGINS)
    assert list(MARGINS) == sorted(MARGINS)


def test_the_occupancy_cap_is_lowered_only_where_contracts_leave_hours_to_add() -> None:
    problem = tiny_world(2, 7)
    flexible = replace(problem, minutes_guaranteed=np.zeros_like(problem.minutes_due))
    _, caps, margins = ladders(flexible, base_ask(RULES))
    assert [ask.occupancy for ask in caps] == [round(0.85 * share, 4) for share in CAPS]
    assert all(ask.occupancy == 0.85 for ask in margins)
    assert list(CAPS) == sorted(CAPS, reverse=True)


def test_a_team_that_wants_everything_on_time_goes_straight_to_the_margins() -> None:
    (margins,) = ladders(fixed_hours(), Ask(1.0, 0.85))
    assert [ask.margin for ask in margins] == list(MARGINS)


def test_what_is_asked_takes_the_place_of_the_targets_and_nothing_else_changes() -> None:
    asked = rules_for(RULES, Ask(0.97, 0.8))
    rate = ResolutionRate(rate=0.9, easing=0.3)
    assert asked == (MinRest(minutes=660), rate, DayFloor(rate=0.8), OccupancyCap(share=0.8))


def test_a_margin_of_windows_takes_the_place_of_the_rules_of_the_backlog() -> None:
    names = [rule.rule for rule in rules_for(RULES, Ask(1.0, 0.85, 2.0), ((0, 3, 120),))]
    assert names == ["min_rest", "occupancy_cap", "window_margin"]
    assert Ask(1.0, 0.85, 2.0).sentence.endswith("with a margin of 2 standard deviations")
