"""Figures of people: what alike people show by chance, and what a slow one shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from staffing.service.compared import (
    LEAST_CASES,
    Compared,
    Mix,
    compared_mean,
    compared_share,
    compared_speed,
    each_level,
    mix_of,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MEANS, CVS = np.array([22.0, 14.0]), np.array([1.2, 1.0])
TEAMS = 600


def cases(rng: np.random.Generator, sizes: list[int]) -> tuple[Ints, Ints]:
    """Who took each case and of which queue: everybody has a mix of their own."""
    share = rng.uniform(0.2, 0.8, len(sizes))
    person = np.repeat(np.arange(len(sizes)), sizes)
    return person, (rng.random(len(person)) < share[person]).astype(np.int64)


def handled(rng: np.random.Generator, queue: Ints, cvs: Floats = CVS) -> Floats:
    """Lognormal handle times: a heavy tail."""
    sigma = np.sqrt(np.log1p(cvs[queue] ** 2))
    return np.asarray(MEANS[queue] * np.exp(sigma * rng.standard_normal(len(queue)) - sigma**2 / 2))


def simulated(sizes: list[int], figure: str, slow: int = -1, seed: int = 1) -> list[Compared]:
    """Teams of people who are alike, but for one who takes three tenths more time."""
    rng, found = np.random.default_rng(seed), []
    compare: dict[str, Callable[[Mix, float], Compared]] = {
        "speed": compared_speed, "share": compared_share, "mean": compared_mean,
    }  # fmt: skip
    for _ in range(TEAMS):
        person, queue = cases(rng, sizes)
        number = {
            "speed": lambda person=person, queue=queue: handled(rng, queue) * np.where(person == slow, 1.3, 1.0),
            "share": lambda queue=queue: (rng.random(len(queue)) < np.array([0.06, 0.02])[queue]).astype(np.float64),
            "mean": lambda queue=queue: rng.choice([1.0, 2, 3, 4, 5], len(queue), p=[0.06, 0.06, 0.14, 0.34, 0.4]),
        }[figure]()
        found.append(compare[figure](mix_of(person, queue, number, len(sizes), 2), each_level(len(sizes))))
    return found


@pytest.mark.parametrize("figure", ["speed", "share", "mean"])
@pytest.mark.parametrize("sizes", [[200] * 6, [40] * 6, [35, 60, 300, 300, 300, 300], [120] * 2], ids=str)
def test_of_people_who_are_alike_a_difference_is_told_in_one_team_of_twenty_at_most(
    figure: str, sizes: list[int]
) -> None:
    told = np.mean([bool(found.side.any()) for found in simulated(sizes, figure)])
    assert told <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / TEAMS)


def test_somebody_three_tenths_slower_is_mostly_found_in_two_hundred_cases() -> None:
    found = simulated([200] * 6, "speed", slow=2)
    assert np.mean([one.side[2] == -1 for one in found]) > 0.5


@pytest.mark.parametrize("sizes", [[200] * 6, [40] * 6, [35, 300, 300]], ids=str)
def test_the_interval_of_speed_holds_the_true_one_however_heavy_the_tail(sizes: list[int]) -> None:
    held = [((one.low <= 1) & (one.high >= 1)).mean() for one in simulated(sizes, "speed")]
    assert 0.935 <= np.mean(held) <= 0.985


def test_speed_is_the_minutes_of_others_on_the_same_mix_over_the_own() -> None:
    person = np.repeat([0, 1], [80, 80])
    queue = np.tile([0, 1], 80)
    minutes = np.where(queue == 0, 20.0, 10.0) * np.where(person == 0, 1.0, 2.0)
    found = compared_speed(mix_of(person, queue, minutes, 2, 2), 0.95)
    np.testing.assert_allclose(found.value, [2.0, 0.5])
    np.testing.assert_array_equal(found.side, [1, -1])
    np.testing.assert_array_equal(found.cases, [80, 80])


def test_whoever_does_the_slow_queue_alone_is_not_compared_in_it() -> None:
    person = np.repeat([0, 1, 0], [LEAST_CASES, LEAST_CASES, 50])
    queue = np.repeat([0, 1], [2 * LEAST_CASES, 50])
    found = compared_speed(mix_of(person, queue, np.where(queue == 1, 90.0, 10.0), 2, 2), 0.95)
    np.testing.assert_array_equal(found.cases, [LEAST_CASES, LEAST_CASES])
    np.testing.assert_allclose(found.value, 1.0)


def test_a_hard_mix_is_no_fault_of_whoever_has_it() -> None:
    person = np.repeat([0, 1, 0, 1], [190, 10, 100, 100])
    queue = np.repeat([0, 1], 200)
    back = np.concatenate([np.tile([1.0] + [0.0] * 9, 20), np.zeros(200)])  # a tenth of queue 0, whoever has it
    found = compared_share(mix_of(np.tile(person, 5), np.tile(queue, 5), np.tile(back, 5), 2, 2), 0.95)
    assert found.value[0] > 5 * found.value[1]
    np.testing.assert_array_equal(found.side, [0, 0])


def test_shares_and_scores_far_apart_are_told_with_their_side() -> None:
    person, queue = np.repeat([0, 1, 2], 200), np.zeros(600, dtype=np.int64)
    back = np.where(person == 1, np.tile([1.0, 0.0, 0.0, 0.0], 150), np.tile([1.0] + [0.0] * 19, 30))
    share = compared_share(mix_of(person, queue, back, 3, 1), each_level(3))
    np.testing.assert_array_equal(share.side, [0, 1, 0] if not share.side[0] else [-1, 1, -1])
    scores = np.where(person == 1, 4.9, 3.0) + np.tile([-0.5, 0.5], 300)
    np.testing.assert_array_equal(compared_mean(mix_of(person, queue, scores, 3, 1), each_level(3)).side, [-1, 1, -1])


def test_scores_that_are_all_the_same_claim_nothing() -> None:
    person, queue = np.repeat([0, 1], 50), np.zeros(100, dtype=np.int64)
    found = compared_mean(mix_of(person, queue, np.full(100, 5.0), 2, 1), 0.95)
    np.testing.assert_array_equal(found.side, [0, 0])
    np.testing.assert_array_equal(found.low, found.high)


def test_somebody_with_numbers_of_nobody_is_no_number() -> None:
    mix = mix_of(np.zeros(3, dtype=np.int64), np.zeros(3, dtype=np.int64), np.full(3, np.nan), 2, 1)
    for compare in (compared_speed, compared_mean, compared_share):
        found = compare(mix, 0.95)
        assert np.isnan(found.value).all()
        np.testing.assert_array_equal(found.side, [0, 0])
        np.testing.assert_array_equal(found.cases, [0, 0])


def test_few_cases_vary_as_everybodys_do() -> None:
    mix = mix_of(np.repeat([0, 1], [2, 60]), np.zeros(62, dtype=np.int64), np.arange(62.0), 2, 1)
    assert mix.own[0] == pytest.approx(2 * mix.spread[0])
    wilder = replace(mix, variance=mix.variance + 1e6)
    assert wilder.own[0] == pytest.approx(2 * wilder.variance[0, 0])


def test_more_comparisons_ask_for_wider_intervals() -> None:
    assert each_level(1) == each_level(0) == 0.95
    assert each_level(10) == pytest.approx(0.99488, abs=1e-5)
