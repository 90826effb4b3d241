"""The draws have the moments they are named for and never change."""

from __future__ import annotations

from statistics import mean, pstdev

import pytest

from staffing.examples.draws import Draws


def test_one_seed_gives_one_stream_that_is_the_same_everywhere():
    draws = Draws(7)
    assert [draws.below(1000) for _ in range(6)] == [323, 150, 650, 72, 535, 365]
    assert Draws(8).uniform() != Draws(7).uniform()


@pytest.mark.parametrize("cv", [0.08, 0.15, 0.6])
def test_factors_have_mean_one_and_their_coefficient_of_variation(cv):
    draws = Draws(1)
    values = [draws.factor(cv) for _ in range(20_000)]
    assert mean(values) == pytest.approx(1, abs=0.02)
    assert pstdev(values) == pytest.approx(cv, rel=0.04)
    assert min(values) > 0


def test_lognormals_have_their_mean_and_coefficient_of_variation():
    draws = Draws(2)
    values = [draws.lognormal(14, 1.0) for _ in range(40_000)]
    assert mean(values) == pytest.approx(14, rel=0.03)
    assert pstdev(values) / mean(values) == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("expected", [0.0, 0.3, 5.0, 40.0])
def test_poisson_counts_have_equal_mean_and_variance(expected):
    draws = Draws(3)
    values = [draws.poisson(expected) for _ in range(20_000)]
    assert mean(values) == pytest.approx(expected, rel=0.04)
    assert pstdev(values) ** 2 == pytest.approx(expected, rel=0.05)


def test_indices_come_as_often_as_their_weights_say():
    draws = Draws(4)
    values = [draws.index((1.0, 0.0, 3.0)) for _ in range(20_000)]
    assert values.count(1) == 0
    assert values.count(2) / len(values) == pytest.approx(0.75, abs=0.01)


def test_a_shuffle_is_a_permutation_and_every_place_is_equally_likely():
    draws = Draws(5)
    orders = [draws.shuffled(4) for _ in range(8_000)]
    assert {tuple(sorted(order)) for order in orders} == {(0, 1, 2, 3)}
    assert len(set(orders)) == 24
    assert sum(order[0] == 3 for order in orders) / len(orders) == pytest.approx(0.25, abs=0.02)
