"""Hire ahead where the chance of being short times its cost is above that of idling times the wage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from staffing.hiring.ahead import OneMore, ahead_of
from staffing.hiring.answer import Ahead
from staffing.hiring.starts.program import Program
from tests.hiring.starts.made import plain

WEEKS = tuple(date(2026, 6, 1) + timedelta(days=7 * week) for week in range(12))
ONE = OneMore(first=2, lead=3, learning=2, fte=1.0, leaves=0.0)
"""Useful in week 4; who is hired when somebody leaves is useful 5 weeks after that."""


def team(short_cases: int, **changes: object) -> Program:
    """Four cases, some with a gap of one in the weeks that count and all with one elsewhere; a wage is 1."""
    need = np.ones((4, 12))
    need[short_cases:, 4:9] = -1.0
    return plain(need.tolist(), short=np.full(1, 3.0), **changes)


def ahead(program: Program, survival: tuple[float, ...] = (0.9, 0.8), weeks: int = 12, one: OneMore = ONE) -> Ahead:
    found = ahead_of(program, 0, one, survival, WEEKS[:weeks])
    assert found is not None
    assert found.ahead == (found.short * found.cost_short > (1 - found.short) * found.cost_idle)
    return found


def test_the_weeks_that_count_are_those_between_full_speed_of_the_one_and_of_the_other() -> None:
    found = ahead(team(1))
    assert (found.useful_from, found.weeks, found.short) == (WEEKS[4], 5, 0.25)


@pytest.mark.parametrize(("cases", "pays"), [(0, False), (1, False), (2, True), (4, True)])
def test_ahead_pays_where_what_is_saved_is_more_than_the_wage(cases: int, pays: bool) -> None:
    found = ahead(team(cases))
    assert (found.cost_idle, found.ahead) == (1.0, pays)
    assert found.cost_short == (2.0 if cases else 0.0)  # a shortage of 3, less the wage


def test_at_equal_costs_it_does_not_pay() -> None:
    assert not ahead(replace(team(1), short=np.full(1, 4.0))).ahead
    assert ahead(replace(team(1), short=np.full(1, 4.01))).ahead


def test_what_replacing_the_person_costs_is_part_of_what_they_cost() -> None:
    program = replace(team(2), per_hire=np.full(1, 5.0), per_class=np.full(1, 1.0), class_max=2)
    assert ahead(program, one=replace(ONE, leaves=0.1)).cost_idle == pytest.approx(1.55)


def test_somebody_of_half_the_hours_saves_half() -> None:
    assert ahead(team(4), one=replace(ONE, fte=0.5)).cost_short == pytest.approx(1.5 - 1)


def test_somebody_leaves_unless_everybody_stays() -> None:
    assert ahead(team(1)).somebody_leaves == pytest.approx(1 - 0.72)
    assert ahead(team(1), ()).somebody_leaves == 0


def test_a_stop_gap_makes_being_short_cheaper() -> None:
    outsourced = team(4, outsourced_most=np.ones(1), outsourced_price=np.full(1, 2.0))
    assert ahead(outsourced).cost_short == pytest.approx(2.0 - 1)
    half = replace(outsourced, outsourced_most=np.full(1, 0.5))
    assert ahead(half).cost_short == pytest.approx((2.0 + 3.0) / 2 - 1)


def test_the_plan_may_end_before_the_wait_does_and_before_full_speed() -> None:
    assert ahead(team(1), weeks=6).weeks == 2
    assert ahead_of(team(1), 0, ONE, (0.9,), WEEKS[:4]) is None
