"""Scores: the known answers below were computed with utilsforecast on the same tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasts.errors import ForecastError
from forecasts.losses import bias, coverage, mase, quantile_loss, scaled_crps, wape


@pytest.fixture
def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unique_id": ["a"] * 4 + ["b"] * 4,
            "y": [3.0, 0, 5, 2, 10, 12, 9, 14],
            "m": [2.0, 1, 4.5, 2, 11, 10, 9, 18],
            "m-lo-80": [1.0, 0, 2, 2, 9, 7, 8, 15],
            "m-hi-80": [4.0, 2, 7, 3, 13, 11, 10, 20],
        }
    )


@pytest.fixture
def training() -> pd.DataFrame:
    return pd.DataFrame({"unique_id": ["a"] * 4 + ["b"] * 4, "y": [1.0, 4, 2, 2, 8, 13, 11, 10]})


def test_bias_is_prediction_minus_actual(table: pd.DataFrame) -> None:
    assert bias(table, ["m"])["m"].to_numpy() == pytest.approx([-0.125, 0.75])


def test_wape_agrees_with_utilsforecast(table: pd.DataFrame) -> None:
    assert wape(table, ["m"])["m"].to_numpy() == pytest.approx([0.25, 0.155556], abs=1e-6)


def test_mase_agrees_with_utilsforecast(table: pd.DataFrame, training: pd.DataFrame) -> None:
    assert mase(table, ["m"], 2, training)["m"].to_numpy() == pytest.approx([0.416667, 0.583333], abs=1e-6)


def test_coverage_counts_the_bounds_as_inside(table: pd.DataFrame) -> None:
    assert coverage(table, ["m"], 80)["m"].to_numpy() == pytest.approx([1.0, 0.5])


def test_scaled_crps_agrees_with_utilsforecast(table: pd.DataFrame) -> None:
    columns = ["m-lo-80", "m", "m-hi-80"]
    found = scaled_crps(table, {"m": columns}, [0.1, 0.5, 0.9])["m"].to_numpy()
    assert found == pytest.approx([0.156667, 0.103704], abs=1e-6)


def test_quantile_loss_agrees_with_utilsforecast(table: pd.DataFrame) -> None:
    assert quantile_loss(table, {"m": "m-lo-80"}, 0.1)["m"].to_numpy() == pytest.approx([0.125, 0.4], abs=1e-6)


def test_a_series_without_counts_has_no_relative_score(table: pd.DataFrame) -> None:
    assert np.isnan(wape(table.assign(y=0.0), ["m"])["m"]).all()


def test_a_missing_column_is_named(table: pd.DataFrame) -> None:
    with pytest.raises(ForecastError, match="no column other"):
        wape(table, ["other"])


def test_a_column_per_quantile_is_asked_for(table: pd.DataFrame) -> None:
    with pytest.raises(ForecastError, match="1 columns for 2 quantiles"):
        scaled_crps(table, {"m": ["m"]}, [0.1, 0.9])
