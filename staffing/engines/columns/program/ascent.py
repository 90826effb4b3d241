"""Prices of the rows at which a mixture of rosters ends.

Where the linear program has too many rows and days they are all there is; else they are where it begins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from staffing.engines.columns.program.bound import SCALE
from staffing.engines.columns.program.master import NOWHERE
from staffing.engines.columns.program.mixture import Mixture
from staffing.engines.columns.program.rows import Numbers

STIFFER, SOFTER = 1.15, 0.9
"""How the stiffness changes after a round that lifts the bound, and after one that does not."""


@dataclass(frozen=True)
class End:
    """The ascent ends where the `latest` rounds have lifted the bound by less than the share `little` of it."""

    latest: int
    little: float


EXACT, NEARLY = End(20, 1e-4), End(10, 1e-2)


def ascend(mixture: Mixture, told: Callable[[int], None], end: End = EXACT) -> Numbers:
    """The prices [R] of highest bound while people take turns, until the end or the meter's share is spent.

    `told` is called with each higher bound, in whole price points.
    """
    program, random = mixture.program, np.random.default_rng(0)
    best, prices, bests = -NOWHERE, mixture.prices(), list[float]()
    while not program.meter.spent() and not _idle(bests, end):
        for agent in random.permutation(len(program.agents)).tolist():
            mixture.turn(agent)
            if program.meter.spent():
                break
        mixture.before = mixture.prices()
        parts, _ = program.ask(mixture.before, program.agents)
        if parts > best:
            best, prices = parts, mixture.before
            told(-(-best // SCALE))
            mixture.stiffness *= STIFFER
        else:
            mixture.stiffness *= SOFTER
        bests.append(best / SCALE)
    return prices


def _idle(bests: list[float], end: End) -> bool:
    """Whether the latest rounds have come to little."""
    return len(bests) > end.latest and bests[-1] - bests[-1 - end.latest] < end.little * max(1.0, abs(bests[-1]))
