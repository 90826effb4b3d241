"""Hiring: who leaves, how new people come and become useful, and what that costs."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from staffing.documents.base import Day, Document, Identifier

AboveZero = Annotated[float, Field(gt=0, le=1)]
"""A share that cannot be nothing: of a funnel, say, through which somebody has to come."""
Money = Annotated[float, Field(ge=0)]

WEEKS_A_YEAR = 52


class Attrition(Document):
    """How many people leave in a year: a probability or a turnover, which are not the same number.

    A probability is the chance that a person who is there leaves within a year; a turnover is leavers in a year over
    the average headcount, and may be above 1.
    """

    probability: Annotated[float, Field(ge=0, lt=1)] | None = None
    turnover: Annotated[float, Field(ge=0, le=10)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.probability is not None and self.turnover is not None:
            raise ValueError(
                f"probability is {self.probability:g} beside turnover {self.turnover:g}; attrition is given by one of "
                "them, so leave the other out"
            )
        if self.probability is None and self.turnover is None:
            raise ValueError(
                "has neither probability (that somebody leaves within a year) nor turnover (leavers in a year / "
                "average headcount); give one of them"
            )
        return self

    @property
    def weekly(self) -> float:
        """The chance that somebody who is there now has left a week later."""
        if self.probability is not None:
            return 1 - float((1 - self.probability) ** (1 / WEEKS_A_YEAR))
        return 1 - math.exp(-(self.turnover or 0.0) / WEEKS_A_YEAR)


class NewHires(Attrition):
    """Attrition in the first weeks after the start."""

    weeks: Annotated[int, Field(ge=1, le=104)] = 13


class Training(Document):
    """Classes in which new people learn before their first case."""

    weeks: Annotated[int, Field(ge=0, le=52)] = 2
    pass_rate: AboveZero = 1.0
    """Share of a class that passes; the others leave at its end."""
    seats: Annotated[int, Field(ge=1, le=10_000)] = 10
    """People that one trainer can take."""
    class_min: Annotated[int, Field(ge=1, le=10_000)] = 1
    class_max: Annotated[int, Field(ge=1, le=10_000)] | None = None
    """Largest class; all the seats by default."""
    trainers: Annotated[int, Field(ge=1, le=1_000)] = 1
    """Classes that can run at the same time, over all roles."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        most = self.largest
        if most > self.seats:
            raise ValueError(f"class_max is {most}, above {_said(self, 'seats')}; it must be at most that")
        if self.class_min > most:
            said = _said(self, "seats" if self.class_max is None else "class_max")
            raise ValueError(f"class_min is {self.class_min}, above {said}; it must be at most that")
        return self

    @property
    def largest(self) -> int:
        """Largest class."""
        return self.seats if self.class_max is None else self.class_max


class Mentoring(Document):
    """Hours that a new person takes of others in each week after the training."""

    hours_per_week: Annotated[float, Field(ge=0, le=40)] = 0.0
    weeks: Annotated[int, Field(ge=0, le=104)] = 0


class TimeToFill(Document):
    """Days from opening a requisition to an accepted offer: log-normal with this median and 80th percentile."""

    median_days: Annotated[float, Field(ge=0, le=730)] = 45
    p80_days: Annotated[float, Field(ge=0, le=1095)] = 65

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.median_days == 0 and self.p80_days > 0:
            raise ValueError(
                f"median_days is 0, but p80_days {_said(self, 'p80_days', named=False)}; give both as 0, or a median "
                "above 0"
            )
        if self.p80_days < self.median_days:
            if "p80_days" not in self.model_fields_set:
                raise ValueError(
                    f"median_days is {self.median_days:g}, above {_said(self, 'p80_days')}; give p80_days too, at "
                    "least that"
                )
            advice = (
                "it must be" if "median_days" in self.model_fields_set else "give median_days too, or a p80_days of"
            )
            raise ValueError(
                f"p80_days is {self.p80_days:g}, below {_said(self, 'median_days')}; {advice} at least that"
            )
        return self


class Funnel(Document):
    """Shares that come through: candidates to interviews, interviews to offers, offers accepted, and who then comes."""

    interview: AboveZero = 0.25
    offer: AboveZero = 0.25
    accept: AboveZero = 0.8
    show: AboveZero = 0.95


class Freeze(Document):
    """Days, both included, on which nobody may start."""

    start: Day
    end: Day

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"end {self.end} is before start {self.start}; the end is the last day of the freeze")
        return self


class Budget(Document):
    """What may be spent on new people who start within the plan; no limit where nothing is said."""

    hires: Annotated[int, Field(ge=0, le=100_000)] | None = None
    money: Money | None = None
    """For hiring and classes, wages not counted; in the currency of costs."""


