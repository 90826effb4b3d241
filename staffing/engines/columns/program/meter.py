"""How much of the limits a search has used."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from staffing.engines.limits import Limits

ARC, PIVOT = 4e-9, 1.5e-8
"""Seconds of deterministic work: of an arc walked, and of a pivot of the linear program by row and column."""


@dataclass(eq=False)
class Meter:
    """Deterministic work counted from what was done, and the guard on the clock."""

    limits: Limits
    started: float = field(default_factory=time.monotonic)
    work: float = 0.0
    hit: str = ""
    """The limit that was met first: `work` or `time`."""
    share: float = 1.0
    """Of the limits, what the step at work may use."""
    _clocked: bool = False
    """Whether the clock has cut anything: another machine may find another roster then."""

    def walked(self, arcs: int) -> None:
        """Arcs of networks were walked."""
        self.work += arcs * ARC

    def pivoted(self, pivots: int, size: int) -> None:
        """A linear program with so many rows and columns took so many pivots; building it counts as a few."""
        self.work += (pivots + 20) * size * PIVOT

    def spent(self) -> bool:
        """Whether a limit is met, or the step at work has used its share of one."""
        reached = self._reached(self.share)
        self._clocked |= reached == "time"
        if reached and not self.hit:
            self.hit = self._reached(1.0)
        return bool(reached)

    @property
    def cut(self) -> str:
        """The limit that counts: the clock, where it has cut a step before the work of all was done."""
        return "time" if self.hit and self._clocked else self.hit

    def _reached(self, share: float) -> str:
        if self.work >= share * self.limits.work:
            return "work"
        return "time" if self.seconds >= share * self.limits.seconds else ""

    def left(self) -> float:
        """Seconds that the step at work still has."""
        return self.share * self.limits.seconds - self.seconds

    @property
    def seconds(self) -> float:
        """Since the search began."""
        return time.monotonic() - self.started
