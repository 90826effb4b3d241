"""Rules, one file each, and the two lists: those people may write in `team.yaml`, and those every team has.

A new rule is a file, an import here and an entry in one list (docs/add-a-rule.md).
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from staffing.rules.agent.allowed_shifts import AllowedShifts
from staffing.rules.agent.availability import AvailabilityPattern
from staffing.rules.agent.contract_days import ContractDays
from staffing.rules.agent.contract_minutes import ContractMinutes
from staffing.rules.agent.employment import Employment
from staffing.rules.agent.guaranteed_minutes import GuaranteedMinutes
from staffing.rules.agent.leave import LeaveDays
from staffing.rules.agent.max_consecutive_days import MaxConsecutiveDays
from staffing.rules.agent.min_rest import MinRest
from staffing.rules.agent.minutes_in_period import MinutesInPeriod
from staffing.rules.agent.one_shift_a_day import OneShiftADay
from staffing.rules.agent.pins import Pins
from staffing.rules.agent.premium_pay import PremiumPay
from staffing.rules.agent.requests import Requests
from staffing.rules.agent.weekly_rest_days import WeeklyRestDays
from staffing.rules.rule import Rule
from staffing.rules.team.day_floor import DayFloor
from staffing.rules.team.fair_late_shifts import FairLateShifts
from staffing.rules.team.fair_weekends import FairWeekends
from staffing.rules.team.maximum_age import MaximumAge
from staffing.rules.team.min_on_queue import MinOnQueue
from staffing.rules.team.occupancy_cap import OccupancyCap
from staffing.rules.team.paid_hours import PaidHours
from staffing.rules.team.resolution_rate import ResolutionRate
from staffing.rules.team.utilization_band import UtilizationBand
from staffing.rules.team.window_margin import WindowMargin

AnyRule: TypeAlias = Annotated[
    MinRest
    | MaxConsecutiveDays
    | WeeklyRestDays
    | MinutesInPeriod
    | FairLateShifts
    | FairWeekends
    | GuaranteedMinutes
    | MinOnQueue
    | PremiumPay
    | Requests,
    Field(discriminator="rule"),
]
"""What `rules:` in `team.yaml` may hold."""

AgentRule: TypeAlias = Annotated[
    MinRest | MaxConsecutiveDays | WeeklyRestDays | MinutesInPeriod | GuaranteedMinutes | Requests,
    Field(discriminator="rule"),
]
"""What `rules:` of a site may hold: rules of one agent's line of work."""

ALWAYS: tuple[type[Rule], ...] = (
    OneShiftADay,
    AllowedShifts,
    AvailabilityPattern,
    Employment,
    LeaveDays,
    ContractDays,
    ContractMinutes,
    Pins,
    GuaranteedMinutes,
    Requests,
    MinOnQueue,
    PaidHours,
    PremiumPay,
)
"""Rules that hold for every team; those that `team.yaml` also names take its parameters."""

EVERY: tuple[type[Rule], ...] = (
    *ALWAYS,
    MinRest,
    MaxConsecutiveDays,
    WeeklyRestDays,
    MinutesInPeriod,
    FairLateShifts,
    FairWeekends,
    ResolutionRate,
    DayFloor,
    MaximumAge,
    OccupancyCap,
    UtilizationBand,
    WindowMargin,
)
"""All rules there are."""

__all__ = ["ALWAYS", "EVERY", "AgentRule", "AnyRule", "Rule"]