class OvertimeGap(Document):
    """Overtime against a shortage, as a share of the hours at hand."""

    share: Annotated[float, Field(gt=0, le=0.5)] = 0.1
    multiplier: Annotated[float, Field(ge=1, le=10)] = 1.5
    """Pay of an hour as a multiple of the wage."""


class Outsourced(Document):
    """Work that others can be given."""

    fte: Annotated[float, Field(gt=0, le=100_000)]
    """At most, in full-time equivalents of a week."""
    cost_per_hour: Annotated[float, Field(gt=0)]


class StopGaps(Document):
    """What covers a shortage for a price; nothing does where nothing is said."""

    overtime: OvertimeGap | None = None
    outsourced: Outsourced | None = None


class HiringCosts(Document):
    """Money of the team's currency; what is not given is assumed from the wages (see docs/concepts.md)."""

    per_hire: Money | None = None
    per_class: Money | None = None
    short_week: Annotated[float, Field(gt=0)] | None = None
    """What a week with one full-time equivalent too few costs."""


class Role(Document):
    """A kind of job that is hired for, and who holds it now.

    A person belongs to the first role whose site and contract they have, and whose skills are exactly theirs; what a
    role leaves out, any person has. People for whom no role is written make roles of their own, by skills and site.
    """

    id: Identifier
    skills: tuple[Identifier, ...] = ()
    """Queues that people of this role serve."""
    site: Identifier | None = None
    contract: Identifier | None = None
    """Contract of new people; that of most who hold the role by default."""
    of: Literal["agent", "lead"] = "agent"
    """Whether agents or leads hold it."""
    heads: Annotated[int, Field(ge=0, le=10_000)] | None = None
    """People always wanted, whatever the volume; by default the workload says how many."""

    @model_validator(mode="after")
    def _leads_are_counted(self) -> Self:
        if self.of == "lead" and self.heads is None:
            raise ValueError("of is lead; leads are not on queue, so no workload says how many are wanted: give heads")
        return self


def _no_percentages(given: Any) -> Any:
    """A ramp as it is written; percentages are told once, not in each of its weeks."""
    numbers = given if isinstance(given, (list, tuple)) else ()
    if numbers and all(type(number) in (int, float) and 1 < number <= 100 for number in numbers):
        first = numbers[0]
        raise ValueError(
            f"must hold speeds above 0 and at most 1; {first:g} looks like a percentage: write {first / 100:g}"
        )
    return given


def _said(document: Document, key: str, *, named: bool = True) -> str:
    """`seats 10 (the default)`: a number of a document, and whether somebody wrote it."""
    number = f"{getattr(document, key):g}" + ("" if key in document.model_fields_set else " (the default)")
    return f"{key} {number}" if named else f"is {number}"


DEFAULT_RAMP = tuple(round(0.6 + 0.4 * week / 25, 3) for week in range(26))


class Hiring(Document):
    """The part `hiring` of team.yaml; what it leaves out is assumed, and the report says so."""

    attrition: Attrition = Attrition(probability=0.30)
    new_hires: NewHires | None = None
    """Attrition of new people; as that of everybody by default."""
    ramp: Annotated[tuple[AboveZero, ...], Field(min_length=1, max_length=104), BeforeValidator(_no_percentages)] = (
        DEFAULT_RAMP
    )
    """Speed in each week after the training; the last holds from then on and is 1."""
    training: Training = Training()
    mentoring: Mentoring = Mentoring()
    notice_days: Annotated[int, Field(ge=0, le=365)] = 30
    """From an accepted offer to the first day."""
    time_to_fill: TimeToFill = TimeToFill()
    funnel: Funnel = Funnel()
    growth: Annotated[float, Field(gt=-0.95, le=10)] | None = None
    """Of the volume in a year, in place of the trend of the log: 0.2 is a fifth more."""
    leave_days: Annotated[float, Field(ge=0, le=120)] | None = None
    """Working days of leave a person takes in a year; by default as leave.csv shows."""
    freeze: tuple[Freeze, ...] = ()
    budget: Budget = Budget()
    stop_gaps: StopGaps = StopGaps()
    costs: HiringCosts = HiringCosts()
    roles: tuple[Role, ...] = ()

    @model_validator(mode="after")
    def _ramp_ends_at_one(self) -> Self:
        for week, (before, after) in enumerate(zip(self.ramp, self.ramp[1:], strict=False), 2):
            if after < before:
                raise ValueError(f"ramp falls from {before:g} to {after:g} in week {week}; speeds may not fall")
        if self.ramp[-1] != 1:
            raise ValueError(f"ramp ends at {self.ramp[-1]:g}; its last week must be 1, the speed of everybody else")
        return self
