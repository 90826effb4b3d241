"""Which method forecasts a series: an inner rolling-origin backtest on its own history, with a rule against noise.

At up to 26 past origins a week apart every variant of every method forecasts the next two weeks. An origin's loss
is the mean squared error of steps and of days, each in units of a variance that is the same for all (Poisson, and a
spread of days), so that busy hours do not drown quiet ones. The profile is taken unless a rival is better by more
than one and a half times the standard error of the mean difference over origins; of two rivals the better. The
combination is the mean of the profile and its best rival.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forecasts.calendar import Floats
from forecasts.dispersion import MEASURED_WEEKS, Errors
from forecasts.forecasters.method import Method
from forecasts.series import Flags
from forecasts.smoothing import Weeks, by_calendar

BACKTEST_WEEKS = 26
"""Origins of the inner backtest, at most."""
LEARN_WEEKS = 3
"""Weeks of history before the first origin of the inner backtest."""
LEAST_ORIGINS = 4
"""Origins without which no rival can win."""
DAY_VARIANCE = 0.02
WIN = 1.5
"""Standard errors by which a rival must be better: above 1, which one lucky week in two windows can give."""
COMBINATION = "combination"


@dataclass(frozen=True, eq=False)
class Choice:
    """What was chosen for a series: rates of the steps of a normal week [steps], and its past errors.

    `losses` are mean losses by method, `reason` says in words why.
    """

    method: str
    variant: str
    rates: Floats
    errors: Errors
    memory_days: float
    losses: dict[str, float]
    reason: str


@dataclass(frozen=True, eq=False)
class _Run:
    """One method's best variant: rates of the coming week, means at past origins [origins, steps], losses [origins]."""

    method: str
    variant: str
    rates: Floats
    means: Floats
    losses: Floats
    memory_days: float


def choose(weeks: Weeks, methods: Sequence[Method]) -> Choice:
    """The method for a series, its variant, and its errors out of sample."""
    able = [method for method in methods if len(weeks.counts) >= method.least_weeks] or [methods[0]]
    came, exposure, plain = _ahead(weeks)
    runs = _runs(weeks, able, came, exposure, plain)
    if len(able) > 1 and len(came) >= LEAST_ORIGINS:
        runs.append(_combined(runs, came, plain, weeks.per_day))
    best, reason = _decide(runs)
    known = np.where(plain, came, np.nan)
    means = np.where(np.isfinite(known), best.means, np.nan)
    errors = Errors(by_calendar(means, weeks), by_calendar(known, weeks))
    losses = {run.method: float(run.losses.mean()) for run in runs if len(run.losses)}
    # half a case in the whole history: a rival that says 0 for what came long ago must not make it certain
    rates = np.maximum(best.rates, 0.5 / max(float(weeks.exposure.sum()), 1.0))
    return Choice(best.method, best.variant, rates, errors, best.memory_days, losses, reason)


def _ahead(weeks: Weeks) -> tuple[Floats, Floats, Flags]:
    """Counts, normal exposure and plainness of the steps after each origin [origins, steps]; NaN counts: unknown."""
    total, steps = weeks.counts.shape
    beyond = np.full((MEASURED_WEEKS, steps), np.nan)
    came = np.concatenate([np.where(weeks.exposure > 0, weeks.counts, np.nan), beyond])
    exposure = np.concatenate([np.where(weeks.exposure > 0, weeks.exposure, np.nan), beyond])
    plain = np.concatenate([weeks.plain, beyond > 0])
    ahead = [slice(origin, origin + MEASURED_WEEKS) for origin in origins(total)]
    width = MEASURED_WEEKS * steps
    parts = [np.array([part[where].ravel() for where in ahead]).reshape(-1, width) for part in (came, exposure, plain)]
    return parts[0], parts[1], parts[2].astype(bool)


def origins(total: int) -> range:
    """Numbers of whole weeks known at the origins of the inner backtest of `total` weeks."""
    return range(max(LEARN_WEEKS, total - BACKTEST_WEEKS), total)


