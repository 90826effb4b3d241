"""Amounts of work as whole minutes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffing.problem import Integers


def whole_minutes(work: NDArray[np.float64]) -> Integers:
    """Differences of the rounded-up running total: at most a minute too much in all, never too little."""
    return np.diff(np.ceil(np.cumsum(work) - 1e-9), prepend=0.0).astype(np.int64)
