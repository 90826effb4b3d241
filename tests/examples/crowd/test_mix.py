"""Shares become heads that add up."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.examples.crowd.mix import dealt, heads


@pytest.mark.parametrize("people", [0, 1, 7, 100])
def test_heads_add_up_and_are_less_than_one_from_their_share(people):
    shares = [0.44, 0.24, 0.10, 0.22]
    found = heads(shares, people)
    assert sum(found) == people
    assert all(abs(number - share * people) < 1 for number, share in zip(found, shares, strict=True))


def test_shares_are_dealt_out_in_random_order():
    found = dealt([1.0, 3.0], 400, np.random.default_rng(1))
    assert np.bincount(found).tolist() == [100, 300]
    assert np.flatnonzero(np.diff(found)).size > 50
