"""The distribution of the gap: known answers, exact moments, order, and a hundred thousand careers drawn one by one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.documents.requisition import Requisition
from staffing.hiring.supply import spread
from staffing.hiring.supply.bands import available, expected_short, gap_figures, gap_quantiles, mean_over
from staffing.hiring.supply.careers import career_of
from staffing.hiring.supply.cohort import Cohort, Floats
from staffing.hiring.supply.filling import requisition_cohorts, start_cohort
from staffing.hiring.supply.lateness import lateness
from tests.hiring.supply.made import MONDAY, fte, hazards_stated, hiring_of, people_of, staff_of, weeks_of


def states(count: int, chances: Sequence[float], values: Sequence[float]) -> Cohort:
    """People of one week."""
    none = np.zeros(1)
    return Cohort(count, np.array(chances)[:, None], np.array(values)[:, None], none, none)


def need(*required: float) -> Floats:
    return np.array(required)[:, None]


def test_sure_people_leave_no_doubt() -> None:
    cohorts = people_of({}, {}, {"contract": "half"}, weeks=3)
    required = np.array([[2.5, 3.0, 3.5]])
    p10, p90, short = gap_figures(required, cohorts)
    assert p10.tolist() == p90.tolist() == [0, 0.5, 1]
    assert short.tolist() == [0, 0, 1]  # one too few is short


def test_without_anybody_all_is_missing() -> None:
    p10, p90, short = gap_figures(need(3, 0.5), ())
    assert (p10[0], p90[0], short[0]) == (0.5, 3, 0.5)
    assert expected_short(need(3, 0.5), ()).tolist() == [1.75]


def test_a_team_of_six_keeps_everybody_for_half_a_year_in_little_more_than_a_quarter_of_cases() -> None:
    staff = staff_of(hiring_of(attrition={"probability": 0.35}))
    cohorts = people_of(*[{}] * 6, weeks=27, staff=staff)
    _, _, short = gap_figures(np.full((1, 27), 6.0), cohorts)
    assert 1 - short[26] == pytest.approx(0.275, abs=5e-4)
    np.testing.assert_allclose(1 - short, 0.65 ** (6 * np.arange(27) / 52))


def test_quantiles_of_a_binomial_are_its_own() -> None:
    n, p = 9, 0.8
    mass = [math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
    for wanted in (0.01, 0.1, 0.5, 0.9, 0.999):
        gone = next(m for m in range(n + 1) if sum(mass[n - m :]) >= wanted)  # so many or fewer are missing
        assert gap_quantiles(need(9), [states(n, [p], [1])], [wanted])[0, 0] == pytest.approx(gone, abs=1e-8)


def outcomes(cohorts: Sequence[Cohort]) -> list[tuple[float, float]]:
    """Every outcome with its chance, one person after the other."""
    people = []
    for cohort in cohorts:
        chances, values = cohort.chances[:, 0].tolist(), cohort.values[:, 0].tolist()
        people += [[*zip(values, chances, strict=True), (0.0, 1 - sum(chances))]] * cohort.count
    return [(sum(v for v, _ in some), math.prod(p for _, p in some)) for some in product(*people)]


MIXED = [states(3, [0.9], [1]), states(2, [0.3, 0.4, 0.1], [0.5, 0.25, -0.1]), states(1, [0.6, 0.4], [0.75, 0.5])]


def test_people_in_several_states_add_up_as_counted_one_by_one() -> None:
    every = outcomes(MIXED)
    required = need(3.3, 4.6)
    for level in (-0.2, 0.5, 1.0, 2.05, 3.35):
        told = available(tuple(MIXED), 1).at_most(np.array([level]))[0]
        assert told == pytest.approx(sum(p for value, p in every if value <= level + 1e-9), abs=1e-12)
    missing = np.mean([sum(p * max(0.0, r - value) for value, p in every) for r in required[:, 0]])
    assert expected_short(required, MIXED)[0] == pytest.approx(missing)
    ratio = np.mean([sum(p * min(1.0, max(0.0, value) / r) for value, p in every) for r in required[:, 0]])
    assert mean_over(lambda week, ratios: np.minimum(1, ratios), required, MIXED)[0] == pytest.approx(ratio)


def test_nothing_required_is_a_ratio_without_end() -> None:
    for cohorts in ((), MIXED):
        assert mean_over(lambda week, ratios: np.isinf(ratios) * 1.0, need(0, 1), cohorts)[0] == pytest.approx(0.5)


person = st.lists(st.tuples(st.floats(0, 1), st.floats(-0.3, 1.2)), min_size=1, max_size=4)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 30), person), min_size=1, max_size=8))
def test_mean_and_deviation_are_exact_whatever_people_bring(drawn: list[tuple[int, list[tuple[float, float]]]]) -> None:
    cohorts = []
    for count, some in drawn:
        total = max(1.0, sum(p for p, _ in some))
        cohorts.append(states(count, [p / total for p, _ in some], [v for _, v in some]))
    (one,) = spread.lattices(cohorts, 1)
    x = one.start + one.step * np.arange(len(one.mass))
    mean = float((one.mass * x).sum())
    second = sum(c.count * (float((c.chances * c.values**2).sum()) - (c.fte[0] / c.count) ** 2) for c in cohorts)
    assert mean == pytest.approx(float(fte(cohorts)[0]), abs=1e-8)
    assert float((one.mass * (x - mean) ** 2).sum()) == pytest.approx(second, abs=1e-7)


def test_what_differs_by_less_than_the_lattice_is_the_mean() -> None:
    assert gap_quantiles(need(2), [states(1, [0.5, 0.5], [1, 1.001])], [0.1])[0, 0] == pytest.approx(0.9995)


def test_a_finer_lattice_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    values = [0.92, 0.8123, 0.46, 0.9077, 0.333]
    cohorts = [states(1 + n % 3, [0.8 + n / 100], [values[n % 5]]) for n in range(12)]
    required = need(13, 14.2, 15.1)
    usual = *gap_figures(required, cohorts), mean_over(lambda week, ratios: np.minimum(1, ratios), required, cohorts)
    monkeypatch.setattr(spread, "FINEST", 0.0005)
    monkeypatch.setattr(spread, "MOST_POINTS", 100_000)
    cohorts = [replace(cohort) for cohort in cohorts]
    finer = *gap_figures(required, cohorts), mean_over(lambda week, ratios: np.minimum(1, ratios), required, cohorts)
    np.testing.assert_allclose(usual[:2], finer[:2], atol=0.01)
    np.testing.assert_allclose(usual[2:], finer[2:], atol=0.002)


def test_a_great_many_people_are_normal(monkeypatch: pytest.MonkeyPatch) -> None:
    cohorts = [states(1200, [0.85], [0.9]), states(600, [0.4, 0.3], [0.6, 0.2])]
    required = need(1000, 1010, 1030)
    normal = gap_quantiles(required, cohorts, [0.1, 0.5, 0.9])
    assert normal[1, 0] == pytest.approx(gap_quantiles(required, cohorts, [0.5])[0, 0])
    monkeypatch.setattr(spread, "MOST_PEOPLE", 10_000)
    exact = gap_quantiles(required, [replace(cohort) for cohort in cohorts], [0.1, 0.5, 0.9])
    np.testing.assert_allclose(normal, exact, atol=0.4)


def test_the_last_distributions_are_kept() -> None:
    cohorts = tuple(MIXED)
    assert available(cohorts, 1) is available((*MIXED,), 1)


probabilities = st.floats(0, 0.95)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["full", "half"]), min_size=1, max_size=8), probabilities, probabilities, st.booleans())
def test_more_attrition_never_lowers_the_gap_of_today(contracts: list[str], a: float, b: float, new: bool) -> None:
    weeks, rows = 20, [{"contract": one, "hired_on": MONDAY - timedelta(days=50)} for one in contracts]
    required = len(rows) * np.linspace(0.5, 1.5, 7)[:, None] * np.ones(weeks)
    figures = []
    for probability in sorted((a, b)):
        changes: dict[str, Any] = {"new_hires" if new else "attrition": {"probability": probability}}
        cohorts = people_of(*rows, weeks=weeks, staff=staff_of(hiring_of(**changes)))
        figures.append([-fte(cohorts), *gap_figures(required, cohorts)])
    for less, more in zip(*figures, strict=True):
        assert (more >= less - 1e-8).all()


@settings(derandomize=True, max_examples=40, deadline=None)
@given(
    st.sampled_from(["open", "interview", "offer", "accepted"]),
    st.integers(-10, 120),
    st.integers(0, 60),
    st.integers(1, 4),
)
def test_a_later_start_never_lowers_the_gap_of_its_line(stage: str, day: int, more: int, headcount: int) -> None:
    weeks = 26
    hiring = hiring_of(attrition={"probability": 0.3}, training={"weeks": 2, "pass_rate": 0.9}, ramp=(0.5, 0.75, 1.0))
    # that of who starts is without attrition: else whoever came early has had more weeks to leave again
    career = career_of(hiring, hazards_stated(hiring_of()), weeks, 1, 40)
    people = people_of({}, {}, {}, weeks=weeks, staff=staff_of(hiring))
    required = np.linspace(3, 6, 5)[:, None] * np.ones(weeks)
    figures = []
    for start in (MONDAY + timedelta(days=day), MONDAY + timedelta(days=day + more)):
        opening = Requisition(requisition_id="r", role="desk", headcount=headcount, stage=stage, expected_start=start)
        cohorts = (*people, *requisition_cohorts([opening], "desk", career, weeks_of(weeks), MONDAY, hiring))
        figures.append([-fte(cohorts), *gap_figures(required, cohorts)])
    for early, late in zip(*figures, strict=True):
        assert (late >= early - 1e-8).all()


class Drawn:
    """A hundred thousand times the same plan, drawn week by week from what the documents say."""

    paths, weeks = 100_000, 30
    training, ramp, mentored, mentor_fte = 2, (0.55, 0.7, 0.85, 1.0), 3, 0.15
    passes, per_head = 0.8, 0.93
    settled, new, new_weeks = 1 - 0.6 ** (1 / 52), 1 - 0.3 ** (1 / 52), 13
    sigma = math.log(65 / 45) / NormalDist().inv_cdf(0.8)

    def __init__(self) -> None:
        self.rng = np.random.default_rng(5)
        self.total = np.zeros((self.paths, self.weeks))

    def days_to_fill(self, share: float) -> Floats:
        return share * 45 * np.exp(self.sigma * self.rng.standard_normal(self.paths))

    def there(self, tenure: int, value: float) -> None:
        """Somebody who is there, with their tenure in weeks."""
        here = np.ones(self.paths, dtype=bool)
        for week in range(self.weeks):
            self.total[:, week] += here * value
            hazard = self.new if tenure + week < self.new_weeks else self.settled
            here &= self.rng.random(self.paths) >= hazard

    def comes(self, start: Floats, chance: float) -> None:
        """Somebody who comes with a chance, in a week of their own."""
        start = np.where(self.rng.random(self.paths) < chance, start, 10_000)
        here = np.ones(self.paths, dtype=bool)
        for week in range(self.weeks):
            age = (week - start).astype(np.int64)
            here &= (age != self.training) | (self.rng.random(self.paths) < self.passes)
            served = age - self.training
            speed = np.array(self.ramp)[np.clip(served, 0, len(self.ramp) - 1)]
            brings = self.per_head * speed - self.mentor_fte * (served < self.mentored)
            self.total[:, week] += np.where(here & (served >= 0), brings, 0.0)
            hazard = np.where(age < self.new_weeks, self.new, self.settled)
            here &= (age < 0) | (self.rng.random(self.paths) >= hazard)


def drawn_plan(now: date, expected: date) -> Floats:
    """Available full-time equivalents [paths, W] of the plan that `built_plan` builds."""
    drawn = Drawn()
    for _ in range(9):
        drawn.there(tenure=500, value=1.0)
    for _ in range(2):
        drawn.there(tenure=500, value=0.5)
    for _ in range(3):
        drawn.there(tenure=4, value=1.0)
    until, notice = (MONDAY - now).days, 14
    for _ in range(3):
        days = drawn.days_to_fill(0.45) + notice
        drawn.comes(np.maximum(0, np.ceil((days - until) / 7)), 0.85)
    days = (expected - now).days + drawn.days_to_fill(0.15) - 0.15 * 45
    drawn.comes(np.ceil((np.maximum(days, notice) - until) / 7), 0.7)
    for _ in range(2):
        late = np.ceil(np.maximum(0, drawn.days_to_fill(1.0) - 65) / 7)
        drawn.comes(10 + late, 1.0)
    return drawn.total


def built_plan(now: date, expected: date) -> tuple[Cohort, ...]:
    weeks = weeks_of(Drawn.weeks)
    hiring = hiring_of(
        attrition={"probability": 0.4},
        new_hires={"probability": 0.7, "weeks": 13},
        training={"weeks": 2, "pass_rate": 0.8},
        ramp=Drawn.ramp,
        mentoring={"hours_per_week": 6, "weeks": 3},
        notice_days=14,
    )
    hazards = hazards_stated(hiring)
    career = career_of(hiring, hazards, len(weeks), Drawn.per_head, 40)
    rows: list[dict[str, Any]] = [{}] * 9 + [{"contract": "half"}] * 2 + [{"hired_on": MONDAY - timedelta(days=28)}] * 3
    openings = [
        Requisition(requisition_id="r1", role="desk", headcount=3, stage="interview"),
        Requisition(requisition_id="r2", role="desk", stage="offer", expected_start=expected, fill_probability=0.7),
    ]
    return (
        *people_of(*rows, weeks=len(weeks), staff=staff_of(hiring)),
        *requisition_cohorts(openings, "desk", career, weeks, now, hiring),
        start_cohort(2, 10, career, lateness(hiring.time_to_fill), len(weeks)),
    )


def test_the_bands_are_those_of_a_hundred_thousand_careers() -> None:
    now, expected = MONDAY - timedelta(days=4), MONDAY + timedelta(days=45)
    total, cohorts = drawn_plan(now, expected), built_plan(now, expected)
    rng = np.random.default_rng(8)
    required = 13 + rng.normal(0, 0.8, (51, 1)) + rng.normal(0, 0.4, (51, Drawn.weeks))
    p10, p90, short = gap_figures(required, cohorts)
    kept = mean_over(lambda week, ratios: np.clip(4 * ratios - 3, 0, 1), required, cohorts)
    missing = expected_short(required, cohorts)
    np.testing.assert_allclose(total.mean(axis=0), fte(cohorts), atol=0.02)
    case = rng.integers(51, size=Drawn.paths)
    for week in (1, 5, 9, 13, 17, 23, 29):
        needed, there = required[case, week], total[:, week]
        gap = needed - there
        assert (gap >= 1).mean() == pytest.approx(short[week], abs=0.01)
        for level, told in ((0.1, p10[week]), (0.9, p90[week])):
            assert (gap < told - 0.01).mean() <= level + 0.01
            assert (gap <= told + 0.01).mean() >= level - 0.01
        assert np.clip(4 * there / needed - 3, 0, 1).mean() == pytest.approx(kept[week], abs=0.01)
        assert np.maximum(0, gap).mean() == pytest.approx(missing[week], abs=0.02)


def test_the_band_of_sixty_people_lies_around_the_mean_and_opens_over_the_year() -> None:
    hiring = hiring_of(attrition={"probability": 0.3})
    rows = [{"hired_on": MONDAY - timedelta(days=3 * n), "contract": ("full", "half")[n % 2]} for n in range(60)]
    cohorts = people_of(*rows, weeks=52, staff=staff_of(hiring, first_week={f"a{n}": 0.5 + n / 100 for n in range(60)}))
    required = np.full((51, 52), 40.0) + np.linspace(-3, 3, 51)[:, None]
    p10, p90, short = gap_figures(required, cohorts)
    assert (p10 <= required.mean(axis=0) - fte(cohorts)).all()
    assert (p90 >= required.mean(axis=0) - fte(cohorts)).all()
    assert (p10[0], p90[0]) == pytest.approx(tuple(np.quantile(required[:, 0] - fte(cohorts)[0], (0.1, 0.9))), abs=0.1)
    assert (np.diff(p90 - p10)[[0, 12, 25]] > 0).all()
    assert short[51] > 0.95
