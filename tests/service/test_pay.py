"""What a roster costs, in answers worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from staffing.problem import OvertimeBracket, Problem
from staffing.roster import Roster
from staffing.service.pay import Pay, bracket_steps, cost_of, credited_in_weeks, pay_of, wage_tenths
from tests.rules.worlds import tiny_world

INDONESIA = ((OvertimeBracket(0, 50), OvertimeBracket(60, 100)),)
"""One and a half for the first hour, twice the wage after it."""


def amounts(problem: Problem, text: str, agent: int = 0) -> dict[str, int]:
    found = pay_of(problem, Roster.parse(text, "MN"))
    assert cost_of(problem, Roster.parse(text, "MN")) == sum(pay.amount for pay in found)
    return {pay.kind: pay.amount for pay in found if pay.agent == agent}


def fortnight(**changes: Any) -> Problem:
    """Two planned weeks of seven days."""
    due = {"days_due": np.full((1, 2), 5), "minutes_due": np.full((1, 2), 2400), "overtime_pay": INDONESIA}
    guaranteed = {"minutes_guaranteed": np.full((1, 2), 2400)}
    return tiny_world(1, 14, week=np.arange(14) // 7, **{**due, **guaranteed, **changes})


def test_hours_due_are_paid_at_the_wage() -> None:
    assert amounts(tiny_world(1, 3, wage=np.array([1850])), "MN-") == {
        "regular": 16 * 1850,
        "guaranteed": 0,
        "overtime": 0,
    }


def test_hours_guaranteed_but_not_rostered_are_paid_all_the_same() -> None:
    found = amounts(tiny_world(1, 3, wage=np.array([1850])), "--N")
    assert (found["regular"], found["guaranteed"]) == (8 * 1850, 8 * 1850)
    assert amounts(tiny_world(1, 3, wage=np.array([1850])), "---")["guaranteed"] == 16 * 1850


def test_hours_above_the_guarantee_and_within_the_contract_are_no_overtime() -> None:
    assert amounts(tiny_world(1, 3, wage=np.array([1850])), "MMM") == {
        "regular": 24 * 1850,
        "guaranteed": 0,
        "overtime": 0,
    }


def test_eight_hours_of_overtime_at_one_and_a_half_and_then_twice_an_indonesian_wage() -> None:
    # 5,500,000 rupiah a month over 173 hours are 31,791.91 an hour; 1 x 1.5 + 7 x 2 hours of it are 492,774.605
    problem = tiny_world(1, 3, wage=np.array([3_179_191]), minutes_due=np.array([[960]]), overtime_pay=INDONESIA)
    assert amounts(problem, "MMM") == {"regular": 16 * 3_179_191, "guaranteed": 0, "overtime": 49_277_461}


def test_overtime_without_a_premium_is_paid_at_the_wage() -> None:
    problem = tiny_world(1, 3, wage=np.array([1850]), minutes_due=np.array([[960]]))
    assert amounts(problem, "MMM")["overtime"] == 8 * 1850


def test_every_week_begins_anew_with_the_first_hour_of_overtime() -> None:
    problem = fortnight(wage=np.array([1000]))
    assert amounts(problem, "MMMMMM-MMMMMM-") == {"regular": 80_000, "guaranteed": 0, "overtime": 2 * 15_500}
    assert amounts(problem, "MMMMMM-MMMM---") == {"regular": 72_000, "guaranteed": 8000, "overtime": 15_500}


def test_premiums_come_on_top_by_kind_and_add_up() -> None:
    # a holiday of 9 hours: twice the wage for 7 of them, three times for one, four times for one
    holiday, night = 7 * 60 * 100 + 60 * 200 + 60 * 300, 6 * 60 * 30
    premium = np.zeros((2, 3, 2), dtype=np.int64)
    premium[0, 1], premium[1, 1, 0] = night, holiday
    world = tiny_world(1, 3, wage=np.array([1000]), premium_names=("night", "holiday"), premium=premium)
    assert amounts(world, "-M-") == {
        "regular": 8000,
        "guaranteed": 8000,
        "overtime": 0,
        "night": 1800,
        "holiday": 12_000,
    }
    assert amounts(world, "-N-")["holiday"] == amounts(world, "M-M")["night"] == 0


def test_the_days_before_the_plan_are_not_paid_again() -> None:
    premium = np.full((1, 5, 2), 4800)
    world = tiny_world(1, 3, "MN", wage=np.array([1000]), premium_names=("night",), premium=premium)
    assert amounts(world, "---") == {"regular": 0, "guaranteed": 16_000, "overtime": 0, "night": 0}


def test_a_night_of_nine_hours_counts_eight_by_the_clock_for_the_wage_and_nine_for_the_premium() -> None:
    longer = np.full((3, 2), 480)
    longer[1, 1] = 540
    premium = np.where(longer == 540, 540 * 25, 0)[None]
    world = tiny_world(1, 3, wage=np.array([6000]), paid_minutes=longer, premium_names=("night",), premium=premium)
    found = amounts(world, "-N-")
    assert (found["regular"], found["night"]) == (8 * 6000, 9 * 1500)


def test_two_shifts_on_one_day_are_both_paid() -> None:
    both = Roster(np.ones((1, 3, 2), dtype=bool) & (np.arange(3) == 1)[None, :, None])
    assert pay_of(tiny_world(1, 3, wage=np.array([1000])), both)[0] == Pay(0, "regular", 16_000)


def test_half_a_cent_is_rounded_up_once_over_the_whole_plan() -> None:
    odd = {"credited_minutes": np.array([30, 90]), "minutes_guaranteed": np.zeros((1, 1), dtype=np.int64)}
    world = tiny_world(1, 3, wage=np.array([1001]), **odd)
    assert amounts(world, "M--")["regular"] == 501  # 500.5
    assert amounts(world, "MM-")["regular"] == 1001  # 1001.0, not 2 x 501
    assert amounts(world, "MN-")["regular"] == 2002


def test_everybody_is_listed_by_agent_and_kind_and_nobody_paid_without_a_wage() -> None:
    world = tiny_world(2, 3, premium_names=("night",), premium=np.full((1, 3, 2), 4800))
    found = pay_of(world, Roster.parse("MMM\nN--", "MN"))
    kinds = ["regular", "guaranteed", "overtime", "night"]
    assert [(pay.agent, pay.kind) for pay in found] == [(agent, kind) for agent in (0, 1) for kind in kinds]
    assert not any(pay.amount for pay in found)


def test_an_agent_has_the_overtime_pay_of_the_own_site() -> None:
    world = tiny_world(
        2,
        3,
        wage=np.array([1000, 1000]),
        minutes_due=np.full((2, 1), 960),
        site_names=("a", "b"),
        agent_site=np.array([0, 1]),
        shift_site=np.array([0, 1]),
        overtime_pay=((), (OvertimeBracket(0, 200),)),
    )
    assert amounts(world, "MMM\nNNN")["overtime"] == 8000
    assert amounts(world, "MMM\nNNN", agent=1)["overtime"] == 24_000


def test_minutes_are_summed_by_week() -> None:
    work = Roster.parse("MMM----MN-----", "MN")
    assert credited_in_weeks(fortnight(credited_minutes=np.array([480, 450])), work).tolist() == [[1440, 930]]


@pytest.mark.parametrize(
    ("wages", "tenths"),
    [([0, 0], [10, 10]), ([7, 7], [10, 10]), ([1000, 3000], [5, 15]), ([0, 500], [1, 20]), ([1000, 1100], [10, 10])],
)
def test_wages_in_tenths_of_their_mean(wages: list[int], tenths: list[int]) -> None:
    assert wage_tenths(tiny_world(2, 3, wage=np.array(wages))).tolist() == tenths


def test_brackets_as_steps() -> None:
    brackets = (OvertimeBracket(0, 0), OvertimeBracket(60, 50), OvertimeBracket(120, 50), OvertimeBracket(180, 200))
    assert list(bracket_steps(brackets)) == [(60, 50), (180, 150)]
    assert list(bracket_steps(())) == []
