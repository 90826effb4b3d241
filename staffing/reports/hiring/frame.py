"""Where the weeks and the full-time equivalents of a panel lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date

from staffing.reports.forecast_view import midnight
from staffing.reports.whatif.axis import Axis

WIDTH, LEFT, RIGHT = 960, 70, 20
HEIGHT = 180


@dataclass(frozen=True)
class Frame:
    """The plot that begins at pixel `up`; a day lies where it would in UTC, so that all weeks are equally wide."""

    time: Axis
    level: Axis
    up: float

    @property
    def down(self) -> float:
        """The foot of the plot."""
        return self.up + HEIGHT

    def holds(self, day: date) -> bool:
        """Whether a day comes before the end of what is drawn."""
        return midnight(day, UTC) < self.time.high

    def x(self, day: date) -> float:
        """The pixel of a day's beginning; what lies beyond an end is at the end."""
        return self.time.at(midnight(day, UTC))
