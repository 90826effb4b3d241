"""Lasting changes of the level are followed at once, and noise is not taken for one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import forecasts
from forecasts.shifts import find_shifts

Synthetic = Callable[..., pd.DataFrame]


def scaled_at_the_end(frame: pd.DataFrame, days: int, factor: float) -> pd.DataFrame:
    """The same history with the last days' counts thinned to a share, or repeated."""
    late = frame.index >= len(frame) - 24 * days
    counts = frame["y"].to_numpy()
    thinned = np.random.default_rng(1).binomial(counts, factor) if factor < 1 else counts * int(factor)
    return frame.assign(y=np.where(late, thinned, counts))


@pytest.mark.parametrize(("days", "factor"), [(14, 2.0), (10, 3.0), (28, 2.0), (14, 0.5), (21, 0.4)])
def test_a_change_of_the_level_before_the_end_is_found_and_followed(
    synthetic: Synthetic, days: int, factor: float
) -> None:
    for seed in range(3):
        frame = scaled_at_the_end(synthetic(26, 6.0, (0.05, 0.1, 0), 600 + seed), days, factor)
        fitted = forecasts.fit(frame)
        (shift,) = fitted.adjusted.shifts[0]
        assert shift.day == pytest.approx(26 * 7 - days, abs=1)
        assert shift.ratio == pytest.approx(factor, rel=0.2)
        assert fitted.predict(336).mean.mean() == pytest.approx(6.0 * factor, rel=0.15)


def test_steady_series_with_noise_of_weeks_and_days_show_a_change_at_most_once_in_twenty(synthetic: Synthetic) -> None:
    found = [forecasts.fit(synthetic(26, 6.0, (0.08, 0.15, 0), 500 + seed)).adjusted.shifts[0] for seed in range(20)]
    assert sum(bool(shifts) for shifts in found) <= 1


def test_weeks_before_a_change_still_shape_the_profile(
    synthetic: Synthetic, true_week: Callable[[float], np.ndarray]
) -> None:
    frame = scaled_at_the_end(synthetic(26, 1.0, (0, 0, 0), 3), 14, 3.0)
    forecast = forecasts.fit(frame).predict(168).mean[0]
    truth = true_week(1.0) / true_week(1.0).sum()
    alone = frame["y"].to_numpy()[-336:].reshape(2, 168).mean(axis=0)  # all that the new level itself would tell
    errors = [np.abs(week / week.sum() - truth).sum() for week in (forecast, alone)]
    assert errors[0] < 0.3 * errors[1]


def test_a_change_in_one_queue_leaves_the_other_alone(two_queues: pd.DataFrame) -> None:
    late = (two_queues["unique_id"] == "payments") & (two_queues["ds"] >= "2024-02-26")
    fitted = forecasts.fit(two_queues.assign(y=two_queues["y"].where(~late, 2 * two_queues["y"])))
    assert [len(shifts) for shifts in fitted.adjusted.shifts] == [0, 1]


def test_no_change_is_looked_for_in_days_of_events_or_less_than_four_weeks() -> None:
    expected = np.full(60, 50.0)
    count = np.where(np.arange(60) >= 40, 150.0, 50.0)
    every = np.ones(60, dtype=bool)
    assert [shift.day for shift in find_shifts(count, expected, every)] == [40]
    assert find_shifts(count, expected, np.arange(60) < 40) == ()
    assert find_shifts(count[30:57], expected[30:57], every[30:57]) == ()


def test_two_changes_are_told_in_the_order_of_time() -> None:
    rng = np.random.default_rng(2)
    level = np.repeat([50.0, 150.0, 60.0], 60)
    found = find_shifts(rng.poisson(level).astype(float), np.full(180, 80.0), np.ones(180, dtype=bool))
    assert [shift.day for shift in found] == [60, 120]
    assert [shift.ratio for shift in found] == pytest.approx([3.0, 0.4], rel=0.05)
