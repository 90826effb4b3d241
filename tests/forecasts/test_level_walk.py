"""What weeks tell of growth and season: the filter against the same normal distribution written out."""

from __future__ import annotations

import numpy as np
import pytest

from forecasts import level_walk
from forecasts.level_walk import DAMPING, Walk, learn_walk
from forecasts.weekly_levels import Levels
from forecasts.yearly import WAVES, waves

STEP, TURN, NOISE, SEASON = 0.02, 0.004, 0.05, 0.1


def levels(log: np.ndarray, noise: float = 0.002) -> Levels:
    middle = 19_000 + 7 * np.arange(len(log))
    return Levels(len(log), log, np.linspace(noise, 2 * noise, len(log)), middle)


def written_out(known: Levels) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance of the last growth rate and the waves' coefficients, by conditioning on all weeks at once."""
    n = len(known.log)
    rates = TURN**2 * DAMPING ** np.abs(np.subtract.outer(np.arange(n + 1), np.arange(n + 1)))
    summed = np.tril(np.ones((n, n + 1)), 1)
    summed[:, 0] = 0.0  # the rate before the first week moved no level
    shape = waves(known.middle)
    covariance = 1.0 + STEP**2 * np.add.outer(np.arange(1, n + 1), np.zeros(n))
    covariance = np.minimum(covariance, covariance.T) + summed @ rates @ summed.T + SEASON**2 * shape @ shape.T
    covariance += np.diag(known.noise + NOISE**2)
    cross = np.vstack([rates[-1:] @ summed.T, SEASON**2 * shape.T])
    prior = np.diag([TURN**2] + [SEASON**2] * (2 * WAVES))
    seen = np.isfinite(known.log)
    gain = np.linalg.solve(covariance[np.ix_(seen, seen)], cross[:, seen].T).T
    return gain @ known.log[seen], prior - gain @ cross[:, seen].T


@pytest.fixture
def one_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """A single combination of sizes, known for certain."""
    sizes = {"STEPS": STEP, "TURNS": TURN, "TURN_WEIGHTS": 1.0, "NOISES": NOISE, "SEASONS": SEASON}
    for name, size in (sizes | {"SEASON_WEIGHTS": 1.0}).items():
        monkeypatch.setattr(level_walk, name, (size,))


@pytest.mark.usefixtures("one_size")
@pytest.mark.parametrize("weeks", [1, 5, 60, 130])
def test_the_filter_is_the_normal_distribution_written_out(weeks: int) -> None:
    log = np.cumsum(0.03 * np.random.default_rng(weeks).standard_normal(weeks))
    log[3:6] = np.nan
    found = learn_walk(levels(log))
    mean, covariance = written_out(levels(log))
    assert found.mean == pytest.approx(mean, abs=1e-9)
    assert found.covariance == pytest.approx(covariance, abs=1e-10)
    assert (found.step, found.turn) == pytest.approx((STEP**2, TURN**2))


def step_size(walk: Walk) -> float:
    return float(np.sqrt(walk.step))


def test_without_a_known_week_there_is_only_what_is_usual() -> None:
    found = learn_walk(levels(np.full(3, np.nan)))
    assert found.mean.tolist() == [0.0] * (1 + 2 * WAVES)
    assert step_size(found) == pytest.approx(0.025, abs=0.01)


@pytest.mark.parametrize("step", [0.008, 0.04])
def test_the_size_of_steps_is_told_from_noise(step: float) -> None:
    rng = np.random.default_rng(2)
    log = np.cumsum(step * rng.standard_normal(150)) + 0.06 * rng.standard_normal(150)
    assert step_size(learn_walk(levels(log, 1e-4))) == pytest.approx(step, rel=0.35)


def test_noise_alone_is_no_walk() -> None:
    log = 0.1 * np.random.default_rng(3).standard_normal(120)
    found = learn_walk(levels(log, 1e-4))
    assert step_size(found) < 0.012
    assert abs(found.mean[0]) < 0.001
