"""A scenario less the base: what is paired, what is not, and how wide the interval is."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.promise.extra import Difference
from staffing.scenarios.compare import CHOICE, CHOICE_AFTER_CLIMB, compare, difference
from staffing.scenarios.figures import Figures, Floats, Samples
from tests.reports.whatif_answers import figures

Z95 = NormalDist().inv_cdf(0.975)
SIMULATED = ("rate", "weeks", "utilization", "occupancy")


def samples(n: int = 200, draw: int = 1, **changes: object) -> Samples:
    """Random figures of `n` replications that belong together: a busy week is busy in all of them."""
    rng = np.random.default_rng(draw)
    week = rng.normal(size=n)
    usual = Samples(
        seed=3,
        rates=0.95 - 0.02 * week,
        kept=(week < 1.2).astype(float),
        utilization=0.6 + 0.03 * week,
        occupancy=0.7 + 0.04 * week,
        roster=b"roster",
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def with_samples(found: Samples, **changes: object) -> Figures:
    return figures(samples=found, replications=len(found.rates), **changes)


def width(found: Difference) -> float:
    return found.high - found.low


def test_the_base_less_itself_is_exactly_nothing() -> None:
    one, base = with_samples(samples()), with_samples(samples())
    found = compare(one, base)
    for name in SIMULATED:
        assert getattr(found, name) == Difference(0.0, 0.0, 0.0)
    assert (found.headcount, found.paid_hours, found.cost) == (0, 0.0, 0.0)


def test_the_same_weeks_are_compared_one_by_one() -> None:
    base = samples()
    shifted = replace(base, rates=base.rates - 0.01)
    found = compare(with_samples(shifted), with_samples(base)).rate
    assert found.mean == pytest.approx(-0.01)
    assert width(found) == pytest.approx(0, abs=1e-12)


def test_the_same_weeks_tell_more_than_other_ones() -> None:
    base = samples()
    noise = np.random.default_rng(2).normal(0, 0.002, 200)
    ours = replace(base, rates=base.rates - 0.01 + noise)
    together = compare(with_samples(ours), with_samples(base)).rate
    apart = compare(with_samples(replace(ours, seed=4)), with_samples(base)).rate
    assert together.mean == apart.mean
    assert width(together) < width(apart) / 5
    assert width(together) == pytest.approx(2 * Z95 * noise.std(ddof=1) / math.sqrt(200))


@pytest.mark.parametrize(("seed", "n"), [(4, 200), (3, 150), (4, 150)])
def test_with_another_seed_or_number_of_weeks_the_two_are_independent(seed: int, n: int) -> None:
    base, ours = samples(200), samples(n, draw=1, seed=seed)
    found = compare(with_samples(ours), with_samples(base))
    for name, mine, other in (
        ("rate", ours.rates, base.rates),
        ("weeks", ours.kept, base.kept),
        ("utilization", ours.utilization, base.utilization),
        ("occupancy", ours.occupancy, base.occupancy),
    ):
        gap: Difference = getattr(found, name)
        error = math.sqrt(mine.var(ddof=1) / n + other.var(ddof=1) / 200)
        assert gap.mean == pytest.approx(mine.mean() - other.mean(), abs=1e-12)
        assert (gap.low, gap.high) == pytest.approx((gap.mean - Z95 * error, gap.mean + Z95 * error))


@settings(derandomize=True, max_examples=40, deadline=None)
@given(draw=st.integers(0, 1000), n=st.integers(1, 50), m=st.integers(1, 50), common=st.booleans())
def test_the_difference_is_that_of_the_means_that_are_shown(draw: int, n: int, m: int, common: bool) -> None:
    rng = np.random.default_rng(draw)
    ours, theirs = rng.random(n), rng.random(m)
    found = difference(ours, theirs, common=common)
    assert found.mean == float(ours.mean()) - float(theirs.mean())
    assert found.low <= found.mean <= found.high


def test_where_rosters_differ_rate_and_weeks_hold_the_luck_of_the_choice() -> None:
    base = with_samples(samples())
    for one in (
        with_samples(samples(roster=b"another")),
        with_samples(samples(), headcount=4),
    ):
        found = compare(one, base)
        for gap, values in ((found.rate, base.samples.rates), (found.weeks, base.samples.kept)):
            assert gap.mean == 0
            assert gap.high == pytest.approx(Z95 * CHOICE * math.sqrt(2) * values.std(ddof=1))
            assert gap.low == -gap.high
        for gap in (found.utilization, found.occupancy):
            assert gap == Difference(0.0, 0.0, 0.0)


def test_the_luck_of_the_choice_does_not_grow_less_with_more_weeks() -> None:
    few, many = (
        compare(with_samples(samples(n, roster=b"another")), with_samples(samples(n))).rate for n in (500, 50_000)
    )
    assert width(many) == pytest.approx(width(few), rel=0.1)


def test_the_luck_of_the_choice_is_that_of_either_side() -> None:
    wide, narrow = samples(), samples(rates=np.full(200, 0.9))
    both = [
        compare(with_samples(replace(one, roster=b"another")), with_samples(other)).rate
        for one, other in ((wide, narrow), (narrow, wide))
    ]
    assert width(both[0]) == pytest.approx(width(both[1]))
    variance = float(wide.rates.var(ddof=1))
    assert width(both[0]) == pytest.approx(2 * Z95 * math.sqrt(variance / 200 + CHOICE**2 * variance))


def test_where_the_calibration_had_to_climb_the_choice_is_more_of_a_matter_of_luck() -> None:
    base, climbed = with_samples(samples()), with_samples(samples(roster=b"another"), attempts=4)
    variance = float(base.samples.rates.var(ddof=1))
    wanted = 2 * Z95 * math.sqrt((CHOICE**2 + CHOICE_AFTER_CLIMB**2) * variance)
    assert width(compare(climbed, base).rate) == pytest.approx(wanted)
    assert width(compare(base, climbed).rate) == pytest.approx(wanted)


@pytest.mark.parametrize("choices", [(0.0, 0.0), (CHOICE, CHOICE_AFTER_CLIMB)])
@pytest.mark.parametrize("common", [True, False])
def test_one_week_says_nothing_of_how_sure_it_is(common: bool, choices: tuple[float, float]) -> None:
    one: Floats = np.array([0.9])
    assert difference(one, np.array([0.8]), common=common, choices=choices) == Difference(
        one[0] - 0.8, -math.inf, math.inf
    )
    assert width(difference(one, np.array([0.8, 0.9, 0.7]), common=common, choices=choices)) == math.inf


def test_what_is_no_simulation_is_subtracted_as_it_is() -> None:
    found = compare(figures(headcount=5, paid_hours=180.0, cost=3600.0), figures())
    assert (found.headcount, found.paid_hours, found.cost) == (2, 67.5, 1350.0)


def called_different(draw: int, *, n: int = 250) -> bool:
    rng = np.random.default_rng(draw)
    ours, theirs = (rng.beta(40, 3, n) for _ in range(2))
    found = difference(ours, theirs, common=False)
    return found.low > 0 or found.high < 0


def test_of_equal_ones_about_one_in_twenty_is_called_different() -> None:
    called = sum(called_different(draw) for draw in range(400))
    assert 8 <= called <= 34  # 20 of 400 are wanted; binomial: outside with less than one chance in 500


def test_of_equal_pairs_of_the_same_weeks_about_one_in_twenty_is_called_different() -> None:
    called = 0
    for draw in range(400):
        rng = np.random.default_rng([draw, 7])
        week = rng.normal(size=250)
        ours, theirs = (week + rng.normal(0, 0.3, 250) for _ in range(2))
        found = difference(ours, theirs, common=True)
        called += found.low > 0 or found.high < 0
    assert 8 <= called <= 34
