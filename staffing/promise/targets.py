"""Which targets a simulated roster meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffing.documents.team import Targets

if TYPE_CHECKING:
    from staffing.simulate.service import Service

NAMES = ("promise", "day_floor", "maximum_age", "occupancy", "utilization")


def missed(service: Service, targets: Targets) -> tuple[str, ...]:
    """Names of the targets that are missed, in the order of `NAMES`.

    The worst day's mean rate is held against the floor, the 95th percentile of the oldest case against the maximum age;
    shares of time count as they are printed, in tenths of a point.
    """
    band = targets.utilization
    met = {
        "promise": service.met,
        "day_floor": service.worst_day[1] >= targets.day_floor,
        "maximum_age": service.oldest_hours_p95 <= targets.maximum_age_hours,
        "occupancy": tenths(service.occupancy) <= tenths(targets.occupancy_max),
        "utilization": tenths(band.min) <= tenths(service.team_utilization) <= tenths(band.max),
    }
    return tuple(name for name in NAMES if not met[name])


def tenths(share: float) -> int:
    """A share in whole tenths of a point, as it is printed: 0.8504 is not above 0.85."""
    return round(1000 * share)
