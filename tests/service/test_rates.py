"""The definitions, with the checks of the text books and of the house."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.service import rates

DAY = 1440.0


def cases(*pairs):
    created, resolved = np.array(pairs, dtype=np.float64).T
    return created, resolved


def test_an_open_matured_case_is_a_miss():
    created, resolved = cases((0, 100), (0, math.inf))
    assert rates.resolution(created, resolved, now=DAY, limit=DAY) == rates.Resolution(on_time=1, matured=2)


def test_an_open_case_may_be_written_as_nan():
    created, resolved = cases((0, 100), (0, math.nan))
    assert rates.resolution(created, resolved, now=DAY, limit=DAY).rate == 0.5


def test_a_case_matures_at_its_deadline_and_not_before():
    created, resolved = cases((0, math.inf))
    assert rates.resolution(created, resolved, now=DAY - 1, limit=DAY).matured == 0
    assert rates.resolution(created, resolved, now=DAY, limit=DAY).matured == 1


def test_a_case_resolved_early_counts_only_once_it_has_matured():
    created, resolved = cases((0, 10))
    assert rates.resolution(created, resolved, now=20, limit=DAY).matured == 0


def test_a_resolution_at_the_deadline_is_on_time_and_a_minute_later_is_not():
    created, resolved = cases((0, DAY), (0, DAY + 1))
    assert rates.resolution(created, resolved, now=3 * DAY, limit=DAY).on_time == 1


def test_paused_time_moves_the_deadline():
    created, resolved = cases((0, DAY + 60), (0, DAY + 60))
    assert rates.resolution(created, resolved, 3 * DAY, DAY, paused=np.array([0.0, 60.0])).on_time == 1


def test_what_happens_later_is_not_known_yet():
    created, resolved = cases((0, 50))
    assert rates.resolution(created, resolved, now=40, limit=30) == rates.Resolution(0, 1)


def test_each_case_may_have_its_own_limit():
    created, resolved = cases((0, 100), (0, 100))
    assert rates.resolution(created, resolved, now=DAY, limit=np.array([60.0, 120.0])).on_time == 1


def test_without_matured_cases_there_is_no_rate():
    assert math.isnan(rates.Resolution(0, 0).rate)
    assert rates.Resolution(0, 0).interval == (0.0, 1.0)


def test_the_closed_cohort_is_flattered_by_leaving_old_cases_open():
    created, resolved = cases((0, 100), (0, math.inf), (0, math.inf), (0, math.inf))
    assert rates.closed_cohort_rate(created, resolved, 0, 3 * DAY, limit=DAY) == 1.0
    assert rates.resolution(created, resolved, now=3 * DAY, limit=DAY).rate == 0.25


def test_the_closed_cohort_holds_what_closed_from_its_start_until_before_its_end():
    created, resolved = cases((0, 9), (0, 10), (0, 19), (0, 20))
    assert rates.closed_cohort_rate(created, resolved, 10, 20, limit=15) == 0.5
    assert math.isnan(rates.closed_cohort_rate(created, resolved, 30, 40, limit=15))


def test_the_companions_of_the_rate():
    created, resolved = cases((0, math.inf), (1000, math.inf), (1990, 2500), (0, 100), (1900, 1950), (3000, math.nan))
    assert rates.open_at(created, resolved, 2000).tolist() == [True, True, True, False, False, False]
    assert rates.open_and_breached(created, resolved, 2000, limit=DAY) == 1
    assert rates.oldest_open_age(created, resolved, 2000) == 2000
    assert rates.backlog_work(created, resolved, 30.0, 2000) == 90
    assert rates.backlog_work(created, resolved, np.array([1.0, 2, 4, 8, 16, 32]), 2000) == 7
    assert rates.oldest_open_age(created, resolved, -1) == 0


def test_a_case_at_its_deadline_is_not_breached():
    created, resolved = cases((0, math.inf))
    assert rates.open_and_breached(created, resolved, DAY, limit=DAY) == 0
    assert rates.open_and_breached(created, resolved, DAY + 1, limit=DAY) == 1


def test_the_age_at_resolution_is_that_of_resolved_cases():
    created, resolved = cases(*((0, age) for age in range(101)), (0, math.inf), (0, math.nan))
    assert rates.resolution_age_p95(created, resolved) == pytest.approx(95)
    assert math.isnan(rates.resolution_age_p95(*cases((0, math.inf))))


def test_a_rate_of_90_percent_on_190_cases_may_be_anything_from_849_to_935():
    lower, upper = rates.wilson_interval(171, 190)
    assert (round(lower, 3), round(upper, 3)) == (0.849, 0.935)


def test_the_wilson_interval_touches_the_ends_only_where_it_must():
    assert rates.wilson_interval(0, 10)[0] == 0.0
    assert rates.wilson_interval(10, 10)[1] == 1.0
    assert rates.wilson_interval(0, 10)[1] == pytest.approx(0.2775, abs=1e-4)  # z^2 / (n + z^2)
    assert rates.wilson_interval(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize("successes", [-1, 11])
def test_successes_outside_the_trials_are_refused(successes):
    with pytest.raises(ValueError, match=f"successes is {successes}"):
        rates.wilson_interval(successes, 10)


@settings(derandomize=True, max_examples=200)
@given(st.integers(1, 10_000), st.floats(0, 1))
def test_the_wilson_interval_holds_the_share_and_solves_its_equation(trials, part):
    successes = round(part * trials)
    lower, upper = rates.wilson_interval(successes, trials)
    share, z = successes / trials, 1.959963984540054
    assert 0 <= lower <= share <= upper <= 1
    for end in {lower, upper} - {0.0, 1.0}:
        assert (share - end) ** 2 == pytest.approx(z * z * end * (1 - end) / trials, rel=1e-6, abs=1e-12)


def test_more_confidence_is_a_wider_interval():
    narrow, wide = rates.wilson_interval(50, 100, 0.8), rates.wilson_interval(50, 100, 0.99)
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


def test_142_hours_of_work_need_five_and_a_half_people():
    fte = rates.fte_needed(142.5, occupancy_max=0.85, internal=0.12, external=0.12, contract_hours=40)
    assert round(fte, 2) == 5.41


@settings(derandomize=True, max_examples=100)
@given(st.floats(1, 1e5), st.floats(0, 0.9), st.floats(0, 0.9), st.floats(0, 1), st.floats(0, 0.3))
def test_the_identities_of_hours(paid, external, internal, busy, coached):
    on_queue = paid * (1 - external) * (1 - internal)
    handling, activities = busy * on_queue, coached * paid
    share = rates.shrinkage(paid, on_queue)
    assert share == pytest.approx(rates.combined_shrinkage(external, internal), abs=1e-9)
    case_utilization = rates.utilization(handling, 0.0, paid)
    assert case_utilization == pytest.approx(rates.occupancy(handling, on_queue) * (1 - share), abs=1e-9)
    assert rates.utilization(handling, activities, paid) == pytest.approx(case_utilization + coached)


def test_shares_of_nothing_are_zero():
    assert rates.shrinkage(0, 0) == rates.occupancy(0, 0) == rates.utilization(0, 0, 0) == 0
    assert rates.productivity(0, 0) == rates.case_mix_productivity(0, 0) == 0


def test_productivity_is_per_hour_and_the_case_mix_form_does_not_reward_easy_cases():
    assert rates.productivity(30, 10) == 3
    easy = rates.case_mix_productivity(standard_minutes=30 * 10, on_queue_minutes=600)
    hard = rates.case_mix_productivity(standard_minutes=10 * 30, on_queue_minutes=600)
    assert easy == hard == 0.5
