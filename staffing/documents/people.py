"""The tables people keep beside `team.yaml`: one small document per row."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from staffing.documents.base import Document, Identifier
from staffing.labour import Consent


class Agent(Document):
    """One row of `agents.csv`."""

    agent_id: Identifier
    contract: Identifier
    name: str = ""
    role: Literal["agent", "lead"] = "agent"
    site: str = ""
    skills: tuple[str, ...] = ()
    hired_on: date | None = None
    leaves_on: date | None = None
    """The last day employed."""
    availability: str = ""
    mentor: str = ""
    overtime: bool = False
    """Whether the agent consents to overtime."""
    consents: tuple[Consent, ...] = ()
    """What else the agent consents to; overtime may stand here, too."""
    waivers: tuple[Identifier, ...] = ()
    """Rules of a labour pack that the agent has waived, as the pack allows."""
    no_nights_until: date | None = None
    """The last day on which the agent may not work at night; why is not asked."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.hired_on and self.leaves_on and self.leaves_on < self.hired_on:
            raise ValueError(f"leaves_on {self.leaves_on} is before hired_on {self.hired_on}")
        return self

    def agrees_to(self, what: str) -> bool:
        """Whether the agent has consented to something."""
        return what in self.consents or (what == "overtime" and self.overtime)

    def proficiency(self, queues: tuple[str, ...]) -> dict[str, float]:
        """The queues served, each with the speed of work on it (1: the queue's handle time); all at 1 by default."""
        if not self.skills:
            return dict.fromkeys(queues, 1.0)
        parts = [skill.partition(":") for skill in self.skills]
        return {queue: float(speed) if speed else 1.0 for queue, _, speed in parts}


class Leave(Document):
    """One row of `leave.csv`; both dates are included."""

    agent_id: str
    start: date
    end: date
    kind: str = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"end {self.end} is before start {self.start}")
        return self


class Request(Document):
    """One row of `requests.csv`: a shift wanted, `off`, or `not:SHIFT`."""

    agent_id: str
    date: date
    want: str
    weight: Annotated[int, Field(ge=1, le=10_000)] = 10


class Event(Document):
    """One row of `events.csv`; empty leads and lags are those of the calendar's event of that day, else 0."""

    date: date
    name: str
    kind: str = ""
    queue: str = ""
    uplift: Annotated[float, Field(gt=0, le=100)] | None = None
    lead_days: Annotated[int, Field(ge=0, le=60)] | None = None
    lag_days: Annotated[int, Field(ge=0, le=60)] | None = None


class PublicHoliday(Document):
    """One row of `holidays.csv`: a day that a site keeps beyond its country's list, or does not keep."""

    date: date
    name: str = ""
    site: str = ""
    """Empty: every site."""
    kind: Literal["holiday", "working"] = "holiday"


class Assignment(Document):
    """One row of a roster file (`published.csv`, `roster.csv`): an agent works a shift on a day."""

    agent_id: str
    date: date
    shift_id: str
    start: datetime | None = None
    end: datetime | None = None
