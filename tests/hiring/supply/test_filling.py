"""When the openings under way bring somebody, and how late planned people start."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.documents.hiring import Hiring, TimeToFill
from staffing.documents.requisition import Requisition
from staffing.hiring.supply.careers import career_of
from staffing.hiring.supply.cohort import Floats
from staffing.hiring.supply.filling import STAGES, requisition_cohorts, start_chances, start_cohort
from staffing.hiring.supply.lateness import filling_of, lateness
from tests.hiring.supply.made import MONDAY, assert_conserves, fte, hazards_stated, hiring_of, weeks_of

W = 40
USUAL = TimeToFill(median_days=45, p80_days=65)


def opening(**changes: Any) -> Requisition:
    return Requisition.model_validate({"requisition_id": "r1", "role": "desk", **changes})


def chances(now: date = MONDAY, hiring: Hiring | None = None, **changes: Any) -> Floats:
    return start_chances(opening(**changes), weeks_of(W), now, hiring or hiring_of(notice_days=14))


def test_the_time_to_fill_has_the_median_and_the_percentile_that_are_written() -> None:
    filling = filling_of(USUAL)
    assert filling.within(45) == pytest.approx(0.5)
    assert filling.within(65) == pytest.approx(0.8)
    assert filling.within(0) == filling.within(-3) == 0


def test_a_constant_time_is_that_time_and_none_is_at_once() -> None:
    constant = filling_of(TimeToFill(median_days=30, p80_days=30))
    assert (constant.within(29), constant.within(30)) == (0, 1)
    assert filling_of(TimeToFill(median_days=0, p80_days=0)).within(0) == 1


def test_four_of_five_start_in_the_planned_week_and_the_others_by_the_days_they_are_late() -> None:
    late, filling = lateness(USUAL), filling_of(USUAL)
    told = filling.within(65 + 7 * (len(late) - 1))
    assert late.sum() == pytest.approx(1)
    assert late[0] == pytest.approx(0.8 / told)
    assert late[2] == pytest.approx((filling.within(79) - filling.within(72)) / told)
    assert 1 - told < 1e-4 <= 1 - filling.within(65 + 7 * (len(late) - 2))


def test_nobody_is_late_where_the_time_is_certain() -> None:
    assert lateness(TimeToFill(median_days=30, p80_days=30)).tolist() == [1.0]
    assert lateness(TimeToFill(median_days=0, p80_days=0)).tolist() == [1.0]


def test_a_time_without_end_ends_all_the_same() -> None:
    late = lateness(TimeToFill(median_days=1, p80_days=1095))
    assert late.sum() == pytest.approx(1)
    assert len(late) == 521


def test_an_opening_starts_after_what_remains_of_its_time_and_the_notice() -> None:
    filling = filling_of(USUAL, 0.45)
    starts = chances(stage="interview")
    for week in (2, 5, 9):
        assert starts[: week + 1].sum() == pytest.approx(0.85 * filling.within(7 * week - 14))
    assert starts[:3].sum() == 0  # the notice is two weeks, and nobody has accepted yet


def test_people_start_at_the_beginning_of_a_week() -> None:
    certain = hiring_of(notice_days=10, time_to_fill={"median_days": 20, "p80_days": 20})
    assert np.flatnonzero(chances(hiring=certain)).tolist() == [5]  # 30 days on: after four weeks and two days
    assert np.flatnonzero(chances(now=MONDAY - timedelta(days=2), hiring=certain)).tolist() == [4]  # to the day


@pytest.mark.parametrize(
    ("stage", "share"), [("open", 0.8), ("screening", 0.8), ("interview", 0.85), ("offer", 0.9), ("accepted", 0.95)]
)
def test_a_stage_says_how_many_come(stage: str, share: float) -> None:
    soon = hiring_of(time_to_fill={"median_days": 5, "p80_days": 5}, funnel={"accept": 0.8, "show": 0.95})
    assert chances(hiring=soon, stage=stage).sum() == pytest.approx(share)
    assert chances(hiring=soon, stage=stage, fill_probability=0.3).sum() == pytest.approx(0.3)


def test_later_stages_start_sooner() -> None:
    every = [chances(stage=stage, fill_probability=1).cumsum() for stage in STAGES]
    for before, after in pairwise(every):
        assert (before <= after + 1e-12).all()


@pytest.mark.parametrize("stage", ["on_hold", "filled", "cancelled"])
def test_what_is_closed_brings_nobody(stage: str) -> None:
    assert chances(stage=stage, fill_probability=1).sum() == 0
    hiring = hiring_of()
    career = career_of(hiring, hazards_stated(hiring), W, 1, 40)
    assert requisition_cohorts([opening(stage=stage)], "desk", career, weeks_of(W), MONDAY, hiring) == ()


def test_half_of_those_who_come_are_there_by_the_expected_start() -> None:
    for stage in ("open", "offer"):
        starts = chances(stage=stage, expected_start=MONDAY + timedelta(days=70), fill_probability=1)
        assert starts[:11].sum() == pytest.approx(0.5)
        assert starts[11:].sum() > 0.4


def test_nobody_starts_before_the_notice_and_a_day_gone_by_is_the_first_possible_one() -> None:
    past = chances(stage="open", expected_start=MONDAY - timedelta(days=70), fill_probability=1)
    assert past[:2].sum() == 0
    assert past[2] == pytest.approx(0.5)


def test_whoever_has_accepted_starts_on_the_day_they_gave() -> None:
    starts = chances(stage="accepted", expected_start=MONDAY + timedelta(days=8), fill_probability=1)
    assert np.flatnonzero(starts).tolist() == [2]
    past = chances(stage="accepted", expected_start=MONDAY - timedelta(days=8), fill_probability=1)
    assert np.flatnonzero(past).tolist() == [0]
    assert np.flatnonzero(chances(stage="accepted", fill_probability=1)).tolist() == [2]  # the notice


def test_openings_of_other_roles_do_not_count_and_a_freeze_does_not_touch_any() -> None:
    frozen = hiring_of(notice_days=14, freeze=[{"start": MONDAY, "end": MONDAY + timedelta(days=700)}])
    career = career_of(frozen, hazards_stated(frozen), W, 1, 40)
    rows = [opening(headcount=3), opening(requisition_id="r2", role="other")]
    (one,) = requisition_cohorts(rows, "desk", career, weeks_of(W), MONDAY, frozen)
    assert one.count == 3
    np.testing.assert_array_equal(one.started, chances())
    assert_conserves(one)


def test_planned_people_start_late_as_the_time_to_fill_says() -> None:
    hiring = hiring_of()
    career = career_of(hiring, hazards_stated(hiring), W, 0.9, 40)
    cohort = start_cohort(4, 3, career, np.array([0.8, 0.0, 0.2]), W)
    np.testing.assert_allclose(cohort.fte[:7], [0, 0, 0, 2.88, 2.88, 3.6, 3.6])
    assert_conserves(cohort)
    assert start_cohort(4, W - 1, career, np.array([0.8, 0.0, 0.2]), W).started.sum() == pytest.approx(0.8)
    assert start_cohort(4, W + 2, career, np.array([1.0]), W).fte.tolist() == [0.0] * W


@settings(derandomize=True, max_examples=80)
@given(
    st.sampled_from(sorted(STAGES)),
    st.integers(-100, 200),
    st.integers(0, 120),
    st.integers(0, 60),
    st.tuples(st.integers(1, 90), st.integers(0, 60)),
)
def test_a_later_expected_start_brings_nobody_sooner(
    stage: str, day: int, more: int, notice: int, fill: tuple[int, int]
) -> None:
    hiring = hiring_of(notice_days=notice, time_to_fill={"median_days": fill[0], "p80_days": sum(fill)})
    dates = [MONDAY + timedelta(days=day), MONDAY + timedelta(days=day + more)]
    career = career_of(hiring, hazards_stated(hiring), W, 1, 40)
    rows = [[opening(stage=stage, expected_start=one)] for one in dates]
    early, late = (fte(requisition_cohorts(row, "desk", career, weeks_of(W), MONDAY, hiring)) for row in rows)
    assert (late <= early + 1e-12).all()


@settings(derandomize=True, max_examples=60)
@given(st.floats(0.5, 300), st.floats(1, 3))
def test_lateness_is_a_distribution(median: float, ratio: float) -> None:
    late = lateness(TimeToFill(median_days=median, p80_days=median * ratio))
    assert late.sum() == pytest.approx(1)
    assert (late >= 0).all()
    assert math.isclose(late[0], 0.8, abs_tol=1e-3) or ratio < 1 + 1e-9
