"""Factors of special days on the day's total: where occasions touch days, and what is known of each.

For an event at an offset (days after its day 0), a series has a log factor, said by the planner, learnt
(`forecasts/day_learning.py`), or not known at all: then no effect is expected, and the doubt widens the forecast.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from forecasts.calendar import Floats, Grid, Ints
from forecasts.special_days import Occasion

MONTH = "month"
"""Kind of the turn of the month, which is learnt from every series by itself."""
AFTER_CLOSURE = "after closure"

NO_EFFECT = {MONTH: 0.01, "payday": 0.05, "fasting": 0.2, "joint_leave": 0.4, AFTER_CLOSURE: 0.2}
"""Standard deviation of a kind's log factor before any instance was seen; `NO_EFFECT_USUAL` for others."""
NO_EFFECT_USUAL = 0.4
ADJACENT = 0.12
"""The same for eves and days after, of kinds without a lag of their own."""
OF_PLANNER = 0.25
"""Standard deviation of the truth around a planner's uplift."""

SALE_LAG = (0.25, 0.7, 1.0, 0.95, 0.75, 0.55, 0.42, 0.3, 0.2, 0.12, 0.06)
"""Share of an uplift by days after a sale, until instances tell: parcels arrive, then complaints, then escalations."""
LONG = 14
"""Events that touch more days than this have a factor a week, not a day."""

GROUPS = {"religious": "public", "joint_leave": "public", "double_day": "mega_sale", "sale": "mega_sale"}
"""Kinds whose occasions do not come on top of each other on one day."""

Key = tuple[str, bool, int]
"""Event, whether the planner said something, offset (or week of a long event)."""


@dataclass(frozen=True)
class Factor:
    """What is known of an event at an offset for one series: log factor, its variance, and what it rests on."""

    kind: str
    event: str
    offset: int
    said: float
    """The planner's log factor, 0 where nothing was said."""
    beyond: float
    """How far the log factor is expected to lie from what was said."""
    variance: float
    instances: int
    borrowed: int
    """Instances in sister series and of other events of the class."""


@dataclass(frozen=True, eq=False)
class DayEffects:
    """Factors by series and key, and the occasions they belong to."""

    unique_ids: tuple[str, ...]
    occasions: tuple[Occasion, ...]
    factors: tuple[dict[Key, Factor], ...] = field(default=())

    def on(self, steps: Grid) -> tuple[Floats, Floats]:
        """Factors on the volume and the variances they add to the day's factor [series, T]; 1 and 0 elsewhere."""
        logs, spread = self.on_days(np.unique(steps.days))
        place = np.searchsorted(np.unique(steps.days), steps.days)
        # the mean of a log-normal factor, kept at what is expected
        return np.exp(logs)[:, place], np.expm1(spread)[:, place]

    def on_days(self, days: Ints) -> tuple[Floats, Floats]:
        """Log factors and their variances [series, days] of days in ascending order."""
        logs, spread = np.zeros((len(self.unique_ids), len(days))), np.zeros((len(self.unique_ids), len(days)))
        for row, (name, factors) in enumerate(zip(self.unique_ids, self.factors, strict=True)):
            for place in places(self.occasions, days, name):
                known = factors.get(place.key) or unseen(place)
                logs[row, place.column] += place.said + known.beyond
                spread[row, place.column] += known.variance
        return logs, spread


@dataclass(frozen=True)
class Place:
    """A day that an occasion touches: its column among the days, the factor it uses, and the planner's log factor."""

    occasion: Occasion
    offset: int
    column: int
    key: Key
    said: float


def places(found: Sequence[Occasion], days: Ints, unique_id: str) -> list[Place]:
    """Where the occasions of a series touch `days` (ascending)."""
    column = {int(number): place for place, number in enumerate(days)}
    return [
        Place(occasion, offset, column[number], key_of(occasion, offset), said(occasion, offset))
        for occasion, offset, number in touched(found, days, unique_id)
    ]


def concerns(occasion: Occasion, unique_id: str) -> bool:
    """Whether an occasion touches a series."""
    return occasion.scope in ("", unique_id)


def touched(found: Sequence[Occasion], days: Ints, unique_id: str) -> list[tuple[Occasion, int, int]]:
    """Occasions of a series with the offsets and day numbers that they touch among `days`.

    Of occasions of one group the nearest has the day, the series' own before one for all: the second day of a feast
    is not the day after its first, too.
    """
    known = set(days.tolist())
    first_day, last_day = (int(days[0]), int(days[-1])) if len(days) else (0, -1)
    nearest: dict[tuple[str, int], tuple[Occasion, int, int]] = {}
    for occasion in sorted(found, key=lambda one: one.scope == ""):
        if not concerns(occasion, unique_id):
            continue
        first = day_number(occasion)
        if first + occasion.lag < first_day or first - occasion.lead > last_day:
            continue
        for offset in range(-occasion.lead, occasion.lag + 1):
            if first + offset not in known or (occasion.kind == AFTER_CLOSURE and offset == 0):
                continue
            place = GROUPS.get(occasion.kind, occasion.kind), first + offset
            if place not in nearest or abs(offset) < abs(nearest[place][1]):
                nearest[place] = occasion, offset, first + offset
    return list(nearest.values())


def day_number(occasion: Occasion) -> int:
    """Days from 1970-01-01 to the occasion."""
    return occasion.day.toordinal() - 719_163


def key_of(occasion: Occasion, offset: int) -> Key:
    """Which factor an occasion uses at an offset; long events have one a week.

    With a word of the planner the factor is how far the truth lies from it, so it is another one than without.
    """
    return occasion.event, occasion.uplift is not None, _place(occasion, offset)


def _place(occasion: Occasion, offset: int) -> int:
    long = occasion.lead + occasion.lag > LONG and occasion.kind != MONTH
    return offset // 7 if long else offset


def said(occasion: Occasion, offset: int) -> float:
    """The planner's log factor at an offset, 0 where nothing was said."""
    if occasion.uplift is None:
        return 0.0
    if occasion.lag < 3:
        share = 1.0 if offset == 0 else 0.5
    elif offset < 0:
        share = 0.25
    else:
        share = SALE_LAG[min(offset * (len(SALE_LAG) - 1) // occasion.lag, len(SALE_LAG) - 1)]
    return math.log(max(1 + (occasion.uplift - 1) * share, 0.02))


def unseen(place: Place) -> Factor:
    """The factor of an event that nothing is known of but what the planner said."""
    spread = prior_spread(place.occasion, place.offset)
    return Factor(place.occasion.kind, place.occasion.event, place.key[2], place.said, 0.0, spread**2, 0, 0)


def prior_spread(occasion: Occasion, offset: int) -> float:
    """Standard deviation of a log factor before any instance was seen."""
    if occasion.uplift is not None:
        return OF_PLANNER
    usual = NO_EFFECT.get(occasion.kind, NO_EFFECT_USUAL)
    return min(usual, ADJACENT) if offset and occasion.lag < 3 and occasion.kind != AFTER_CLOSURE else usual
