"""What each person of a team brings in a week, by contract, leave and speed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from staffing.documents.hiring import WEEKS_A_YEAR, Hiring
from staffing.documents.people import Leave
from staffing.documents.team import Contract


@dataclass(frozen=True, eq=False)
class Staff:
    """What people bring, whatever their role.

    `full_time_minutes` are paid, a week. `first_week`: full-time equivalents of week 0 by agent, exactly; agents left
    out bring what they do in the weeks after it. `leave_days`: working days of leave usual in a year. `speeds`: those
    of the weekly roster, by agent; 1 for whoever is left out.
    """

    hiring: Hiring
    contracts: Mapping[str, Contract]
    full_time_minutes: float
    first_week: Mapping[str, float] = field(default_factory=dict)
    leave: tuple[Leave, ...] = ()
    leave_days: float = 0.0
    speeds: Mapping[str, float] = field(default_factory=dict)

    def usual_share(self, contract: Contract) -> float:
        """The share of their time that people of a contract usually are on leave."""
        return min(1.0, self.leave_days / (WEEKS_A_YEAR * contract.days_per_week))

    def share(self, contract: Contract) -> float:
        """Full-time equivalents of one person who takes no leave."""
        return contract.minutes_per_week / self.full_time_minutes

    def per_head(self, contract: Contract) -> float:
        """Full-time equivalents of one new person at full speed, usual leave taken off."""
        return self.share(contract) * (1 - self.usual_share(contract))
