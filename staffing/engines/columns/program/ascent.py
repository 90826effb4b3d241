"""Prices of the rows where the linear program has too many rows and days: those at which a mixture of rosters ends."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from staffing.engines.columns.program.bound import SCALE
from staffing.engines.columns.program.master import NOWHERE
from staffing.engines.columns.program.mixture import Mixture
from staffing.engines.columns.program.rows import Numbers

STIFFER, SOFTER = 1.15, 0.9
"""How the stiffness changes after a round that lifts the bound, and after one that does not."""
LATEST, LITTLE = 20, 1e-4
"""The ascent ends where so many rounds lift the bound by less than this share of it."""


def ascend(mixture: Mixture, told: Callable[[int], None]) -> Numbers:
    """The prices [R] of highest bound while people take turns, until that hardly rises or the meter's share is spent.

    `told` is called with each higher bound, in whole price points.
    """
    program, random = mixture.program, np.random.default_rng(0)
    best, prices, bests = -NOWHERE, mixture.prices(), list[float]()
    while not program.meter.spent() and not _idle(bests):
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


def _idle(bests: list[float]) -> bool:
    """Whether the latest rounds have come to little."""
    return len(bests) > LATEST and bests[-1] - bests[-1 - LATEST] < LITTLE * max(1.0, abs(bests[-1]))
