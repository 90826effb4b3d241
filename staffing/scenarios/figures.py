"""What is kept of a scenario's roster: its figures, and the random weeks behind them, so that it can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from staffing.documents.scenario import Scenario
from staffing.promise.extra import Difference
from staffing.requirement.requirement import WeekNeeds

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Samples:
    """By replication [n], on the random numbers of `seed`: mean rate and share of weeks kept, utilization, occupancy.

    `roster` is equal for equal rosters.
    """

    seed: int
    rates: Floats
    kept: Floats
    utilization: Floats
    occupancy: Floats
    roster: bytes


@dataclass(frozen=True)
class WayOut:
    """What would keep a promise that is missed: `kind` (`shifts` or `people`) and how many, and what they add."""

    kind: str
    count: int
    met: bool
    probability: float
    paid_hours: float
    cost: float


@dataclass(frozen=True, eq=False)
class Figures:
    """The verdict over the roster of a scenario; shares of 1, hours, and money of the team's currency.

    `headcount`: people planned, leads not counted. `met`: the promise is kept; `missed`: names of all targets that are
    missed, the promise among them (`promise, day_floor, maximum_age, occupancy, utilization`). `promisable_rate` is
    what could be promised with the confidence wanted (0 where queues have targets of their own), `worst_day` the day
    with the lowest mean rate. `price` and `bound` as in the solver's result; `attempts`: rosters that the calibration
    tried. `requirement`: full-time equivalents needed and at hand, by role. `notes` say what the scenario did: who was
    taken away, who came. `way_out` is None where the promise is kept, or was not asked for.
    """

    headcount: int
    target: float
    confidence: float
    rate_mean: float
    rate_ci: tuple[float, float]
    rate_p05: float
    rate_p95: float
    probability_met: float
    probability_lower: float
    met: bool
    missed: tuple[str, ...]
    worst_day: tuple[date, float]
    oldest_hours_p95: float
    utilization: float
    occupancy: float
    band: tuple[float, float]
    paid_hours: float
    cost: float
    promisable_rate: float
    price: int
    bound: int
    limit_hit: str
    attempts: int
    replications: int
    requirement: WeekNeeds
    notes: tuple[str, ...]
    way_out: WayOut | None
    samples: Samples


@dataclass(frozen=True)
class Compared:
    """A scenario less the base: simulated figures with their 95% intervals, the others as they are."""

    rate: Difference
    weeks: Difference
    utilization: Difference
    occupancy: Difference
    headcount: int
    paid_hours: float
    cost: float


@dataclass(frozen=True)
class Screen:
    """What the screening says of a scenario: no roster was searched for it, so it ranks, and promises nothing."""

    rate_mean: float
    probability_met: float
    confidence: float
    headcount: int
    paid_hours: float
    cost: float


@dataclass(frozen=True, eq=False)
class Tried:
    """A scenario and what came of it: figures, or the sentence why there are none, or the screening's alone."""

    scenario: Scenario
    figures: Figures | None = None
    compared: Compared | None = None
    failure: str = ""
    screen: Screen | None = None

    @property
    def name(self) -> str:
        """The scenario's name."""
        return self.scenario.name
