"""Scores of forecasts, with the names and definitions of utilsforecast: one row per series, one column per model.

The table has one row per series and time, with the actual count and a column per model (quantiles: a column per
level). Rows of several cutoffs are pooled. A score whose scale is 0 (no counts at all) is NaN.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from forecasts.errors import ForecastError

Models = Sequence[str]


def bias(df: pd.DataFrame, models: Models, id_col: str = "unique_id", target_col: str = "y") -> pd.DataFrame:
    """Mean of prediction minus actual."""
    _check(df, [*models, id_col, target_col])
    return _per_series(df, {model: df[model] - df[target_col] for model in models}, id_col)


def wape(df: pd.DataFrame, models: Models, id_col: str = "unique_id", target_col: str = "y") -> pd.DataFrame:
    """Sum of absolute errors over the sum of absolute actuals."""
    _check(df, [*models, id_col, target_col])
    errors = _per_series(df, {model: (df[model] - df[target_col]).abs() for model in models}, id_col)
    scale = df[target_col].abs().groupby(df[id_col], observed=True).mean()
    return _scaled(errors, scale, models, id_col)


def mase(
    df: pd.DataFrame,
    models: Models,
    seasonality: int,
    train_df: pd.DataFrame,
    id_col: str = "unique_id",
    target_col: str = "y",
) -> pd.DataFrame:
    """Mean absolute error over that of the seasonal naive forecast on the (ordered) training rows."""
    _check(df, [*models, id_col, target_col])
    _check(train_df, [id_col, target_col])
    errors = _per_series(df, {model: (df[model] - df[target_col]).abs() for model in models}, id_col)
    lagged = train_df.groupby(id_col, observed=True)[target_col].shift(seasonality)
    scale = (train_df[target_col] - lagged).abs().groupby(train_df[id_col], observed=True).mean()
    return _scaled(errors, scale, models, id_col)


def quantile_loss(
    df: pd.DataFrame, models: Mapping[str, str], q: float, id_col: str = "unique_id", target_col: str = "y"
) -> pd.DataFrame:
    """Mean pinball loss at level `q`; `models` maps each model to its column of that quantile."""
    _check(df, [*models.values(), id_col, target_col])
    losses = {model: _pinball(df[target_col] - df[column], q) for model, column in models.items()}
    return _per_series(df, losses, id_col)


def scaled_crps(
    df: pd.DataFrame,
    models: Mapping[str, Sequence[str]],
    quantiles: Sequence[float],
    id_col: str = "unique_id",
    target_col: str = "y",
) -> pd.DataFrame:
    """Twice the mean pinball loss over the levels, over the mean absolute actual: the weighted quantile loss (wQL).

    `models` maps each model to its columns, one per level in `quantiles`.
    """
    for model, columns in models.items():
        if len(columns) != len(quantiles):
            raise ForecastError(f"{model} has {len(columns)} columns for {len(quantiles)} quantiles; give as many")
    _check(df, [*(column for columns in models.values() for column in columns), id_col, target_col])
    losses = {
        model: sum(
            (
                2 / len(quantiles) * _pinball(df[target_col] - df[column], q)
                for column, q in zip(columns, quantiles, strict=True)
            ),
            start=pd.Series(0.0, index=df.index),
        )
        for model, columns in models.items()
    }
    scale = df[target_col].abs().groupby(df[id_col], observed=True).mean()
    return _scaled(_per_series(df, losses, id_col), scale, list(models), id_col)


def coverage(
    df: pd.DataFrame, models: Models, level: int, id_col: str = "unique_id", target_col: str = "y"
) -> pd.DataFrame:
    """Share of actuals within the central interval of `level` percent, bounds included."""
    bounds = {model: (f"{model}-lo-{level}", f"{model}-hi-{level}") for model in models}
    _check(df, [*(name for pair in bounds.values() for name in pair), id_col, target_col])
    inside = {model: df[target_col].between(df[low], df[high]).astype(float) for model, (low, high) in bounds.items()}
    return _per_series(df, inside, id_col)


def _check(df: pd.DataFrame, columns: Sequence[str]) -> None:
    missing = [name for name in columns if name not in df.columns]
    if missing:
        raise ForecastError(f"the table has no column {', '.join(missing)}; it has: {', '.join(map(str, df.columns))}")


def _pinball(error: pd.Series[float], q: float) -> pd.Series[float]:
    return pd.Series(np.maximum(q * error, (q - 1) * error), index=error.index)


def _per_series(df: pd.DataFrame, rows: Mapping[str, pd.Series[float]], id_col: str) -> pd.DataFrame:
    return pd.DataFrame(rows).groupby(df[id_col], observed=True).mean().rename_axis(id_col).reset_index()


def _scaled(errors: pd.DataFrame, scale: pd.Series[float], models: Models, id_col: str) -> pd.DataFrame:
    divisor = scale.where(scale > 0).reindex(errors[id_col]).to_numpy()
    return errors.assign(**{model: errors[model].to_numpy() / divisor for model in models})
