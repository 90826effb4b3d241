"""People who are alike, with what each of them brings in each week: the unit of all sums over people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Cohort:
    """`count` people who are alike and independent of each other, over W weeks.

    One of them is in one of K states in week w with probability `chances` [K, W], each bringing `values` [K, W]
    full-time equivalents (0 in training; below 0 where others spend more time on them than they work), and else is not
    employed. `started` and `left` [W] are the expected starts and departures of one of them: who is there in week 0
    from the beginning is neither; chances.sum(axis=0) is the chance to be employed.
    """

    count: int
    chances: Floats
    values: Floats
    started: Floats
    left: Floats

    @property
    def heads(self) -> Floats:
        """Expected people employed [W]."""
        return self.count * np.asarray(self.chances.sum(axis=0), dtype=np.float64)

    @property
    def fte(self) -> Floats:
        """Expected full-time equivalents [W]."""
        return self.count * np.asarray((self.chances * self.values).sum(axis=0), dtype=np.float64)

    def within(self, part: slice) -> Cohort:
        """The same people in some of the weeks alone."""
        return replace(
            self,
            chances=self.chances[:, part],
            values=self.values[:, part],
            started=self.started[part],
            left=self.left[part],
        )


def total(cohorts: Sequence[Cohort], weeks: int, of: Callable[[Cohort], Floats]) -> Floats:
    """The sum over all of them of what `of` says [W]; nothing where there is nobody."""
    return np.sum([of(cohort) for cohort in cohorts], axis=0, dtype=np.float64) if cohorts else np.zeros(weeks)
