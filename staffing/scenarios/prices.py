"""What one step of each target costs at the margin, by solving the targets next to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from staffing.documents.scenario import Scenario
from staffing.documents.team import Targets
from staffing.scenarios.figures import Tried
from staffing.scenarios.whatif import Price

KEYS = (
    "targets.rate_24h",
    "targets.confidence",
    "targets.day_floor",
    "targets.occupancy_max",
    "targets.utilization.min",
    "targets.utilization.max",
)
UP = {"targets.utilization.max": -1, "targets.occupancy_max": -1}
"""Which way is tighter: up, but for the cap on occupancy and the upper edge of the band."""


def price_scenarios(targets: Targets, step: float) -> Iterator[Scenario]:
    """The targets next to those of the team, one step tighter and one easier, where there are any."""
    for key in KEYS:
        for value in _next_to(targets, key, step):
            if value is not None:
                yield _scenario(key, value)


def prices_of(targets: Targets, step: float, tried: Mapping[str, Tried]) -> tuple[Price, ...]:
    """Each target with what its neighbours come to, by the names of their scenarios."""
    found = []
    for key in KEYS:
        sides = _next_to(targets, key, step)
        tighter, easier = (None if value is None else tried.get(_scenario(key, value).name) for value in sides)
        found.append(Price(key, step, _value(targets, key), tighter, easier))
    return tuple(found)


def _scenario(key: str, value: float) -> Scenario:
    return Scenario(name=f"{key} = {value:g}", set=((key, f"{value:g}"),))


def _value(targets: Targets, key: str) -> float:
    value: object = targets
    for part in key.split(".")[1:]:
        value = getattr(value, part)
    assert isinstance(value, (int, float))
    return float(value)


def _next_to(targets: Targets, key: str, step: float) -> tuple[float | None, float | None]:
    """The value one step tighter and one easier; None where there is none."""
    before, way = _value(targets, key), UP.get(key, 1)
    tighter, easier = (round(before + side * way * step, 6) for side in (1, -1))
    return tuple(value if _possible(targets, key, value) else None for value in (tighter, easier))  # type: ignore[return-value]


def _possible(targets: Targets, key: str, value: float) -> bool:
    band = targets.utilization
    low, high = {
        "targets.rate_24h": (targets.day_floor, 1.0),
        "targets.confidence": (1e-6, 1 - 1e-6),
        "targets.day_floor": (0.0, targets.rate_24h),
        "targets.occupancy_max": (1e-6, 1.0),
        "targets.utilization.min": (0.0, band.max),
        "targets.utilization.max": (band.min, 1.0),
    }[key]
    return low <= value <= high
