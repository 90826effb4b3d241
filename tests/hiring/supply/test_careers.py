"""What one who starts brings, week by week, and how starts of unknown week add up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.documents.hiring import Attrition
from staffing.hiring.supply.careers import Career, career_of, cohort_of
from staffing.hiring.supply.cohort import Floats
from tests.hiring.supply.made import assert_conserves, hazards_stated, hiring_of


def career(length: int = 10, per_head: float = 1.0, **hiring: object) -> Career:
    made = hiring_of(**hiring)
    return career_of(made, hazards_stated(made), length, per_head, 40)


def test_without_training_ramp_and_attrition_somebody_brings_all_at_once() -> None:
    one = career()
    assert one.fte.tolist() == one.employed.tolist() == [1.0] * 10
    assert one.left.tolist() == [0.0] * 10


def test_training_brings_nothing_and_the_ramp_begins_in_the_week_after_it() -> None:
    one = career(6, 0.5, training={"weeks": 2}, ramp=(0.6, 0.8, 1.0))
    np.testing.assert_allclose(one.fte, [0, 0, 0.3, 0.4, 0.5, 0.5])


def test_mentors_give_hours_in_the_weeks_after_the_training_even_more_than_they_get_back() -> None:
    one = career(6, 0.2, training={"weeks": 1}, mentoring={"hours_per_week": 10, "weeks": 2})
    np.testing.assert_allclose(one.fte, [0, -0.05, -0.05, 0.2, 0.2, 0.2])


def test_those_who_fail_leave_when_the_training_ends() -> None:
    one = career(5, training={"weeks": 2, "pass_rate": 0.75})
    assert one.employed.tolist() == [1, 1, 0.75, 0.75, 0.75]
    assert one.left.tolist() == [0, 0, 0.25, 0, 0]


def test_nobody_fails_a_training_that_there_is_not() -> None:
    assert career(3, training={"weeks": 0, "pass_rate": 0.5}).employed.tolist() == [1, 1, 1]


def test_people_leave_by_their_own_chances_and_by_the_exam() -> None:
    one = career(
        8, new_hires={"probability": 0.6, "weeks": 3}, attrition={"probability": 0.3}, training={"pass_rate": 0.9}
    )
    new, settled = Attrition(probability=0.6).weekly, Attrition(probability=0.3).weekly
    expected = [1, 1 - new, 0.9 * (1 - new) ** 2, 0.9 * (1 - new) ** 3, 0.9 * (1 - new) ** 3 * (1 - settled)]
    np.testing.assert_allclose(one.employed[:5], expected)
    np.testing.assert_allclose(1 - one.left.cumsum(), one.employed)


def test_what_one_start_brings_on_average_is_chance_times_value() -> None:
    one = career(4, attrition={"probability": 0.3})
    np.testing.assert_allclose(one.expected, (1 - Attrition(probability=0.3).weekly) ** np.arange(4))


chances = st.lists(st.floats(0, 1), min_size=2, max_size=20).map(lambda some: np.array(some) / max(1.0, sum(some)))


@settings(derandomize=True, max_examples=60)
@given(chances, st.integers(0, 4), st.floats(0, 0.9), st.sampled_from([1.0, 0.7]), st.integers(0, 5))
def test_starts_of_unknown_week_conserve_people_and_add_up(
    starts: Floats, training: int, attrition: float, passed: float, mentored: int
) -> None:
    weeks = len(starts)
    one = career(
        weeks + 3,
        0.9,
        training={"weeks": training, "pass_rate": passed},
        attrition={"probability": attrition},
        ramp=(0.5, 0.5, 0.75, 1.0),
        mentoring={"hours_per_week": 4, "weeks": mentored},
    )
    cohort = cohort_of(3, starts, one)
    assert_conserves(cohort)
    folded = [sum(starts[s] * one.expected[w - s] for s in range(w + 1)) for w in range(weeks)]
    np.testing.assert_allclose(cohort.fte, 3 * np.array(folded), atol=1e-12)
    assert cohort.heads[0] == pytest.approx(3 * starts[0])


def test_ages_that_bring_the_same_are_one_state() -> None:
    one = career(52, training={"weeks": 3}, ramp=(0.5, 1.0))
    assert len(cohort_of(1, np.full(52, 1 / 52), one).chances) == 3  # none, half, all
