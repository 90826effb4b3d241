"""`team.yaml`: what a team is, what it promises, and the rules its rosters keep."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from staffing.documents.base import Clock, Document, Identifier, Share, clock_text
from staffing.documents.hiring import Hiring
from staffing.documents.pay import Costs, Overtime
from staffing.documents.sites import OpenHours, Site, Weekday
from staffing.documents.tickets import TicketSource
from staffing.rules import AnyRule
from staffing.rules.clock import minutes_between
from staffing.rules.packs import LabourPack, pack_of, packs_known

NIGHT, NIGHT_MINUTES = (23 * 60, 30 * 60), 180
"""23:00 to 06:00 by the clock, and how many minutes of it make a shift one of the night."""


class HandleMinutes(Document):
    """Handling time of a case: mean in minutes and coefficient of variation."""

    mean: Annotated[float, Field(gt=0, le=1440)]
    cv: Annotated[float, Field(ge=0, le=10)] = 1.0


class Queue(Document):
    """A kind of case with its deadline and its handling time."""

    id: Identifier
    target_hours: Annotated[int, Field(ge=2, le=720)] = 24
    clock: Literal["calendar", "business"] = "calendar"
    """Whether the target counts all hours, or the open ones."""
    open_hours: OpenHours | None = None
    """Hours that a business clock counts; those of its site, or of the team, by default."""
    site: Identifier | None = None
    """Whose zone, holidays and short days a business clock keeps; the first site by default."""
    rate_24h: Share | None = None
    """Share of this queue's cases on time; `targets.rate_24h` by default, as part of all cases."""
    handle_minutes: HandleMinutes
    names: tuple[str, ...] = ()
    """Other names the ticket export uses for this queue; `*` stands for every name that no queue claims."""


class UtilizationBand(Document):
    """Lowest and highest utilization (see docs/concepts.md)."""

    min: Share = 0.0
    max: Share = 1.0

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min > self.max:
            raise ValueError(f"min is {self.min}, above max {self.max}; min must not be above max")
        return self


class Targets(Document):
    """What is promised."""

    rate_24h: Share = 0.90
    confidence: Annotated[float, Field(gt=0, lt=1)] = 0.90
    day_floor: Share = 0.80
    maximum_age_hours: Annotated[int, Field(ge=1, le=2160)] = 72
    occupancy_max: Annotated[float, Field(gt=0, le=1)] = 0.85
    utilization: UtilizationBand = UtilizationBand()


class Shrinkage(Document):
    """Paid time that is not on queue: absence as a share of paid time, in_shift as a share of time present."""

    absence: Annotated[float, Field(ge=0, lt=1)] = 0.0
    in_shift: Annotated[float, Field(ge=0, lt=1)] = 0.0


class Dispatch(Document):
    """Which case is taken next, and what happens to one that is unfinished when its agent's shift ends."""

    order: Literal["oldest_first", "oldest_savable_first"] = "oldest_savable_first"
    at_shift_end: Literal["handover", "keep", "overtime"] = "handover"


class Break(Document):
    """Time within a shift that is not worked; unpaid unless said."""

    start: Clock
    minutes: Annotated[int, Field(gt=0, le=240)]
    paid: bool = False


class Shift(Document):
    """A template: start and end in local time on the day it starts; an end after 24:00 is the next day."""

    id: Identifier
    start: Clock
    end: Clock
    breaks: tuple[Break, ...] = ()
    late: bool = False

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.start >= 1440:
            raise ValueError(f"start is {clock_text(self.start)}; a shift starts before 24:00 of its own day")
        if self.end <= self.start:
            tomorrow = f"{self.end // 60 + 24:02d}:{self.end % 60:02d}"
            raise ValueError(
                f"end is {clock_text(self.end)}, not after its start {clock_text(self.start)}; "
                f'write "{tomorrow}" for the next day'
            )
        if self.end - self.start > 1440:
            raise ValueError(f"lasts {self.end - self.start} minutes; at most 1440 are allowed")
        last = self.start
        for pause in self.breaks:
            if pause.start < last or pause.start + pause.minutes > self.end:
                raise ValueError(
                    f"break at {clock_text(pause.start)} for {pause.minutes} minutes must lie inside "
                    f"{clock_text(self.start)}-{clock_text(self.end)}, after the break before it"
                )
            last = pause.start + pause.minutes
        if sum(pause.minutes for pause in self.breaks) >= self.end - self.start:
            raise ValueError("its breaks fill the whole shift; some working time must remain")
        return self

    @property
    def is_night(self) -> bool:
        """Whether three hours or more lie between 23:00 and 06:00 (2003/88/EC article 2)."""
        return minutes_between(self.start, self.end, NIGHT) >= NIGHT_MINUTES

    @property
    def paid_minutes(self) -> int:
        """Minutes paid, by the clock: all but the unpaid breaks."""
        return self.end - self.start - sum(pause.minutes for pause in self.breaks if not pause.paid)


