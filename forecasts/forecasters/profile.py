"""The smoothed hour-of-week profile times a level: as good as anything at one to two weeks ahead.

Profile: counts of each hour of the week, averaged with weights that halve every 4, 8 or 16 weeks. What a low volume
cannot tell is borrowed: each hour of the week is shrunk towards its neighbours, and these towards the day's total
times a shape shared by the days, by as much as the counts give evidence for (a Gamma prior whose strength is
estimated by moments). Level:
exponential smoothing of the deseasonalized totals, as a ratio of discounted counts to discounted expectation (the
filter of Harvey and Fernandes 1989, Journal of Business & Economic Statistics 7:407), so that quiet days weigh
little. The half-lives are picked by an inner rolling-origin backtest (Poisson deviance).

Taylor (2008, 2012) and Barrow (2016) found such methods hard to beat on calls, one to two weeks ahead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from forecasts.calendar import Floats, Grid
from forecasts.dispersion import MEASURED_WEEKS, Dispersion, Errors, estimate
from forecasts.series import History, week_slots

HALF_LIFE_WEEKS = (4.0, 8.0, 16.0)
LEVEL_HALF_LIFE_DAYS = (7.0, 14.0, 28.0, 56.0)
BACKTEST_WEEKS = 26
"""Origins of the inner backtest, at most."""
LEARN_WEEKS = 3
"""Weeks of history before the first origin of the inner backtest."""
NEIGHBOURS = (1 / 3, 2 / 3, 1.0, 2 / 3, 1 / 3)
"""Weights of the hours around one, where its own counts are too few."""
THURSDAY = 3
"""Day of the week, counted from Monday, of 1970-01-01, from which wall indices count."""
GAIN = 0.002
"""Share of the deviance by which other half-lives must beat the usual ones: less is noise."""


@dataclass(frozen=True)
class HalfLives:
    """After how long an observation counts half: for the profile, and for the level."""

    profile_weeks: float
    level_days: float


CANDIDATES = tuple(HalfLives(weeks, days) for weeks in HALF_LIFE_WEEKS for days in LEVEL_HALF_LIFE_DAYS)
USUAL = HalfLives(8.0, 28.0)


@dataclass(frozen=True, eq=False)
class Weeks:
    """One series as weeks that end where its history ends.

    `counts` and `exposure` [weeks, steps of the week]; exposure is how many intervals were observed (2 in the hour
    that autumn repeats, 0 where closed). `age` [steps of the week] is how many days before the end each step of the
    last week lies, `phase` how many steps after Monday's midnight the history ends.
    """

    counts: Floats
    exposure: Floats
    age: Floats
    per_day: int
    phase: int

    def first(self, weeks: int) -> Weeks:
        """The weeks known after `weeks` of them."""
        return replace(self, counts=self.counts[:weeks], exposure=self.exposure[:weeks])


@dataclass(frozen=True, eq=False)
class ProfileRates:
    """Expected counts per step of the week [series, steps of the week], 0 where closed, and their dispersion."""

    profile: Floats
    dispersion: Dispersion

    def rates(self, steps: Grid) -> Floats:
        """Expected counts [series, T]."""
        return self.profile[:, week_slots(steps)] * steps.exposure


def fit(history: History) -> ProfileRates:
    """Learn each series' profile and level, and from its past errors how far counts stray."""
    profiles, errors, drifts = [], [], []
    for row in range(len(history.unique_ids)):
        weeks = fold(history, row)
        half_lives, error = choose(weeks)
        profile = _profiles(weeks, half_lives.profile_weeks, (half_lives.level_days,))[0]
        profiles.append(np.where(history.closed[row], 0.0, profile))
        errors.append(error)
        drifts.append(_drift(error, half_lives.level_days))
    return ProfileRates(np.array(profiles), estimate(errors, np.array(drifts)))


