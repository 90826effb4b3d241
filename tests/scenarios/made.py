"""Figures made by hand, for tests that need no search."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from staffing.requirement.requirement import RoleWeek, WeekNeeds
from staffing.scenarios.figures import Figures, Samples

NEEDS = WeekNeeds(40.0, (RoleWeek("agent", 160.0, 0.8, 0.16, 5.9, 6.0, -0.1, 6),))


def samples(rate: float = 0.95, *, seed: int = 1, count: int = 50, roster: bytes = b"a") -> Samples:
    """Random weeks around a rate."""
    rates = np.clip(rate + 0.01 * np.random.default_rng(seed).standard_normal(count), 0, 1)
    return Samples(seed, rates, (rates >= 0.9).astype(float), np.full(count, 0.6), np.full(count, 0.8), roster)


def figures(**changes: Any) -> Figures:
    """A verdict that keeps every target, with what is given changed."""
    made = Figures(
        headcount=6,
        target=0.9,
        confidence=0.9,
        rate_mean=0.95,
        rate_ci=(0.94, 0.96),
        rate_p05=0.9,
        rate_p95=1.0,
        probability_met=0.95,
        probability_lower=0.93,
        met=True,
        missed=(),
        worst_day=(date(2026, 11, 3), 0.9),
        oldest_hours_p95=30.0,
        utilization=0.6,
        occupancy=0.8,
        band=(0.5, 0.7),
        paid_hours=240.0,
        cost=2400.0,
        promisable_rate=0.91,
        price=10,
        bound=10,
        limit_hit="",
        attempts=1,
        replications=50,
        requirement=NEEDS,
        notes=(),
        way_out=None,
        samples=samples(),
    )
    return replace(made, **changes)
