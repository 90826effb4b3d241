"""Who leaves: the chance of each week, as stated and as agents.csv has shown, new people apart from settled ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import ArrayLike, NDArray

from staffing.documents.hiring import WEEKS_A_YEAR, Hiring, NewHires
from staffing.documents.people import Agent
from staffing.hiring.supply.cohort import Floats

PRIOR_LEAVERS = 2.5
"""What is stated weighs as much as that many leavers seen: about a year of a team of eight at 30% a year."""


@dataclass(frozen=True)
class Hazards:
    """Chances of leaving from one week to the next: `new` in the first `new_weeks` weeks, `settled` from then on.

    What they rest on: the chances `stated` (new, settled), and the `leavers` of all tenures in the `person_weeks` seen
    from the day `since` on (None where agents.csv says nothing of leavers).
    """

    new: float
    settled: float
    new_weeks: int
    stated: tuple[float, float]
    leavers: int = 0
    person_weeks: float = 0.0
    since: date | None = None

    def weekly(self, tenure_weeks: ArrayLike) -> Floats:
        """The chance that somebody who has been there for whole weeks [...] has left a week later [...]."""
        return np.where(np.asarray(tenure_weeks) < self.new_weeks, self.new, self.settled).astype(np.float64)

    def staying(self, tenure_weeks: NDArray[np.int64]) -> Floats:
        """The chance [W] that somebody there in the first of consecutive weeks is there in each, by tenure then [W]."""
        stay = np.ones(len(tenure_weeks))
        stay[1:] = np.cumprod(1 - self.weekly(tenure_weeks[:-1]))
        return stay


def probability_a_year(weekly: float) -> float:
    """The chance to leave within a year, of a chance per week."""
    return 1 - float((1 - weekly) ** WEEKS_A_YEAR)


def turnover_a_year(weekly: float) -> float:
    """Leavers in a year over the average headcount, of a chance per week."""
    return -WEEKS_A_YEAR * math.log1p(-weekly)


def hazards_of(hiring: Hiring, agents: Sequence[Agent], now: date) -> Hazards:
    """The stated attrition, moved towards what agents.csv has shown before `now` as far as it shows anything.

    A file that lists only who is there shows no leavers however many there were, so it counts for nothing until it
    holds one who left; and only from the day after the first of them, as nobody knows whether it kept those before.
    Starting at a leaver and leaving them out keeps the rate honest: what comes after does not depend on the start.
    Leads do not count.
    """
    new_weeks = NewHires(probability=0).weeks if hiring.new_hires is None else hiring.new_hires.weeks
    stated = (hiring.new_hires or hiring.attrition).weekly, hiring.attrition.weekly
    people = [agent for agent in agents if agent.role == "agent"]
    gone = [agent.leaves_on for agent in people if agent.leaves_on is not None and agent.leaves_on < now]
    if not gone:
        return Hazards(*stated, new_weeks, stated)
    since = min(gone) + timedelta(days=1)
    seen = [_seen(agent, since, now, 7 * new_weeks) for agent in people]
    leavers = sum(new for new, _, _, _ in seen), sum(settled for _, settled, _, _ in seen)
    weeks = sum(new for _, _, new, _ in seen) / 7, sum(settled for _, _, _, settled in seen) / 7
    new, settled = (_shrunk(*band) for band in zip(stated, leavers, weeks, strict=True))
    return Hazards(new, settled, new_weeks, stated, sum(leavers), sum(weeks), since)


def _seen(agent: Agent, since: date, now: date, new_days: int) -> tuple[int, int, int, int]:
    """Whether they left in [since, now), new or settled, and their days there in it, new and settled.

    Whoever has no hired_on has been there long enough.
    """
    settled_on = date.min if agent.hired_on is None else agent.hired_on + timedelta(days=new_days)
    first = since if agent.hired_on is None else max(since, agent.hired_on)
    left = agent.leaves_on is not None and since <= agent.leaves_on < now
    end = now if agent.leaves_on is None else min(now, agent.leaves_on + timedelta(days=1))
    new_until = min(max(settled_on, first), end) if first < end else first
    is_new = agent.leaves_on is not None and agent.leaves_on < settled_on
    new, settled = max(0, (new_until - first).days), max(0, (end - new_until).days)
    return int(left and is_new), int(left and not is_new), new, settled


def _shrunk(stated: float, leavers: int, person_weeks: float) -> float:
    """Weekly chance: the mean of a gamma-Poisson posterior whose prior is worth PRIOR_LEAVERS at the stated rate.

    Counted in rates, of which leavers are Poisson, and told as a chance. Who states 0 is believed until somebody
    leaves; from then on only what was seen counts, beside a year of one person without a leaver.
    """
    if person_weeks == 0 or (stated == 0 and leavers == 0):
        return stated
    if stated == 0:
        return -math.expm1(-leavers / (WEEKS_A_YEAR + person_weeks))
    rate = (PRIOR_LEAVERS + leavers) / (PRIOR_LEAVERS / -math.log1p(-stated) + person_weeks)
    return -math.expm1(-rate)
