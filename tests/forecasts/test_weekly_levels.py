"""Weekly log levels of a history: what is no level is taken out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import forecasts
from forecasts.weekly_levels import MOST_WEEKS, weekly_levels

Synthetic = Callable[..., pd.DataFrame]


def test_a_steady_desk_is_level_within_its_noise(synthetic: Synthetic) -> None:
    (found,) = weekly_levels(forecasts.fit(synthetic(30, 2.0, (0.0, 0.0, 0.0), 1)))
    assert found.weeks == len(found.log) == 30
    assert np.abs(found.log).max() < 4 * np.sqrt(1 / 336)
    assert found.noise == pytest.approx(np.full(30, 1 / 336), rel=0.5)
    assert (np.diff(found.middle) == 7).all()
    assert pd.Timestamp(int(found.middle[0]), unit="D") == pd.Timestamp("2024-01-04")


def test_sales_are_no_level_and_freak_weeks_hardly(synthetic: Synthetic) -> None:
    sale = {f"2024-0{month}-15": 4.0 for month in (2, 3, 4)}
    freak = {f"2024-05-{day}": 3.0 for day in range(13, 20)}
    events = pd.DataFrame({"date": list(sale), "name": "sale", "lag_days": 0})
    table = synthetic(26, 4.0, (0.03, 0.05, 0.0), 1, sale | freak)
    (found,) = weekly_levels(forecasts.fit(table, events=events))
    for week in (6, 10, 14):
        assert abs(found.log[week] - np.median(found.log)) < 0.15
    assert found.log[19] - np.median(found.log) < 0.5


def test_a_launch_is_taken_out(synthetic: Synthetic) -> None:
    table = pd.concat([synthetic(20, 2.0, (0.0, 0.05, 0.0), 1), synthetic(34, 6.0, (0.0, 0.05, 0.0), 2)[20 * 168 :]])
    (found,) = weekly_levels(forecasts.fit(table))
    assert abs(found.log[:19].mean() - found.log[21:].mean()) < 0.1


def test_weeks_without_a_word_are_unknown_and_part_of_a_week_is_noisier(synthetic: Synthetic) -> None:
    table = synthetic(20, 2.0, (0.0, 0.0, 0.0), 1)
    cut = table[(table["ds"] < "2024-02-05") | (table["ds"] >= "2024-02-21")]
    (found,) = weekly_levels(forecasts.fit(cut.iloc[48:], fill="unknown"))
    assert np.flatnonzero(np.isnan(found.log)).tolist() == [5, 6]
    assert found.noise[7] > 1.2 * found.noise[8]
    assert found.weeks == 19
    assert len(found.log) == 20


def test_no_more_than_four_years_are_looked_at() -> None:
    ds = pd.date_range("2019-01-07", periods=230 * 21, freq="8h")
    table = pd.DataFrame({"unique_id": "desk", "ds": ds, "y": np.random.default_rng(1).poisson(9, len(ds))})
    (found,) = weekly_levels(forecasts.fit(table, "8h"))
    assert len(found.log) == len(found.middle) == MOST_WEEKS
    assert found.weeks == 230
