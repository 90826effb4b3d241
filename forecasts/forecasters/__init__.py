"""The forecasting methods: one file each, and the list of them.

A method takes a checked `History` and returns `Rates`: what to expect on any later grid, and how far counts stray
from it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from forecasts.calendar import Floats, Grid
from forecasts.dispersion import Dispersion
from forecasts.forecasters import profile
from forecasts.series import History


class Rates(Protocol):
    """What a method learnt."""

    @property
    def dispersion(self) -> Dispersion:
        """How far counts stray from the rates."""

    def rates(self, steps: Grid) -> Floats:
        """Expected counts [series, T] on a grid after the history."""


FORECASTERS: dict[str, Callable[[History], Rates]] = {
    "profile": profile.fit,
}