def _runs(weeks: Weeks, methods: Sequence[Method], came: Floats, exposure: Floats, plain: Flags) -> list[_Run]:
    past = {
        method.name: [method.rates(weeks.first(origin)) for origin in origins(len(weeks.counts))] for method in methods
    }
    unit = _unit(np.array(past[methods[0].name]), methods[0].usual, exposure)
    runs = []
    for method in methods:
        rates = np.array(past[method.name]).reshape(len(came), len(method.variants), weeks.counts.shape[1])
        means = np.tile(rates, MEASURED_WEEKS) * exposure[:, None]
        losses = np.array(
            [_losses(means[:, row], came, plain, unit, weeks.per_day) for row in range(len(method.variants))]
        )
        row = _variant(losses, method.usual)
        coming = method.rates(weeks)[row]
        runs.append(
            _Run(method.name, method.variants[row], coming, means[:, row], losses[row], method.memory_days[row])
        )
    return runs


def _unit(past: Floats, usual: int, exposure: Floats) -> Floats:
    """Means that set the scale of the losses [origins, steps]: the first method's usual ones."""
    if not len(past):
        return exposure
    return np.asarray(np.tile(past[:, usual], MEASURED_WEEKS) * exposure, dtype=np.float64)


def _losses(means: Floats, came: Floats, plain: Flags, unit: Floats, per_day: int) -> Floats:
    """Mean squared error of each origin [origins], of steps and of days, in units of their variance."""
    use = np.isfinite(came) & plain
    error = np.where(use, means - came, 0.0)
    scale = np.where(use, unit, 0.0)
    loss = np.zeros(len(came))
    for steps in (1, per_day):
        off, size = (part.reshape(len(part), part.shape[1] // steps, steps).sum(axis=2) for part in (error, scale))
        variance = (size + DAY_VARIANCE * np.square(size)).sum(axis=1)
        loss += np.square(off).sum(axis=1) / np.maximum(variance, 1e-9)
    return loss


def _variant(losses: Floats, usual: int) -> int:
    """The variant of least loss where it is better than the usual one by more than the noise of the difference."""
    if losses.shape[1] < LEAST_ORIGINS:
        return usual
    best = int(np.argmin(losses.mean(axis=1)))
    return best if _gain(losses[usual], losses[best]) > 0.5 else usual


def _gain(mine: Floats, rival: Floats) -> float:
    """Mean difference in standard errors; windows of two weeks that start a week apart overlap."""
    difference = mine - rival
    error = float(difference.std(ddof=1)) * math.sqrt(MEASURED_WEEKS / len(difference))
    return float(difference.mean()) / error if error > 0 else 0.0


def _combined(runs: list[_Run], came: Floats, plain: Flags, per_day: int) -> _Run:
    profile, rival = runs[0], min(runs[1:], key=lambda run: float(run.losses.mean()))
    means = (profile.means + rival.means) / 2
    losses = _losses(means, came, plain, profile.means, per_day)
    name = f"{profile.variant}; {rival.method} {rival.variant}"
    rates = (profile.rates + rival.rates) / 2
    return _Run(COMBINATION, name, rates, means, losses, min(profile.memory_days, rival.memory_days))


def _decide(runs: list[_Run]) -> tuple[_Run, str]:
    first = runs[0]
    if len(runs) == 1 or len(first.losses) < LEAST_ORIGINS:
        return first, f"{first.method}: the history is too short to compare methods"
    gains = {run.method: _gain(first.losses, run.losses) for run in runs[1:]}
    better = [run for run in runs[1:] if gains[run.method] > WIN]
    if better:
        best = min(better, key=lambda run: float(run.losses.mean()))
        return best, f"{best.method}: better than {first.method} by {gains[best.method]:.1f} standard errors"
    near = max(runs[1:], key=lambda run: gains[run.method])
    said = f"the best rival, {near.method}, is {abs(gains[near.method]):.1f} standard errors "
    return first, f"{first.method}: " + said + ("better, less than noise" if gains[near.method] > 0 else "worse")
