"""Quantiles of counts, against brute force in exact-enough arithmetic of the standard library."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.negative_binomial import quantiles


def brute_force(mean: float, variance: float, level: float) -> int:
    """Add probabilities up one by one, each from the gamma function."""
    total, k = 0.0, 0
    while True:
        if variance <= mean * (1 + 1e-9):
            log = k * math.log(mean) - mean - math.lgamma(k + 1)
        else:
            r = mean**2 / (variance - mean)
            log = math.lgamma(k + r) - math.lgamma(r) - math.lgamma(k + 1)
            log += r * math.log(r / (r + mean)) + k * math.log(mean / (r + mean))
        total += math.exp(log)
        if total >= level:
            return k
        k += 1


@given(st.floats(0.01, 400), st.floats(0, 3), st.floats(0.003, 0.997))
@settings(derandomize=True, max_examples=150, deadline=None)
def test_a_quantile_is_the_first_count_whose_probability_reaches_the_level(
    mean: float, excess: float, level: float
) -> None:
    variance = mean + excess * mean**2
    found = quantiles(np.array([mean]), np.array([variance]), np.array([level]))
    assert found[0, 0] == brute_force(mean, variance, level)


def test_poisson_quantiles_are_known() -> None:
    found = quantiles(np.array([1.0, 10.0]), np.array([1.0, 10.0]), np.array([0.1, 0.5, 0.9]))
    assert found.tolist() == [[0, 6], [1, 10], [2, 14]]


def test_geometric_quantiles_are_known() -> None:
    # Mean 1, variance 2 is geometric with P(k) = 2^-(k + 1): half of it is 0, three quarters at most 1.
    found = quantiles(np.array([1.0]), np.array([2.0]), np.array([0.5, 0.5001, 0.75, 0.875, 0.99]))
    assert found[:, 0].tolist() == [0, 1, 1, 2, 6]


def test_a_mean_of_zero_is_always_zero() -> None:
    assert (quantiles(np.zeros((2, 3)), np.zeros((2, 3)), np.array([0.01, 0.99])) == 0).all()


def test_large_means_are_near_the_normal_distribution() -> None:
    found = quantiles(np.array([160_000.0]), np.array([160_000.0]), np.array([0.1, 0.5, 0.9]))[:, 0]
    assert found == pytest.approx([160_000 - 1.2816 * 400, 160_000, 160_000 + 1.2816 * 400], abs=2)


def test_wide_and_narrow_cells_keep_their_places() -> None:
    mean = np.array([[3000.0, 0.5, 0.0], [20.0, 3000.0, 7.0]])
    variance = mean + 0.04 * mean**2
    together = quantiles(mean, variance, np.array([0.3, 0.8]))
    cells = zip(mean.ravel(), variance.ravel(), strict=True)
    alone = [brute_force(m, v, 0.8) if m else 0 for m, v in cells]
    assert together.shape == (2, 2, 3)
    assert together[1].ravel().tolist() == alone
