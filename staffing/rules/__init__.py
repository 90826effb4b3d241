"""Rules, one file each, and the two lists: those people may write in `team.yaml`, and those every team has.

A new rule is a file, an import here and an entry in one list (docs/add-a-rule.md).
"""

from __future__ import annotations

from typing import Annotated, TypeAlias, get_args

from pydantic import Field

from staffing.rules.agent.allowed_shifts import AllowedShifts
from staffing.rules.agent.availability import AvailabilityPattern
from staffing.rules.agent.average_minutes import AverageMinutes
from staffing.rules.agent.break_in_shift import BreakInShift
from staffing.rules.agent.consecutive_days_off import ConsecutiveDaysOff
from staffing.rules.agent.consecutive_shifts import ConsecutiveShifts
from staffing.rules.agent.consecutive_weekends import ConsecutiveWeekends
from staffing.rules.agent.contract_days import ContractDays
from staffing.rules.agent.contract_minutes import ContractMinutes
from staffing.rules.agent.daily_minutes import DailyMinutes
from staffing.rules.agent.days_in_period import DaysInPeriod
from staffing.rules.agent.days_in_window import DaysInWindow
from staffing.rules.agent.days_off_in_period import DaysOffInPeriod
from staffing.rules.agent.different_shifts import DifferentShifts
from staffing.rules.agent.employment import Employment
from staffing.rules.agent.forbidden_sequence import ForbiddenSequence
from staffing.rules.agent.free_beside_day_off import FreeBesideDayOff
from staffing.rules.agent.guaranteed_minutes import GuaranteedMinutes
from staffing.rules.agent.holiday_work import HolidayWork
from staffing.rules.agent.last_resort import LastResort
from staffing.rules.agent.leave import LeaveDays
from staffing.rules.agent.max_consecutive_days import MaxConsecutiveDays
from staffing.rules.agent.min_consecutive_days import MinConsecutiveDays
from staffing.rules.agent.min_rest import MinRest
from staffing.rules.agent.minutes_in_period import MinutesInPeriod
from staffing.rules.agent.minutes_in_window import MinutesInWindow
from staffing.rules.agent.night_average import NightAverage
from staffing.rules.agent.no_nights import NoNights
from staffing.rules.agent.one_shift_a_day import OneShiftADay
from staffing.rules.agent.overtime_minutes import OvertimeMinutes
from staffing.rules.agent.pins import Pins
from staffing.rules.agent.preferred_shifts import PreferredShifts
from staffing.rules.agent.premium_pay import PremiumPay
from staffing.rules.agent.published_changes import PublishedChanges
from staffing.rules.agent.published_days_off import PublishedDaysOff
from staffing.rules.agent.requests import Requests
from staffing.rules.agent.rest_in_window import RestInWindow
from staffing.rules.agent.shift_rotation import ShiftRotation
from staffing.rules.agent.shifts_in_period import ShiftsInPeriod
from staffing.rules.agent.shifts_in_window import ShiftsInWindow
from staffing.rules.agent.start_time_difference import StartTimeDifference
from staffing.rules.agent.unwanted_shifts import UnwantedShifts
from staffing.rules.agent.weekend_minutes_in_period import WeekendMinutesInPeriod
from staffing.rules.agent.weekend_minutes_in_window import WeekendMinutesInWindow
from staffing.rules.agent.weekends_in_period import WeekendsInPeriod
from staffing.rules.agent.weekly_rest_days import WeeklyRestDays
from staffing.rules.rule import Rule
from staffing.rules.team.apart import Apart
from staffing.rules.team.day_floor import DayFloor
from staffing.rules.team.fair_holidays import FairHolidays
from staffing.rules.team.fair_hours import FairHours
from staffing.rules.team.fair_late_shifts import FairLateShifts
from staffing.rules.team.fair_nights import FairNights
from staffing.rules.team.fair_requests import FairRequests
from staffing.rules.team.fair_weekends import FairWeekends
from staffing.rules.team.maximum_age import MaximumAge
from staffing.rules.team.min_on_queue import MinOnQueue
from staffing.rules.team.occupancy_cap import OccupancyCap
from staffing.rules.team.paid_hours import PaidHours
from staffing.rules.team.people_per_day import PeoplePerDay
from staffing.rules.team.people_per_shift import PeoplePerShift
from staffing.rules.team.people_used import PeopleUsed
from staffing.rules.team.people_with_skill import PeopleWithSkill
from staffing.rules.team.resolution_rate import ResolutionRate
from staffing.rules.team.together import Together
from staffing.rules.team.utilization_band import UtilizationBand
from staffing.rules.team.window_margin import WindowMargin
from staffing.rules.team.with_mentor import WithMentor

_OfOneLine: TypeAlias = (
    MinRest
    | MaxConsecutiveDays
    | WeeklyRestDays
    | MinutesInPeriod
    | MinutesInWindow
    | ShiftsInPeriod
    | ShiftsInWindow
    | DaysInPeriod
    | DaysInWindow
    | WeekendMinutesInPeriod
    | WeekendMinutesInWindow
    | WeekendsInPeriod
    | ConsecutiveWeekends
    | MinConsecutiveDays
    | ConsecutiveShifts
    | DaysOffInPeriod
    | ConsecutiveDaysOff
    | RestInWindow
    | FreeBesideDayOff
    | DailyMinutes
    | BreakInShift
    | OvertimeMinutes
    | NoNights
    | HolidayWork
    | AverageMinutes
    | NightAverage
    | ShiftRotation
    | ForbiddenSequence
    | StartTimeDifference
    | DifferentShifts
    | PreferredShifts
    | UnwantedShifts
    | PublishedChanges
    | PublishedDaysOff
    | GuaranteedMinutes
    | Requests
)
"""Rules of one agent's line of work, which a site may have of its own."""

_OfTheTeam: TypeAlias = (
    FairLateShifts
    | FairWeekends
    | FairNights
    | FairHolidays
    | FairHours
    | FairRequests
    | LastResort
    | WithMentor
    | Together
    | Apart
    | PeopleUsed
    | PeoplePerShift
    | PeoplePerDay
    | PeopleWithSkill
    | Pins
    | MinOnQueue
    | PremiumPay
)
"""Rules that only a team writes."""

AgentRule: TypeAlias = Annotated[_OfOneLine, Field(discriminator="rule")]
"""What `rules:` of a site may hold: rules of one agent's line of work."""

AnyRule: TypeAlias = Annotated[_OfOneLine | _OfTheTeam, Field(discriminator="rule")]
"""What `rules:` in `team.yaml` may hold."""

ALWAYS: tuple[type[Rule], ...] = (
    OneShiftADay,
    AllowedShifts,
    AvailabilityPattern,
    Employment,
    LeaveDays,
    NoNights,
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

_OF_TARGETS: tuple[type[Rule], ...] = (
    ResolutionRate,
    DayFloor,
    MaximumAge,
    OccupancyCap,
    UtilizationBand,
    WindowMargin,
)
"""Rules that the targets of a team state, or the engine for itself."""

EVERY: tuple[type[Rule], ...] = tuple(
    dict.fromkeys((*ALWAYS, *get_args(_OfOneLine), *get_args(_OfTheTeam), *_OF_TARGETS))
)
"""All rules there are."""

__all__ = ["ALWAYS", "EVERY", "AgentRule", "AnyRule", "Rule"]
