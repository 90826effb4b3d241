"""How long the work on a case takes and how often cases come back, from a log that has handle times and reopenings.

The mean is the arithmetic one, which is what workload needs; a mean of logarithms would be a third too low at a cv
of 1. Only values beyond `OUTLIER_SPREADS` are cut, far enough out to cost lognormal and gamma data at most about
0.1% of their mean. Cases count by their creation: `2^(-age / 8 weeks)`, none older than 26 weeks. With the weights w,
the effective number of cases is n = (sum w)^2 / sum w^2, and the evidence weighs n / (n + 30) against what is stated,
as if that were the mean of 30 cases.

A case still open has no handle time, and long work is resolved later: among recent cases the short ones are over-
represented. The last days (14 at most) are therefore left out while less than 90% of the cases created in them are
resolved. Where a desk leaves more than that open for good, or writes handle times of some kinds of cases only, the
log cannot tell what the others take.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecasts.tickets import TicketLog

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

HALF_LIFE_WEEKS = 8.0
WINDOW_WEEKS = 26.0
PRIOR_CASES = 30.0
"""How many cases the stated mean and cv, and the prior share of reopened cases, are worth each."""
PRIOR_REOPENED = 0.03
RESOLVED_SHARE, LATE_DAYS, LATE_CASES = 0.9, 14, 20
"""Last days with a smaller share resolved are left out, so many days at most, pooled to so many cases at least."""
OUTLIER_SPREADS, OUTLIER_MEDIANS = 4.0, 20.0
"""Minutes are cut at so many spreads of their upper half above the median (log scale), never below 20 medians."""
TREND_T, TREND_WEEKS, TREND_CASES = 2.0, 8, 5
"""A trend needs this |t|, over so many weeks of at least 5 cases."""
AHEAD_WEEKS = 1.0
"""The mean is that of a case so long after `as_of`: the middle of the two weeks a trend may be carried forward."""
MOST_MOVED = 0.10
NORMAL_95 = 1.96
NARROWEST = 0.01  # cv that weekly means are taken to have at least: handle times written in round numbers


@dataclass(frozen=True)
class Handling:
    """What the work on a case of a queue takes, in minutes, and how often cases come back.

    `cases`: resolved cases with a handle time that it rests on. `mean`: minutes expected a week after `as_of`, trend
    and shrinkage included; `mean_lo`, `mean_hi`: its 95% interval, in which the stated mean counts as evidence of 30
    cases. `trend`: change of the mean a week, as a share (0.01: +1% a week), 0 where the evidence is too weak.
    `weight`: of the log's evidence against the stated value, 0 to 1. `stated`: the mean that was given, minutes.
    `reopened`: share of resolved cases reopened, shrunk; None where no case of the log was reopened, which says that
    nobody wrote it down. `reopened_cases`: how many of the queue were.
    """

    queue: str
    cases: int
    mean: float
    mean_lo: float
    mean_hi: float
    cv: float
    trend: float
    weight: float
    stated: float | None
    reopened: float | None
    reopened_cases: int


@dataclass(frozen=True)
class _Trend:
    """Change of the log of the mean a week, damped, and its standard error; both 0 where there is none."""

    slope: float = 0.0
    error: float = 0.0


@dataclass(frozen=True)
class _Evidence:
    """What the log alone says: effective cases, mean at the target, cv, and the mean's relative variance in two parts.

    `clustering`: by how much the cases of a week resemble each other, as a factor (1: not at all) of the variance
    from the number of cases. `trend_error`: standard error of the log of the mean from the slope.
    """

    size: float
    mean: float
    cv: float
    clustering: float
    trend_error: float
    trend: float


def handling(log: TicketLog, queue: str, as_of: datetime, stated_mean: float, stated_cv: float) -> Handling:
    """Estimate handle time and reopening of a queue from the cases resolved by `as_of`.

    `stated_mean` (minutes, above 0) and `stated_cv` are what people say; they are returned where the log holds no
    handle time of the queue within 26 weeks. The interval takes the larger of two variances, cases apart and weeks
    apart, and adds that of the trend. Raises HistoryError when `as_of` has no zone.
    """
    known = log.known_at(as_of).frame
    own = known.loc[known["queue"] == queue]
    age = _weeks_before(own["created_at"], as_of)
    resolved = own["resolved_at"].notna().to_numpy(dtype=np.bool_)
    minutes = own["handle_minutes"].to_numpy(dtype=np.float64)
    rests = resolved & np.isfinite(minutes) & (minutes > 0) & (age <= WINDOW_WEEKS)
    rests &= age * 7 >= _days_left_out(age, resolved)
    share, reopened = _reopening(known, own, age)
    found = _evidence(minutes[rests], age[rests]) if rests.any() else _Evidence(0, stated_mean, stated_cv, 1, 0, 0)
    weight = found.size / (found.size + PRIOR_CASES)
    mean = weight * found.mean + (1 - weight) * stated_mean
    cv = weight * found.cv + (1 - weight) * stated_cv
    own_part = cv**2 * (weight * found.clustering + 1 - weight) / (found.size + PRIOR_CASES)
    wide = math.exp(NORMAL_95 * math.hypot(math.sqrt(own_part), weight * found.trend_error))
    return Handling(
        queue=queue,
        cases=int(rests.sum()),
        mean=mean,
        mean_lo=mean / wide,
        mean_hi=mean * wide,
        cv=cv,
        trend=found.trend,
        weight=weight,
        stated=stated_mean,
        reopened=share,
        reopened_cases=reopened,
    )


def _weeks_before(created: pd.Series[pd.Timestamp], as_of: datetime) -> Floats:
    age = (pd.Timestamp(as_of) - created) / pd.Timedelta(weeks=1)
    return np.asarray(age.to_numpy(dtype=np.float64), dtype=np.float64)


def _days_left_out(age: Floats, resolved: Flags) -> int:
    """How many of the last days hold too many open cases: counted back from now, a few cases at a time."""
    day = np.floor(age * 7)
    first = 0
    for last in range(1, LATE_DAYS + 1):
        inside = (day >= first) & (day < last)
        if inside.sum() < LATE_CASES and last < LATE_DAYS:
            continue
        if not inside.any() or resolved[inside].mean() >= RESOLVED_SHARE:
            return first
        first = last
    return first


def _evidence(minutes: Floats, age: Floats) -> _Evidence:
    """What cases of these minutes and ages (weeks) say of the mean and the cv; at least one case."""
    kept = np.minimum(minutes, _limit(minutes))
    trend = _trend(kept, age)
    weights = np.exp2(-age / HALF_LIFE_WEEKS)
    weights /= weights.sum()
    size = 1 / float(np.square(weights).sum())
    mean, middle = float(weights @ kept), float(weights @ age)
    reach = middle + AHEAD_WEEKS
    moved = float(np.clip(trend.slope * reach, math.log1p(-MOST_MOVED), math.log1p(MOST_MOVED)))
    error = kept / (mean * np.exp(trend.slope * (middle - age))) - 1
    spread = float(weights @ np.square(error))
    unbiased = spread * size / (size - 1) if len(kept) > 1 else spread
    return _Evidence(
        size=size,
        mean=mean * math.exp(moved),
        cv=math.sqrt(unbiased),
        clustering=_clustering(weights * error, age),
        trend_error=trend.error * reach,
        trend=math.expm1(trend.slope),
    )


def _limit(minutes: Floats) -> float:
    """Minutes above which a value is a gross outlier (a timer left running, seconds taken for minutes).

    The spread is that of the upper half on the log scale, the larger of two, so that a kind of case that is rare but
    long is not cut away.
    """
    logs = np.log(minutes)
    # "lower": the largest of a few values does not set its own limit
    median, high, higher = np.quantile(logs, [0.5, 0.9, 0.98], method="lower")
    spread = max((high - median) / 1.2816, (higher - median) / 2.0537)
    return math.exp(median + max(OUTLIER_SPREADS * spread, math.log(OUTLIER_MEDIANS)))


def _trend(minutes: Floats, age: Floats) -> _Trend:
    """Regression of the log of weekly means on time, each week by its cases; damped by 1 - 1 / t^2.

    The standard error is that of independent cases, widened where weekly means stray further from the line.
    """
    place = np.floor(age).astype(np.int64)
    count = np.bincount(place).astype(np.float64)
    enough = count >= TREND_CASES
    if enough.sum() < TREND_WEEKS:
        return _Trend()
    count_of, total = count[enough], np.bincount(place, weights=minutes)[enough]
    time = -np.bincount(place, weights=age)[enough] / count_of
    level = np.log(total / count_of)
    precision = count_of / max(float(minutes.std() / minutes.mean()), NARROWEST) ** 2
    time = time - precision @ time / precision.sum()
    squares = float(precision @ np.square(time))
    slope = float(precision @ (time * level)) / squares
    strays = level - precision @ level / precision.sum() - slope * time
    excess = max(1.0, float(precision @ np.square(strays)) / (len(level) - 2))
    error = math.sqrt(excess / squares)
    t = slope / error
    return _Trend(slope * (1 - 1 / t**2), error) if abs(t) > TREND_T else _Trend()


def _clustering(parts: Floats, age: Floats) -> float:
    """Variance of the sum of parts with the weeks independent, as a multiple of that with the cases independent."""
    sums = np.bincount(np.floor(age).astype(np.int64), weights=parts)
    apart = float(np.square(parts).sum())
    weeks = len(np.unique(np.floor(age)))
    if weeks < TREND_WEEKS or apart <= 0:
        return 1.0
    return max(1.0, float(np.square(sums).sum()) / apart * weeks / (weeks - 1))


def _reopening(known: pd.DataFrame, own: pd.DataFrame, age: Floats) -> tuple[float | None, int]:
    """Share of resolved cases of the last 26 weeks that came back, drawn to 3% like 30 cases; and how many did.

    A case reopened and open again counts as resolved once. The newest may still come back: the share is a little low.
    """
    if not known["reopened_at"].notna().any():
        return None, 0
    recent = age <= WINDOW_WEEKS
    back = own["reopened_at"].notna().to_numpy(dtype=np.bool_) & recent
    ended = (own["resolved_at"].notna().to_numpy(dtype=np.bool_) & recent) | back
    reopened = int(back.sum())
    return (reopened + PRIOR_REOPENED * PRIOR_CASES) / (int(ended.sum()) + PRIOR_CASES), reopened