class Contract(Document):
    """Working time agreed with an agent."""

    id: Identifier
    minutes_per_week: Annotated[int, Field(gt=0, le=10_080)]
    days_per_week: Annotated[int, Field(ge=1, le=7)]
    shifts: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    min_minutes_per_week: Annotated[int, Field(ge=0, le=10_080)] | None = None
    """Paid minutes to be rostered every week; by default all of `minutes_per_week`."""
    cost_per_hour: Annotated[float, Field(ge=0)] = 0.0
    cost_per_month: Annotated[float, Field(gt=0)] | None = None
    """In place of `cost_per_hour`; `Team.cost_per_hour` divides it by the hours of a month."""

    @model_validator(mode="after")
    def _one_wage(self) -> Self:
        if self.cost_per_hour and self.cost_per_month is not None:
            raise ValueError("cost_per_hour and cost_per_month are both given; give one")
        return self

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min_minutes_per_week is not None and self.min_minutes_per_week > self.minutes_per_week:
            raise ValueError(
                f"min_minutes_per_week is {self.min_minutes_per_week}, above minutes_per_week {self.minutes_per_week}"
            )
        return self


class Availability(Document):
    """A named weekly pattern: for each weekday the shifts that can be worked, `any` or `off`."""

    id: Identifier
    days: dict[Weekday, Literal["any", "off"] | tuple[Identifier, ...]]


class History(Document):
    """How the ticket log is used."""

    max_rejected: Share = 0.05
    """Share of rows that may be rejected before the log is refused."""


class Waiver(Document):
    """A rule of a labour pack that an agent has waived, as the pack allows."""

    agent: Identifier
    waiver: Identifier


class Search(Document):
    """How long and how to search."""

    engine: Literal["auto", "direct", "columns", "tours"] = "auto"
    time_limit_seconds: Annotated[float, Field(gt=0, le=86_400)] = 60
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1


class Team(Document):
    """The whole of `team.yaml`."""

    team: Annotated[str, Field(min_length=1, max_length=120)]
    sites: Annotated[tuple[Site, ...], Field(min_length=1)]
    week_starts: Weekday = "monday"
    open_hours: OpenHours = OpenHours()
    queues: Annotated[tuple[Queue, ...], Field(min_length=1)]
    targets: Targets = Targets()
    shrinkage: Shrinkage = Shrinkage()
    dispatch: Dispatch = Dispatch()
    shifts: Annotated[tuple[Shift, ...], Field(min_length=1)]
    contracts: Annotated[tuple[Contract, ...], Field(min_length=1)]
    availability: tuple[Availability, ...] = ()
    on_queue_share: Share = 0.0
    """Share of a lead's shift spent on queue."""
    labour_pack: Identifier | tuple[Identifier, ...] | None = None
    """Labour law that binds the team, beside its own rules: the name of a pack, or several."""
    consents: tuple[Literal["holidays", "rest_days"], ...] = ()
    """What everybody has agreed to: by a common agreement, or where work goes on without a pause."""
    waivers: tuple[Waiver, ...] = ()
    rules: tuple[AnyRule, ...] = ()
    tickets: TicketSource = TicketSource()
    overtime: Overtime = Overtime()
    costs: Costs = Costs()
    hiring: Hiring = Hiring()
    history: History = History()
    search: Search = Search()

    @property
    def zone(self) -> str:
        """The time zone of the first site, in which the team's own times are told."""
        return self.sites[0].zone

    @property
    def pack_names(self) -> tuple[str, ...]:
        """The labour packs named, whether there are such or not."""
        return (self.labour_pack,) if isinstance(self.labour_pack, str) else self.labour_pack or ()

    @property
    def packs(self) -> tuple[LabourPack, ...]:
        """The labour packs that bind the team; reading refuses names that are not known."""
        return tuple(pack_of(name) for name in self.pack_names if name in packs_known())

    def packs_at(self, site: Site) -> tuple[LabourPack, ...]:
        """The labour packs that bind the people of a site: those of its country, and all where it says none."""
        return tuple(pack for pack in self.packs if site.country is None or site.country in pack.countries)

    def binds(self, pack: LabourPack, contract: Contract) -> bool:
        """Whether a pack binds a contract: unless its wage of a month is known to be above the pack's limit."""
        limit, wage = pack.salary_limit, contract.cost_per_month
        return limit is None or wage is None or limit.currency != self.costs.currency or wage <= limit.amount

    def cost_per_hour(self, contract: Contract) -> float:
        """The wage of an hour; that of a month is divided by the hours of one.

        These are 52 weeks of the contract over 12, or those that a labour pack says, of which a contract with fewer
        minutes a week than the pack's has its part.
        """
        if contract.cost_per_month is None:
            return contract.cost_per_hour
        hours = 52 * contract.minutes_per_week / 60 / 12
        stated = next((pack.monthly_wage for pack in self.packs if pack.monthly_wage is not None), None)
        if stated is not None:
            hours = stated.hours * min(1.0, contract.minutes_per_week / stated.minutes_per_week)
        return contract.cost_per_month / hours

    def shifts_at(self, site: Site) -> tuple[Shift, ...]:
        """The shifts worked at a site, in the team's order."""
        return tuple(shift for shift in self.shifts if not site.shifts or shift.id in site.shifts)

    def overtime_at(self, site: Site) -> Overtime:
        """How much overtime people of a site may work."""
        return self.overtime if site.overtime is None else site.overtime

    def site_of(self, name: str) -> Site:
        """The site with an id; the first one for an empty name."""
        return next((site for site in self.sites if site.id == name), self.sites[0])
