"""Burdens are shared by contract days present, the past fades, and the worst-off comes first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from staffing.engines.direct.solve import solve
from staffing.engines.limits import Limits
from staffing.labour import Labour
from staffing.problem import OFF, Problem, Wish
from staffing.roster import Roster
from staffing.rules.agent.allowed_shifts import AllowedShifts
from staffing.rules.agent.one_shift_a_day import OneShiftADay
from staffing.rules.team.fair_holidays import FairHolidays
from staffing.rules.team.fair_hours import FairHours
from staffing.rules.team.fair_late_shifts import FairLateShifts
from staffing.rules.team.fair_nights import FairNights
from staffing.rules.team.fair_requests import FairRequests
from staffing.rules.team.fair_rule import FairRule
from staffing.rules.team.fair_weekends import FairWeekends
from staffing.rules.team.fairness import memory, points
from staffing.rules.team.min_on_queue import MinOnQueue
from staffing.rules.team.paid_hours import PaidHours
from tests.rules.cases.worlds import flags
from tests.rules.worlds import tiny_cover, tiny_world


def nights_of(problem: Problem, rule: FairRule) -> list[int]:
    """Late shifts of everybody in the cheapest roster that has somebody on each late shift."""
    covered = replace(problem, cover=tiny_cover(problem.days, 1)[1::2], minutes_guaranteed=problem.minutes_due * 0)
    result = solve(covered, [OneShiftADay(), AllowedShifts(), MinOnQueue(), PaidHours(), rule], Limits(work=2.0))
    assert result.roster is not None
    assert result.objective == result.bound
    found: list[int] = result.roster.work[:, :, 1].sum(axis=1).tolist()
    return found


def amounts(rule: FairRule, problem: Problem, text: str) -> dict[int, int]:
    breaches = rule.violations(problem, Roster.parse(text, "MN"))
    return {breach.agent: breach.amount for breach in breaches}


def shares(rule: FairRule, problem: Problem, text: str) -> list[float]:
    found = rule.balance(problem, Roster.parse(text, "MN")).share
    return [round(share, 2) for share in found]


def test_who_carried_more_in_the_past_gets_less_now() -> None:
    assert nights_of(tiny_world(2, 4, "NNNNN\nMMMM-"), FairLateShifts()) == [0, 4]
    assert nights_of(tiny_world(2, 4, "NNNNN\nMMMM-"), FairLateShifts(half_life_weeks=0)) == [2, 2]


def test_a_part_timer_gets_the_part_of_the_contract() -> None:
    assert nights_of(tiny_world(2, 6, contract_days=np.array([4, 2])), FairLateShifts(weight="hard")) == [4, 2]


def test_two_above_the_share_are_spread_over_two_people() -> None:
    world = tiny_world(4, 3)
    assert amounts(FairLateShifts(), world, "NNN\nN--\n---\n---") == {0: 3}
    assert amounts(FairLateShifts(), world, "NN-\nNN-\n---\n---") == {0: 1, 1: 1}
    free = tiny_world(4, 4, contract_allows=np.array([[1, 1], [1, 1], [1, 0], [1, 0]], dtype=bool))
    assert nights_of(free, FairLateShifts()) == [2, 2, 0, 0]


def test_each_whole_burden_above_counts_one_more_up_to_six() -> None:
    assert [points(above) for above in range(9)] == [0, 1, 3, 6, 10, 15, 21, 27, 33]


def test_who_is_above_the_share_already_and_is_spared_is_no_breach() -> None:
    rule, world = FairLateShifts(half_life_weeks=520), tiny_world(2, 3, "NNNNNN\n------")
    assert amounts(rule, world, "---\n---") == {}
    assert amounts(rule, world, "---\nNNN") == {}
    assert amounts(rule, world, "NN-\n---") == {0: 1 + 2 + 3}
    (breach,) = rule.violations(world, Roster.parse("NN-\n---", "MN"))
    assert breach.note == "2 late shifts in the plan and 6.0 remembered, 4.0 is the share: 3 above"
    assert breach.unit == "late shifts over, rising"


def test_the_past_counts_half_after_the_half_life_and_all_of_the_plan_whole() -> None:
    week = np.array([-16, -8, -1, 0, 1])
    world = tiny_world(1, 2, "MMM", week=week)
    assert memory(world, 8).tolist() == [250, 500, 917, 1000, 1000]
    assert memory(world, 1).tolist() == [0, 4, 500, 1000, 1000]
    assert memory(world, 0).tolist() == [0, 0, 0, 1000, 1000]


def test_who_was_away_or_not_yet_there_owes_less() -> None:
    there = flags((2, 7), (1, 0), (1, 1), (1, 2))
    for absence in ({"employed": there}, {"on_leave": ~there}):
        world = tiny_world(2, 3, "NNNN\n---N", **absence)
        assert shares(FairLateShifts(half_life_weeks=520), world, "---\n---") == pytest.approx([3.18, 1.82], abs=0.02)


def test_who_may_not_carry_a_burden_owes_none_of_it() -> None:
    may_not = tiny_world(2, 3, contract_allows=flags((2, 2), (1, 1)))
    assert shares(FairLateShifts(), may_not, "NNN\nMMM") == [3, 0]
    nights = Labour(night=np.array([False, True]), no_nights=~flags((2, 3), (0, 0), (0, 1), (0, 2)))
    assert shares(FairNights(), tiny_world(2, 3, labour=nights), "---\nNNN") == [0, 3]
    no_night_was_possible = tiny_world(2, 3, contract_allows=flags((2, 2), (0, 1), (1, 1)))
    assert amounts(FairLateShifts(), no_night_was_possible, "NNN\n---") == {}


def test_who_works_at_weekends_only_owes_as_many_weekend_days_as_the_contract_has() -> None:
    only = flags((2, 7, 2), *((1, day, shift) for day in range(5) for shift in range(2)))
    world = tiny_world(2, 7, available=only, contract_days=np.array([5, 2]))
    assert shares(FairWeekends(), world, "MMM--MM\n-----MM") == pytest.approx([4 * 10 / 24, 4 * 14 / 24], abs=0.01)


def test_holidays_are_those_of_the_persons_site() -> None:
    sites: dict[str, Any] = {"site_names": ("a", "b"), "agent_site": np.array([0, 1]), "shift_site": np.array([0, 1])}
    labour = Labour(holiday=np.array([[True, True, False], [False, False, False]]))
    balance = FairHolidays().balance(tiny_world(2, 3, labour=labour, **sites), Roster.parse("MMM\nNNN", "MN"))
    assert balance.planned == (2, 0)
    assert balance.share == (2, 0)


def test_hours_are_shared_by_the_hours_due() -> None:
    world = tiny_world(2, 3, minutes_due=np.array([[1440], [480]]))
    assert shares(FairHours(), world, "MMM\nM--") == [24, 8]
    assert amounts(FairHours(), world, "MMM\nM--") == {}
    assert amounts(FairHours(), world, "M--\nMMM") == {1: 1 + 2 + 3 + 4 + 5 + 6 * 11}


def test_refusals_are_shared_by_the_requests_made_past_ones_included() -> None:
    asked = tuple(Wish(agent, 2, OFF, False, 9) for agent in range(2))
    world = tiny_world(2, 1, "MM\n--", wishes=asked, past_wishes=(Wish(0, 0, OFF, False, 1), Wish(0, 1, 0, True, 1)))
    balance = FairRequests().balance(world, Roster.parse("M\n-", "MN"))
    assert [round(part, 2) for part in balance.remembered] == [1.83, 0]
    assert balance.planned == (1, 0)
    assert [round(part, 2) for part in balance.share] == [2.09, 0.74]


def test_all_of_several_planned_weeks_are_one_sum() -> None:
    weeks = np.array([0] * 7 + [1] * 7)
    due = {"days_due": np.full((2, 2), 5), "minutes_due": np.full((2, 2), 2400)}
    world = tiny_world(2, 14, week=weeks, minutes_guaranteed=np.zeros((2, 2), dtype=np.int64), **due)
    assert amounts(FairLateShifts(), world, "NNNNNNN-------\n-------NNNNNNN") == {}
    assert amounts(FairLateShifts(), world, "NNNNNNNN------\n--------NNNNNN") == {0: 1}
