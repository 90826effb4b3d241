"""Rolling origin: nothing of the future is seen, and the table is what utilsforecast expects."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasts.backtest import rolling_origin
from forecasts.errors import HorizonError
from forecasts.fitting import Fitted, fit_history
from forecasts.forecasters import METHODS
from forecasts.losses import coverage, wape
from forecasts.series import Columns, History, read_history


def by_profile(history: History) -> Fitted:
    """A fit of the profile alone."""
    return fit_history(history, (), METHODS[:1])


PROFILE = {"profile": by_profile}


@pytest.fixture
def history(two_queues: pd.DataFrame) -> History:
    return read_history(two_queues, "h", Columns())


def test_the_table_has_a_cutoff_and_columns_by_model(history: History) -> None:
    table = rolling_origin(history, PROFILE, 48, 24, 3, level=[80])
    names = ["unique_id", "ds", "cutoff", "y", "profile", "profile-median", "profile-lo-80", "profile-hi-80"]
    assert table.columns.tolist() == names
    assert len(table) == 3 * 2 * 48
    assert [str(cutoff)[:16] for cutoff in table["cutoff"].unique()] == [
        "2024-03-06 23:00",
        "2024-03-07 23:00",
        "2024-03-08 23:00",
    ]
    assert (table["ds"] > table["cutoff"]).all()


def test_actual_counts_stand_beside_their_time(history: History, two_queues: pd.DataFrame) -> None:
    table = rolling_origin(history, PROFILE, 48, 24, 2)
    merged = table.merge(two_queues, on=["unique_id", "ds"], suffixes=("", "_true"))
    assert len(merged) == len(table)
    assert (merged["y"] == merged["y_true"]).all()


def test_each_window_is_what_a_fit_on_that_day_would_have_said(history: History, two_queues: pd.DataFrame) -> None:
    table = rolling_origin(history, PROFILE, 48, 24, 2, end="2024-03-05")
    first = table[table["cutoff"] == table["cutoff"].min()]
    known = two_queues[two_queues["ds"] <= first["cutoff"].iloc[0]]
    said = by_profile(read_history(known, "h", Columns())).predict(48)
    assert first["profile"].to_numpy() == pytest.approx(said.mean.ravel())
    assert table["ds"].max() == pd.Timestamp("2024-03-04 23:00")


def test_blocks_are_scored_whole(history: History, two_queues: pd.DataFrame) -> None:
    days = rolling_origin(history, PROFILE, 336, 168, 2, block="D")
    payments = two_queues[two_queues["unique_id"] == "payments"]
    day = payments[payments["ds"].dt.strftime("%Y-%m-%d") == "2024-03-04"]
    scored = days[(days["ds"] == pd.Timestamp("2024-03-04")) & (days["unique_id"] == "payments")]
    assert (scored["y"] == day["y"].sum()).all()
    assert (wape(days, ["profile"])["profile"] < 0.4).all()
    assert (coverage(days, ["profile"], 80)["profile"] > 0.5).all()


def test_closed_and_unknown_hours_are_not_scored(desk: pd.DataFrame) -> None:
    gone = (desk["ds"].dt.hour < 6) | (desk["ds"] == "2024-03-06 12:00")
    history = read_history(desk[~gone], "h", Columns(), fill="unknown")
    hours = rolling_origin(history, PROFILE, 168, 168, 1)
    assert len(hours) == 7 * 18 - 1
    days = rolling_origin(history, PROFILE, 168, 168, 1, block="D")
    assert len(days) == 6
    assert np.isfinite(days["profile"]).all()


def test_a_queue_that_begins_shortly_before_an_origin_is_forecast_on_the_prior(two_queues: pd.DataFrame) -> None:
    late = (two_queues["unique_id"] == "listings") & (two_queues["ds"] < "2024-02-05")
    table = rolling_origin(read_history(two_queues[~late], "h", Columns()), PROFILE, 168, 168, 3)
    young = table[(table["unique_id"] == "listings") & (table["cutoff"] == pd.Timestamp("2024-02-18 23:00"))]
    assert len(young) == 168
    assert young["profile"].sum() == pytest.approx(young["y"].sum(), rel=0.4)


@pytest.mark.parametrize(("windows", "fits"), [(6, True), (7, False)])
def test_four_weeks_must_precede_the_first_window(history: History, windows: int, fits: bool) -> None:
    if fits:
        assert rolling_origin(history, PROFILE, 168, 168, windows)["cutoff"].nunique() == windows
    else:
        with pytest.raises(HorizonError, match="7 windows of 168 steps every 168 need 1848 steps"):
            rolling_origin(history, PROFILE, 168, 168, windows)


@pytest.mark.parametrize("counts", [(0, 1, 1), (1, 0, 1), (1, 1, 0)])
def test_windows_have_steps(history: History, counts: tuple[int, int, int]) -> None:
    with pytest.raises(HorizonError, match="each must be at least 1"):
        rolling_origin(history, PROFILE, *counts)


def test_several_methods_stand_side_by_side_in_the_order_given(history: History) -> None:
    table = rolling_origin(history, {"chosen": fit_history, **PROFILE}, 24, 24, 1, level=[80])
    assert table.columns.tolist()[4:6] == ["chosen", "chosen-median"]
    assert table.columns.tolist()[8:] == ["profile", "profile-median", "profile-lo-80", "profile-hi-80"]
    assert len(table) == 48
