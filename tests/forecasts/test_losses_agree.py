"""Scores agree with those of utilsforecast on one table, to rounding.

The known answers were computed by utilsforecast 0.2.17 (pandas 2.3) on the tables below; they are written here so that
the tests need no such package.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from forecasts.losses import bias, coverage, mase, quantile_loss, scaled_crps, wape

MODELS = ["one", "two"]
Known = dict[str, list[float]]

TABLE = pd.DataFrame(
    {
        "unique_id": ["a"] * 6 + ["b"] * 6,
        "ds": [0, 1, 2, 3, 4, 5] * 2,
        "y": [3.0, 0, 5, 2, 4, 1, 10, 12, 9, 14, 0, 21],
        "one": [2.0, 1, 4.5, 2, 3.3, 0.7, 11, 10, 9, 18, 1.5, 17],
        "two": [3.1, 0.2, 6, 1, 4, 2.5, 8.25, 12.5, 7, 13, 3, 24],
        "one-lo-80": [1.0, 0, 2, 2, 1, 0, 9, 7, 8, 15, 0, 11],
        "one-hi-80": [4.0, 2, 7, 3, 6, 1, 13, 11, 10, 20, 3, 20],
        "two-lo-80": [0.0, 0, 3, 0, 2, 1, 6, 9, 5, 9, 1, 18],
        "two-hi-80": [5.0, 1, 9, 3, 5, 4, 10, 15, 11, 17, 6, 29],
    }
)
TRAINING = pd.DataFrame(
    {
        "unique_id": ["a"] * 6 + ["b"] * 6,
        "ds": [-6, -5, -4, -3, -2, -1] * 2,
        "y": [1.0, 4, 2, 2, 0, 3, 8, 13, 11, 10, 6, 15],
    }
)


def crps() -> pd.DataFrame:
    columns = {model: [f"{model}-lo-80", model, f"{model}-hi-80"] for model in MODELS}
    return scaled_crps(TABLE, columns, [0.1, 0.5, 0.9])


def pinball(side: str, level: float) -> pd.DataFrame:
    return quantile_loss(TABLE, {model: f"{model}-{side}-80" for model in MODELS}, level)


@pytest.mark.parametrize(
    ("score", "known"),
    [
        pytest.param(
            lambda: bias(TABLE, MODELS),
            {"one": [-0.25000000000000006, 0.08333333333333333], "two": [0.3, 0.2916666666666667]},
            id="bias",
        ),
        pytest.param(
            lambda: wape(TABLE, MODELS),
            {"one": [0.23333333333333334, 0.1893939393939394], "two": [0.2533333333333333, 0.17045454545454544]},
            id="wape",
        ),
        pytest.param(
            lambda: mase(TABLE, MODELS, 2, TRAINING),
            {"one": [0.3888888888888889, 0.5208333333333334], "two": [0.4222222222222222, 0.46875]},
            id="mase",
        ),
        pytest.param(
            lambda: pinball("lo", 0.1),
            {"one": [0.15000000000000002, 0.43333333333333335], "two": [0.15000000000000002, 0.46666666666666673]},
            id="quantile loss at 0.1",
        ),
        pytest.param(
            lambda: pinball("hi", 0.9),
            {"one": [0.1333333333333333, 0.5166666666666666], "two": [0.19999999999999996, 0.36666666666666653]},
            id="quantile loss at 0.9",
        ),
        pytest.param(
            crps,
            {"one": [0.15333333333333332, 0.12070707070707071], "two": [0.17777777777777776, 0.10732323232323233]},
            id="scaled CRPS",
        ),
        pytest.param(
            lambda: coverage(TABLE, MODELS, 80), {"one": [1.0, 0.5], "two": [1.0, 0.8333333333333334]}, id="coverage"
        ),
    ],
)
def test_scores_are_those_of_utilsforecast(score: Callable[[], pd.DataFrame], known: Known) -> None:
    found = score()
    assert found["unique_id"].tolist() == ["a", "b"]
    for model in MODELS:
        assert np.abs(found[model].to_numpy() - known[model]).max() < 1e-12
