"""Who leaves: chances and turnovers, what is stated, and what agents.csv has shown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.documents.hiring import Attrition, Hiring
from staffing.hiring.supply.attrition import (
    PRIOR_LEAVERS,
    Hazards,
    hazards_of,
    probability_a_year,
    turnover_a_year,
)
from tests.hiring.supply.made import agents_of

NOW = date(2026, 11, 23)
STATED = Attrition(probability=0.3)


def ago(days: int) -> date:
    return NOW - timedelta(days=days)


def seen(*rows: dict[str, Any], **hiring: Any) -> Hazards:
    return hazards_of(Hiring.model_validate({"attrition": {"probability": 0.3}, **hiring}), agents_of(*rows), NOW)


@settings(derandomize=True)
@given(st.floats(0, 0.99))
def test_a_probability_comes_back_from_its_week(probability: float) -> None:
    assert probability_a_year(Attrition(probability=probability).weekly) == pytest.approx(probability, abs=1e-12)


@settings(derandomize=True)
@given(st.floats(0, 10))
def test_a_turnover_comes_back_from_its_week(turnover: float) -> None:
    assert turnover_a_year(Attrition(turnover=turnover).weekly) == pytest.approx(turnover, abs=1e-12)


def test_probability_and_turnover_of_one_week_are_not_the_same_number() -> None:
    weekly = Attrition(probability=0.35).weekly
    assert weekly == pytest.approx(1 - 0.65 ** (1 / 52))
    assert turnover_a_year(weekly) == pytest.approx(0.4308, abs=1e-4)  # -ln 0.65
    assert probability_a_year(Attrition(turnover=0.35).weekly) == pytest.approx(0.2953, abs=1e-4)  # 1 - exp(-0.35)


def test_a_team_of_six_keeps_everybody_for_half_a_year_in_little_more_than_a_quarter_of_cases() -> None:
    hazards = hazards_of(Hiring(attrition=Attrition(probability=0.35)), (), NOW)
    stay = hazards.staying(np.full(27, 500))
    assert stay[26] ** 6 == pytest.approx(0.275, abs=5e-4)


def test_without_hires_the_supply_falls_by_the_weekly_chance() -> None:
    hazards = hazards_of(Hiring(attrition=STATED), (), NOW)
    np.testing.assert_allclose(hazards.staying(np.arange(40) + 100), (1 - STATED.weekly) ** np.arange(40))


def test_new_people_have_their_own_chance_in_their_first_weeks() -> None:
    hazards = seen(new_hires={"probability": 0.6, "weeks": 3})
    new = Attrition(probability=0.6).weekly
    assert hazards.weekly([0, 2, 3, 90]).tolist() == [new, new, STATED.weekly, STATED.weekly]
    stay = hazards.staying(np.arange(1, 6))
    np.testing.assert_allclose(stay[1:] / stay[:-1], 1 - np.array([new, new, STATED.weekly, STATED.weekly]))


def test_a_file_of_those_who_are_there_says_nothing() -> None:
    hazards = seen(*[{"hired_on": ago(2000)}] * 40, {"hired_on": ago(900), "leaves_on": NOW + timedelta(days=9)})
    assert (hazards.settled, hazards.new) == (STATED.weekly, STATED.weekly)
    assert (hazards.leavers, hazards.person_weeks, hazards.since) == (0, 0, None)


def test_people_count_from_the_day_after_the_first_leaver_who_does_not() -> None:
    hazards = seen({"leaves_on": ago(71)}, {"hired_on": ago(900)}, {"leaves_on": ago(1)})
    assert hazards.since == ago(70)
    assert (hazards.leavers, hazards.person_weeks) == (1, 20.0)


def test_history_moves_what_is_stated_by_as_much_as_it_weighs() -> None:
    rate = -np.log1p(-STATED.weekly)
    hazards = seen({"leaves_on": ago(365)}, *[{}] * 10)
    expected = PRIOR_LEAVERS / (PRIOR_LEAVERS / rate + 10 * 52)
    assert hazards.settled == pytest.approx(1 - np.exp(-expected))
    assert hazards.new == STATED.weekly  # nobody new was seen


def test_a_long_history_says_what_it_shows() -> None:
    leavers = [{"leaves_on": ago(3641 - 7 * week)} for week in range(0, 520, 2)]
    hazards = seen(*leavers, *[{}] * 100)
    assert hazards.settled == pytest.approx(hazards.leavers / hazards.person_weeks, rel=0.03)
    assert hazards.settled < 0.5 * STATED.weekly


def test_each_tenure_has_its_own_history() -> None:
    news = [{"hired_on": ago(200 - 20 * n), "leaves_on": ago(190 - 20 * n)} for n in range(8)]
    hazards = seen({"leaves_on": ago(365)}, *news, *[{"hired_on": ago(2000)}] * 10)
    assert hazards.new > STATED.weekly > hazards.settled
    assert hazards.leavers == 8
    assert hazards.person_weeks == pytest.approx((8 * 11 + 10 * 364) / 7)


def test_somebody_new_becomes_settled_on_the_way() -> None:
    alone = seen({"leaves_on": ago(365)}, {"hired_on": ago(140)}, new_hires={"probability": 0.3, "weeks": 10})
    assert alone.person_weeks == 20
    assert alone.new < STATED.weekly
    assert alone.new == alone.settled  # ten weeks each


def test_leads_do_not_count() -> None:
    hazards = seen({"leaves_on": ago(365), "role": "lead"}, {"hired_on": ago(2000)})
    assert hazards.since is None
    assert seen({"leaves_on": ago(365)}, {"role": "lead", "leaves_on": ago(10)}).person_weeks == 0


def test_zero_is_believed_until_somebody_leaves() -> None:
    nobody = {"attrition": {"probability": 0.0}}
    assert seen({"leaves_on": ago(365)}, *[{}] * 5, **nobody).settled == 0
    once = seen({"leaves_on": ago(365)}, {"leaves_on": ago(8)}, *[{}] * 5, **nobody)
    assert once.settled == pytest.approx(1 / (52 + once.person_weeks), rel=0.01)


@settings(derandomize=True, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), max_size=12), st.floats(0, 0.9))
def test_chances_are_chances_whatever_the_file_holds(spans: list[tuple[int, int]], probability: float) -> None:
    rows = [{"hired_on": ago(max(a, b)), "leaves_on": ago(min(a, b)) if a % 3 else None} for a, b in spans]
    hazards = seen(*rows, attrition={"probability": probability})
    assert 0 <= hazards.new < 1
    assert 0 <= hazards.settled < 1
    assert hazards.person_weeks >= 0
