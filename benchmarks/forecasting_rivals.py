"""The rivals of benchmarks/forecasting.py: one function each, all with the same protocol.

A rival gets the rows known at the origin (`unique_id, ds, y`, one series, naive local hours), the hours to forecast
(two weeks from Monday 00:00; only those hours of the week that the series has) and the levels of the quantiles, and
returns means [T] and quantiles [T, levels]. Packages are imported when a rival runs. Where a method has no
distribution of counts of its own, its counts are negative binomial: the dispersion is that of its errors.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecasts.negative_binomial import quantiles

Floats = NDArray[np.float64]
Said = tuple[Floats, Floats]
Function = Callable[[pd.DataFrame, pd.DatetimeIndex, Floats], Said]

HORIZON = pd.Timedelta(days=14)
PROFILE_WEEKS = 8
TREND_WEEKS = 12
"""Weeks of history from which the GLM may have a trend; on fewer it runs away."""


@dataclass(frozen=True)
class Rival:
    """A method, and the packages it takes."""

    run: Function
    packages: tuple[str, ...] = ()


def slots(ds: pd.DatetimeIndex) -> NDArray[np.int64]:
    """The hours of the week, from Monday's midnight."""
    return np.asarray(ds.day_of_week * 24 + ds.hour, dtype=np.int64)


def open_hours(known: pd.DataFrame, origin: pd.Timestamp) -> pd.DatetimeIndex:
    """The hours of the two weeks from the origin that are open, judged by what is known."""
    hours = pd.date_range(origin, origin + HORIZON, freq="h", inclusive="left")
    return hours[np.isin(slots(hours), slots(pd.DatetimeIndex(known["ds"])))]


def block_sums(values: pd.Series, block: str) -> pd.Series:
    """Sums over the blocks that hold an open hour; NaN where one of these is."""
    start = pd.DatetimeIndex(values.index).floor(block)
    return values.groupby(start).sum().where(values.notna().groupby(start).all())


def dispersion(mean: Floats, count: Floats) -> float:
    """The excess of squared errors over Poisson's, per squared mean; 0 if there is none."""
    known = np.isfinite(mean) & np.isfinite(count)
    m, y = mean[known], count[known]
    squares = float(np.square(m).sum())
    return max(0.0, float((np.square(y - m) - m).sum()) / squares) if squares > 0 else 0.0


def count_quantiles(mean: Floats, alpha: float, levels: Floats) -> Floats:
    """Quantiles [T, levels] of negative binomial counts of variance m + alpha m^2."""
    return np.asarray(quantiles(mean, mean + alpha * np.square(mean), levels).T, dtype=np.float64)


def poisson_floor(mean: Floats) -> float:
    """WAPE of Poisson counts of these means, in percent: E|Y - m| = 2 exp(-m) m^(k + 1) / k! with k = floor(m)."""
    parts = [2 * math.exp(-m + (int(m) + 1) * math.log(m) - math.lgamma(int(m) + 1)) for m in mean if m > 1e-9]
    return float(100 * sum(parts) / mean.sum())


def _open_hours(train: pd.DataFrame, future: pd.DatetimeIndex) -> tuple[pd.Series, int, int]:
    """Counts of all open hours to the origin, and the open hours of a day and a week; gaps are as a week before."""
    hours = pd.date_range(train["ds"].min(), future[0], freq="h", inclusive="left")
    week = len(np.unique(slots(future)))
    y = train.set_index("ds")["y"].astype(float).reindex(hours[np.isin(slots(hours), slots(future))])
    while y.isna().any():
        filled = y.fillna(y.shift(week)).fillna(y.shift(-week))
        y = filled if filled.isna().sum() < y.isna().sum() else y.fillna(0.0)
    return y, week // future.day_of_week.nunique(), week


def seasonal_naive(train: pd.DataFrame, future: pd.DatetimeIndex, levels: Floats) -> Said:
    """The week before, with the quantiles of past differences from week to week in units of their root."""
    y, _, week = _open_hours(train, future)
    mean = np.resize(y.to_numpy()[-week:], len(future))
    before = y.to_numpy()[:-week]
    differences = (y.to_numpy()[week:] - before) / np.sqrt(np.maximum(before, 1))
    spread = np.sqrt(np.maximum(mean, 1))[:, None] * np.quantile(differences, levels)
    return mean, np.maximum(mean[:, None] + spread, 0)


def week_mean(weeks: int) -> Function:
    """The plain mean of the last `weeks` weeks, hour of the week by hour of the week; negative binomial."""

    def run(train: pd.DataFrame, future: pd.DatetimeIndex, levels: Floats) -> Said:
        ds = pd.DatetimeIndex(train["ds"])
        age = (future[0].normalize() - ds - pd.Timedelta(1)).days // 7
        wide = pd.DataFrame({"week": -age, "slot": slots(ds), "y": train["y"].to_numpy(float)})
        table = wide.pivot(index="week", columns="slot", values="y").sort_index()
        means = table.rolling(weeks, min_periods=1).mean().ffill().fillna(0.0)
        mean = means.iloc[-1].loc[slots(future)].to_numpy()
        alpha = dispersion(means.iloc[1:-1].to_numpy(), table.iloc[2:].to_numpy())
        return mean, count_quantiles(mean, alpha, levels)

    return run


