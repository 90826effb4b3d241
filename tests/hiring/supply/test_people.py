"""What the people of today bring: survival, leave, days employed, growing speed, and who is like whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.documents.hiring import Attrition, Hiring
from staffing.documents.people import Leave
from staffing.hiring.supply.careers import career_of
from staffing.hiring.supply.filling import start_cohort
from staffing.hiring.supply.leave import usual_leave_days
from tests.hiring.supply.made import (
    FULL,
    HALF,
    MONDAY,
    NOW,
    agents_of,
    assert_conserves,
    fte,
    hazards_stated,
    hiring_of,
    people_of,
    staff_of,
)


def on(day: int) -> date:
    return MONDAY + timedelta(days=day)


def away(start: int, days: int, agent: str = "a0", kind: str = "annual") -> Leave:
    return Leave(agent_id=agent, start=on(start), end=on(start + days - 1), kind=kind)


def test_nobody_leaves_and_all_are_there_exactly() -> None:
    cohorts = people_of({}, {}, {"contract": "half"}, {})
    assert fte(cohorts).tolist() == [3.5] * 12
    assert [cohort.count for cohort in cohorts] == [3, 1]


def test_people_stay_by_the_chances_of_their_own_tenure() -> None:
    hiring = hiring_of(attrition={"probability": 0.3}, new_hires={"probability": 0.6, "weeks": 5})
    settled, new = people_of({}, {"hired_on": on(-21)}, weeks=5, staff=staff_of(hiring))
    q, q_new = Attrition(probability=0.3).weekly, Attrition(probability=0.6).weekly
    np.testing.assert_allclose(settled.heads, (1 - q) ** np.arange(5))
    np.testing.assert_allclose(new.heads[1:] / new.heads[:-1], [1 - q_new, 1 - q_new, 1 - q, 1 - q])


def test_the_first_week_is_as_given_whatever_the_rest() -> None:
    staff = staff_of(hiring_of(), [away(0, 7)], first_week={"a0": 0.25, "a2": 0.5})
    cohorts = people_of({}, {}, {"leaves_on": on(3)}, staff=staff)
    assert fte(cohorts)[:3].tolist() == [1.75, 2.0, 2.0]


def test_a_week_of_leave_takes_the_days_that_the_roster_takes() -> None:
    for days, left in ((1, 0.8), (5, 0.0), (7, 0.0)):
        assert fte(people_of({}, staff=staff_of(hiring_of(), [away(7, days)])))[1] == pytest.approx(left)
    half = people_of({"contract": "half"}, staff=staff_of(hiring_of(), [away(7, 1), away(7, 1)]))
    assert fte(half)[1] == pytest.approx(0.375)  # one of four days, told twice


def test_usual_leave_begins_when_it_is_not_asked_for_yet_and_never_adds_to_what_is_known() -> None:
    staff = staff_of(hiring_of(), [away(35, 2), away(56, 28)], leave_days=26)
    assert fte(people_of({}, weeks=13, staff=staff)).tolist() == pytest.approx(
        [1, 1, 1, 1, 0.9, 0.6, 0.9, 0.9, 0, 0, 0, 0, 0.9]
    )


def test_somebody_with_a_last_day_works_to_that_day_and_has_left_the_week_after() -> None:
    (one,) = people_of({"leaves_on": on(16)}, weeks=5)
    assert one.fte.tolist() == pytest.approx([1, 1, 3 / 7, 0, 0])
    assert one.left.tolist() == [0, 0, 0, 1, 0]
    assert people_of({"leaves_on": on(-1)}) == ()


def test_somebody_hired_in_the_first_week_is_there_without_training() -> None:
    hiring = hiring_of(training={"weeks": 3})
    (one,) = people_of({"hired_on": on(2)}, staff=staff_of(hiring, first_week={"a0": 0.6}))
    assert one.fte.tolist() == [0.6, *[1.0] * 11]
    assert one.started.sum() == 0


def test_somebody_hired_later_starts_as_anybody_does_and_surely() -> None:
    hiring = hiring_of(
        attrition={"probability": 0.4},
        training={"weeks": 2, "pass_rate": 0.9},
        ramp=(0.5, 1.0),
        mentoring={"hours_per_week": 4, "weeks": 3},
    )
    staff = staff_of(hiring, leave_days=26)
    career = career_of(hiring, hazards_stated(hiring), 12, staff.per_head(FULL), 40)
    for day, week in ((14, 2), (15, 3)):  # from the first week they are there from its beginning
        (one,) = people_of({"hired_on": on(day)}, staff=staff)
        same = start_cohort(1, week, career, np.array([1.0]), 12)
        for mine, theirs in ((one.fte, same.fte), (one.heads, same.heads), (one.left, same.left)):
            np.testing.assert_allclose(mine, theirs, atol=1e-15)
        assert_conserves(one)
    assert people_of({"hired_on": on(12 * 7)}, staff=staff) == ()
    (gone,) = people_of({"hired_on": on(14), "leaves_on": on(30)}, staff=staff)
    assert gone.heads[5:].tolist() == [0] * 7
    assert_conserves(gone)


def test_leave_of_somebody_hired_later_counts_beyond_the_usual() -> None:
    staff = staff_of(hiring_of(), [away(28, 2), away(35, 7)], leave_days=26)
    (one,) = people_of({"hired_on": on(14)}, staff=staff)
    assert one.fte[2:8].tolist() == pytest.approx([0.9, 0.9, 0.6, 0, 0.9, 0.9])


def test_a_speed_below_one_grows_along_the_ramp_and_is_never_below_it() -> None:
    hiring = hiring_of(ramp=(0.4, 0.5, 0.6, 0.8, 1.0), training={"weeks": 2})
    (one,) = people_of({"hired_on": on(-21)}, staff=staff_of(hiring, speeds={"a0": 0.55}))
    assert one.fte.tolist() == pytest.approx([0.55, 0.6, 0.8, 1, *[1] * 8])
    (trainee,) = people_of({"hired_on": on(0)}, staff=staff_of(hiring, speeds={"a0": 0.1}))
    assert trainee.fte[:5].tolist() == pytest.approx([0.1, 0.1, 0.4, 0.5, 0.6])


@pytest.mark.parametrize(
    ("row", "speed"),
    [
        ({}, 0.8),  # no hired_on: settled
        ({"hired_on": on(-70)}, 0.8),  # past the ramp
        ({"hired_on": on(-7)}, 1.2),
        ({"hired_on": on(-7)}, 1.0),  # the roster counts them in full too
    ],
)
def test_other_speeds_stay_as_they_are(row: dict[str, Any], speed: float) -> None:
    (one,) = people_of(row, staff=staff_of(hiring_of(ramp=(0.4, 0.5, 1.0)), speeds={"a0": speed}))
    assert one.fte.tolist() == pytest.approx([speed] * 12)


ROWS = st.fixed_dictionaries(
    {"contract": st.sampled_from(["full", "half"])},
    optional={"hired_on": st.integers(-200, 60).map(on), "leaves_on": st.integers(61, 120).map(on)},
)


@settings(derandomize=True, max_examples=50)
@given(
    st.lists(ROWS, min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(-10, 90), st.integers(1, 40)), max_size=4),
    st.floats(0, 0.9),
    st.floats(0, 40),
)
def test_people_are_conserved_and_more_leave_never_brings_more(
    rows: list[dict[str, Any]], spans: list[tuple[int, int]], probability: float, days: float
) -> None:
    hiring = hiring_of(attrition={"probability": probability}, training={"weeks": 1})
    without = people_of(*rows, staff=staff_of(hiring))
    cohorts = people_of(*rows, staff=staff_of(hiring, [away(*span) for span in spans], leave_days=days))
    for cohort in cohorts:
        assert_conserves(cohort)
    assert sum(cohort.count for cohort in cohorts) == len(rows)
    assert (fte(cohorts) <= fte(without) + 1e-12).all()
    assert (fte(cohorts) >= 0).all()


def usual(leave: list[Leave], hiring: Hiring | None = None, *rows: dict[str, Any]) -> tuple[float, str]:
    contracts = {contract.id: contract for contract in (FULL, HALF)}
    return usual_leave_days(hiring or hiring_of(), agents_of(*(rows or ({}, {}))), contracts, leave, NOW)


def test_usual_leave_is_as_stated_or_as_seen_in_the_last_year_or_assumed() -> None:
    year = [away(-400, 5), away(-350, 7), away(-200, 12), away(-100, 1, "a1"), away(10, 5)]
    assert usual(year, hiring_of(leave_days=30)) == (30, "team.yaml")
    days, source = usual(year)
    assert source == "leave.csv"
    assert days == pytest.approx((5 + 10 + 1) / 2)
    assert usual([]) == (0, "assumed")
    assert usual([away(5, 5)]) == (0, "assumed")
    assert usual([away(-30, 5)]) == (0, "assumed")  # a month says nothing of a year


def test_a_young_file_counts_from_its_first_row() -> None:
    days, source = usual([away(-3 - 182, 5)])
    assert source == "leave.csv"
    assert days == pytest.approx(5 / 2 / 0.5)


def test_long_and_sick_leave_are_not_usual() -> None:
    base = [away(-367, 1)]
    long = [away(-300, 28)]
    chained = [away(-301 + 7 * week, 5, "a1") for week in range(4)]
    sick = [away(-50, 3, kind="Sick")]
    assert usual([*base, *long, *sick]) == usual(base)
    assert usual([*base, *chained])[0] == pytest.approx(usual(base)[0] + 10)  # 26 days from Monday to the last Friday
    longer = [*chained, away(-301 + 28, 2, "a1")]
    assert usual([*base, *longer]) == usual(base)


def test_days_between_two_days_off_are_worked_but_for_a_weekend() -> None:
    base = usual([away(-367, 1)])[0]
    assert usual([away(-367, 1), away(-301, 1), away(-299, 1)])[0] == pytest.approx(base + 1)
    assert usual([away(-367, 1), away(-301, 5), away(-294, 5)])[0] == pytest.approx(base + 5)


def test_years_count_only_while_employed() -> None:
    days, _ = usual([away(-360, 1), away(-100, 5)], None, {}, {"hired_on": NOW - timedelta(days=182)})
    assert days == pytest.approx(6 / 1.5, rel=0.02)
