"""How much of the limits a search has used."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from staffing.engines.limits import Limits

ARC, PIVOT = 4e-9, 1.5e-8
"""Seconds of deterministic work of an arc walked, and of a pivot of the linear program for each of its rows and columns."""


@dataclass(eq=False)
class Meter:
    """Deterministic work counted from what was done, and the guard on the clock."""

    limits: Limits
    started: float = field(default_factory=time.monotonic)
    work: float = 0.0
    hit: str = ""
    """The limit that was met first: `work` or `time`."""

    def walked(self, arcs: int) -> None:
        """Arcs of networks were walked."""
        self.work += arcs * ARC

    def pivoted(self, pivots: int, size: int) -> None:
        """A linear program with so many rows and columns took so many pivots; building it counts as a few."""
        self.work += (pivots + 20) * size * PIVOT

    def spent(self) -> bool:
        """Whether a limit is met."""
        if not self.hit:
            if self.work >= self.limits.work:
                self.hit = "work"
            elif self.seconds >= self.limits.seconds:
                self.hit = "time"
        return bool(self.hit)

    @property
    def seconds(self) -> float:
        """Since the search began."""
        return time.monotonic() - self.started
