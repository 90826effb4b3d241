"""How fast the level drifts beyond the weeks on which errors were measured."""

from __future__ import annotations

import numpy as np

from forecasts.dispersion import Errors


def drift_of(errors: Errors, memory_days: float) -> float:
    """Growth of the level's relative variance in a week.

    A level smoothed by alpha is a random walk whose steps have alpha^2 times the variance of the errors (the state
    space form of simple exponential smoothing, Hyndman et al. 2008, section 6.3).
    """
    alpha = 1 - 0.5 ** (1 / memory_days)
    mean, count = np.nansum(errors.mean, axis=2), np.nansum(errors.count, axis=2)
    mean = np.where(np.isfinite(errors.count).any(axis=2), mean, 0.0)
    squares = np.square(mean).sum()
    relative = np.square(count - mean).sum() / squares if squares > 0 else 0.04
    return float(min(7 * alpha**2 * relative, 0.05))
