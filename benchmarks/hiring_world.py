"""A year of a desk for benchmarks/hiring.py: who leaves, how long an opening takes, and what volume asks, all drawn.

Nothing here comes from the planner but the terms of hiring (`Hiring`): people, fill times and levels are drawn week by
week, so that a plan's word can be held against what came.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import NormalDist

import numpy as np

from staffing.documents.hiring import Attrition, Hiring, Mentoring, NewHires, TimeToFill, Training

FIRST_DAY = date(2026, 11, 30)
NOW = date(2026, 11, 26)
HOURS = 40.0
LEVEL_STEP = 0.02
"""Standard deviation of a week's step of the log level."""
RAMP = tuple(round(0.6 + 0.4 * week / 11, 3) for week in range(12))
NEW_WEEKS = 13
SHORT_FROM = 1.0
"""Full-time equivalents too few that count as short, as in the plan."""


@dataclass(frozen=True)
class Terms:
    """A desk: people and what they are asked for in week 0, the growth of the year, and the terms of hiring."""

    number: int
    people: int
    required: float
    growth: float
    hiring: Hiring
    tenure_weeks: tuple[int, ...]

    @property
    def weeks_to_start(self) -> int:
        """Weeks from opening to the first week in which somebody counts as found."""
        days = (FIRST_DAY - NOW).days
        return math.ceil((math.ceil(self.hiring.time_to_fill.p80_days) + self.hiring.notice_days - days) / 7)


def terms_of(number: int) -> Terms:
    """The desk of a number: 6 to 40 people, 15 to 50% of whom leave in a year, asked for about as many."""
    rng = np.random.default_rng([20261127, number])
    people = int(rng.choice([6, 10, 20, 40]))
    leave = round(float(rng.uniform(0.15, 0.5)), 2)
    hiring = Hiring(
        attrition=Attrition(probability=leave),
        new_hires=NewHires(probability=min(0.9, round(1.4 * leave, 2))),
        ramp=RAMP,
        training=Training(weeks=2, seats=6, trainers=2),
        mentoring=Mentoring(hours_per_week=4, weeks=6),
        notice_days=30,
        time_to_fill=TimeToFill(median_days=45, p80_days=65),
        leave_days=0,
    )
    tenure = tuple(int(week) for week in rng.integers(0, 260, people))
    return Terms(number, people, people * float(rng.uniform(0.85, 1.0)), float(rng.uniform(-0.1, 0.3)), hiring, tenure)


@dataclass
class Person:
    """Whole weeks since the start; whoever was there from the beginning knows the work."""

    age: int
    knows: bool


@dataclass
class Order:
    """An opening under way: the week in which its person starts, and the one in which that was foreseen."""

    start: int
    due: int


@dataclass
class Year:
    """One drawn year: the state of a week, and what was counted of it."""

    terms: Terms
    weeks: int
    rng: np.random.Generator
    level: np.ndarray
    people: list[Person] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    week: int = 0
    left: int = 0
    gap: list[float] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    hired: int = 0

    def required(self) -> float:
        """Full-time equivalents asked for in the week."""
        return float(self.terms.required * self.level[self.week])

    def available(self) -> float:
        """Full-time equivalents at hand in the week."""
        hiring = self.terms.hiring
        total = 0.0
        for one in self.people:
            after = one.age - hiring.training.weeks
            if one.knows:
                total += 1.0
            elif after >= 0:
                mentors = hiring.mentoring.hours_per_week / HOURS if after < hiring.mentoring.weeks else 0.0
                total += hiring.ramp[min(after, len(hiring.ramp) - 1)] - mentors
        return total

    def open(self, count: int, wanted: int = 0) -> None:
        """Open requisitions in this week; each is filled in its own time, and starts in `wanted` or later."""
        fill = self.terms.hiring.time_to_fill
        sigma = math.log(fill.p80_days / fill.median_days) / NormalDist().inv_cdf(0.8)
        for _ in range(count):
            days = fill.median_days * math.exp(sigma * self.rng.standard_normal()) + self.terms.hiring.notice_days
            # opened on the Thursday before the week
            start = self.week + math.ceil((days - (FIRST_DAY - NOW).days) / 7)
            usual = self.week + self.terms.weeks_to_start
            self.orders.append(Order(max(start, wanted), max(usual, wanted)))

    def begin(self) -> None:
        """Who starts in the week comes."""
        come = [order for order in self.orders if order.start <= self.week]
        self.orders = [order for order in self.orders if order.start > self.week]
        self.people += [Person(0, knows=False) for _ in come]
        self.hired += len(come)

    def end(self) -> None:
        """The week is counted, everybody is a week older, and some have left by the next."""
        self.gap.append(self.required() - self.available())
        self.heads.append(len(self.people))
        hiring = self.terms.hiring
        new = hiring.new_hires or hiring.attrition
        stay = []
        for one in self.people:
            chance = new.weekly if one.age < NEW_WEEKS else hiring.attrition.weekly
            if self.rng.random() >= chance:
                stay.append(Person(one.age + 1, one.knows))
        self.left = len(self.people) - len(stay)
        self.people = stay
        self.week += 1


Policy = Callable[[Year], None]
"""Opens requisitions at the beginning of a week."""


def year_of(terms: Terms, weeks: int, draw: int) -> Year:
    """A year before its first week, of the draw of a number."""
    rng = np.random.default_rng([terms.number, draw, 7])
    steps = rng.standard_normal(weeks) * LEVEL_STEP
    steps[0] = 0.0
    growth = (1 + terms.growth) ** (np.arange(weeks) / 52)
    level = growth * np.exp(np.cumsum(steps) - LEVEL_STEP**2 * np.arange(weeks) / 2)
    people = [Person(week, knows=True) for week in terms.tenure_weeks]
    return Year(terms, weeks, np.random.default_rng([terms.number, draw, 8]), level, people)


def run(year: Year, policy: Policy) -> Year:
    """The year from its first week to its last under a policy."""
    while year.week < year.weeks:
        year.begin()
        policy(year)
        year.end()
    return year


def day_of(week: int) -> date:
    """First day of a week."""
    return FIRST_DAY + timedelta(days=7 * week)
