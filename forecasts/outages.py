"""Stretches in which nothing was logged although cases must have come: an outage of the log, not a quiet time."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from forecasts.calendar import Floats

LONGEST_DAYS = 14
"""A longer silence is a change of the queue, and learnt from."""
OVERDISPERSION = 0.05
"""Of the total that a stretch would have brought: quiet spells come together."""
IMPROBABLE = math.log(1e-6)
"""Log probability of no case at all below which a stretch is an outage."""


@dataclass(frozen=True)
class Outage:
    """Steps `first` to `last` (included) of a series' grid without a case, and how many were to be expected."""

    first: int
    last: int
    expected: float


def find_outages(counts: Floats, expected: Floats, per_day: int) -> tuple[Outage, ...]:
    """Stretches of zero counts [T] that a rate of `expected` [T] (0 where closed or unknown) makes incredible.

    The chance of nothing is that of a gamma mixture of Poisson counts, (1 + a E)^(-1 / a).
    """
    open_steps = np.flatnonzero(expected > 0)
    if not len(open_steps):
        return ()
    quiet = counts[open_steps] == 0
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet.astype(np.int8), [0]])))
    reached = np.concatenate([[0.0], np.cumsum(expected[open_steps])])
    found = []
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        total = float(reached[end] - reached[begin])
        brief = open_steps[end - 1] - open_steps[begin] < LONGEST_DAYS * per_day
        if brief and -math.log1p(OVERDISPERSION * total) / OVERDISPERSION < IMPROBABLE:
            found.append(Outage(int(open_steps[begin]), int(open_steps[end - 1]), total))
    return tuple(found)
