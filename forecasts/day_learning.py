"""Factors of special days on the day's total, learnt with shrinkage: own instances first, then sisters, then the class.

For an event at an offset (days after its day 0), a series' log factor is a priori normal. What the planner said (or
no effect) is the centre; how far from it the event lies is borrowed: from the same event in sister series, and from
other events of its class at the same offset. Own instances then have their say, each worth the information of a count
with the over-dispersion a of the series' ordinary days: sum of m / (1 + a m). One instance is worth far more than
none, and a year's only eve is not believed whole. The posterior's variance widens the forecast on these days. How far
days of the month differ at all is measured, by moments.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from forecasts.calendar import Floats, Ints
from forecasts.day_effects import MONTH, DayEffects, Factor, Key, Place, concerns, key_of, places, prior_spread, said
from forecasts.series import Flags
from forecasts.special_days import Occasion

LEAST_VARIANCE, MOST_VARIANCE = 0.001, 0.06
"""Bounds on the over-dispersion of ordinary days."""
COMMON = 0.02
"""Variance of the factor of a day that all series share."""
OF_CLASS, OF_SISTER = 0.25, 0.15
"""Standard deviations: of events around their class, and of series around their event."""
LEAST_MONTH, MOST_MONTH = 0.01, 0.15
"""Bounds on the standard deviation of the log factors of the days of the month."""


@dataclass(frozen=True, eq=False)
class Days:
    """Totals of local days: numbers [D] counted from 1970-01-01, counts and what a normal day would bring [series, D].

    `variance` [series] is the over-dispersion of the ordinary ones.
    """

    day: Ints
    count: Floats
    expected: Floats
    variance: Floats


@dataclass
class _Seen:
    """What instances say of one factor of one series: its log against what was said, and the information on it."""

    occasion: Occasion
    offset: int
    count: float = 0.0
    expected: float = 0.0
    information: float = 0.0
    instances: int = 0

    def add(self, count: float, expected: float, variance: float) -> None:
        weight = 1 / (1 + variance * expected)
        self.count += weight * count
        self.expected += weight * expected
        self.information += weight * expected
        self.instances += 1

    @property
    def log(self) -> float:
        return math.log((self.count + 0.25) / (self.expected + 0.25))


def learn(unique_ids: tuple[str, ...], found: tuple[Occasion, ...], days: Days, passes: int = 2) -> DayEffects:
    """Factors of all occasions from the days of the history; overlapping ones are told apart in turns, by kind."""
    kinds = list(dict.fromkeys(occasion.kind for occasion in found))
    by_kind: dict[str, list[tuple[int, Place]]] = {kind: [] for kind in kinds}
    for row, name in enumerate(unique_ids):
        for place in places(found, days.day, name):
            by_kind[place.occasion.kind].append((row, place))
    keyed = {kind: _keyed(unique_ids, [one for one in found if one.kind == kind]) for kind in kinds}
    logs = {kind: np.zeros(days.count.shape) for kind in kinds}
    learnt: dict[str, list[dict[Key, Factor]]] = {}
    for _ in range(passes if len(kinds) > 1 else 1):
        for kind in kinds:
            others = sum((logs[other] for other in kinds if other != kind), start=np.zeros(days.count.shape))
            normal = replace(days, expected=days.expected * np.exp(others))
            seen = _instances(keyed[kind], by_kind[kind], normal)
            learnt[kind] = [_factors(row, kind, seen) for row in range(len(unique_ids))]
            for row, place in by_kind[kind]:
                logs[kind][row, place.column] = place.said + learnt[kind][row][place.key].beyond
    merged = tuple(
        {key: one for kind in kinds for key, one in learnt[kind][row].items()} for row in range(len(unique_ids))
    )
    return DayEffects(unique_ids, found, merged)


def _keyed(unique_ids: tuple[str, ...], found: Sequence[Occasion]) -> list[dict[Key, tuple[Occasion, int]]]:
    """Per series, the factors that may be asked for, each with an occasion and an offset that use it."""
    keyed: list[dict[Key, tuple[Occasion, int]]] = [{} for _ in unique_ids]
    for occasion in found:
        for offset in range(-occasion.lead, occasion.lag + 1):
            for row, name in enumerate(unique_ids):
                if concerns(occasion, name):
                    keyed[row][key_of(occasion, offset)] = occasion, offset  # the last one has the latest word
    return keyed


def _instances(
    keyed: list[dict[Key, tuple[Occasion, int]]], where: Sequence[tuple[int, Place]], days: Days
) -> list[dict[Key, _Seen]]:
    """Per series, what was seen of each factor; factors yet to come stand there without an instance."""
    seen = [{key: _Seen(*one) for key, one in own.items()} for own in keyed]
    for row, place in where:
        if days.expected[row, place.column] > 0:
            # with a word of the planner the factor learnt is how far the truth lay from it
            expected = float(days.expected[row, place.column]) * math.exp(place.said)
            seen[row][place.key].add(float(days.count[row, place.column]), expected, float(days.variance[row]))
    return seen


def _factors(row: int, kind: str, seen: Sequence[dict[Key, _Seen]]) -> dict[Key, Factor]:
    """What is known of each factor of a series."""
    month = _month_spread(seen[row]) if kind == MONTH else 0.0
    lenders: dict[int, list[tuple[int, Key, _Seen]]] = defaultdict(list)
    for other, factors in enumerate(seen):
        for near, its in factors.items():
            if its.instances:
                lenders[near[2]].append((other, near, its))
    return {
        key: _posterior(row, key, one, month or prior_spread(one.occasion, one.offset), lenders[key[2]])
        for key, one in seen[row].items()
    }


def _month_spread(own: dict[Key, _Seen]) -> float:
    """Standard deviation of the days of the month around no effect, by moments."""
    seen = [one for one in own.values() if one.information > 0]
    if not seen:
        return LEAST_MONTH
    excess = sum(one.information * (one.log**2 - 1 / one.information) for one in seen)
    variance = excess / sum(one.information for one in seen)
    return math.sqrt(min(max(variance, LEAST_MONTH**2), MOST_MONTH**2))


def _posterior(row: int, key: Key, one: _Seen, spread: float, lenders: Sequence[tuple[int, Key, _Seen]]) -> Factor:
    told = said(one.occasion, one.offset)
    precision, mean, instances, borrowed = 1 / spread**2, 0.0, 0, 0
    for other, near, its in lenders:
        if near[0] != key[0] and one.occasion.kind == MONTH:
            continue
        weight = _weight(its, same_series=other == row, same_event=near[0] == key[0], shared=one.instances > 0)
        # an instance with a word of the planner, and one without, are compared by their whole factors
        apart = 0.0 if near[1] == key[1] else said(its.occasion, its.offset) - told
        precision, mean = precision + weight, mean + weight * (its.log + apart)
        if other == row and near[0] == key[0]:
            instances += its.instances
        else:
            borrowed += its.instances
    return Factor(one.occasion.kind, key[0], key[2], told, mean / precision, 1 / precision, instances, borrowed)


def _weight(its: _Seen, *, same_series: bool, same_event: bool, shared: bool) -> float:
    """Information that instances lend: whole for the series' own, less what separates sisters and events of a class."""
    if same_series and same_event:
        return its.information
    # on days that both saw, what made them odd by chance is shared, and tells nothing of the event
    common = COMMON / its.instances if same_event and shared else 0.0
    return 1 / (1 / its.information + (OF_SISTER if same_event else OF_CLASS) ** 2 + common)


def ordinary_variance(count: Floats, expected: Floats, ordinary: Flags) -> Floats:
    """Over-dispersion of the totals of ordinary days [series], robust: from the median distance to what is expected.

    Of count and expectation [series, D]; `ordinary` [series, D] leaves the days of events out.
    """
    found = np.full(len(count), MOST_VARIANCE / 3)
    for row in range(len(count)):
        use = ordinary[row] & (expected[row] > 0)
        if use.sum() >= 14:
            mean, off = expected[row, use], count[row, use] - expected[row, use]
            spread = 1.4826 * float(np.median(np.abs(off / np.sqrt(mean))))
            found[row] = (spread**2 - 1) / float(np.mean(mean))
    return np.asarray(np.clip(found, LEAST_VARIANCE, MOST_VARIANCE), dtype=np.float64)
