"""The capacity of any number of full-time equivalents on a pooled desk, also of a part of one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.simulate.pooled import Floats

MOST_DRAWN = 250
"""People of a day whose absence is drawn one by one; of more, as many are there in the same proportion.

At 6% absence the share there of 250 has a coefficient of variation of 1.6%: next to that of a day's volume it is none.
"""


@dataclass(frozen=True, eq=False)
class Crew:
    """`days`: days of work in a week of one full-time equivalent. `minutes` [D, H]: what one person of a day serves.

    `dealt` [N + 1, D]: people on each day with 0 to N days of work in all. `present` [D, M + 1, n]: how many of the
    first 0 to M people of a day are there.
    """

    days: float
    minutes: Floats
    dealt: Floats
    present: NDArray[np.int16]

    def capacity(self, fte: Floats) -> Floats:
        """[H, ..., n] minutes in each hour of numbers [...] of full-time equivalents, rising in their number.

        Rosters come in whole days of work, so one person too few leaves some day with nobody. Part of a day is worked
        or not as a whole one is: a number between two wholes has a capacity between theirs, with the same absences.
        """
        wanted = self._people(fte * self.days)
        drawn = self.present.shape[1] - 1
        heads = np.minimum(wanted, drawn)
        whole = np.minimum(heads.astype(np.int64), drawn - 1)
        day = np.arange(len(self.minutes))
        below, above = self.present[day, whole], self.present[day, whole + 1]
        there = below + (heads - whole)[..., None] * (above - below)
        there *= np.divide(wanted, heads, out=np.ones_like(wanted), where=heads > 0)[..., None]
        by_day = np.moveaxis(there, -2, 0)
        return np.asarray(self.minutes.T @ by_day.reshape(len(day), -1)).reshape(-1, *by_day.shape[1:])

    def _people(self, days: Floats) -> Floats:
        """[..., D] people on each day with so many days of work; beyond those dealt in the same proportion."""
        most = len(self.dealt) - 1
        known = np.minimum(days, most)
        whole = np.minimum(known.astype(np.int64), most - 1)
        part = (known - whole)[..., None]
        found = (1 - part) * self.dealt[whole] + part * self.dealt[whole + 1]
        return np.asarray(found * np.where(days > most, days / most, 1.0)[..., None])


def crew_of(heads: Floats, minutes: Floats, absence: float, most: float, draw: tuple[int, tuple[int, ...]]) -> Crew:
    """A crew of at most so many full-time equivalents; `draw`: replications and seed.

    `heads` [D]: people on each day that one full-time equivalent is on average.
    """
    replications, seed = draw
    people = int(min(MOST_DRAWN, np.ceil(most * heads.max(initial=0.0)) + 1))
    rng = np.random.default_rng(seed)
    there = rng.random((len(heads), people, replications), dtype=np.float32) >= absence
    present = np.zeros((len(heads), people + 1, replications), dtype=np.int16)
    np.cumsum(there, axis=1, out=present[:, 1:])
    return Crew(float(heads.sum()), minutes, dealt(heads, people), present)


def dealt(heads: Floats, people: int) -> Floats:
    """[N + 1, D] days of work dealt one by one, each to the day that is furthest from its part `heads` [D].

    `people` at most fall to a day. So each number has the people of the one before and one more (Webster's method of
    apportionment: Balinski and Young 1982, Fair Representation). Of equal days every other one comes first, so that
    days with nobody do not stand side by side.
    """
    days = len(heads)
    turn = np.argsort(np.r_[0:days:2, 1:days:2])
    claim = heads / (2 * np.arange(people)[:, None] + 1)
    order = np.lexsort((np.tile(turn, people), -np.round(claim.ravel(), 12)))
    first_full = int(np.flatnonzero((np.arange(people * days) // days)[order] == people - 1)[0])
    takes = order[: max(first_full, 1)] % days
    found = np.zeros((len(takes) + 1, days))
    np.cumsum(np.eye(days)[takes], axis=0, out=found[1:])
    return found
