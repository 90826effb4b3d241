"""When cases arrive at the example desks: daily and weekly shape, trend, sales with a lag, noise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from staffing.examples.draws import Draws

WEEK_CV, DAY_CV, HOUR_CV = 0.08, 0.15, 0.20
"""Coefficients of variation of the gamma factors: shared by all queues (week, day), of each queue (hour)."""

SALE_LAG = (0.25, 0.70, 1.00, 0.95, 0.75, 0.55, 0.42, 0.30, 0.20, 0.12, 0.06)
"""Share of a sale's peak on the day and the ten days after: parcels, then complaints, then escalations."""


@dataclass(frozen=True)
class Stream:
    """The cases of one queue: volume of a day, minutes of handling, weights by weekday (mean 1) and hour."""

    queue: str
    per_day: float
    handle_mean: float
    handle_cv: float
    weekdays: tuple[float, ...]
    hours: tuple[float, ...]
    behind: int = 0
    """Hours by which the clock of its market is behind the desk's."""


@dataclass(frozen=True)
class Sale:
    """A sale on a day; at its peak, two days later, volume is `1 + peak` times the usual."""

    day: date
    peak: float

    def uplift(self, day: date) -> float:
        """What the sale adds to a day, as a share of its usual volume."""
        lag = (day - self.day).days
        return self.peak * SALE_LAG[lag] if 0 <= lag < len(SALE_LAG) else 0.0


@dataclass(frozen=True)
class Season:
    """The days of a log, the growth over them (0.1: the last is a tenth above the first), and the sales."""

    first: date
    last: date
    growth: float
    sales: tuple[Sale, ...] = ()

    def days(self) -> list[date]:
        """Every day, in order."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    def level(self, day: date) -> float:
        """Volume of a day against the usual volume at the end of the season."""
        progress = (day - self.first).days / max((self.last - self.first).days, 1)
        trend = (1 + self.growth * progress) / (1 + self.growth)
        return trend * (1 + sum(sale.uplift(day) for sale in self.sales))


@dataclass
class Case:
    """A case as it lives through the desk; times in minutes after the first midnight, local clock."""

    number: int
    queue: str
    created: float
    work: float
    """Minutes of handling still to be done."""
    handled: float = 0.0
    available: float = 0.0
    """When it can next be worked."""
    answer_after: float = 0.0
    """Minutes an outside party takes to answer, once; 0 when nobody is asked."""
    split: float = 0.0
    """Handling left when the question goes out."""
    paused: float = 0.0
    reopened: float | None = None
    resolved: float | None = None
    agent: str = ""


def arrivals(streams: tuple[Stream, ...], season: Season, draws: Draws) -> list[Case]:
    """Cases of all queues in the order they arrive, numbered from 0."""
    cases: list[Case] = []
    week_factor = 1.0
    for offset, day in enumerate(season.days()):
        if offset == 0 or day.weekday() == 0:
            week_factor = draws.factor(WEEK_CV)
        level = season.level(day) * week_factor * draws.factor(DAY_CV)
        for stream in streams:
            cases += _day(stream, offset, level * stream.weekdays[day.weekday()], draws)
    cases.sort(key=lambda case: (case.created, case.queue))
    for number, case in enumerate(cases):
        case.number = number
    return cases


def _day(stream: Stream, offset: int, level: float, draws: Draws) -> list[Case]:
    cases = []
    total = sum(stream.hours)
    for hour, weight in enumerate(stream.hours):
        mean = stream.per_day * level * weight / total * draws.factor(HOUR_CV)
        for _ in range(draws.poisson(mean)):
            created = offset * 1440 + (hour + stream.behind) * 60 + draws.between(0, 60)
            work = min(max(draws.lognormal(stream.handle_mean, stream.handle_cv), 1.0), 300.0)
            cases.append(Case(0, stream.queue, created, work, available=created))
    return cases
