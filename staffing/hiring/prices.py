"""What hiring, classes, wages and shortages cost: as team.yaml says, else in proportion to the wages."""

from __future__ import annotations

from dataclasses import dataclass

from staffing.documents.roles import StaffedRole
from staffing.documents.team import Team

HIRE_WEEKS = 6
"""Weeks of wages that finding and hiring somebody costs, where nothing is said."""
PAY_HOURS = "hours of pay"
"""The unit of money where no contract has a cost."""


@dataclass(frozen=True)
class Prices:
    """Of one role, in money: the `wage` of a person and week; of a full-time equivalent and week `overtime`,
    `outsourced` and what it costs to be without (`short`).
    """

    wage: float
    per_hire: float
    per_class: float
    overtime: float
    outsourced: float
    short: float


def is_priced(team: Team) -> bool:
    """Whether wages are known; else an hour of pay is the unit of money."""
    return any(team.cost_per_hour(contract) > 0 for contract in team.contracts)


def unit_of(team: Team) -> str:
    """What money is counted in."""
    return team.costs.currency if is_priced(team) else PAY_HOURS


def prices_of(team: Team, staffed: StaffedRole, full_time_hours: float) -> Prices:
    """The prices of a role.

    A week with a full-time equivalent too few costs, where nothing is said, c / (1 - c) of its wage with c the
    confidence of the promise: then somebody more is worth their wage just where weeks would else be short with
    probability above 1 - c.
    """
    contract, costs, gaps = staffed.contract, team.hiring.costs, team.hiring.stop_gaps
    hour = team.cost_per_hour(contract) if is_priced(team) else 1.0
    wage, fte_week = hour * contract.minutes_per_week / 60, hour * full_time_hours
    confidence = team.targets.confidence
    return Prices(
        wage=wage,
        per_hire=HIRE_WEEKS * wage if costs.per_hire is None else costs.per_hire,
        per_class=team.hiring.training.weeks * wage if costs.per_class is None else costs.per_class,
        overtime=fte_week * (1.0 if gaps.overtime is None else gaps.overtime.multiplier),
        outsourced=0.0 if gaps.outsourced is None else gaps.outsourced.cost_per_hour * full_time_hours,
        short=fte_week * confidence / (1 - confidence) if costs.short_week is None else costs.short_week,
    )
