"""Differences with their intervals: what is told, and what cannot be told."""

from __future__ import annotations

import math

import pytest

from staffing.promise.extra import Difference
from staffing.reports.differences import differs, interval, is_seen, points


@pytest.mark.parametrize(
    ("difference", "told", "text"),
    [
        (Difference(0.002, 0.001, 0.003), True, "+0.2 points (0.1 to 0.3)"),
        (Difference(-0.105, -0.12, -0.091), True, "-10.5 points (-12.0 to -9.1)"),
        (Difference(0.002, -0.004, 0.008), False, "+0.2 points (-0.4 to 0.8)"),
        (Difference(0.0, 0.0, 0.0), False, "+0.0 points (0.0 to 0.0)"),
        (Difference(-0.0004, -0.001, 0.0002), False, "+0.0 points (-0.1 to 0.0)"),
        (Difference(0.0, -math.inf, math.inf), False, "+0.0 points"),
    ],
)
def test_a_difference_is_told_only_where_its_interval_leaves_zero_out(
    difference: Difference, told: bool, text: str
) -> None:
    assert (differs(difference), points(difference)) == (told, text)


@pytest.mark.parametrize("difference", [Difference(0.0017, 0.00008, 0.0034), Difference(-0.0017, -0.0034, -0.00008)])
def test_an_interval_that_leaves_zero_out_does_not_seem_to_reach_it(difference: Difference) -> None:
    assert differs(difference)
    assert "0.01" in interval(difference)


def test_less_than_a_case_in_ten_thousand_is_not_told_as_a_difference() -> None:
    assert not is_seen(Difference(-0.00003, -0.000045, -0.000018))
    assert is_seen(Difference(0.00006, 0.00001, 0.0001))


def test_what_is_taken_off_has_no_plus() -> None:
    assert points(Difference(0.006, 0.003, 0.009), sign=False) == "0.6 points (0.3 to 0.9)"
