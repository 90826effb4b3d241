"""Places: their time zone, their hours, their public holidays and the rules of their people."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from staffing.documents.base import WEEKDAYS, Day, Document, Identifier, Span
from staffing.documents.pay import Overtime
from staffing.rules import AgentRule

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class OpenHours(Document):
    """When a team, a site or a queue is open, daily or by weekday, and how many people must then be on queue."""

    daily: Span | Literal["closed"] = (0, 1440)
    monday: Span | Literal["closed"] | None = None
    tuesday: Span | Literal["closed"] | None = None
    wednesday: Span | Literal["closed"] | None = None
    thursday: Span | Literal["closed"] | None = None
    friday: Span | Literal["closed"] | None = None
    saturday: Span | Literal["closed"] | None = None
    sunday: Span | Literal["closed"] | None = None
    min_on_queue: Annotated[int, Field(ge=0, le=10_000)] = 0

    def span(self, weekday: int) -> tuple[int, int] | None:
        """Open minutes of a weekday (0 = Monday) after its midnight, or None when closed."""
        own = getattr(self, WEEKDAYS[weekday])
        value = self.daily if own is None else own
        return None if value == "closed" else value


class ShortDays(Document):
    """Days, both ends included, on which every shift of a site ends earlier in full pay (Ramadan hours)."""

    name: str = ""
    start: Day
    end: Day
    minutes: Annotated[int, Field(gt=0, le=480)]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"end {self.end} is before start {self.start}")
        return self


class Site(Document):
    """A place with a time zone; what it does not say for itself holds as for the whole team."""

    id: Identifier
    zone: str
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    """Whose public holidays are kept; none without."""
    holidays: Literal["open", "closed"] = "open"
    """Whether people work on public holidays."""
    open_hours: OpenHours | None = None
    shifts: tuple[Identifier, ...] = ()
    """Shifts worked here, in this zone; all by default."""
    short_days: tuple[ShortDays, ...] = ()
    overtime: Overtime | None = None
    rules: tuple[AgentRule, ...] = ()
    """In place of the team's rules of the same names, for the people of this site."""

    @field_validator("zone")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("must be an IANA time zone such as Asia/Jakarta") from None
        return value

    def cut(self, day: date) -> int:
        """Minutes by which shifts that start on a day end earlier."""
        return max((short.minutes for short in self.short_days if short.start <= day <= short.end), default=0)
