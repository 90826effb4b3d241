"""A workspace as read: everything people wrote, checked against each other, and the dates it is planned for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from staffing.documents.people import Agent, Assignment, Event, Leave, PublicHoliday, Request
from staffing.documents.publication import PublishedChange
from staffing.documents.requisition import Requisition
from staffing.documents.scenario import NOTHING_ASSUMED, Assumed
from staffing.documents.team import Team

if TYPE_CHECKING:
    from forecasts.tickets import TicketLog


@dataclass(frozen=True, eq=False)
class Workspace:
    """All that was read from a workspace folder; every reference between the files holds.

    `as_of` is aware, in the workspace's zone. `first_day` to `first_day + 7 * weeks` (excluded) is planned.
    `digests` holds the sha256 of each file read, by its name. `assumed` is what a scenario supposes of the work:
    nothing, in a workspace as it was read.
    """

    folder: Path
    team: Team
    agents: tuple[Agent, ...]
    tickets: TicketLog
    leave: tuple[Leave, ...]
    requests: tuple[Request, ...]
    events: tuple[Event, ...]
    published: tuple[Assignment, ...]
    as_of: datetime
    first_day: date
    weeks: int
    digests: dict[str, str]
    holidays: tuple[PublicHoliday, ...] = ()
    requisitions: tuple[Requisition, ...] = ()
    assumed: Assumed = NOTHING_ASSUMED
    published_changes: tuple[PublishedChange, ...] = ()
    """What people were told of their shifts, in the order in which they were."""

    @property
    def last_day(self) -> date:
        """The last day planned."""
        return self.first_day + timedelta(days=7 * self.weeks - 1)

    @property
    def planned_days(self) -> tuple[date, ...]:
        """The days planned, in their order."""
        return tuple(self.first_day + timedelta(days=day) for day in range(7 * self.weeks))

    @property
    def rostered(self) -> tuple[Agent, ...]:
        """The agents that can be planned: not leads, and employed on some planned day."""
        return tuple(
            agent
            for agent in self.agents
            if agent.role == "agent"
            and (agent.hired_on is None or agent.hired_on <= self.last_day)
            and (agent.leaves_on is None or agent.leaves_on >= self.first_day)
        )

    @property
    def planned_leave(self) -> tuple[Leave, ...]:
        """The rows of leave that hold a planned day."""
        return tuple(row for row in self.leave if row.start <= self.last_day and row.end >= self.first_day)

    @property
    def known_until(self) -> datetime:
        """Up to when the log tells what happened: `as_of`, or its last event where that is more than a day before.

        A log that ends days before `as_of` does not say that nothing came in these days.
        """
        if self.tickets.frame.empty:
            return self.as_of
        last = self.tickets.last_event
        return self.as_of if self.as_of - last <= timedelta(days=1) else last