def mstl(train: pd.DataFrame, future: pd.DatetimeIndex, levels: Floats) -> Said:
    """statsforecast's MSTL with a day and a week of open hours as its seasons, and its own intervals."""
    from statsforecast.models import MSTL

    y, day, week = _open_hours(train, future)
    widths = sorted({round(200 * abs(level - 0.5)) for level in levels} - {0})
    said = MSTL(season_length=[day, week]).forecast(y=y.to_numpy(), h=len(future), level=widths)
    names = [f"{'lo' if level < 0.5 else 'hi'}-{round(200 * abs(level - 0.5))}" for level in levels]
    columns = [said["mean" if name.endswith("-0") else name] for name in names]
    return np.maximum(said["mean"], 0), np.maximum(np.stack(columns, axis=1), 0)


def day_ets(train: pd.DataFrame, future: pd.DatetimeIndex, levels: Floats) -> Said:
    """statsforecast's AutoETS on the days, times each hour's share of its day; negative binomial."""
    from statsforecast.models import AutoETS

    y, _, week = _open_hours(train, future)
    ds = pd.DatetimeIndex(y.index)
    day = np.unique(ds.normalize(), return_inverse=True)[1]
    next_days, next_day = np.unique(future.normalize(), return_inverse=True)
    totals = np.bincount(day, weights=y.to_numpy())
    said = AutoETS(season_length=future.day_of_week.nunique()).forecast(y=totals, h=len(next_days), fitted=True)
    recent, place = y.to_numpy()[-PROFILE_WEEKS * week :], slots(ds)[-PROFILE_WEEKS * week :]
    by_slot = np.bincount(place, weights=recent, minlength=168).reshape(7, 24)
    share = (by_slot / np.maximum(by_slot.sum(axis=1, keepdims=True), 1e-9)).ravel()
    mean = np.maximum(said["mean"], 0)[next_day] * share[slots(future)]
    fitted = np.maximum(said["fitted"], 0)[day] * share[slots(ds)]
    alpha = dispersion(fitted[-PROFILE_WEEKS * week :], recent)
    return mean, count_quantiles(mean, alpha, levels)


def lightgbm(train: pd.DataFrame, future: pd.DatetimeIndex, levels: Floats) -> Said:
    """LightGBM through mlforecast: counts one and two weeks ago, hour and day of the week; a week held out."""
    from lightgbm import LGBMRegressor
    from mlforecast import MLForecast

    y, _, week = _open_hours(train, future)
    ds = pd.DatetimeIndex(y.index).append(future)
    table = pd.DataFrame({"unique_id": "series", "ds": np.arange(len(ds)), "hour": ds.hour, "weekday": ds.day_of_week})

    def ahead(known: int, h: int) -> Floats:
        trees = LGBMRegressor(objective="poisson", n_estimators=100, learning_rate=0.05, n_jobs=1, verbosity=-1, seed=1)
        model = MLForecast(models={"trees": trees}, freq=1, lags=[week, 2 * week], num_threads=1)
        model.fit(table[:known].assign(y=y.to_numpy()[:known]), static_features=[])
        said = model.predict(h, X_df=table[known : known + h])
        return np.maximum(said["trees"].to_numpy(float), 0)

    alpha = dispersion(ahead(len(y) - week, week), y.to_numpy()[-week:])
    mean = ahead(len(y), len(future))
    return mean, count_quantiles(mean, alpha, levels)


def poisson_glm(train: pd.DataFrame, future: pd.DatetimeIndex, levels: Floats) -> Said:
    """statsmodels' Poisson GLM: day of the week, hour of a workday and of the weekend, trend; half-life 8 weeks.

    Two weeks of rows of the mean count, worth a tenth of a case each, keep hours that never saw a case finite.
    """
    import statsmodels.api as sm

    ds = pd.DatetimeIndex(train["ds"])
    known, every = len(ds), ds.append(future)
    # weekend hours apart, but for the first: the days of the weekend have their own levels already
    hour = every.hour + np.where((every.day_of_week < 5) | (every.hour == every.hour.min()), 0, 24)
    dummies = [pd.get_dummies(names, drop_first=True, dtype=float) for names in (every.day_of_week, hour)]
    age = np.asarray((future[0] - every) / pd.Timedelta(days=7), dtype=np.float64)
    trend = [-age[:, None] / 52] if age[0] >= TREND_WEEKS else []
    design = np.hstack([np.ones((len(every), 1)), *(part.to_numpy() for part in dummies), *trend])
    counts = train["y"].to_numpy(float)
    level = counts.mean()
    y = np.append(counts, np.full(len(future), level))
    weights = np.append(0.5 ** (age[:known] / 8), np.full(len(future), 0.1 / max(level, 1)))
    model = sm.GLM(y, design, family=sm.families.Poisson(), var_weights=weights).fit()
    fitted = np.asarray(model.fittedvalues, dtype=np.float64)
    recent = np.flatnonzero(age[:known] <= PROFILE_WEEKS)
    return fitted[known:], count_quantiles(fitted[known:], dispersion(fitted[recent], counts[recent]), levels)


RIVALS = {
    "naive": Rival(seasonal_naive),
    "mean-4": Rival(week_mean(4)),
    "mean-8": Rival(week_mean(8)),
    "mstl": Rival(mstl, ("statsforecast",)),
    "day-ets": Rival(day_ets, ("statsforecast",)),
    "lightgbm": Rival(lightgbm, ("lightgbm", "mlforecast")),
    "glm": Rival(poisson_glm, ("statsmodels",)),
}
