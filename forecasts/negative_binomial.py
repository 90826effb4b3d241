"""Quantiles of negative binomial counts with a given mean and variance, without tables or special functions.

The probabilities follow from each other, P(k + 1) / P(k) = (k + r) / (k + 1) * m / (r + m) with r = m^2 / (v - m),
so a running sum of their logarithms over a window that holds all but 1e-15 of them, normalized, is the exact
distribution to rounding. A variance not above the mean is taken as Poisson.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NOTHING = 1e-12
"""A mean up to this is zero for certain: no level that floats can tell from 1 would see a count."""

_CELLS = 2_000_000  # of the table of probabilities held at once: 16 MB


def quantiles(mean: Floats, variance: Floats, levels: Floats) -> NDArray[np.int64]:
    """The smallest k with P(count <= k) >= level, for each level and each cell: [levels, *shape of mean]."""
    flat, spread = mean.ravel(), variance.ravel()
    found = np.zeros((len(levels), flat.size), dtype=np.int64)
    low, width = _window(flat, spread)
    order = np.argsort(width, kind="stable")
    order = order[flat[order] > NOTHING]
    while len(order):
        # Cells of similar width share a table; the widest is last, so it sets the table's width.
        rows = max(1, _CELLS // int(width[order[-1]]))
        cells, order = order[-rows:], order[:-rows]
        found[:, cells] = _search(flat[cells], spread[cells], low[cells], int(width[cells].max()), levels)
    return found.reshape(len(levels), *mean.shape)


def _window(mean: Floats, variance: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """First count and number of counts that hold all but about 1e-15 of the probability."""
    sd = np.sqrt(np.maximum(variance, mean))
    tail = 36 * np.maximum(variance, mean) / np.maximum(mean, NOTHING)  # the right tail falls like exp(-k m / v)
    low = np.floor(np.maximum(mean - 9 * sd, 0))
    high = np.ceil(mean + 9 * sd + tail)
    return low, np.asarray(np.where(mean > NOTHING, high - low + 1, 1), dtype=np.int64)


def _search(mean: Floats, variance: Floats, low: Floats, width: int, levels: Floats) -> NDArray[np.int64]:
    k = low[:, None] + np.arange(width - 1)
    m = mean[:, None]
    r = np.square(m) / np.maximum(variance[:, None] - m, 1e-9 * m)
    steps = np.log((k + r) / (k + 1) * (m / (r + m)))
    logs = np.concatenate([np.zeros((len(mean), 1)), np.cumsum(steps, axis=1)], axis=1)
    logs -= logs.max(axis=1, keepdims=True)
    below = np.cumsum(np.exp(logs), axis=1)
    below /= below[:, -1:]
    # A hair's breadth of tolerance: a level that equals a probability must not be missed by rounding.
    places = [(below < level * (1 - 1e-13)).sum(axis=1) for level in levels]
    return np.asarray(low + np.stack(places), dtype=np.int64)
