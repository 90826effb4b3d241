"""Openings: dates counted back from the start, people through the funnel, and what a slip costs."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.documents.hiring import Attrition, Funnel, Hiring, TimeToFill, Training
from staffing.hiring.openings import dates_of, first_start, openings_of, through, useful_after, weeks_to_start
from tests.hiring.made import outlook_of

MONDAY = date(2027, 3, 1)
SHARES = st.floats(0.05, 1.0)


def test_an_opening_is_counted_back_from_its_start() -> None:
    hiring = Hiring(notice_days=30, time_to_fill=TimeToFill(median_days=45, p80_days=64.5))
    dates = dates_of(MONDAY, hiring)
    assert dates.accept_by == date(2027, 1, 30)  # 1 March less 30 days
    assert dates.open_by == date(2026, 11, 26)  # and less 65


def test_nobody_counts_on_a_start_whose_opening_would_have_been_yesterday() -> None:
    hiring = Hiring(notice_days=7, time_to_fill=TimeToFill(median_days=5, p80_days=7))
    weeks = tuple(MONDAY + timedelta(days=7 * number) for number in range(4))
    assert first_start(MONDAY - timedelta(days=14), weeks, hiring) == 0
    assert first_start(MONDAY - timedelta(days=13), weeks, hiring) == 1
    assert first_start(MONDAY + timedelta(days=365), weeks, hiring) == 4
    assert weeks_to_start(hiring) == 2


def test_full_speed_comes_after_training_and_the_ramp_below_one() -> None:
    assert useful_after(Hiring(training=Training(weeks=2), ramp=(0.5, 0.8, 1.0, 1.0))) == 4
    assert useful_after(Hiring(training=Training(weeks=0), ramp=(1.0,))) == 0


def test_a_funnel_without_losses_needs_as_many_as_start() -> None:
    assert through(Funnel(interview=1, offer=1, accept=1, show=1), 7) == (7, 7, 7)
    assert through(Funnel(interview=0.25, offer=0.25, accept=0.8, show=0.95), 1) == (2, 8, 32)


@given(SHARES, SHARES, SHARES, SHARES, st.integers(1, 50))
def test_the_people_of_a_funnel_are_enough_and_not_more(
    interview: float, offer: float, accept: float, show: float, people: int
) -> None:
    offers, interviews, candidates = through(Funnel(interview=interview, offer=offer, accept=accept, show=show), people)
    for more, share, wanted in (
        (offers, accept * show, people),
        (interviews, offer, offers),
        (candidates, interview, interviews),
    ):
        assert more * share >= wanted - 1e-6
        assert (more - 1) * share < wanted


def plain_hiring() -> Hiring:
    return Hiring(
        attrition=Attrition(probability=0),
        training=Training(weeks=0),
        ramp=(1.0,),
        notice_days=0,
        time_to_fill=TimeToFill(median_days=0, p80_days=0),
    )


def test_a_slip_of_four_weeks_costs_the_work_of_four_weeks() -> None:
    """One is missing from week 3 on; who starts in week 3 covers it, and four weeks later does not until week 7."""
    hiring = plain_hiring()
    required = np.where(np.arange(20) < 3, 5.0, 6.0)
    outlook = outlook_of(hiring, people=5, required=required)
    (found,) = openings_of(outlook, ((3, 1),), hiring)
    assert found.start == outlook.weeks[3]
    assert found.useful_from == found.start
    assert found.open_by == found.start
    assert found.slip.fte_weeks == pytest.approx(4.0)
    assert found.slip.weeks == 4
    assert found.slip.promise == pytest.approx(1.0)
    assert found.slip.promise_late == pytest.approx(5 / 6)


def test_a_slip_of_somebody_who_is_not_missed_costs_nothing() -> None:
    hiring = plain_hiring()
    outlook = outlook_of(hiring, people=9, required=np.full(20, 5.0))
    (found,) = openings_of(outlook, ((3, 1),), hiring)
    assert found.slip.fte_weeks == pytest.approx(0.0)


def test_openings_of_a_role_share_what_is_short() -> None:
    """Two are missing; each opening covers one of them, and its slip costs what the other does not cover."""
    hiring = plain_hiring()
    outlook = outlook_of(hiring, people=4, required=np.full(20, 6.0))
    both = openings_of(outlook, ((2, 1), (5, 1)), hiring)
    assert [one.headcount for one in both] == [1, 1]
    assert [one.slip.fte_weeks for one in both] == pytest.approx([4.0, 4.0])
