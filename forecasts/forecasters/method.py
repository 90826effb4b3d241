"""What a forecasting method is: weeks laid over each other in, rates of the steps of a normal week out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from forecasts.calendar import Floats
from forecasts.smoothing import Weeks


@dataclass(frozen=True)
class Method:
    """One way to forecast, in one or several variants of its parameters.

    `rates` takes the weeks known and returns the expected counts per normal step of a coming week
    [variants, steps of the week]. `usual` is the variant taken where the others gain little. `memory_days` is the
    half-life of each variant's level, from which its drift follows. Below `least_weeks` of history it steps aside.
    """

    name: str
    variants: tuple[str, ...]
    usual: int
    memory_days: tuple[float, ...]
    least_weeks: int
    rates: Callable[[Weeks], Floats]
