"""Money: what an hour costs beyond its wage, and how much overtime there may be."""

from __future__ import annotations

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from staffing.documents.base import Document, Identifier, Span

Multiplier: TypeAlias = Annotated[float, Field(ge=1, le=10)]
"""Pay of an hour as a multiple of the wage, the wage included: 1.5 is half as much again."""


class Bracket(Document):
    """The next so many hours at one multiple of the wage; without hours all that follow."""

    hours: Annotated[float, Field(gt=0, le=168)] | None = None
    multiplier: Multiplier


class NightPremium(Document):
    """Paid minutes between two times of the clock."""

    kind: Literal["night"]
    between: Span
    multiplier: Multiplier
    sites: tuple[Identifier, ...] = ()
    """Where it is paid; everywhere by default."""


class WeekendPremium(Document):
    """Paid minutes on certain weekdays."""

    kind: Literal["weekend"]
    days: Annotated[
        tuple[Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], ...],
        Field(min_length=1),
    ] = ("saturday", "sunday")
    multiplier: Multiplier
    sites: tuple[Identifier, ...] = ()


class InBrackets(Document):
    """A premium whose multiple of the wage rises with the hours."""

    brackets: Annotated[tuple[Bracket, ...], Field(min_length=1)]
    sites: tuple[Identifier, ...] = ()

    @model_validator(mode="after")
    def _rising(self) -> Self:
        check_brackets(self.brackets)
        return self


class HolidayPremium(InBrackets):
    """Paid minutes on a public holiday of the site; brackets count the hours of each shift on it."""

    kind: Literal["holiday"]


class OvertimePremium(InBrackets):
    """Paid minutes beyond those due by contract; brackets count the overtime hours of each week."""

    kind: Literal["overtime"]


Premium: TypeAlias = Annotated[
    NightPremium | WeekendPremium | HolidayPremium | OvertimePremium, Field(discriminator="kind")
]


def check_brackets(brackets: tuple[Bracket, ...]) -> None:
    """Raise ValueError unless all but the last bracket have hours, the last has none, and no multiplier falls."""
    for number, bracket in enumerate(brackets):
        last = number == len(brackets) - 1
        if (bracket.hours is None) != last:
            said = "has hours, but the last takes all that follow" if last else "has no hours, as only the last may"
            raise ValueError(f"bracket {number + 1} of {len(brackets)} {said}")
        if number and bracket.multiplier < brackets[number - 1].multiplier:
            raise ValueError(
                f"bracket {number + 1} has the multiplier {bracket.multiplier:g}, below the one before with "
                f"{brackets[number - 1].multiplier:g}; later hours may not be cheaper"
            )


class Overtime(Document):
    """How much those who consent may be rostered beyond their contract."""

    max_minutes_per_week: Annotated[int, Field(ge=0, le=5040)] = 0
    max_minutes_per_day: Annotated[int, Field(ge=0, le=1440)] | None = None
    """Minutes by which one shift may exceed a day of the contract (a week's minutes over its days); None: no limit."""
    max_extra_days: Annotated[int, Field(ge=0, le=2)] = 0
    """Working days a week beyond those of the contract."""


class Costs(Document):
    """Money: the currency, and what is paid on top of the wage. Premiums of different kinds add up."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "USD"
    premiums: tuple[Premium, ...] = ()