def fold(history: History, row: int) -> Weeks:
    """Lay a series out in weeks that end where it ends; the first, partial week is filled up as unobserved."""
    g = history.grid
    steps = 7 * g.per_day
    end = int(g.wall[-1]) + 1
    begin = int(g.wall[np.argmax(history.observed[row])])
    count = -(-(end - begin) // steps)
    known = history.observed[row]
    wall = g.wall[known]
    cells = (count - 1 - (end - 1 - wall) // steps, wall % steps)
    counts, exposure = np.zeros((count, steps)), np.zeros((count, steps))
    np.add.at(counts, cells, history.counts[row, known])
    np.add.at(exposure, cells, g.exposure[known])
    age = ((end - 1 - np.arange(steps)) % steps) / g.per_day
    return Weeks(counts, exposure, age, g.per_day, (end + THURSDAY * g.per_day) % steps)


def choose(weeks: Weeks) -> tuple[HalfLives, Errors]:
    """The half-lives of least deviance out of sample, and their errors; the usual ones where others gain little."""
    means, counts = _past_forecasts(weeks)
    if len(counts) == 0:  # a queue that began shortly before the origin of a backtest
        empty = np.empty((0, 7, weeks.per_day))
        return USUAL, Errors(empty, empty)
    deviances = np.array([_deviance(mean, counts) for mean in means])
    best, usual = int(np.argmin(deviances)), CANDIDATES.index(USUAL)
    if deviances[best] > (1 - GAIN) * deviances[usual]:
        best = usual
    return CANDIDATES[best], Errors(_by_calendar(means[best], weeks), _by_calendar(counts, weeks))


def _past_forecasts(weeks: Weeks) -> tuple[Floats, Floats]:
    """Means said at past origins for the steps after them, and the counts that came, NaN where none was observed.

    [candidates, origins, steps of `MEASURED_WEEKS`] and [origins, the same steps].
    """
    total, steps = weeks.counts.shape
    beyond = np.full((MEASURED_WEEKS, steps), np.nan)
    came = np.concatenate([np.where(weeks.exposure > 0, weeks.counts, np.nan), beyond])
    exposure = np.concatenate([np.where(weeks.exposure > 0, weeks.exposure, np.nan), beyond])
    means, counts = [np.empty((len(CANDIDATES), 0, MEASURED_WEEKS * steps))], [np.empty((0, MEASURED_WEEKS * steps))]
    for origin in range(max(LEARN_WEEKS, total - BACKTEST_WEEKS), total):
        ahead = slice(origin, origin + MEASURED_WEEKS)
        known = weeks.first(origin)
        rates = np.concatenate([_profiles(known, half_life, LEVEL_HALF_LIFE_DAYS) for half_life in HALF_LIFE_WEEKS])
        means.append((rates[:, None] * exposure[ahead]).reshape(len(CANDIDATES), 1, -1))
        counts.append(came[ahead].reshape(1, -1))
    return np.concatenate(means, axis=1), np.concatenate(counts)


def _profiles(weeks: Weeks, half_life: float, level_days: tuple[float, ...]) -> Floats:
    """Rates of the steps of the week after the last one [level half-lives, steps of the week]."""
    ages = np.arange(len(weeks.counts))[::-1]
    weight = 0.5 ** (ages / half_life)
    # Scaled so that a step's weighted count has the variance of a Poisson count of the same mean.
    weight *= weight.sum() / np.square(weight).sum()
    shape = smooth(weight @ weeks.counts, weight @ weeks.exposure, weeks.per_day)
    levels = []
    for days in level_days:
        by_step, by_week = 0.5 ** (weeks.age / days), 0.5 ** (7 * ages / days)
        counted = by_week @ (weeks.counts @ by_step)
        expected = by_week @ (weeks.exposure @ (by_step * shape))
        levels.append((counted + 1) / (expected + 1))
    return np.array(levels)[:, None] * shape


def smooth(counts: Floats, exposure: Floats, per_day: int) -> Floats:
    """Rates of the steps of the week, shrunk by the evidence of the counts.

    First day x hour; then a few neighbouring hours together correct it; then each hour corrects those. Flat, at
    the rate of half a case in all, when there was none.
    """
    c, e = counts.reshape(7, per_day), exposure.reshape(7, per_day)
    c = c + 0.5 * e / max(e.sum(), 1e-9)  # Jeffreys' half case, spread evenly: no open step is ever impossible
    rate = _separable(c, e)
    for kernel in (NEIGHBOURS, (1.0,)):
        strength = _strength(c, e * rate)
        scale = sum(kernel) / sum(weight**2 for weight in kernel)  # a weighted sum of this scale varies like a count
        found, expected = (scale * _around(table, kernel) for table in (c, e * rate))
        rate = rate * (found + strength) / (expected + strength)
    return np.asarray(rate.ravel(), dtype=np.float64)


def _strength(counts: Floats, expected: Floats) -> Floats:
    """How many cases the expectation is worth, per day of the week [7, 1]: one over the excess of Poisson's chi-square.

    Busy hours must not drown the quiet ones (nights, weekends), so squares are taken in units of their expectation.
    """
    chi = np.divide(np.square(counts - expected), expected, out=np.zeros_like(counts), where=expected > 0)
    excess = chi.sum(axis=1, keepdims=True) - (expected > 0).sum(axis=1, keepdims=True)
    return 1 / np.maximum(_ratio(excess, expected.sum(axis=1, keepdims=True)), 1e-6)


def _around(table: Floats, kernel: tuple[float, ...]) -> Floats:
    """Weighted sums over neighbouring steps; the week is a circle."""
    steps = table.ravel()
    shifted = [weight * np.roll(steps, place - len(kernel) // 2) for place, weight in enumerate(kernel)]
    return np.asarray(np.sum(shifted, axis=0).reshape(table.shape), dtype=np.float64)


def _separable(counts: Floats, exposure: Floats) -> Floats:
    """Day x hour rates with the margins of the counts, by iterative proportional fitting."""
    day, hour = np.ones((7, 1)), np.ones((1, counts.shape[1]))
    for _ in range(8):
        day = _ratio(counts.sum(axis=1, keepdims=True), (exposure * hour).sum(axis=1, keepdims=True))
        hour = _ratio(counts.sum(axis=0, keepdims=True), (exposure * day).sum(axis=0, keepdims=True))
    return day * hour


def _ratio(counts: Floats, exposure: Floats) -> Floats:
    return np.divide(counts, exposure, out=np.zeros_like(counts), where=exposure > 0)


def _deviance(mean: Floats, count: Floats) -> float:
    known = np.isfinite(mean)
    m, y = mean[known], count[known]
    safe = np.maximum(m, 1e-9)
    return float(2 * (y * np.log(np.maximum(y, 1e-9) / safe) - (y - m)).sum())


def _by_calendar(values: Floats, weeks: Weeks) -> Floats:
    """Steps after each origin [origins, steps] as calendar weeks [n, 7, steps of the day], NaN outside.

    Factors belong to days and weeks of the calendar: a block that straddles two of them would average them out.
    """
    steps = weeks.counts.shape[1]
    oldest_first = np.argsort(-weeks.age, kind="stable")
    in_time = values.reshape(len(values), -1, steps)[:, :, oldest_first].reshape(len(values), -1)
    after = -(in_time.shape[1] + weeks.phase) % steps
    padded = np.pad(in_time, ((0, 0), (weeks.phase, after)), constant_values=np.nan)
    return padded.reshape(-1, 7, weeks.per_day)


def _drift(errors: Errors, level_days: float) -> float:
    """Growth of the level's relative variance in a week.

    A level smoothed by alpha is a random walk whose steps have alpha^2 times the variance of the errors (the state
    space form of simple exponential smoothing, Hyndman et al. 2008, section 6.3).
    """
    alpha = 1 - 0.5 ** (1 / level_days)
    mean, count = np.nansum(errors.mean, axis=2), np.nansum(errors.count, axis=2)
    squares = np.square(mean).sum()
    relative = np.square(count - mean).sum() / squares if squares > 0 else 0.04
    return float(min(7 * alpha**2 * relative, 0.05))
