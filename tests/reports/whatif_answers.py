"""Answers to a what-if, made by hand: figures of our choice on the small desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from staffing.documents.people import Event
from staffing.documents.scenario import Scenario
from staffing.documents.workspace import Workspace
from staffing.promise.extra import Difference
from staffing.requirement.requirement import RoleWeek, WeekNeeds
from staffing.scenarios.figures import Compared, Figures, Samples, Screen, Tried, WayOut
from staffing.scenarios.whatif import Frontier, Option, Price, Readiness, WhatIf

ZERO = Difference(0.0, 0.0, 0.0)
WORSE = Difference(-0.021, -0.024, -0.018)
EQUAL = Compared(ZERO, ZERO, ZERO, ZERO, 0, 0.0, 0.0)
HARDER = Compared(WORSE, Difference(-0.12, -0.14, -0.1), Difference(0.05, 0.04, 0.06), ZERO, 1, 16.0, 320.0)
NEEDS = WeekNeeds(37.5, (RoleWeek("agent", 75.0, 0.781, 0.2, 3.2, 3.0, 0.2, 3),))
TWO_SHIFTS = WayOut("shifts", 2, True, 0.93, 16.0, 320.0)


def figures(**given: Any) -> Figures:
    """Figures that keep every target, with those given in their place."""
    flat = np.zeros(2)
    usual = Figures(
        headcount=3,
        target=0.9,
        confidence=0.9,
        rate_mean=0.951,
        rate_ci=(0.949, 0.953),
        rate_p05=0.9,
        rate_p95=0.99,
        probability_met=0.94,
        probability_lower=0.931,
        met=True,
        missed=(),
        worst_day=(date(2026, 3, 6), 0.882),
        oldest_hours_p95=41.5,
        utilization=0.61,
        occupancy=0.781,
        band=(0.5, 0.7),
        paid_hours=112.5,
        cost=2250.0,
        promisable_rate=0.92,
        price=120,
        bound=100,
        limit_hit="",
        attempts=1,
        replications=4000,
        requirement=NEEDS,
        notes=(),
        way_out=None,
        samples=Samples(3, flat, flat, flat, flat, b"roster"),
    )
    return replace(usual, **given)


def missing(share: float = 0.82, **given: Any) -> Figures:
    """Figures that miss the promise."""
    given = {"probability_met": share, "probability_lower": share - 0.01, "met": False, "missed": ("promise",), **given}
    return figures(**given)


def tried(name: str, found: Figures | None = None, compared: Compared | None = None, **given: Any) -> Tried:
    sets = given.pop("sets", (("volume", "x1.2"),) if compared is not None else ())
    return Tried(Scenario(name=name, set=sets), found, compared, **given)


def answer(workspace: Workspace, *more: Tried, **given: Any) -> WhatIf:
    """The base, a harder scenario, a failed one, one that was only screened, and one equal to the base."""
    base = tried("base", figures())
    usual = (
        tried("more volume", missing(way_out=TWO_SHIFTS, notes=("Caio Reis is away",)), HARDER),
        tried("nobody", failure="no roster meets the hard rules"),
        tried("screened", screen=Screen(0.93, 0.88, 0.9, 4, 150.0, 3000.0)),
        tried("the same", figures(), EQUAL),
    )
    return WhatIf(workspace, 3, (base, *(more or usual)), **given)


def frontier(*rows: tuple[int, Figures | None]) -> Frontier:
    """Headcounts with their figures; the smallest of each kind is found as the solver would."""
    met = [heads for heads, found in rows if found is not None and found.met]
    band = [heads for heads, found in rows if found is not None and "utilization" not in found.missed]
    both = [heads for heads in met if heads in band]
    shown = tuple(
        tried(f"full_time={heads}", found, failure="" if found else "no roster in time") for heads, found in rows
    )
    least = [min(each, default=None) for each in (met, band, both)]
    return Frontier("full_time", tuple(heads for heads, _ in rows), shown, *least)


def sale() -> Readiness:
    """A sale with an option that reaches the promise, one that does not, and planned lateness."""
    usual, as_it_is = tried("usual", figures()), tried("as it is", missing(0.6), HARDER)
    start = date(2026, 3, 4)
    ways = (
        ("borrowed", figures(probability_met=0.931), True, 0.9, 80.0, 2400.0, 2, 10, start),
        ("planned_lateness", figures(target=0.85), True, 0.85, 0.0, 0.0, 0, 0, None),
        ("overtime", missing(0.8), False, 0.9, 12.0, 300.0, 0, 0, None),
    )
    options = tuple(Option(kind, tried(kind, found, HARDER), *rest) for kind, found, *rest in ways)
    event = Event(date=date(2026, 3, 5), name="mega sale", uplift=1.8)
    return Readiness(event, date(2026, 3, 2), date(2026, 3, 8), usual, as_it_is, options)


def price(tighter: Tried | None, easier: Tried | None = None, key: str = "rate_24h") -> Price:
    return Price(key, 0.01, 0.9, tighter, easier)
