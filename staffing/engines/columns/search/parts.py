"""Which part of a roster is searched anew next: whose days, and which of them.

Two kinds: a few people on all days, and many people in a window of days. Each kind grows where its parts turn out too
small to gain anything, and is chosen by what it has gained for the work it took (adaptive large neighbourhood search;
Ropke, Pisinger 2006, Transportation Science 40:455).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from staffing.engines.columns.program.rows import Numbers, Rows
from staffing.engines.columns.search.neighbourhood import Part
from staffing.problem import Flags, Integers

SHARES = (0.1, 0.05, 0.2)
"""Shares of the open cells that a dive fixes at a step; one is drawn for each part."""
LONGEST = 60
"""Days up to which a part may have all of them."""
TOO_SMALL = 0.6
"""A kind whose bound ends more than this share of its parts is made larger."""
FORGETS = 0.9
"""What a kind's past counts after each of its parts."""


@dataclass(eq=False)
class Kind:
    """A kind of part: so many people, so many days; `closed` is the share of its latest parts that the bound ended."""

    agents: float
    days: int
    grows: float
    closed: float = 0.5
    gained: float = 1.0
    work: float = 1.0

    @property
    def worth(self) -> float:
        """What it has gained for its work."""
        return self.gained / self.work


class Choice:
    """Draws parts, and learns what came of them."""

    def __init__(self, rows: Rows, shape: tuple[int, int, int], seed: int) -> None:
        """`shape`: agents, planned days, shifts."""
        self.shape = shape
        self.random = np.random.default_rng(seed)
        agents, days, _ = shape
        self.kinds = [Kind(min(6, agents), days if days <= LONGEST else 28, 1.0)]
        if days > 14:
            self.kinds += [Kind(min(12, agents), 7, 2.0), Kind(min(9, agents), 14, 1.0)]
        self.day_of = _day_of(rows, shape)

    def draw(self, missed: Numbers) -> tuple[Kind, Part]:
        """A part to search; `missed` [R] is what each row costs now."""
        worth = np.array([kind.worth for kind in self.kinds])
        chances = 0.1 + worth / worth.sum()
        kind = self.kinds[int(self.random.choice(len(worth), p=chances / chances.sum()))]
        count = min(round(kind.agents), self.shape[0])
        agents = np.sort(self.random.choice(self.shape[0], size=count, replace=False))
        share = SHARES[int(self.random.integers(len(SHARES)))]
        return kind, Part(tuple(agents.tolist()), self._days(kind.days, missed), share)

    def _days(self, length: int, missed: Numbers) -> Flags:
        days = self.shape[1]
        if length >= days:
            return np.ones(days, dtype=bool)
        weights = np.bincount(self.day_of[self.day_of >= 0], missed[self.day_of >= 0], minlength=days)
        weights = weights + weights.sum() / days + 1e-9
        middle = int(self.random.choice(days, p=weights / weights.sum()))
        first = min(max(0, middle - int(self.random.integers(length))), days - length)
        inside = np.arange(days)
        return (inside >= first) & (inside < first + length)

    def learn(self, kind: Kind, closed: bool, gain: float, work: float) -> None:
        """What came of a part: whether its bound ended it, what it gained, and the work it took."""
        kind.gained = FORGETS * kind.gained + gain
        kind.work = FORGETS * kind.work + work
        kind.closed = FORGETS * kind.closed + (1 - FORGETS) * closed
        if kind.closed > TOO_SMALL and kind.agents < self.shape[0]:
            kind.agents, kind.closed = kind.agents + kind.grows, 0.3


def _day_of(rows: Rows, shape: tuple[int, int, int]) -> Integers:
    """[R] the day of a row whose cells lie on one day; -1 of others."""
    day = rows.cells.column // shape[2] % shape[1]
    least, most = np.full(rows.count, shape[1]), np.full(rows.count, -1)
    np.minimum.at(least, rows.cells.row, day)
    np.maximum.at(most, rows.cells.row, day)
    return np.where(least == most, least, -1)
